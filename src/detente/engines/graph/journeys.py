"""From here: what can be reached from a state, by which shortest path, and who has to move first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Int

from detente.engines.graph.forms import ArcForm, Form, Graph, OptionForm, arc_form
from detente.engines.graph.solve import Solution, solve
from detente.engines.graph.walks import Path, Step, path_to

__all__ = ["FromHere", "Journeys", "journeys", "solve_from"]


@dataclass(frozen=True)
class Journeys:
    """What can be reached from a state.

    Attributes:
        paths: for each state that can be reached, a shortest path; nearest first.
        first: for each of them, who can make the first move of a shortest path.
        complete: whether the search ended by itself, and not at its limit.
    """

    paths: Mapping[int, Path]
    first: Mapping[int, tuple[int, ...]]
    complete: bool


def journeys(graph: Graph, start: int, *, improving: bool, limit: int = 20_000) -> Journeys:
    """Every state that can be reached from ``start`` by any sequence of moves, or of improvements.

    1. Breadth first over (state, last mover), one length of path after the other; nobody moves twice running.
    2. With each goes who can have made the first move of a path of that length.
    3. Of shortest paths to a state, the one found first: by the order of what came before, then by actor, then by
       state. Where the states are listed the search takes all steps of one length at once, else one by one.

    Args:
        graph: the conflict.
        start: from where.
        improving: each move must be an improvement for its mover at that point.
        limit: the search ends after the length at which it has reached so many states.
    """
    if isinstance(graph, OptionForm | ArcForm):
        return _Search(graph, start, improving).until(limit)
    came: dict[Step, Step | None] = {}
    paths: dict[int, Path] = {}
    first: dict[int, set[int]] = {}
    front: Mapping[Step | None, set[int]] = {None: set()}
    while front and len(paths) <= limit:
        after: dict[Step, set[int]] = {}
        for last, movers in front.items():
            for step in _next(graph, start, last, improving):
                if step not in came or step in after:
                    came.setdefault(step, last)
                    after.setdefault(step, set()).update(movers or {step.actor})
        new = {step.state for step in after} - paths.keys()
        for step, movers in after.items():
            if step.state in new:
                paths.setdefault(step.state, path_to(came, step))
                first.setdefault(step.state, set()).update(movers)
        front = {step: movers for step, movers in after.items()}  # noqa: C416  # a wider key type
    nearest = sorted(paths, key=lambda state: (len(paths[state]), state))
    return Journeys({s: paths[s] for s in nearest}, {s: tuple(sorted(first[s])) for s in nearest}, not front)


def _next(graph: Graph, start: int, last: Step | None, improving: bool) -> Iterator[Step]:
    state = start if last is None else last.state
    for actor in range(graph.actors):
        if last is None or actor != last.actor:
            here = graph.worth(actor, state)
            for target in graph.moves(actor, state):
                if not improving or graph.worth(actor, target) > here:
                    yield Step(actor, target)


class _Front(NamedTuple):
    """The steps of one length: who moved (−1: nobody yet), where to, who can have begun, and a path for each."""

    actor: Int[np.ndarray, " steps"]
    state: Int[np.ndarray, " steps"]
    began: Bool[np.ndarray, "steps actors"]
    paths: list[Path]


class _Search:
    """The same search over a form whose states are listed, all steps of one length at once."""

    def __init__(self, form: Form, start: int, improving: bool) -> None:
        self.form, self.improving = form, improving
        self.came = np.zeros((form.actors, form.utilities.shape[1]), bool)
        self.front = _Front(np.array([-1]), np.array([start]), np.zeros((1, form.actors), bool), [()])
        self.paths: dict[int, Path] = {}
        self.first: dict[int, tuple[int, ...]] = {}

    def until(self, limit: int) -> Journeys:
        """Search until nothing new is found, or more states than the limit."""
        while self.front.state.size and len(self.paths) <= limit:
            self.front = self._after(self.front)
            self.came[self.front.actor, self.front.state] = True
            self._arrive(self.front)
        nearest = sorted(self.paths, key=lambda state: (len(self.paths[state]), state))
        paths, first = {s: self.paths[s] for s in nearest}, {s: self.first[s] for s in nearest}
        return Journeys(paths, first, not self.front.state.size)

    def _after(self, front: _Front) -> _Front:
        """The new steps that follow, in the order in which the search finds them."""
        before, actor, state = self._steps(front)
        order = np.lexsort((state, actor, before))
        _, place, same = np.unique((actor * self.came.shape[1] + state)[order], return_index=True, return_inverse=True)
        began = np.zeros((place.size, self.form.actors), bool)
        for i in range(self.form.actors):
            starts = front.began[before[order], i] | ((front.actor[before[order]] < 0) & (actor[order] == i))
            began[same[starts], i] = True
        found = np.argsort(place)
        chosen = order[place[found]]
        steps = zip(before[chosen].tolist(), actor[chosen].tolist(), state[chosen].tolist(), strict=True)
        return _Front(actor[chosen], state[chosen], began[found], [(*front.paths[b], Step(i, q)) for b, i, q in steps])

    def _steps(self, front: _Front) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Every legal step that is new at this length: the place of the one before, who, and where to."""
        found = [(np.zeros(0, int),) * 3]
        for actor, worth in enumerate(self.form.utilities):
            free = np.flatnonzero(front.actor != actor)
            place, target = self.form.moves_from(actor, front.state[free])
            new = ~self.came[actor, target]
            if self.improving:
                new &= worth[target] > worth[front.state[free][place]]
            found.append((free[place[new]], np.full(int(new.sum()), actor), target[new]))
        before, who, where = zip(*found, strict=True)
        return np.concatenate(before), np.concatenate(who), np.concatenate(where)

    def _arrive(self, front: _Front) -> None:
        """Keep a path to each state that is reached for the first time, and all who can have begun one so short."""
        began: dict[int, np.ndarray] = {}
        for state, path, movers in zip(front.state.tolist(), front.paths, front.began, strict=True):
            if state not in self.paths or state in began:
                self.paths.setdefault(state, path)
                began[state] = began[state] | movers if state in began else movers
        self.first |= {state: tuple(np.flatnonzero(movers).tolist()) for state, movers in began.items()}


