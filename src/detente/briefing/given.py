"""What a brief is made from besides its dossier: the answers, and the questions that the dossier could not answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from detente.display.charts import to_svg
from detente.questions import Answer

__all__ = ["Drawn", "Given", "draw", "key_of"]


def key_of(question: str, subject: str | None) -> str:
    """What an answer is called in a brief: its question and its subject.

    >>> key_of("vote", "security-council"), key_of("stability", None)
    ('vote:security-council', 'stability')
    """
    return f"{question}:{subject}" if subject else question


@dataclass(frozen=True)
class Drawn:
    """An answer's charts by name, and the picture of each."""

    charts: Mapping[str, Any]
    pictures: Mapping[str, str]


def draw(answer: Answer) -> Drawn:
    """Draw an answer's charts, which takes long enough to be done while other questions are thought about."""
    charts = answer.charts()
    return Drawn(charts, {name: to_svg(chart) for name, chart in charts.items()})


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
    def charts(self) -> Mapping[str, Mapping[str, Any]]:
        """Every answer's charts by its key, drawn up once however many sections show them."""
        return {
            key: self.drawn[key].charts if key in self.drawn else answer.charts()
            for key, answer in self.answers.items()
        }

    def picture(self, key: str, name: str) -> str:
        """The picture of one chart of an answer."""
        drawn = self.drawn.get(key)
        return drawn.pictures[name] if drawn else to_svg(self.charts[key][name])

    def to(self, *questions: str) -> list[str]:
        """The keys of the answers to these questions."""
        return [key for key, answer in self.answers.items() if answer.question in questions]

    def refusals(self, *questions: str) -> list[str]:
        """Why these questions have no answer, where they were asked."""
        return [reason for key, reason in self.refused.items() if key.split(":")[0] in questions]
