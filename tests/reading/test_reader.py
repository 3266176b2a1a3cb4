# ruff: noqa: E501
"""The whole reader: deterministic, exact on anything, and right about the two press reports that it never saw here."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier.evidence import load_evidence
from detente.errors import ReportError
from detente.reading import draft, read
from detente.reading.codebooks import load_codebook
from detente.reading.reader import claims_of, read_report
from tests.reading.reading import report

BOOK = load_codebook("missile-crisis")
WORDS = st.sampled_from(
    "China Japan U.S. the The a President Kim Jong Il said says that if unless until will not would sanctions resolution "
    "missiles fired banned “ ” \" ' ’ , . ; : ( ) [ ] — - \n \n\n Mr. Sen. Security Council talks to with from by and but "
    "1 $24 million Monday İstanbul ß é 中国 \u2028 according he it they we told urged supplies oil to North South Korea".split(
        " "
    )
)


def evidence_faults(text: str) -> list[object]:
    return list(claims_of([report(text)], None, BOOK).faults())


@settings(max_examples=300)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_every_span_is_exact_on_word_salad(text: str) -> None:
    assert evidence_faults(text) == []


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_every_span_is_exact_on_any_text(text: str) -> None:
    assert evidence_faults(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Togo imports nearly half of its electricity from Nigeria and Ghana, and Nigeria cut supplies on Thursday.",
        "Israel has launched cyber warfare against Iran and Lebanon. Iran and Iraq were attacked by Israel.",
        "The Security Council has issued an ultimatum to India and Pakistan.",
    ],
)
def test_no_two_claims_have_one_id(text: str) -> None:
    """Two acts told in the same words, on two targets, are two claims; a folder with one id twice cannot be loaded."""
    claims = read_report(report(text), BOOK)
    assert len({claim.id for claim in claims}) == len(claims)
    assert evidence_faults(text) == []
    events = [claim for claim in claims if claim.kind == "event" and claim.recipient]
    assert len({claim.recipient for claim in events}) >= 2


def test_the_same_report_gives_the_same_claims() -> None:
    text = "Japan demanded mandatory sanctions. “We agree,” said Ann Poe, the U.S. envoy."
    assert read_report(report(text), BOOK) == read_report(report(text), BOOK)


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"Iran rejected plan {n}.")
    read([tmp_path], progress=lambda done, of, report: seen.append((done, of)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_files_come_back(tmp_path: Path) -> None:
    evidence = claims_of([report("Iran rejected the plan.\u2028“No,” said Ali Karimi, the Iranian envoy.")], None, BOOK)
    for name, text in evidence.to_files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load_evidence(tmp_path) == evidence


@pytest.mark.shared
def test_every_quotation_of_the_seeds_is_exact(shared: Path) -> None:
    evidence = read(sorted((shared / "seeds").glob("*.txt")))
    assert evidence.faults() == []
    assert {claim.kind for claim in evidence.claims} == {"statement", "event", "stance", "tie", "condition", "rule"}
    assert sum(len(claim.spans) for claim in evidence.claims) > 100


@pytest.mark.shared
def test_the_seeds_are_read_right(shared: Path) -> None:
    evidence = read(sorted((shared / "seeds").glob("*.txt")))
    said = {(c.agent.name, c.actor) for c in evidence.claims if c.kind == "statement" and c.agent and c.agent.name}
    assert {
        ("Christopher Hill", "USA"),
        ("Chun Young-woo", "KOR"),
        ("Han Sung Ryol", "PRK"),
        ("John Bolton", "USA"),
    } <= said
    assert {("Robert J. Einhorn", None), ("John McCain", None), ("Sung-Yoon Lee", None)} <= said
    events = {(c.type, c.actor, c.recipient, c.status) for c in evidence.claims if c.kind == "event"}
    assert ("REJECT", "JPN", "PRK", "occurred") in events
    assert ("SANCTION", "JPN", "PRK", "occurred") in events
    assert ("CONSULT", "USA", "JPN", "planned") in events
    stances = {(c.actor, c.issue, c.stance) for c in evidence.claims if c.kind == "stance"}
    assert {("CHN", "council-response", "oppose"), ("RUS", "council-response", "oppose")} <= stances


def test_attribution_points_at_the_claim_of_a_statement_around_it() -> None:
    text = " ".join(
        f"Officials of Iran said that plan {n} was dead. They favour plan {n} in principle." for n in range(60)
    )
    found = {claim.id: claim for claim in read_report(report(text))}
    for claim in found.values():
        if claim.attributed_to is not None:
            outer = found[claim.attributed_to]
            assert any(o.start <= s.start and s.end <= o.end for o in outer.spans for s in claim.spans)


def test_one_report_is_read_as_a_list_of_one(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Malta said that Rome must wait.", encoding="utf-8")
    assert read(str(file)).claims == read([file]).claims


def test_a_draft_needs_evidence() -> None:
    with pytest.raises(ReportError, match="is no evidence; read reports first"):
        draft(cast("Any", "evidence"))
