"""The phrase that heads what ends at a word: past every preposition and what it governs."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.chunks import Phrase
from detente.reading.tokens import Token

__all__ = ["CLAUSAL", "head_of", "participle_head", "phrase_at", "phrase_before"]


def phrase_at(nouns: Sequence[Phrase], j: int) -> Phrase | None:
    """The phrase that holds a token."""
    for phrase in nouns:
        if phrase.first <= j < phrase.last:
            return phrase
        if phrase.first > j:
            break
    return None


def phrase_before(tokens: Sequence[Token], nouns: Sequence[Phrase], j: int) -> int | None:
    """The phrase that ends just before token ``j``."""
    j -= 1
    while j >= 0 and tokens[j].tag in ("A", ",", "I"):
        j -= 1
    for n in range(len(nouns) - 1, -1, -1):
        if nouns[n].first <= j < nouns[n].last:
            return n
    return None


CLAUSAL = frozenset("until till before after since as than".split())


def head_of(tokens: Sequence[Token], nouns: Sequence[Phrase], j: int, stop: int = -1) -> int | None:
    """The phrase that heads what ends at token ``j``: past every "preposition + phrase" on its left."""
    for n in range(len(nouns) - 1, -1, -1):
        phrase = nouns[n]
        if phrase.first <= j < phrase.last:
            if phrase.preposition is None or (phrase.preposition in CLAUSAL and phrase.last == stop):
                outer = _before_gerund(tokens, nouns, phrase.first) if stop > 0 else None
                if outer is None and _pair(tokens, nouns, n):
                    outer = head_of(tokens, nouns, phrase.first - 2)
                return n if outer is None else outer
            if phrase.first < 2:
                return None
            back = phrase.first - 2
            while back >= 0 and tokens[back].tag in ("A", "I"):
                back -= 1
            if back > 0 and tokens[back].tag == "C" and tokens[back - 1].tag in "NP" and phrase.preposition is not None:
                return head_of(tokens, nouns, back - 1)
            if back < 0 or tokens[back].tag not in "NPO#DS":
                return participle_head(tokens, nouns, back)
            return head_of(tokens, nouns, back, back + 1 if stop > 0 else -1)
    return None


def _pair(tokens: Sequence[Token], nouns: Sequence[Phrase], n: int) -> bool:
    """Whether *and* joins two names that one preposition governs: "talks between Malta and Cyprus failed"."""
    one, other = nouns[n - 1] if n else None, nouns[n]
    if (
        one is None
        or one.preposition is None
        or one.preposition in CLAUSAL
        or one.last != other.first - 1
        or tokens[one.last].low != "and"
    ):
        return False
    named = all(tokens[i].tag == "P" for phrase in (one, other) for i in range(phrase.first, phrase.last))
    return named and one.first > 1 and tokens[one.first - 2].tag in "N"


def _before_gerund(tokens: Sequence[Token], nouns: Sequence[Phrase], first: int) -> int | None:
    """The phrase that an -ing form right after it describes: "aircraft using bombs killed …" is about the aircraft."""
    j = first - 1
    while j > 0 and tokens[j].tag == "A":
        j -= 1
    if j < 1 or tokens[j].tag != "G" or tokens[j - 1].tag not in "NP":
        return None
    return head_of(tokens, nouns, j - 1)


def participle_head(tokens: Sequence[Token], nouns: Sequence[Phrase], j: int) -> int | None:
    """The phrase before a participle that governs a prepositional phrase: "funds held in Macao were …"."""
    while j > 0 and tokens[j].tag in "EGA":
        j -= 1
        if tokens[j].tag in "NP":
            return head_of(tokens, nouns, j)
        if tokens[j].tag == "C":
            j -= 1
            before = next((p for p in nouns if p.first <= j < p.last), None)
            if before is None or before.preposition != "by":
                return None
            j = before.first - 2
    return None
