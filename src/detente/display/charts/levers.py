"""The ladder of levers: what each move does, as a bar to the left or the right, with what it costs beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing
from detente.display.charts.marks import frame, label, labels, rules
from detente.display.charts.rows import balance, bars, margin, names
from detente.display.charts.theme import LINE, SIZE, SOFT
from detente.display.words import Unit, amount, number, points, sentence

__all__ = ["levers"]

ROW, WIDTH, LEFT_MOST, COLUMN = 25.0, 760.0, 380.0, 84.0
HEAD = 18.0
LEAST_SPAN = {"probability": 0.02, "scale": 1.0}


def levers(title: str, rows: Sequence[Mapping[str, Any]], *, unit: Unit = "probability") -> Drawing:
    """The chart.

    Args:
        title: whose moves, on what.
        rows: ``{"name", "effect", "cost"}``, effects in probability or scale units and costs in points, in the order to
            be shown.
        unit: of the effects.
    """
    left = margin(rows, LEFT_MOST)
    right = 2 * COLUMN + 6
    width, height = WIDTH - left - right, ROW * len(rows)
    x = balance(rows, width, LEAST_SPAN[unit])
    placed = [(row, ROW * (at + 0.5)) for at, row in enumerate(rows)]

    effects = [{"x": width + COLUMN, "y": y, "text": amount(row["effect"], unit)} for row, y in placed]
    costs = [{"x": width + right - 2, "y": y, "text": number(row["cost"], 1)} for row, y in placed]
    return frame(
        [
            rules([{"x": x(0), "x2": x(0), "y": 0, "y2": height}], LINE),
            *bars(placed, x),
            names([(row["name"], y) for row, y in placed], left),
            labels(effects, align="right"),
            labels(costs, align="right", fill=SOFT),
            label(width + COLUMN, -HEAD / 2, "effect", align="right", fill=SOFT, size=SIZE - 1),
            label(width + right - 2, -HEAD / 2, "cost", align="right", fill=SOFT, size=SIZE - 1),
        ],
        title=title,
        description=" ".join(_in_words(row, unit) for row in rows),
        width=width,
        height=height,
        left=left,
        right=right,
        top=HEAD + 4,
        bottom=8,
    )


def _in_words(row: Mapping[str, Any], unit: Unit) -> str:
    return sentence(f"{row['name']}: {amount(row['effect'], unit)} at a cost of {points(row['cost'], 1)}")
