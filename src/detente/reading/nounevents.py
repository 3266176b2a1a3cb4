"""Events that a noun tells: "the launch of seven missiles", "a ban on port calls"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.clauses import subject
from detente.reading.deeds import SYMMETRIC_NEEDS_TWO, Event, told_of
from detente.reading.lexicon import plover_quads
from detente.reading.nounstatus import noun_status
from detente.reading.participants import (
    TARGET_PREPOSITIONS,
    after_noun,
    beside,
    doers,
    joined,
)
from detente.reading.scenes import Party
from detente.reading.triggers import Pattern, match_noun
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["noun_events"]

CUTTING = frozenset("suspend halt stop cut freeze withhold end block reduce cancel deny refuse".split())
LIGHT = frozenset(
    "announce launch open stage issue make continue begin start resume order impose declare give express voice offer "
    "reiterate conduct carry mount hold lead hit keep call extend repeat renew step plan authorise authorize approve "
    "intensify maintain undertake pledge go proceed complete finish speed accelerate suspend halt delay".split()
)


def noun_events(heard: Heard, i: int, candidates: Sequence[Pattern]) -> list[Event]:
    """The events that the noun at token ``i`` tells, by the first of its patterns that fits."""
    unit = heard.scene.unit
    tokens = unit.tokens
    for pattern in candidates:
        at = match_noun(tokens, i, pattern)
        if at is None:
            continue
        phrase_n = next((n for n, p in enumerate(unit.nouns) if p.first <= i < p.last), None)
        if phrase_n is None:
            return []
        phrase = unit.nouns[phrase_n]
        what = heard.scene.said[phrase_n]
        governing = _governing(unit.verbs, phrase.first)
        if pattern.type == "AID" and governing is not None and unit.verbs[governing].lemma in CUTTING:
            return []  # "suspended a million euros in aid to …"
        sources = (
            [Party(tokens[phrase.first].start, tokens[phrase.last - 1].end, what.owner, kind="state")]
            if what.owner
            else []
        )
        sources = sources or doers(heard, at, min(len(tokens), at + 12))
        if not sources and governing is not None and unit.verbs[governing].lemma in LIGHT:
            sources = joined(heard, subject(tokens, unit.nouns, unit.verbs, governing))
        prepositional = pattern.words[-1] in TARGET_PREPOSITIONS
        targets = (after_noun(heard, at) if prepositional else []) or beside(heard, at)
        if pattern.roles == "ss" and pattern.words[-1] == "between" and len(targets) > 1:
            sources, targets = targets[:1], targets[1:]
        elif pattern.roles == "ss" and not sources and governing is not None:
            sources = joined(heard, subject(tokens, unit.nouns, unit.verbs, governing))
        if pattern.type in SYMMETRIC_NEEDS_TWO and not (sources and targets):
            return []
        if pattern.roles == "so":
            targets = []
        status = noun_status(tokens, i, unit.verbs, governing)
        if not sources and (pattern.roles == "so" or plover_quads()[pattern.type] in (1, 3)):
            return []
        return told_of(
            heard, pattern, sources, targets, status, phrase.first, max(i, at - 1 - int(prepositional)), None
        )
    return []


def _governing(verbs: Sequence[VerbGroup], first: int) -> int | None:
    """The verb on whose right a phrase stands, within reach."""
    for k in range(len(verbs) - 1, -1, -1):
        if verbs[k].last <= first:
            return k if first - verbs[k].last <= 8 else None
    return None
