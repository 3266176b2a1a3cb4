"""``convert``: between dossiers and other programs' files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.reports import parse_day
from detente.cli.show import Force, is_dossier, open_dossier, unless_kept, warn, writable

__all__ = ["convert"]


def convert(
    source: Annotated[
        str,
        typer.Argument(metavar="FILE|CRISIS.yaml|CASE", help="Another program's file, a dossier, or a worked case."),
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", help="Where to write: .yaml, .gmcr, .csv, .xml, .tsv."),
    ],
    title: Annotated[str | None, typer.Option(help="Title of the dossier; the file's where unsaid.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Date of the dossier.")] = None,
    horizon: Annotated[
        str | None, typer.Option(metavar="DATE", help="Horizon of the dossier; a year later where unsaid.")
    ] = None,
    force: Force = False,
) -> None:
    """Make a dossier of another program's file, or such a file of a dossier. What is lost on the way is said."""
    from detente.dossier import dumps
    from detente.dossier.cases import case_names
    from detente.dossier.files import write_atomically
    from detente.formats.converting import Heading, dossier_from, text_for

    path = writable(output)
    if is_dossier(source) or source in case_names():
        dossier = open_dossier(source)
    else:
        today = datetime.now(tz=UTC).date()
        day = parse_day(as_of) or today
        heading = Heading(title, day, parse_day(horizon) or day + timedelta(days=365))
        dossier = dossier_from(Path(source), heading)
        if as_of is None:
            warn([f"no --as-of was given: the dossier is as of today, {today}"])
    text, lost = (dumps(dossier), ()) if is_dossier(str(path)) else text_for(dossier, path)
    unless_kept(path, text, force)
    warn(lost)
    write_atomically(path, text)
    typer.echo(str(path))
