"""Sentences that do not tell: questions, and clauses that say what is demanded."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["asking", "wanted"]

ASKERS = frozenset("who whom whose what which when where why how".split())
WANTING = frozenset("want need order demand wish prefer like request ask require".split())
COMMANDING = frozenset("demand ask request order command require urge recommend propose move".split())
ZERO = frozenset({"insist", "demand", "propose", "recommend", "suggest"})  # take such a clause without *that* too
DEMANDING = COMMANDING | frozenset("insist suggest advise plead beg".split())


def asking(tokens: Sequence[Token]) -> bool:
    """Whether a sentence asks: it ends in a question mark, and its auxiliary or its question word stands first.

    A label before a colon ("QUESTION: Has …") is passed over.
    """
    if not tokens or tokens[-1].text != "?":
        return False
    colon = max((j for j, token in enumerate(tokens[:4]) if token.tag == ":"), default=-1)
    words = tokens[colon + 1 :]
    first = next((token for token in words if token.tag not in "CA,Q" or token.low in ASKERS), tokens[0])
    return first.tag in "MX" or first.low in ASKERS


def wanted(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether a verb tells what somebody asks for: a mandative subjunctive, or an object and what should become of it.

    Reference: Quirk et al. 1985 §§3.59, 16.32 (mandative subjunctive), 16.54 (object and -ed participle).
    """
    group = verbs[k]
    if tokens[group.first].low == "be" and group.modal is None:
        return True
    if not k or group.past or group.perfect or group.modal is not None:
        return False
    above = verbs[k - 1]
    between = tokens[above.last : group.first]
    if group.passive:
        object_ = bool(between) and all(t.tag in "DNPOE#AS" for t in between)
        return group.participle and above.lemma in WANTING and object_
    led = any(t.low == "that" and t.tag == "B" for t in between[:4])
    bare = tokens[group.last - 1].low == group.lemma and group.last - group.first == 1
    if not bare or above.lemma not in DEMANDING or not between or between[-1].low == "that":
        return False
    named = between[0].tag in "DNP" and above.lemma in ZERO  # "insists Chile withdraw"
    return (led or named) and (above.lemma in COMMANDING or not between[-1].low.endswith("s"))
