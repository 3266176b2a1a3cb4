"""What the reports say: reports, claims, their exact characters, and the two files that keep them.

A claim is exact: ``report.text[span.start:span.end] == span.quote``, always, or the claim does not exist.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self, TypeVar

from pydantic import Field, ValidationError, model_validator

from detente.dossier.model import Model
from detente.dossier.validation import in_words
from detente.errors import EvidenceError, Fault

__all__ = [
    "Agent",
    "Boilerplate",
    "Claim",
    "Evidence",
    "Reading",
    "Report",
    "Span",
    "When",
    "claim_id",
    "load_evidence",
    "sha256_of",
    "span_faults",
]

Kind = Literal["statement", "event", "stance", "tie", "condition", "rule"]
Status = Literal["occurred", "ongoing", "planned", "conditional", "hypothetical", "negated", "assessed"]
Stance = Literal["support", "oppose", "demand", "offer", "threaten", "refuse"]
Strength = Literal["weak", "medium", "strong", "conditional"]
Quoted = Literal["direct", "mixed", "indirect"]

T = TypeVar("T", "Report", "Claim")


class Span(Model):
    """Exact characters of a report: ``text[start:end] == quote``, counted in Unicode code points."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str = Field(min_length=1)

    @model_validator(mode="after")
    def _length(self) -> Self:
        if self.end - self.start != len(self.quote):
            raise ValueError(f"a span of {self.end - self.start} characters quotes {len(self.quote)}")
        return self


class Boilerplate(Model):
    """Characters of a report that are not its news: a byline, a subscription box, a caption."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    label: str


class Report(Model):
    """One report, whole. ``text`` is canonical: fixed once, and everything is anchored in it.

    ``published`` is the date of publication, or null when nobody knows it. ``path`` is where the report was
    read from, as given; it is for people, never opened again.
    """

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    path: str | None = None
    boilerplate: tuple[Boilerplate, ...] = ()

    @model_validator(mode="after")
    def _hash(self) -> Self:
        if sha256_of(self.text) != self.sha256:
            raise ValueError("sha256 is not the hash of the text: the stored report was changed")
        return self

    @property
    def name(self) -> str:
        """What to call the report in a sentence: its title, else its file, else the start of its hash."""
        if self.title:
            return self.title
        return Path(self.path).name if self.path else self.sha256[:12]


class Agent(Model):
    """The person or office that acts. ``acts_for`` is the code of the actor, or null for those who speak for
    nobody: former officials, academics, legislators, analysts."""

    name: str | None = None
    role: str | None = None
    acts_for: str | None = None


class When(Model):
    """The words of a time (``text``, at ``start:end`` of the report) and the dates that they resolve to."""

    text: str
    start: int
    end: int
    from_: date | None = Field(default=None, alias="from")
    to: date | None = None


class Reading(Model):
    """A point of an issue's scale (0–100) that a stance suggests, with the spread of that suggestion."""

    value: float = Field(ge=0, le=100)
    sd: float = Field(gt=0)


class Claim(Model):
    """Who said or did what, to whom, in which exact characters of which report, by which rule."""

    id: str = Field(pattern=r"^c-[0-9a-f]{12}$")
    report: str = Field(pattern=r"^[0-9a-f]{64}$")
    kind: Kind
    actor: str | None = None
    agent: Agent | None = None
    recipient: str | None = None
    type: str | None = None
    mode: str | None = None
    quad: int | None = Field(default=None, ge=0, le=4)
    issue: str | None = None
    stance: Stance | None = None
    strength: Strength | None = None
    reading: Reading | None = None
    status: Status
    attributed_to: str | None = None
    when: When | None = None
    spans: tuple[Span, ...] = Field(min_length=1)
    quoted: Quoted | None = None
    detail: dict[str, Any] | None = None
    rule: str


class _Key(NamedTuple):
    """What a claim's id is a hash of; spans are ``[start, end]`` pairs."""

    report: str
    kind: str
    spans: list[list[int]]
    actor: str | None
    type: str | None
    issue: str | None


def sha256_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of a text, in hex (lone surrogates, which UTF-8 has no bytes for, pass)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def claim_id(
    report: str,
    kind: str,
    spans: Iterable[Span],
    actor: str | None = None,
    type: str | None = None,
    issue: str | None = None,
) -> str:
    """``c-`` and 12 hex digits of the hash of report, kind, spans, actor, type and issue.

    The same text gives the same id, on every machine and in every run.
    """
    key = _Key(report, kind, [[span.start, span.end] for span in spans], actor, type, issue)
    written = json.dumps(key, ensure_ascii=True, separators=(",", ":"))
    return "c-" + hashlib.sha256(written.encode()).hexdigest()[:12]


