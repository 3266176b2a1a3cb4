"""Section 9: where the models disagree, with the plain baselines, and the record so far."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Section, Statement
from detente.briefing.sections.key import about
from detente.briefing.sections.parts import pictures
from detente.display.words import apart, listed, number, points, sentence
from detente.dossier import Dossier
from detente.questions.forecast.models import BASELINES, TITLES

__all__ = ["disagreement", "spread_sentence"]


MISSING = "No issue has a forecast, so there is nothing to compare: add an issue with positions, and brief again."

RECORD = (
    Statement(
        "On 351 resolved issues of European law-making the weighted mean missed the outcome by 22.99 points of 100 "
        "on average, the tuned challenge model by 26.83 and the weighted median by 28.37; so the mean leads here.",
        reference="the public back-test of the schelling project",
    ),
)


def disagreement(dossier: Dossier, given: Given) -> Section:
    """Every model beside the baselines, issue by issue, and how such models have done before."""
    blocks = tuple(_block(dossier, given, key) for key in given.to("forecast"))
    record = Block(
        heading="The record so far",
        statements=RECORD,
        missing="No forecast of this dossier has been scored: its horizon has to pass first.",
    )
    made = (*(blocks or (Block(missing=MISSING),)), record)
    return Section(9, "where-the-models-disagree", "Where the models disagree", made)


def _block(dossier: Dossier, given: Given, key: str) -> Block:
    answer = given.answers[key]
    text = spread_sentence(answer.to_dict()["results"].get("models", {}))
    rests = statements_of(key, answer)
    said = Statement(
        text=text,
        answer=key,
        claims=tuple(dict.fromkeys(claim for s in rests for claim in s.claims)),
        assumptions=tuple(dict.fromkeys(path for s in rests for path in s.assumptions)),
    )
    return Block(
        heading=about(dossier, answer),
        statements=(said,) if text else (),
        pictures=pictures(given, key, "models"),
    )


def spread_sentence(models: Mapping[str, Mapping[str, Any]]) -> str:
    """How far apart the models' means are, which is lowest and highest, and what the other baselines give.

    The status quo is no forecast of a bargain, so it does not widen the spread.

    >>> outcome = lambda mean: {"outcome": {"mean": mean}}
    >>> spread_sentence({"mean": outcome(63), "challenge": outcome(45), "status_quo": outcome(0)})
    'The models lie 18 points apart, from 45 (challenge) to 63 (weighted mean); the status quo gives 0.'
    >>> spread_sentence({"mean": outcome(63)})
    'One model was run: the weighted mean gives 63.'
    """
    means = {name: float(model["outcome"]["mean"]) for name, model in models.items() if model.get("outcome")}
    ranked = sorted((mean, name) for name, mean in means.items() if name != "status_quo")
    if not ranked:
        return ""
    (low, lowest), (high, highest) = ranked[0], ranked[-1]
    beside = _given({name: means[name] for name in BASELINES if name in means and name not in (lowest, highest)})
    if len(ranked) == 1:
        return sentence(f"one model was run: the {model_name(lowest)} gives {number(low)}{beside}")
    if number(low) == number(high):
        return sentence(f"the models agree on {number(low)}{beside}")
    ends = f"from {number(low)} ({model_name(lowest)}) to {number(high)} ({model_name(highest)})"
    return sentence(f"the models lie {points(apart(low, high))} apart, {ends}{beside}")


def _given(baselines: Mapping[str, float]) -> str:
    """What the baselines give, as the end of a sentence; nothing where there are none."""
    plain = [
        f"the {model_name(name)} {'' if at else 'gives '}{number(mean)}"
        for at, (name, mean) in enumerate(baselines.items())
    ]
    return f"; {listed(plain)}" if plain else ""


def model_name(name: str) -> str:
    """A model's name as people read it."""
    return TITLES.get(name, name.replace("_", " "))
