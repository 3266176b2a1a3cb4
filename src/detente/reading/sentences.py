"""Paragraphs, quotations and sentences, each with its exact place in the report.

1. A block ends at a blank line; a block of short lines of even length is one paragraph that was wrapped, any other
   block is a paragraph a line.
2. Quotation marks are paired inside a paragraph; one that stays open runs to the paragraph's end.
3. A sentence ends at a stop outside quotations that is no abbreviation's; one that grows past ``CAP`` characters
   is cut at a semicolon or a space, so that no rule meets a sentence without end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["CAP", "Paragraph", "Quotation", "paragraphs", "quotations", "sentences"]

CAP = 1500
ABBREVIATIONS = frozenset(
    "mr mrs ms dr sen sens rep reps gov gen lt col maj brig adm capt sgt st jr sr prof messrs hon rev inc corp ltd co "
    "bros vs etc vol jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun "
    "ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn tex "
    "va vt wash wis wyo dept est approx fig ave blvd rd mt ft e.g i.e a.m p.m al cmdr supt insp pfc cpl".split()
)
STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)|[.!?]+[\"”’')\]]*$")
BLANK = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
STARTS = re.compile(r"\s+[\"“‘'(\[—–-]*\s*[\[(]?([A-Z0-9À-Þ])")
PAIRS = {"“": "”", "«": "»", "„": "“", "``": '"'}
DOUBLE = re.compile(r"''|``|[\"“”«»]")
SINGLE_OPEN = re.compile(r"(?<![\w’'])[‘'](?=\w)")
SINGLE_CLOSE = re.compile(r"(?<=[\w,.?!])['’](?!\w)")


class Paragraph(NamedTuple):
    """A run of the text that reads as one paragraph."""

    start: int
    end: int


class Quotation(NamedTuple):
    """What stands between quotation marks: ``start:end`` without the marks, ``outer`` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    open: bool


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text, in order, without the space around them."""
    start = 0
    for gap in [*BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _lines(text, start, end)
        start = gap.end() if gap else end


def _lines(text: str, start: int, end: int) -> Iterator[Paragraph]:
    if _wrapped(text[start:end].split("\n")):
        yield from _trimmed(text, start, end)
        return
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield from _trimmed(text, start, stop)
        start = stop + 1


def _wrapped(lines: list[str]) -> bool:
    """Whether lines look wrapped: two or more, all but the last of 45 to 100 characters, one not at a stop."""
    body = [line.rstrip() for line in lines if line.strip()]
    if len({line.isupper() for line in body}) > 1:
        return False  # a heading in capitals stands by itself
    if len(body) < 2 or not all(45 <= len(line) <= 100 for line in body[:-1]) or len(body[-1]) > 100:
        return False
    return any(line[-1] not in '.!?:”"' for line in body[:-1])


def _trimmed(text: str, start: int, end: int) -> Iterator[Paragraph]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Paragraph(start, end)


def quotations(text: str, start: int, end: int) -> list[Quotation]:
    """The quotations of one paragraph, outermost only, left to right."""
    found: list[Quotation] = []
    opened, after, closer, depth = -1, -1, "", 0
    for mark in DOUBLE.finditer(text, start, end):
        i, sign = mark.start(), '"' if mark.group() in ("''", "``") else mark.group()
        if opened >= 0 and sign == "“" and closer == "”":
            depth += text.count("”", i, end) > text.count("“", i, end)  # a quotation inside one: “he calls it “hell””
        elif depth and sign == "”":
            depth -= 1
        elif opened < 0:
            if sign in PAIRS or (sign == '"' and _may_open(text, i, mark.end(), end)):
                opened, after, closer = i, mark.end(), PAIRS.get(sign, '"')
        elif sign == closer or (sign in '"”' and closer in '"”' and not _may_open(text, i, mark.end(), end)):
            if i > after:
                found.append(Quotation(after, i, opened, mark.end(), False))
            opened = -1
    if opened >= 0 and end > after and opened - start < 400:
        found.append(Quotation(after, end, opened, end, True))
    return found or _single(text, start, end)


def _may_open(text: str, i: int, last: int, end: int) -> bool:
    before = text[i - 1] if i else " "
    after = text[last] if last < end else " "
    return not after.isspace() and (before.isspace() or before in "([—–-‘'/")


def _single(text: str, start: int, end: int) -> list[Quotation]:
    """Quotations in single marks, where a paragraph has no double ones: four words or more."""
    found: list[Quotation] = []
    at = start
    while opening := SINGLE_OPEN.search(text, at, end):
        closing = SINGLE_CLOSE.search(text, opening.end(), end)
        if closing is None:
            break
        inner = text[opening.end() : closing.start()]
        if inner.count(" ") >= 3 and "\n" not in inner:
            found.append(Quotation(opening.end(), closing.start(), opening.start(), closing.end(), False))
        at = closing.end()
    return found


def sentences(text: str, start: int, end: int, quotes: list[Quotation]) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]``; a stop inside a quotation ends none unless the quotation ends there."""
    at = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() <= at or _quoted(stop.start(), stop.end(), quotes):
            continue
        if not _ends(text, at, stop, end):
            continue
        yield from _capped(text, at, stop.end())
        at = stop.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        yield from _capped(text, at, end)


def _quoted(first: int, last: int, quotes: list[Quotation]) -> bool:
    at = bisect_right(quotes, first, key=_start) - 1
    return at >= 0 and last < quotes[at].outer_end


def _start(quote: Quotation) -> int:
    return quote.start


def _ends(text: str, at: int, stop: re.Match[str], end: int) -> bool:
    """Whether a stop ends its sentence: a capital follows, and no abbreviation or initial stands before."""
    if stop.end() >= end:
        return True
    if not STARTS.match(text, stop.end(), end):
        return False
    if stop.group()[0] != ".":
        return True
    space = max(text.rfind(" ", at, stop.start()), text.rfind("\n", at, stop.start()), at - 1)
    word = text[space + 1 : stop.start()].strip("\"“(‘'[").lower()
    if word in ABBREVIATIONS and len(stop.group()) == 1:
        return False
    if word in ("no", "nos") and text[stop.end() : stop.end() + 2].strip()[:1].isdigit():
        return False
    if len(word) == 1 and word.isalpha():
        return False
    if "." in word and len(word) <= 6:  # U.S., D.C.: an end only before a word that begins sentences
        following = text[stop.end() : stop.end() + 12].split()
        return bool(following) and following[0].lower() in _STARTERS
    return True


_STARTERS = frozenset(
    "the a an in on at but and it he she they we if when while after as this that there for his".split()
)


def _capped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > CAP:
        cut = max(text.rfind(";", start + 200, start + CAP), text.rfind(" ", start + CAP - 200, start + CAP))
        cut = start + CAP if cut <= start else cut + 1
        yield start, cut
        start = cut
    if start < end:
        yield start, end
