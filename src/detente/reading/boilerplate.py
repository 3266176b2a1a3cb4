"""Characters of a report that are not its news, labelled and never deleted: rules skip them."""

from __future__ import annotations

import re
from functools import cache

from detente.dossier.evidence import Boilerplate
from detente.reading.lexicon import rows
from detente.reading.sentences import paragraphs

__all__ = ["boilerplate", "headline"]

END_MARKS = re.compile(r"[.!?:;,\"”’)…]$")


def boilerplate(text: str) -> tuple[Boilerplate, ...]:
    """The labelled spans of a text, in order: headline, bylines, subscription boxes, share buttons, captions, …"""
    found = []
    for number, paragraph in enumerate(paragraphs(text)):
        words = text[paragraph.start : paragraph.end]
        label = _label(words) if len(words) <= 400 else None
        if label is None and number == 0 and headline(words):
            label = "headline"
        if label is not None:
            found.append(Boilerplate(start=paragraph.start, end=paragraph.end, label=label))
    return tuple(found)


def _label(words: str) -> str | None:
    return next((label for label, pattern in _patterns() if pattern.match(words)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["label"], re.compile(row["pattern"])) for row in rows("lexicons", "boilerplate.tsv"))


def headline(words: str) -> bool:
    """Whether a first paragraph is a headline: one line of up to 20 words that no stop ends."""
    return "\n" not in words and 2 <= len(words.split()) <= 20 and not END_MARKS.search(words.rstrip())
