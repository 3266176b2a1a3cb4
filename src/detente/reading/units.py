"""The unit of reading: a sentence with its words, its quotations folded away and read as units of their own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.reading.chunks import Phrase, noun_phrases
from detente.reading.gazetteer import mark_places
from detente.reading.sentences import Quotation, quotations, sentences
from detente.reading.tagging import tag
from detente.reading.tokens import Token, tokenise
from detente.reading.transcripts import Label
from detente.reading.verbgroups import VerbGroup, verb_groups

__all__ = ["Unit", "labelled", "units_of"]

OFFICES = frozenset(
    "secretary undersecretary minister ministry department chief head member chairman director speaker deputy "
    "commander chiefs".split()
)
OFFICE_OBJECTS = frozenset(
    "state defense defence staff parliament government foreign justice finance interior education "
    "energy agriculture commerce labor labour health transportation transport homeland treasury culture trade "
    "planning security".split()
)
PRONOUNS = frozenset("they them he him she her it we us you this that these guys".split())


@dataclass(slots=True)
class Unit:
    """A sentence, a sentence inside a quotation (``inside`` is its outer place), or a speaker's label and words."""

    start: int
    end: int
    tokens: list[Token]
    quotes: list[Quotation]
    paragraph: int
    inside: tuple[int, int] | None = None
    label: bool = False
    inner: list[Unit] = field(default_factory=list)
    nouns: list[Phrase] = field(default_factory=list)
    verbs: list[VerbGroup] = field(default_factory=list)

    def chunk(self) -> None:
        """Find noun phrases and verb groups."""
        self.nouns = noun_phrases(self.tokens)
        self.verbs = verb_groups(self.tokens)


def units_of(text: str, start: int, end: int, number: int) -> Iterator[Unit]:
    """The units of one paragraph."""
    marks = quotations(text, start, end)
    for first, last in sentences(text, start, end, marks):
        within = marks[bisect_left(marks, first, key=_outer_start) : bisect_left(marks, last, key=_outer_start)]
        inside = [q for q in within if q.outer_end <= last]
        yield _unit(text, first, last, inside, number)


def labelled(text: str, label: Label, end: int, number: int) -> Unit:
    """A paragraph of a transcript: its label as a sentence, what follows as a quotation folded into one token."""
    start, last = label
    colon = text.index(":", last)
    first = colon + 1 + len(text[colon + 1 : end]) - len(text[colon + 1 : end].lstrip())
    said = Quotation(first, end, first, end, False)
    mark, words = Token(":", colon, colon + 1), Token(text[first:end], first, end)
    words.quote = 0
    unit = Unit(start, end, [*_plain(text, tokenise(text, start, last)), mark, words], [said], number, label=True)
    tag(unit.tokens)
    unit.chunk()
    unit.inner += _inner(text, said, number)
    return unit


def _outer_start(quote: Quotation) -> int:
    return quote.outer_start


def _unit(text: str, start: int, end: int, marks: list[Quotation], number: int) -> Unit:
    words = tokenise(text, start, end)
    folded = [q for q in marks if _folds(text, start, q)]
    unit = Unit(start, end, _outer(text, words, folded), folded, number)
    tag(unit.tokens)
    unit.chunk()
    for quote in folded:
        unit.inner += _inner(text, quote, number)
    unit.inner += _bracketed(text, words, folded, number)
    return unit


def _bracketed(text: str, words: Sequence[Token], folded: Sequence[Quotation], number: int) -> Iterator[Unit]:
    """The sentences that stand in round brackets, each a unit of its own: "(his aides later said that …)"."""
    opened: Token | None = None
    for word in words:
        if word.text == "(":
            opened = word if opened is None else None
        elif word.text == ")" and opened is not None:
            first, last = opened.end, word.start
            opened = None
            if text.count(" ", first, last) < LEAST_SPACES or any(
                q.outer_start < last and first < q.outer_end for q in folded
            ):
                continue
            unit = Unit(first, last, _plain(text, tokenise(text, first, last)), [], number)
            tag(unit.tokens)
            unit.chunk()
            if any(group.finite for group in unit.verbs):
                yield unit


LEAST_SPACES = 4  # a clause that reports has five words


