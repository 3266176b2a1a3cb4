"""Characters of a report that are not its news, labelled and never deleted: rules skip them."""

from __future__ import annotations

import re
from functools import cache

from detente.dossier.evidence import Boilerplate
from detente.reading.addressing import addresses_machine
from detente.reading.lexicon import rows
from detente.reading.sentences import Paragraph, paragraphs, quotations, sentences

__all__ = ["MACHINE", "boilerplate", "headline"]

MACHINE = "to a machine"
"""The label of sentences that give orders to a machine that reads them, with the rest of their paragraph."""

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
        elif addresses_machine(words):
            found.append(Boilerplate(start=_addressed(text, paragraph), end=paragraph.end, label=MACHINE))
    return tuple(found)


def _addressed(text: str, paragraph: Paragraph) -> int:
    """Where the first sentence of a paragraph begins that speaks to a machine."""
    marks = quotations(text, paragraph.start, paragraph.end)
    cut = sentences(text, paragraph.start, paragraph.end, marks)
    return next((start for start, end in cut if addresses_machine(text[start:end])), paragraph.start)


def _label(words: str) -> str | None:
    return next((label for label, pattern in _patterns() if pattern.match(words)), None)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["label"], re.compile(row["pattern"])) for row in rows("lexicons", "boilerplate.tsv"))


def headline(words: str) -> bool:
    """Whether a first paragraph is a headline: one line of up to 20 words that no stop ends."""
    return "\n" not in words and 2 <= len(words.split()) <= 20 and not END_MARKS.search(words.rstrip())
