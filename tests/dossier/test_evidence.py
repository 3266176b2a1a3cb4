from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from detente.dossier.evidence import (
    Claim,
    Evidence,
    Report,
    Span,
    When,
    claim_id,
    load_evidence,
    sha256_of,
    span_faults,
)
from detente.errors import EvidenceError

TEXT = "“We will not yield,” the minister said — 🛳 — on Monday.\r\n"


def report(text: str = TEXT) -> Report:
    return Report(sha256=sha256_of(text), text=text)


def claim(start: int, end: int, of: Report, **more: object) -> Claim:
    span = Span(start=start, end=end, quote=of.text[start:end])
    return Claim.model_validate(
        {
            "id": claim_id(of.sha256, "statement", [span]),
            "report": of.sha256,
            "kind": "statement",
            "status": "occurred",
            "spans": [span],
            "rule": "test",
            **more,
        }
    )


def test_the_same_text_gives_the_same_id() -> None:
    span = Span(start=0, end=2, quote="ab")
    same = claim_id("f" * 64, "event", [span], "PRK", "MOBILIZE", None)
    assert same == claim_id("f" * 64, "event", [span], "PRK", "MOBILIZE", None) == "c-eb9d00fc2997"
    others = {
        claim_id("e" * 64, "event", [span], "PRK", "MOBILIZE"),
        claim_id("f" * 64, "statement", [span], "PRK", "MOBILIZE"),
        claim_id("f" * 64, "event", [Span(start=1, end=3, quote="ab")], "PRK", "MOBILIZE"),
        claim_id("f" * 64, "event", [span], "KOR", "MOBILIZE"),
        claim_id("f" * 64, "event", [span], "PRK", "THREATEN"),
        claim_id("f" * 64, "event", [span], "PRK", "MOBILIZE", "response"),
        claim_id("f" * 64, "event", [span, span], "PRK", "MOBILIZE"),
    }
    assert len({*others, same}) == 8


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 20))
def test_any_slice_is_an_exact_span(start: int, length: int) -> None:
    end = min(start + length, len(TEXT))
    assert not span_faults(claim(start, end, report()), report())


def test_a_span_counts_its_characters() -> None:
    with pytest.raises(ValidationError, match="a span of 3 characters quotes 2"):
        Span(start=0, end=3, quote="ab")


def test_every_span_of_a_claim_is_verified() -> None:
    exact = {"start": 1, "end": 3, "quote": TEXT[1:3]}
    wrong = {"start": 1, "end": 3, "quote": "xx"}
    sound = claim(0, 5, report(), detail={"if": exact, "then": [exact], "resource": "fuel"})
    assert not span_faults(sound, report())
    nested = claim(0, 5, report(), detail={"if": exact, "then": [wrong]})
    assert len(span_faults(nested, report())) == 1
    timed = claim(0, 5, report(), when=When(text="Tuesday", start=50, end=56))
    assert len(span_faults(timed, report())) == 1


def test_a_report_is_what_its_hash_says() -> None:
    with pytest.raises(ValidationError, match="was changed"):
        Report(sha256=sha256_of("one"), text="two")


def test_evidence_in_and_out_of_files(tmp_path: Path) -> None:
    odd = report("a\x85b\u2028c\nd\t“e”\r\n")
    kept = Evidence(reports=(report(), odd), claims=(claim(1, 20, report()), claim(0, 9, odd)))
    for name, text in kept.to_files().items():
        assert text.isascii()
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load_evidence(tmp_path) == kept


def test_faults_of_evidence_name_file_line_and_claim(tmp_path: Path) -> None:
    stray = claim(0, 4, report("another report"))
    twice = claim(1, 20, report())
    for name, text in Evidence(reports=(report(),), claims=(twice, twice, stray)).to_files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(EvidenceError) as caught:
        load_evidence(tmp_path)
    faults = caught.value.faults
    assert {fault.key for fault in faults} == {twice.id, stray.id}
    assert any("no stored report has the hash" in fault.what and fault.line == 3 for fault in faults)