@dataclass(frozen=True, eq=False)
class FromHere:
    """The part of a conflict that can be reached from one state, solved.

    Attributes:
        states: the states that can be reached, and the start, rising.
        solution: stable states by their place in ``states``; none when the search reached its limit.
        status: what was done, as a sentence.
    """

    states: Int[np.ndarray, " reached"] | tuple[int, ...]
    solution: Solution | None
    status: str


def solve_from(graph: Graph, start: int, *, limit: int = 20_000) -> FromHere:
    """Solve only what can be reached from a state, for conflicts too large to enumerate.

    1. Collect the states that any moves can reach; they are closed under moves, so every answer to every move
       lies among them and the verdicts are exact.
    2. Solve them as an arc form. With more than ``limit`` states nothing is solved: ask for ``verdict`` on the
       states of interest instead, which searches no further than it must.

    >>> from detente.engines.graph.forms import option_form
    >>> here = solve_from(option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]])), 0)
    >>> here.states, here.solution.equilibria("nash").tolist()
    ((0, 1, 2, 3), [0])
    """
    seen, todo = {start}, [start]
    arcs: list[list[tuple[int, int]]] = [[] for _ in range(graph.actors)]
    while todo and len(seen) <= limit:
        state = todo.pop()
        for actor in range(graph.actors):
            targets = graph.moves(actor, state)
            arcs[actor] += [(state, target) for target in targets]
            todo += [target for target in targets if target not in seen]
            seen.update(targets)
    states = tuple(sorted(seen))
    if todo:
        return FromHere(states, None, f"more than {limit} states can be reached: solved for none of them")
    place = {state: number for number, state in enumerate(states)}
    worth = np.array([[graph.worth(actor, state) for state in states] for actor in range(graph.actors)])
    moves = [np.array([(place[s], place[q]) for s, q in own], np.int64).reshape(-1, 2) for own in arcs]
    return FromHere(states, solve(arc_form(worth, moves)), f"all {len(states)} states that can be reached are solved")
