"""How far the clause of a verb reaches."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["clause_end"]


def clause_end(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> int:
    """Where the reach of verb group ``k`` ends: the next finite verb's clause, a stop, or a subordinator."""
    group = verbs[k]
    for j in range(group.last, len(tokens)):
        tag = tokens[j].tag
        if tag in (".", ";", ":", "-", "Q") or (tag == "B" and tokens[j].low != "that"):
            return j
        if tag == "O" and tokens[j].low in ("who", "which"):
            return j
        if tag == "," and _new_clause(tokens, verbs, j):
            return j
    return len(tokens)


def _new_clause(tokens: Sequence[Token], verbs: Sequence[VerbGroup], comma: int) -> bool:
    """Whether a clause with its own subject and verb begins after a comma."""
    if comma + 1 >= len(tokens) or tokens[comma + 1].low == "according":
        return True
    start = comma + 2 if tokens[comma + 1].tag == "C" else comma + 1
    for group in verbs:
        if group.first > comma and group.finite:
            between = tokens[start : group.first]
            named = any(t.tag in "DNPO" for t in between) and all(t.tag in "DNP#SIAOC" for t in between)
            return named and (start == comma + 2 or between[0].tag != "I")
    return False
