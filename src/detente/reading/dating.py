"""Whose a time is: of the verbs of a sentence, the one that the words of a time tell about.

1. Words of a time belong to the verb on their left: "agreed on Monday to close the port".
2. Where they open a clause, to its verb: "On Monday, Chad closed …", "…, and on Tuesday it reopened …".
3. A noun shares the time of the verb beside it, and has what follows it at once: "the raid on Monday killed two".
"""

from __future__ import annotations

from detente.reading.units import Unit

__all__ = ["owns"]

SETTING = frozenset({"begin", "start"})  # "to hold talks beginning Tuesday"
OPENING = ",C;:-.B"


def owns(unit: Unit, at: int, start: int) -> bool:
    """Whether what stands at character ``at`` of a sentence has the time whose words begin at ``start``."""
    owner = _owner(unit, start)
    verbs, tokens = unit.verbs, unit.tokens
    own = next((k for k, g in enumerate(verbs) if tokens[g.first].start <= at < tokens[g.last - 1].end), None)
    if owner is None or own is not None:
        return owner is None or owner == own
    left = max((k for k, g in enumerate(verbs) if tokens[g.last - 1].end <= at), default=None)
    right = next((k for k, g in enumerate(verbs) if tokens[g.first].start > at), None)
    beside = at < start and not any(at < tokens[g.first].start < start for g in verbs)
    return beside or owner in (left, right)


def _owner(unit: Unit, start: int) -> int | None:
    tokens, verbs = unit.tokens, unit.verbs
    i = next((i for i, token in enumerate(tokens) if token.start >= start), len(tokens))
    j = i - 1
    while j >= 0 and tokens[j].tag in "AI":
        j -= 1
    left = max((k for k, g in enumerate(verbs) if g.last <= i and g.lemma not in SETTING), default=None)
    if j < 0 or tokens[j].tag in OPENING:
        after = next((k for k, group in enumerate(verbs) if group.finite and group.first > i), None)
        if after is not None and any(t.tag in "NPOD" for t in tokens[i : verbs[after].first]):
            return after
    return left
