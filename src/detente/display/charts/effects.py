"""What each of several changes does to a chance: a bar from no effect to the left or the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from detente.display.charts.layout import shortened, text_width
from detente.display.charts.marks import dots, frame, labels, rules
from detente.display.charts.theme import BLUE, LINE, SIZE, SOFT, VERMILION
from detente.display.words import number, sentence

__all__ = ["effects"]

ROW, WIDTH, LEFT_MOST, RIGHT = 25.0, 700.0, 300.0, 90.0
LEAST_SPAN = {"probability": 0.1, "scale": 5.0}

Unit = Literal["probability", "scale"]


def effects(title: str, rows: Sequence[Mapping[str, Any]], *, unit: Unit = "probability") -> Any:
    """The chart.

    Args:
        title: what is changed.
        rows: ``{"name", "effect"}``, differences of probability or of scale units, in the order to be shown.
        unit: which of the two.

    Returns: an ``altair.LayerChart``, described in words.
    """
    left = min(LEFT_MOST, 14 + max((text_width(row["name"], SIZE) for row in rows), default=40.0))
    width, height = WIDTH - left - RIGHT, ROW * len(rows)
    low = min(0.0, *(row["effect"] for row in rows), 0.0)
    high = max(LEAST_SPAN[unit], *(row["effect"] for row in rows), 0.0)
    placed = [(row, ROW * (at + 0.5)) for at, row in enumerate(rows)]

    def x(effect: float) -> float:
        return float(width * (effect - low) / (high - low))

    return frame(
        [
            rules([{"x": x(0), "x2": x(0), "y": 0, "y2": height}], LINE),
            *_bars([(row, y) for row, y in placed if row["effect"] >= 0], x, BLUE),
            *_bars([(row, y) for row, y in placed if row["effect"] < 0], x, VERMILION),
            labels(
                [{"x": -10, "y": y, "text": shortened(row["name"], left - 12, SIZE)} for row, y in placed],
                align="right",
            ),
            labels(
                [{"x": width + RIGHT - 2, "y": y, "text": _amount(row["effect"], unit)} for row, y in placed],
                align="right",
            ),
            labels([{"x": x(0), "y": height + 13, "text": "no effect"}], align="center", fill=SOFT, size=SIZE - 1),
        ],
        title=title,
        description=" ".join(sentence(f"{row['name']}: {_amount(row['effect'], unit)}") for row in rows),
        width=width,
        height=height,
        left=left,
        right=RIGHT,
        top=6,
        bottom=26,
    )


def _bars(placed: Sequence[tuple[Mapping[str, Any], float]], x: Any, color: str) -> list[Any]:
    if not placed:
        return []
    lines = [{"x": x(0), "x2": x(row["effect"]), "y": y, "y2": y} for row, y in placed]
    ends = [{"x": x(row["effect"]), "y": y, "area": 80} for row, y in placed]
    return [rules(lines, color, 2.5), dots(ends, fill=color)]


def _amount(effect: float, unit: Unit) -> str:
    sign = "+" if effect > 0 else ""
    return f"{sign}{number(100 * effect, 1)} points" if unit == "probability" else f"{sign}{number(effect, 1)} units"
