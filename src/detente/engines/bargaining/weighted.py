"""The weighted mean and median of positions, and what to do where nobody has weight."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from detente.engines.bargaining.case import Draw
from detente.engines.bargaining.fold import total_of

__all__ = ["TIE", "fallback", "mean_of", "median_of", "weight_of"]

TIE = 1e-12
"""Sums of weights that differ by less than this share of the total are equal: rounding decides no tie."""


def weight_of(draw: Draw) -> Float[Array, "actors issues"]:
    """Weight w = capability · salience, salience taken in 0..1."""
    return draw.capability * draw.salience / 100.0


def mean_of(position: Float[Array, "actors issues"], weight: Float[Array, "actors issues"]) -> Float[Array, " issues"]:
    """Weighted mean Σ w x / Σ w of each issue, kept inside the positions that have weight (0 without weight).

    >>> mean_of(jnp.array([[0.0], [100.0]]), jnp.array([[1.0], [3.0]])).tolist()
    [75.0]
    """
    whole = jnp.sum(weight, axis=0)
    mean = jnp.sum(weight * position, axis=0) / jnp.where(whole > 0.0, whole, 1.0)
    low = jnp.min(jnp.where(weight > 0.0, position, jnp.inf), axis=0)
    high = jnp.max(jnp.where(weight > 0.0, position, -jnp.inf), axis=0)
    return jnp.where(whole > 0.0, jnp.clip(mean, low, high), 0.0)


def median_of(
    position: Float[Array, "actors issues"], weight: Float[Array, "actors issues"]
) -> Float[Array, " issues"]:
    """Weighted median of each issue: the least position with half the weight at or below it (0 if no weight).

    Sums over pairs in place of a sort: for up to some sixty actors that is the faster way, and it gives the
    same answer in whatever order the actors stand.

    >>> median_of(jnp.array([[10.0], [20.0], [90.0]]), jnp.array([[1.0], [1.0], [2.0]])).tolist()
    [20.0]
    """
    whole = jnp.sum(weight, axis=0)
    below = total_of(lambda k: jnp.where(position[k] <= position, weight[k], 0.0), len(weight))
    enough = (below >= (0.5 - TIE) * whole) & (weight > 0.0)
    median = jnp.min(jnp.where(enough, position, jnp.inf), axis=0)
    return jnp.where(whole > 0.0, median, 0.0)


def fallback(draw: Draw) -> tuple[Bool[Array, " issues"], Float[Array, " issues"]]:
    """Where nobody has weight, and what stands there: the status quo, or the plain mean of the positions."""
    nobody = ~jnp.any(weight_of(draw) > 0.0, axis=0)
    if draw.status_quo is not None:
        return nobody, draw.status_quo
    return nobody, mean_of(draw.position, draw.present.astype(draw.position.dtype))
