"""Every state of a small conflict, as a stability analysis is printed: who is stable where, under what, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.engines.graph import Concept, Graph, Solution, verdict
from detente.errors import QuestionError
from detente.questions.stability.board import Board
from detente.questions.stability.concepts import further_reasons
from detente.questions.stability.moves import in_short

__all__ = ["MOST_PRINTED", "every_state", "printed"]

MOST_PRINTED = 64


def every_state(board: Board, solution: Solution, graph: Graph) -> list[dict[str, Any]]:
    """A record for each possible state, with its reasons.

    1. For each actor: under which concepts the state is stable for it.
    2. Where it has an improvement: the best one, and the answer that deters it, credible if there is one (SEQ), else
       any (GMR).
    3. Where they are defined: what its improvement becomes when others move at the same time (SIM), and for two actors
       the play that each foresees.
    4. ``pattern``: Y and N in the order of the options; ``-`` where it does not matter because states are merged.

    Raises:
        QuestionError: more than 64 states.
    """
    states = [int(state) for state in board.form.states]
    if len(states) > MOST_PRINTED:
        raise QuestionError(
            f"{len(states):,} possible states are too many to print, at most {MOST_PRINTED}",
            key="conflict",
            hint="ask without --states, or say what is impossible or merged",
        )
    return [
        {
            "state": board.state(state),
            "pattern": _pattern(board, state),
            "rests": [c for c in solution.stable if solution.stable[c][:, state].all()],
            "actors": {actor: _reason(board, solution, graph, i, state) for i, actor in enumerate(board.actors)},
        }
        for state in states
    ]


def _pattern(board: Board, state: int) -> str:
    """The options of a state in letters; of merged states, what they have in common."""
    own = board.members(state)
    letters = ({"NY"[pattern >> bit & 1] for pattern in own} for bit in range(len(board.names)))
    return "".join(found.pop() if len(found) == 1 else "-" for found in letters)


def _reason(board: Board, solution: Solution, graph: Graph, actor: int, state: int) -> dict[str, Any]:
    stable = [c for c in solution.stable if solution.stable[c][actor, state]]
    concept: Concept = "seq" if "seq" in stable else "gmr"
    found = verdict(graph, concept, (actor,), state)
    answer = board.path(found.improvement[-1].state, found.answer) if found.improvement else []
    return {
        "stable": stable,
        "improvement": board.path(state, found.improvement),
        "answer": answer,
        "credible": concept == "seq" and bool(answer),
        **further_reasons(board, solution, actor, state),
    }


def printed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records as a table: a row a state, a column an actor."""
    return [
        {
            "pattern": row["pattern"],
            "state": ", ".join(row["state"]) or "nothing is taken",
            "rests under": ", ".join(row["rests"]) or "–",
            **{actor: _cell(reason) for actor, reason in row["actors"].items()},
        }
        for row in rows
    ]


def _cell(reason: dict[str, Any]) -> str:
    """Under which concepts it is stable for an actor; what tempts it, and what deters it."""
    if not reason["improvement"]:
        return "nash: no gain"
    gain = "; ".join(in_short(step, named=False) for step in reason["improvement"])
    concepts = ", ".join(reason["stable"])
    if not concepts:
        return f"would {gain}"
    return f"{concepts}: {gain}, but {'; '.join(in_short(step) for step in reason['answer'])}"
