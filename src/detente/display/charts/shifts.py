"""What changes move: each outcome as it is (a hollow dot) and as it would be (a full one), with a line between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.marks import dots, frame, rules
from detente.display.charts.rows import margin, names, remarks, shares
from detente.display.charts.theme import BLUE, PAPER, QUIET, VERMILION
from detente.display.words import number, percent, sentence

__all__ = ["shifts"]

ROW, WIDTH, LEFT_MOST, RIGHT = 25.0, 700.0, 330.0, 100.0


def shifts(title: str, rows: Sequence[Mapping[str, Any]], *, chances: bool) -> Drawing:
    """The chart.

    Args:
        title: what the rows have in common.
        rows: ``{"name", "before", "after"}``, in the order to be shown.
        chances: whether these are probabilities; else they lie on a scale of 0 to 100.
    """
    left = margin(rows, LEFT_MOST)
    width, height = WIDTH - left - RIGHT, ROW * len(rows)
    whole = 1.0 if chances else 100.0
    placed = [(row, ROW * (at + 0.5)) for at, row in enumerate(rows)]

    def x(value: float) -> float:
        return float(width * min(max(value / whole, 0.0), 1.0))

    def say(value: float) -> str:
        return percent(min(max(value, 0.0), 1.0)) if chances else number(value, 1)

    return frame(
        [
            *shares(width, height, "%" if chances else ""),
            *_moves([(row, y) for row, y in placed if row["after"] >= row["before"]], x, BLUE),
            *_moves([(row, y) for row, y in placed if row["after"] < row["before"]], x, VERMILION),
            names([(row["name"], y) for row, y in placed], left),
            remarks([(f"{say(row['before'])} → {say(row['after'])}", y) for row, y in placed], width + RIGHT - 2),
        ],
        title=title,
        description=" ".join(
            sentence(f"{row['name']}: {say(row['before'])} before, {say(row['after'])} after") for row in rows
        ),
        width=width,
        height=height,
        left=left,
        right=RIGHT,
        top=6,
        bottom=26,
    )


def _moves(placed: Sequence[tuple[Mapping[str, Any], float]], x: Any, color: str) -> list[Layer]:
    if not placed:
        return []
    lines = [{"x": x(row["before"]), "x2": x(row["after"]), "y": y, "y2": y} for row, y in placed]
    old = [{"x": x(row["before"]), "y": y, "area": 64} for row, y in placed]
    new = [{"x": x(row["after"]), "y": y, "area": 80} for row, y in placed]
    return [rules(lines, color, 2.5), dots(old, fill=PAPER, stroke=QUIET, width=1.5), dots(new, fill=color)]
