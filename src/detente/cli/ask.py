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
def standoff(
    source: show.Source,
    standoff: Annotated[str | None, typer.Option(help="Id of the standoff; the dossier's first where unsaid.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="Of repeated provocation.")] = 3,
    threshold_draws: Annotated[int, typer.Option(min=1, help="Draws on which thresholds are found.")] = 200,
    draws: show.Draws = 10_000,
    seed: show.Seed = 0,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """Threats, hidden motives and assurances: what may follow, and what would change it."""
    from detente.questions.standoff import Standoff

    question = Standoff(standoff, rounds, threshold_draws, draws=draws, seed=seed)
    show.answer(source, question, changes, as_json)
