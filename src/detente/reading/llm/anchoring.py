"""Where a quotation stands: exactly, or through the map of white space and quotation marks; never nearly."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["cuts_word", "find", "folded"]

Place = tuple[int, int]
_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛`´", "'")})
_JOINS = "'’-‐‑"


def folded(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one space and each quotation mark straight, and where each stood.

    The list has one entry more than the text has characters: the place after the last.

    >>> folded("a  “b”")
    ('a "b"', [0, 1, 3, 4, 5, 6])
    """
    marks = text.translate(_MARKS)
    kept: list[str] = []
    places: list[int] = []
    for place, char in enumerate(marks):
        if char.isspace():
            if kept and kept[-1] == " ":
                continue
            char = " "
        kept.append(char)
        places.append(place)
    return "".join(kept), [*places, len(text)]


def find(text: str, start: int, end: int, quote: str) -> list[Place]:
    """Every place in ``text[start:end]`` where a quotation stands.

    1. Character for character.
    2. Where it stands nowhere so, with white space and quotation marks folded on both sides.

    >>> find("He said: “No\\n deal.”", 0, 20, '"No deal."')
    [(9, 20)]
    >>> find("He said: no deal.", 0, 17, "No deal")
    []
    """
    if not quote.strip():
        return []
    exact = [(at, at + len(quote)) for at in _occurrences(text, quote, start, end)]
    return exact or _through_map(text, start, end, quote)


def _through_map(text: str, start: int, end: int, quote: str) -> list[Place]:
    plain, places = folded(text[start:end])
    wanted = folded(quote)[0].strip()
    found = []
    for at in _occurrences(plain, wanted, 0, len(plain)):
        found.append((start + places[at], start + places[at + len(wanted) - 1] + 1))
    return found


def _occurrences(text: str, wanted: str, start: int, end: int) -> Iterator[int]:
    at = text.find(wanted, start, end)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1, end)


def cuts_word(text: str, start: int, end: int) -> bool:
    """Whether a place begins or ends inside a word; what a hyphen or an apostrophe joins is one word.

    >>> cuts_word("It won't attack", 3, 6), cuts_word("It won't attack", 3, 8)
    (True, False)
    """
    return _within(text, start) or _within(text, end)


def _within(text: str, at: int) -> bool:
    """Whether a word goes on across a place."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before.isalnum() and (after.isalnum() or (after in _JOINS and text[at + 1 : at + 2].isalnum())):
        return not _possessive(text, at)
    return before in _JOINS and after.isalnum() and text[at - 2 : at - 1].isalnum() and at > 1


def _possessive(text: str, at: int) -> bool:
    """Whether what an apostrophe adds is the mark of a possessor: "Norland's", where "Norland" is a word."""
    return text[at] in "'’" and text[at + 1 : at + 2] in ("s", "S") and not text[at + 2 : at + 3].isalnum()
