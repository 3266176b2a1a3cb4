"""What a brief rests on: the claims that it cites, numbered and in context, and the assumptions that it makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from detente.briefing.context import in_context
from detente.briefing.records import Assumption, Section, Source
from detente.display.words import capitalised, number, quoted
from detente.dossier import Claim, Dossier, Evidence, Report, assumptions
from detente.dossier.estimate import Estimate
from detente.dossier.paths import to_data
from detente.questions.naming import number_called, record_called

__all__ = ["anchors", "assumptions_of", "in_a_line", "independent_reports", "sources_of", "who_speaks"]


def anchors(sections: Sequence[Section]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Every sentence and sourced row of the brief: its anchor (``2.3``, or ``2.t4`` for a row), claims, assumptions.

    >>> anchors([])
    []
    """
    found = []
    for section in sections:
        for at, said in enumerate(section.statements(), 1):
            found.append((f"{section.number}.{at}", said.claims, said.assumptions))
        for at, row in enumerate(section.rows(), 1):
            found.append((f"{section.number}.t{at}", row.claims, row.assumptions))
    return found


def sources_of(dossier: Dossier, sections: Sequence[Section]) -> tuple[Source, ...]:
    """Every claim that the sections cite, numbered report by report in the order of the reports' text."""
    cited: dict[str, list[str]] = {}
    for anchor, claims, _ in anchors(sections):
        for claim in dict.fromkeys(claims):
            cited.setdefault(claim, []).append(anchor)
    archive = dossier.archive
    order = {report.sha256: place for place, report in enumerate(_by_date(archive))}
    reports = {report.sha256: report for report in archive.reports}
    known = sorted(
        (claim for claim in archive.claims if claim.id in cited),
        key=lambda claim: (order[claim.report], claim.spans[0].start, claim.id),
    )
    listed_ = [
        _source(at, claim, reports[claim.report], dossier, tuple(cited[claim.id])) for at, claim in enumerate(known, 1)
    ]
    lost = sorted(set(cited) - {claim.id for claim in known})
    return (*listed_, *(_lost(at, id, tuple(cited[id])) for at, id in enumerate(lost, len(known) + 1)))


def _by_date(archive: Evidence) -> list[Report]:
    """Reports by date of publication, those without one last, else in the order read."""
    return sorted(archive.reports, key=lambda report: (report.published is None, str(report.published)))


def _source(at: int, claim: Claim, report: Report, dossier: Dossier, cited: tuple[str, ...]) -> Source:
    return Source(
        number=at,
        claim=claim.id,
        report=report.sha256,
        title=report.name,
        publisher=report.publisher,
        published=report.published,
        who=who_speaks(claim, dossier),
        what=_what(claim) + _corroborated(claim) + _read_by(claim),
        status=claim.status,
        context=in_context(report.text, [(span.start, span.end) for span in claim.spans]),
        cited=cited,
    )


def _lost(at: int, claim: str, cited: tuple[str, ...]) -> Source:
    """A claim that the dossier names but no evidence holds: listed, never hidden."""
    return Source(at, claim, "", "not in the evidence", None, None, "unknown", claim, "unverified", (), cited)


def who_speaks(claim: Claim, dossier: Dossier) -> str:
    """The person or office and the actor that it acts for, in words; *unresolved* where the reader could not tell."""
    names = {actor.code: actor.name for actor in dossier.actors.values() if actor.code}
    actor = names.get(claim.actor, claim.actor) if claim.actor else None
    agent = claim.agent
    if agent is None:
        return actor or "unresolved"
    person = ", ".join(part for part in (agent.name, agent.role) if part)
    if agent.acts_for is None:
        return f"{person or 'unnamed'} (speaking for nobody)" if actor is None else f"{person or 'unnamed'} ({actor})"
    acts_for = names.get(agent.acts_for, agent.acts_for)
    return f"{person} ({acts_for})" if person else acts_for


def _corroborated(claim: Claim) -> str:
    """That independent reports tell the same, where they do."""
    others = len((claim.detail or {}).get("corroborated_by", ()))
    return f", corroborated by {others} other report{'s' * (others > 1)}" if others else ""


