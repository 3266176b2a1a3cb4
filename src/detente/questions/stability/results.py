"""What there is to know about a conflict, in the shape of ``answers.md``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from jaxtyping import Bool, Float

from detente.dossier.estimate import Estimate
from detente.engines.graph import (
    FIVE,
    Chain,
    Graph,
    Journeys,
    Remembered,
    Solution,
    by_horizon,
    chain,
    chances,
    expected_times,
    first_passage,
    journeys,
    solve,
    solve_from,
    trapped,
    upsets,
    verdict,
)
from detente.errors import QuestionError
from detente.questions.answer import estimate_of
from detente.questions.draws import quantile, uniforms
from detente.questions.stability.board import Board
from detente.questions.stability.every import every_state
from detente.questions.stability.liking import drawn_likings
from detente.questions.stability.unseen import unseen
from detente.questions.stability.wishes import wished

__all__ = ["PACE", "Settings", "found", "taken_by_horizon"]

SHOWN = 64
"""Conflicts with so few states are reported state by state; larger ones at the states that matter."""
NEAREST = 8
DRAWN = 40
MOST_TIMES = 2048
MOST_GROUPED = 1 << 12
"""Coalitions are searched in conflicts with so many states at most."""
MOST_EVOLVED = 1 << 16
"""The evolution is solved for so many states at most."""
MOST_DRAWN = 1 << 24
PACE = "conflict.pace"
"""The stream of the pace of events."""
EVERY = 41
"""Paces at which the chain is solved; draws are read off between them."""

NO_EVOLUTION: dict[str, Any] = {
    "horizon": {},
    "horizon_estimates": {},
    "at_horizon": {},
    "likeliest_at_horizon": [],
    "expected_times": [],
}


@dataclass(frozen=True)
class Settings:
    """The settings of the question, checked."""

    draws: int
    seed: int
    pace: tuple[float, float, float]
    option_cost: float
    beta: float
    noise: float
    orders: int
    wishes: tuple[str, ...]
    every: bool = False
    wishes_asked: bool = True

    @property
    def pace_drawn(self) -> Estimate:
        """The pace as an estimate to draw from."""
        low, mode, high = self.pace
        return Estimate(low=low, mode=mode, high=high) if high > low else Estimate(value=mode)

    @property
    def grid(self) -> Float[np.ndarray, " paces"]:
        """The paces at which the chain is solved."""
        low, _, high = self.pace
        return np.linspace(low, high, EVERY if high > low else 1)


def found(board: Board, settings: Settings) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Everything, and the warnings: all states where they can be listed, else what can be reached from today."""
    names = {"options": list(board.names), "actors": list(board.actors), "now": board.state(board.now)}
    if not board.enumerable:
        if settings.every:
            raise QuestionError(f"the states of {len(board.names)} options are too many to print")
        seen, limits = _from_here(board)
        return {**names, **seen}, limits
    solution, graph = solve(board.form), Remembered(board.form)
    ahead = journeys(board.form, board.now, improving=True)
    anywhere = journeys(board.form, board.now, improving=False)
    notable = _notable(board, solution, ahead)
    warnings = (
        [] if anywhere.complete else ["more than 20,000 states can be reached from today; the farthest are left out"]
    )
    uncertain, more = _uncertain(board, settings, notable)
    results = {
        **names,
        "states": int(board.form.states.size),
        "equilibria": {c: board.listed(solution.equilibria(c)) for c in FIVE},
        **_stable(board, solution, notable),
        "today": _today(board, solution),
        "reasons": list(_reasons(board, graph, notable)),
        "reachable": {
            "improvements": _reachable(board, solution, ahead),
            "moves": _reachable(board, solution, anywhere),
        },
        "upsets": list(_upsets(board, notable)) if board.states.size <= MOST_GROUPED else [],
        "hypergame": unseen(board) if board.states.size <= MOST_GROUPED else None,
        "trapped": board.listed(trapped(board.form, solution.equilibria("nash"))),
        **(_evolution(board, settings, notable) if board.states.size <= MOST_EVOLVED else NO_EVOLUTION),
        "uncertain": uncertain,
        "wishes": [wished(board, solution, text, asked=settings.wishes_asked) for text in settings.wishes],
        "every": every_state(board, solution, graph) if settings.every else [],
        "map": _map(board, solution, ahead),
    }
    return results, (*warnings, *more, *_left_out(board))


def _left_out(board: Board) -> Iterator[str]:
    """What is not computed because there are too many states."""
    if board.states.size > MOST_GROUPED:
        yield "coalitions that would leave together are not searched in so many states"
        if board.unseen:
            yield "who would be surprised is not searched in so many states"
    if board.states.size > MOST_EVOLVED:
        yield "the evolution to the horizon is not computed for so many states"


def _notable(board: Board, solution: Solution, ahead: Journeys) -> list[int]:
    """Today, what rests within reach of improvements, and what is Nash stable: each at most eight, nearest first."""
    rests = set(map(int, solution.equilibria("seq")))
    near = [state for state in ahead.paths if state in rests][:NEAREST]
    nash = sorted(map(int, solution.equilibria("nash")), key=lambda s: (board.distance(s), s))[:NEAREST]
    return list(dict.fromkeys([board.now, *near, *nash]))


def _stable(board: Board, solution: Solution, notable: list[int]) -> dict[str, Any]:
    every = [int(s) for s in board.form.states]
    judged = every if len(every) <= SHOWN else sorted(notable)
    stable = {
        c: {actor: board.listed(s for s in judged if solution.stable[c][i, s]) for i, actor in enumerate(board.actors)}
        for c in FIVE
    }
    counts = {c: {actor: int(solution.stable[c][i].sum()) for i, actor in enumerate(board.actors)} for c in FIVE}
    return {"judged": board.listed(judged), "stable": stable, "stable_counts": counts}


def _today(board: Board, solution: Solution) -> dict[str, Any]:
    return {
        c: {
            "equilibrium": bool(solution.stable[c][:, board.now].all()),
            "unstable_for": [a for i, a in enumerate(board.actors) if not solution.stable[c][i, board.now]],
        }
        for c in FIVE
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


def _evolution(board: Board, settings: Settings, notable: list[int]) -> dict[str, Any]:
    """By the horizon: P(each option taken by then), where things stand, and expected times, over draws of the pace."""
    drawn = quantile(settings.pace_drawn, uniforms(PACE, settings.seed, settings.draws))
    moves, grid, taken = _moves(board, settings), settings.grid, _taken(board)
    over = _by_then(board, moves, settings, drawn)
    weights = _shares(drawn, grid)
    standing = weights @ by_horizon(moves, board.now, grid.tolist())
    likeliest = np.argsort(-standing, kind="stable")[:NEAREST]
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
        QuestionError: the conflict has too many states for its evolution.
    """
    if not board.enumerable or board.states.size > MOST_EVOLVED:
        raise QuestionError("the evolution to the horizon is not computed for so many states", key="conflict.options")
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


def _times(board: Board, moves: Any, mode: float, notable: list[int]) -> list[dict[str, Any]]:
    """Expected time to each notable state, in horizons at the mode of the pace; null where it may never come."""
    if board.states.size > MOST_TIMES:
        return []
    times = expected_times(moves, board.now, notable)
    return [
        {"state": board.state(s), "horizons": None if t is None else t / mode}
        for s, t in zip(notable, times, strict=True)
    ]


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
