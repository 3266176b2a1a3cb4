"""What a chart function returns: a Vega-Lite specification as plain data, and what it shows in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

__all__ = ["Drawing", "Layer"]

Layer = Mapping[str, Any]
"""One mark with its data and encoding, as Vega-Lite writes it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Layers in one plot, with the text alternative of the picture.

    Altair is not needed to make one, or its picture: loading it takes as long as drawing all charts of an answer.
    ``to_altair`` is for who wants to show or change the chart in a notebook.
    """

    title: str
    description: str
    layers: Sequence[Layer]
    layout: Mapping[str, Any]
    """Size, padding and configuration."""

    def to_dict(self) -> dict[str, Any]:
        """The specification: https://vega.github.io/vega-lite/docs/spec.html.

        >>> Drawing("A", "One thing.", [], {"width": 10}).to_dict()
        {'layer': [], 'width': 10, 'description': 'One thing.', 'usermeta': {'title': 'A'}}
        """
        words = {"description": self.description, "usermeta": {"title": self.title}}
        return {"layer": list(self.layers), **self.layout, **words}

    def to_altair(self) -> alt.LayerChart:
        """The same as an Altair chart."""
        import altair as alt

        layers = [alt.Chart(**{**layer, "encoding": alt.FacetedEncoding(**layer["encoding"])}) for layer in self.layers]
        chart = alt.LayerChart(layer=layers)
        for name, value in self.to_dict().items():
            if name != "layer":
                chart[name] = value
        return chart
