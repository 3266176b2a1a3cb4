"""The scale of an issue across a chart: a thin line for each named point, with its name flying from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.display.charts.drawing import Layer
from detente.display.charts.layout import LINE_HEIGHT, flags
from detente.display.charts.marks import labels, rules
from detente.display.charts.theme import LINE, SOFT
from detente.display.words.scales import scale_points

__all__ = ["Ruler", "place", "rungs"]

SIZE = 10.5


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale laid on pixels: value ``low`` at 0, ``high`` at ``width``; labels may reach ``room`` beyond."""

    low: float
    high: float
    width: float
    room: float

    @classmethod
    def over(cls, scale: Mapping[float, str] | Mapping[str, str], width: float, room: float) -> Ruler:
        """The ruler from the lowest named point to the highest, and at least from 0 to 100."""
        at = [value for value, _ in scale_points(scale)]
        return cls(min(0.0, *at), max(100.0, *at), width, room)

    def x(self, value: float) -> float:
        """The pixel of a value."""
        return self.width * (value - self.low) / (self.high - self.low)


def place(value: float, ruler: Ruler) -> float:
    """The pixel of a value, held within the ruler."""
    return min(max(ruler.x(value), 0.0), ruler.width)


def rungs(scale: Mapping[float, str] | Mapping[str, str], ruler: Ruler, height: float) -> tuple[list[Layer], float]:
    """The layers, and the height in pixels that the names need above the plot."""
    points = scale_points(scale)
    names, above = flags([(ruler.x(at), name) for at, name in points], ruler.width + ruler.room, SIZE)
    lines = [{"x": flag.x, "y": flag.top - above, "x2": flag.x, "y2": height} for flag in names]
    texts = [
        {"x": flag.x + 4, "y": flag.top - above + 5 + LINE_HEIGHT * row, "text": line}
        for flag in names
        for row, line in enumerate(flag.lines)
    ]
    return [rules(lines, LINE), labels(texts, fill=SOFT, size=SIZE)], above
