"""A quotation in its context: the exact characters of a claim within the sentences of the report around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.briefing.records import Piece

__all__ = ["in_context", "sentence_around"]

REACH = 240
"""At most so many characters of context on either side of a quotation."""

_END = re.compile(r"(?P<mark>[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n[^\S\n]*\n\s*")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|Sgt|Adm|Amb|Prof|St|Jr|Sr|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?"
    r"|Oct|Nov|Dec)|\b[A-Z]|\b[A-Z]\.[A-Z])$"
)


def in_context(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The sentences around some spans as pieces, the spans themselves marked exact.

    Method: 1. each span is widened to its whole sentences, by at most ``REACH`` characters a side; 2. windows that
    touch merge; 3. what is left out becomes an ellipsis, outside of the exact pieces.

    >>> [(p.text, p.exact) for p in in_context("He left. He said no, twice. It rained.", [(17, 19)])]
    [('He said ', False), ('no', True), (', twice.', False)]
    """
    ordered = sorted(spans)
    windows: list[tuple[int, int]] = []
    for start, end in ordered:
        low, high = sentence_around(text, start, end)
        if windows and low <= windows[-1][1] + 1:
            windows[-1] = (windows[-1][0], max(high, windows[-1][1]))
        else:
            windows.append((low, high))
    pieces: list[Piece] = []
    for number, (low, high) in enumerate(windows):
        before = "… " if number or _cut(text, low) else ""
        inside = _marked(text, low, high, [(s, e) for s, e in ordered if low <= s < high])
        pieces += [
            Piece(before, False),
            *inside,
            Piece(" …" if _cut_after(text, high) else "", False),
            Piece(" ", False),
        ]
    return _joined(pieces[:-1])


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentences that hold ``start:end`` begin and end, within ``REACH`` characters of it."""
    floor = max(0, start - REACH)
    # one more character, so that the capital that begins the span's own sentence can be seen
    before = _END.finditer(text, floor, min(len(text), start + 2))
    breaks = [m.end() for m in before if m.end() <= start and _ends(text, m)]
    low = breaks[-1] if breaks else _next_word(text, floor, start)
    top = min(len(text), end + REACH)
    after = [m for m in _END.finditer(text, max(start, end - 3), min(len(text), top + 3)) if _ends(text, m)]
    stops = [_stop(m) for m in after if _stop(m) >= end]
    high = stops[0] if stops else _last_word(text, end, top)
    return low, max(high, end)


def _ends(text: str, match: re.Match[str]) -> bool:
    """Whether a mark ends a sentence rather than an abbreviation."""
    return match["mark"] != "." or not _ABBREVIATED.search(text, max(0, match.start() - 12), match.start())


def _stop(match: re.Match[str]) -> int:
    """The end of the sentence: behind its mark and closing quotation marks, before the space."""
    return match.start() + len(match.group().rstrip())


def _next_word(text: str, floor: int, start: int) -> int:
    if floor == 0:
        return 0
    space = text.find(" ", floor, start)
    return start if space < 0 else space + 1


def _last_word(text: str, end: int, top: int) -> int:
    if top == len(text):
        return top
    space = text.rfind(" ", end, top)
    return end if space < 0 else space


def _cut(text: str, low: int) -> bool:
    """Whether a window begins inside a sentence."""
    behind = text[max(0, low - 40) : low]
    return bool(behind.strip()) and not any(m.end() == low for m in _END.finditer(text, max(0, low - 40), low + 2))


def _cut_after(text: str, high: int) -> bool:
    """Whether a window ends inside a sentence."""
    return (
        high < len(text)
        and not re.search(r"[.!?][\"”’')\]]*$", text[max(0, high - 4) : high])
        and ("\n" not in text[high : high + 2])
    )


def _marked(text: str, low: int, high: int, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = low
    for start, end in spans:
        start, end = max(start, at), min(end, high)
        if start < end:
            pieces += [Piece(text[at:start], False), Piece(text[start:end], True)]
            at = end
    return [*pieces, Piece(text[at:high], False)]


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Empty pieces dropped, neighbours of one kind joined."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and joined[-1].exact == piece.exact:
            joined[-1] = Piece(joined[-1].text + piece.text, piece.exact)
        else:
            joined.append(piece)
    return tuple(joined)
