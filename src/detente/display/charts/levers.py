"""The ladder of levers: what each move does, as a bar to the left or the right, with what it costs beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from detente.display.charts.layout import shortened, text_width
from detente.display.charts.marks import dots, frame, label, labels, rules
from detente.display.charts.theme import BLUE, LINE, SIZE, SOFT, VERMILION
from detente.display.words import number, points, sentence

__all__ = ["levers"]

ROW, WIDTH, LEFT_MOST, COLUMN = 25.0, 760.0, 380.0, 84.0
HEAD = 18.0
LEAST_SPAN = {"probability": 0.02, "scale": 1.0}

Unit = Literal["probability", "scale"]


def levers(title: str, rows: Sequence[Mapping[str, Any]], *, unit: Unit = "probability") -> Any:
    """The chart.

    Args:
        title: whose moves, on what.
        rows: ``{"name", "effect", "cost"}``, effects in probability or scale units and costs in points, in the order to
            be shown.
        unit: of the effects.

    Returns: an ``altair.LayerChart``, described in words.
    """
    left = min(LEFT_MOST, 14 + max((text_width(row["name"], SIZE) for row in rows), default=40.0))
    right = 2 * COLUMN + 6
    width, height = WIDTH - left - right, ROW * len(rows)
    low = min(0.0, *(row["effect"] for row in rows), 0.0)
    high = max(LEAST_SPAN[unit], *(row["effect"] for row in rows), 0.0)
    placed = [(row, ROW * (at + 0.5)) for at, row in enumerate(rows)]

    def x(effect: float) -> float:
        return float(width * (effect - low) / (high - low))

    names = [{"x": -10, "y": y, "text": shortened(row["name"], left - 12, SIZE)} for row, y in placed]
    effects = [{"x": width + COLUMN, "y": y, "text": _amount(row["effect"], unit)} for row, y in placed]
    costs = [{"x": width + right - 2, "y": y, "text": number(row["cost"], 1)} for row, y in placed]
    return frame(
        [
            rules([{"x": x(0), "x2": x(0), "y": 0, "y2": height}], LINE),
            *_bars([(row, y) for row, y in placed if row["effect"] >= 0], x, BLUE),
            *_bars([(row, y) for row, y in placed if row["effect"] < 0], x, VERMILION),
            labels(names, align="right"),
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


def _bars(placed: Sequence[tuple[Mapping[str, Any], float]], x: Any, color: str) -> list[Any]:
    if not placed:
        return []
    lines = [{"x": x(0), "x2": x(row["effect"]), "y": y, "y2": y} for row, y in placed]
    ends = [{"x": x(row["effect"]), "y": y, "area": 80} for row, y in placed]
    return [rules(lines, color, 2.5), dots(ends, fill=color)]


def _amount(effect: float, unit: Unit) -> str:
    value = 100 * effect if unit == "probability" else effect
    return f"{'+' if value > 0 else ''}{number(value, 1)} {'points' if unit == 'probability' else 'units'}"


def _in_words(row: Mapping[str, Any], unit: Unit) -> str:
    return sentence(f"{row['name']}: {_amount(row['effect'], unit)} at a cost of {points(row['cost'], 1)}")