def span_faults(claim: Claim, report: Report, file: str | Path | None = None, line: int | None = None) -> list[Fault]:
    """Every span of the claim (the time and the detail's spans too) that is not the report's exact text."""
    spans = [(span.start, span.end, span.quote) for span in claim.spans]
    if claim.when is not None:
        spans.append((claim.when.start, claim.when.end, claim.when.text))
    spans += [(s["start"], s["end"], s["quote"]) for s in _detail_spans(claim.detail)]
    return [
        Fault(
            f"the report has {report.text[start:end]!r} at {start}:{end}, the claim quotes {quote!r}",
            file,
            line,
            claim.id,
            "read the report again; a claim is exact or it does not exist",
        )
        for start, end, quote in spans
        if report.text[start:end] != quote
    ]


def _detail_spans(detail: Any) -> list[dict[str, Any]]:
    """The spans inside a claim's detail: every object that has exactly a start, an end and a quote."""
    if isinstance(detail, Mapping):
        if set(detail) == {"start", "end", "quote"}:
            return [dict(detail)]
        return [span for value in detail.values() for span in _detail_spans(value)]
    if isinstance(detail, list | tuple):
        return [span for value in detail for span in _detail_spans(value)]
    return []


class Evidence(Model):
    """Reports and the claims made from them: what ``read`` returns and the ``evidence`` folder holds."""

    reports: tuple[Report, ...] = ()
    claims: tuple[Claim, ...] = ()

    def report(self, sha256: str) -> Report | None:
        """The report with this hash, if it is stored."""
        return next((report for report in self.reports if report.sha256 == sha256), None)

    def claim(self, id: str) -> Claim | None:
        """The claim with this id, if there is one."""
        return next((claim for claim in self.claims if claim.id == id), None)

    def faults(self) -> list[Fault]:
        """Every claim that names no stored report, repeats an id or quotes inexactly."""
        stored = {report.sha256: report for report in self.reports}
        found: list[Fault] = []
        seen: set[str] = set()
        for claim in self.claims:
            if claim.id in seen:
                found.append(Fault("two claims have this id", key=claim.id))
            seen.add(claim.id)
            if claim.report not in stored:
                found.append(Fault(f"no stored report has the hash {claim.report[:12]}…", key=claim.id))
            else:
                found += span_faults(claim, stored[claim.report])
        return found

    def to_files(self) -> dict[str, str]:
        """The text of ``reports.jsonl`` and ``claims.jsonl``: one JSON object a line, in reading order."""
        return {"reports.jsonl": _jsonl(self.reports), "claims.jsonl": _jsonl(self.claims)}


def _jsonl(rows: Iterable[Report | Claim]) -> str:
    # ASCII escapes keep lone surrogates, line separators and terminal controls in untrusted text harmless
    return "".join(
        json.dumps(row.model_dump(mode="json", by_alias=True), ensure_ascii=True, sort_keys=False) + "\n"
        for row in rows
    )


def load_evidence(folder: str | Path) -> Evidence:
    """Read ``reports.jsonl`` and ``claims.jsonl`` of a folder and verify every span.

    Raises:
        EvidenceError: a file is missing, a line does not parse, or a span is not its report's exact text;
            all faults are listed at once.
    """
    folder = Path(folder)
    if folder.is_file():
        made = "`detente read REPORT... -o DIR` makes one"
        raise EvidenceError("a file, not a folder of evidence", file=folder, hint=made)
    faults: list[Fault] = []
    reports = _rows(folder / "reports.jsonl", Report, faults)
    claims = _rows(folder / "claims.jsonl", Claim, faults)
    evidence = Evidence.model_construct(reports=tuple(reports), claims=tuple(claims))
    if not faults:
        faults = [
            Fault(f.what, folder / "claims.jsonl", _line_of(claims, f.key), f.key, f.hint) for f in evidence.faults()
        ]
    if faults:
        raise EvidenceError.of(faults)
    return evidence


def _line_of(claims: list[Claim], id: str | None) -> int | None:
    return next((number for number, claim in enumerate(claims, 1) if claim.id == id), None)


def _rows(path: Path, model: type[T], faults: list[Fault]) -> list[T]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        faults.append(Fault("no such file", path, hint="`detente read REPORT... -o DIR` writes it"))
        return []
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(f"cannot be read: {error}", path))
        return []
    rows: list[T] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            rows.append(model.model_validate_json(line))
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"]) or None
            faults.append(Fault(in_words(first["msg"]), path, number, key))
    return rows
