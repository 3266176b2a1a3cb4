"""What each of several changes does to a chance: a bar from no effect to the left or the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing
from detente.display.charts.marks import frame, labels, rules
from detente.display.charts.rows import balance, bars, margin, names
from detente.display.charts.theme import LINE, SIZE, SOFT
from detente.display.words import Unit, amount, sentence

__all__ = ["effects"]

ROW, WIDTH, LEFT_MOST, RIGHT = 25.0, 700.0, 300.0, 90.0
LEAST_SPAN = {"probability": 0.1, "scale": 5.0}


def effects(title: str, rows: Sequence[Mapping[str, Any]], *, unit: Unit = "probability") -> Drawing:
    """The chart.

    Args:
        title: what is changed.
        rows: ``{"name", "effect"}``, differences of probability or of scale units, in the order to be shown.
        unit: which of the two.
    """
    left = margin(rows, LEFT_MOST)
    width, height = WIDTH - left - RIGHT, ROW * len(rows)
    x = balance(rows, width, LEAST_SPAN[unit])
    placed = [(row, ROW * (at + 0.5)) for at, row in enumerate(rows)]

    return frame(
        [
            rules([{"x": x(0), "x2": x(0), "y": 0, "y2": height}], LINE),
            *bars(placed, x),
            names([(row["name"], y) for row, y in placed], left),
            labels(
                [{"x": width + RIGHT - 2, "y": y, "text": amount(row["effect"], unit)} for row, y in placed],
                align="right",
            ),
            labels([{"x": x(0), "y": height + 13, "text": "no effect"}], align="center", fill=SOFT, size=SIZE - 1),
        ],
        title=title,
        description=" ".join(sentence(f"{row['name']}: {amount(row['effect'], unit)}") for row in rows),
        width=width,
        height=height,
        left=left,
        right=RIGHT,
        top=6,
        bottom=26,
    )
