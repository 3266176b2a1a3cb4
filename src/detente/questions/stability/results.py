"""What there is to know about a conflict, in the shape of ``answers.md``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.engines.graph import (
    FIVE,
    Graph,
    Journeys,
    Remembered,
    Solution,
    chances,
    journeys,
    solve,
    solve_from,
    trapped,
    upsets,
    verdict,
)
from detente.errors import QuestionError
from detente.questions.stability.board import Board
from detente.questions.stability.concepts import all_concepts, looking_ahead, strongly
from detente.questions.stability.every import every_state
from detente.questions.stability.horizon import NO_EVOLUTION, evolution, not_evolved
from detente.questions.stability.liking import drawn_likings
from detente.questions.stability.settings import Settings
from detente.questions.stability.unseen import unseen
from detente.questions.stability.wishes import wished

__all__ = ["found"]

SHOWN = 64
"""Conflicts with so few states are reported state by state; larger ones at the states that matter."""
NEAREST = 8
DRAWN = 40
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
        seen, limits = _from_here(board)
        return {**names, **seen}, limits
    solution, graph = solve(board.form), Remembered(board.form)
    ahead = journeys(board.form, board.now, improving=True)
    anywhere = journeys(board.form, board.now, improving=False)
    notable = _notable(board, solution, ahead)
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
        "reasons": list(_reasons(board, graph, notable)),
        "reachable": {
            "improvements": _reachable(board, solution, ahead),
            "moves": _reachable(board, solution, anywhere),
        },
        "upsets": list(_upsets(board, notable)) if board.states.size <= MOST_GROUPED else [],
        "hypergame": unseen(board) if board.states.size <= MOST_GROUPED else None,
        "trapped": board.listed(trapped(board.form, solution.equilibria("nash"))),
        **(evolution(board, settings, notable) if still is None else NO_EVOLUTION),
        "uncertain": uncertain,
        "wishes": [wished(board, solution, text, asked=settings.wishes_asked) for text in settings.wishes],
        "every": every_state(board, full, graph) if settings.every else [],
        "map": _map(board, solution, ahead),
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


def _reasons(board: Board, graph: Graph, notable: list[int]) -> Iterator[dict[str, Any]]:
    """For each notable state and actor: its best improvement, and the credible answer that deters it, if any."""
    for state in notable:
        for i, actor in enumerate(board.actors):
            judged = verdict(graph, "seq", (i,), state)
            answer = judged.answer
            tempted = judged.improvement
            yield {
                "state": board.state(state),
                "actor": actor,
                "concept": "seq",
                "stable": bool(judged.stable),
                "improvements": judged.tempted,
                "improvement": board.path(state, tempted),
                "answer": board.path(tempted[-1].state, answer) if tempted else [],
                "status": judged.status,
            }


def _reachable(board: Board, solution: Solution, search: Journeys) -> dict[str, Any]:
    """The equilibria in reach (credible answers), nearest first, with a shortest path and who can begin it."""
    rests = set(map(int, solution.equilibria("seq")))
    near = [state for state in search.paths if state in rests]
    nash = set(map(int, solution.equilibria("nash")))
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


def _map(board: Board, solution: Solution, ahead: Journeys) -> dict[str, Any]:
    """The states within reach of improvements and the improvements between them, for the drawing.

    Where there are more than forty, those on the shortest paths to the nearest states that rest.
    """
    inside = [board.now, *(s for s in ahead.paths if s != board.now)]
    if len(inside) > DRAWN:
        rests_at = set(map(int, solution.equilibria("seq")))
        near = [s for s in ahead.paths if s in rests_at and s != board.now][:NEAREST]
        passed = {step.state for s in near for step in ahead.paths[s]} - {board.now}
        inside = [board.now, *(s for s in ahead.paths if s in passed)]
    place = {state: k for k, state in enumerate(inside)}
    rests = set(map(int, solution.equilibria("seq")))
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
        for q in board.form.moves(i, s)
        if q in place and board.form.worth(i, q) > board.form.worth(i, s)
    ]
    return {"states": states, "moves": moves}


def _from_here(board: Board) -> tuple[dict[str, Any], tuple[str, ...]]:
    """A conflict too large to enumerate: solved exactly where few states can be reached, else state by state."""
    graph = Remembered(board.lazy)
    here = solve_from(graph, board.now)
    ahead = journeys(graph, board.now, improving=True, limit=200)
    if here.solution is not None:
        place = {state: k for k, state in enumerate(here.states)}
        stable = {c: {s: [*map(bool, here.solution.stable[c][:, k])] for s, k in place.items()} for c in FIVE}
    else:
        looked = [board.now, *(s for s in ahead.paths if s != board.now)]
        stable = {c: {s: _verdicts(graph, c, s, len(board.actors)) for s in looked} for c in FIVE}
    equilibria = {c: board.listed(s for s, by in stable[c].items() if all(by)) for c in FIVE}
    results: dict[str, Any] = {
        "states": None,
        "equilibria": equilibria,
        "judged": board.listed(stable["nash"]),
        "stable": {
            c: {a: board.listed(s for s, by in stable[c].items() if by[i]) for i, a in enumerate(board.actors)}
            for c in FIVE
        },
        "today": {
            c: {
                "equilibrium": bool(all(stable[c][board.now])),
                "unstable_for": [a for a, fine in zip(board.actors, stable[c][board.now], strict=True) if not fine],
            }
            for c in FIVE
        },
        "strong": {},
        "looking_ahead": None,
        "reasons": list(_reasons(board, graph, [board.now])),
        "reachable": {},
        "upsets": [],
        "hypergame": None,
        "trapped": [],
        **NO_EVOLUTION,
        "uncertain": [],
        "wishes": [],
        "every": [],
        "map": {"states": [], "moves": []},
    }
    return results, (
        f"{len(board.names)} options are too many to list every state: {here.status}",
        "the evolution to the horizon and uncertain preferences are not computed for so many options",
    )


def _verdicts(graph: Graph, concept: Any, state: int, actors: int) -> list[bool]:
    return [bool(verdict(graph, concept, (i,), state, limit=2_000).stable) for i in range(actors)]
