"""Which texts pass: the dilution curve, the strongest that passes, and the text that is best for its sponsor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from detente.engines.council.ballots import DEFAULT, OrderedLogit, gains
from detente.engines.council.chamber import Chamber, texts
from detente.engines.council.decision import adopted
from detente.engines.council.rule import Rule

__all__ = ["BestText", "best_text", "dilution", "passing"]

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
    text = jnp.tile(seats.status_quo[:, None], (1, len(strengths), 1)).at[:, :, issue].set(jnp.asarray(strengths))
    return adopted(rule, seats, text, jnp.zeros((rule.size, len(strengths)), dtype=bool), logit)


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


def best_text(
    rule: Rule,
    seats: Chamber,
    sponsor: int,
    start: Float[np.ndarray, " issue"],
    issues: Sequence[int],
    logit: OrderedLogit = DEFAULT,
) -> BestText:
    """The text of greatest expected points for a member that proposes it alone and votes for it.

    1. Expected points of a text: the mean over draws of P(adopted)·(what the text is worth to the sponsor).
    2. One issue after the other is set to the strength of greatest expected points (a grid of 1 scale
       unit), the
       others held, until a sweep changes nothing: exact for one issue, coordinate ascent for several.

    Reference: Romer & Rosenthal (1978), Political resource allocation, controlled agendas, and the status
    quo, Public Choice 33, 27–43.
    """
    text = np.array(start, dtype=float)
    best = BestText(text, *_expected(rule, seats, sponsor, text[None], logit)[0])
    for _ in range(SWEEPS):
        before = best.text.copy()
        for issue in issues:
            tried = np.tile(best.text, (len(STRENGTHS), 1))
            tried[:, issue] = STRENGTHS
            found = _expected(rule, seats, sponsor, tried, logit)
            top = int(np.argmax([points for _, points in found]))
            if found[top][1] > best.points:
                best = BestText(tried[top], *found[top])
        if np.array_equal(before, best.text):
            break
    return best


def _expected(
    rule: Rule, seats: Chamber, sponsor: int, tried: Float[np.ndarray, "draft issue"], logit: OrderedLogit
) -> list[tuple[float, float]]:
    """P(adopted) and expected points to the sponsor of each text."""
    text = jnp.asarray(tried)
    signed = jnp.zeros((rule.size, len(tried)), dtype=bool).at[sponsor].set(True)
    chance = adopted(rule, seats, text, signed, logit)
    own = slice(sponsor, sponsor + 1)
    worth = gains(seats.position[:, own], seats.salience[:, own], seats.status_quo, texts(seats, text))[0]
    means = np.asarray(chance.mean(axis=1)), np.asarray((chance * worth).mean(axis=1))
    return [(float(p), float(points)) for p, points in zip(*means, strict=True)]
