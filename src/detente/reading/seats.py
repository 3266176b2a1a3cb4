"""Which body a seat or a short form means in a report: "Brussels" and "the bloc" are the EU where the EU is named.

1. A capital that is the seat of one body that the report names, of a state that it does not name, is that body where it
   stands as a government: not after *in*, *to*, *from* and the like, where it stays a place of its state.
2. A short form that several bodies share ("the bloc") is the one of them that was named last before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.reading.gazetteer import Place, bodies_of
from detente.reading.parties import PLACES
from detente.reading.tokens import Token
from detente.reading.units import Unit

__all__ = ["settle_seats"]

Marked = tuple[Sequence[Token], int, tuple[str, str]]


def settle_seats(units: Sequence[Unit]) -> None:
    """Give each seat and each shared short form in a report the body that it means there."""
    marked = [
        (unit.tokens, i, token.place)
        for unit in units
        for i, token in enumerate(unit.tokens)
        if token.place is not None
    ]
    named = {place[0] for _, _, place in marked if place[1] == "body"}
    if not named:
        return
    states = {place[0] for _, _, place in marked if place[1] in ("name", "adjective", "people", "seat")}
    for tokens, i, place in marked:
        if place[1] == "capital" and place[0] not in states and not _located(tokens, i):
            found = [code for code in bodies_of("seats").get(tokens[i].low, ()) if code in named]
            if len(found) == 1:
                tokens[i].place = Place(found[0], "body")
    for token, code in _shared(marked):
        token.place = Place(code, "short")


def _located(tokens: Sequence[Token], i: int) -> bool:
    """Whether a seat is a place here: after a preposition of place, or in a dateline's capitals and dash."""
    before = tokens[i - 1].low if i else ""
    return before in PLACES or before == "based" or (i + 1 < len(tokens) and tokens[i + 1].text in "-–—(")


def _shared(marked: Sequence[Marked]) -> Iterator[tuple[Token, str]]:
    """The short forms that several bodies share, with the one that was named last."""
    last: list[str] = []
    for tokens, i, place in marked:
        if place[1] == "body":
            last.append(place[0])
        elif place[1] == "short":
            among = bodies_of("short").get(tokens[i].low, ())
            code = next((code for code in reversed(last) if code in among), None) if len(among) > 1 else None
            if code is not None:
                yield tokens[i], code
