"""The publication date that stands in a report: a header line, a dateline, or a date alone in its first lines."""

from __future__ import annotations

import re
from datetime import date

from detente.reading.times import DATED, written_date

__all__ = ["dateline"]

LEAD = 1500
FULL = rf"(?:{DATED})"
DAYS = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?)"
HEADER = re.compile(
    rf"(?im)^\s*(?:date|published|posted|publication date|dated|filed)(?: on)?\s*[:：]?\s+(?:{DAYS},?\s+)?({FULL})"
)
ALONE = re.compile(rf"(?m)^\s*(?:[A-Z][\w.'’ ]{{2,30}},\s+)?(?:{DAYS},?\s+)?({FULL})\s*(?:[|·,–—-].{{0,40}})?$")
PLACE = re.compile(
    rf"(?m)^\s*[A-Z][A-Z.'’ -]{{2,40}}(?:,\s+[A-Z][\w. ]{{1,30}})?,\s+"
    rf"(?:{DAYS},?\s+)?({FULL})\s*(?:\([^)]{{1,30}}\)\s*)?(?:[—–-]|--|:|\.)"
)
PAREN = re.compile(rf"(?m)^\s*(?:[A-Z][A-Z.'’ -]{{2,40}}\s+)?\([^)]{{0,30}}?({FULL})\)")


def dateline(text: str) -> date | None:
    r"""The date in a report's first lines, if it names a year.

    >>> dateline("WASHINGTON, July 7, 2006 — Envoys left for Asia.")
    datetime.date(2006, 7, 7)
    >>> dateline("Date: 2006-07-07")
    datetime.date(2006, 7, 7)
    >>> dateline("PRESS BRIEFING\nWashington, July 7, 2006\n\nQ: Good afternoon.")
    datetime.date(2006, 7, 7)
    >>> dateline("On July 4 seven missiles flew.") is None
    True
    """
    head = text[:LEAD]
    for pattern in (HEADER, PLACE, ALONE, PAREN):
        for match in pattern.finditer(head):
            if re.search(r"\d{4}", match.group(1)):
                return written_date(match.group(1))
    return None
