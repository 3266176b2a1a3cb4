"""Noun phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.tokens import Token

__all__ = ["Phrase", "noun_phrases"]

INSIDE = frozenset("DNP#S")


@dataclass(slots=True)
class Phrase:
    """A noun phrase: tokens ``first:last``, the preposition before it, and its head word."""

    first: int
    last: int
    preposition: str | None
    head: str


def noun_phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """Base noun phrases, left to right."""
    found: list[Phrase] = []
    i = 0
    n = len(tokens)
    while i < n:
        tag = tokens[i].tag
        if tag == "O":
            found.append(Phrase(i, i + 1, _preposition(tokens, i), tokens[i].low))
            i += 1
            continue
        if tag not in INSIDE or tag == "S":
            i += 1
            continue
        j = i
        while j < n and _inside(tokens, j, i):
            j += 1
        while j > i + 1 and tokens[j - 1].tag == "S":
            j -= 1
        found.append(Phrase(i, j, _preposition(tokens, i), tokens[j - 1].low))
        i = max(j, i + 1)
    return found


def _inside(tokens: Sequence[Token], j: int, first: int) -> bool:
    token = tokens[j]
    if j == first:
        return True
    if token.tag == "D":
        return tokens[j - 1].tag in ("D", "S")
    if token.tag in INSIDE:
        if token.tag == "P" and token.low in _DAYS and tokens[j - 1].tag in "NP":
            return False
        if token.tag == "P" and tokens[j - 1].tag == "#" and len(tokens[j - 1].text) == 4 and tokens[j - 2].tag != "D":
            return False
        if token.tag == "P" and token.place is None and tokens[j - 1].low in OCCASIONS:
            return False  # "in a Sunday interview Smith said"
        return not (
            token.tag == "N" and tokens[j - 1].tag == "P" and tokens[j - 1].place is None and _day(tokens[j - 1])
        )
    if token.tag in "EGA" and j + 1 < len(tokens) and tokens[j - 1].tag in "D":
        return tokens[j + 1].tag in "NP"
    if token.tag == "C" and token.text in ("&", "and") and j + 1 < len(tokens):
        return _joined(tokens, j)
    return False


OCCASIONS = frozenset("interview statement speech rally debate year week month time day case turn past trial".split())


def _joined(tokens: Sequence[Token], j: int) -> bool:
    """Whether "and" joins two adjectives of nations before one noun: "U.S. and Asian officials"."""
    if tokens[j].text == "&":
        return True
    left, right = tokens[j - 1], tokens[j + 1]
    return bool(
        left.place
        and right.place
        and right.place[1] == "adjective"
        and j + 2 < len(tokens)
        and tokens[j + 2].tag == "N"
    )


def _day(token: Token) -> bool:
    return token.low in _DAYS


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def _preposition(tokens: Sequence[Token], i: int) -> str | None:
    return tokens[i - 1].low if i and tokens[i - 1].tag == "I" else None
