"""What pressing one to press another adds: a bar a chain, from what the last link extracts alone onwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import shortened, text_width
from detente.display.charts.marks import bands, frame, label, labels, rules
from detente.display.charts.theme import BLUE, LINE, QUIET, SIZE, SOFT
from detente.display.words import number, sentence

__all__ = ["chains"]

ROW, WIDTH, RIGHT, BAR, MOST = 38.0, 700.0, 110.0, 8.0, 8
SHADES = (0.9, 0.55)


def chains(title: str, rows: Sequence[Mapping[str, Any]]) -> Drawing:
    """The chart, of the best eight.

    Args:
        title: of the whole.
        rows: ``{"actors": [names], "issue": name, "links": [units added by each link, the first presser's first]}``.
    """
    shown = rows[:MOST]
    width, height = WIDTH - RIGHT, ROW * len(shown)
    most = max((sum(row["links"]) for row in shown), default=1.0) or 1.0
    return frame(
        [*_lines(len(shown)), *_names(shown, width), *_bars(shown, width / most), *_key(height)],
        title=title,
        description=" ".join(_in_words(row) for row in shown),
        width=width,
        height=height,
        left=0,
        right=RIGHT,
        top=4,
        bottom=34,
    )


def _lines(count: int) -> list[Layer]:
    return [rules([{"x": 0, "x2": WIDTH, "y": ROW * at, "y2": ROW * at} for at in range(1, count)], LINE)]


def _names(rows: Sequence[Mapping[str, Any]], width: float) -> list[Layer]:
    names = [
        {"x": 0, "y": ROW * at + 13, "text": shortened(f"{_way(row)}, on {row['issue']}", WIDTH - RIGHT, SIZE)}
        for at, row in enumerate(rows)
    ]
    values = [{"x": width + RIGHT - 2, "y": ROW * (at + 0.5), "text": _value(row)} for at, row in enumerate(rows)]
    return [labels(names), labels(values, align="right", fill=SOFT, size=SIZE - 1)]


def _bars(rows: Sequence[Mapping[str, Any]], measure: float) -> list[Layer]:
    """The last link's own part in grey, then what each pressure adds, the nearest first."""
    layers: list[Layer] = []
    for at, row in enumerate(rows):
        start, foot = 0.0, ROW * (at + 1) - 7
        for link, added in enumerate(reversed(row["links"])):
            end = start + measure * max(added, 0.0)
            ink, shade = (QUIET, 0.6) if link == 0 else (BLUE, SHADES[min(link - 1, 1)])
            layers.append(bands([{"x": start, "x2": end, "y": foot - BAR, "y2": foot}], ink, shade))
            start = end
    return layers


def _key(height: float) -> list[Layer]:
    y, first, second = (
        height + 20,
        "the last presser by itself",
        "added by pressing it; lighter, by pressing the one before",
    )
    after = 24 + text_width(first, SIZE - 1) + 22
    return [
        bands([{"x": 0, "x2": 16, "y": y - BAR / 2, "y2": y + BAR / 2}], QUIET, 0.6),
        label(22, y, first, fill=SOFT, size=SIZE - 1),
        bands([{"x": after, "x2": after + 16, "y": y - BAR / 2, "y2": y + BAR / 2}], BLUE, SHADES[0]),
        label(after + 22, y, second, fill=SOFT, size=SIZE - 1),
    ]


def _way(row: Mapping[str, Any]) -> str:
    return " → ".join(row["actors"])


def _value(row: Mapping[str, Any]) -> str:
    added, alone = sum(row["links"][:-1]), row["links"][-1]
    return f"+{number(added, 1)} to {number(alone, 1)}"


def _in_words(row: Mapping[str, Any]) -> str:
    added, alone = sum(row["links"][:-1]), row["links"][-1]
    return sentence(f"{_way(row)} on {row['issue']}: adds {number(added, 1)} units to {number(alone, 1)}")
