"""A chart as an SVG picture: made without a browser or the network, the same bytes each time, safe in a page.

Every text of a chart may come from a report. Vega escapes it; what XML cannot hold at all (control characters, which
abort the renderer) and what reorders the text around it (bidirectional controls) is removed before.
"""

from __future__ import annotations

import hashlib
import html
import re
from typing import Final, TypeVar

from detente.display.charts.drawing import Drawing
from detente.display.charts.theme import DARK

__all__ = ["clean", "to_svg", "warm"]

VEGA_LITE: Final = "6.4"
"""The version of Vega-Lite that the charts are written in: the one of Altair, as a test sees to."""
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
T = TypeVar("T")


def clean(value: T) -> T:
    """The same data without the characters that no picture can hold.

    >>> clean({"name": ["a\\x07b", 1]})
    {'name': ['ab', 1]}
    """
    match value:
        case str():
            return _UNSAFE.sub("", value)  # type: ignore[return-value]  # a str stays a str
        case list():
            return [clean(item) for item in value]  # type: ignore[return-value]  # a list stays a list
        case dict():
            return {clean(key): clean(item) for key, item in value.items()}  # type: ignore[return-value]  # likewise
        case _:
            return value


def to_svg(drawing: Drawing) -> str:
    """The picture, with its title and description as the text alternative and its own dark mode.

    Method: 1. clean the texts; 2. render with vl-convert, no address allowed; 3. name the picture after the hash of
    its content, so that several fit one page; 4. add title, description and the dark partners of the inks.
    """
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(clean(drawing.to_dict()), vl_version=VEGA_LITE, allowed_base_urls=[])
    title, description = clean([drawing.title, drawing.description])
    return _finished(drawn, title or "Chart", description)


def warm() -> None:
    """Load the renderer, which takes half a second the first time, by drawing an empty picture."""
    to_svg(Drawing("", "", [], {}))


def _finished(drawn: str, title: str, description: str) -> str:
    opening = re.match(r"<svg [^>]*?(width=\"([\d.]+)\") (height=\"([\d.]+)\")[^>]*>", drawn)
    assert opening, "vl-convert writes an <svg> with a width and a height"
    body = re.sub(r' (?:role|class|aria-[a-z]+)="[^"]*"', "", drawn[opening.end() :])
    body = re.sub(r'<rect [^>]*fill="transparent"/>', "", body, count=1)
    width, height = opening[2], opening[4]
    name = "p" + hashlib.sha256(f"{title}{description}{body}".encode()).hexdigest()[:10]
    body = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{name}-", body)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" role="img" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" aria-labelledby="{name}-title {name}-desc">'
        f'<title id="{name}-title">{html.escape(title)}</title>'
        f'<desc id="{name}-desc">{html.escape(description)}</desc>'
        f"<style>{_dark_style(name)}</style>{body}"
    )


def _dark_style(name: str) -> str:
    """A style sheet overrides an element's own ink, so each light ink selects its dark partner."""
    rules = "".join(
        f'#{name} [{part}="{light}"]{{{part}:{dark}}}' for light, dark in DARK.items() for part in ("fill", "stroke")
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"
