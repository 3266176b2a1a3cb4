"""The ways from today: states in columns by how many moves they take, improvements as lines between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import shortened, text_width
from detente.display.charts.marks import bands, dots, frame, labels, rules
from detente.display.charts.theme import BLUE, LINE, PAPER, SIZE, SOFT, VERMILION
from detente.display.words import cardinal, count, sentence

__all__ = ["journey"]

COLUMN, ROW, MOST_WIDE = 180.0, 46.0, 760.0
LINES = 3


def journey(title: str, states: Sequence[Mapping[str, Any]], moves: Sequence[Mapping[str, Any]]) -> Drawing:
    """The chart: today at the left, what each number of improvements leads to in the columns after it.

    Args:
        title: what is drawn.
        states: ``{"takes", "gives_up", "steps", "rests"}``: options that differ from today, moves from today, and
            whether it can rest there; today is the one with no steps.
        moves: ``{"from", "to", "actor"}``: improvements between them, by place in ``states``.
    """
    columns = max(state["steps"] for state in states) + 1
    wide = min(COLUMN, MOST_WIDE / columns)
    deep = max(sum(s["steps"] == step for s in states) for step in range(columns))
    at = _places(states, wide, deep)
    return frame(
        [*_lines(moves, at), *_states(states, at, wide), *_heads(columns, wide)],
        title=title,
        description=_in_words(states),
        width=wide * columns,
        height=ROW * deep,
        left=14,
        right=14,
        top=24,
        bottom=8,
    )


def _places(states: Sequence[Mapping[str, Any]], wide: float, deep: int) -> list[tuple[float, float]]:
    """Each state's place: its column, and its row there, the column centred."""
    seen: dict[int, int] = {}
    total = {step: sum(s["steps"] == step for s in states) for step in {s["steps"] for s in states}}
    places = []
    for state in states:
        step = state["steps"]
        row = seen.get(step, 0)
        seen[step] = row + 1
        places.append((wide * step + 10, ROW * ((deep - total[step]) / 2 + row + 0.35)))
    return places


def _lines(moves: Sequence[Mapping[str, Any]], at: Sequence[tuple[float, float]]) -> list[Layer]:
    """Improvements that lead to a later column; those within a column would hide its labels."""
    forward = [move for move in moves if at[move["from"]][0] < at[move["to"]][0]]
    lines = [
        {"x": at[m["from"]][0], "y": at[m["from"]][1], "x2": at[m["to"]][0], "y2": at[m["to"]][1]} for m in forward
    ]
    return [rules(lines, LINE)]


def _states(states: Sequence[Mapping[str, Any]], at: Sequence[tuple[float, float]], wide: float) -> list[Layer]:
    placed = list(zip(states, at, strict=True))
    rest = [{"x": x, "y": y, "area": 90} for s, (x, y) in placed if s["rests"]]
    other = [{"x": x, "y": y, "area": 50} for s, (x, y) in placed if not s["rests"]]
    texts: list[dict[str, Any]] = [
        {"x": x + 9, "y": y + 12 * row, "text": line}
        for state, (x, y) in placed
        for row, line in enumerate(_label(state, wide))
    ]
    # lines pass behind the labels, not through them
    plates = [
        {"x": t["x"] - 2, "x2": t["x"] + text_width(t["text"], SIZE - 2), "y": t["y"] - 6, "y2": t["y"] + 6}
        for t in texts
    ]
    return [
        bands(plates, PAPER, 1.0),
        dots(rest, fill=BLUE),
        dots(other, fill=PAPER, stroke=VERMILION),
        labels(texts, size=SIZE - 2),
    ]


def _label(state: Mapping[str, Any], wide: float) -> list[str]:
    """What differs from today, a line an actor, the last ones together."""
    by: dict[str, list[str]] = {}
    for sign, options in (("+", state["takes"]), ("−", state["gives_up"])):
        for option in options:
            actor, _, name = option.partition(".")
            by.setdefault(actor, []).append(sign + name)
    parts = [" ".join([actor, *own]) for actor, own in sorted(by.items())] or ["today"]
    lines = parts if len(parts) <= LINES else [*parts[: LINES - 1], "; ".join(parts[LINES - 1 :])]
    return [shortened(line, wide - 26, SIZE - 2) for line in lines]


def _heads(columns: int, wide: float) -> list[Layer]:
    heads = [
        {"x": wide * step, "y": -12, "text": "now" if step == 0 else f"{cardinal(step)} move{'s' if step > 1 else ''}"}
        for step in range(columns)
    ]
    return [labels(heads, fill=SOFT, size=SIZE - 1)]


def _in_words(states: Sequence[Mapping[str, Any]]) -> str:
    resting = sum(bool(state["rests"]) for state in states)
    reached = count(len(states) - 1, "other state")
    return sentence(
        f"from today improvements lead to {reached}; of all shown, {cardinal(resting)} can rest (filled dots), the "
        "others cannot (open dots)"
    )