def _inner(text: str, quote: Quotation, number: int) -> Iterator[Unit]:
    for first, last in sentences(text, quote.start, quote.end, []):
        words = tokenise(text, first, last)
        unit = Unit(first, last, _plain(text, words), [], number, (quote.outer_start, quote.outer_end))
        tag(unit.tokens)
        unit.chunk()
        yield unit


def _folds(text: str, start: int, quote: Quotation) -> bool:
    """Whether a quotation stands as a whole: it opens its sentence, or a comma, colon or verb of saying leads to it.

    A partial quotation inside a clause ("heroic position") stays in its clause; only its marks are passed over.
    """
    before = text[start : quote.outer_start].rstrip("(‘' \t\n")
    inner = text[quote.start : quote.end]
    if quote.open:
        return True
    ends = inner.rstrip(" \t\n'’‘")[-1:] in (",", ".", "?", "!", "…", "—")
    if not ends and _goes_on(text, quote.outer_end):
        return False
    words = inner.count(" ") + 1
    if not before or before[-1:] in ":":
        return ends or words >= 3
    last = before.split()[-1].strip('"“”,;—–').lower()
    if before[-1:] in ",;—–":
        return ends or words >= 4
    if last in SAY_FORMS:
        return words >= 3 or ends
    return before[-1:] in ".?!" and (ends or words >= 3)


AFTER_QUOTE = re.compile(r"\s+([a-z]+)\b")
SPEAKING = frozenset("he she they it i we".split())


def _goes_on(text: str, end: int) -> bool:
    """Whether a sentence goes on in its own words right after a quotation: "… jail time” for crimes, she said"."""
    word = AFTER_QUOTE.match(text, end)
    return word is not None and word.group(1) not in SAY_FORMS and word.group(1) not in SPEAKING


SAY_FORMS = frozenset(
    "said says say saying asked asks asking added adds adding replied replies wrote writes declared declares tweeted "
    "responded warned stated insisted argued answered shouted chanted chanting read reads continued "
    "concluded quipped".split()
)


def _outer(text: str, words: Sequence[Token], folded: Sequence[Quotation]) -> list[Token]:
    """Words of a sentence with whole quotations folded into one token each and asides passed over."""
    kept: list[Token] = []
    pending = list(folded)
    skip: Quotation | None = None
    for word in words:
        if skip is not None and word.start < skip.outer_end:
            continue
        skip = None
        if pending and pending[0].outer_start <= word.start:
            skip = pending.pop(0)
            token = Token(text[skip.outer_start : skip.outer_end], skip.outer_start, skip.outer_end)
            token.quote = len(folded) - len(pending) - 1
            kept.append(token)
            continue
        kept.append(word)
    return _plain(text, kept)


def _plain(text: str, words: Sequence[Token]) -> list[Token]:
    """Words without quotation marks and round brackets; square brackets give way to what they hold."""
    kept: list[Token] = []
    depth = 0
    for word in words:
        mark = word.text
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth = max(0, depth - 1)
        elif depth == 0 or word.end - word.start > 200:
            if mark == "[" and kept and kept[-1].low in PRONOUNS:
                kept.pop()
            elif (
                mark not in "\"“”«»‘’'[]"
                or word.quote >= 0
                or (mark in "’'" and kept and kept[-1].low.endswith("s") and text[word.start - 1 : word.start] == "s")
            ):
                kept.append(word)
    return mark_places(text, _offices(text, kept))


def _offices(text: str, words: list[Token]) -> list[Token]:
    """Join the offices that hold an *of*: Secretary of State, Chief of Staff, Ministry of Foreign Affairs."""
    found: list[Token] = []
    i = 0
    while i < len(words):
        word = words[i]
        if (
            word.low in OFFICES
            and i + 2 < len(words)
            and words[i + 1].low == "of"
            and words[i + 2].low in OFFICE_OBJECTS
        ):
            last = words[i + 2]
            if i + 3 < len(words) and f"{last.low} {words[i + 3].low}" in ("foreign affairs", "homeland security"):
                last = words[i + 3]
            found.append(Token(text[word.start : last.end], word.start, last.end))
            i = words.index(last, i) + 1
            continue
        found.append(word)
        i += 1
    return found
