"""A draft dossier from claims and a codebook: each number with what it rests on, and what rests on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from reprlib import repr as short

from detente.dossier.evidence import Claim, Evidence, Report
from detente.dossier.schema import Actor, Conflict, Council, Dossier, Issue, Talks, Tie
from detente.errors import ReportError
from detente.reading.codebook import Codebook
from detente.reading.drafting.cast import actors
from detente.reading.drafting.conflict import conflict
from detente.reading.drafting.councils import councils
from detente.reading.drafting.issues import issues
from detente.reading.drafting.parts import Parts, Slip
from detente.reading.drafting.talks import talks
from detente.reading.drafting.ties import ties
from detente.reading.gazetteer import actor_name, named
from detente.reading.provenance import family
from detente.reading.reader import choose, claims_of
from detente.reading.repeats import copies, independent

__all__ = ["Assumption", "Drafted", "draft"]

Assumption = Slip


@dataclass(frozen=True, slots=True)
class Drafted:
    """What drafting gives: the dossier, the claims that it rests on, and where it rests on nothing.

    ``assumptions`` are the numbers without a claim, each with its path and why it has the value it has;
    ``unsaid`` are sentences on what no report has said yet.
    """

    dossier: Dossier
    evidence: Evidence
    codebook: str | None
    assumptions: tuple[Slip, ...]
    unsaid: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())


def draft(
    evidence: Evidence,
    codebook: str | Path | Codebook | None = "auto",
    as_of: date | None = None,
    title: str | None = None,
) -> Drafted:
    """Fill a dossier from evidence.

    1. Take the codebook (a name, a file, ``auto``: the shipped one whose cues match most, or none) and, where the
       stances in the evidence are another codebook's, read the stored reports again for its stances.
    2. Count the claims of near-identical reports once, and leave out reports published after ``as_of``.
    3. Positions are Kalman posteriors of stance claims, salience Beta posteriors of shares of claims; actors, ties,
       conditions, drafts and their sponsors come from claims, the rest from the codebook.
    4. Every number without a claim is listed as an assumption.

    ``as_of`` is the latest date of publication where not given, and today where no report has one (``notes`` says so).

    Raises:
        ReportError: no report is left to draft from.
        DossierError: no such codebook, or faults in it.
    """
    if not isinstance(evidence, Evidence):
        raise ReportError(f"{short(evidence)} is no evidence", hint="read reports first: draft(read(files))")
    notes: list[str] = []
    day = as_of or _latest(evidence, notes)
    reports = tuple(r for r in evidence.reports if r.published is None or r.published <= day)
    if not reports:
        raise ReportError("no report to draft from", hint=f"none was published on or before {day}")
    if len(reports) < len(evidence.reports):
        notes.append(f"{len(evidence.reports) - len(reports)} reports published after {day} are left out")
    book = choose(codebook, reports)
    if codebook == "auto":
        notes.append(f"codebook: {book.codebook if book else 'none matches; a generic issue instead'}")
    evidence = _restanced(Evidence(reports=reports, claims=_of(evidence.claims, reports)), book)
    copied = copies(evidence.reports)
    if copied:
        notes.append(f"{len(copied)} reports are near-copies of others and count once")
    told = sum(bool((claim.detail or {}).get("corroborated_by")) for claim in evidence.claims)
    if told:
        notes.append(f"{told} claims are corroborated by independent reports")
    parts = Parts(book, day, evidence, independent(evidence.claims, copied))
    dossier = _dossier(parts, title or _title(parts))
    return Drafted(
        dossier.resting_on(evidence),
        evidence,
        book.codebook if book else None,
        tuple(parts.slips),
        tuple(parts.unsaid),
        tuple(notes),
    )


def _latest(evidence: Evidence, notes: list[str]) -> date:
    days = [report.published for report in evidence.reports if report.published]
    if days:
        return max(days)
    notes.append("no report has a date of publication: as_of is today; give --as-of or --date FILE=DATE")
    return date.today()


def _of(claims: Iterable[Claim], reports: Iterable[Report]) -> tuple[Claim, ...]:
    kept = {report.sha256 for report in reports}
    return tuple(claim for claim in claims if claim.report in kept)


def _restanced(evidence: Evidence, book: Codebook | None) -> Evidence:
    """The evidence with the stances of this codebook: read again where they are another's."""
    mark = f"stances:{book.codebook}/" if book else "stances:"
    stances = [
        claim for claim in evidence.claims if claim.kind == "stance" and family(claim.rule).startswith("stances:")
    ]
    if book is None:
        known = {claim.id for claim in stances}
        kept = tuple(claim for claim in evidence.claims if claim.id not in known)
        return Evidence(reports=evidence.reports, claims=kept)
    if any(claim.rule.startswith(mark) for claim in stances):
        return evidence
    again = claims_of(evidence.reports, None, book)
    read = {claim.id for claim in stances if not family(claim.rule).startswith(mark)}
    old = tuple(claim for claim in evidence.claims if claim.id not in read)
    have = {claim.id for claim in old}
    fresh = tuple(claim for claim in again.claims if claim.kind == "stance" and claim.id not in have)
    return Evidence(reports=evidence.reports, claims=(*old, *fresh))


def _asked(
    parts: Parts, matters: dict[str, Issue], bodies: Mapping[str, Council], meetings: Mapping[str, Talks]
) -> dict[str, Issue]:
    """The issues on which somebody has said something, or that a council or talks of the draft would settle."""
    settled = {id for body in bodies.values() for id in body.decides}
    settled |= {id for meeting in meetings.values() for id in meeting.settles}
    spoken = {id for id, issue in matters.items() if any(p.position.because for p in issue.positions.values())}
    kept = {id: issue for id, issue in matters.items() if id in settled | spoken} or matters
    dropped = tuple(f"issues.{id}." for id in matters.keys() - kept.keys())
    parts.slips[:] = [slip for slip in parts.slips if not slip.path.startswith(dropped)]
    return kept


def _title(parts: Parts) -> str:
    """The first title that names those whom the crisis is between, else the first; else their names and the month.

    A heading all in capitals ("DAILY PRESS BRIEFING") names a kind of report, and no crisis.
    """
    titles = [report.title for report in parts.evidence.reports if report.title and not report.title.isupper()]
    given = max(titles, key=lambda title: sum(named(code, title) for code in parts.opponents), default=None)
    if given is not None or not parts.opponents:
        return given or "A crisis in the reports"
    two = sorted(parts.opponents, key=lambda code: (-len(parts.about.get(code, ())), code))
    return f"{' and '.join(map(actor_name, two))}, {parts.day:%B %Y}"


def _dossier(parts: Parts, title: str) -> Dossier:
    """The parts in the order of the file: what a later part needs is found by an earlier one."""
    cast: dict[str, Actor] = actors(parts)
    bodies: dict[str, Council] = councils(parts, cast)
    matters: dict[str, Issue] = issues(parts, cast)
    meetings: dict[str, Talks] = talks(parts, cast, matters)
    matters = _asked(parts, matters, bodies, meetings)
    bonds: dict[str, Tie] = ties(parts, cast)
    options: Conflict | None = conflict(parts, cast)
    days = parts.book.horizon_days if parts.book else 180
    given = {
        "actors": cast,
        "groups": parts.groups,
        "issues": matters,
        "councils": bodies,
        "talks": meetings,
        "ties": bonds,
        "conflict": options,
    }
    head = {"detente": 1, "title": title, "as_of": parts.day, "horizon": parts.day + timedelta(days=days)}
    return Dossier.model_validate({**head, **{key: value for key, value in given.items() if value}})
