"""The command line: one command a verb; thin. Nothing heavy is imported before a command needs it.

Exit status: 0 fine; 1 our bug; 2 wrong input, with one message that says what was found, where, and what to do;
130 interrupted.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente import __version__
from detente.cli import ask, brief, convert, dossiers, power, reports
from detente.cli.show import report_faults
from detente.errors import InputError

__all__ = ["app", "run"]

app = typer.Typer(
    name="detente",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Reports about an international crisis in; a sourced, runnable model of the negotiation out.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"detente {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    pass


app.command("read")(reports.read)
app.command("draft")(reports.draft)
app.command("check")(dossiers.check)
app.command("explain")(dossiers.explain)
app.command("new")(dossiers.new)
app.command("schema")(dossiers.schema)
app.command("convert")(convert.convert)
app.command("power")(power.power)
app.command("codebook")(reports.codebook)
app.add_typer(ask.app, name="ask")
app.command("brief")(brief.brief)
app.add_typer(dossiers.cases, name="cases")


def run() -> None:
    """Run the command line and leave with its exit status."""
    try:
        app()
    except InputError as error:
        report_faults(error.faults)
        sys.exit(2)
