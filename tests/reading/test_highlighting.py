"""The page of marked reports: escaped, without script, and the whole text in order."""

from __future__ import annotations

import re
from html import unescape

from detente.reading.highlighting import highlighted
from detente.reading.reader import claims_of
from tests.reading.reading import report

NASTY = (
    "<script>alert(1)</script> Iran rejected the plan & “no,” said Ali Karimi, Iran's envoy. "
    "<b onclick=x>Iraq met Iran.</b>\n\nSubscribe now\n"
)


def visible(page: str) -> str:
    body = re.search(r"<div class='text'>(.*?)</div></section>", page, re.DOTALL)
    assert body is not None
    without_tips = re.sub(r'<span class="tip" role="note">(?:<span>[^<]*</span>)*</span>', "", body.group(1))
    return unescape(re.sub(r"<[^>]+>", "", without_tips))


def test_the_whole_text_stands_in_order() -> None:
    page = highlighted(claims_of([report(NASTY)]))
    assert visible(page) == NASTY


def test_nothing_of_a_report_is_markup() -> None:
    page = highlighted(claims_of([report(NASTY)]))
    assert "<script" not in page
    assert "onclick=x>" not in page
    assert "default-src 'none'" in page


def test_claims_are_told() -> None:
    page = highlighted(claims_of([report("Iran rejected the plan.")]))
    assert 'class="event"' in page
    assert "REJECT: IRN" in page


def test_overlapping_claims_keep_the_text() -> None:
    text = (
        "Japan said that Iran rejected the plan if Iraq met Iran. China supplies half of Iran's oil, officials said.\n"
    )
    assert visible(highlighted(claims_of([report(text)]))) == text
