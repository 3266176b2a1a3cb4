"""``read``, ``draft`` and ``codebook``: from reports to claims to a first dossier."""

from __future__ import annotations

import sys
from datetime import date
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import model
from detente.cli.show import (
    Force,
    assumed,
    counted,
    dossier_place,
    progress,
    report_faults,
    unless_kept,
    warn,
    writable,
)
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.dossier import Evidence
    from detente.reading.drafting import Drafted

__all__ = ["codebook", "draft", "drafted_from", "parse_day", "read", "read_reports"]

Reports = Annotated[
    list[str], typer.Argument(metavar="REPORT...", help="Reports: .txt, .html, .pdf, folders, or - for standard input.")
]
Dates = Annotated[
    list[str] | None,
    typer.Option("--date", metavar="FILE=DATE", help="When a report was published, as 2006-07-10; may be repeated."),
]
CodebookName = Annotated[
    str, typer.Option("--codebook", metavar="NAME|FILE|auto|none", help="auto takes the one whose cues match most.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Use nothing dated later.")]
MaxSize = Annotated[int, typer.Option("--max-size", min=1, help="The most characters of text in one report.")]


def parse_dates(written: list[str]) -> dict[str, date]:
    """``FILE=DATE`` pairs.

    Raises:
        InputError: no equals sign, or not a date.

    >>> parse_dates(["a.txt=2006-07-10"])
    {'a.txt': datetime.date(2006, 7, 10)}
    """
    dates: dict[str, date] = {}
    for pair in written:
        file, equals, day = pair.rpartition("=")
        try:
            dates[file] = date.fromisoformat(day)
        except ValueError:
            equals = ""
        if not equals or not file:
            raise InputError(f"--date {pair!r}", hint="write --date FILE=DATE, as in --date report.txt=2006-07-10")
    return dates


def read_reports(
    reports: list[str], dates: list[str] | None, max_size: int, codebook: str, given: model.Given
) -> tuple[Evidence, bool]:
    """The evidence in these reports, and whether all of them could be read; faults are printed as they are found.

    Raises:
        InputError: none of them could be read, or one is the folder of a brief.
    """
    from detente.reading import read_all

    given.check()
    for source in reports:
        if (Path(source) / "brief.json").is_file():
            hint = f"give its dossier, {Path(source) / 'dossier.yaml'}, or the reports themselves"
            raise InputError("is the folder of a brief, not of reports", file=source, hint=hint)
    days = parse_dates(dates or [])
    book = None if codebook == "none" else codebook
    with progress("reading") as advance:
        evidence, faults = read_all(reports, days, max_size, lambda done, total, _: advance(done, total), book)
    if faults and not evidence.reports:
        raise InputError.of(faults)
    report_faults(faults)
    warn(_addressed(evidence))
    evidence, whole = model.read_on(evidence, given, codebook)
    return evidence, whole and not faults


def _addressed(evidence: Evidence) -> list[str]:
    """A line for each report that speaks to a machine somewhere."""
    from detente.reading.boilerplate import MACHINE

    counts = [(r.path or r.name, sum(span.label == MACHINE for span in r.boilerplate)) for r in evidence.reports]
    return [f"{name}: {counted(n, 'piece')} of text with orders to a machine, not read" for name, n in counts if n]


def read(
    reports: Reports,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="Where to write; - for claims on standard output.")
    ] = "evidence",
    dates: Dates = None,
    max_size: MaxSize = 10_000_000,
    html: Annotated[
        bool, typer.Option("--html", help="Write DIR/reports.html too: the reports, claims marked.")
    ] = False,
    codebook: CodebookName = "auto",
    llm: model.Name = None,
    llm_url: model.Url = None,
    llm_key_env: model.KeyVariable = None,
    llm_record: model.Record = None,
    llm_replay: model.Replay = None,
    max_requests: model.MaxRequests = None,
    llm_timeout: model.Timeout = None,
    llm_retries: model.Retries = None,
    llm_concurrency: model.AtOnce = None,
    llm_plain: model.Plain = False,
) -> None:
    """Read reports into claims, each with its exact characters: DIR/reports.jsonl and DIR/claims.jsonl.

    Nothing is sent anywhere, unless --llm names a language model and --llm-url its address. What the model offers
    becomes a claim only where its quotations, names and status hold against the report.
    """
    from detente.dossier.files import write_atomically

    names = ("reports.jsonl", "claims.jsonl", *(("reports.html",) if html else ()))
    places = {name: writable(Path(output) / name) for name in names}
    given = model.Given(
        llm, llm_url, llm_key_env, llm_record, llm_replay, max_requests, llm_timeout, llm_retries, llm_concurrency,
        llm_plain,
    )  # fmt: skip
    evidence, whole = read_reports(reports, dates, max_size, codebook, given)
    files = evidence.to_files()
    if html:
        from detente.reading.highlighting import highlighted

        files["reports.html"] = highlighted(evidence)
    if output == "-":
        sys.stdout.write(files["claims.jsonl"])
    else:
        for name, place in places.items():
            write_atomically(place, files[name])
        typer.echo(summary(evidence, output))
    if not whole:
        raise typer.Exit(2)


