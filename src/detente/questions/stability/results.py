"""What there is to know about a conflict, in the shape of ``answers.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.engines.graph import (
    FIVE,
    Journeys,
    Remembered,
    Solution,
    chances,
    journeys,
    solve,
    trapped,
    upsets,
)
from detente.errors import QuestionError
from detente.questions.stability.board import Board
from detente.questions.stability.concepts import all_concepts, looking_ahead, strongly
from detente.questions.stability.every import every_state
from detente.questions.stability.from_here import from_here
from detente.questions.stability.horizon import NO_EVOLUTION, evolution, not_evolved
from detente.questions.stability.liking import drawn_likings
from detente.questions.stability.settings import Settings
from detente.questions.stability.unseen import unseen
from detente.questions.stability.ways import NEAREST, drawn_map, reachable, reasons
from detente.questions.stability.wishes import wished

__all__ = ["found"]

SHOWN = 64
"""Conflicts with so few states are reported state by state; larger ones at the states that matter."""
MOST_GROUPED = 1 << 12
"""Coalitions are searched in conflicts with so many states at most."""
MOST_DRAWN = 1 << 24


def found(board: Board, settings: Settings) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Everything, and the warnings: all states where they can be listed, else what can be reached from today."""
    names = {"options": list(board.names), "actors": list(board.actors), "now": board.state(board.now)}
    if not board.enumerable:
        if settings.every:
            raise QuestionError(
                f"the states of {len(board.names)} options are too many to print",
                key="conflict.options",
                hint="ask without --states",
            )
        seen, limits = from_here(board)
        return {**names, **seen}, limits
    solution, graph = solve(board.form), Remembered(board.form)
    ahead = journeys(board.form, board.now, improving=True)
    anywhere = journeys(board.form, board.now, improving=False)
    notable = _notable(board, solution, ahead)
    rests, nash = (set(map(int, solution.equilibria(c))) for c in ("seq", "nash"))
    full, judged = Solution(all_concepts(board, solution)), _judged(board, notable)
    warnings = (
        [] if anywhere.complete else ["more than 20,000 states can be reached from today; the farthest are left out"]
    )
    uncertain, more = _uncertain(board, settings, notable)
    still = not_evolved(board, settings)
    results = {
        **names,
        "states": int(board.form.states.size),
        "equilibria": {c: board.listed(full.equilibria(c)) for c in full.stable},
        **_stable(board, full, judged),
        "strong": strongly(board, solution, judged) if board.states.size <= MOST_GROUPED else {},
        "looking_ahead": looking_ahead(board, judged),
        "today": _today(board, full),
        "reasons": list(reasons(board, graph, notable)),
        "reachable": {
            "improvements": reachable(board, rests, nash, ahead),
            "moves": reachable(board, rests, nash, anywhere),
        },
        "upsets": list(_upsets(board, notable)) if board.states.size <= MOST_GROUPED else [],
        "hypergame": unseen(board) if board.states.size <= MOST_GROUPED else None,
        "trapped": board.listed(trapped(board.form, solution.equilibria("nash"))),
        **(evolution(board, settings, notable) if still is None else NO_EVOLUTION),
        "uncertain": uncertain,
        "wishes": [wished(board, solution, text, asked=settings.wishes_asked) for text in settings.wishes],
        "every": every_state(board, full, graph) if settings.every else [],
        "map": drawn_map(board, graph, rests, ahead),
    }
    return results, (*warnings, *more, *_left_out(board), *([still] if still else []))


def _left_out(board: Board) -> Iterator[str]:
    """What is not computed because there are too many states."""
    if board.states.size > MOST_GROUPED:
        yield "coalitions that would leave together are not searched in so many states"
        if board.unseen:
            yield "who would be surprised is not searched in so many states"


def _notable(board: Board, solution: Solution, ahead: Journeys) -> list[int]:
    """Today, what rests within reach of improvements, and what is Nash stable: each at most eight, nearest first."""
    rests = set(map(int, solution.equilibria("seq")))
    near = [state for state in ahead.paths if state in rests][:NEAREST]
    nash = sorted(map(int, solution.equilibria("nash")), key=lambda s: (board.distance(s), s))[:NEAREST]
    return list(dict.fromkeys([board.now, *near, *nash]))


def _judged(board: Board, notable: list[int]) -> list[int]:
    """The states that are reported one by one: all where there are few, else those that matter."""
    every = [int(s) for s in board.form.states]
    return every if len(every) <= SHOWN else sorted(notable)


def _stable(board: Board, solution: Solution, judged: list[int]) -> dict[str, Any]:
    concepts = solution.stable
    stable = {
        c: {actor: board.listed(s for s in judged if solution.stable[c][i, s]) for i, actor in enumerate(board.actors)}
        for c in concepts
    }
    counts = {c: {actor: int(solution.stable[c][i].sum()) for i, actor in enumerate(board.actors)} for c in concepts}
    return {"judged": board.listed(judged), "stable": stable, "stable_counts": counts}


def _today(board: Board, solution: Solution) -> dict[str, Any]:
    return {
        c: {
            "equilibrium": bool(solution.stable[c][:, board.now].all()),
            "unstable_for": [a for i, a in enumerate(board.actors) if not solution.stable[c][i, board.now]],
        }
        for c in solution.stable
    }


def _upsets(board: Board, notable: list[int]) -> Iterator[dict[str, Any]]:
    """The smallest coalitions that could leave a notable state together to the good of every member."""
    for state in notable:
        for group, path in upsets(board.form, "nash", state, minimal=True).items():
            members = [board.actors[i] for i in group]
            yield {"state": board.state(state), "coalition": members, "path": board.path(state, path)}


def _uncertain(board: Board, settings: Settings, notable: list[int]) -> tuple[list[dict[str, Any]], list[str]]:
    """P(equilibrium) of the notable states when the order of statements is uncertain."""
    most = MOST_DRAWN // (board.states.size * len(board.actors))
    orders = min(settings.orders, most)
    if orders < 2 or settings.noise == 0:
        return [], []
    drawn = drawn_likings(board.likings, board.states, settings.noise, orders, settings.seed)
    seen = chances(board.form, drawn, notable)
    rows = [
        {
            "state": board.state(state),
            "probability": {c: float(seen.probability[c][state]) for c in FIVE},
            "standard_error": {c: float(seen.error[c][state]) for c in FIVE},
            "trapped": state in seen.trapped,
        }
        for state in notable
    ]
    said = [f"{orders} orders of preference were drawn, not {settings.orders}: there are many states"]
    return rows, said if orders < settings.orders else []
