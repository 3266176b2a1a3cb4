"""Odd input: whatever bytes a file holds and whatever a text says, the reader reads on and quotes exactly."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.dossier.evidence import span_faults
from detente.errors import ReportError
from detente.reading.codebooks import load_codebook
from detente.reading.opening import open_bytes, open_reports
from detente.reading.reader import read_report
from tests.reading.reading import report

pytestmark = pytest.mark.slow
FUZZ = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))

PIECES = st.sampled_from(
    "Q: A: SPOKESMAN: MR. LIND: “ ” \" ' ‘ ’ « » `` '' ( ) [ ] { } — – - -- ... … . , ; : ? ! \n \n\n \t \x00 \u00a0 "
    "\u202e \u200d the The a North South Korea China's U.S. U.N. said says that and or not to of by if unless until "
    "who which “We will”, said. Said According to Monday July 2006 3 million $24 % he they it Iran's foreign minister "
    "President Bush former ethnic police rebels in Seoul, Washington supports sanctions demanded must should would "
    "could attack meeting with İstanbul ǅ ﬁ é́ 😀 日本 ß THE WASHINGTON, (AP) -- including Both all agreed six meet "
    "Sen. (R-Ky.) Dr. No. e.g.".split(" ")
)
SALAD = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=120).map(" ".join)
MARKED_UP = st.lists(
    st.sampled_from(
        "<p>|</p>|<div|>|<br/>|<script>|</html>|<html>|<!--|-->|&nbsp;|&#0;|]]>|Iran said it would wait. ".split("|")
    ),
    max_size=60,
).map("".join)


def spans_are_exact(text: str) -> None:
    """Whatever is said, every span is exact, each claim has its own id, and a second reading is the same."""
    made = report(text) if text else report(" ")
    claims = read_report(made, load_codebook("generic"))
    assert all(not span_faults(claim, made) for claim in claims)
    assert len({claim.id for claim in claims}) == len(claims)
    assert claims == read_report(made, load_codebook("generic"))
    known = {claim.id for claim in claims}
    codes = {claim.actor for claim in claims}
    assert all(claim.attributed_to is None or claim.attributed_to in known | codes for claim in claims)


@FUZZ
@given(SALAD)
def test_whatever_is_said_the_spans_are_exact_and_the_ids_one_each(text: str) -> None:
    spans_are_exact(text)


def opened_or_refused(data: bytes, suffix: str) -> None:
    """Whatever a file holds, it is read, or one fault names it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"report{suffix}"
        file.write_bytes(data)
        opened = open_reports([file])
        assert len(opened.reports) + len(opened.faults) == 1
        for made in opened.reports:
            assert made.text.strip()
        for fault in opened.faults:
            assert str(file) in str(ReportError.of([fault]))


@FUZZ
@given(
    st.one_of(st.binary(max_size=600), SALAD.map(str.encode), MARKED_UP.map(str.encode)),
    st.sampled_from([".txt", ".html", ".pdf", ""]),
)
def test_whatever_a_file_holds_it_is_read_or_a_fault_names_it(data: bytes, suffix: str) -> None:
    opened_or_refused(data, suffix)


@FUZZ
@given(st.binary(max_size=300), st.booleans())
def test_a_broken_pdf_is_a_fault(data: bytes, headed: bool) -> None:
    head = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" if headed else b"%PDF-"
    try:
        made = open_bytes(head + data, "report.pdf")
    except ReportError as error:
        named = "report.pdf" in str(error)
    else:
        named = bool(made.text.strip())
    assert named
