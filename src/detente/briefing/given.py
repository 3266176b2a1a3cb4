"""What a brief is made from besides its dossier: the answers, and the questions that the dossier could not answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from detente.display.charts import Drawing, to_svg
from detente.questions import Answer

__all__ = ["Drawn", "Given", "draw", "key_of"]

NOT_SHOWN = "rounds-"
"""Drawings that no section of a brief asks for begin with this; drawn ahead they would be drawn for nothing."""


def key_of(question: str, subject: str | None) -> str:
    """What an answer is called in a brief: its question and its subject.

    >>> key_of("vote", "security-council"), key_of("stability", None)
    ('vote:security-council', 'stability')
    """
    return f"{question}:{subject}" if subject else question


@dataclass(frozen=True)
class Drawn:
    """An answer's drawings by name, and the pictures of those that a brief shows."""

    drawings: Mapping[str, Drawing]
    pictures: Mapping[str, str]


def draw(answer: Answer) -> Drawn:
    """Draw what a brief shows of an answer, which takes long enough to be done while other questions are asked."""
    drawings = answer.drawings()
    shown = {name: drawing for name, drawing in drawings.items() if not name.startswith(NOT_SHOWN)}
    return Drawn(drawings, {name: to_svg(drawing) for name, drawing in shown.items()})


@dataclass(frozen=True)
class Given:
    """Answers by key in the order asked; for each question asked in vain, by key, the reason; what is drawn already."""

    answers: Mapping[str, Answer]
    refused: Mapping[str, str] = field(default_factory=dict)
    drawn: Mapping[str, Drawn] = field(default_factory=dict)

    @classmethod
    def of(cls, answers: Iterable[Answer], refused: Mapping[str, str] | None = None) -> Given:
        """Answers under their keys."""
        return cls({key_of(answer.question, answer.subject): answer for answer in answers}, dict(refused or {}))

    @cached_property
    def drawings(self) -> Mapping[str, Mapping[str, Drawing]]:
        """Every answer's drawings by its key, made once however many sections show them."""
        return {
            key: self.drawn[key].drawings if key in self.drawn else answer.drawings()
            for key, answer in self.answers.items()
        }

    def picture(self, key: str, name: str) -> str:
        """The picture of one chart of an answer."""
        drawn = self.drawn.get(key)
        return drawn.pictures[name] if drawn and name in drawn.pictures else to_svg(self.drawings[key][name])

    def to(self, *questions: str) -> list[str]:
        """The keys of the answers to these questions."""
        return [key for key, answer in self.answers.items() if answer.question in questions]

    def refusals(self, *questions: str) -> list[str]:
        """Why these questions have no answer, where they were asked."""
        return [reason for key, reason in self.refused.items() if key.split(":")[0] in questions]
