"""Shapley's value: what each of several changes contributes to their joint effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import comb

import numpy as np
from jaxtyping import Float

__all__ = ["EXACT", "Attribution", "shapley"]

EXACT = 9
"""Up to so many changes every set of them is valued: 512 sets."""

Worth = Callable[[frozenset[int]], float]


@dataclass(frozen=True, eq=False)
class Attribution:
    """The contributions, which add up to ``total``; their standard errors, 0 where exact; how many sets were valued."""

    values: Float[np.ndarray, " players"]
    errors: Float[np.ndarray, " players"]
    total: float
    exact: bool
    valued: int


def shapley(players: int, worth: Worth, *, orders: int = 32, seed: int = 0, exact: int = EXACT) -> Attribution:
    """The average of what each player adds to those before it, over all orders in which they may come.

    1. Up to ``exact`` players: over all sets S without it, ``Σ |S|!(n − |S| − 1)!/n! (v(S ∪ i) − v(S))``.
    2. Beyond: over ``orders`` random orders, each with its reverse (Mitchell et al. 2022). Each order's contributions
       add up to ``v(all) − v(none)``, so their mean does too, whatever the sample. The error is that of the mean over
       the pairs.

    Args:
        players: how many there are.
        worth: the worth of a set of players; each set is valued once.
        orders: random orders that are drawn, each with its reverse.
        seed: of the orders.
        exact: up to how many players all sets are valued.

    Reference: Shapley 1953; Castro, Gómez & Tejada 2009, Computers & Operations Research 36, 1726–1730 (sampling).

    >>> shapley(2, lambda s: 10.0 * len(s) + 4.0 * (len(s) == 2)).values.tolist()
    [12.0, 12.0]
    """
    known: dict[frozenset[int], float] = {}

    def valued(some: frozenset[int]) -> float:
        if some not in known:
            known[some] = worth(some)
        return known[some]

    total = valued(frozenset(range(players))) - valued(frozenset())
    if players <= exact:
        values, errors = _over_sets(players, valued), np.zeros(players)
    else:
        values, errors = _over_orders(players, valued, orders, seed)
    return Attribution(values, errors, total, players <= exact, len(known))


def _over_sets(players: int, worth: Worth) -> Float[np.ndarray, " players"]:
    values = np.zeros(players)
    for code in range(2**players):
        before = frozenset(i for i in range(players) if code >> i & 1)
        for i in set(range(players)) - before:
            share = 1.0 / (players * comb(players - 1, len(before)))
            values[i] += share * (worth(before | {i}) - worth(before))
    return values


def _over_orders(
    players: int, worth: Worth, orders: int, seed: int
) -> tuple[Float[np.ndarray, " players"], Float[np.ndarray, " players"]]:
    generator = np.random.default_rng(seed)
    pairs = np.zeros((orders, players))
    for row in pairs:
        order = generator.permutation(players).tolist()
        row += (_along(order, worth) + _along(order[::-1], worth)) / 2
    errors = pairs.std(axis=0, ddof=1) / np.sqrt(orders) if orders > 1 else np.full(players, np.nan)
    return pairs.mean(axis=0), errors


def _along(order: list[int], worth: Worth) -> Float[np.ndarray, " players"]:
    """What each player adds to those before it in one order."""
    added, before = np.zeros(len(order)), frozenset[int]()
    here = worth(before)
    for i in order:
        before |= {i}
        after = worth(before)
        added[i], here = after - here, after
    return added
