"""When: the words of a time, and the dates that they mean on the day of publication.

Weekdays and "last week" are reckoned from the publication date with the verb's tense; written-out dates go through
``dateparser.parse``, and only the matched words go there (its ``search`` reads "we" as Wednesday). Without a
publication date the words are kept and the dates stay null.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import dateparser

from detente.dossier.evidence import When

__all__ = ["resolve", "written_date"]

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
MONTH = rf"(?:(?:{MONTHS})|(?:{SHORT})\.?)"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
DATED = rf"{MONTH} \d{{1,2}}(?!\d)(?:st|nd|rd|th)?(?:, \d{{4}})?|\d{{1,2}} {MONTH}(?: \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}"
WHEN = re.compile(
    rf"\b(?:(?P<dated>{DATED})|(?P<month>(?:{MONTHS}) \d{{4}})|(?P<rel>(?:last|next|this|earlier this|later this) "
    rf"(?:weekend|week|month|year|(?:{DAY})))|(?P<day>{DAY})(?: (?:morning|afternoon|evening|night))?"
    rf"|(?P<word>today|yesterday|tomorrow|tonight)|(?P<ago>(?:a|one|two|three|four|five|six|seven|\d+) "
    rf"(?:days?|weeks?|months?|years?) ago)|(?P<since>(?:[Ss]ince|[Ii]n) (?:{MONTHS})\b(?! \d{{4}}))"
    rf"|(?P<year>(?:[Ii]n|[Ss]ince|[Dd]uring|[Bb]y) (?:19|20)\d\d\b))"
)
COUNT = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}


def resolve(
    text: str,
    start: int,
    end: int,
    near: int,
    published: date | None,
    future: bool,
    told: Sequence[tuple[int, int]] = (),
    inside: Sequence[tuple[int, int]] | None = None,
    owned: Callable[[int], bool] | None = None,
) -> When | None:
    """The time words of a sentence nearest to a place in it, resolved; none in what is ``told``, only ``inside``."""
    found = [m for m in _times(text, start, end) if not _within(m, told) and (inside is None or _within(m, inside))]
    found = [m for m in found if owned is None or owned(m.start())]
    if not found:
        return None
    match = min(found, key=lambda m: (min(abs(m.start() - near), abs(m.end() - near)), m.start()))
    future = future or text[max(0, match.start() - 3) : match.start()].lower() == "by "
    first, last = (None, None) if published is None else _dates(match, published, future)
    return When.model_validate(
        {"text": match.group(), "start": match.start(), "end": match.end(), "from": first, "to": last}
    )


def _within(match: re.Match[str], places: Sequence[tuple[int, int]]) -> bool:
    return any(first <= match.start() < last for first, last in places)


@lru_cache(maxsize=16)
def _times(text: str, start: int, end: int) -> tuple[re.Match[str], ...]:
    """The words of times in a sentence; every claim of the sentence asks for them."""
    return tuple(WHEN.finditer(text, start, end))


def _dates(match: re.Match[str], today: date, future: bool) -> tuple[date | None, date | None]:
    kind = match.lastgroup or ""
    words = match.group(kind).lower() if kind else ""
    if kind == "dated":
        day = written_date(match.group(kind), today, future)
        return day, day
    if kind == "day":
        day = _weekday(DAYS.index(words), today, future)
        return day, day
    if kind == "word":
        day = today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(words, 0))
        return day, day
    if kind == "ago":
        return _ago(words, today)
    if kind == "rel":
        return _relative(words, today)
    if kind == "month":
        return _month(datetime.strptime(words.title(), "%B %Y").date())  # a day has no time zone
    if kind == "year":
        return date(int(words[-4:]), 1, 1), date(int(words[-4:]), 12, 31)
    if kind == "since":
        return _named_month(words.split()[1], today, future)
    return None, None


def _weekday(index: int, today: date, future: bool) -> date:
    back = (today.weekday() - index) % 7
    return today + timedelta(days=(7 - back) % 7) if future else today - timedelta(days=back)


def _ago(words: str, today: date) -> tuple[date, date]:
    number, unit, _ = words.split()
    count = COUNT.get(number) or int(number)
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[unit.rstrip("s")] * count
    slack = {"day": 0, "week": 3, "month": 15, "year": 183}[unit.rstrip("s")]
    middle = today - timedelta(days=min(days, today.toordinal() - slack - 1))
    return middle - timedelta(days=slack), middle + timedelta(days=slack)


def _relative(words: str, today: date) -> tuple[date, date] | tuple[None, None]:
    shift = -1 if words.startswith("last") else 1 if words.startswith("next") else 0
    unit = words.split()[-1]
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=shift)
    if unit == "week":
        return monday, monday + timedelta(days=6)
    if unit == "weekend":
        if shift == 0 and today.weekday() < 2:
            monday -= timedelta(weeks=1)
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if unit == "month":
        first = today.replace(day=1)
        first = (first - timedelta(days=1)).replace(day=1) if shift < 0 else first
        first = (first + timedelta(days=32)).replace(day=1) if shift > 0 else first
        return _month(first)
    if unit == "year":
        return date(today.year + shift, 1, 1), date(today.year + shift, 12, 31)
    day = _weekday(DAYS.index(unit), today, shift > 0)
    day -= timedelta(weeks=1) if shift < 0 and day == today else timedelta(0)
    return day, day


def _month(first: date) -> tuple[date, date]:
    return first.replace(day=1), first.replace(day=monthrange(first.year, first.month)[1])


def _named_month(name: str, today: date, future: bool) -> tuple[date, date]:
    number = MONTHS.lower().split("|").index(name) + 1
    year = today.year + (1 if future and number < today.month else -1 if not future and number > today.month else 0)
    return _month(date(year, number, 1))


@lru_cache(maxsize=4096)
def written_date(words: str, today: date | None = None, future: bool = False) -> date | None:
    """The day that written-out words name, such as "July 4" or "4 July 2006".

    >>> written_date("July 4, 2006")
    datetime.date(2006, 7, 4)
    """
    base = datetime(today.year, today.month, today.day) if today else None  # a day has no time zone
    settings: dict[str, Any] = {
        "PREFER_DATES_FROM": "future" if future else "past",
        "REQUIRE_PARTS": ["day", "month"] if base else ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": "MDY",
    }
    if base is not None:
        settings["RELATIVE_BASE"] = base
    parsed = dateparser.parse(words, languages=["en"], settings=settings)
    if parsed is None:
        return None
    day = parsed.date()
    return _nearer(day, today) if today is not None and future and str(day.year) not in words else day


RECENT, DISTANT = timedelta(days=60), timedelta(days=200)


def _nearer(day: date, today: date) -> date:
    """The same day of the year before where that is just past and this one far: on 3 August, "the ban of 1 August"."""
    if day - today < DISTANT or (day.month, day.day) == (2, 29):
        return day
    before = day.replace(year=day.year - 1)
    return before if today - before < RECENT else day
