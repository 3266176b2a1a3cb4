"""A dossier's conflict as the engine takes it: bits for options, programs for statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool

from detente.dossier import Dossier
from detente.dossier.statements import parse_statement
from detente.engines.graph import LazyForm, OptionForm, Path, Program, by_statements, holds, lazy_form, option_form
from detente.engines.graph.preferences import holds_at
from detente.errors import QuestionError

__all__ = ["MOST_OPTIONS", "Board", "board_of"]

MOST_OPTIONS = 20
"""Conflicts with more options are never enumerated."""


@dataclass(frozen=True, eq=False)
class Board:
    """A conflict with its names: option ``names[b]`` is bit b; the options of ``actors[i]`` are ``counts[i]`` bits."""

    actors: tuple[str, ...]
    counts: tuple[int, ...]
    names: tuple[str, ...]
    now: int
    preferences: tuple[tuple[Program, ...], ...]
    impossible: tuple[Program, ...]
    one_way: tuple[int, ...]

    @cached_property
    def form(self) -> OptionForm:
        """All states, where there are few enough to enumerate."""
        worth = np.stack([by_statements(own, self.states) for own in self.preferences])
        barred = [holds(program, self.states) for program in self.impossible]
        possible = ~np.any(barred, axis=0) if barred else np.ones(self.states.size, bool)
        return option_form(self.counts, worth, possible, self.one_way)

    @cached_property
    def lazy(self) -> LazyForm:
        """The same without a list of states."""
        return lazy_form(self.counts, self.preferences, self.impossible, self.one_way)

    @property
    def enumerable(self) -> bool:
        """Whether all states are listed."""
        return len(self.names) <= MOST_OPTIONS

    @cached_property
    def states(self) -> np.ndarray:
        """Every pattern of options, possible or not."""
        return np.arange(1 << len(self.names))

    def held(self) -> list[Bool[np.ndarray, "statements states"]]:
        """For each actor, in which states each of its statements holds."""
        none = np.zeros((0, self.states.size), bool)
        return [np.stack([holds(p, self.states) for p in own]) if own else none for own in self.preferences]

    def state(self, number: int) -> list[str]:
        """A state as the sorted list of the options taken."""
        return sorted(name for bit, name in enumerate(self.names) if number >> bit & 1)

    def listed(self, numbers: Iterable[int]) -> list[list[str]]:
        """States as lists of options taken."""
        return [self.state(int(number)) for number in numbers]

    def path(self, start: int, path: Path) -> list[dict[str, object]]:
        """A path as records: who moves, what it takes and gives up, and the state it leads to."""
        steps: list[dict[str, object]] = []
        for actor, state in path:
            steps.append(
                {
                    "actor": self.actors[actor],
                    "takes": self.state(state & ~start),
                    "gives_up": self.state(start & ~state),
                    "state": self.state(state),
                }
            )
            start = state
        return steps

    def program(self, text: str) -> Program:
        """A statement about these options, as a program.

        Raises:
            DossierError: it does not parse.
        """
        return parse_statement(text, self.names).program({name: bit for bit, name in enumerate(self.names)})


def board_of(dossier: Dossier) -> Board:
    """The conflict of a dossier; an actor without options takes no part.

    Raises:
        QuestionError: no conflict, nobody has an option, or today's state is said to be impossible.
    """
    conflict = dossier.conflict
    if conflict is None or not any(conflict.options.values()):
        raise QuestionError(
            "the dossier has no options", key="conflict", hint="add options and preferences under `conflict:`"
        )
    actors = tuple(actor for actor, options in conflict.options.items() if options)
    names = tuple(f"{actor}.{option}" for actor in actors for option in conflict.options[actor])
    bits = {name: bit for bit, name in enumerate(names)}

    def program(text: str) -> Program:
        return parse_statement(text, names).program(bits)

    board = Board(
        actors=actors,
        counts=tuple(len(conflict.options[actor]) for actor in actors),
        names=names,
        now=sum(1 << bits[name] for name in set(conflict.now)),
        preferences=tuple(tuple(program(text) for text in conflict.preferences.get(a, ())) for a in actors),
        impossible=tuple(program(text) for text in conflict.impossible),
        one_way=tuple(bits[name] for name in dict.fromkeys(conflict.one_way)),
    )
    for text, barred in zip(conflict.impossible, board.impossible, strict=True):
        if holds_at(barred, board.now):
            raise QuestionError(f"today's state is impossible by {text!r}", key="conflict.now")
    return board
