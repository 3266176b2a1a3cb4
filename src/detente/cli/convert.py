"""``convert``: between dossiers and other programs' files."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.reports import parse_day
from detente.cli.show import Force, is_dossier, open_dossier, unless_kept, warn, writable
from detente.errors import QuestionError

if TYPE_CHECKING:
    from detente.dossier import Dossier

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
    """Make a dossier of another program's file, or such a file of a dossier. What is lost on the way is said.

    A worked case goes into a dossier with its evidence beside it.
    """
    from detente.dossier import dumps
    from detente.dossier.cases import case_names
    from detente.dossier.files import write_atomically
    from detente.formats.converting import text_for

    path = writable(output)
    if not is_dossier(source) and source not in case_names():
        dossier = _from_another(Path(source), title, parse_day(as_of), parse_day(horizon))
    elif title or as_of or horizon:
        hint = "--title, --as-of and --horizon are for other programs' files, which name none; edit the dossier"
        raise QuestionError(f"{source} is a dossier, and has a title and dates", hint=hint)
    else:
        dossier = open_dossier(source)
    files: dict[Path, str] = {}
    if is_dossier(str(path)):
        dossier, files = _with_evidence(dossier, source, path)
        files[path] = dumps(dossier)
    else:
        files[path], lost = text_for(dossier, path)
        warn(lost)
    for place, text in files.items():
        unless_kept(place, text, force)
    for place, text in files.items():
        write_atomically(place, text)
    typer.echo(str(path))


def _from_another(file: Path, title: str | None, as_of: date | None, horizon: date | None) -> Dossier:
    """The dossier of another program's file."""
    from detente.formats.converting import Heading, dossier_from

    day = as_of or datetime.now(tz=UTC).date()
    found = dossier_from(file, Heading(title, day, horizon or day + timedelta(days=365)))
    if as_of is None:
        warn([f"no --as-of was given: the dossier is as of today, {day}"])
    return found


def _with_evidence(dossier: Dossier, source: str, path: Path) -> tuple[Dossier, dict[Path, str]]:
    """The dossier with its evidence where it is from another place: a file's stays, a worked case's comes."""
    if dossier.evidence is None or (is_dossier(source) and Path(source).parent.resolve() == path.parent.resolve()):
        return dossier, {}
    if is_dossier(source):
        folder, files = relpath(Path(source).parent / dossier.evidence, path.parent), {}
    else:
        folder = f"{path.stem}-evidence"
        files = {path.parent / folder / name: text for name, text in dossier.archive.to_files().items()}
    moved = dossier.model_copy(update={"evidence": folder})
    return moved.resting_on(dossier.archive, dossier.text), files
