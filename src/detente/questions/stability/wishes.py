"""What would have to change for a wish to come true: for a state where it holds to be one where things rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from detente.engines.graph import Concept, Solution, Wish, holds, wish
from detente.questions.stability.board import Board

__all__ = ["wished"]

TRIED = 12
PROVED = 2
NODES = 200
UNASKED = 12
"""Where nobody asked for a wish, no time is spent on the fewest of more changes than this."""
CONCEPTS: tuple[Concept, ...] = ("nash", "seq")


def wished(board: Board, solution: Solution, text: str, *, asked: bool) -> dict[str, Any]:
    """For a statement, under Nash and under SEQ: where it holds and things rest already, or the fewest changes.

    1. Of the possible states where the statement holds, take one that is an equilibrium, the nearest to today.
    2. Else try the twelve that are unstable for the fewest actors, nearest to today first: changes that are enough, and
       a lower bound.
    3. Look for fewer, or for a proof that there are none, in the best of them, and in one more whose bound leaves
       room. ``least`` is the lowest bound of all that were tried.
    """
    where = np.flatnonzero(holds(board.program(text), board.states) & board.possible)
    return {
        "statement": text,
        "states": int(where.size),
        **{c: _under(board, solution, where, c, np.inf if asked else UNASKED) for c in CONCEPTS},
    }


def _under(board: Board, solution: Solution, where: np.ndarray, concept: Concept, most: float) -> dict[str, Any] | None:
    if not where.size:
        return None
    unstable = (~solution.stable[concept][:, where]).sum(axis=0)
    far = np.array([board.distance(int(state)) for state in where])
    order = where[np.lexsort((where, far, unstable))]
    if unstable.min() == 0:
        return _record(board, int(order[0]), wish(board.form, int(order[0]), concept), int(where.size), 0)
    tried = {int(state): wish(board.form, int(state), concept, nodes=0) for state in order[:TRIED]}
    for _ in range(PROVED):
        open_ = [state for state in tried if not tried[state].exact and tried[state].least < _best(tried)[0]]
        if not open_ or _best(tried)[0] > most:
            break
        state = min(open_, key=lambda state: _count(tried[state]))
        tried[state] = wish(board.form, state, concept, nodes=NODES)
    count, state = _best(tried)
    least = min((found.least if found.possible is not False else count) for found in tried.values())
    return _record(board, state, tried[state], len(tried), int(min(least, count)))


def _count(found: Wish) -> float:
    return len(found.changes) if found.possible else np.inf


def _best(tried: Mapping[int, Wish]) -> tuple[float, int]:
    """The fewest changes so far, and the state that takes them; the first of those that take as many."""
    state = min(tried, key=lambda state: _count(tried[state]))
    return _count(tried[state]), state


def _record(board: Board, state: int, found: Wish, tried: int, least: int) -> dict[str, Any]:
    """One state with what must change: how many comparisons for whom, and which temptations must go."""
    turned = {a: sum(c.actor == i for c in found.changes) for i, a in enumerate(board.actors)}
    tempted = [
        {
            "actor": board.actors[c.actor],
            "state": board.state(c.falls),
            **dict(zip(("takes", "gives_up"), board.changed(state, c.falls), strict=True)),
        }
        for c in found.changes
        if c.rises == state and c.falls in board.form.moves(c.actor, state)
    ]
    return {
        "state": board.state(state),
        "tried": tried,
        "possible": found.possible,
        "exact": found.exact,
        "changes": len(found.changes),
        "least": least,
        "by_actor": {actor: count for actor, count in turned.items() if count},
        "no_longer_tempting": tempted,
        "status": found.status,
    }
