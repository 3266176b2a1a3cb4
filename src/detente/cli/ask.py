"""``ask QUESTION``: one command a question, each a few lines that build the question and print its answer."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli import show

__all__ = ["app"]

app = typer.Typer(help="Ask a dossier a question.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _ask() -> None:
    pass


@app.command()
def forecast(
    source: show.Source,
    issue: Annotated[str | None, typer.Option(help="Id of the issue; the dossier's first where unsaid.")] = None,
    model: Annotated[list[str] | None, typer.Option(help="A model's name; may be repeated. All where unsaid.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="Of the models that go in rounds.")] = 10,
    draws: show.Draws = 10_000,
    seed: show.Seed = 0,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """What an issue settles on, by every model side by side."""
    from detente.questions.forecast import Forecast

    show.answer(source, Forecast(issue, tuple(model or ()), rounds, draws, seed), changes, as_json)
