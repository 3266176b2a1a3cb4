"""Which verbs of reporting a verb group is: "call", "call for", "be outraged by"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from detente.reading.lexicon import ReportingVerb, reporting_verbs
from detente.reading.tokens import Token
from detente.reading.verbgroups import INCLINED, VerbGroup

__all__ = ["reporting"]

Found = tuple[tuple[ReportingVerb, ...], int]


def reporting(tokens: list[Token], group: VerbGroup) -> Found:
    """The reporting verbs that a verb group can be, and the token after them; longest first wins."""
    held, after = _held(tokens, group)
    candidates = reporting_verbs().get(group.lemma)
    if not candidates or after > group.last:
        return held, after
    for rest, verb in _longer(tokens, group):
        last = _after(tokens, group.last, rest)
        if last is not None:
            return (verb,), last
    plain = tuple(verb for verb in candidates if " " not in verb.verb)
    return (*held, *plain), group.last


def _longer(tokens: list[Token], group: VerbGroup) -> list[tuple[list[str], ReportingVerb]]:
    """The verbs of several words that may begin with a group: their other words, longest first."""
    known = _phrases().get(group.lemma)
    if known is None:
        return []
    found: list[tuple[list[str], ReportingVerb]] = []
    for token in tokens[group.last :]:
        found += known.get(token.low, ())
        if token.tag != "A":
            break
    return sorted(found, key=lambda each: -len(each[0])) if len(found) > 1 else found


@cache
def _phrases() -> Mapping[str, Mapping[str, list[tuple[list[str], ReportingVerb]]]]:
    """First and second word of a verb of several words → its other words, and the verb."""
    found: dict[str, dict[str, list[tuple[list[str], ReportingVerb]]]] = {}
    for first, verbs in reporting_verbs().items():
        for verb in verbs:
            rest = verb.verb.split()[1:]
            if rest:
                found.setdefault(first, {}).setdefault(rest[0], []).append((rest, verb))
    return found


def _after(tokens: list[Token], first: int, rest: list[str]) -> int | None:
    """The token after the other words of a verb: "called Friday for"; "agreed to lend" is no "agree to"."""
    while first < len(tokens) and tokens[first].tag == "A" and tokens[first].low != rest[0]:
        first += 1
    last = first + len(rest)
    fits = last <= len(tokens) and all(tokens[first + n].low == word for n, word in enumerate(rest))
    dated = fits and last < len(tokens) and tokens[last - 1].tag == tokens[last].tag == "A"  # "reported on Tuesday"
    return last if fits and tokens[last - 1].tag != "T" and not dated else None


def _held(tokens: list[Token], group: VerbGroup) -> Found:
    """The adjective of a mind that a passive may be: "is outraged that …" reports, though nobody outrages."""
    if not group.finite or not (group.passive or (group.lemma in INCLINED and group.last - group.first > 1)):
        return (), group.last
    for verb in _adjectives().get(tokens[group.last - 1].low, ()):
        rest = verb.verb.split()[2:]
        last = _after(tokens, group.last, rest) if rest else group.last
        if last is not None:
            return (verb,), last
    return (), group.last


@cache
def _adjectives() -> Mapping[str, tuple[ReportingVerb, ...]]:
    """Adjective of a mind → the rows of the lexicon that hold it, longest first."""
    found: dict[str, list[ReportingVerb]] = {}
    for verb in reporting_verbs().get("be", ()):
        found.setdefault(verb.verb.split()[1], []).append(verb)
    return {word: tuple(verbs) for word, verbs in found.items()}
