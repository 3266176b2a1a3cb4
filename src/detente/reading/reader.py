"""Reports in, claims out: the built-in reader, deterministic, made of rules and word lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from detente.dossier.evidence import Claim, Evidence, Report
from detente.errors import Fault, ReportError
from detente.reading.codebook import Codebook
from detente.reading.codebooks import codebook_names, load_codebook
from detente.reading.gazetteer import shorts
from detente.reading.home import briefing_state, dateline_state, plays_at, sole_state
from detente.reading.making import Maker
from detente.reading.merging import merged
from detente.reading.offices import offices_of
from detente.reading.opening import MAX_SIZE, open_reports
from detente.reading.repeats import marked
from detente.reading.roster import Roster
from detente.reading.seats import settle_seats
from detente.reading.sentences import Paragraph, paragraphs
from detente.reading.transcripts import labels
from detente.reading.units import Unit, labelled, units_of
from detente.reading.utterances import Heard, hear

__all__ = ["Progress", "choose", "claims_of", "heard_in", "read", "read_all", "read_report"]

Progress = Callable[[int, int, Report], None]
LOWER = re.compile(r"\b[a-z]+\b")


def read(
    paths: str | Path | Iterable[str | Path],
    dates: Mapping[str, date] | None = None,
    max_size: int = MAX_SIZE,
    progress: Progress | None = None,
    codebook: str | Path | Codebook | None = "auto",
) -> Evidence:
    """Read reports and return them with their claims, each claim with its exact spans.

    1. Open every path (``detente.reading.opening``); the same text twice is one report.
    2. Take the codebook: named, a file, ``auto`` (the shipped one whose cues match most) or none.
    3. Make the claims of each report, in the order given; stances are on the codebook's issues.

    Raises:
        ReportError: one fault for each path that could not be read.
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    evidence, faults = read_all(paths, dates, max_size, progress, codebook)
    if faults:
        raise ReportError.of(faults)
    return evidence


def read_all(
    paths: Iterable[str | Path],
    dates: Mapping[str, date] | None = None,
    max_size: int = MAX_SIZE,
    progress: Progress | None = None,
    codebook: str | Path | Codebook | None = "auto",
) -> tuple[Evidence, tuple[Fault, ...]]:
    """The same, with the faults beside what could be read: for a command that reads on and fails at its end."""
    opened = open_reports(paths, dates, max_size)
    book = choose(codebook, opened.reports)
    return claims_of(opened.reports, progress, book), opened.faults


def choose(codebook: str | Path | Codebook | None, reports: Sequence[Report]) -> Codebook | None:
    """The codebook that is meant: itself, by name or file, none, or for ``auto`` the one whose cues match most.

    Raises:
        DossierError: no such codebook, or faults in its file.
    """
    if codebook is None or isinstance(codebook, Codebook):
        return codebook
    if str(codebook) != "auto":
        return load_codebook(codebook)
    books = [load_codebook(name) for name in codebook_names()]
    counted = [(sum(book.mentions(report.text) for report in reports), book.codebook, book) for book in books]
    best = max(counted, key=lambda c: (c[0], c[1]), default=None)
    return best[2] if best is not None and best[0] > 0 else None


def claims_of(reports: Sequence[Report], progress: Progress | None = None, book: Codebook | None = None) -> Evidence:
    """The evidence that these reports give, with a mark on what independent reports corroborate."""
    claims: list[Claim] = []
    for number, report in enumerate(reports, 1):
        claims += read_report(report, book)
        if progress is not None:
            progress(number, len(reports), report)
    return Evidence(reports=tuple(reports), claims=marked(claims, reports))


def read_report(report: Report, book: Codebook | None = None) -> list[Claim]:
    """The claims of one report, in reading order, without those of its boilerplate.

    1. Cut paragraphs, quotations and sentences; skip what is labelled as boilerplate.
    2. Describe every noun phrase and join names to descriptions over the whole report.
    3. Attribute speech sentence by sentence; then events, ties, conditions and rules.
    4. Merge what is told twice.
    """
    maker = Maker(report, book)
    told = ((heard.scene.unit.start, claim) for heard in heard_in(report) for claim in maker.claims(heard))
    return merged(told)


def heard_in(report: Report) -> Iterator[Heard]:
    """Every sentence of a report that is not boilerplate, with its words, its parties and what is said in it."""
    units = list(_units(report))
    settle_seats(units)
    roster = Roster(report.text, report.published.year if report.published is not None else None)
    scenes = roster.survey(units, shorts(report.text), frozenset(LOWER.findall(report.text)))
    if any(unit.label for unit in units):
        roster.brief(briefing_state(report.text))
    roster.settle(sole_state(scenes), plays_at(scenes, dateline_state(report.text)), offices_of(scenes))
    return hear(roster, scenes)


def _units(report: Report) -> Iterable[Unit]:
    skipped = [(span.start, span.end) for span in report.boilerplate]
    spoken = labels(report.text)
    for number, paragraph in enumerate(paragraphs(report.text)):
        end = _readable_end(paragraph, skipped)
        if paragraph.start in spoken and report.text.find(":", spoken[paragraph.start][1], end) > 0:
            unit = labelled(report.text, spoken[paragraph.start], end, number)
            yield unit
            yield from unit.inner
            continue
        for unit in units_of(report.text, paragraph.start, end, number):
            yield unit
            yield from unit.inner


def _readable_end(paragraph: Paragraph, skipped: Sequence[tuple[int, int]]) -> int:
    """Where the readable part of a paragraph ends: at the first boilerplate in it, or at its own end."""
    at = bisect_left(skipped, (paragraph.start, 0))
    return min(skipped[at][0], paragraph.end) if at < len(skipped) else paragraph.end
