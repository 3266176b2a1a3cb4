"""One draw: which trades are open, what each would move, and which is made next.

A trade is indexed ``[i, j, k]``: on the k-th pair of issues (p, q), i supplies p (moves there towards j) and j
supplies q. Effects are changes of the outcome O = Σ w x / Σ w, in scale units; gains are effects times salience.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float, Int

__all__ = ["NEAR", "Market", "Offer", "Pairs", "market_of", "next_trade", "offers", "opened", "pairs_of"]

NEAR = 1e-9
"""Gains, effects and moves that are smaller are none, and gains that differ by less are equal."""


class Pairs(NamedTuple):
    """The pairs of issues: p and q of each."""

    p: Int[np.ndarray, " pairs"]
    q: Int[np.ndarray, " pairs"]


class Market(NamedTuple):
    """What stays as it is through a round of trades."""

    start: Float[Array, "actors issues"]  # positions at the start: what everybody wants
    salience: Float[Array, "actors issues"]  # 0..1
    share: Float[Array, "actors issues"]  # w / Σ w: what one unit of a move does to the outcome
    present: Bool[Array, "actors issues"]


class Offer(NamedTuple):
    """What each trade would do: the gain of either side, and how far i moves on p and j on q (signed)."""

    gain: Float[Array, "actors actors pairs"]
    move_i: Float[Array, "actors actors pairs"]
    move_j: Float[Array, "actors actors pairs"]


def pairs_of(issues: int) -> Pairs:
    """Every pair of issues once."""
    every = np.array(list(combinations(range(issues), 2)), dtype=int).reshape(-1, 2)
    return Pairs(every[:, 0], every[:, 1])


def market_of(
    position: Float[Array, "actors issues"],
    salience: Float[Array, "actors issues"],
    weight: Float[Array, "actors issues"],
    present: Bool[Array, "actors issues"],
) -> Market:
    """The market at the start of a round."""
    whole = jnp.sum(weight, axis=0)
    share = weight / jnp.where(whole > 0.0, whole, 1.0)
    return Market(position, salience / 100.0, jnp.where(present, share, 0.0), present)


def opened(market: Market, pairs: Pairs) -> Bool[Array, "actors actors pairs"]:
    """The trades open at the start: both are there, stand on opposite sides of both outcomes, and i cares less
    for p against q than j does.
    """
    from_outcome = market.start - jnp.sum(market.share * market.start, axis=0)
    side = jnp.where(jnp.abs(from_outcome) > NEAR, jnp.sign(from_outcome), 0.0) * market.present
    opposite = side[:, None, :] * side[None, :, :] < 0.0
    s = market.salience
    i, j = s[:, None, :], s[None, :, :]
    mine, yours = i[..., pairs.p] * j[..., pairs.q], j[..., pairs.p] * i[..., pairs.q]
    return opposite[..., pairs.p] & opposite[..., pairs.q] & (mine < yours - 1e-12)


def offers(
    market: Market,
    pairs: Pairs,
    position: Float[Array, "actors issues"],
    room: Float[Array, "actors actors issues"],
) -> Offer:
    """What each trade would do now.

    1. A full move of i on p reaches where j stood at the start, and has an effect Δ_p on the outcome.
    2. Equal gain: Δ_q / Δ_p = (s_ip + s_jp) / (s_iq + s_jq).
    3. The full move that fits decides the size; it shrinks so that neither outcome jumps over the demander's
       position. ``room[i, j, m]`` is how far the outcome of m may go when i moves towards j.
    """
    s, start = market.salience, market.start
    way = jnp.sign(start[None, :, :] - start[:, None, :])  # of a move of i towards j
    full = jnp.maximum(way * (start[None, :, :] - position[:, None, :]), 0.0)
    reach = jnp.minimum(full * market.share[:, None, :], room)
    both = s[:, None, :] + s[None, :, :]
    ratio = both[..., pairs.p] / jnp.where(both[..., pairs.q] > 0.0, both[..., pairs.q], 1.0)
    back = jnp.swapaxes(reach, 0, 1)  # of j towards i
    effect = jnp.minimum(reach[..., pairs.p], back[..., pairs.q] / jnp.where(ratio > 0.0, ratio, jnp.inf))
    gain = s[None, :, pairs.p] * effect - s[None, :, pairs.q] * effect * ratio
    share_i, share_j = market.share[:, None, pairs.p], market.share[None, :, pairs.q]
    move_i = way[..., pairs.p] * effect / jnp.where(share_i > 0.0, share_i, jnp.inf)
    move_j = -way[..., pairs.q] * effect * ratio / jnp.where(share_j > 0.0, share_j, jnp.inf)
    return Offer(gain, move_i, move_j)


def next_trade(
    offer: Offer,
    live: Bool[Array, "actors actors pairs"],
    lightness: Float[Array, " actors"],
    sums: Float[Array, " actors"],
) -> Int[Array, ""]:
    """The number of the live trade of highest gain.

    Of equal gains the trade of those with less weight in all comes first, then of those with lower positions in
    all, then of the earlier issues.
    """
    live &= offer.gain >= jnp.max(jnp.where(live, offer.gain, -jnp.inf)) - NEAR
    for of_actor in (lightness, sums):
        together = jnp.broadcast_to((of_actor[:, None] + of_actor[None, :])[..., None], live.shape)
        least = jnp.min(jnp.where(live, together, jnp.inf))
        live &= together <= least + NEAR * jnp.maximum(1.0, jnp.abs(least))
    # by issues first: the number of an actor decides only between two who are the same in all of this
    by_issue = jnp.argmax(jnp.moveaxis(live, -1, 0).reshape(-1))
    pair, actors = jnp.divmod(by_issue, live.shape[0] * live.shape[1])
    return actors * live.shape[2] + pair
