"""Where labels go: pure arithmetic on pixels, so that no two labels of a chart overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Flag", "flags", "shortened", "spread", "text_width", "wrapped"]

_NARROW = frozenset("fijlrtI.,:;'!|()[]-‘’“” 1")
_WIDE = frozenset("mwMW@%—")
LINE_HEIGHT = 13.0


def text_width(text: str, size: float) -> float:
    """About how wide a text is, in pixels: an upper estimate for Helvetica-like type of that size.

    >>> text_width("China", 10) < text_width("Russia", 10) < text_width("United Kingdom", 10)
    True
    """
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.34
    if letter in _WIDE or ord(letter) > 0x2E80:
        return 0.9
    return 0.69 if letter.isupper() else 0.56


def shortened(text: str, width: float, size: float) -> str:
    """The text, or as much of it as fits, with an ellipsis.

    >>> shortened("comprehensive", 40, 10), shortened("short", 40, 10)
    ('compr…', 'short')
    """
    if text_width(text, size) <= width:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """The text in lines that fit the width; a word wider than that is shortened.

    >>> wrapped("a resolution with binding measures", 80, 10)
    ('a resolution', 'with binding', 'measures')
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(shortened(word, width, size))
    return tuple(lines)


def spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places moved apart to at least ``gap``, as little as possible, in their order, from ``low`` to ``high``.

    Method: 1. places too close form a block with even gaps; 2. a block stands where its members are least moved on
    average, within the ends; 3. blocks that touch merge; 4. when there is no room at all, the gap shrinks.

    >>> spread([10, 11, 50], 10, 0, 100)
    [5.5, 15.5, 50.0]
    """
    n = len(places)
    if n > 1 and gap * (n - 1) >= high - low:
        gap = (high - low) / (n - 1)
    order = sorted(range(n), key=lambda i: (places[i], i))
    blocks: list[tuple[list[int], float]] = []  # members, and the place of the first
    for index in order:
        blocks.append(([index], _held(places[index], low, high)))
        while len(blocks) > 1 and blocks[-2][1] + gap * len(blocks[-2][0]) > blocks[-1][1]:
            (last, _), (before, _) = blocks.pop(), blocks.pop()
            together = before + last
            blocks.append((together, _block_start(together, places, gap, low, high)))
    moved = [0.0] * n
    for members, start in blocks:
        for step, index in enumerate(members):
            moved[index] = start + step * gap
    return moved


def _block_start(members: list[int], places: Sequence[float], gap: float, low: float, high: float) -> float:
    wanted = sum(places[index] - step * gap for step, index in enumerate(members)) / len(members)
    return _held(wanted, low, max(low, high - gap * (len(members) - 1)))


def _held(value: float, low: float, high: float) -> float:
    return min(max(float(value), low), high)


@dataclass(frozen=True, slots=True)
class Flag:
    """A label that flies to the right of a vertical line at ``x``, ``top`` pixels under the upper edge."""

    x: float
    top: float
    lines: tuple[str, ...]


def flags(
    points: Sequence[tuple[float, str]],
    right: float,
    size: float,
    *,
    most_lines: int = 4,
    widest: float = 190.0,
) -> tuple[tuple[Flag, ...], float]:
    """Labels of vertical lines that neither overlap nor are crossed by a line; and their whole height.

    Method, from the rightmost to the leftmost:

    1. A label that wraps into the gap to the next line in a few lines flies on the lowest tier.
    2. Any other takes its width and flies one tier above every label whose line it would cross.
    3. A line reaches up to its own label only, and all labels fly to the right, so nothing is crossed.

    Args:
        points: ``(x in pixels, text)``, rising.
        right: where the picture ends.
        size: of the type.
    """
    placed: list[tuple[float, int, tuple[str, ...]]] = []  # x, tier, lines
    for place in range(len(points) - 1, -1, -1):
        x, text = points[place]
        gap = (points[place + 1][0] if place + 1 < len(points) else right) - x - 8
        lines = wrapped(text, gap, size)
        tier = 0
        if len(lines) > most_lines or any("…" in line for line in lines):
            lines = wrapped(text, min(widest, right - x - 8), size)
            end = x + 8 + max((text_width(line, size) for line in lines), default=0.0)
            tier = 1 + max((t for other, t, _ in placed if other <= end), default=-1)
        placed.append((x, tier, lines))
    tops, height = _tier_tops(placed)
    return tuple(Flag(x, tops[tier], lines) for x, tier, lines in reversed(placed)), height


def _tier_tops(placed: Sequence[tuple[float, int, tuple[str, ...]]]) -> tuple[dict[int, float], float]:
    tops: dict[int, float] = {}
    height = 0.0
    for tier in sorted({tier for _, tier, _ in placed}, reverse=True):
        tops[tier] = height
        height += LINE_HEIGHT * max(len(lines) for _, t, lines in placed if t == tier) + 5
    return tops, height
