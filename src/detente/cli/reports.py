"""``read``, ``draft`` and ``codebook``: from reports to claims to a first dossier."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.show import progress, report_faults, writable
from detente.errors import InputError

if TYPE_CHECKING:
    from detente.dossier import Evidence

__all__ = ["read", "read_reports"]

Reports = Annotated[
    list[str], typer.Argument(metavar="REPORT...", help="Reports: .txt, .html, .pdf, folders, or - for standard input.")
]
Dates = Annotated[
    list[str] | None,
    typer.Option("--date", metavar="FILE=DATE", help="When a report was published, as 2006-07-10; may be repeated."),
]
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


def read_reports(reports: list[str], dates: list[str] | None, max_size: int) -> tuple[Evidence, bool]:
    """The evidence in these reports, and whether all of them could be read; faults are printed as they are found.

    Raises:
        InputError: none of them could be read.
    """
    from detente.reading import read_all

    given = parse_dates(dates or [])
    with progress("reading") as advance:
        evidence, faults = read_all(reports, given, max_size, lambda done, total, _: advance(done, total))
    if faults and not evidence.reports:
        raise InputError.of(faults)
    report_faults(faults)
    return evidence, not faults


def read(
    reports: Reports,
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="DIR", help="Where to write; - for claims on standard output.")
    ] = "evidence",
    dates: Dates = None,
    max_size: MaxSize = 10_000_000,
) -> None:
    """Read reports into claims, each with its exact characters: DIR/reports.jsonl and DIR/claims.jsonl."""
    from detente.dossier.files import write_atomically

    places = {name: writable(Path(output) / name) for name in ("reports.jsonl", "claims.jsonl")}
    evidence, whole = read_reports(reports, dates, max_size)
    files = evidence.to_files()
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
    counts = ", ".join(f"{n} {kind}s" for kind in kinds if (n := sum(c.kind == kind for c in evidence.claims)))
    return f"{output}: {len(evidence.reports)} reports, {len(evidence.claims)} claims ({counts or 'none'})"
