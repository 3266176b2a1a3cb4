"""The ternary game: members may abstain, and a blocker's abstention blocks nothing."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import factorial
from typing import NamedTuple

from detente.engines.power.game import Game, Threshold
from detente.errors import CaseError

__all__ = ["Ternary", "ternary"]

MOST_STATES = 5_000

State = tuple[int, ...]
"""How many have voted, and the weights in favour, one number a threshold."""


class Ternary(NamedTuple):
    """Power where yes, no and abstention are equally likely, one fraction a member.

    ``banzhaf``: the chance that the outcome hangs on whether the member says yes or no. ``shapley_shubik``: how often
    its vote settles the outcome of a roll-call, over all orders and all votes.
    """

    banzhaf: tuple[Fraction, ...]
    shapley_shubik: tuple[Fraction, ...]


def ternary(game: Game) -> Ternary:
    """Both indices of the ternary game, exactly.

    1. Banzhaf: of the 3ⁿ⁻¹ ways in which the others vote, those that pass with the member’s yes and fail with its no.
    2. Roll-call: the votes of a set S settle *adopted* when the text passes though all others say no, and settle
       *rejected* when it fails though all others say yes. The member that settles it is pivotal, so its index is the
       Shapley value of the chance that S settles it, one way or the other.

    Raises:
        CaseError: too many combinations of weights.

    Reference: Felsenthal & Machover (1997), Ternary voting games, International Journal of Game Theory 26, 335–351.

    >>> [str(x) for x in ternary(Game.weighted(1, [1])).shapley_shubik]
    ['1']
    """
    kinds = {_kind(game, i): i for i in range(game.size)}
    swing = {kind: _swing(game, i) for kind, i in kinds.items()}
    roll = {kind: _roll_call(game, i) for kind, i in kinds.items()}
    of = [_kind(game, i) for i in range(game.size)]
    return Ternary(tuple(swing[kind] for kind in of), tuple(roll[kind] for kind in of))


def _kind(game: Game, member: int) -> tuple[int, ...]:
    """Members of one kind are alike in the game, so that one stands for all of them."""
    return (int(member in game.blockers), *(t.weights[member] for t in _thresholds(game)))


def _thresholds(game: Game) -> list[Threshold]:
    return list(dict.fromkeys(t for way in game.ways for t in way))


def _swing(game: Game, member: int) -> Fraction:
    passed = sum(
        many * (_passes(game, _with(game, member, state)) - _passes_against(game, member, state))
        for state, many in _grown(game, member, outside=None).items()
    )
    return Fraction(passed, 3 ** (game.size - 1))


def _roll_call(game: Game, member: int) -> Fraction:
    n = game.size
    total = Fraction(0)
    for outside in (False, True):
        for state, many in _grown(game, member, outside=outside).items():
            yes, no = _passes(game, _with(game, member, state)), _passes_against(game, member, state)
            silent = _passes(game, state)
            settles = 2 * yes - silent - no if outside else yes + silent - 2 * no
            before = state[0]
            share = Fraction(factorial(before) * factorial(n - before - 1), factorial(n) * 3 ** (before + 1))
            total += many * settles * share
    return total


def _passes_against(game: Game, member: int, state: State) -> int:
    """Whether it passes with the member's no."""
    return 0 if member in game.blockers else _passes(game, state)


def _with(game: Game, member: int, state: State) -> State:
    """The state with the member's yes."""
    return (state[0], *(s + t.weights[member] for s, t in zip(state[1:], _thresholds(game), strict=True)))


def _passes(game: Game, state: State) -> int:
    held = dict(zip(_thresholds(game), state[1:], strict=True))
    return int(any(all(held[t] >= t.quota for t in way) for way in game.ways))


def _grown(game: Game, but: int, outside: bool | None) -> Counter[State]:
    """How many ways all others have to vote, without a blocker's no, by (number voting, weights in favour).

    ``outside`` says what members that do not vote yet count as: yes, no, or (``None``) that everybody votes.
    """
    states: Counter[State] = Counter({(0,) * (1 + len(_thresholds(game))): 1})
    for member in (i for i in range(game.size) if i != but):
        states = _after(game, states, member, outside)
        if len(states) > MOST_STATES:
            raise CaseError(f"a ternary game with over {MOST_STATES:,} combinations of weights")
    return states


def _after(game: Game, states: Counter[State], member: int, outside: bool | None) -> Counter[State]:
    grown: Counter[State] = Counter()
    blocks = member in game.blockers
    for state, many in states.items():
        for_it = _with(game, member, state)
        grown[(state[0] + 1, *for_it[1:])] += many
        grown[(state[0] + 1, *state[1:])] += many if blocks else 2 * many
        if outside is True:
            grown[for_it] += many
        elif outside is False and not blocks:
            grown[state] += many
    return grown
