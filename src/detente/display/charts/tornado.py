"""What an outcome hangs on: a bar for each number, from the outcome at its 10th percentile to that at its 90th."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.marks import dots, frame, label, labels, rules
from detente.display.charts.rows import margin, names, remarks
from detente.display.charts.theme import BLUE, INK, LINE, PAPER, SIZE, SOFT, VERMILION
from detente.display.words import interval, number, percent, sentence

__all__ = ["tornado"]

ROW, WIDTH, LEFT_MOST, RIGHT = 25.0, 700.0, 360.0, 100.0
LEAST_SPAN = 0.04
"""The least share of the whole range that the axis shows, so that nothing small looks large."""


def tornado(title: str, rows: Sequence[Mapping[str, Any]], middle: float, *, chances: bool) -> Drawing:
    """The chart. A full dot stands at the number's 90th percentile, a hollow one at its 10th.

    Args:
        title: of the outcome.
        rows: ``{"name", "low", "high", "at_low", "at_high"}``, in the order to be shown.
        middle: the outcome as judged now.
        chances: whether the outcome is a probability; else it lies on a scale of 0 to 100.
    """
    left = margin(rows, LEFT_MOST)
    width, height = WIDTH - left - RIGHT, ROW * len(rows)
    whole = 1.0 if chances else 100.0
    low, high = _range(rows, middle, whole)
    placed = [(row, ROW * (at + 0.5)) for at, row in enumerate(rows)]

    def x(value: float) -> float:
        return float(width * (value - low) / (high - low))

    def say(value: float) -> str:
        return percent(min(max(value, 0.0), 1.0)) if chances else number(value, 1)

    ends = [{"x": x(end), "y": height + 13, "text": say(end)} for end in (low, high)]
    return frame(
        [
            rules([{"x": x(middle), "x2": x(middle), "y": 0, "y2": height}], INK),
            rules([{"x": x(end), "x2": x(end), "y": 0, "y2": height} for end in (low, high)], LINE),
            *_bars([(row, y) for row, y in placed if row["high"] >= row["low"]], x, BLUE),
            *_bars([(row, y) for row, y in placed if row["high"] < row["low"]], x, VERMILION),
            names([(row["name"], y) for row, y in placed], left),
            remarks([(f"{say(row['low'])} → {say(row['high'])}", y) for row, y in placed], width + RIGHT - 2),
            *([labels(ends, align="center", fill=SOFT, size=SIZE - 1)] if _apart(x, low, middle, high) else []),
            label(x(middle), height + 13, f"now {say(middle)}", align="center", fill=INK, size=SIZE - 1),
        ],
        title=title,
        description=" ".join(_in_words(row, say) for row in rows),
        width=width,
        height=height,
        left=left,
        right=RIGHT,
        top=6,
        bottom=26,
    )


def _range(rows: Sequence[Mapping[str, Any]], middle: float, whole: float) -> tuple[float, float]:
    reached = [middle, *(row[key] for row in rows for key in ("low", "high"))]
    spare = max(0.0, LEAST_SPAN * whole - (max(reached) - min(reached))) / 2
    return max(0.0, min(reached) - spare), min(whole, max(reached) + spare)


def _apart(x: Any, low: float, middle: float, high: float) -> bool:
    """Whether the labels of the ends have room beside that of the middle."""
    return bool(x(middle) - x(low) > 60 and x(high) - x(middle) > 60)


def _bars(placed: Sequence[tuple[Mapping[str, Any], float]], x: Any, color: str) -> list[Layer]:
    if not placed:
        return []
    lines = [{"x": x(row["low"]), "x2": x(row["high"]), "y": y, "y2": y} for row, y in placed]
    lows = [{"x": x(row["low"]), "y": y, "area": 64} for row, y in placed]
    highs = [{"x": x(row["high"]), "y": y, "area": 80} for row, y in placed]
    return [rules(lines, color, 5), dots(lows, fill=PAPER, stroke=color), dots(highs, fill=color)]


def _in_words(row: Mapping[str, Any], say: Any) -> str:
    digits = 0 if row["at_high"] - row["at_low"] >= 5 else 2
    over = interval(row["at_low"], row["at_high"], digits)
    return sentence(f"{row['name']}, over {over}: {say(row['low'])} to {say(row['high'])}")
