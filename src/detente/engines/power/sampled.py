"""Power indices by sampling, with standard errors: for games too large to count."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int

from detente.engines.power.game import Game, Threshold

__all__ = ["Sampled", "sampled"]


class Sampled(NamedTuple):
    """Estimates and their standard errors, a number a member."""

    shapley_shubik: Float[np.ndarray, " member"]
    shapley_shubik_error: Float[np.ndarray, " member"]
    banzhaf: Float[np.ndarray, " member"]
    banzhaf_error: Float[np.ndarray, " member"]


def sampled(game: Game, draws: int = 20_000, seed: int = 0) -> Sampled:
    """Shapley–Shubik from random orders and absolute Banzhaf from random coalitions.

    Both are shares of independent draws, so the standard error is ``sqrt(p(1 − p)/draws)``.

    Reference: Mann & Shapley (1960), Values of large games IV: evaluating the Electoral College by Monte Carlo.
    """
    generator = np.random.default_rng(seed)
    orders = generator.permuted(np.tile(np.arange(game.size), (draws, 1)), axis=1)
    pivots = np.bincount(_pivot(game, orders), minlength=game.size) / draws
    swings = _swings(game, generator.random((draws, game.size)) < 0.5).mean(axis=0)
    return Sampled(pivots, _error(pivots, draws), swings, _error(swings, draws))


def _error(share: Float[np.ndarray, " member"], draws: int) -> Float[np.ndarray, " member"]:
    error: Float[np.ndarray, " member"] = np.sqrt(share * (1 - share) / draws)
    return error


def _pivot(game: Game, orders: Int[np.ndarray, "draw member"]) -> Int[np.ndarray, " draw"]:
    """The member of each order that turns the coalition before it into a winning one."""
    held = {t: np.array(t.weights)[orders].cumsum(axis=1) for t in game.thresholds}
    at = _won(game, held).argmax(axis=1)
    pivot: Int[np.ndarray, " draw"] = orders[np.arange(len(orders)), at]
    return pivot


def _swings(game: Game, inside: Bool[np.ndarray, "draw member"]) -> Bool[np.ndarray, "draw member"]:
    """Whether each member is critical to each random coalition of the others."""
    without = {t: ((inside @ np.array(t.weights))[:, None] - inside * np.array(t.weights)) for t in game.thresholds}
    joined = {t: held + np.array(t.weights) for t, held in without.items()}
    critical: Bool[np.ndarray, "draw member"] = _won(game, joined) & ~_won(game, without)
    return critical


def _won(game: Game, held: dict[Threshold, Int[np.ndarray, "draw member"]]) -> Bool[np.ndarray, "draw member"]:
    ways = [np.all([held[t] >= t.quota for t in way], axis=0) for way in game.full_ways()]
    won: Bool[np.ndarray, "draw member"] = np.any(ways, axis=0)
    return won
