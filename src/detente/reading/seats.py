"""Which body a seat or a short form means in a report: "Brussels" and "the bloc" are the EU where the EU is named.

1. A capital that is the seat of one body that the report names, of a state that it does not name, is that body where it
   stands as a government: not after *in*, *to*, *from* and the like, where it stays a place of its state.
2. An adjective of two states ("Congolese") is that of the one which the report names.
3. A short form that several bodies share ("the bloc") is the one of them that was named last before it.
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
    _settle_adjectives(marked)
    named = {place[0] for _, _, place in marked if place[1] == "body"}
    if not named:
        return
    states = {place[0] for _, _, place in marked if place[1] in ("name", "adjective", "people", "seat")}
    for tokens, i, place in marked:
        if place[1] == "capital" and place[0] not in states and not _located(tokens, i):
            found = [code for code in bodies_of("seats").get(tokens[i].text, ()) if code in named]
            if len(found) == 1:
                tokens[i].place = Place(found[0], "body")
    last: list[str] = []
    for unit in units:
        for token, code in _shared(unit.tokens, last):
            token.place = Place(code, "body")


OF_TWO = {"Congolese": ("COD", "COG")}
"""Adjectives of two states: the first's, unless the report names the second only."""


def _settle_adjectives(marked: Sequence[Marked]) -> None:
    """Give an adjective that two states share to the one that the report names."""
    named = {place[0] for tokens, i, place in marked if tokens[i].text not in OF_TWO}
    for tokens, i, place in marked:
        first, second = OF_TWO.get(tokens[i].text, ("", ""))
        if second in named and first not in named:
            tokens[i].place = Place(second, place[1])


def _located(tokens: Sequence[Token], i: int) -> bool:
    """Whether a seat is a place here: after a preposition of place, or in a dateline's capitals and dash."""
    before = tokens[i - 1].low if i else ""
    return before in PLACES or before == "based" or (i + 1 < len(tokens) and tokens[i + 1].text in "-–—(")


def _shared(tokens: Sequence[Token], last: list[str]) -> Iterator[tuple[Token, str]]:
    """The short forms in a sentence that several bodies share, each with the body that was named last."""
    table = bodies_of("shared")
    for i, token in enumerate(tokens):
        if token.place is not None and token.place[1] == "body":
            last.append(token.place[0])
        elif token.text in table and i and tokens[i - 1].low == "the" and not _longer(tokens, i):
            code = next((code for code in reversed(last) if code in table[token.text]), None)
            if code is not None:
                yield token, code


def _longer(tokens: Sequence[Token], i: int) -> bool:
    """Whether a short form goes on as a name: "the Commission of Inquiry", "the Commission Bank"."""
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    return following is not None and (following.text[0].isupper() or following.low in ("of", "on", "for"))
