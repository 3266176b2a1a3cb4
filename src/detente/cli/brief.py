"""``brief``: reports, a dossier or a worked case in, the analyst's folder out."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import model
from detente.cli.reports import AsOf, CodebookName, Dates, MaxSize, drafted_from, parse_day, read_reports
from detente.cli.show import Draws, Fill, Force, Seed, counted, is_dossier, open_dossier, progress, warn
from detente.errors import InputError, OutputError, nearest

if TYPE_CHECKING:
    from detente.briefing import Brief
    from detente.dossier import Dossier

__all__ = ["brief", "keep_edited"]

WRITTEN_TOGETHER = 2.0
"""Seconds between two files of a brief, at most; nobody edits one as fast."""


def brief(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="REPORT...|CRISIS.yaml|CASE", help="Reports, a dossier, or the name of a worked case."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write.")] = Path("out"),
    codebook: CodebookName = "auto",
    as_of: AsOf = None,
    dates: Dates = None,
    max_size: MaxSize = 10_000_000,
    scale: Annotated[str, typer.Option(help="The yardstick of likelihoods: icd203 or phia.")] = "icd203",
    fill: Fill = False,
    draws: Draws = 10_000,
    seed: Seed = 0,
    force: Force = False,
    llm: model.Name = None,
    llm_url: model.Url = None,
    llm_record: model.Record = None,
    llm_replay: model.Replay = None,
    max_requests: model.MaxRequests = None,
) -> None:
    """Write the brief: brief.html, brief.json, dossier.yaml and evidence/, in one folder."""
    from detente.beside import Beside

    day = parse_day(as_of)
    given = model.Given(llm, llm_url, None, llm_record, llm_replay, max_requests)
    with Beside("detente.briefing.folder") as other:  # before this process loads what both need
        dossier, whole = _dossier(sources, given), True
        from detente.dossier.folders import checked_place

        checked_place(output)
        if not force:
            keep_edited(output / "dossier.yaml", sources)
        if dossier is None:
            dossier, whole = _drafted(sources, codebook, day, dates, max_size, given)
        begun = other.begin("detente.briefing.folder:begin", dossier, draws, seed, fill)
        from detente.briefing import brief as write_brief

        with progress("thinking"):
            made = write_brief(
                dossier, out=output, draws=draws, seed=seed, fill=fill, scale=scale, beside=other, begun=begun
            )
    warn(made.warnings)
    _show(made, output)
    if not whole:
        raise typer.Exit(2)


def keep_edited(held: Path, sources: list[str]) -> None:
    """Refuse to write over a dossier that is not the one of the brief beside it.

    1. The dossier that the brief is about may be written again. 2. One no newer than the brief was written with it.
    3. Otherwise the digest says whether anything in it was changed.

    Raises:
        OutputError: it was changed, or belongs to no brief.
    """
    page = held.with_name("brief.json")
    if not held.exists() or held.resolve() in [Path(source).resolve() for source in sources]:
        return
    if page.is_file() and held.stat().st_mtime <= page.stat().st_mtime + WRITTEN_TOGETHER:
        return
    if _digest_of_brief(page) != _digest_of_dossier(held):
        what = "was changed since the brief beside it was written, and would be lost"
        hint = f"`detente brief {held}` is about it; or choose another folder with -o, or write over it with --force"
        raise OutputError(what if page.is_file() else "exists already", file=held, hint=hint)


def _digest_of_brief(page: Path) -> str | None:
    try:
        found = json.loads(page.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(found.get("digest")) if isinstance(found, dict) else None


def _digest_of_dossier(file: Path) -> str:
    from detente.dossier import digest, load

    try:
        return digest(load(file))
    except InputError:
        return "unsound"


def _dossier(sources: list[str], given: model.Given) -> Dossier | None:
    """The dossier to write about, or none where reports are given.

    A first argument that ends in .yaml is a dossier, the name of a worked case is that case, anything else is reports.
    """
    from detente.dossier.cases import case_names

    if not is_dossier(sources[0]) and sources[0] not in case_names():
        _check_named(sources[0])
        return None
    if len(sources) > 1:
        raise InputError(f"{sources[0]} is a dossier, and more than that was given", hint="give one")
    if given != model.Given():
        raise InputError(f"{sources[0]} is a dossier: there is nothing to read with a model", hint="give reports")
    return open_dossier(sources[0])


def _check_named(source: str) -> None:
    """Whether a first argument can be a report: a word that is no file is taken for the name of a worked case.

    Raises:
        InputError: neither a file nor a case; the cases are named.
    """
    from detente.dossier.cases import case_names

    bare = source != "-" and not Path(source).suffix and Path(source).name == source
    if bare and not Path(source).exists():
        what = f"no report, dossier or worked case is called '{source}'"
        raise InputError(what, hint=nearest(source, case_names()))


def _drafted(
    sources: list[str],
    codebook: str,
    as_of: date | None,
    dates: list[str] | None,
    max_size: int,
    given: model.Given,
) -> tuple[Dossier, bool]:
    """The dossier drafted from reports, and whether all of them could be read.

    Raises:
        InputError: nothing in them is a claim.
    """
    evidence, whole = read_reports(sources, dates, max_size, codebook, given)
    if not evidence.claims:
        hint = "give news reports in English, or a dossier; `detente read` shows what is found"
        raise InputError(
            f"no claim in {counted(len(evidence.reports), 'report')}: nobody says or does anything", hint=hint
        )
    return drafted_from(evidence, codebook, as_of).dossier, whole


def _show(made: Brief, output: Path) -> None:
    """The key judgements and where the brief lies."""
    for block in made.sections[0].blocks:
        typer.echo(block.heading or block.missing or "")
        for statement in block.statements:
            typer.echo(f"- {statement.text}")
    typer.echo(f"{output / 'brief.html'}")
