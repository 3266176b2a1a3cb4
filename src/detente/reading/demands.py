"""Demands that are told as duties: who says that somebody else must do something asks for it.

"The minister reiterated that Libya must hand over the men" is a REQUEST of the minister's state to Libya (PLOVER
manual, REQUEST: "demand, insist"), whatever verb of saying leads to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.reading.clauses import subject
from detente.reading.events import Event
from detente.reading.participants import doers, joined
from detente.reading.reach import clause_end
from detente.reading.speech import Statement
from detente.reading.standing import as_source, as_target
from detente.reading.status import status_of
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["demands"]

DUTIES = frozenset({"must", "should", "ought"})
SAID = frozenset({"occurred", "ongoing"})
WANTING = frozenset({"want"})


def demands(heard: Heard) -> Iterator[Event]:
    """The demands of one unit.

    1. A verb with *must*, *should*, *ought to*, *has to* or *needs to* inside words that were said.
    2. Its subject is somebody who acts, and not the speaker.
    3. What somebody wants of another: "wants Peru to free the crew", "wants the crew freed".
    """
    unit = heard.scene.unit
    for k, group in enumerate(unit.verbs):
        if group.lemma in WANTING and k + 1 < len(unit.verbs):
            yield from _wanted(heard, k)
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


def _wanted(heard: Heard, k: int) -> Iterator[Event]:
    """What a verb of wanting with an object and its infinitive or participle asks, and of whom."""
    unit = heard.scene.unit
    group, deed = unit.verbs[k], unit.verbs[k + 1]
    object_ = next((n for n, p in enumerate(unit.nouns) if p.first == group.last), None)
    status = status_of(unit.tokens, unit.verbs, k)
    if object_ is None or status not in SAID or not (deed.infinitive or (deed.participle and deed.passive)):
        return
    if any(t.tag not in "DNPOE#AIS" for t in unit.tokens[group.last : deed.first]):
        return
    who = subject(unit.tokens, unit.nouns, unit.verbs, k)
    end = clause_end(unit.tokens, unit.verbs, k + 1)
    asked = doers(heard, deed.last, end) if deed.passive else joined(heard, object_)
    start, stop = unit.tokens[group.first].start, unit.tokens[deed.last - 1].end
    for source in [as_source(p) for p in joined(heard, who) if p.code][:2]:
        targets = [p for given in asked[:2] if (p := as_target(given, [source])) is not None]
        if targets or deed.passive:
            for target in (*targets,) or (None,):
                yield Event("REQUEST", None, source, target, "occurred", start, stop, "events:want", k, start)


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
