"""Reports cut into numbered sentences and passages, each with its exact place.

1. A sentence is the rules' sentence; boilerplate, and what speaks to a machine, has none.
2. A passage is as many whole sentences as fit, with the few before it as context, which claims may refer to
   and not quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.dossier.evidence import Report
from detente.reading.utterances import Heard

__all__ = ["CONTEXT", "SIZE", "Passage", "Sentence", "cut_passages", "numbered"]

SIZE = 6_000  # characters of sentences in a passage
CONTEXT = 3  # sentences before a passage that its claims may refer to


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its number in the report, from 1, and its place."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of a report that go to the model together, and those before them for context."""

    report: Report
    context: tuple[Sentence, ...]
    sentences: tuple[Sentence, ...]


def numbered(heard: Iterable[Heard]) -> tuple[Sentence, ...]:
    """The sentences of a report, those inside quotations as part of the sentence that quotes them."""
    outer = (h.scene.unit for h in heard if h.scene.unit.inside is None)
    return tuple(Sentence(number, unit.start, unit.end) for number, unit in enumerate(outer, 1))


def cut_passages(report: Report, sentences: Sequence[Sentence], size: int = SIZE) -> list[Passage]:
    """The passages of a report: whole sentences, about ``size`` characters of them, never fewer than one."""
    passages: list[Passage] = []
    first = 0
    while first < len(sentences):
        last, room = first, size
        while last < len(sentences) and (last == first or sentences[last].end - sentences[last].start <= room):
            room -= sentences[last].end - sentences[last].start
            last += 1
        before = tuple(sentences[max(0, first - CONTEXT) : first])
        passages.append(Passage(report, before, tuple(sentences[first:last])))
        first = last
    return passages
