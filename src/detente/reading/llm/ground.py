"""What the gate stands on: a report as the rules heard it, and lookups by place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.dossier.evidence import Claim, Report
from detente.reading.llm.nearby import Nearby
from detente.reading.llm.passages import Sentence
from detente.reading.scenes import Party
from detente.reading.sentences import Quotation, paragraphs, quotations
from detente.reading.units import Unit
from detente.reading.utterances import Heard

__all__ = ["Ground"]

Place = tuple[int, int]


@dataclass(frozen=True)
class Ground:
    """A report, its sentences as the rules heard them, those that may be read, and the rules' claims."""

    report: Report
    heard: tuple[Heard, ...]
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]

    def at(self, place: Place) -> Heard | None:
        """The smallest unit of reading around a place: a sentence, or one inside a quotation."""
        around = [h for h in self._group(place[0]) if h.scene.unit.start <= place[0] and place[1] <= h.scene.unit.end]
        return min(around, key=lambda h: h.scene.unit.end - h.scene.unit.start, default=None)

    def parties(self, place: Place) -> Iterator[Party]:
        """Who is named at a place: the smallest phrase around it, or else those that stand in it, left to right."""
        named = [p for h in self._group(place[0]) for p in h.parties if p.start < place[1] and place[0] < p.end]
        around = [p for p in named if p.start <= place[0] and place[1] <= p.end]
        if around:
            yield min(around, key=lambda p: p.end - p.start)
        yield from sorted((p for p in named if p not in around), key=lambda p: p.start)

    def own(self, place: Place) -> tuple[Sentence, ...]:
        """The sentences that a place touches."""
        return tuple(s for s in self._from(place[0]) if s.start < place[1] and place[0] < s.end)

    def before(self, sentence: Sentence, count: int) -> tuple[Sentence, ...]:
        """The readable sentences before one, nearest first."""
        at = bisect_right(self._starts, sentence.start) - 1
        return tuple(reversed(self.sentences[max(0, at - count) : at]))

    def after(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The readable sentence after one, if there is one."""
        at = bisect_right(self._starts, sentence.start)
        return self.sentences[at : at + 1]

    def quotation(self, place: Place) -> Quotation | None:
        """The quotation in which a place lies as a whole."""
        at = bisect_right(self._quotations, place[0], key=lambda quotation: quotation.start) - 1
        return self._quotations[at] if at >= 0 and place[1] <= self._quotations[at].outer_end else None

    @cached_property
    def nearby(self) -> Nearby:
        """The rules' claims by place."""
        return Nearby(self.claims)

    @cached_property
    def _quotations(self) -> tuple[Quotation, ...]:
        text = self.report.text
        return tuple(q for p in paragraphs(text) for q in quotations(text, p.start, p.end))

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def _from(self, place: int) -> Sequence[Sentence]:
        return self.sentences[max(0, bisect_right(self._starts, place) - 1) :][:8]

    @cached_property
    def _groups(self) -> tuple[list[int], list[list[Heard]]]:
        """Each sentence with the sentences inside its quotations, which follow it."""
        starts: list[int] = []
        groups: list[list[Heard]] = []
        for heard in self.heard:
            unit: Unit = heard.scene.unit
            if unit.inside is None or not groups:
                starts.append(unit.start)
                groups.append([])
            groups[-1].append(heard)
        return starts, groups

    def _group(self, place: int) -> list[Heard]:
        starts, groups = self._groups
        at = bisect_right(starts, place) - 1
        return groups[at] if at >= 0 else []
