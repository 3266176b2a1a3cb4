"""A conflict in option form that is never enumerated: moves and worth come from programs, a state at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.engines.graph.preferences import Program, holds_at, worth_at
from detente.errors import CaseError

__all__ = ["LazyForm", "lazy_form"]


@dataclass(frozen=True)
class LazyForm:
    """A conflict over any number of options. Make one with :func:`lazy_form`.

    Attributes:
        counts: the number of options of each actor.
        statements: for each actor its preferences, most important first, as programs over bits.
        impossible: programs; a state where one of them holds cannot be.
        kept: the mask of one-way options.
    """

    counts: tuple[int, ...]
    statements: tuple[tuple[Program, ...], ...]
    impossible: tuple[Program, ...]
    kept: int

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.counts)

    def moves(self, actor: int, state: int) -> tuple[int, ...]:
        """The states to which one actor can go from a state, in rising order."""
        offset, count = sum(self.counts[:actor]), self.counts[actor]
        rest = state & ~(((1 << count) - 1) << offset)
        targets = (rest | (pattern << offset) for pattern in range(1 << count))
        return tuple(q for q in targets if q != state and not state & self.kept & ~q and self.possible(q))

    def possible(self, state: int) -> bool:
        """Whether a state can be."""
        return not any(holds_at(program, state) for program in self.impossible)

    def worth(self, actor: int, state: int) -> float:
        """How much an actor likes a state."""
        return worth_at(self.statements[actor], state)


def lazy_form(
    counts: Sequence[int],
    statements: Sequence[Sequence[Program]],
    impossible: Iterable[Program] = (),
    one_way: Iterable[int] = (),
) -> LazyForm:
    """A conflict over any number of options, given by programs.

    Raises:
        CaseError: as many lists of statements as actors are needed.

    >>> game = lazy_form([1, 40], [[(0,)], [(40, -1)]], impossible=[(0, 40, -2)])
    >>> game.moves(0, 0), game.moves(0, 1 << 40)
    ((1,), ())
    """
    if len(statements) != len(counts):
        raise CaseError(f"{len(statements)} lists of statements for {len(counts)} actors")
    kept = sum(1 << int(bit) for bit in set(one_way))
    owned = tuple(tuple(own) for own in statements)
    return LazyForm(tuple(int(count) for count in counts), owned, tuple(impossible), kept)
