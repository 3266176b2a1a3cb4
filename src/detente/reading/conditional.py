"""Clauses of what must come first: if, unless, until; and before, after, when, where all of it is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup, in_past

__all__ = ["COMING", "POSSIBLE", "awaited", "has_condition", "in_condition", "withheld"]

OPENERS = frozenset({"if", "unless", "should", "provided", "lest", "until", "till", "assuming"})
GIVEN = frozenset({"condition", "event", "case", "provided", "assuming", "understanding"})
POSSIBLE = frozenset({"could", "might", "may", "can", "should", "must", "ought", "would", "'d"})
COMING = frozenset({"will", "'ll", "shall", "won't"})
BACKSHIFTED = frozenset({"would", "'d", "could", "wouldn't"})
TIMES = frozenset({"before", "after", "when", "whenever", "once", "as"})
NONE = frozenset({"no", "none", "nothing", "nobody", "not", "never", "cannot", "won't"})


def in_condition(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether the clause of a verb opens with if, unless or until."""
    j = verbs[k].first - 1
    floor = verbs[k - 1].last if k and verbs[k - 1].finite else 0
    while j >= floor:
        token = tokens[j]
        if token.low in OPENERS and token.tag in "BIMG":
            return True
        if token.low == "once" and token.tag == "B":
            return any(verb.modal is not None for verb in verbs)  # "would go once it agreed"; "left once it came"
        if token.tag in (";", ":", ".", "Q", "-"):
            return False
        if token.tag == "B":
            if token.low != "that":
                return False
            if j and tokens[j - 1].low in GIVEN:
                return True  # "on condition that", "in the event that"
        if token.tag == "," and any(g.last <= j and g.finite and g.first >= floor for g in verbs[:k]):
            return False
        j -= 1
    before = tokens[verbs[k].first - 1].low if verbs[k].first else ""
    return (
        floor > 0
        and before not in ("who", "which", "that")
        and not any(t.tag in ",;:.-Q" for t in tokens[floor : verbs[k].first])
        and in_condition(tokens, verbs, k - 1)
    )


def has_condition(tokens: Sequence[Token]) -> bool:
    """Whether a sentence holds an if-, unless- or until-clause, or opens with *should*."""
    if any(token.low in ("if", "unless", "until") and token.tag in "BI" for token in tokens):
        return True
    if any(one.low in GIVEN and other.low == "that" for one, other in pairwise(tokens)):
        return True
    return bool(tokens) and tokens[0].low == "should"


def awaited(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> int | None:
    """Where the word of time stands that opens the clause of a verb still to come, or none.

    1. Before, after, when, once or "as soon as" opens the clause.
    2. Its verb is in the present, or in the past where the main verb is with *would*: what is to come has no *will* in
       such a clause.
    3. The main verb is with *will*, with *can* or the like, or asks for it.

    Reference: Quirk et al. 1985 §§4.22, 14.22 (the present with future meaning in clauses of time).
    """
    group = verbs[k]
    if not group.finite or group.modal is not None:
        return None
    at = _time_word(tokens, verbs, k)
    if at is None:
        return None
    beside = _beside(tokens, verbs, k)
    if not in_past(tokens, group) or (group.perfect and not group.past):
        return at if any(g.modal is not None for g in beside) else None
    told = any(g.finite and g.modal is None and g is not group and in_past(tokens, g) for g in verbs)
    return at if told and any(g.modal in BACKSHIFTED for g in beside) else None


def _beside(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> list[VerbGroup]:
    """The finite verb before a clause of time, and the one past the comma after it."""
    before = [g for g in verbs[:k] if g.finite]
    after = [g for g in verbs[k + 1 :] if g.finite][:1]
    return [*before[-1:], *(g for g in after if any(t.tag == "," for t in tokens[verbs[k].last : g.first]))]


def _time_word(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> int | None:
    floor = verbs[k - 1].last if k and verbs[k - 1].finite else 0
    for j in range(verbs[k].first - 1, floor - 1, -1):
        token = tokens[j]
        if token.low in TIMES and token.tag in "BI":
            if token.low != "as":
                return j
            return j if j > 1 and (tokens[j - 2].low, tokens[j - 1].low) == ("as", "soon") else None
        if token.tag not in "DNPSOE#AI":
            return None
    return None


def withheld(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether what is said with the clause of a verb is refused: "there will be no talks before …"."""
    mains = [g for g in _beside(tokens, verbs, k) if g.modal is not None]
    return any(g.negated or any(t.low in NONE for t in tokens[g.last : g.last + 2]) for g in mains)
