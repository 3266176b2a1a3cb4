"""One line of text in, its claims out: what the tests of rules need."""

from __future__ import annotations

from datetime import date

from detente.dossier.evidence import Claim, Report, sha256_of, span_faults
from detente.reading.boilerplate import boilerplate
from detente.reading.reader import read_report


def report(text: str, published: date | None = None) -> Report:
    return Report(sha256=sha256_of(text), text=text, published=published, boilerplate=boilerplate(text))


def claims(text: str, kind: str | None = None, published: date | None = None) -> list[Claim]:
    made = report(text, published)
    found = read_report(made)
    for claim in found:
        assert not span_faults(claim, made)
    return [claim for claim in found if kind is None or claim.kind == kind]


def statement(text: str, words: str) -> Claim:
    """The statement whose words hold the given ones."""
    found = [c for c in claims(text, "statement") if any(words in s.quote for s in c.spans)]
    assert found, f"no statement says {words!r}: {[s.quote for c in claims(text, 'statement') for s in c.spans]}"
    return found[0]


def speaker(claim: Claim) -> str | None:
    return claim.agent.name or claim.agent.role if claim.agent else None
