"""Power indices as exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import factorial
from typing import NamedTuple

import numpy as np
from jaxtyping import Shaped

from detente.engines.power.counting import counts
from detente.engines.power.game import Game
from detente.errors import CaseError

__all__ = ["Indices", "deegan_packel", "indices"]

MOST_ENUMERATED = 14
MOST_STATES = 20_000


class Indices(NamedTuple):
    """What each member's vote is worth, one fraction a member.

    ``shapley_shubik``: how often it turns a growing coalition into a winning one, over all orders. ``swings``: in how
    many winning coalitions it is critical. ``banzhaf``: that share of all coalitions of the others (absolute);
    ``banzhaf_normalised`` adds up to 1. ``prevent`` and ``initiate``: the share of winning coalitions that it can
    break and of losing ones that it can make win (Coleman's two).
    """

    shapley_shubik: tuple[Fraction, ...]
    swings: tuple[int, ...]
    banzhaf: tuple[Fraction, ...]
    banzhaf_normalised: tuple[Fraction, ...]
    prevent: tuple[Fraction, ...]
    initiate: tuple[Fraction, ...]
    winning: int


def indices(game: Game) -> Indices:
    """All indices that follow from how many coalitions of each size win with and without each member.

    1. ``W_i(s)``: winning coalitions of size s with member i; ``W(s)``: all of that size.
    2. It is critical in ``W_i(s) − (W(s − 1) − W_i(s − 1))`` of size s: those that win less those that still win
       without it.
    3. Shapley–Shubik weighs each by ``(s − 1)!(n − s)!/n!``, Banzhaf all alike.

    Raises:
        CaseError: the game is too large to count; see ``sampled``.

    Reference: Shapley & Shubik (1954); Banzhaf (1965); Coleman (1971), Control of collectivities and the power of a
    collectivity to act.

    >>> [str(x) for x in indices(Game.weighted(51, [50, 49, 1])).shapley_shubik]
    ['2/3', '1/6', '1/6']
    """
    found, n = counts(game), game.size
    critical = [_critical(found.winning, row) for row in found.with_member]
    orders = [Fraction(factorial(s - 1) * factorial(n - s), factorial(n)) for s in range(1, n + 1)]
    swings = tuple(int(sum(row)) for row in critical)
    winning, all_swings = int(found.winning.sum()), sum(swings)
    losing = 2**n - winning
    return Indices(
        tuple(sum((int(c) * o for c, o in zip(row[1:], orders, strict=True)), Fraction(0)) for row in critical),
        swings,
        tuple(Fraction(s, 2 ** (n - 1)) for s in swings),
        tuple(Fraction(s, all_swings) if all_swings else Fraction(0) for s in swings),
        tuple(Fraction(s, winning) if winning else Fraction(0) for s in swings),
        tuple(Fraction(s, losing) if losing else Fraction(0) for s in swings),
        winning,
    )


def _critical(winning: Shaped[np.ndarray, " size"], own: Shaped[np.ndarray, " size"]) -> Shaped[np.ndarray, " size"]:
    still = np.concatenate([[0], (winning - own)[:-1]])
    critical: Shaped[np.ndarray, " size"] = own - still
    return critical


def deegan_packel(game: Game) -> tuple[Fraction, ...]:
    """The mean over minimal winning coalitions of 1/(their size), for the members in them.

    1. Members are put in an order in which every weight falls (there must be one, else all coalitions are listed).
    2. A winning coalition is minimal iff it loses without its last member, the one that it misses least.
    3. Coalitions are grown in that order; those that win by their last member are counted by size, with and without
       each member, from the states (weights so far) that they passed through.

    Raises:
        CaseError: no common order, and more than 14 members; or too many combinations of weights.

    Reference: Deegan & Packel (1978), A new index of power for simple n-person games.

    >>> [str(x) for x in deegan_packel(Game.weighted(51, [50, 49, 1]))]
    ['1/2', '1/4', '1/4']
    """
    order = _common_order(game)
    minimal = _minimal_listed(game) if order is None else _minimal_grown(game, order)
    many = sum(row[0] for row in minimal.values())
    shares = [Fraction(0)] * game.size
    for size, (_, inside) in minimal.items():
        for member, count in enumerate(inside):
            shares[member] += Fraction(count, size * many)
    return tuple(shares)


Minimal = dict[int, tuple[int, list[int]]]
"""By size: how many minimal winning coalitions, and how many with each member."""


def _common_order(game: Game) -> list[int] | None:
    """An order of members in which no weight of any threshold rises, or nothing."""
    key = [tuple(t.weights[i] for t in game.thresholds) for i in range(game.size)]
    order = sorted(range(game.size), key=lambda i: key[i], reverse=True)
    falls = all(a >= b for i, j in pairwise(order) for a, b in zip(key[i], key[j], strict=True))
    return order if falls else None


def _minimal_grown(game: Game, order: list[int]) -> Minimal:
    """States are the thresholds' sums and the size; with each goes how many coalitions, and how many by member."""
    thresholds, found = game.thresholds, dict[int, tuple[int, list[int]]]()
    states: dict[tuple[int, ...], tuple[int, list[int]]] = {(0,) * (len(thresholds) + 1): (1, [0] * game.size)}
    for member in order:
        grown: dict[tuple[int, ...], tuple[int, list[int]]] = {}
        for state, (many, inside) in states.items():
            after = (state[0] + 1, *(s + t.weights[member] for s, t in zip(state[1:], thresholds, strict=True)))
            joined = list(inside)
            joined[member] = many
            into = found if _wins(game, after) else grown
            key = after[0] if into is found else after
            _add(into, key, many, joined)
        for state, (many, inside) in grown.items():
            _add(states, state, many, inside)
        if len(states) > MOST_STATES:
            raise CaseError(f"Deegan–Packel of a game with over {MOST_STATES:,} combinations of weights")
    return found


def _add(into: dict, key: object, many: int, inside: list[int]) -> None:  # type: ignore[type-arg] # keys of two kinds
    before, members = into.get(key, (0, [0] * len(inside)))
    into[key] = (before + many, [a + b for a, b in zip(members, inside, strict=True)])


def _wins(game: Game, state: tuple[int, ...]) -> bool:
    held = dict(zip(game.thresholds, state[1:], strict=True))
    return any(all(held[t] >= t.quota for t in way) for way in game.full_ways())


def _minimal_listed(game: Game) -> Minimal:
    if game.size > MOST_ENUMERATED:
        raise CaseError(
            f"Deegan–Packel of {game.size} members whose weights have no common order",
            hint=f"up to {MOST_ENUMERATED} members are listed one by one",
        )
    found: Minimal = {}
    for code in range(2**game.size):
        inside = [code >> i & 1 for i in range(game.size)]
        members = [i for i in range(game.size) if inside[i]]
        if game.wins(members) and not any(game.wins([m for m in members if m != i]) for i in members):
            _add(found, len(members), 1, inside)
    return found
