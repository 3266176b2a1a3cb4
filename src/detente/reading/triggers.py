"""Trigger patterns of PLOVER events and where they match: over verbs and over nouns, longest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from detente.reading.lexicon import plural, rows
from detente.reading.reach import clause_end
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["TOOLED", "Pattern", "match_noun", "match_verb", "noun_starts", "patterns"]

REACH = 12
TOOLED = frozenset(
    {"aerial", "heavy-weapons", "drone", "police"}
)  # modes that the subject can tell: "warplanes bombed"


class Pattern(NamedTuple):
    """One trigger pattern of the lexicon."""

    words: tuple[str, ...]
    needs: frozenset[str]
    type: str
    mode: str | None
    roles: str
    order: int


@cache
def patterns(form: str) -> Mapping[str, tuple[Pattern, ...]]:
    """First word of a trigger → its patterns, the most specific first."""
    found: dict[str, list[Pattern]] = {}
    for order, row in enumerate(rows("lexicons", "events.tsv")):
        if row["form"] != form:
            continue
        words = tuple(row["trigger"].split())
        needs = frozenset(filter(None, row["needs"].split("|")))
        found.setdefault(words[0], []).append(
            Pattern(words, needs, row["type"], row["mode"] or None, row["roles"], order)
        )
    return {
        word: tuple(sorted(each, key=lambda p: (-len(p.words), not p.needs, p.order))) for word, each in found.items()
    }


@cache
def noun_starts() -> Mapping[str, tuple[Pattern, ...]]:
    """First word of a noun trigger, singular and plural → its patterns."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for word, each in patterns("n").items():
        found[word] = each
        found.setdefault(plural(word), each)
    return found


def match_verb(
    tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int, candidates: Sequence[Pattern]
) -> tuple[Pattern, int] | None:
    """The best pattern of a verb group and the token where its needed word stands."""
    group = verbs[k]
    end = min(clause_end(tokens, verbs, k), group.last + REACH)
    for pattern in candidates:
        at = _rest(tokens, group.last, pattern.words[1:])
        if at is None:
            continue
        if not pattern.needs:
            return pattern, at - 1
        where = _needed(tokens, group.last, end, pattern.needs)
        if where is None and (group.passive or pattern.mode in TOOLED):
            where = _needed(tokens, max(0, group.first - 8), group.first, pattern.needs)
        if where is not None:
            return pattern, max(where, at - 1) if where >= group.first else at - 1
    return None


def _rest(tokens: Sequence[Token], start: int, words: tuple[str, ...]) -> int | None:
    """The token after the words that must follow a trigger, a gap of two allowed before each."""
    at = start
    for word in words:
        for j in range(at, min(at + 3, len(tokens))):
            if tokens[j].low == word or tokens[j].low == word + "s":
                at = j + 1
                break
            if tokens[j].tag in (",", ".", "B", "C", "V", "X", "M"):
                return None
        else:
            return None
    return at


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _needed(tokens: Sequence[Token], start: int, end: int, needs: frozenset[str]) -> int | None:
    for j in range(start, min(end, len(tokens))):
        low = tokens[j].low
        if tokens[j].tag == "A" and tokens[j].text[0].isupper():
            continue  # "in March": a month, no march
        if low in needs or low.removesuffix("s") in needs or _singular(low) in needs or low.rpartition("-")[2] in needs:
            return j
        if j + 1 < end and j + 1 < len(tokens) and f"{low} {tokens[j + 1].low}" in needs:
            return j + 1
    return None


def match_noun(tokens: Sequence[Token], i: int, pattern: Pattern) -> int | None:
    """The token after a noun trigger: its words stand side by side, the last noun in either number."""
    for n, word in enumerate(pattern.words[1:], 1):
        if i + n >= len(tokens) or (tokens[i + n].low != word and tokens[i + n].low != plural(word)):
            return None
    at = i + len(pattern.words)
    if pattern.needs and _needed(tokens, at, min(at + 6, len(tokens)), pattern.needs) is None:
        return None
    return at