def summary(evidence: Evidence, output: str) -> str:
    """How many claims of each kind were made of how many reports."""
    kinds = ("statement", "event", "stance", "tie", "condition", "rule")
    counts = ", ".join(counted(n, kind) for kind in kinds if (n := sum(c.kind == kind for c in evidence.claims)))
    whole = f"{counted(len(evidence.reports), 'report')}, {counted(len(evidence.claims), 'claim')}"
    told = sum(bool((claim.detail or {}).get("corroborated_by")) for claim in evidence.claims)
    also = f"; {told} told by independent reports too" if told else ""
    return f"{output}: {whole} ({counts or 'none'}){also}"


def parse_day(written: str | None) -> date | None:
    """A date, or nothing where none is given.

    Raises:
        InputError: not a date.
    """
    try:
        return None if written is None else date.fromisoformat(written)
    except ValueError:
        raise InputError(f"--as-of {written!r} is not a date", hint="write it as 2006-07-10") from None


def drafted_from(evidence: Evidence, codebook: str, as_of: date | None) -> Drafted:
    """The draft dossier of the evidence; what was decided on the way goes to standard error."""
    from detente.reading import draft as draft_dossier

    drafted = draft_dossier(evidence, None if codebook == "none" else codebook, as_of)
    for note in drafted.notes:
        typer.echo(f"detente: {note}", err=True)
    return drafted


def draft(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that `detente read` wrote.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="CRISIS.yaml", help="The dossier to write.")],
    codebook: CodebookName = "auto",
    as_of: AsOf = None,
    force: Force = False,
) -> None:
    """Draft a dossier from claims: what each number rests on, and what nobody has said yet."""
    from detente.dossier import dumps, load_evidence
    from detente.dossier.files import write_atomically

    place = dossier_place(output)
    stored = load_evidence(folder)
    drafted = drafted_from(stored, codebook, parse_day(as_of))
    dossier = drafted.dossier.model_copy(update={"evidence": relpath(folder, place.parent)})
    text = dumps(dossier)
    unless_kept(place, text, force)
    _keep_new_claims(folder, stored, drafted.evidence)
    write_atomically(place, text)
    for line in drafted.unsaid:
        typer.echo(f"not said: {line}")
    typer.echo(
        f"{place}: {counted(len(dossier.actors), 'actor')}, {counted(len(dossier.issues), 'issue')}, "
        f"{counted(len(dossier.councils), 'council')}, {len(dossier.talks)} talks, "
        f"{counted(len(dossier.ties), 'tie')}; {assumed(dossier)}{_guessed(drafted)}"
    )


def _guessed(drafted: Drafted) -> str:
    """How many values beside the assumptions no claim states: of a record that claims tell of, or a body's rule."""
    from detente.dossier import assumptions

    counted_already = {number.path for number in assumptions(drafted.dossier)} | {"conflict.preferences"}
    more = len({slip.path for slip in drafted.assumptions} - counted_already)
    return f"; no claim states {counted(more, 'other value')} (the codebook's, or a guess)" if more else ""


def _keep_new_claims(folder: Path, stored: Evidence, drafted: Evidence) -> None:
    """Add to the folder the claims that another codebook found in its reports, so that what rests on them resolves."""
    from detente.dossier.files import write_atomically

    known = {claim.id for claim in stored.claims}
    new = tuple(claim for claim in drafted.claims if claim.id not in known)
    if new:
        whole = stored.model_copy(update={"claims": (*stored.claims, *new)})
        write_atomically(folder / "claims.jsonl", whole.to_files()["claims.jsonl"])
        typer.echo(f"detente: {len(new)} claims by this codebook added to {folder / 'claims.jsonl'}", err=True)


def codebook(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A shipped codebook, or a codebook file to check.")],
) -> None:
    """Print a codebook, to copy and edit."""
    from detente.reading.codebooks import codebook_text

    typer.echo(codebook_text(name), nl=False)
