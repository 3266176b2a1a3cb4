"""How many coalitions of each size win, and how many of them each member is in: exact, in whole numbers.

Three ways to the same counts. ``by_listing`` looks at every coalition: for up to sixteen members. ``by_weights``
multiplies the generating function out over sizes and weights: for weights that are not too large. ``by_halves`` lists
the coalitions of each half of the body, sorts one half by weight and looks each coalition of the other half up in it:
for up to about thirty members with weights of any size.
"""

from __future__ import annotations

from math import prod
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Int, Shaped

from detente.engines.power.game import Game, Threshold
from detente.errors import CaseError

__all__ = ["Counts", "by_halves", "by_listing", "by_weights", "counts"]

MOST_CELLS = 20_000_000
MOST_LISTED, MOST_HALVED = 16, 32
EXACT_INT64 = 62


class Counts(NamedTuple):
    """Winning coalitions by size (0 to n), and those with each member. Object arrays hold Python's whole numbers."""

    winning: Shaped[np.ndarray, " size"]
    with_member: Shaped[np.ndarray, "member size"]


def counts(game: Game) -> Counts:
    """The counts, by the way that fits the game.

    Raises:
        CaseError: too many members and too large weights for either.
    """
    if game.size <= MOST_LISTED:
        return by_listing(game)
    cells = (game.size + 1) * prod(sum(t.weights) + 1 for t in _weighted(game))
    if cells <= MOST_CELLS // game.size:
        return by_weights(game)
    if game.size <= MOST_HALVED and len(_weighted(game)) <= 1:
        return by_halves(game)
    raise CaseError(
        f"a game of {game.size} members with {cells:.1g} combinations of weights", hint="sample it: `sampled(game)`"
    )


def _is_count(threshold: Threshold) -> bool:
    return len(set(threshold.weights)) == 1


def _weighted(game: Game) -> list[Threshold]:
    """The thresholds that are not on the mere number of members."""
    return [t for t in game.thresholds if not _is_count(t)]


def by_listing(game: Game) -> Counts:
    """Look at all 2ⁿ coalitions."""
    inside = _half((0,) * game.size).inside
    held = {t: inside @ np.array(t.weights, dtype=np.int64) for t in game.thresholds}
    ways = [np.all([held[t] >= t.quota for t in way], axis=0) for way in game.full_ways()]
    winners = inside[np.any(ways, axis=0)]
    sizes = winners.sum(axis=1)
    with_member = [_by_size(sizes, winners[:, i], game.size) for i in range(game.size)]
    return Counts(_by_size(sizes, np.ones(len(sizes)), game.size).astype(object), np.array(with_member, dtype=object))


def by_weights(game: Game) -> Counts:
    """Multiply out the generating function ``Π_i (1 + z·x^w_i)`` over sizes z and weights x.

    The coalitions without a member are found by dividing its factor out again. The product stays in numbers of 64 bits
    up to 62 members and in Python's numbers beyond.

    Reference: Mann & Shapley (1962), Values of large games VI, RM-3158, RAND; Brams & Affuso (1976).
    """
    axes = _weighted(game)
    shape = (game.size + 1, *(sum(t.weights) + 1 for t in axes))
    number = np.int64 if game.size <= EXACT_INT64 else object
    product = np.zeros(shape, dtype=number)
    product[(0,) * len(shape)] = 1
    steps = [(1, *(t.weights[i] for t in axes)) for i in range(game.size)]
    for step in steps:
        product = product + _shifted(product, step)
    wins = _winning_cells(game, axes, shape)
    others = tuple(range(1, len(shape)))
    total = np.where(wins, product, 0).sum(axis=others)
    without = (np.where(wins, _divided(product, step), 0).sum(axis=others) for step in steps)
    return Counts(total.astype(object), np.stack([total - left for left in without]).astype(object))


def _shifted(array: Shaped[np.ndarray, "..."], step: tuple[int, ...]) -> Shaped[np.ndarray, "..."]:
    moved = np.zeros_like(array)
    to = tuple(slice(k, None) for k in step)
    moved[to] = array[tuple(slice(0, n - k) for n, k in zip(array.shape, step, strict=True))]
    return moved


