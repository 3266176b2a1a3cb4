"""Who moves whom on what: a bar for each pair and issue, in full the capacity, filled what is believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import LINE_HEIGHT, shortened, text_width, wrapped
from detente.display.charts.marks import bands, frame, label, labels, rules
from detente.display.charts.theme import BLUE, INK, LINE, QUIET, SIZE, SOFT
from detente.display.words import number, sentence

__all__ = ["matrix"]

ROW, WIDTH, LEFT_MOST, BAR, LINES = 34.0, 700.0, 250.0, 7.0, 3


def matrix(title: str, issues: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> Drawing:
    """The chart.

    Args:
        title: of the whole.
        issues: names by id, in columns.
        rows: ``{"holder", "target", "cells": {issue: {"effective", "capacity"}}}`` in units of a scale of 100.
    """
    left = min(LEFT_MOST, 16 + max((text_width(_pair(row), SIZE) for row in rows), default=40.0))
    step = (WIDTH - left) / max(len(issues), 1)
    height = ROW * len(rows)
    return frame(
        [*_heads(issues, step), *_names(rows, left), *_cells(rows, list(issues), step), *_key(height)],
        title=title,
        description=_in_words(issues, rows),
        width=WIDTH - left,
        height=height,
        left=left,
        right=0,
        top=8 + LINES * LINE_HEIGHT,
        bottom=34,
    )


def _pair(row: Mapping[str, Any]) -> str:
    return f"{row['holder']} over {row['target']}"


def _heads(issues: Mapping[str, str], step: float) -> list[Layer]:
    """Issues above their columns, in up to three lines that end at the first row."""
    placed = []
    for at, name in enumerate(issues.values()):
        lines = wrapped(_broken(name, step - 10), step - 10, SIZE - 1)
        kept = lines if len(lines) <= LINES else (*lines[: LINES - 1], shortened(f"{lines[2]} …", step - 10, SIZE - 1))
        top = -8 - LINE_HEIGHT * (len(kept) - 1)
        placed += [{"x": step * at, "y": top + LINE_HEIGHT * k, "text": line} for k, line in enumerate(kept)]
    return [labels(placed, fill=SOFT, size=SIZE - 1)]


def _broken(name: str, width: float) -> str:
    """The name with a hyphen and a space where a word is too wide for its column.

    >>> _broken("denuclearisation talks", 60)
    'denucleari- sation talks'
    """
    pieces: list[str] = []
    for word in name.split():
        rest = word
        while text_width(rest, SIZE - 1) > width and len(rest) > 2:
            fits = max(k for k in range(1, len(rest)) if k == 1 or text_width(f"{rest[:k]}-", SIZE - 1) <= width)
            pieces.append(f"{rest[:fits]}-")
            rest = rest[fits:]
        pieces.append(rest)
    return " ".join(pieces)


def _names(rows: Sequence[Mapping[str, Any]], left: float) -> list[Layer]:
    names = [
        {"x": -12, "y": ROW * (at + 0.5), "text": shortened(_pair(row), left - 14, SIZE)} for at, row in enumerate(rows)
    ]
    lines = [{"x": -left, "x2": WIDTH - left, "y": ROW * at, "y2": ROW * at} for at in range(len(rows))]
    return [rules(lines, LINE), labels(names, align="right")]


def _cells(rows: Sequence[Mapping[str, Any]], issues: Sequence[str], step: float) -> list[Layer]:
    """A bar for capacity and, in it, one for what is believed, on one measure for all; the numbers above."""
    most = max((cell["capacity"] for row in rows for cell in row["cells"].values()), default=1.0) or 1.0
    capacity, effective, bold, plain = [], [], [], []
    for at, row in enumerate(rows):
        for column, issue in enumerate(issues):
            cell = row["cells"].get(issue)
            if cell is None:
                continue
            x, foot = step * column, ROW * (at + 1) - 7
            measure = (step - 14) / most
            capacity.append({"x": x, "x2": x + measure * cell["capacity"], "y": foot - BAR, "y2": foot})
            effective.append({"x": x, "x2": x + measure * cell["effective"], "y": foot - BAR, "y2": foot})
            first = number(cell["effective"], 1)
            bold.append({"x": x, "y": foot - BAR - 8, "text": first})
            after = x + 1.1 * text_width(first, SIZE) + 6  # bold is wider
            plain.append({"x": after, "y": foot - BAR - 8, "text": f"of {number(cell['capacity'])}"})
    return [
        bands(capacity, QUIET, 0.35),
        bands(effective, BLUE, 1.0),
        labels(bold, bold=True, fill=INK),
        labels(plain, fill=SOFT, size=SIZE - 1),
    ]


def _key(height: float) -> list[Layer]:
    y = height + 20
    filled, whole = "believed", "capacity, in units of the issue’s scale"
    second = 24 + text_width(filled, SIZE - 1) + 22
    return [
        bands([{"x": 0, "x2": 16, "y": y - BAR / 2, "y2": y + BAR / 2}], BLUE, 1.0),
        label(22, y, filled, fill=SOFT, size=SIZE - 1),
        bands([{"x": second, "x2": second + 16, "y": y - BAR / 2, "y2": y + BAR / 2}], QUIET, 0.35),
        label(second + 22, y, whole, fill=SOFT, size=SIZE - 1),
    ]


def _in_words(issues: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(_row_in_words(issues, row) for row in rows)


def _row_in_words(issues: Mapping[str, str], row: Mapping[str, Any]) -> str:
    said = [
        f"{name} {number(row['cells'][id]['effective'], 1)} of {number(row['cells'][id]['capacity'])}"
        for id, name in issues.items()
        if id in row["cells"]
    ]
    return sentence(f"{_pair(row)}, units believed of capacity: {'; '.join(said) or 'no common issue'}")
