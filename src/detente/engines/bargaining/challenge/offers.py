"""One issue, one round: which offers each actor faces, and which of them it takes."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from detente.engines.bargaining.challenge.utilities import NEAR

__all__ = ["Kind", "Offers", "offers_to", "taken"]


class Kind(IntEnum):
    """What a challenge comes to for the actor who is challenged, in the order of the published code."""

    CONFLICT = 0
    COMPROMISE = 1
    CAPITULATION = 2
    NOTHING = 3


class Offers(NamedTuple):
    """What each actor i faces from each j: the kind, where it would put i, and what j expects of it."""

    kind: Int[Array, "actors actors"]
    target: Float[Array, "actors actors"]
    pressure: Float[Array, "actors actors"]


def offers_to(
    own: Float[Array, "actors actors"],
    other: Float[Array, "actors actors"],
    position: Float[Array, " actors"],
    open_pairs: Bool[Array, "actors actors"],
    capitulate: bool,
) -> Offers:
    """The offer to i from each j, with a = E_i(U_ij) (``own``) and b = E_i(U_ji) as i sees it (``other``).

    1. Conflict, b > a > 0: i moves to j.
    2. Compromise, b > 0 > a and |b| > |a|: i moves by (x_j − x_i)|a/b|.
    3. Capitulation, b > 0 > a and |b| ≤ |a|: i moves to j.
    """
    pressed = open_pairs & (other > NEAR)
    conflict = pressed & (own > NEAR) & (other > own + NEAR)
    weak = pressed & (own < -NEAR)
    compromise = weak & (other > -own + NEAR)
    capitulation = weak & ~compromise & capitulate
    kind = jnp.where(
        conflict,
        Kind.CONFLICT,
        jnp.where(compromise, Kind.COMPROMISE, jnp.where(capitulation, Kind.CAPITULATION, Kind.NOTHING)),
    )
    share = jnp.where(compromise, jnp.abs(own) / jnp.where(compromise, other, 1.0), 1.0)
    target = position[:, None] + (position[None, :] - position[:, None]) * share
    # the exact position of j, not one that rounding put beside it
    target = jnp.where(compromise, target, jnp.broadcast_to(position[None, :], target.shape))
    return Offers(kind, target, other)


def taken(
    offers: Offers, position: Float[Array, " actors"], scale: Float[Array, ""], by_kind: bool
) -> Bool[Array, "actors actors"]:
    """Which offer each i takes: a row marks it (several that lead to one place), or nothing.

    The offer that moves i least is taken; of offers alike, the one behind which stands most pressure, then
    the lowest. With ``by_kind`` (the published code) conflict comes before compromise before capitulation,
    and within compromise the lowest target is taken.
    """
    live = offers.kind != Kind.NOTHING
    move = jnp.abs(offers.target - position[:, None])
    if by_kind:
        first = jnp.min(jnp.where(live, offers.kind, Kind.NOTHING), axis=1, keepdims=True)
        live &= offers.kind == first
        move = jnp.where(first == Kind.COMPROMISE, offers.target, move)
    live &= _least(move, live, NEAR * scale)
    live &= _least(-offers.pressure, live, jnp.asarray(NEAR))
    live &= _least(offers.target, live, jnp.asarray(0.0))
    return live


def _least(
    values: Float[Array, "actors actors"], live: Bool[Array, "actors actors"], near: Float[Array, ""]
) -> Bool[Array, "actors actors"]:
    least = jnp.min(jnp.where(live, values, jnp.inf), axis=1, keepdims=True)
    return values <= least + near
