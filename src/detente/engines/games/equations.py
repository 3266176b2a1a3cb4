"""The logit equations of one game: what each action is worth, and how that changes with play.

With q the probability of a path given that it takes action a, and u the mover's payoff, an action is worth
``U_a = Σ q u``, and ``∂U_a / ∂ log π_b = Σ_{paths through b} q (u − U_a)``: a covariance, so that no
derivative needs more than one pass over the paths.
"""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.incidence import Incidence
from detente.engines.games.jacobian import Pattern

__all__ = ["covariances", "log_paths", "log_play", "slope", "worths"]


def log_paths(shape: Incidence, chances: Float[ndarray, " c"], play: Float[ndarray, " a"]) -> Float[ndarray, " z"]:
    """The logarithm of each path's probability."""
    known = np.append(play, 0.0)[shape.path].sum(axis=1)
    luck = np.append(chances, 0.0)[shape.chance_path].sum(axis=1)
    return np.asarray(known + luck)


def log_play(shape: Incidence, odds: Float[ndarray, " n"]) -> Float[ndarray, " a"]:
    """The logarithm of each action's probability, from its log-odds against the first of its set."""
    full = np.zeros(shape.actions)
    full[shape.free] = odds
    top = np.maximum.reduceat(full, shape.first)[shape.infoset_of]
    total = np.add.reduceat(np.exp(full - top), shape.first)
    return np.asarray(full - top - np.log(total)[shape.infoset_of])


def _given(
    shape: Incidence, payoffs: Float[ndarray, "z players"], ways: Float[ndarray, " z"]
) -> tuple[Float[ndarray, " e"], Float[ndarray, " e"], Float[ndarray, " a"]]:
    """For each entry (path through an action) its probability given the action and its payoff; the worths."""
    ell = ways[shape.entry_terminal]
    top = np.maximum.reduceat(ell, shape.entry_start)[shape.entry_action]
    weight = np.exp(ell - top)
    weight = weight / np.add.reduceat(weight, shape.entry_start)[shape.entry_action]
    paid = payoffs[shape.entry_terminal, shape.player_of[shape.entry_action]]
    return weight, paid, np.asarray(np.add.reduceat(weight * paid, shape.entry_start))


def worths(
    shape: Incidence,
    payoffs: Float[ndarray, "z players"],
    chances: Float[ndarray, " c"],
    play: Float[ndarray, " a"],
) -> Float[ndarray, " a"]:
    """What each action is worth to its mover given that its information set is reached, in points."""
    return _given(shape, payoffs, log_paths(shape, chances, play))[2]


def covariances(
    shape: Incidence,
    payoffs: Float[ndarray, "z players"],
    chances: Float[ndarray, " c"],
    play: Float[ndarray, " a"],
) -> Float[ndarray, "a a"]:
    """``∂U_a / ∂ log π_b``: how the worth of the row's action moves with the column's, in points."""
    weight, paid, worth = _given(shape, payoffs, log_paths(shape, chances, play))
    away = weight * (paid - worth[shape.entry_action])
    width = shape.actions + 1  # paths are padded with one more action, whose column is dropped
    cells = (shape.entry_action * width)[:, None] + shape.path[shape.entry_terminal]
    spread = np.repeat(away, shape.path.shape[1])
    table = np.bincount(cells.ravel(), weights=spread, minlength=shape.actions * width)
    return np.asarray(table.reshape(shape.actions, width)[:, :-1])


def slope(
    shape: Incidence,
    cells: Pattern,
    payoffs: Float[ndarray, "z players"],
    chances: Float[ndarray, " c"],
    odds: Float[ndarray, " n"],
) -> tuple[Float[ndarray, " n"], Float[ndarray, " cells"]]:
    """How much more each free action is worth than the first of its set, and the cells of its Jacobian in the odds.

    The log-odds x move the log-probabilities by ``∂ log π_b / ∂ x_c = δ_bc − π_c`` within an information set.
    """
    play = log_play(shape, odds)
    weight, paid, worth = _given(shape, payoffs, log_paths(shape, chances, play))
    away = weight * (paid - worth[shape.entry_action])
    return worth[shape.free] - worth[shape.base], cells.fill(away, np.exp(play[shape.free]))
