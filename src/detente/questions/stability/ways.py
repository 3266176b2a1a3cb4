"""From today: who would leave a state and what deters them, the ways to where it can rest, and their drawing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.engines.graph import Graph, Journeys, verdict
from detente.questions.stability.board import Board

__all__ = ["NEAREST", "drawn_map", "reachable", "reasons"]

NEAREST = 8
"""So many states are told, the nearest to today first."""
DRAWN = 40
"""So many states are drawn."""


def reasons(board: Board, graph: Graph, notable: list[int], limit: int | None = None) -> Iterator[dict[str, Any]]:
    """For each notable state and actor: its best improvement, and the credible answer that deters it, if any."""
    for state in notable:
        for i, actor in enumerate(board.actors):
            judged = verdict(graph, "seq", (i,), state, limit=limit)
            answer = judged.answer
            tempted = judged.improvement
            yield {
                "state": board.state(state),
                "actor": actor,
                "concept": "seq",
                "stable": judged.stable,
                "improvements": judged.tempted,
                "improvement": board.path(state, tempted),
                "answer": board.path(tempted[-1].state, answer) if tempted else [],
                "status": judged.status,
            }


def reachable(board: Board, rests: set[int], nash: set[int], search: Journeys) -> dict[str, Any]:
    """The equilibria in reach (credible answers), nearest first, with a shortest path and who can begin it."""
    near = [state for state in search.paths if state in rests]
    return {
        "states": len(search.paths),
        "complete": search.complete,
        "equilibria": len(near),
        "nearest": [
            {
                "state": board.state(state),
                "path": board.path(board.now, search.paths[state]),
                "first": [board.actors[i] for i in search.first[state]],
                "nash": state in nash,
            }
            for state in near[:NEAREST]
        ],
    }


def drawn_map(board: Board, graph: Graph, rests: set[int], ahead: Journeys) -> dict[str, Any]:
    """The states within reach of improvements and the improvements between them, for the drawing.

    Where there are more than forty, those on the shortest paths to the nearest states that rest.
    """
    inside = [board.now, *(s for s in ahead.paths if s != board.now)]
    if len(inside) > DRAWN:
        near = [s for s in ahead.paths if s in rests and s != board.now][:NEAREST]
        passed = {step.state for s in near for step in ahead.paths[s]} - {board.now}
        inside = [board.now, *(s for s in ahead.paths if s in passed)]
    place = {state: k for k, state in enumerate(inside)}
    states = [
        {
            "state": board.state(s),
            "takes": board.changed(board.now, s)[0],
            "gives_up": board.changed(board.now, s)[1],
            "steps": len(ahead.paths[s]) if s != board.now else 0,
            "rests": s in rests,
        }
        for s in inside
    ]
    moves = [
        {"from": place[s], "to": place[q], "actor": actor}
        for s in inside
        for i, actor in enumerate(board.actors)
        for q in graph.moves(i, s)
        if q in place and graph.worth(i, q) > graph.worth(i, s)
    ]
    return {"states": states, "moves": moves}
