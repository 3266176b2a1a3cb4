"""Marks placed by the pixel: every chart computes where things go in plain Python and hands records to these.

A record has ``x`` and ``y`` in pixels from the plot's upper left corner, and what its mark needs besides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from detente.display.charts.theme import FONT, INK, PAPER, SIZE

__all__ = ["bands", "curve", "dots", "frame", "label", "labels", "rules"]

Records = Sequence[Mapping[str, Any]]


def _at(records: Records) -> Any:
    import altair as alt

    data = alt.Data(values=[dict(record) for record in records])
    return alt.Chart(data).encode(x=alt.X("x:Q", axis=None).scale(None), y=alt.Y("y:Q", axis=None).scale(None))


def labels(
    records: Records,
    *,
    align: Literal["left", "center", "right"] = "left",
    fill: str = INK,
    size: float = SIZE,
    bold: bool = False,
) -> Any:
    """``text`` at a place, its line's middle on ``y``."""
    mark = _at(records).mark_text(
        align=align, baseline="middle", fill=fill, fontSize=size, fontWeight=600 if bold else 400
    )
    return mark.encode(text="text:N")


def label(x: float, y: float, text: str, **look: Any) -> Any:
    """One label."""
    return labels([{"x": x, "y": y, "text": text}], **look)


def rules(records: Records, color: str, width: float = 1.0, dash: Sequence[int] = ()) -> Any:
    """Straight lines from ``x, y`` to ``x2, y2``."""
    look = {"color": color, "strokeWidth": width, "strokeCap": "round" if width > 2 else "butt"}
    mark = _at(records).mark_rule(**(look | ({"strokeDash": list(dash)} if dash else {})))
    return mark.encode(x2="x2:Q", y2="y2:Q")


def bands(records: Records, fill: str, opacity: float = 0.13) -> Any:
    """Filled boxes from ``x, y`` to ``x2, y2``."""
    return _at(records).mark_rect(fill=fill, opacity=opacity).encode(x2="x2:Q", y2="y2:Q")


def dots(
    records: Records,
    shape: str = "circle",
    *,
    fill: str = INK,
    stroke: str = PAPER,
    width: float = 1.5,
) -> Any:
    """Points of ``area`` square pixels, as opaque as their ``opacity`` (1 where unsaid)."""
    import altair as alt

    full = [{"opacity": 1.0, **record} for record in records]
    mark = _at(full).mark_point(shape=shape, fill=fill, stroke=stroke, strokeWidth=width, filled=fill != stroke)
    return mark.encode(
        size=alt.Size("area:Q", legend=None).scale(None),
        opacity=alt.Opacity("opacity:Q", legend=None).scale(None),
    )


def curve(records: Records, color: str, width: float = 2.0) -> Any:
    """A line through the places, in their order along x."""
    return _at(records).mark_line(color=color, strokeWidth=width, interpolate="monotone")


def frame(
    layers: Sequence[Any],
    *,
    title: str,
    description: str,
    width: float,
    height: float,
    left: float,
    right: float,
    top: float,
    bottom: float,
) -> Any:
    """Layers in one plot of a fixed size: ``left + width + right`` wide whatever its labels are.

    Returns an ``altair.LayerChart`` that carries its title and its description in words (see ``svg.to_svg``).
    """
    import altair as alt

    chart = alt.layer(*layers).properties(
        width=round(width, 2),
        height=round(height, 2),
        padding={"left": left, "right": right, "top": top, "bottom": bottom},
        autosize=alt.AutoSizeParams(type="none"),
        description=description,
        usermeta={"title": title},
    )
    return chart.configure(aria=False, font=FONT, background="transparent").configure_view(stroke=None)
