"""A conflict with too many options to list its states: solved from today's state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from detente.engines.graph import FIVE, Concept, Graph, Journeys, Remembered, journeys, solve_from, verdict
from detente.questions.stability.board import Board
from detente.questions.stability.horizon import NO_EVOLUTION
from detente.questions.stability.ways import NEAREST, drawn_map, reachable, reasons

__all__ = ["from_here"]

MOST_REACHED = 20_000
MOST_JUDGED = 200
"""Where more can be reached, so many states within reach of improvements are judged one by one."""
MOST_ANSWERS = 2_000
"""So many states are looked at for an answer to each improvement."""
CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")

Verdicts: TypeAlias = Mapping[str, Mapping[int, Sequence[bool | None]]]


@dataclass(frozen=True)
class _Seen:
    """What was judged: for each concept and state the verdict for each actor, and the ways that lead there."""

    stable: Verdicts
    improving: Journeys
    moving: Journeys | None
    status: str

    def resting(self, concept: str) -> list[int]:
        """The states that rest under a concept."""
        return [state for state, by in self.stable[concept].items() if all(by)]

    @property
    def undecided(self) -> int:
        """How many verdicts the search did not reach."""
        return sum(verdict is None for found in self.stable.values() for by in found.values() for verdict in by)


def from_here(board: Board) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The results, and the warnings.

    1. Where any moves lead to 20,000 states or fewer, those are solved, and the verdicts are exact.
    2. Else the 200 nearest states within reach of improvements are judged one by one; a verdict that takes too long is
       none, and the warnings count them.
    """
    graph = Remembered(board.lazy)
    seen = _seen(graph, board.now, len(board.actors))
    rests, nash = set(seen.resting("seq")), set(seen.resting("nash"))
    near = [state for state in seen.improving.paths if state in rests and state != board.now][:NEAREST]
    ways = {"improvements": seen.improving, **({"moves": seen.moving} if seen.moving else {})}
    results: dict[str, Any] = {
        "states": None,
        "equilibria": {c: board.listed(seen.resting(c)) for c in FIVE},
        "judged": board.listed(seen.stable["nash"]),
        "stable": {
            c: {a: board.listed(s for s, by in seen.stable[c].items() if by[i]) for i, a in enumerate(board.actors)}
            for c in FIVE
        },
        "strong": {},
        "looking_ahead": None,
        "today": {c: _today(board, seen.stable[c][board.now]) for c in FIVE},
        "reasons": list(reasons(board, graph, [board.now, *near], MOST_ANSWERS)),
        "reachable": {how: reachable(board, rests, nash, search) for how, search in ways.items()},
        "upsets": [],
        "hypergame": None,
        "trapped": [],
        **NO_EVOLUTION,
        "uncertain": [],
        "wishes": [],
        "every": [],
        "map": drawn_map(board, graph, rests, seen.improving),
    }
    return results, _warnings(board, seen)


def _seen(graph: Graph, now: int, actors: int) -> _Seen:
    here = solve_from(graph, now, limit=MOST_REACHED)
    if here.solution is not None:
        ways = [journeys(graph, now, improving=improving, limit=MOST_REACHED) for improving in (True, False)]
        place = {int(state): k for k, state in enumerate(here.states)}
        stable: Verdicts = {c: {s: [*map(bool, here.solution.stable[c][:, k])] for s, k in place.items()} for c in FIVE}
        return _Seen(stable, ways[0], ways[1], here.status)
    ahead = journeys(graph, now, improving=True, limit=MOST_JUDGED)
    looked = [now, *(state for state in ahead.paths if state != now)]
    judged: Verdicts = {c: {s: [_verdict(graph, c, i, s) for i in range(actors)] for s in looked} for c in CONCEPTS}
    which = "" if ahead.complete else "nearest "
    status = f"the {len(looked):,} {which}states within reach of improvements are judged one by one"
    return _Seen(judged, ahead, None, status)


def _verdict(graph: Graph, concept: Concept, actor: int, state: int) -> bool | None:
    return verdict(graph, concept, (actor,), state, limit=MOST_ANSWERS).stable


def _today(board: Board, verdicts: Sequence[bool | None]) -> dict[str, Any]:
    return {
        "equilibrium": all(verdicts),
        "unstable_for": [a for a, stable in zip(board.actors, verdicts, strict=True) if stable is False],
    }


def _warnings(board: Board, seen: _Seen) -> tuple[str, ...]:
    undecided = seen.undecided
    return (
        f"{len(board.names)} options are too many to list every state: {seen.status}",
        "the evolution to the horizon, uncertain preferences and wishes are not computed for so many options",
        *([f"{undecided:,} verdicts were not reached and do not count as stable"] if undecided else []),
    )
