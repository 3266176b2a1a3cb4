"""Preferences over states: ordered statements, weights on options, or a ranking with ties.

A *program* is a statement in numbers, in postfix: an option is its bit (0 and up); −1 turns the last value, −2
(and), −3 (or) and −4 (iff) join the last two.

The graph model needs an order only. Where a number is needed (evolution), ours is ``u = W Σ_k 2^−k [statement k
holds]`` with W = 50 points, which is lexicographic exactly; a ranking is spaced evenly on 0..W.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

import numpy as np
from jaxtyping import Bool, Float, Int

from detente.errors import CaseError

__all__ = ["WORTH", "Program", "by_ranking", "by_statements", "by_weights", "holds", "holds_at", "worth_at"]

Program: TypeAlias = tuple[int, ...]
Value = TypeVar("Value", bool, np.ndarray)

WORTH = 50.0
"""Points between a state where no statement holds and one where all hold (about)."""
_MOST_STATEMENTS = 52


def holds(program: Program, states: Int[np.ndarray, " states"]) -> Bool[np.ndarray, " states"]:
    """In which states a program's statement holds.

    >>> holds((0, 1, -1, -2), np.arange(4))  # option 0 and not option 1
    array([False,  True, False, False])
    """
    states = np.asarray(states)
    stack: list[np.ndarray] = []
    for step in program:
        if step >= 0:
            stack.append(states >> step & 1 == 1)
        elif step == -1:
            stack.append(~stack.pop())
        else:
            second, first = stack.pop(), stack.pop()
            stack.append((first & second, first | second, first == second)[-2 - step])
    return stack.pop()


def holds_at(program: Program, state: int) -> bool:
    """Whether a program's statement holds in one state, of any number of options."""
    stack: list[bool] = []
    for step in program:
        if step >= 0:
            stack.append(bool(state >> step & 1))
        elif step == -1:
            stack.append(not stack.pop())
        else:
            second, first = stack.pop(), stack.pop()
            stack.append((first and second, first or second, first == second)[-2 - step])
    return stack.pop()


def by_statements(statements: Sequence[Program], states: Int[np.ndarray, " states"]) -> Float[np.ndarray, " states"]:
    """How much an actor likes each state whose statements come most important first: the first decides first.

    Returns:
        points, ``W Σ_k 2^−k [statement k holds]``.

    Raises:
        CaseError: more than 52 statements, beyond which the order would not be exact.

    Reference: Peng, Hipel, Kilgour & Fang (1997), option prioritizing; the points are our construction.

    >>> by_statements([(0,), (1, -1)], np.arange(4)).tolist()
    [12.5, 37.5, 0.0, 25.0]
    """
    _few(statements)
    return by_weights([2.0**-k for k in range(1, len(statements) + 1)], statements, states) * WORTH


def worth_at(statements: Sequence[Program], state: int) -> float:
    """The same for one state, of any number of options."""
    _few(statements)
    return WORTH * sum(2.0**-k for k, program in enumerate(statements, 1) if holds_at(program, state))


def _few(statements: Sequence[Program]) -> None:
    if len(statements) > _MOST_STATEMENTS:
        raise CaseError(f"{len(statements)} statements of one actor", hint=f"at most {_MOST_STATEMENTS}")


def by_weights(
    weights: Sequence[float], statements: Sequence[Program], states: Int[np.ndarray, " states"]
) -> Float[np.ndarray, " states"]:
    """How much an actor likes each state: the sum of the weights of the statements that hold there.

    >>> by_weights([10, -4], [(0,), (1,)], np.arange(4)).tolist()
    [0.0, 10.0, -4.0, 6.0]
    """
    worth = np.zeros(len(states))
    for weight, program in zip(weights, statements, strict=True):
        worth += weight * holds(program, states)
    return worth


def by_ranking(ranking: Sequence[int | Sequence[int]], states: int) -> Float[np.ndarray, " states"]:
    """How much an actor likes each state, from a ranking best first; states in one entry are tied.

    Returns:
        points, spaced evenly from W for the best to 0 for the worst.

    Raises:
        CaseError: a state that does not exist, is ranked twice, or not at all.

    >>> by_ranking([2, [0, 1]], 3).tolist()
    [0.0, 0.0, 50.0]
    """
    tiers = [[tier] if isinstance(tier, int | np.integer) else list(tier) for tier in ranking]
    if sorted(state for tier in tiers for state in tier) != list(range(states)):
        raise CaseError(f"a ranking {list(ranking)} of {states} states", hint="rank every state exactly once")
    worth = np.zeros(states)
    for place, tier in enumerate(tiers):
        worth[tier] = WORTH * (len(tiers) - 1 - place) / max(len(tiers) - 1, 1)
    return worth
