"""A ranking of the states of a conflict: which tier each state is in, and which states nobody has ranked.

A state is a number whose bit b says that the b-th option is taken, options in the order of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.dossier.schema import Conflict, Tier
from detente.dossier.statements import Statement, parse_statement
from detente.errors import DossierError

__all__ = ["MOST_RANKED", "named_states", "option_names", "tier_of_states", "unranked"]

MOST_RANKED = 12
"""With more options than this, states are ordered by statements or weights."""


def option_names(conflict: Conflict) -> tuple[str, ...]:
    """The options, ``actor.option``, in the order of the file."""
    return tuple(f"{actor}.{option}" for actor, options in conflict.options.items() for option in options)


def named_states(tier: Tier) -> tuple[tuple[str, ...], ...]:
    """The states that an entry of a ranking names; none where it is a statement."""
    if isinstance(tier, str):
        return ()
    return tuple(state for state in tier if isinstance(state, tuple)) or (tuple(str(option) for option in tier),)


def tier_of_states(conflict: Conflict, ranking: Iterable[Tier]) -> dict[int, int]:
    """For each state that a ranking has, the number of its entry, best first (from 0).

    1. An entry that names a state takes it, and with it all states that are merged with it.
    2. A statement takes every possible state where it holds and that no entry names and no earlier one has.

    Raises:
        DossierError: a state is named twice or is impossible, or a statement does not parse.
    """
    board = _Board(conflict)
    entries = list(ranking)
    placed: dict[int, int] = {}
    for number, tier in enumerate(entries):
        for named in named_states(tier):
            if not board.can_be(board.state(named)):
                raise DossierError(f"the state [{', '.join(named)}] is ranked and impossible")
            for state in board.merged_with(board.state(named)):
                if state in placed:
                    raise DossierError(f"the state [{', '.join(named)}] is ranked twice")
                placed[state] = number
    for number, tier in enumerate(entries):
        if isinstance(tier, str):
            says = parse_statement(tier, board.names)
            placed.update({s: number for s in board.possible if s not in placed and board.holds(says, s)})
    return placed


def unranked(conflict: Conflict, placed: Mapping[int, int]) -> list[tuple[str, ...]]:
    """The possible states that a ranking leaves out, as options taken; of merged ones the first."""
    board = _Board(conflict)
    left = [state for state in board.possible if state not in placed]
    return [board.taken(state) for state in left if min(board.merged_with(state)) == state]


class _Board:
    """The states of a conflict, one at a time."""

    def __init__(self, conflict: Conflict) -> None:
        self.names = option_names(conflict)
        barred = [parse_statement(text, self.names) for text in conflict.impossible]
        merged = [parse_statement(text, self.names) for text in conflict.merged]
        states = range(1 << len(self.names))
        self.possible = [state for state in states if not any(self.holds(says, state) for says in barred)]
        self._blocks: dict[int | None, list[int]] = {}
        self._block: dict[int, int | None] = {}
        for state in self.possible:
            self._block[state] = next((k for k, says in enumerate(merged) if self.holds(says, state)), None)
            self._blocks.setdefault(self._block[state], []).append(state)

    def holds(self, statement: Statement, state: int) -> bool:
        return statement.holds({name: bool(state >> self.names.index(name) & 1) for name in statement.variables})

    def state(self, taken: Iterable[str]) -> int:
        return sum(1 << self.names.index(name) for name in set(taken))

    def taken(self, state: int) -> tuple[str, ...]:
        return tuple(name for bit, name in enumerate(self.names) if state >> bit & 1)

    def can_be(self, state: int) -> bool:
        """Whether no statement of ``impossible`` holds in a state."""
        return state in self._block

    def merged_with(self, state: int) -> list[int]:
        """The possible states that are one with a state: those of the first statement that holds in both."""
        block = self._block.get(state)
        return [state] if block is None else self._blocks[block]
