"""Options that an actor does not see: what it expects to rest, and who will be surprised."""

from __future__ import annotations

from typing import Any

from detente.engines.graph import FIVE, Surprise, solve_hypergame
from detente.questions.stability.board import Board

__all__ = ["unseen"]

SHOWN = 8


def unseen(board: Board) -> dict[str, Any] | None:
    """The conflict as each actor sees it; nothing where all see everything.

    1. Each actor solves the conflict without the options that it does not see. A state rests when it is stable for each
       actor as this actor sees it.
    2. A surprise is a gain that another has by an option which somebody does not see, in a state where those who are
       blind to something believe that things rest. Nearest to today first.
    """
    if not board.unseen:
        return None
    game = solve_hypergame(board.whole, board.unseen)
    nearest = sorted(game.surprises, key=lambda found: (board.distance(found.state), found.state, found.target))
    return {
        "unaware": {board.actors[i]: [board.names[bit] for bit in bits] for i, bits in board.unseen.items()},
        "equilibria": {concept: board.listed(game.equilibria(concept)) for concept in FIVE},
        "expected": {board.actors[i]: _counts(game.expected[i]) for i in board.unseen},
        "surprises": [_said(board, found) for found in nearest[:SHOWN]],
        "surprised": sorted({board.actors[found.surprised] for found in game.surprises}),
        "surprise_count": len(game.surprises),
    }


def _counts(expected: Any) -> dict[str, int]:
    """How many states an actor expects to rest, under each concept."""
    return {concept: len(states) for concept, states in expected.items()}


def _said(board: Board, found: Surprise) -> dict[str, Any]:
    takes, gives_up = board.changed(found.state, found.target)
    return {
        "surprised": board.actors[found.surprised],
        "mover": board.actors[found.mover],
        "state": board.state(found.state),
        "takes": takes,
        "gives_up": gives_up,
        "target": board.state(found.target),
    }
