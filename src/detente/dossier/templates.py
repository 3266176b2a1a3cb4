"""Dossiers to start from: the commented template of ``detente new``, and the example of our docs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from detente.dossier.files import loads
from detente.dossier.schema import Dossier

__all__ = ["example", "template"]


def template(title: str, as_of: date) -> str:
    """The YAML of a new dossier, with comments that say how to fill it. The title is any text."""
    text = files("detente").joinpath("data/templates/dossier.yaml").read_text(encoding="utf-8")
    words = {
        "AS_OF": as_of.isoformat(),
        "HORIZON": (as_of + timedelta(days=180)).isoformat(),
        "TITLE": '"' + title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"',
    }
    for word, value in words.items():
        text = text.replace(f": {word}", f": {value}", 1)
    return text


@cache
def example() -> Dossier:
    """A small dossier for docs and tests: three actors, one issue, one council. Its numbers mean nothing.

    >>> sorted(example().actors)
    ['chn', 'prk', 'usa']
    """
    return loads(template("An example", date(2006, 7, 10)), "example.yaml")
