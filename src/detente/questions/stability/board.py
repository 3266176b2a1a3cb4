"""A dossier's conflict as the engine takes it: bits for options, programs for statements, merged states as one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_, or_

import numpy as np
from jaxtyping import Bool, Int

from detente.dossier import Dossier
from detente.dossier.schema import Conflict
from detente.dossier.statements import parse_statement
from detente.engines.graph import Form, LazyForm, OptionForm, Path, Program, holds, lazy_form, merge, option_form
from detente.engines.graph.preferences import holds_at
from detente.errors import QuestionError
from detente.questions.stability.liking import Liking, Statements, liking

__all__ = ["MOST_OPTIONS", "Board", "board_of"]

MOST_OPTIONS = 20
"""Conflicts with more options are never enumerated."""
_MEND = "take an option out, or mend the statement"


@dataclass(frozen=True, eq=False)
class Board:
    """A conflict with its names: option ``names[b]`` is bit b; the options of ``actors[i]`` are ``counts[i]`` bits.

    A *pattern* is a number with a bit for each option taken. A *state* is a place in ``states``, which has the pattern
    of each; the two are the same where nothing is merged.
    """

    actors: tuple[str, ...]
    counts: tuple[int, ...]
    names: tuple[str, ...]
    today: int
    likings: tuple[Liking, ...]
    impossible: tuple[Program, ...]
    one_way: tuple[int, ...]
    merged: tuple[Program, ...]
    unseen: Mapping[int, tuple[int, ...]]

    @cached_property
    def whole(self) -> OptionForm:
        """The conflict before states are merged, where there are few enough to enumerate."""
        every = np.arange(1 << len(self.names))
        worth = np.stack([own.worth(every) for own in self.likings])
        barred = [holds(program, every) for program in self.impossible]
        possible = ~np.any(barred, axis=0) if barred else np.ones(every.size, bool)
        return option_form(self.counts, worth, possible, self.one_way)

    @cached_property
    def _joined(self) -> tuple[Form, Int[np.ndarray, " states"]]:
        every = np.arange(1 << len(self.names))
        return (
            merge(self.whole, [holds(program, every) for program in self.merged])
            if self.merged
            else (self.whole, every)
        )

    @property
    def form(self) -> Form:
        """The conflict, its states listed."""
        return self._joined[0]

    @property
    def states(self) -> Int[np.ndarray, " states"]:
        """The pattern of every state, possible or not; of merged ones that with the fewest options."""
        return self._joined[1]

    @cached_property
    def now(self) -> int:
        """Today's state."""
        if not self.enumerable or not self.merged:
            return self.today
        same = [self._merging(int(pattern)) == self._merging(self.today) for pattern in self.states]
        fits = self.states == self.today if self._merging(self.today) is None else np.array(same)
        return int(np.flatnonzero(fits)[0])

    def _merging(self, pattern: int) -> int | None:
        """Which statement merges a pattern with others: the first that holds."""
        return next((number for number, program in enumerate(self.merged) if holds_at(program, pattern)), None)

    @cached_property
    def lazy(self) -> LazyForm:
        """The same without a list of states.

        Raises:
            QuestionError: weights, rankings or merged states, which need the list.
        """
        plain = [own.programs for own in self.likings if isinstance(own, Statements)]
        if len(plain) < len(self.likings) or self.merged or self.unseen:
            what = f"{len(self.names)} options, and weights, rankings, merged states or unseen options"
            raise QuestionError(
                what, key="conflict", hint=f"these need a list of states: at most {MOST_OPTIONS} options"
            )
        return lazy_form(self.counts, plain, self.impossible, self.one_way)

    @property
    def enumerable(self) -> bool:
        """Whether all states are listed."""
        return len(self.names) <= MOST_OPTIONS

    @cached_property
    def possible(self) -> Bool[np.ndarray, " states"]:
        """Which states can be."""
        return np.isin(np.arange(self.states.size), self.form.states)

    def pattern(self, state: int) -> int:
        """The pattern of a state."""
        return int(self.states[state]) if self.merged and self.enumerable else int(state)

    def members(self, state: int) -> list[int]:
        """The possible patterns that are one state: one, or all that are merged."""
        own = self._merging(self.pattern(state))
        if own is None:
            return [self.pattern(state)]
        return [int(p) for p in self.whole.states if self._merging(int(p)) == own]

    def named(self, pattern: int) -> list[str]:
        """The options taken in a pattern, sorted."""
        return sorted(name for bit, name in enumerate(self.names) if pattern >> bit & 1)

    def state(self, number: int) -> list[str]:
        """A state as the sorted list of the options taken."""
        return self.named(self.pattern(number))

    def distance(self, state: int) -> int:
        """How many options are otherwise than today; of merged states those that they have in common."""
        return sum(map(len, self.changed(self.now, state)))

    def changed(self, start: int, end: int) -> tuple[list[str], list[str]]:
        """The options taken up between two states, and those given up."""
        before, after = self.pattern(start), self.pattern(end)
        matters = self._matters(before) & self._matters(after)
        return self.named(after & ~before & matters), self.named(before & ~after & matters)

    def _matters(self, pattern: int) -> int:
        """The bits that say something of a pattern: of merged states, those that they have in common."""
        return self._common.get(self._merging(pattern), -1)

    @cached_property
    def _common(self) -> dict[int | None, int]:
        """For each statement that merges states, the bits in which they agree."""
        found: dict[int | None, int] = {}
        for number in range(len(self.merged)):
            own = [int(p) for p in self.whole.states if self._merging(int(p)) == number]
            found[number] = ~(reduce(or_, own, 0) & ~reduce(and_, own, -1))
        return found

    def listed(self, numbers: Iterable[int]) -> list[list[str]]:
        """States as lists of options taken."""
        return [self.state(int(number)) for number in numbers]

    def path(self, start: int, path: Path) -> list[dict[str, object]]:
        """A path as records: who moves, what it takes and gives up, and the state it leads to."""
        steps: list[dict[str, object]] = []
        for actor, state in path:
            takes, gives_up = self.changed(start, state)
            steps.append(
                {"actor": self.actors[actor], "takes": takes, "gives_up": gives_up, "state": self.state(state)}
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
    board = _board(conflict)
    for text, barred in zip(conflict.impossible, board.impossible, strict=True):
        if holds_at(barred, board.today):
            raise QuestionError(f"today's state is impossible by {text!r}", key="conflict.now", hint=_MEND)
    return board


def _board(conflict: Conflict) -> Board:
    actors = tuple(actor for actor, options in conflict.options.items() if options)
    names = tuple(f"{actor}.{option}" for actor in actors for option in conflict.options[actor])
    bits = {name: bit for bit, name in enumerate(names)}

    def program(text: str) -> Program:
        return parse_statement(text, names).program(bits)

    return Board(
        actors=actors,
        counts=tuple(len(conflict.options[actor]) for actor in actors),
        names=names,
        today=sum(1 << bits[name] for name in set(conflict.now)),
        likings=tuple(liking(conflict, actor, program) for actor in actors),
        impossible=tuple(program(text) for text in conflict.impossible),
        one_way=tuple(bits[name] for name in dict.fromkeys(conflict.one_way)),
        merged=tuple(program(text) for text in conflict.merged),
        unseen={
            actors.index(actor): tuple(bits[name] for name in unseen)
            for actor, unseen in conflict.unaware.items()
            if unseen and actor in actors
        },
    )
