"""``ask QUESTION``: one command a question, each a few lines that build the question and print its answer."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.show import Changes, Draws, Json, Seed, Source, answer

__all__ = ["app"]

app = typer.Typer(help="Ask a dossier a question.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _ask() -> None:
    pass


@app.command()
def vote(
    source: Source,
    council: Annotated[str | None, typer.Option(help="Which council; the first where none is named.")] = None,
    fill: Annotated[bool, typer.Option("--fill", help="Give members without a position a wide one.")] = False,
    draws: Draws = 10_000,
    seed: Seed = 0,
    changes: Changes = None,
    as_json: Json = False,
) -> None:
    """What can a council adopt, who blocks it, and what would pass?"""
    from detente.questions import Vote

    answer(source, Vote(council, draws=draws, seed=seed, fill=fill), changes, as_json)
