"""Beliefs about hidden types as bars, a row for each move seen: how the picture changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import shortened, text_width
from detente.display.charts.marks import bands, frame, labels, rules
from detente.display.charts.theme import BLUE, LINE, PAPER, SIZE, SOFT, VERMILION
from detente.display.words import listed, percent, sentence

__all__ = ["beliefs"]

ROW, BAR, HALF, GAP, LEFT, RIGHT = 34.0, 18.0, 250.0, 40.0, 130.0, 20.0
INKS = (BLUE, VERMILION, SOFT)


def beliefs(title: str, rows: Sequence[Mapping[str, Any]]) -> Drawing:
    """The chart: the challenger's motives on the left, the defender's resolve on the right.

    Args:
        title: what the beliefs are about.
        rows: ``{"after": moves, MOTIVE: probability, "resolves": {RESOLVE: probability}}``, in the order seen.
    """
    sides = [[_motives(row) for row in rows], [dict(row["resolves"]) for row in rows]]
    height = ROW * len(rows)
    layers = [layer for at, side in enumerate(sides) for layer in _side(side, at * (HALF + GAP))]
    when = [
        {"x": -10, "y": ROW * (k + 0.5), "text": shortened(_when(row), LEFT - 14, SIZE)} for k, row in enumerate(rows)
    ]
    heads = [
        {"x": at * (HALF + GAP), "y": -14, "text": shortened(f"{what}: {', '.join(side[0])}", HALF, SIZE - 1)}
        for at, (what, side) in enumerate(zip(("motive", "resolve"), sides, strict=True))
        if side
    ]
    return frame(
        [*layers, labels(when, align="right"), labels(heads, fill=SOFT, size=SIZE - 1)],
        title=title,
        description=_in_words(rows),
        width=2 * HALF + GAP,
        height=height,
        left=LEFT,
        right=RIGHT,
        top=26,
        bottom=8,
    )


def _motives(row: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in row.items() if name not in ("after", "resolves")}


def _when(row: Mapping[str, Any]) -> str:
    return f"after “{row['after'][-1].replace('_', ' ')}”" if row["after"] else "before"


def _side(rows: Sequence[Mapping[str, float]], x: float) -> list[Layer]:
    """Each row's probabilities side by side in one bar; names within where they fit, with the number."""
    layers: list[Layer] = [rules([{"x": x, "x2": x, "y": 0, "y2": ROW * len(rows)}], LINE)]
    for at, row in enumerate(rows):
        start, middle = x, ROW * (at + 0.5)
        for kind, (name, value) in enumerate(row.items()):
            end, ink = start + HALF * value, INKS[kind % len(INKS)]
            box = [{"x": start, "x2": end, "y": middle - BAR / 2, "y2": middle + BAR / 2}]
            layers.append(bands(box, ink, 0.9 if kind < 2 else 0.6))
            text = f"{name} {percent(min(max(value, 0.0), 1.0))}"
            short = text if text_width(text, SIZE - 1) < end - start - 8 else percent(min(max(value, 0.0), 1.0))
            if text_width(short, SIZE - 1) < end - start - 4:
                layers.append(labels([{"x": start + 4, "y": middle, "text": short}], fill=PAPER, size=SIZE - 1))
            start = end
    return layers


def _in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    said = []
    for row in rows:
        both = {**_motives(row), **row["resolves"]}
        shares = listed([f"{name} {percent(min(max(value, 0.0), 1.0))}" for name, value in both.items()])
        said.append(f"{_when(row)}: {shares}")
    return sentence("; ".join(said))
