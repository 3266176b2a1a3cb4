"""Everything that a dossier can be asked, in the order of the brief, and the answers that it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from detente.briefing.given import Given, key_of
from detente.dossier import Dossier
from detente.errors import QuestionError
from detente.questions import Answer, Question, ask
from detente.questions.forecast import Forecast
from detente.questions.stability import Stability
from detente.questions.standoff import Standoff
from detente.questions.talks import Talks
from detente.questions.vote import Vote

__all__ = ["Asked", "ask_all", "questions_of"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the kind and subject that its answer is filed under."""

    kind: str
    subject: str | None
    question: Question[Any]


def questions_of(dossier: Dossier, *, draws: int = 10_000, seed: int = 0, fill: bool = False) -> tuple[Asked, ...]:
    """The questions that the dossier has the input for: issues, councils, talks, the conflict, standoffs.

    Args:
        dossier: what we believe.
        draws: of the uncertain numbers; talks, which are slow to solve, take at most their own default.
        seed: of the draws.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
    """
    issues = [id for id, issue in dossier.issues.items() if issue.positions]
    return (
        *(Asked("forecast", id, Forecast(id, draws=draws, seed=seed)) for id in issues),
        *(Asked("vote", id, Vote(id, draws=draws, seed=seed, fill=fill)) for id in dossier.councils),
        *(Asked("talks", id, Talks(id, draws=min(draws, Talks.draws), seed=seed)) for id in dossier.talks),
        *((Asked("stability", None, Stability(draws=draws, seed=seed)),) if dossier.conflict else ()),
        *(Asked("standoff", id, Standoff(id, draws=min(draws, Standoff.draws), seed=seed)) for id in dossier.standoffs),
    )


def ask_all(dossier: Dossier, questions: Iterable[Asked], *, told: Callable[[str], None] | None = None) -> Given:
    """Every answer, and the reason where the dossier cannot give one.

    Args:
        dossier: what we believe.
        questions: as ``questions_of`` lists them.
        told: called with each question's key before it is asked.
    """
    answers: list[Answer] = []
    refused: dict[str, str] = {}
    for asked in questions:
        key = key_of(asked.kind, asked.subject)
        if told is not None:
            told(key)
        try:
            answers.append(ask(dossier, asked.question))
        except QuestionError as error:
            reasons = "; ".join(str(fault) for fault in error.faults)
            refused[key] = f"`{key.replace(':', ' ')}` has no answer: {reasons}."
    return Given.of(answers, refused)
