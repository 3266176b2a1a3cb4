"""The dilution curve: how likely a text is to be adopted against its strength, with the drafts on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import LINE_HEIGHT, shortened, spread, wrapped
from detente.display.charts.marks import curve, dots, frame, labels, rules
from detente.display.charts.rungs import Ruler, rungs
from detente.display.charts.theme import BLUE, INK, LINE, QUIET, SIZE, SOFT
from detente.display.words import number, percent, sentence

__all__ = ["dilution"]

WIDTH, HEIGHT, LEFT, RIGHT = 700.0, 190.0, 44.0, 176.0


def dilution(
    title: str,
    scale: Mapping[float, str] | Mapping[str, str],
    points: Sequence[Mapping[str, float]],
    drafts: Sequence[Mapping[str, Any]] = (),
) -> Drawing:
    """The chart.

    Args:
        title: of the council and the issue.
        scale: named points of the issue.
        points: ``{"strength", "adopted"}``, the curve of texts without sponsors.
        drafts: ``{"name", "strength", "adopted"}``, probabilities each, with the votes of their sponsors.
    """
    ruler = Ruler.over(scale, WIDTH - LEFT - RIGHT, RIGHT)
    behind, above = rungs(scale, ruler, HEIGHT)
    line = [{"x": ruler.x(p["strength"]), "y": _y(p["adopted"])} for p in points]
    return frame(
        [*behind, *_levels(ruler), curve(line, BLUE, 2.5), *_drafts(drafts, ruler)],
        title=title,
        description=_in_words(points, drafts),
        width=ruler.width,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=above + 10,
        bottom=26,
    )


def _y(probability: float) -> float:
    return HEIGHT * (1 - probability)


def _levels(ruler: Ruler) -> list[Layer]:
    """Thin lines at 0, 50, 80, 95 and 100%, and the strengths along the foot."""
    lines = [{"x": 0, "x2": ruler.width, "y": _y(p), "y2": _y(p)} for p in (0.0, 0.5, 0.8, 0.95)]
    heights = spread([_y(p) for p in (0.95, 0.8, 0.5, 0.0)], 13, 0, HEIGHT)
    names = [{"x": -8, "y": y, "text": text} for y, text in zip(heights, ("95%", "80%", "50%", "0%"), strict=True)]
    steps = [ruler.low + (ruler.high - ruler.low) * share / 4 for share in range(5)]
    feet = [{"x": ruler.x(at), "y": HEIGHT + 13, "text": number(at)} for at in steps]
    return [
        rules(lines, LINE, 1, (1, 3)),
        labels(names, align="right", fill=SOFT, size=SIZE - 1),
        labels(feet, align="center", fill=SOFT, size=SIZE - 1),
    ]


def _drafts(drafts: Sequence[Mapping[str, Any]], ruler: Ruler) -> list[Layer]:
    """Each draft as a dot at its strength, named in the right margin at the end of a thin leader."""
    if not drafts:
        return []
    at = [(ruler.x(draft["strength"]), _y(draft["adopted"])) for draft in drafts]
    most_lines = 2 if len(drafts) <= 6 else 1
    gap = 2 + LINE_HEIGHT * most_lines
    heights = spread([y for _, y in at], gap, 0, HEIGHT)
    edge = ruler.width + 14
    leaders = [{"x": x, "y": y, "x2": edge, "y2": to} for (x, y), to in zip(at, heights, strict=True)]
    values = [
        {"x": edge + 4, "y": y, "text": percent(draft["adopted"])} for y, draft in zip(heights, drafts, strict=True)
    ]
    names = [
        {"x": edge + 36, "y": y + LINE_HEIGHT * row, "text": line}
        for y, draft in zip(heights, drafts, strict=True)
        for row, line in enumerate(_name_lines(draft["name"], most_lines))
    ]
    return [
        rules(leaders, QUIET, 0.8),
        dots([{"x": x, "y": y, "area": 90} for x, y in at], fill=INK),
        labels(values, bold=True, size=SIZE - 1),
        labels(names, size=SIZE - 1, fill=SOFT),
    ]


def _name_lines(name: str, most: int) -> tuple[str, ...]:
    """The name in at most so many lines of the margin."""
    room = RIGHT - 50
    lines = wrapped(name, room, SIZE - 1)
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), room, SIZE - 1))


def _in_words(points: Sequence[Mapping[str, float]], drafts: Sequence[Mapping[str, Any]]) -> str:
    said = []
    if points:
        best = max(points, key=lambda p: (p["adopted"], -p["strength"]))
        peak = f"{percent(best['adopted'])} at strength {number(best['strength'])}"
        said.append(sentence(f"the chance of adoption without sponsors is highest, {peak}"))
    stands = [f"{d['name']} at {number(d['strength'])}, {percent(d['adopted'])}" for d in drafts]
    return " ".join(
        [*said, *([sentence(f"drafts, with their sponsors’ votes: {'; '.join(stands)}")] if stands else [])]
    )
