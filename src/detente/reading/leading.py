"""The words that lead to a cue or to a verb and turn it round: "opposition to", "sanctions on", "hesitant to".

1. A noun between a verb and a cue: "calls for sanctions" is for them, "opposition to sanctions" against.
2. A measure on or against somebody opposes him, and so does one on goods for him: "an embargo on arms to the rebels".
   To talk with somebody says neither, nor does it to be against
   measures on him.
3. Before a verb that is not finite, what governs it: "hesitant to go along", "a refusal to accept". A veto governs no
   verb: who holds one or uses one has not yet said on which side.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from detente.reading.tokens import Token

__all__ = ["Lead", "lead_of", "mood_before", "mood_between"]

UNWILLING = frozenset("hesitant reluctant opposed unwilling averse loath wary cool skeptical sceptical against".split())
WILLING = frozenset("ready willing prepared eager keen favor favour determined open".split())
AGAINST_NOUNS = frozenset(
    "opposition objection objections resistance rejection refusal veto reluctance aversion".split()
)
FOR_NOUNS = frozenset(
    "support call calls demand demands push drive request requests appeal appeals bid effort efforts threat threats "
    "proposal proposals desire preference backing campaign".split()
)
MEASURES = frozenset(
    "sanction embargo ban blockade tariff penalty restriction curb limit boycott pressure measure freeze moratorium "
    "quarantine prohibition action step".split()
)
CUTTING = frozenset("suspend suspension halt freeze cut stop end withhold sever".split())
GOODS = frozenset(
    "aid assistance help support cooperation trade relation tie arm weapon sale export import shipment supply delivery "
    "flight fuel oil loan money funding credit travel".split()
)
CONTACTS = frozenset("talk negotiation contact dialogue meeting discussion consultation".split())
ON = frozenset({"on", "against", "upon"})
TO = frozenset({"to", "for", "with", "from", "by"})
POWERS = frozenset({"power", "powers", "right", "rights", "over"})
REACH = 10


class Lead(NamedTuple):
    """What the nouns before a cue say: its sign, whether they say any, whether a measure stands between."""

    sign: int
    says: bool
    measure: bool


def lead_of(tokens: Sequence[Token], first: int, last: int) -> Lead | None:
    """The sign that the nouns between a verb and a cue give, and whether they give any; none where they bar a stance.

    1. Find the measure, the goods or the talks whose object the cue is.
    2. The words before it, or before the cue itself, say for or against.
    """
    at, turn = _object_of(tokens, first, last)
    if turn == 0 or any(one.low == "veto" and other.low in POWERS for one, other in pairwise(tokens[first:last])):
        return None
    sign = _noun_sign(tokens, first, at)
    if not sign and any((one.low, other.low) == ("out", "of") for one, other in pairwise(tokens[first:at])):
        sign = -1  # "wants Togo out of the pact", "pulled out of the talks"
    return Lead(turn * (sign or 1), bool(sign) or turn < 0, turn < 0)


def _object_of(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Where the noun stands whose object a cue is, and its sign: -1 for a measure, 0 for talks, 1 for none."""
    j = _before_name(tokens, first, last)
    if j <= first:
        return last, 1
    led, head = tokens[j].low, _one(tokens[j - 1])
    if led == "with" and head in CONTACTS:
        return j - 1, 0
    if led in ON and head in MEASURES:
        return j - 1, -1
    if led in TO and head in GOODS:
        return _withheld(tokens, first, j - 1) or (last, 1)
    return last, 1


def _before_name(tokens: Sequence[Token], first: int, last: int) -> int:
    """The preposition before a cue, past what belongs to its phrase and what *and* joins to it."""
    j = last - 1
    while j > first and last - j < REACH and (tokens[j].tag in "DNPE#S" or tokens[j].low == "and"):
        j -= 1
    return j


def _withheld(tokens: Sequence[Token], first: int, goods: int) -> tuple[int, int] | None:
    """The measure against goods that go to somebody: "a ban on sales of arms to", "a suspension of aid to"."""
    j = goods
    while j > first and goods - j < REACH:
        if tokens[j - 1].low in ON | {"of", "in"} and j - 2 >= first:
            head = _one(tokens[j - 2])
            if head in MEASURES or head in CUTTING:
                return j - 2, -1
        elif tokens[j - 1].tag not in "DNPE#C" and tokens[j - 1].low not in GOODS:
            break
        j -= 1
    return None


def _one(token: Token) -> str:
    """A noun in the singular."""
    low = token.low
    if low.endswith("ies"):
        return low[:-3] + "y"
    return low.removesuffix("s") if not low.endswith("ss") else low


def _noun_sign(tokens: Sequence[Token], first: int, last: int) -> int:
    """The sign of the noun that leads to a place: "opposition to sanctions", "calls for sanctions"; 0 for none."""
    for j in range(last - 1, max(first - 1, last - 6), -1):
        low = tokens[j].low
        if low in ("not", "without", "rather") and last - j <= 3:
            return -1
        if low in AGAINST_NOUNS or low == "against":
            return -1
        if low in FOR_NOUNS:
            return 1
    return 0


def mood_between(tokens: Sequence[Token], first: int, last: int) -> int:
    """The sign of what stands between two verbs and governs the second: "hesitant to go along", "ready to accept"."""
    for token in tokens[first:last]:
        if token.low == "veto":
            continue
        if token.low in UNWILLING or token.low in AGAINST_NOUNS:
            return -1
        if token.low in WILLING or token.low in FOR_NOUNS:
            return 1
    return 0


def mood_before(tokens: Sequence[Token], first: int) -> int:
    """The sign of what governs an infinitive or a gerund that no verb governs: "its refusal to accept"."""
    return mood_between(tokens, max(0, first - 3), first)
