"""How sure an equilibrium is when preferences are not: whole orders are drawn, and solved in one batch.

Pairs are never drawn on their own: independent pairs break transitivity. What is drawn is the order of an actor's
statements (noise on their places), or the rank of every state (Thurstone).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int, Shaped

from detente.engines.graph.forms import Form, OptionForm
from detente.engines.graph.solve import FIVE, solve_many, trapped
from detente.engines.graph.wordwise import stable_at
from detente.errors import CaseError

__all__ = ["Chances", "chances", "draw_ranks", "draw_statements"]

_BATCH = 1 << 24  # numbers of utilities in one batch: some hundred megabytes with what is computed from them
_MOST_STATEMENTS = 31


def draw_statements(
    held: Sequence[Bool[np.ndarray, "statements states"]], noise: float, draws: int, seed: int
) -> Int[np.ndarray, "draws actors states"]:
    """Orders of states when the order of each actor's statements is uncertain.

    1. Statement k of an actor stands at place k + ``noise`` × a standard normal.
    2. Sort by place; the first statement decides first (a bit each, highest first).

    Args:
        held: for each actor, in which states each of its statements holds, most important first.
        noise: standard deviation, in places of the list.
        draws: how many orders.
        seed: of the random numbers.

    Raises:
        CaseError: more than 31 statements of one actor.

    >>> draw_statements([np.array([[0, 1, 0, 1], [0, 0, 1, 1]], bool)], 0.0, 1, 0).tolist()
    [[[0, 2, 1, 3]]]
    """
    if max(len(own) for own in held) > _MOST_STATEMENTS:
        raise CaseError(f"{max(len(own) for own in held)} statements", hint=f"at most {_MOST_STATEMENTS} to shuffle")
    random = np.random.default_rng(seed)
    worth = []
    for own in held:
        places = np.arange(len(own)) + noise * random.standard_normal((draws, len(own)))
        order = np.argsort(np.argsort(places, axis=1, kind="stable"), axis=1)
        worth.append((1 << (len(own) - 1 - order)) @ own.astype(np.int64))
    return np.stack(worth, axis=1).astype(np.int32)


def draw_ranks(
    utilities: Shaped[np.ndarray, "actors states"], noise: float, draws: int, seed: int
) -> Int[np.ndarray, "draws actors states"]:
    """Orders of states when their ranks are uncertain: rank plus ``noise`` × a standard normal.

    Args:
        utilities: how much each actor likes each state; ranks count from its worst, ties share one.
        noise: standard deviation, in ranks; 0 keeps ties, any noise breaks them.
        draws: how many orders.
        seed: of the random numbers.

    Reference: Thurstone (1927), Psychological Review 34:273.
    """
    ranks = np.stack([np.unique(row, return_inverse=True)[1] for row in utilities])
    if noise == 0:
        return np.broadcast_to(ranks, (draws, *ranks.shape)).astype(np.int32)
    noisy = ranks + noise * np.random.default_rng(seed).standard_normal((draws, *ranks.shape))
    return np.argsort(np.argsort(noisy, axis=2), axis=2).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Chances:
    """How often each state is an equilibrium over draws of the preferences.

    Attributes:
        probability: for each concept, of each state that was judged; NaN for the others.
        error: its standard error, ``√(p(1 − p)/draws)``.
        trapped: states that are stable only because nobody can leave them.
        draws: how many orders were solved.
    """

    probability: Mapping[str, Float[np.ndarray, " states"]]
    error: Mapping[str, Float[np.ndarray, " states"]]
    trapped: tuple[int, ...]
    draws: int


def chances(
    form: Form, utilities: Shaped[np.ndarray, "draws actors states"], states: Iterable[int] | None = None
) -> Chances:
    """The probability that each state is an equilibrium, over drawn preferences.

    Args:
        form: the moves; its own utilities are not read.
        utilities: from :func:`draw_statements` or :func:`draw_ranks`.
        states: the states to judge, where a few are enough: much faster in option form. Of the others, where they are
            not judged, the probability is NaN.
    """
    draws, size = len(utilities), utilities.shape[2]
    asked = np.arange(size) if states is None else np.unique(np.fromiter(states, int))
    counts = np.zeros((len(FIVE), asked.size))
    for first in range(0, draws, _batch(utilities)):
        drawn = np.asarray(utilities[first : first + _batch(utilities)])
        if states is None or not isinstance(form, OptionForm):
            solved = [np.asarray(stable)[:, :, asked] for stable in solve_many(form, drawn)]
        else:
            solved = list(stable_at(form, drawn, asked))
        counts += [stable.all(axis=1).sum(axis=0) for stable in solved]
    every = np.full((len(FIVE), size), np.nan)
    every[:, asked] = counts / draws
    probability = dict(zip(FIVE, every, strict=True))
    error = {concept: np.sqrt(p * (1 - p) / draws) for concept, p in probability.items()}
    ever = np.flatnonzero(probability["gmr"] > 0)
    return Chances(probability, error, trapped(form, ever), draws)


def _batch(utilities: Shaped[np.ndarray, "draws actors states"]) -> int:
    return max(1, _BATCH // max(1, int(utilities[0].size)))
