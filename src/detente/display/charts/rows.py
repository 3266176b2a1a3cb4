"""Rows with names: the column of names on the left, grid lines of a share, and bars to either side of nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from detente.display.charts.drawing import Layer
from detente.display.charts.layout import shortened, text_width
from detente.display.charts.marks import dots, labels, rules
from detente.display.charts.theme import BLUE, LINE, SIZE, SOFT, VERMILION

__all__ = ["balance", "bars", "margin", "names", "remarks", "shares"]

Row: TypeAlias = Mapping[str, Any]


def margin(rows: Sequence[Row], most: float) -> float:
    """The pixels that the rows' names take on the left, up to ``most``."""
    return min(most, 14 + max((text_width(row["name"], SIZE) for row in rows), default=40.0))


def names(placed: Sequence[tuple[str, float]], left: float) -> Layer:
    """The names, each at its height, shortened to the margin."""
    return labels([{"x": -10, "y": y, "text": shortened(name, left - 12, SIZE)} for name, y in placed], align="right")


def remarks(placed: Sequence[tuple[str, float]], x: float) -> Layer:
    """Small words that end at ``x``, each at its height."""
    return labels([{"x": x, "y": y, "text": text} for text, y in placed], align="right", fill=SOFT, size=SIZE - 1)


def shares(width: float, height: float, mark: str = "%") -> list[Layer]:
    """Lines at each quarter of the width, with 0 to 100 below them."""
    at = [share / 4 for share in range(5)]
    lines = [{"x": width * p, "x2": width * p, "y": 0, "y2": height} for p in at]
    feet = [{"x": width * p, "y": height + 13, "text": f"{round(100 * p)}{mark}"} for p in at]
    return [rules(lines, LINE), labels(feet, align="center", fill=SOFT, size=SIZE - 1)]


def balance(rows: Sequence[Row], width: float, least: float) -> Callable[[float], float]:
    """Where an effect lies: the axis holds nothing, all effects, and at least ``least`` to the right."""
    low = min(0.0, *(row["effect"] for row in rows), 0.0)
    high = max(least, *(row["effect"] for row in rows), 0.0)

    def x(effect: float) -> float:
        return float(width * (effect - low) / (high - low))

    return x


def bars(placed: Sequence[tuple[Row, float]], x: Callable[[float], float]) -> list[Layer]:
    """A bar with a dot at its end for each effect, from nothing; effects above nothing in another colour."""
    up = [(row, y) for row, y in placed if row["effect"] >= 0]
    down = [(row, y) for row, y in placed if row["effect"] < 0]
    return [*_bars(up, x, BLUE), *_bars(down, x, VERMILION)]


def _bars(placed: Sequence[tuple[Row, float]], x: Callable[[float], float], color: str) -> list[Layer]:
    if not placed:
        return []
    lines = [{"x": x(0), "x2": x(row["effect"]), "y": y, "y2": y} for row, y in placed]
    ends = [{"x": x(row["effect"]), "y": y, "area": 80} for row, y in placed]
    return [rules(lines, color, 2.5), dots(ends, fill=color)]
