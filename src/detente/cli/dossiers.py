"""``check``, ``new``, ``schema`` and ``cases``: commands about dossier files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.show import assumed, counted, dossier_place, open_dossier, progress, report_faults, warn
from detente.errors import OutputError, QuestionError

__all__ = ["cases", "check", "explain", "new", "schema"]

cases = typer.Typer(help="The worked cases that ship with Détente.", invoke_without_command=True, rich_markup_mode=None)


def check(
    dossier: Annotated[str, typer.Argument(metavar="CRISIS.yaml|CASE", help="A dossier file or a worked case.")],
) -> None:
    """List everything that is wrong with a dossier at once, then what deserves a look."""
    from detente.dossier import assumptions, numbers
    from detente.dossier import check as check_file
    from detente.dossier.cases import case_names, load_case

    checked = check_file(load_case(dossier) if dossier in case_names() and not Path(dossier).exists() else dossier)
    report_faults(checked.faults)
    warn(checked.warnings)
    if checked.faults or checked.dossier is None:
        typer.echo(f"{dossier}: {counted(len(checked.faults), 'fault')}, {counted(len(checked.warnings), 'warning')}.")
        raise typer.Exit(2)
    held, bare = list(numbers(checked.dossier)), assumptions(checked.dossier)
    archive = checked.dossier.archive
    typer.echo(
        f"{dossier}: sound. {counted(len(held), 'number')}, {len(held) - len(bare)} with claims behind them; "
        f"{assumed(checked.dossier)}; {counted(len(archive.claims), 'claim')} in "
        f"{counted(len(archive.reports), 'report')}, every span exact; {counted(len(checked.warnings), 'warning')}."
    )


def explain(
    dossier: Annotated[str, typer.Argument(metavar="CRISIS.yaml|CASE", help="A dossier file or a worked case.")],
    path: Annotated[
        str,
        typer.Argument(metavar="PATH", help="Keys joined by dots, as councils.ID.quota; every number where unsaid."),
    ] = "",
) -> None:
    """Say why a number is what it is: its prior, the readings behind it and the posterior; of any other entry of the
    dossier what stands there, in which line, and the claims behind its record."""
    from detente.reading import explain as explain_number

    typer.echo("\n".join(explain_number(open_dossier(dossier), path).lines()))


def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Title of the crisis; the file is NAME.yaml.")],
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Where to write it.")] = None,
    body: Annotated[
        str | None, typer.Option(metavar="BODY", help="Start from a body of `detente power`: its seats and its rule.")
    ] = None,
    members: Annotated[
        int | None, typer.Option(min=1, max=1000, help="How many members, where the body lists none.")
    ] = None,
) -> None:
    """Write a commented dossier to start from. An existing file is never overwritten."""
    from datetime import UTC, datetime

    from detente.dossier.files import write_atomically
    from detente.dossier.templates import council_template, template

    path = dossier_place(output or Path(f"{_file_name(name)}.yaml"))
    if path.exists():
        raise OutputError("exists already", file=path, hint="choose another NAME, or another file with -o")
    if members is not None and body is None:
        raise QuestionError("--members without a body", key="--members", hint="name the body with --body")
    today = datetime.now(tz=UTC).date()
    write_atomically(path, council_template(name, today, body, members) if body else template(name, today))
    typer.echo(str(path))


def _file_name(name: str) -> str:
    plain = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in name.lower()).strip("-")
    if not plain:
        raise OutputError(f"{name!r} has no letters to name a file after", hint="choose another NAME")
    return plain.removesuffix("-yaml")


def schema() -> None:
    """Print the JSON Schema of a dossier, for editors that complete and check it."""
    from detente.dossier.schema import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@cases.callback()
def list_cases(context: typer.Context) -> None:
    """List the worked cases."""
    if context.invoked_subcommand is not None:
        return
    from detente.dossier.cases import case_names

    for name in case_names():
        typer.echo(f"{name}\t{open_dossier(name).title}")


@cases.command()
def verify() -> None:
    """Compute the published numbers of the worked cases, and print theirs beside ours."""
    from rich.console import Console
    from rich.table import Table

    from detente.questions.replication import replications

    table = Table("case", "model", "what", "source", "numbers", "largest difference", "allowed there", "", box=None)
    failed = 0
    with progress("computing"):
        for row in replications():
            failed += not row.holds
            worst = max(range(len(row.published)), key=lambda k: abs(row.published[k] - row.found[k]))
            numbers = [str(len(row.published)), f"{row.difference:.2g}", f"{row.within[worst]:.2g}"]
            mark = "holds" if row.holds else "FAILS"
            table.add_row(row.case, row.model, row.what, row.source, *numbers, mark)
    Console(width=160, highlight=False).print(table)
    if failed:
        raise typer.Exit(1)
