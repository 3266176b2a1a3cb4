"""Further concepts: moves made at the same time, looking ahead, and coalitions; where they are defined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from jaxtyping import Bool

from detente.engines.graph import (
    Concept,
    OptionForm,
    Remembered,
    Solution,
    foreseen,
    joint_moves,
    limited_move,
    non_myopic,
    simultaneous,
    spoiling,
    strong_under,
)
from detente.questions.stability.board import Board

__all__ = ["NON_MYOPIC", "SIM", "all_concepts", "further_reasons", "looking_ahead", "strongly"]

SIM, NON_MYOPIC = "sim", "non_myopic"
MOST_JOINT = 1 << 19
"""So many moves made at the same time are looked at."""
MOST_COALITIONS = 1 << 8
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")
HORIZONS = (1, 2, 3, 4)
"""How many moves two actors look ahead."""


def all_concepts(board: Board, solution: Solution) -> dict[str, Bool[np.ndarray, "actors states"]]:
    """For each concept that is defined here, which states are stable for which actor: the five first.

    SIM is defined in option form, and left out where too many moves can be made at once; non-myopic stability is for
    two actors.
    """
    return {**solution.stable, **_at_once(board), **_far_ahead(board)}


def _at_once(board: Board) -> dict[str, Bool[np.ndarray, "actors states"]]:
    form = board.form
    if not isinstance(form, OptionForm) or joint_moves(form, form.states) > MOST_JOINT:
        return {}
    stable = np.zeros((form.actors, board.states.size), bool)
    stable[:, form.states] = simultaneous(form, form.states)
    return {SIM: stable}


def _far_ahead(board: Board) -> dict[str, Bool[np.ndarray, "actors states"]]:
    return {NON_MYOPIC: non_myopic(board.form).stable} if board.form.actors == 2 else {}


def looking_ahead(board: Board, judged: Iterable[int]) -> dict[str, Any] | None:
    """For two actors: what is stable when they look 1, 2, 3 and 4 moves ahead, and for whom it never settles."""
    form, states = board.form, list(judged)
    if form.actors != 2:
        return None
    by_horizon = {str(h): limited_move(form, h) for h in HORIZONS}
    limit = non_myopic(form)
    return {
        "limited_move": {
            h: {
                "equilibria": board.listed(np.flatnonzero(stable.all(axis=0))),
                "stable": _by_actor(board, stable, states),
            }
            for h, stable in by_horizon.items()
        },
        "unsettled": _by_actor(board, limit.unsettled, states),
        "settled_after": limit.horizon,
    }


def _by_actor(
    board: Board, stable: Bool[np.ndarray, "actors states"], states: Iterable[int]
) -> dict[str, list[list[str]]]:
    return {a: board.listed(s for s in states if stable[i, s]) for i, a in enumerate(board.actors)}


def strongly(board: Board, solution: Solution, judged: Iterable[int]) -> dict[str, list[list[str]]]:
    """Under each of the five concepts, which of the judged states are stable against every actor and coalition.

    Nothing where there are more than 255 coalitions.
    """
    if 2 ** len(board.actors) > MOST_COALITIONS:
        return {}
    states, moves = list(judged), Remembered(board.form)
    alone = {s: [c for c in CONCEPTS if solution.stable[c][:, s].all()] for s in states}
    together = {s: strong_under(board.form, left, s, moves) for s, left in alone.items()}
    return {c: board.listed(s for s in states if c in together[s]) for c in CONCEPTS}


def further_reasons(board: Board, solution: Solution, actor: int, state: int) -> dict[str, Any]:
    """Why a state is stable for an actor, or not, under SIM and when looking ahead.

    ``at_once``: an improvement and the state that it turns into when others move at the same time (the same where
    nobody spoils it). ``foreseen``: by number of moves ahead, the best move and the play that the actor expects.
    """
    form, found = board.form, dict[str, Any]()
    if SIM in solution.stable and isinstance(form, OptionForm):
        why = spoiling(form, actor, state)
        found["at_once"] = (
            None if why is None else dict(zip(("improvement", "becomes"), board.listed(why), strict=True))
        )
    if form.actors == 2:
        found["foreseen"] = {str(h): board.path(state, foreseen(form, h, actor, state)) for h in HORIZONS}
    return found
