"""What may follow as a tree: one column a move, a branch as thick as it is likely; only branches above 2%."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import shortened, text_width
from detente.display.charts.marks import dots, frame, labels, rules
from detente.display.charts.theme import BLUE, QUIET, SIZE, SOFT, VERMILION
from detente.display.words import percent, sentence

__all__ = ["LEAST", "tree"]

LEAST = 0.02
"""Branches up to this probability are left out, and said so."""
ROW, STEP, LEFT, RIGHT = 26.0, 150.0, 20.0, 24.0
THICKEST = 11.0
HARSH = frozenset({"strike", "fight"})


@dataclass(frozen=True, slots=True)
class _Branch:
    """A node of the drawing: the moves to it, how likely they are, and where it stands."""

    moves: tuple[str, ...]
    probability: float
    y: float


def tree(title: str, paths: Sequence[Mapping[str, Any]], seen: Sequence[str] = ()) -> Drawing:
    """The chart.

    Args:
        title: what the tree is about.
        paths: ``{"moves", "probability"}``, as in a standoff's answer.
        seen: the moves seen so far; the tree starts behind them.
    """
    start = tuple(seen)
    branches = _placed(_sums(paths, start), start)
    deepest = max((len(branch.moves) for branch in branches), default=len(start)) - len(start)
    rows = sum(1 for one in branches if not _children(branches, one.moves))
    return frame(
        _layers(branches, start),
        title=title,
        description=_in_words(branches, start),
        width=STEP * max(deepest, 1),
        height=ROW * max(rows, 1),
        left=LEFT + text_width("now", SIZE),
        right=RIGHT,
        top=10,
        bottom=10,
    )


def _sums(paths: Sequence[Mapping[str, Any]], start: tuple[str, ...]) -> dict[tuple[str, ...], float]:
    """How likely each beginning of a path is."""
    found: dict[tuple[str, ...], float] = {start: 1.0}
    for path in paths:
        moves = tuple(path["moves"])
        for depth in range(len(start) + 1, len(moves) + 1):
            if moves[: len(start)] == start:
                found[moves[:depth]] = found.get(moves[:depth], 0.0) + float(path["probability"])
    return {moves: value for moves, value in found.items() if value > LEAST or moves == start}


def _placed(sums: Mapping[tuple[str, ...], float], start: tuple[str, ...]) -> list[_Branch]:
    """Leaves in rows, likeliest first among siblings; each other node in the middle of its own."""
    found: list[_Branch] = []
    row = 0

    def place(moves: tuple[str, ...]) -> float:
        nonlocal row
        below = sorted((m for m in sums if m[:-1] == moves and len(m) == len(moves) + 1), key=lambda m: -sums[m])
        if below:
            heights = [place(child) for child in below]
            y = (heights[0] + heights[-1]) / 2
        else:
            y, row = ROW * (row + 0.5), row + 1
        found.append(_Branch(moves, sums[moves], y))
        return y

    place(start)
    return sorted(found, key=lambda branch: (len(branch.moves), branch.y))


def _children(branches: Sequence[_Branch], moves: tuple[str, ...]) -> list[_Branch]:
    return [one for one in branches if one.moves[:-1] == moves and len(one.moves) == len(moves) + 1]


def _layers(branches: Sequence[_Branch], start: tuple[str, ...]) -> list[Layer]:
    at = {branch.moves: branch for branch in branches}
    layers: list[Layer] = []
    for branch in branches:
        if branch.moves == start:
            continue
        above, x = at[branch.moves[:-1]], STEP * (len(branch.moves) - len(start))
        ink = VERMILION if branch.moves[-1] in HARSH else BLUE if branch.moves[-1] == "accept" else QUIET
        line = [
            {"x": x - STEP + 4, "y": above.y, "x2": x - STEP + 40, "y2": branch.y},
            {"x": x - STEP + 40, "y": branch.y, "x2": x - STEP + 52, "y2": branch.y},
        ]
        layers.append(rules(line, ink, max(1.0, THICKEST * branch.probability)))
    named = [_name(branch, start) for branch in branches if branch.moves != start]
    first = [{"x": -8, "y": at[start].y, "text": "now" if start else "start"}]
    root = [{"x": 0, "y": at[start].y, "area": 60}]
    return [*layers, labels(named), labels(first, align="right", fill=SOFT), dots(root, fill=SOFT)]


def _name(branch: _Branch, start: tuple[str, ...]) -> dict[str, Any]:
    text = f"{branch.moves[-1].replace('_', ' ')} {percent(min(branch.probability, 1.0))}"
    return {
        "x": STEP * (len(branch.moves) - len(start) - 1) + 56,
        "y": branch.y,
        "text": shortened(text, STEP - 58, SIZE),
    }


def _in_words(branches: Sequence[_Branch], start: tuple[str, ...]) -> str:
    leaves = [one for one in branches if not _children(branches, one.moves) and one.moves != start]
    said = [
        f"{' · '.join(one.moves[len(start) :]).replace('_', ' ')} {percent(min(one.probability, 1.0))}"
        for one in sorted(leaves, key=lambda one: -one.probability)
    ]
    return sentence(f"paths from here: {'; '.join(said)}. Branches up to {percent(LEAST)} are left out")
