"""``ask QUESTION``: one command a question, each a few lines that build the question and print its answer."""

from __future__ import annotations

import typer

__all__ = ["app"]

app = typer.Typer(help="Ask a dossier a question.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _ask() -> None:
    pass
