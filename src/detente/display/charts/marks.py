"""Marks placed by the pixel: every chart computes where things go in plain Python and hands records to these.

A record has ``x`` and ``y`` in pixels from the plot's upper left corner, and what its mark needs besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.theme import FONT, INK, PAPER, SIZE

__all__ = ["bands", "curve", "dots", "frame", "label", "labels", "rules"]

Records = Sequence[Mapping[str, Any]]


def _mark(records: Records, mark: Mapping[str, Any], **channels: Mapping[str, Any]) -> Layer:
    """A layer of one mark."""
    at = {axis: {"field": axis, "type": "quantitative", "axis": None, "scale": None} for axis in ("x", "y")}
    data = {"values": [dict(record) for record in records]}
    return {"data": data, "mark": mark, "encoding": {**at, **channels}}


def _to_second_end() -> dict[str, Mapping[str, Any]]:
    return {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def labels(
    records: Records,
    *,
    align: Literal["left", "center", "right"] = "left",
    fill: str = INK,
    size: float = SIZE,
    bold: bool = False,
) -> Layer:
    """``text`` at a place, its line's middle on ``y``."""
    mark = {
        "type": "text",
        "align": align,
        "baseline": "middle",
        "fill": fill,
        "fontSize": size,
        "fontWeight": 600 if bold else 400,
    }
    return _mark(records, mark, text={"field": "text", "type": "nominal"})


def label(x: float, y: float, text: str, **look: Any) -> Layer:
    """One label."""
    return labels([{"x": x, "y": y, "text": text}], **look)


def rules(records: Records, color: str, width: float = 1.0, dash: Sequence[int] = ()) -> Layer:
    """Straight lines from ``x, y`` to ``x2, y2``."""
    mark = {"type": "rule", "color": color, "strokeWidth": width, "strokeCap": "round" if width > 2 else "butt"}
    return _mark(records, mark | ({"strokeDash": list(dash)} if dash else {}), **_to_second_end())


def bands(records: Records, fill: str, opacity: float = 0.13) -> Layer:
    """Filled boxes from ``x, y`` to ``x2, y2``."""
    return _mark(records, {"type": "rect", "fill": fill, "opacity": opacity}, **_to_second_end())


def dots(
    records: Records,
    shape: str = "circle",
    *,
    fill: str = INK,
    stroke: str = PAPER,
    width: float = 1.5,
) -> Layer:
    """Points of ``area`` square pixels, as opaque as their ``opacity`` (1 where unsaid)."""
    full = [{"opacity": 1.0, **record} for record in records]
    mark = {"type": "point", "shape": shape, "fill": fill, "stroke": stroke, "strokeWidth": width}
    as_given = {"type": "quantitative", "legend": None, "scale": None}
    return _mark(full, mark, size={"field": "area", **as_given}, opacity={"field": "opacity", **as_given})


def curve(records: Records, color: str, width: float = 2.0) -> Layer:
    """A line through the places, in their order along x."""
    mark = {"type": "line", "color": color, "strokeWidth": width, "interpolate": "monotone"}
    return _mark(records, mark)


def frame(
    layers: Sequence[Layer],
    *,
    title: str,
    description: str,
    width: float,
    height: float,
    left: float,
    right: float,
    top: float,
    bottom: float,
) -> Drawing:
    """Layers in one plot of a fixed size: ``left + width + right`` wide whatever its labels are."""
    layout = {
        "width": round(width, 2),
        "height": round(height, 2),
        "padding": {"left": left, "right": right, "top": top, "bottom": bottom},
        "autosize": {"type": "none"},
        "config": {"aria": False, "background": "transparent", "font": FONT, "view": {"stroke": None}},
    }
    return Drawing(title, description, layers, layout)
