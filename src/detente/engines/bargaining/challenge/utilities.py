"""One issue, one round: chances of winning, expected utilities, security and attitude to risk.

Matrices are indexed ``[i, j]``: i challenges j. Distances are shares of the range R, in 0..1.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from detente.engines.bargaining.fold import once, total_of

__all__ = ["Side", "Table", "chance", "exponent", "gain", "security", "shares", "support"]

NEAR = 1e-9
"""Utilities and shares of the range that differ by less are equal: rounding decides nothing."""

ROUNDING = 1e-12


class Table(NamedTuple):
    """One issue of one draw: where the actors stand, what they weigh, and who is there."""

    position: Float[Array, " actors"]
    salience: Float[Array, " actors"]  # 0..1
    weight: Float[Array, " actors"]
    present: Bool[Array, " actors"]


class Side(NamedTuple):
    """What an actor who challenges may come to: utilities of success, failure, and of no challenge."""

    success: Float[Array, "actors actors"]
    failure: Float[Array, "actors actors"]
    stay: Float[Array, "actors actors"] | Float[Array, "actors 1"]


def shares(position: Float[Array, " actors"], span: Float[Array, ""]) -> Float[Array, "actors actors"]:
    """Distances as shares of the range; those within rounding of 0 or 1 are 0 or 1.

    A power of ½ takes the root of what rounding left, and 10⁻¹⁶ would become 10⁻⁸.
    """
    raw = jnp.abs(position[:, None] - position[None, :]) / span
    snapped = jnp.where(raw < ROUNDING, 0.0, raw)
    return jnp.where(jnp.abs(raw - 1.0) < ROUNDING, 1.0, snapped)


def support(
    distance: Float[Array, "actors actors"],
    exponent: Float[Array, " actors"] | None,
    weight: Float[Array, " actors"],
) -> Float[Array, "actors actors"]:
    """Votes for i against j: Σ_k w_k max(0, |x_k − x_j|^r_k − |x_k − x_i|^r_k)."""
    loss = _power(distance, exponent)
    loss = loss if exponent is None else once(loss)  # powers are dear: take them once
    return total_of(lambda k: weight[k] * jnp.maximum(loss[k][None, :] - loss[k][:, None], 0.0), len(weight))


def chance(
    votes: Float[Array, "actors actors"], present: Bool[Array, " actors"], of_all: bool
) -> Float[Array, "actors actors"]:
    """P: the votes for i as a share of those cast between the two, or of those on all ordered pairs.

    The share of all pairs is the published code's. Where nobody votes, P is ½ (it then decides nothing).
    """
    if of_all:
        both = present[:, None] & present[None, :]
        cast = 2.0 * jnp.sum(jnp.where(both, votes, 0.0))
    else:
        cast = votes + votes.T
    return jnp.where(cast > 0.0, votes / jnp.where(cast > 0.0, cast, 1.0), 0.5)


def side(
    distance: Float[Array, "actors actors"],
    to_median: Float[Array, " actors"],
    exponent: Float[Array, " actors"] | None,
    stay: float,
) -> Side:
    """Utilities as seen by the row's actor i, with its exponent r_i, of a challenge between i and column j.

    U_s = 2 − 4(½ − ½d)^r, U_f = 2 − 4(½ + ½d)^r; no challenge is worth Q U_sq + (1−Q)(T U_b + (1−T) U_w).
    """
    success = _utility(0.5 - 0.5 * distance, exponent)
    failure = _utility(0.5 + 0.5 * distance, exponent)
    quo = _utility(jnp.full_like(distance[:, :1], 0.5), exponent)
    if stay == 1.0:
        return Side(success, failure, quo)
    reach = 0.25 * (to_median[:, None] + distance)
    better = _utility(jnp.maximum(0.5 - reach, 0.0), exponent)
    worse = _utility(0.5 + reach, exponent)
    nearer = to_median[:, None] < distance - NEAR
    return Side(success, failure, stay * quo + (1.0 - stay) * jnp.where(nearer, better, worse))


def _utility(share: Array, exponent: Float[Array, " actors"] | None) -> Array:
    return 2.0 - 4.0 * _power(share, exponent)


def _power(base: Array, exponent: Float[Array, " actors"] | None) -> Array:
    """The base to the row's exponent; without exponents all are 1, and no power is taken (they are dear).

    Bases lie in 0..1 and exponents in ½..2, where exp(r log b) is exact to some 1e-15 and about half the price.
    """
    return base if exponent is None else jnp.exp(exponent[:, None] * jnp.log(base))


def gain(
    side: Side, chance: Float[Array, "actors actors"], resolve: Float[Array, "actors actors"]
) -> Float[Array, "actors actors"]:
    """Expected utility of a challenge: s(P U_s + (1−P) U_f) + (1−s) U_s − U_no challenge.

    ``resolve`` is the salience of the challenged, who resists with that probability.
    """
    fight = chance * side.success + (1.0 - chance) * side.failure
    return resolve * fight + (1.0 - resolve) * side.success - side.stay


def security(gains: Float[Array, "actors actors"], present: Bool[Array, " actors"]) -> Float[Array, " actors"]:
    """What the others expect of challenging i, summed: the higher, the more exposed i is."""
    others = present[:, None] & present[None, :] & ~jnp.eye(len(present), dtype=bool)
    return jnp.sum(jnp.where(others, gains, 0.0), axis=0)


def exponent(security: Float[Array, " actors"], present: Bool[Array, " actors"]) -> Float[Array, " actors"]:
    """Risk exponent r = (1 − R/3)/(1 + R/3), R = (2 Sec − max − min)/(max − min); 1 if all are alike."""
    top = jnp.max(jnp.where(present, security, -jnp.inf))
    bottom = jnp.min(jnp.where(present, security, jnp.inf))
    spread = top - bottom
    alike = spread <= NEAR
    risk = (2.0 * security - top - bottom) / jnp.where(alike, 1.0, spread)
    risk = jnp.where(alike | ~present, 0.0, risk)
    return (1.0 - risk / 3.0) / (1.0 + risk / 3.0)
