"""By the horizon: which options will have been taken, where things stand, how long it takes."""

from __future__ import annotations

from typing import Any

import numpy as np
from jaxtyping import Bool, Float

from detente.engines.graph import WIDEST, Chain, by_horizon, chain, expected_times, first_passage
from detente.errors import QuestionError
from detente.questions.answer import estimate_of
from detente.questions.draws import quantile, uniforms
from detente.questions.stability.board import Board
from detente.questions.stability.settings import Settings

__all__ = ["NO_EVOLUTION", "PACE", "evolution", "not_evolved", "taken_by_horizon"]

MOST_TIMES = 2048
MOST_EVOLVED = 1 << 16
"""The evolution is solved for so many states at most."""
LIKELIEST = 8
PACE = "conflict.pace"
"""The stream of the pace of events."""

NO_EVOLUTION: dict[str, Any] = {
    "horizon": {},
    "horizon_estimates": {},
    "at_horizon": {},
    "likeliest_at_horizon": [],
    "expected_times": [],
}


def not_evolved(board: Board, settings: Settings) -> str | None:
    """Why there is no evolution to the horizon: too many states, or points too far apart for the noise."""
    if not board.enumerable or board.states.size > MOST_EVOLVED:
        return "the evolution to the horizon is not computed for so many states"
    spread = np.ptp(board.form.utilities[:, board.form.states], axis=1)
    most = WIDEST * settings.beta
    if spread.max() <= most:
        return None
    return (
        f"the evolution to the horizon is not computed: the weights of {board.actors[spread.argmax()]} put states "
        f"{spread.max():,.6g} points apart, and with a noise of {settings.beta:.3g} points {most:,.6g} is the most"
    )


def evolution(board: Board, settings: Settings, notable: list[int]) -> dict[str, Any]:
    """By the horizon: P(each option taken by then), where things stand, and expected times, over draws of the pace."""
    drawn = quantile(settings.pace_drawn, uniforms(PACE, settings.seed, settings.draws))
    moves, grid, taken = _moves(board, settings), settings.grid, _taken(board)
    over = _by_then(board, moves, settings, drawn)
    weights = _shares(drawn, grid)
    standing = weights @ by_horizon(moves, board.now, grid.tolist())
    likeliest = np.argsort(-standing, kind="stable")[:LIKELIEST]
    return {
        "pace": {**estimate_of(drawn), "unit": "expected revisions of each actor to the horizon"},
        "horizon": {name: float(over[bit].mean()) for bit, name in enumerate(board.names)},
        "horizon_estimates": {name: estimate_of(over[bit]) for bit, name in enumerate(board.names)},
        "at_horizon": {name: float(standing[taken[bit]].sum()) for bit, name in enumerate(board.names)},
        "likeliest_at_horizon": [
            {"state": board.state(int(s)), "probability": float(standing[s])} for s in likeliest if standing[s] > 0
        ],
        "expected_times": _times(board, moves, settings.pace[1], notable),
    }


def taken_by_horizon(board: Board, settings: Settings, pace: Float[np.ndarray, " draws"]) -> dict[str, np.ndarray]:
    """P(each option taken by the horizon) in each draw of the pace of events, shape (draws,).

    Raises:
        QuestionError: the conflict has too many states for its evolution, or points too far apart.
    """
    if (why := not_evolved(board, settings)) is not None:
        raise QuestionError(why, key="conflict")
    return dict(zip(board.names, _by_then(board, _moves(board, settings), settings, pace), strict=True))


def _moves(board: Board, settings: Settings) -> Chain:
    return chain(board.form, [1.0] * len(board.actors), beta=settings.beta, option_cost=settings.option_cost)


def _taken(board: Board) -> Bool[np.ndarray, "options states"]:
    return np.stack([board.states >> bit & 1 == 1 for bit in range(len(board.names))])


def _by_then(
    board: Board, moves: Chain, settings: Settings, pace: Float[np.ndarray, " draws"]
) -> Float[np.ndarray, "options draws"]:
    passed = first_passage(moves, board.now, _taken(board), settings.grid.tolist())
    return np.stack([np.interp(pace, settings.grid, passed[:, bit]) for bit in range(len(board.names))])


def _shares(drawn: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """How much of the draws falls to each point of the grid, linearly between points."""
    if grid.size == 1:
        return np.ones(1)
    place = np.clip((drawn - grid[0]) / (grid[1] - grid[0]), 0, grid.size - 1)
    below = np.minimum(place.astype(int), grid.size - 2)
    share = place - below
    weights = np.bincount(below, 1 - share, grid.size) + np.bincount(below + 1, share, grid.size)
    return np.asarray(weights / weights.sum())


def _times(board: Board, moves: Chain, mode: float, notable: list[int]) -> list[dict[str, Any]]:
    """Expected time to each notable state, in horizons at the mode of the pace; null where it may never come."""
    if board.states.size > MOST_TIMES:
        return []
    times = expected_times(moves, board.now, notable)
    return [
        {"state": board.state(s), "horizons": None if t is None else t / mode}
        for s, t in zip(notable, times, strict=True)
    ]