def _divided(product: Shaped[np.ndarray, "..."], step: tuple[int, ...]) -> Shaped[np.ndarray, "..."]:
    """The product without one factor: size by size, what the member's coalitions came from is taken off."""
    quotient = np.zeros_like(product)
    quotient[0] = product[0]
    for size in range(1, len(product)):
        came_from = _shifted(quotient[size - 1], step[1:]) if len(step) > 1 else quotient[size - 1]
        quotient[size] = product[size] - came_from
    return quotient


def _winning_cells(game: Game, axes: list[Threshold], shape: tuple[int, ...]) -> Bool[np.ndarray, "..."]:
    cells = np.zeros(shape, dtype=bool)
    grid = np.ogrid[tuple(slice(0, n) for n in shape)]
    for way in game.full_ways():
        reached = np.ones(shape, dtype=bool)
        for threshold in way:
            if _is_count(threshold):
                reached &= grid[0] * threshold.weights[0] >= threshold.quota
            else:
                reached &= grid[1 + axes.index(threshold)] >= threshold.quota
        cells |= reached
    return cells


class _Half(NamedTuple):
    """All coalitions of some members: who is in, how many, and their weight."""

    inside: Bool[np.ndarray, "coalition member"]
    sizes: Int[np.ndarray, " coalition"]
    weights: Int[np.ndarray, " coalition"]


def _half(weights: tuple[int, ...]) -> _Half:
    members = len(weights)
    inside = (np.arange(2**members)[:, None] >> np.arange(members)) & 1 == 1
    totals = inside @ np.array(weights, dtype=np.int64)
    return _Half(inside, inside.sum(axis=1), totals)


def by_halves(game: Game) -> Counts:
    """Look the coalitions of one half of the body up among those of the other half, sorted by weight.

    1. Given a coalition of the second half and the number of members it takes from the first, a coalition of the first
       half makes it win iff it is heavy enough: how heavy is known from the thresholds.
    2. So the winning ones are the tail of a sorted list; how many, and how many with each member, is read from
       cumulative counts.

    Reference: Horowitz & Sahni (1974), Computing partitions with applications to the knapsack problem (the halves).
    """
    weights = _weighted(game)[0].weights if _weighted(game) else (0,) * game.size
    cut = game.size // 2
    first, second = _half(weights[:cut]), _half(weights[cut:])
    winning = np.zeros(game.size + 1, dtype=np.int64)
    with_member = np.zeros((game.size, game.size + 1), dtype=np.int64)
    for taken in range(cut + 1):
        rows = np.flatnonzero(first.sizes == taken)
        rows = rows[np.argsort(first.weights[rows], kind="stable")]
        heavier = np.zeros((len(rows) + 1, cut), dtype=np.int64)
        heavier[:-1] = first.inside[rows][::-1].cumsum(axis=0)[::-1]
        start = np.searchsorted(first.weights[rows], _needed(game, second.sizes + taken, second.weights))
        tails = len(rows) - start
        size = second.sizes + taken
        winning += _by_size(size, tails, game.size)
        for member in range(cut):
            with_member[member] += _by_size(size, heavier[start, member], game.size)
        for member in range(cut, game.size):
            with_member[member] += _by_size(size, tails * second.inside[:, member - cut], game.size)
    return Counts(winning.astype(object), with_member.astype(object))


def _by_size(size: Int[np.ndarray, " row"], many: Int[np.ndarray, " row"], members: int) -> Int[np.ndarray, " size"]:
    # counts stay below 2⁵³, where bincount's floats are exact
    return np.bincount(size, weights=many, minlength=members + 1).astype(np.int64)


def _needed(game: Game, size: Int[np.ndarray, " row"], weight: Int[np.ndarray, " row"]) -> Int[np.ndarray, " row"]:
    """The least weight that makes coalitions of this size and weight win; more than there is where none does."""
    never = np.int64(2**62)
    needed = np.full(len(size), never)
    for way in game.full_ways():
        least = np.full(len(size), -never)
        for threshold in way:
            if _is_count(threshold):
                least = np.where(size * threshold.weights[0] >= threshold.quota, least, never)
            else:
                least = np.maximum(least, threshold.quota - weight)
        needed = np.minimum(needed, least)
    return needed
