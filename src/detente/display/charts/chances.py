"""How likely each of several things is: a dot and its 80% interval between 0 and 100%, the numbers beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.marks import dots, frame, rules
from detente.display.charts.rows import margin, names, remarks, shares
from detente.display.charts.theme import BLUE, QUIET
from detente.display.words import percent, percent_interval, sentence

__all__ = ["chances"]

ROW, WIDTH, LEFT_MOST, RIGHT = 25.0, 700.0, 230.0, 110.0


def chances(title: str, rows: Sequence[Mapping[str, Any]]) -> Drawing:
    """The chart: formats that convene, outcomes of a standoff, options taken by the horizon.

    Args:
        title: what the rows have in common.
        rows: ``{"name", "mean", "low80", "high80"}``, probabilities, in the order to be shown.
    """
    left = margin(rows, LEFT_MOST)
    width = WIDTH - left - RIGHT
    height = ROW * len(rows)
    return frame(
        [*shares(width, height), *_rows(rows, width, left)],
        title=title,
        description=_in_words(rows),
        width=width,
        height=height,
        left=left,
        right=RIGHT,
        top=6,
        bottom=26,
    )


def _rows(rows: Sequence[Mapping[str, Any]], width: float, left: float) -> list[Layer]:
    middles = [ROW * (at + 0.5) for at in range(len(rows))]
    placed = list(zip(rows, middles, strict=True))
    bars = [{"x": width * row["low80"], "x2": width * row["high80"], "y": y, "y2": y} for row, y in placed]
    means = [{"x": width * row["mean"], "y": y, "area": 80} for row, y in placed]
    return [
        rules(bars, QUIET, 2.5),
        dots(means, fill=BLUE),
        names([(row["name"], y) for row, y in placed], left),
        remarks([(_value(row), y) for row, y in placed], width + RIGHT - 2),
    ]


def _value(row: Mapping[str, Any]) -> str:
    return f"{percent(row['mean'])} ({percent_interval(row['low80'], row['high80'])})"


def _in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    said = "; ".join(f"{row['name']} {_value(row)}" for row in rows)
    return sentence(f"probabilities with 80% intervals: {said}") if said else ""
