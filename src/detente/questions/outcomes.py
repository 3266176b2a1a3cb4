"""Outcomes: the numbers that answers give, by dotted path, draw by draw for any question.

An outcome is named by a path into an answer: ``forecast.ISSUE.MODEL.outcome``, ``forecast.ISSUE.MODEL.bands.BAND``,
``vote.COUNCIL.DRAFT.adopted``, ``talks.TALKS.FORMAT.convenes``, ``leverage.HOLDER.TARGET.ISSUE.effective``,
``stability.horizon.ACTOR.OPTION``, ``standoff.NAME.OUTCOME``. What-if, sensitivity and levers ask for its value in
every draw, so that differences are taken draw by draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from detente.display import words
from detente.dossier import Dossier
from detente.dossier.ranking import option_names
from detente.errors import QuestionError, closest, nearest
from detente.questions.answer import Question
from detente.questions.askable import askable
from detente.questions.draws import Array, Draws
from detente.questions.forecast import Forecast
from detente.questions.leverage import Leverage
from detente.questions.leverage.cells import main_cells
from detente.questions.stability import Stability
from detente.questions.standoff import Standoff
from detente.questions.talks import Talks
from detente.questions.vote import Vote

__all__ = [
    "Sampled",
    "is_chance",
    "leading_outcome",
    "leading_outcomes",
    "main_outcomes",
    "one_of_each",
    "question_of",
    "questions_by_path",
    "samples",
    "unit_of",
    "unknown",
]

LEADING = ("vote", "talks", "forecast", "standoff", "stability")
MAIN_OF_STANDOFF = ("escalation", "war", "deal")


class Sampled(Question[Any], Protocol):
    """A question whose outcomes have a value in every draw."""

    def samples(self, drawn: Draws, paths: Sequence[str]) -> dict[str, Array]:
        """One number a draw for each outcome, shape (draws,): NaN in a draw without an answer.

        The mean over draws is what ``Answer.outcome`` gives. The draws are those of ``drawn``, whatever the question's
        own ``draws`` and ``seed``; slow models settle all of them.

        Raises:
            QuestionError: there is no such outcome, or the dossier cannot answer the question.
        """
        ...


def samples(drawn: Draws, paths: Sequence[str], *, fill: bool = False) -> dict[str, Array]:
    """One number a draw for each outcome, whichever questions they belong to; each question is solved once.

    Args:
        drawn: the draws of a dossier's numbers.
        paths: outcomes.
        fill: give a council's member without a position a wide one, where that is an error otherwise.

    Raises:
        QuestionError: there is no such outcome (the nearest is named), or the dossier cannot answer the question.

    >>> from detente.dossier import example
    >>> found = samples(Draws(example(), 100), ["forecast.response.mean.outcome"])
    >>> found["forecast.response.mean.outcome"].shape
    (100,)
    """
    found: dict[str, Array] = {}
    for question, own in questions_by_path(drawn.dossier, paths, draws=drawn.n, seed=drawn.seed, fill=fill):
        found |= question.samples(drawn, own)
    return {path: found[path] for path in paths}


def questions_by_path(
    dossier: Dossier, paths: Sequence[str], *, draws: int, seed: int = 0, fill: bool = False
) -> list[tuple[Sampled, list[str]]]:
    """The questions that outcomes belong to, each with its outcomes, in their order.

    Raises:
        QuestionError: a path names no question, or one that the dossier has no input for.
    """
    found: dict[tuple[str, ...], tuple[Sampled, list[str]]] = {}
    for path in paths:
        kind, subject, *_ = (*path.split("."), "")
        key = (kind, "" if kind == "leverage" else subject)
        if key not in found:
            found[key] = question_of(dossier, path, draws=draws, seed=seed, fill=fill), []
        found[key][1].append(path)
    return list(found.values())


def question_of(dossier: Dossier, path: str, *, draws: int, seed: int = 0, fill: bool = False) -> Sampled:
    """The question that an outcome belongs to.

    Raises:
        QuestionError: the path names no question, or one that the dossier has no input for; the nearest is named.
    """
    match path.split(".", 2)[:2]:
        case ["forecast", issue] if issue in dossier.issues:
            return Forecast(issue, draws=draws, seed=seed)
        case ["vote", council] if council in dossier.councils:
            return Vote(council, draws=draws, seed=seed, fill=fill)
        case ["talks", talks] if talks in dossier.talks:
            return Talks(talks, draws=draws, seed=seed)
        case ["leverage", holder] if any(tie.holder == holder for tie in dossier.ties.values()):
            return Leverage(draws=draws, seed=seed)
        case ["stability", "horizon"] if dossier.conflict is not None:
            return Stability(draws=draws, seed=seed)
        case ["standoff", standoff] if standoff in dossier.standoffs:
            return Standoff(standoff, draws=draws, seed=seed)
    raise unknown(dossier, path)


def unknown(dossier: Dossier, path: str) -> QuestionError:
    """What to raise for a path that names no outcome of the dossier: the nearest, or those that can be asked."""
    main = main_outcomes(dossier)
    if closest(path, main) is not None:
        hint = nearest(path, main)
    else:
        every, some = ([one for one in paths if askable(dossier, one)] for paths in (main, one_of_each(dossier)))
        hint = nearest(path, every) or nearest(path, some) or "see `ask whatif`"
    return QuestionError("no such outcome", key=path or "outcome", hint=hint)


def main_outcomes(dossier: Dossier) -> tuple[str, ...]:
    """The outcomes that matter most of every question that the dossier has input for.

    1. What the weighted mean settles on each issue. 2. P(adopted) of each draft. 3. P(each format convenes). 4. How far
    each holder's threats move each target on the issue with most at stake. 5. P(each option that nobody takes now is
    taken by the horizon). 6. P(escalation), P(war) and P(deal) of each standoff.

    >>> from detente.dossier import example
    >>> main_outcomes(example())  # doctest: +NORMALIZE_WHITESPACE
    ('forecast.response.mean.outcome', 'vote.council.strong-text.adopted', 'vote.council.weak-text.adopted')
    """
    return (
        *(f"forecast.{id}.mean.outcome" for id, issue in dossier.issues.items() if issue.positions),
        *(f"vote.{id}.{draft}.adopted" for id, council in dossier.councils.items() for draft in council.drafts),
        *(f"talks.{id}.{form}.convenes" for id, talks in dossier.talks.items() for form in talks.formats),
        *(f"leverage.{'.'.join(cell)}.effective" for cell in main_cells(dossier)),
        *(f"stability.horizon.{option}" for option in _not_taken(dossier)),
        *(f"standoff.{id}.{name}" for id in dossier.standoffs for name in MAIN_OF_STANDOFF),
    )


def leading_outcomes(dossier: Dossier) -> tuple[str, ...]:
    """The outcomes to look at first: of the first draft, the first format, the first issue, and then any other.

    >>> from detente.dossier import example
    >>> leading_outcomes(example())
    ('vote.council.strong-text.adopted', 'forecast.response.mean.outcome')
    """
    main = main_outcomes(dossier)
    by_kind = {kind: [path for path in main if path.startswith(f"{kind}.")] for kind in LEADING}
    return tuple(paths[0] for paths in by_kind.values() if paths)


def leading_outcome(dossier: Dossier, *others: Dossier, fill: bool = False) -> str:
    """The outcome to look at where none is named: the first, in the order of ``leading_outcomes``, that can be asked.

    Where none can be, it is the first of all, whose question says what is missing.

    Args:
        dossier: what we believe.
        others: dossiers that must be able to answer it too.
        fill: a council's member without a position is given one.

    Raises:
        QuestionError: the dossier has no outcome, or none that the others have.
    """
    main = main_outcomes(dossier)
    if not main:
        raise QuestionError("the dossier has no outcome", key="issues", hint="add an issue with positions")
    theirs = [main_outcomes(other) for other in others]
    common = [path for path in main if all(path in own for own in theirs)]
    if not common:
        hint = "they are compared by the ids of issues, drafts, formats and options that both have"
        raise QuestionError("the dossiers have no outcome in common", key="outcome", hint=hint)
    ordered = [path for kind in (*LEADING, "leverage") for path in common if path.startswith(f"{kind}.")]
    every = (dossier, *others)
    return next((path for path in ordered if all(askable(one, path, fill=fill) for one in every)), ordered[0])


def unit_of(path: str) -> words.Unit:
    """What an outcome is counted in: a probability, or units of the scale of an issue.

    >>> unit_of("vote.council.text.adopted"), unit_of("forecast.response.mean.outcome")
    ('probability', 'scale')
    """
    match path.split("."):
        case ["forecast", _, _, "outcome"]:
            return "scale"
        case ["leverage", *_, number] if number != "probability":
            return "scale"
    return "probability"


def is_chance(path: str) -> bool:
    """Whether an outcome is a probability."""
    return unit_of(path) == "probability"


def one_of_each(dossier: Dossier) -> list[str]:
    """One outcome for each thing that can be asked, in the order of the brief: those that side effects are told of.

    An issue's weighted mean, a council's first draft, talks' first format, each holder's leverage over each target, the
    first option not taken, war.

    >>> from detente.dossier import example
    >>> one_of_each(example())[:2]
    ['forecast.response.mean.outcome', 'vote.council.strong-text.adopted']
    """
    return [
        *(f"forecast.{id}.mean.outcome" for id, issue in dossier.issues.items() if issue.positions),
        *(f"vote.{id}.{_first(c.drafts)}.adopted" for id, c in dossier.councils.items() if c.drafts),
        *(f"talks.{id}.{_first(talks.formats)}.convenes" for id, talks in dossier.talks.items()),
        *(f"leverage.{'.'.join(cell)}.effective" for cell in main_cells(dossier)),
        *(f"stability.horizon.{name}" for name in _not_taken(dossier)[:1]),
        *(f"standoff.{id}.war" for id in dossier.standoffs),
    ]


def _not_taken(dossier: Dossier) -> list[str]:
    """The options of the conflict that nobody has taken yet."""
    conflict = dossier.conflict
    return [name for name in option_names(conflict) if name not in conflict.now] if conflict else []


def _first(records: Mapping[str, Any]) -> str:
    return next(iter(records))
