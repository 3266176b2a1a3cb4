"""Which texts pass: the dilution curve, the strongest that passes, and the text that is best for its sponsor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from detente.engines.council.adoption import adoption
from detente.engines.council.ballots import DEFAULT, OrderedLogit, gains
from detente.engines.council.chamber import Chamber, Texts, mean_over_draws, texts
from detente.engines.council.decision import adopted, draft_votes
from detente.engines.council.diagram import diagram
from detente.engines.council.rule import Rule
from detente.engines.programs import compiled

__all__ = ["STRENGTHS", "BestText", "best_texts", "dilution", "expected", "passing"]

STRENGTHS = np.linspace(0.0, 100.0, 101)
SWEEPS = 20


class BestText(NamedTuple):
    """A text, the chance that it is adopted, and what proposing it is worth to its sponsor on average, in points."""

    text: Float[np.ndarray, " issue"]
    adopted: float
    points: float


def dilution(
    rule: Rule,
    seats: Chamber,
    issue: int = 0,
    strengths: Float[np.ndarray, " strength"] = STRENGTHS,
    logit: OrderedLogit = DEFAULT,
) -> Float[Array, "strength draw"]:
    """P(adopted) of a text without sponsors that sets one issue to each strength and leaves the others as they are."""
    text = np.tile(np.asarray(seats.status_quo)[:, None], (1, len(strengths), 1))
    text[:, :, issue] = strengths
    return adopted(rule, seats, text, np.zeros((rule.size, len(strengths)), dtype=bool), logit)


def passing(
    strengths: Float[np.ndarray, " strength"], chances: Float[np.ndarray, " strength"], level: float
) -> tuple[float, float] | None:
    """The least and the greatest strength that pass with at least this chance, on the line through the points.

    >>> passing(np.array([0.0, 50.0, 100.0]), np.array([0.0, 1.0, 0.0]), 0.8)
    (40.0, 60.0)
    >>> passing(np.array([0.0, 50.0, 100.0]), np.array([0.0, 0.6, 0.0]), 0.8) is None
    True
    """
    passes = np.flatnonzero(np.asarray(chances) >= level)
    if len(passes) == 0:
        return None
    first, last = int(passes[0]), int(passes[-1])
    return _crossing(strengths, chances, level, first, -1), _crossing(strengths, chances, level, last, 1)


def _crossing(
    strengths: Float[np.ndarray, " strength"],
    chances: Float[np.ndarray, " strength"],
    level: float,
    inside: int,
    step: int,
) -> float:
    outside = inside + step
    if not 0 <= outside < len(strengths):
        return float(strengths[inside])
    share = (chances[inside] - level) / (chances[inside] - chances[outside])
    return float(strengths[inside] + share * (strengths[outside] - strengths[inside]))


def best_texts(
    rule: Rule,
    seats: Chamber,
    sponsors: Sequence[int],
    issues: Sequence[int],
    logit: OrderedLogit = DEFAULT,
) -> list[BestText]:
    """For each member the text of greatest expected points, were it to propose it alone (and vote for it).

    1. Expected points of a text: the mean over draws of P(adopted)·(what the text is worth to the sponsor).
    2. One issue after the other is set to the strength of greatest expected points (a grid of 1 scale unit), the
       others held, the first time where they are, until a sweep changes nothing: exact for one issue, coordinate
       ascent for several.

    Reference: Romer & Rosenthal (1978), Political resource allocation, controlled agendas, and the status quo,
    Public Choice 33, 27–43.
    """
    best = np.tile(np.asarray(seats.status_quo).mean(axis=0), (len(sponsors), 1))
    for _ in range(SWEEPS if len(issues) > 1 else 1):
        before = best.copy()
        for issue in issues:
            tried = np.tile(best[:, None], (1, len(STRENGTHS), 1))
            tried[:, :, issue] = STRENGTHS
            chance, points = expected(rule, seats, np.repeat(sponsors, len(STRENGTHS)), tried, logit)
            top = points.argmax(axis=1)
            rows = np.arange(len(sponsors))
            best = tried[rows, top]
        if np.array_equal(before, best):
            break
    return [
        BestText(*found) for found in zip(best, chance[rows, top].tolist(), points[rows, top].tolist(), strict=True)
    ]


def expected(
    rule: Rule,
    seats: Chamber,
    sponsor: Int[np.ndarray, " draft"],
    tried: Float[np.ndarray, "sponsor strength issue"],
    logit: OrderedLogit,
) -> tuple[Float[np.ndarray, "sponsor strength"], Float[np.ndarray, "sponsor strength"]]:
    """P(adopted) and expected points to the sponsor of each text, averaged over the draws."""
    flat = texts(seats, tried.reshape(-1, tried.shape[2]))
    chance, points = _proposed(rule, seats, flat, np.asarray(sponsor), logit.checked())
    return np.asarray(chance).reshape(tried.shape[:2]), np.asarray(points).reshape(tried.shape[:2])


@compiled("rule")
def _proposed(
    rule: Rule, seats: Chamber, text: Texts, sponsor: Int[Array, " draft"], logit: OrderedLogit
) -> tuple[Float[Array, " draft"], Float[Array, " draft"]]:
    signed = jnp.arange(rule.size)[:, None] == sponsor

    def some_draws(some: Chamber, words: Texts) -> tuple[Float[Array, "draft draw"], Float[Array, "draft draw"]]:
        chance = adoption(rule, draft_votes(rule, some, words, signed, logit), fused=True)
        worth = gains(some.position, some.salience, some.status_quo, words)
        return chance, chance * worth[sponsor, jnp.arange(len(sponsor))]

    means: tuple[Float[Array, " draft"], Float[Array, " draft"]] = mean_over_draws(
        some_draws, seats, text, text.shape[1] * diagram(rule).width
    )
    return means