def _what(claim: Claim) -> str:
    """The kind of a claim in a few words."""
    match claim.kind:
        case "event":
            return f"event {claim.type}".strip() if claim.type else "event"
        case "stance":
            return f"{claim.stance or 'stance'} on {claim.issue}" if claim.issue else (claim.stance or "stance")
        case "statement":
            return f"{claim.quoted} statement" if claim.quoted else "statement"
        case _:
            return claim.kind


def _read_by(claim: Claim) -> str:
    """A note on a claim that only a language model read; see ``detente.reading.provenance``."""
    mark = claim.rule.partition(" ")[0]
    return f", read by {mark.removeprefix('llm:')}" if mark.startswith("llm:") else ""


def assumptions_of(dossier: Dossier, sections: Sequence[Section]) -> tuple[Assumption, ...]:
    """What no claim stands behind, and where the brief uses it.

    Every such number of the dossier, in its order, then what else the sections name as assumed (an actor's stated
    preferences, say).
    """
    cited: dict[str, list[str]] = {}
    for anchor, _, paths in anchors(sections):
        for path in dict.fromkeys(paths):
            cited.setdefault(path, []).append(anchor)
    told = {number.path: (estimate_in_words(number.estimate), number.note) for number in assumptions(dossier)}
    told |= {path: (_at(dossier, path), None) for path in cited if path not in told}
    return tuple(
        Assumption(at, path, value, note, tuple(cited.get(path, ())), _called(dossier, path))
        for at, (path, (value, note)) in enumerate(told.items(), 1)
    )


def _called(dossier: Dossier, path: str) -> str:
    """What an assumption is about, in words; nothing where there are none for its path."""
    called = record_called(dossier, path) if path.startswith("conflict.") else number_called(dossier, path)
    return "" if called in (None, quoted(path)) else capitalised(called or "")


def _at(dossier: Dossier, path: str) -> str:
    """What the dossier says at a path that is no number, in a line."""
    node: Any = to_data(dossier)
    for part in path.split("."):
        node = node.get(part) if isinstance(node, Mapping) else None
    return in_a_line(node)


def in_a_line(value: object) -> str:
    """Data of a dossier, or a setting, as a person reads it: no brackets, no quotation marks.

    >>> in_a_line({"weights": {"not per.escort": 40.0, "per.resume": 2.5}}), in_a_line({}), in_a_line(["a", "b"])
    ('weights: not per.escort 40; per.resume 2.5', 'none', 'a; b')
    """
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.9g}"
        case Mapping():
            pairs = (f"{key}{':' if isinstance(one, Mapping) else ''} {in_a_line(one)}" for key, one in value.items())
            return "; ".join(pairs) or "none"
        case list() | tuple():
            return "; ".join(in_a_line(item) for item in value) or "none"
    return str(value)


def estimate_in_words(estimate: Estimate) -> str:
    """An estimate as an analyst wrote it.

    >>> from detente.dossier.estimate import ScaleEstimate
    >>> estimate_in_words(ScaleEstimate(low=60, mode=70, high=85)), estimate_in_words(ScaleEstimate(mean=60, sd=15))
    ('70 (from 60 to 85)', '60 ± 15')
    """
    match estimate.form:
        case "exact":
            return _short(estimate.value)
        case "normal":
            return f"{_short(estimate.mean)} ± {_short(estimate.sd)}"
        case _:
            return f"{_short(estimate.mode)} (from {_short(estimate.low)} to {_short(estimate.high)})"


def _short(value: float | None) -> str:
    return number(value or 0.0, 2)


def independent_reports(claims: Iterable[str], archive: Mapping[str, str]) -> int:
    """How many different reports stand behind some claims; ``archive`` maps a claim's id to its report.

    >>> independent_reports(["c-1", "c-2", "c-3"], {"c-1": "a", "c-2": "a", "c-3": "b"})
    2
    """
    return len({archive.get(claim, claim) for claim in claims})
