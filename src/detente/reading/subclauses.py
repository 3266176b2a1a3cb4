"""Clauses that tell what is said: after *that*, and without it."""

from __future__ import annotations

from detente.reading.closed import DAYS
from detente.reading.extents import clause_at
from detente.reading.scenes import Scene
from detente.reading.speech import Cue
from detente.reading.tokens import Token

__all__ = ["clausal", "plain_clause", "that_at", "zero_clause"]


CONJOINED = frozenset("given provided so such except assuming".split())


def that_at(scene: Scene, cue: Cue, end: int) -> int | None:
    """The *that* of a cue: past phrases, adverbs and participles, but no verb of a clause.

    After an object that is no hearer, *that* begins a clause about the object ("stressed the raid that …").
    """
    tokens = scene.unit.tokens
    if cue.last < end and tokens[cue.last].tag in "DNP#" and tokens[cue.last].low != "that" and not _hears(cue):
        return None
    for j in range(cue.last, min(end, cue.last + 22)):
        token = tokens[j]
        if token.low == "that" and token.tag == "B":
            if tokens[j - 1].low in CONJOINED:
                return None  # "given that", "so that": a clause of its own
            if _verb_next(tokens, j):
                plain = j == cue.last or tokens[j - 1].low in DAYS
                return j - 1 if plain and "z" in cue.verb.frames else None
            return j
        if token.tag in ("V", "M", "X", "T", "Q", ".", ";", ":"):
            return None
        if token.tag == "B":
            return None
    return None


def _hears(cue: Cue) -> bool:
    return bool(set(cue.verb.frames) & set("og")) or cue.inverted


def _verb_next(tokens: list[Token], j: int) -> bool:
    """Whether *that* is a relative pronoun: a verb stands right after it."""
    if j + 1 >= len(tokens):
        return False
    following = tokens[j + 1]
    return following.tag in "VXM" or (following.tag == "E" and j + 2 < len(tokens) and tokens[j + 2].tag in "DPI")


def zero_clause(scene: Scene, start: int, end: int) -> int | None:
    """Where a clause without *that* starts: at once, or after "Monday", "on Monday", "in a statement"."""
    tokens = scene.unit.tokens
    at = start
    for _ in range(3):
        if at >= end:
            return None
        counts = at + 1 < end and tokens[at + 1].tag == "#"
        if tokens[at].low in DAYS or (tokens[at].tag == "A" and tokens[at].low != "not" and not counts):
            at += 1
        elif tokens[at].tag == "I" and at + 1 < end:
            phrase = next((p for p in scene.unit.nouns if p.first == at + 1), None)
            if phrase is None or (at == start and not _adverbial(tokens, at, phrase.last)):
                break
            at = phrase.last
        else:
            break
    if at < end and clause_at(scene, at, end):
        return at
    if at < end and tokens[at].low in ("if", "when", "there", "in", "after", "as") and clause_at(scene, at, end):
        return at
    return None


def clausal(scene: Scene, start: int, end: int) -> bool:
    """Whether what follows *say* must be a clause: any subject and a finite verb that no pronoun relates to it."""
    tokens = scene.unit.tokens
    group = next((g for g in scene.unit.verbs if g.finite and start < g.first < end), None)
    if group is None or tokens[start].tag not in "DNP#GX" or tokens[start].low == "so":
        return False
    between = tokens[start : group.first]
    return all(t.tag != "B" and t.low not in ("who", "which", "same", "much") for t in between)


def plain_clause(scene: Scene, at: int) -> bool:
    """Whether a phrase and at once its verb stand at a token: what a clause without *that* needs after a rarer verb."""
    tokens = scene.unit.tokens
    last = next((p.last for p in scene.unit.nouns if p.first == at), None)
    while last is not None and last < len(tokens) and tokens[last].tag == "A":
        last += 1
    return any(group.finite and group.first == last for group in scene.unit.verbs)


def _adverbial(tokens: list[Token], at: int, last: int) -> bool:
    return tokens[at].low in ("on", "in", "at", "during", "late", "after", "to", "through", "last") and last - at <= 8
