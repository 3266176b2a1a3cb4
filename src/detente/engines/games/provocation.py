"""Provoking again and again for concessions: how often it pays, round after round."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.crisis import PATHS, Crisis
from detente.engines.games.standing import Standing, solve_crisis
from detente.engines.logit import BETA

__all__ = ["Round", "provocation"]

WON = np.array([path[-1] in ("concede", "accept") for path in PATHS])


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """One round, over draws: how likely the challenger provokes; whether that pays; what it gains, in points.

    ``pays`` is the probability, once it provoked, that it ends better off than by holding; ``won`` that it
    ends with a concession or a deal; ``gain`` what provoking is worth over holding, on average. Each round
    after the first is given that the one before was won.
    """

    provokes: Float[ndarray, " draws"]
    pays: Float[ndarray, " draws"]
    won: Float[ndarray, " draws"]
    gain: Float[ndarray, " draws"]


def provocation(crisis: Crisis, rounds: int = 3, precision: float = 1 / BETA) -> list[Round]:
    """How often provocation pays when it is repeated.

    1. Solve the game.
    2. Given that the round was won (a concession, or a deal), update the beliefs about both sides by Bayes.
    3. The concession's worth is carried over: the challenger keeps it on every path but war, where it is
       lost.
    """
    found: list[Round] = []
    for _ in range(rounds):
        solved = solve_crisis(crisis, precision)
        found.append(_round(solved))
        crisis = _after_win(solved)
    return found


def _round(solved: Standing) -> Round:
    provoked = solved.seen(("provoke",))
    shape = solved.paths.shape
    paid = solved.payoffs[:, 0].reshape(shape[1], shape[2], shape[0], -1).transpose(2, 0, 1, 3)
    over = paid - paid[PATHS.index(("hold",))]
    some = solved.paths * provoked[:, None, None, None]
    whole = some.sum(axis=(0, 1, 2))
    return Round(
        whole,
        np.asarray((some * (over > 0)).sum(axis=(0, 1, 2)) / whole),
        np.asarray(some[WON].sum(axis=(0, 1, 2)) / whole),
        np.asarray((some * over).sum(axis=(0, 1, 2)) / whole),
    )


def _after_win(solved: Standing) -> Crisis:
    crisis = solved.crisis
    some = solved.paths[WON].sum(axis=0)
    whole = some.sum(axis=(0, 1))
    motive, resolve = some.sum(axis=1) / whole, some.sum(axis=0) / whole
    kept = crisis.common.get("carried", np.zeros(crisis.draws)) + (motive * crisis.motive["concession"]).sum(axis=0)
    return replace(
        crisis,
        motive={**crisis.motive, "p": motive},
        resolve={**crisis.resolve, "p": resolve},
        common={**crisis.common, "carried": kept},
    )
