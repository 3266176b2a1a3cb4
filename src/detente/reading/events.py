"""Events of the PLOVER ontology, from trigger patterns over verbs and nouns, longest first.

1. A verb group matches the patterns of its verb: the words that must follow at once, then any one of the words that
   must stand within reach. The longest pattern wins; patterns with needed words beat those without.
2. The subject is the source and the first actor among the objects the target; the passive turns them round.
3. A noun ("the launch of seven missiles", "a ban on port calls") takes its source from its possessor, its adjective or
   *by*, and its target from the preposition after it.
4. An event needs somebody: without a known source or target there is none; a meeting needs two.
"""

from __future__ import annotations

from collections.abc import Mapping

from detente.reading.deeds import Event
from detente.reading.lexicon import plover_quads
from detente.reading.nounevents import noun_events
from detente.reading.participants import (
    same,
)
from detente.reading.reach import clause_end
from detente.reading.receivers import receivers
from detente.reading.scenes import Party
from detente.reading.standing import as_target
from detente.reading.triggers import match_verb, noun_starts, patterns
from detente.reading.utterances import Heard
from detente.reading.verbevents import verb_events

__all__ = ["Event", "events"]

VERBAL = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST"})


def events(heard: Heard) -> list[Event]:
    """The events of one unit: those of its verbs, then those of its nouns that no verb has told.

    What somebody says that it will do is a promise or a threat, and what it says that it will not do is a refusal:
    these are verbal events that happened (PLOVER manual, corner rules).
    """
    found = _plain(heard)
    given = {e.k: e.target for e in reversed(found) if e.k is not None and e.target is not None}
    for event in found:
        if event.k is not None and event.target is None and event.type in VERBAL:
            event.target = _complement(heard, event, given)
    return [_spoken(heard, event) for event in found]


def _complement(heard: Heard, event: Event, given: Mapping[int, Party | None]) -> Party | None:
    """The target of a promise, a refusal or a threat: that of the deed it names ("refused to meet Iraq")."""
    verbs = heard.scene.unit.verbs
    k = (event.k or 0) + 1
    if k >= len(verbs) or not verbs[k].infinitive:
        return None
    first, last = verbs[k - 1].last, verbs[k].first
    plain = all(token.tag in "ADNPI#" for token in heard.scene.unit.tokens[first:last])
    sought = any(first <= p.first < last and p.preposition is None for p in heard.scene.unit.nouns)
    if last - first > 1 and (last - first > 6 or not plain or (sought and event.type == "REQUEST")):
        return None
    target = given.get(k)
    if target is not None and not (event.source is not None and same(target, event.source)):
        return target
    sources = [event.source] if event.source is not None else []
    end = clause_end(heard.scene.unit.tokens, verbs, k)
    found = (as_target(p, sources) for p in receivers(heard, verbs[k].last, end, event.type, sources))
    return next((p for p in found if p is not None), None)


def _spoken(heard: Heard, event: Event) -> Event:
    """A deed that its own doer only speaks of: "it will …" is a promise or a threat, "it will not …" a refusal."""
    if event.k is None or event.source is None or event.type in VERBAL:
        return event
    group = heard.scene.unit.verbs[event.k]
    over = [s for s in heard.statements if s.covers(event.anchor, event.anchor + 1)]
    own = any(same(s.speaker, event.source) for s in over)
    if over and not own:
        return event  # what others expect of somebody is neither its promise nor its refusal
    if group.modal not in ("will", "would", "'ll", "won't", "wouldn't", "shall"):
        return event
    quad = plover_quads()[event.type]
    if group.negated:
        if quad <= 2:
            event.type, event.mode, event.status = "REJECT", "meet" if event.type == "CONSULT" else None, "occurred"
        return event
    if own and event.status in ("planned", "hypothetical", "conditional"):
        event.type, event.mode = ("AGREE", None) if quad <= 2 else ("THREATEN", None)
        event.status = "conditional" if event.status == "conditional" else "occurred"
    return event


def _plain(heard: Heard) -> list[Event]:
    unit = heard.scene.unit
    found: list[Event] = []
    told: set[int] = set()
    for k, group in enumerate(unit.verbs):
        candidates = patterns("v").get(group.lemma, ())
        if candidates:
            match = match_verb(unit.tokens, unit.verbs, k, candidates)
            if match is not None:
                found += verb_events(heard, k, *match)
                told |= set(range(group.first, match[1] + 1))
    starts = noun_starts()
    for i, token in enumerate(unit.tokens):
        if token.tag in "NPG" and i not in told and token.low in starts:
            made = noun_events(heard, i, starts[token.low])
            found += made
            told |= set(range(i, i + 5)) if made else set()
    return found
