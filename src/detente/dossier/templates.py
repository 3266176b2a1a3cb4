"""Dossiers to start from: the commented template of ``detente new``, and the example of our docs."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from textwrap import TextWrapper

from detente.dossier.bodies import load_body
from detente.dossier.files import dumps, loads
from detente.dossier.schema import Actor, Dossier, Draft, Issue

__all__ = ["council_template", "example", "template"]


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


def council_template(title: str, as_of: date, body: str, members: int | None = None) -> str:
    """The YAML of a new dossier with a body that ships with the package: its seats as actors, and its rule.

    The one issue, its scale and its draft are there to be replaced, and nobody has a position yet.

    Raises:
        QuestionError: no such body, or ``members`` is missing or unwanted.
    """
    source = load_body(body)
    issue = Issue(
        asks="How far will the council go?", scale={0: "no action", 50: "halfway", 100: "all of it"}, status_quo=0
    )
    council = source.council(("action",), members)
    dossier = Dossier(
        detente=1,
        title=title,
        as_of=as_of,
        horizon=as_of + timedelta(days=180),
        actors={id: Actor(name=seat.name) for id, seat in source.seated(members).items()},
        issues={"action": issue},
        councils={"council": council.model_copy(update={"drafts": {"first": Draft(text={"action": 50})}})},
    )
    lines = (
        f"The rule and the seats of: {source.name}. Replace the issue, its scale and the draft, and give every member "
        "a position; until then `detente ask vote --fill` gives each a wide one.",
        *source.sources,
    )
    comment = TextWrapper(
        110, initial_indent="# ", subsequent_indent="#   ", break_long_words=False, break_on_hyphens=False
    )
    return "\n".join([*map(comment.fill, lines), dumps(dossier)])


@cache
def example() -> Dossier:
    """A small dossier for docs and tests: three actors, one issue, one council. Its numbers mean nothing.

    >>> sorted(example().actors)
    ['chn', 'prk', 'usa']
    """
    return loads(template("An example", date(2006, 7, 10)), "example.yaml")
