"""Demands that are told as duties: who says that somebody else must do something asks for it.

"The minister reiterated that Libya must hand over the men" is a REQUEST of the minister's state to Libya (PLOVER
manual, REQUEST: "demand, insist"), whatever verb of saying leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.chunks import VerbGroup
from detente.reading.clauses import subject
from detente.reading.events import Event
from detente.reading.participants import joined
from detente.reading.speech import Statement
from detente.reading.standing import as_source, as_target
from detente.reading.utterances import Heard

__all__ = ["demands"]

DUTIES = frozenset({"must", "should", "ought"})
SAID = frozenset({"occurred", "ongoing"})


def demands(heard: Heard) -> Iterator[Event]:
    """The demands of one unit.

    1. A verb with *must*, *should*, *ought to*, *has to* or *needs to* inside words that were said.
    2. Its subject is somebody who acts, and not the speaker.
    """
    unit = heard.scene.unit
    for k, group in enumerate(unit.verbs):
        if not _duty(unit.verbs, k):
            continue
        who = subject(unit.tokens, unit.nouns, unit.verbs, k)
        if who is None or unit.nouns[who].first >= group.first:
            continue
        said = _around(heard, unit.tokens[group.first].start)
        if said is None or said.status not in SAID or not (said.speaker.code or said.speaker.name):
            continue
        source = as_source(said.speaker)
        start, end = unit.tokens[unit.nouns[who].first].start, unit.tokens[_end(unit.verbs, k) - 1].end
        for given in joined(heard, who)[:2]:
            target = as_target(given, [source])
            if target is not None and (target.code or target.name):
                yield Event(
                    "REQUEST", None, source, target, "occurred", start, end, "events:duty", None, _anchor(said, start)
                )


def _anchor(said: Statement, start: int) -> int:
    """A demand was made where its speaker is said to speak."""
    return said.cue[0] if said.cue[1] > said.cue[0] else start


def _duty(verbs: list[VerbGroup], k: int) -> bool:
    group = verbs[k]
    if group.passive or not group.finite:
        return False
    if group.modal in DUTIES:
        return not group.perfect
    bound = group.lemma in ("have", "need") and group.modal is None and not group.past and not group.negated
    return bound and k + 1 < len(verbs) and verbs[k + 1].infinitive and verbs[k + 1].first == group.last


def _end(verbs: list[VerbGroup], k: int) -> int:
    """The token after what must be done: "must leave", "have to leave"."""
    return verbs[k].last if verbs[k].modal in DUTIES else verbs[k + 1].last


def _around(heard: Heard, at: int) -> Statement | None:
    """The innermost statement around a place, or the quotation in which a unit stands."""
    inside = [s for s in heard.statements if s.covers(at, at + 1)]
    return min(inside, key=lambda s: sum(b - a for a, b in s.places)) if inside else heard.within
