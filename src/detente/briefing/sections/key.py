"""Section 1: key judgements."""

from __future__ import annotations

from dataclasses import replace

from detente.briefing.given import Given
from detente.briefing.judgements import judgements
from detente.briefing.records import Block, Section, Statement
from detente.display.words import capitalised
from detente.dossier import Dossier
from detente.questions import Answer
from detente.questions.titles import titled

__all__ = ["about", "key_judgements"]


def key_judgements(dossier: Dossier, given: Given) -> Section:
    """What matters, in five to eight sentences taken word for word from the answers."""
    blocks = tuple(
        Block(heading=about(dossier, given.answers[key]), statements=_confidence_once(said))
        for key, said in judgements(given).items()
    )
    lacks = "has no issue: add one under `issues:`" if not dossier.issues else "answers nothing: add positions"
    missing = (Block(missing=f"The dossier {lacks}, and brief again."),)
    return Section(1, "key-judgements", "Key judgements", blocks or missing)


def about(dossier: Dossier, answer: Answer) -> str:
    """What an answer is about, in the dossier's words: what the issue asks, the council's name, the talks' name."""
    subject = answer.subject or ""
    if answer.question == "forecast" and subject in dossier.issues:
        return dossier.issues[subject].asks
    if answer.question == "vote" and subject in dossier.councils:
        return capitalised(dossier.councils[subject].name)
    if answer.question == "talks" and subject in dossier.talks:
        return capitalised(titled(subject, dossier.talks[subject].name))
    return capitalised(titled(subject or answer.question))


def _confidence_once(said: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The same confidence is stated once, under the last of the sentences that it belongs to."""
    following = (*said[1:], None)
    return tuple(
        replace(one, confidence=None, confidence_said=None)
        if after is not None and after.confidence_said is not None and after.confidence_said == one.confidence_said
        else one
        for one, after in zip(said, following, strict=True)
    )
