"""From one value to another in steps: what each of several changes adds or takes away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import text_width
from detente.display.charts.marks import bands, frame, labels, rules
from detente.display.charts.rows import names as beside
from detente.display.charts.theme import BLUE, INK, LINE, SIZE, SOFT, VERMILION
from detente.display.words import Unit, level, number, sentence

__all__ = ["waterfall"]

ROW, WIDTH, LEFT_MOST, RIGHT = 25.0, 700.0, 330.0, 90.0
THICK = 6.0
LEAST_SPAN = {"probability": 0.05, "scale": 2.5}


def waterfall(
    title: str, before: float, after: float, rows: Sequence[Mapping[str, Any]], *, unit: Unit = "probability"
) -> Drawing:
    """The chart.

    Args:
        title: which value.
        before, after: where it was and where it is.
        rows: ``{"name", "effect"}``, steps in the order to be shown, which add up to the difference.
        unit: probabilities, or units of a scale.
    """
    names = ["before", *(str(row["name"]) for row in rows), "after"]
    left = min(LEFT_MOST, 14 + max(text_width(name, SIZE) for name in names))
    width, height = WIDTH - left - RIGHT, ROW * len(names)
    at = [before]
    for row in rows:
        at.append(at[-1] + float(row["effect"]))
    low, high = _ends([*at, after], unit)

    def x(value: float) -> float:
        return width * (value - low) / (high - low)

    middles = [ROW * (k + 0.5) for k in range(len(names))]
    steps = [
        {"x": x(start), "x2": x(end), "y": y - THICK, "y2": y + THICK}
        for start, end, y in zip(at, at[1:], middles[1:], strict=False)
    ]
    values = [level(before, unit), *(_step(float(row["effect"]), unit) for row in rows), level(after, unit)]
    return frame(
        [
            rules(_links(at, after, middles, x), LINE),
            *_steps(steps, [float(row["effect"]) for row in rows]),
            rules([_tick(x(before), middles[0]), _tick(x(after), middles[-1])], INK, 2.5),
            beside(list(zip(names, middles, strict=True)), left),
            labels(
                [{"x": width + RIGHT - 2, "y": y, "text": text} for text, y in zip(values, middles, strict=True)],
                align="right",
                fill=SOFT,
            ),
        ],
        title=title,
        description=_in_words(before, after, rows, unit),
        width=width,
        height=height,
        left=left,
        right=RIGHT,
        top=6,
        bottom=6,
    )


def _ends(at: Sequence[float], unit: Unit) -> tuple[float, float]:
    """The range shown: all steps, and a little more."""
    low, high = min(at), max(at)
    short = max(0.0, LEAST_SPAN[unit] - (high - low)) / 2
    pad = 0.05 * (high - low) + short
    return low - pad, high + pad


def _links(at: Sequence[float], after: float, middles: Sequence[float], x: Any) -> list[dict[str, float]]:
    """Thin lines from the end of each step down to the next row."""
    ends = [*at[:-1], after]
    return [{"x": x(v), "x2": x(v), "y": y, "y2": y + ROW} for v, y in zip(ends, middles, strict=False)]


def _steps(places: Sequence[Mapping[str, float]], effects: Sequence[float]) -> list[Layer]:
    layers = []
    for color, rising in ((BLUE, True), (VERMILION, False)):
        some = [place for place, effect in zip(places, effects, strict=True) if (effect >= 0) == rising]
        if some:
            layers.append(bands(some, color, 0.85))
    return layers


def _tick(x: float, y: float) -> dict[str, float]:
    return {"x": x, "x2": x, "y": y - THICK - 2, "y2": y + THICK + 2}


def _step(effect: float, unit: Unit) -> str:
    sign = "+" if effect > 0 else ""
    return f"{sign}{number(100 * effect if unit == 'probability' else effect, 1)}"


def _in_words(before: float, after: float, rows: Sequence[Mapping[str, Any]], unit: Unit) -> str:
    steps = "; ".join(f"{row['name']} {_step(float(row['effect']), unit)}" for row in rows)
    return sentence(f"from {level(before, unit)} to {level(after, unit)}: {steps}")
