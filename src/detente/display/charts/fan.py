"""How bargaining went: the outcome after each round with its 80% interval, on the issue's scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import shortened, spread, text_width
from detente.display.charts.marks import curve, dots, frame, label, labels, rules
from detente.display.charts.theme import BLUE, LINE, QUIET, SIZE, SOFT
from detente.display.words import estimate, listed, scale_points, sentence

__all__ = ["fan"]

WIDTH, HEIGHT, LEFT, RIGHT_MOST = 700.0, 260.0, 34.0, 250.0


def fan(
    title: str,
    scale: Mapping[float, str] | Mapping[str, str],
    rounds: Sequence[Mapping[str, float]],
) -> Drawing:
    """The chart: rounds from left to right, the scale upwards with its named points at the right.

    Args:
        title: of the issue and the model.
        scale: its named points.
        rounds: ``{"mean", "low80", "high80"}`` after each round in scale units, round 1 first.
    """
    points = scale_points(scale)
    right = min(RIGHT_MOST, 16 + max(text_width(name, SIZE - 1) for _, name in points))
    width = WIDTH - LEFT - right
    return frame(
        [*_rungs(points, width, right), *_path(rounds, width)],
        title=title,
        description=_in_words(rounds),
        width=width,
        height=HEIGHT,
        left=LEFT,
        right=right,
        top=10,
        bottom=34,
    )


def _height(value: float) -> float:
    """The pixel of a value: 0 at the foot, 100 at the top."""
    return HEIGHT * (1.0 - min(max(value, 0.0), 100.0) / 100.0)


def _rungs(points: Sequence[tuple[float, str]], width: float, right: float) -> list[Layer]:
    lines = [{"x": 0, "x2": width, "y": _height(at), "y2": _height(at)} for at, _ in points]
    places = spread([_height(at) for at, _ in points], 14, 0, HEIGHT)
    texts = [
        {"x": width + 10, "y": y, "text": shortened(name, right - 12, SIZE - 1)}
        for y, (_, name) in zip(places, points, strict=True)
    ]
    return [rules(lines, LINE), labels(texts, fill=SOFT, size=SIZE - 1)]


def _path(rounds: Sequence[Mapping[str, float]], width: float) -> list[Layer]:
    step = width / max(1, len(rounds))
    at = [step * (number + 0.5) for number in range(len(rounds))]
    bars = [
        {"x": x, "x2": x, "y": _height(one["low80"]), "y2": _height(one["high80"])}
        for x, one in zip(at, rounds, strict=True)
    ]
    means = [{"x": x, "y": _height(one["mean"]), "area": 45} for x, one in zip(at, rounds, strict=True)]
    every = 1 + len(rounds) // 16
    numbers = [{"x": x, "y": HEIGHT + 12, "text": f"{n}"} for n, x in enumerate(at, 1) if (n - 1) % every == 0]
    return [
        rules(bars, QUIET, 2.5),
        curve(means, BLUE),
        dots(means, fill=BLUE),
        labels(numbers, align="center", fill=SOFT, size=SIZE - 1),
        label(width / 2, HEIGHT + 26, "after round", align="center", fill=SOFT, size=SIZE - 1),
    ]


def _in_words(rounds: Sequence[Mapping[str, float]]) -> str:
    said = [f"{number}: {estimate(one['mean'], one['low80'], one['high80'])}" for number, one in enumerate(rounds, 1)]
    return sentence(f"outcome after each round, mean with 80% interval: {listed(said)}")
