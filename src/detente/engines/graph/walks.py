"""Where a group of actors can get from a state, and by which path: a search that lists nothing in advance.

It asks a conflict for its moves one state at a time, so it works on conflicts that are too large to enumerate.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from detente.engines.graph.forms import Graph

__all__ = ["Path", "Remembered", "Step", "path_to", "walk"]


class Step(NamedTuple):
    """One move: who made it, and the state it led to."""

    actor: int
    state: int


Path: TypeAlias = tuple[Step, ...]


class Remembered:
    """A conflict that looks each move up once: for many searches in one conflict."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.actors = graph, graph.actors
        self._moves: dict[tuple[int, int], tuple[int, ...]] = {}
        self._worth: dict[tuple[int, int], float] = {}

    def moves(self, actor: int, state: int) -> tuple[int, ...]:
        """The states to which one actor can go from a state, in rising order."""
        if (actor, state) not in self._moves:
            self._moves[actor, state] = self.graph.moves(actor, state)
        return self._moves[actor, state]

    def worth(self, actor: int, state: int) -> float:
        """How much an actor likes a state."""
        if (actor, state) not in self._worth:
            self._worth[actor, state] = self.graph.worth(actor, state)
        return self._worth[actor, state]


def walk(graph: Graph, group: Sequence[int], start: int, *, improving: bool) -> Iterator[tuple[int, Path]]:
    """Each state of ``R_H(start)`` (or ``R⁺_H``) with a shortest path, nearest first.

    1. Breadth first over (state, last mover), so that nobody moves twice running.
    2. Only moves to something that the mover likes better, where ``improving``.
    3. The start is listed when the group can return to it.

    Args:
        graph: the conflict.
        group: who moves.
        start: from where.
        improving: each move must be an improvement for its mover at that point.

    Reference: Fang, Hipel & Kilgour (1993), definitions 4.1 and 4.2.
    """
    arrived: set[int] = set()
    came: dict[Step, Step | None] = {}
    todo: deque[tuple[int, Step | None]] = deque([(start, None)])
    while todo:
        state, last = todo.popleft()
        for actor in group:
            if last is not None and actor == last.actor:
                continue
            for target in graph.moves(actor, state):
                step = Step(actor, target)
                if step in came or (improving and graph.worth(actor, target) <= graph.worth(actor, state)):
                    continue
                came[step] = last
                todo.append((target, step))
                if target not in arrived:
                    arrived.add(target)
                    yield target, path_to(came, step)


def path_to(came: Mapping[Step, Step | None], end: Step) -> Path:
    """The steps that led to one, from where each came from."""
    steps, step = [], came[end]
    while step is not None:
        steps.append(step)
        step = came[step]
    return (*reversed(steps), end)
