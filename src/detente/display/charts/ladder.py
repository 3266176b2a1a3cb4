"""Who wants what: the ladder of an issue, each actor on it with its interval, and the forecast across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import shortened, spread, text_width
from detente.display.charts.marks import bands, dots, frame, label, labels, rules
from detente.display.charts.rows import margin
from detente.display.charts.rungs import Ruler, place, rungs
from detente.display.charts.theme import BLUE, QUIET, SIZE, SOFT, VERMILION
from detente.display.words import estimate, in_words, interval, listed, number, sentence

__all__ = ["bracketed", "ladder", "outcome_marks"]

Row = Mapping[str, Any]
ROW, WIDTH, LEFT_MOST, RIGHT = 21.0, 700.0, 190.0, 92.0


def ladder(
    title: str,
    scale: Mapping[float, str] | Mapping[str, str],
    actors: Sequence[Row],
    forecast: Mapping[str, float] | None = None,
    status_quo: float | None = None,
) -> Drawing:
    """The chart.

    Args:
        title: what the issue asks.
        scale: named points, ``{0: "no action", …}``.
        actors: ``{"name", "mean", "low80", "high80", "weight"}`` in scale units, the weight in any unit.
        forecast: an estimate, ``{"mean", "low80", "high80"}``.
        status_quo: where the issue stands today.
    """
    rows = _placed(actors)
    left = margin(rows, LEFT_MOST)
    ruler = Ruler.over(scale, WIDTH - left - RIGHT, RIGHT)
    height = ROW * len(rows) + 10
    behind, above = rungs(scale, ruler, height)
    layers = [
        *behind,
        *outcome_marks(ruler, height, forecast, status_quo),
        *_rows(rows, ruler, left),
    ]
    return frame(
        layers,
        title=title,
        description=_in_words(scale, rows, forecast, status_quo),
        width=ruler.width,
        height=height,
        left=left,
        right=RIGHT,
        top=above + 2,
        bottom=28,
    )


def _placed(actors: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows from the top of the scale to its foot, each with its line's middle in pixels and its dot's area."""
    ordered = sorted(actors, key=lambda row: (-row["mean"], row["name"]))
    heaviest = max((row["weight"] for row in ordered), default=0.0) or 1.0
    return [
        {**row, "y": 5 + ROW * (at + 0.5), "area": 22 + 210 * row["weight"] / heaviest}
        for at, row in enumerate(ordered)
    ]


def _rows(rows: Sequence[Row], ruler: Ruler, left: float) -> list[Layer]:
    bars = [
        {"x": place(row["low80"], ruler), "x2": place(row["high80"], ruler), "y": row["y"], "y2": row["y"]}
        for row in rows
    ]
    points = [{"x": place(row["mean"], ruler), "y": row["y"], "area": row["area"]} for row in rows]
    names = [{"x": -10, "y": row["y"], "text": shortened(row["name"], left - 12, SIZE)} for row in rows]
    values = [{"x": ruler.width + RIGHT - 2, "y": row["y"], "text": bracketed(row)} for row in rows]
    return [
        rules(bars, QUIET, 2.5),
        dots(points),
        labels(names, align="right"),
        labels(values, align="right", fill=SOFT, size=SIZE - 1),
    ]


def bracketed(row: Row) -> str:
    """A mean with its interval, as short as a margin needs.

    >>> bracketed({"mean": 63, "low80": 55, "high80": 71})
    '63 (55 to 71)'
    """
    return estimate(row["mean"], row["low80"], row["high80"]).replace("80% interval ", "")


def outcome_marks(
    ruler: Ruler, height: float, forecast: Mapping[str, float] | None, status_quo: float | None
) -> list[Layer]:
    """The forecast as a band with its mean, today's state as a dashed line, and a label under each."""
    layers: list[Layer] = []
    below: list[tuple[float, str, str]] = []
    foot = height + 6
    if forecast is not None:
        mean = place(forecast["mean"], ruler)
        low, high = place(forecast["low80"], ruler), place(forecast["high80"], ruler)
        layers.append(bands([{"x": low, "x2": high, "y": 0, "y2": foot}], BLUE))
        layers.append(rules([{"x": mean, "x2": mean, "y": 0, "y2": foot}], BLUE, 1.5))
        below.append((mean, f"forecast {number(forecast['mean'])}", BLUE))
    if status_quo is not None:
        today = place(status_quo, ruler)
        layers.append(rules([{"x": today, "x2": today, "y": 0, "y2": foot}], VERMILION, 1.5, (3, 3)))
        below.append((today, f"today {number(status_quo)}", VERMILION))
    return layers + _labels_below(below, ruler, foot + 11)


def _labels_below(below: Sequence[tuple[float, str, str]], ruler: Ruler, y: float) -> list[Layer]:
    widest = max((text_width(text, SIZE) for _, text, _ in below), default=0.0)
    places = spread([x for x, _, _ in below], widest + 8, 0, ruler.width)
    return [
        label(x, y, text, align="center", fill=color, bold=True)
        for x, (_, text, color) in zip(places, below, strict=True)
    ]


def _in_words(
    scale: Mapping[float, str] | Mapping[str, str],
    rows: Sequence[Row],
    forecast: Mapping[str, float] | None,
    status_quo: float | None,
) -> str:
    stands = [f"{row['name']} {number(row['mean'])} ({interval(row['low80'], row['high80'])})" for row in rows]
    said = [sentence(f"positions with 80% intervals, highest first: {listed(stands)}")] if stands else []
    if forecast is not None:
        value = estimate(forecast["mean"], forecast["low80"], forecast["high80"])
        said.append(sentence(f"the forecast is {value}, {in_words(scale, forecast['mean'])}"))
    if status_quo is not None:
        said.append(sentence(f"today it stands {in_words(scale, status_quo)}"))
    return " ".join(said)
