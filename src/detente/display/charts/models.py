"""Where the models disagree: each model's outcome on the scale, the plain baselines beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.ladder import bracketed
from detente.display.charts.layout import shortened
from detente.display.charts.marks import dots, frame, labels, rules
from detente.display.charts.rows import margin
from detente.display.charts.rungs import Ruler, place, rungs
from detente.display.charts.theme import BLUE, INK, LINE, PAPER, QUIET, SIZE, SOFT
from detente.display.words import estimate, listed, sentence

__all__ = ["models"]

ROW, WIDTH, LEFT_MOST, RIGHT = 24.0, 700.0, 215.0, 92.0


def models(
    title: str,
    scale: Mapping[float, str] | Mapping[str, str],
    outcomes: Sequence[Mapping[str, Any]],
) -> Drawing:
    """The chart: a row a model with 80% interval, mean (dot) and median (bar); baselines hollow, under a rule.

    Args:
        title: of the issue.
        scale: its named points.
        outcomes: ``{"name", "mean", "median", "low80", "high80", "baseline": bool}`` in scale units, in order.
    """
    rows = _placed(outcomes)
    left = margin(rows, LEFT_MOST)
    ruler = Ruler.over(scale, WIDTH - left - RIGHT, RIGHT)
    height = (rows[-1]["y"] if rows else 0.0) + ROW / 2 + 4
    behind, above = rungs(scale, ruler, height)
    return frame(
        [*behind, *_rows(rows, ruler, left), *_divider(rows, ruler, left)],
        title=title,
        description=_in_words(rows),
        width=ruler.width,
        height=height,
        left=left,
        right=RIGHT,
        top=above + 2,
        bottom=6,
    )


def _placed(outcomes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Models first, then the baselines a little apart, each with the middle of its line in pixels."""
    ordered = sorted(outcomes, key=lambda row: bool(row.get("baseline")))
    first = sum(not row.get("baseline") for row in ordered)
    apart = 20.0 if 0 < first < len(ordered) else 0.0
    return [{**row, "y": 4 + ROW * (at + 0.5) + (apart if at >= first else 0.0)} for at, row in enumerate(ordered)]


def _rows(rows: Sequence[Mapping[str, Any]], ruler: Ruler, left: float) -> list[Layer]:
    bars = [
        {"x": place(row["low80"], ruler), "x2": place(row["high80"], ruler), "y": row["y"], "y2": row["y"]}
        for row in rows
    ]
    medians = [
        {
            "x": place(row["median"], ruler),
            "x2": place(row["median"], ruler),
            "y": row["y"] - 7,
            "y2": row["y"] + 7,
        }
        for row in rows
    ]
    names = [{"x": -10, "y": row["y"], "text": shortened(row["name"], left - 12, SIZE)} for row in rows]
    values = [{"x": ruler.width + RIGHT - 2, "y": row["y"], "text": bracketed(row)} for row in rows]
    means = [
        dots(_at_mean(rows, ruler, baseline=False), fill=BLUE),
        dots(_at_mean(rows, ruler, baseline=True), fill=PAPER, stroke=BLUE, width=2),
    ]
    return [
        rules(bars, QUIET, 2.5),
        rules(medians, INK, 1.5),
        *means,
        labels(names, align="right"),
        labels(values, align="right", fill=SOFT, size=SIZE - 1),
    ]


def _at_mean(rows: Sequence[Mapping[str, Any]], ruler: Ruler, *, baseline: bool) -> list[dict[str, Any]]:
    return [
        {"x": place(row["mean"], ruler), "y": row["y"], "area": 75}
        for row in rows
        if bool(row.get("baseline")) is baseline
    ]


def _divider(rows: Sequence[Mapping[str, Any]], ruler: Ruler, left: float) -> list[Layer]:
    baselines = [row for row in rows if row.get("baseline")]
    if not baselines or len(baselines) == len(rows):
        return []
    y = baselines[0]["y"] - ROW / 2 - 14
    return [
        rules([{"x": -left, "x2": ruler.width + RIGHT, "y": y, "y2": y}], LINE),
        labels([{"x": -10, "y": y + 11, "text": "baselines"}], align="right", fill=SOFT, size=SIZE - 2),
    ]


def _in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    said = [
        f"{row['name']}{' (baseline)' if row.get('baseline') else ''} "
        f"{estimate(row['mean'], row['low80'], row['high80'])}"
        for row in rows
    ]
    return sentence(f"outcome by model: {listed(said)}") if said else ""
