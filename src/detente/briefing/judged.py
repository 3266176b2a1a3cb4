"""Which outcome a key judgement is about: the one whose value stands in its brackets."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from detente.briefing.asking import ask_all, questions_of
from detente.briefing.given import Given
from detente.briefing.judgements import ABOUT, judgements
from detente.briefing.records import Statement
from detente.dossier import Dossier
from detente.errors import QuestionError
from detente.questions import Answer

__all__ = ["judged", "outcome_behind"]


def judged(dossier: Dossier, number: int, given: Given | None = None) -> str:
    """The path of the outcome of the key judgement of that number, counted from 1 as the brief prints them.

    Args:
        dossier: what we believe.
        number: of the judgement.
        given: the brief's answers; what key judgements come from is asked where they are not at hand.

    Raises:
        QuestionError: there is no such judgement, or its number is no outcome.
    """
    given = given or ask_all(dossier, (one for one in questions_of(dossier) if one.kind not in ABOUT))
    said = [statement for own in judgements(given).values() for statement in own]
    if not 1 <= number <= len(said):
        hint = f"the brief has {len(said)}, counted from 1; or name an outcome, as in talks.TALKS.FORMAT.convenes"
        raise QuestionError(f"no key judgement has the number {number}", key="sentence", hint=hint)
    found = outcome_behind(given, said[number - 1])
    if found is None:
        hint = "name an outcome, as in vote.COUNCIL.DRAFT.adopted"
        what = f"key judgement {number} is not about an outcome: {said[number - 1].text}"
        raise QuestionError(what, key="sentence", hint=hint)
    return found


def outcome_behind(given: Given, said: Statement) -> str | None:
    """The outcome whose value is a sentence's probability; nothing where it states none, or another."""
    answer = given.answers.get(said.answer or "")
    if answer is None or said.probability is None:
        return None
    same = (path for path, value in _outcomes(answer) if isclose(value, said.probability or 0.0, abs_tol=1e-9))
    return next(same, None)


def _outcomes(answer: Answer) -> Iterator[tuple[str, float]]:
    """The probabilities among an answer's outcomes, those that sentences lead with first."""
    for path in _paths(answer):
        yield path, answer.outcome(path)
    root, results = f"{answer.question}.{answer.subject}", answer.results
    if answer.question == "talks":
        yield f"{root}.some", 1 - results["none"]
    if answer.question == "vote":
        yield f"{root}.some", 1 - results["nothing"]


def _paths(answer: Answer) -> Iterator[str]:
    root, results = f"{answer.question}.{answer.subject}", answer.results
    match answer.question:
        case "forecast":
            models = results["models"].items()
            yield from (f"{root}.{name}.bands.{band}" for name, model in models for band in model["bands"])
        case "vote":
            yield from (f"{root}.{draft}.{fate}" for fate in ("adopted", "vetoed") for draft in results["drafts"])
        case "talks":
            yield from (f"{root}.{form}.convenes" for form in results["formats"])
        case "stability":
            yield from (f"stability.horizon.{option}" for option in results["horizon"])
        case "standoff":
            yield from (f"{root}.{name}" for name in results["outcomes"])
