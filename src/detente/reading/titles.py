"""Where the role, the body and the name of a noun phrase stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from detente.reading.lexicon import Role, bodies, roles
from detente.reading.tokens import Token

__all__ = ["HONORIFICS", "INSTITUTIONS", "find_body", "find_name", "find_role"]

HONORIFICS = frozenset("mr. mrs. ms. dr. mr mrs ms dr prof. sir dame lord lady madam messrs.".split())
PARTICLES = frozenset("de da di del der den van von bin ibn al el la le bueno dos du".split())
NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december jan feb mar apr jun jul aug sept oct nov dec god internet".split()
)
INSTITUTIONS = frozenset(
    "university institute institution school college center centre council committee foundation bank company corp inc "
    "ltd party press times post journal news agency association society union group league church court house senate "
    "congress parliament department ministry office bureau commission authority forces army navy street avenue "
    "project program programme act treaty agreement accord resolution assembly conference hotel airport "
    "television radio "
    "network library academy fund federation front movement service services board team club initiative report review "
    "campaign magazine organization organisation watch international hospital administration ship airlines".split()
)


PORTFOLIOS = frozenset({"minister", "secretary", "spokesman", "spokeswoman", "ambassador"})


@cache
def _role_ends() -> frozenset[str]:
    return frozenset(role.split()[-1] for role in roles()) | {"secretary of state", "undersecretary of state"}


@cache
def _body_ends() -> frozenset[str]:
    return frozenset(body.split()[-1] for body in bodies())


def find_role(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int, Role] | None:
    """The last and longest role of a phrase: ``(start, end, role)``."""
    table, ends = roles(), _role_ends()
    for end in range(last, first, -1):
        low = tokens[end - 1].low
        if low not in ends:
            continue
        if end < last and tokens[end].tag == "S" and end > first:
            continue
        for start in range(max(first, end - 5), end):
            found = table.get(" ".join(token.low for token in tokens[start:end]))
            if found is not None and not (tokens[end - 1].tag == "P" and _within_name(tokens, start, end, first)):
                return start, end, found
    return None


def _within_name(tokens: Sequence[Token], start: int, end: int, first: int) -> bool:
    """Whether a capitalised one-word role is the end of a name: "Larry Speaker"."""
    return (
        end - start == 1
        and tokens[start].low not in PORTFOLIOS
        and start > first
        and tokens[start - 1].tag == "P"
        and tokens[start - 1].place is None
        and (
            tokens[start - 1].low not in HONORIFICS
            and not tokens[start - 1].low.endswith(("ty", "se", "gn", "ce", "or"))
            and start - 1 == first
        )
    )


def find_body(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int, str] | None:
    """The body at the end of a phrase: ``(start, end, for whom it speaks)``."""
    table, ends = bodies(), _body_ends()
    low = tokens[last - 1].low
    if (low.rpartition(" ")[2] if " of " in low else low) not in ends:
        return None
    for start in range(max(first, last - 4), last):
        found = table.get(" ".join(token.low for token in tokens[start:last]))
        if found is not None:
            return start, last, found
    return None


def find_name(
    tokens: Sequence[Token], first: int, last: int, role: tuple[int, int, Role] | None
) -> tuple[int, int] | None:
    """The run of capitalised words that can be a person's name: at the end of the phrase, after any role."""
    end = last
    if tokens[end - 1].tag != "P":
        return None
    start = end
    floor = role[1] if role is not None else first
    while start > floor and (
        (tokens[start - 1].tag == "P" and tokens[start - 1].place is None and tokens[start - 1].low not in NOT_NAMES)
        or (tokens[start - 1].low in PARTICLES and start < end and start - 1 > floor)
    ):
        start -= 1
    while start < end and (
        tokens[start].low in HONORIFICS
        or tokens[start].low in PARTICLES - {"al", "el", "de", "la", "van", "von", "bin"}
    ):
        start += 1
    if start >= end or (end - start == 1 and tokens[start].low in INSTITUTIONS):
        return None
    return start, end
