"""What a conflict is: actors, options, states and moves, in option form or as explicit arcs.

A *state* in option form is a number whose bit ``b`` says that option ``b`` is taken; the options of the first
actor are the lowest bits. An actor moves from a state by changing its own options only, to a possible state,
and takes back no one-way option. In arc form the states are numbered from 0 and every move is listed.

Reference: Fang, Hipel & Kilgour (1993), Interactive Decision Making, chapters 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, TypeAlias

import numpy as np
from jaxtyping import Bool, Int, Shaped

from detente.errors import CaseError

__all__ = ["ArcForm", "Form", "Graph", "OptionForm", "arc_form", "listed", "merge", "option_form"]

_MOST_OPTIONS = 26
Moves: TypeAlias = tuple[Int[np.ndarray, " moves"], Int[np.ndarray, " moves"]]


class Graph(Protocol):
    """What a search needs to know of a conflict, whatever its form."""

    @property
    def actors(self) -> int:
        """How many actors there are."""
        ...

    def moves(self, actor: int, state: int) -> tuple[int, ...]:
        """The states to which one actor can go from a state, in rising order."""
        ...

    def worth(self, actor: int, state: int) -> float:
        """How much an actor likes a state: only the order matters."""
        ...


@dataclass(frozen=True, eq=False)
class OptionForm:
    """A conflict over options. Make one with :func:`option_form`, which checks it.

    Attributes:
        counts: the number of options of each actor.
        utilities: how much each actor likes each state; only the order matters.
        possible: which states can be.
        one_way: which options, once taken, cannot be taken back.
    """

    counts: tuple[int, ...]
    utilities: Shaped[np.ndarray, "actors states"]
    possible: Bool[np.ndarray, " states"]
    one_way: Bool[np.ndarray, " options"]

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.counts)

    @property
    def options(self) -> int:
        """How many options all actors have together."""
        return sum(self.counts)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """The lowest bit of each actor."""
        return tuple(int(sum(self.counts[:actor])) for actor in range(self.actors))

    @cached_property
    def states(self) -> Int[np.ndarray, " possible"]:
        """The possible states, rising."""
        return np.flatnonzero(self.possible)

    @cached_property
    def kept(self) -> int:
        """The mask of one-way options."""
        return bit_mask(self.one_way)

    def moves(self, actor: int, state: int) -> tuple[int, ...]:
        """The states to which one actor can go from a state, in rising order."""
        _, targets = self.moves_from(actor, np.array([state]))
        return tuple(targets.tolist())

    def moves_from(self, actor: int, states: Int[np.ndarray, " some"]) -> Moves:
        """The moves of one actor from some states: places in ``states`` and targets, rising for each state."""
        offset, count = self.offsets[actor], self.counts[actor]
        own = np.arange(1 << count, dtype=np.int64) << offset
        targets = (states & ~(((1 << count) - 1) << offset))[:, None] | own
        start = states[:, None]
        fine = self.possible[targets] & (start & self.kept & ~targets == 0) & (targets != start)
        return fine.nonzero()[0], targets[fine]

    def worth(self, actor: int, state: int) -> float:
        """How much an actor likes a state."""
        return float(self.utilities[actor, state])

    def without(self, hidden: Iterable[int]) -> OptionForm:
        """The same conflict where these options (bits) cannot be taken: what an actor sees who does not see
        them."""
        seen = np.arange(self.possible.size) & sum(1 << bit for bit in set(hidden)) == 0
        return replace(self, possible=self.possible & seen)

    def preferring(self, utilities: Shaped[np.ndarray, "actors states"]) -> OptionForm:
        """The same moves under other preferences."""
        return option_form(self.counts, utilities, self.possible, np.flatnonzero(self.one_way))


@dataclass(frozen=True, eq=False)
class ArcForm:
    """A conflict whose moves are listed. Make one with :func:`arc_form`, which checks it.

    Attributes:
        utilities: how much each actor likes each state; only the order matters.
        arcs: for each actor its moves, as rows (from, to), sorted and each once; they need not be transitive.
        changes: for each actor the number of options that each of its moves changes.
    """

    utilities: Shaped[np.ndarray, "actors states"]
    arcs: tuple[Int[np.ndarray, "moves 2"], ...]
    changes: tuple[Int[np.ndarray, " moves"], ...]

    @property
    def actors(self) -> int:
        """How many actors there are."""
        return len(self.arcs)

    @cached_property
    def states(self) -> Int[np.ndarray, " states"]:
        """All states: in arc form every state is possible."""
        return np.arange(self.utilities.shape[1])

    def moves(self, actor: int, state: int) -> tuple[int, ...]:
        """The states to which one actor can go from a state, in rising order."""
        rows = self.arcs[actor]
        first, last = np.searchsorted(rows[:, 0], [state, state + 1])
        return tuple(rows[first:last, 1].tolist())

    def moves_from(self, actor: int, states: Int[np.ndarray, " some"]) -> Moves:
        """The moves of one actor from some states: places in ``states`` and targets, rising for each state."""
        rows = self.arcs[actor]
        first, last = np.searchsorted(rows[:, 0], [states, states + 1])
        place = np.repeat(np.arange(states.size), last - first)
        number = np.arange(place.size) - np.repeat(np.cumsum(last - first) - last, last - first)
        return place, rows[number, 1]

    def worth(self, actor: int, state: int) -> float:
        """How much an actor likes a state."""
        return float(self.utilities[actor, state])

    def preferring(self, utilities: Shaped[np.ndarray, "actors states"]) -> ArcForm:
        """The same moves under other preferences."""
        return arc_form(utilities, self.arcs, self.changes)


Form: TypeAlias = OptionForm | ArcForm


def bit_mask(bits: Bool[np.ndarray, " options"]) -> int:
    """The number in which exactly these bits are set."""
    return sum(1 << int(bit) for bit in np.flatnonzero(bits))


def option_form(
    counts: Sequence[int],
    utilities: Shaped[np.ndarray, "actors states"],
    possible: Bool[np.ndarray, " states"] | None = None,
    one_way: Iterable[int] = (),
) -> OptionForm:
    """A checked conflict in option form.

    Args:
        counts: the number of options of each actor, at least one each, at most 26 together (beyond, see
            ``LazyForm``).
        utilities: actors × states, any numbers without NaN; only their order matters.
        possible: which states can be; all where not given.
        one_way: the options (bits) that cannot be taken back.

    Raises:
        CaseError: shapes that do not fit, NaN, no possible state, an option that does not exist.

    >>> dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    >>> dilemma.moves(0, 0), dilemma.moves(1, 0)
    ((1,), (2,))
    """
    counts = tuple(int(count) for count in counts)
    if not counts or min(counts) < 1 or sum(counts) > _MOST_OPTIONS:
        raise CaseError(
            f"options per actor {list(counts)}",
            hint=f"each actor has one or more, all at most {_MOST_OPTIONS}",
        )
    size, bits = 1 << sum(counts), [int(bit) for bit in one_way]
    if any(not 0 <= bit < sum(counts) for bit in bits):
        raise CaseError(f"one-way options {bits}", hint=f"options are numbered 0 to {sum(counts) - 1}")
    possible = np.ones(size, bool) if possible is None else np.asarray(possible, bool)
    if possible.shape != (size,) or not possible.any():
        raise CaseError(f"possible states of shape {possible.shape}", hint=f"one of {size} or more is possible")
    fixed = np.zeros(sum(counts), bool)
    fixed[bits] = True
    return OptionForm(counts, _checked(utilities, len(counts), size), possible, fixed)


def arc_form(
    utilities: Shaped[np.ndarray, "actors states"],
    arcs: Sequence[Int[np.ndarray, "moves 2"]],
    changes: Sequence[Int[np.ndarray, " moves"]] | None = None,
) -> ArcForm:
    """A checked conflict in arc form.

    Args:
        utilities: actors × states, any numbers without NaN; only their order matters.
        arcs: for each actor its moves, as rows (from, to).
        changes: for each move the number of options it changes (only the cost of evolution reads it); 1 where
            not given.

    Raises:
        CaseError: shapes that do not fit, NaN, a state that does not exist, a move from a state to itself.

    >>> arc_form(np.array([[0, 1]]), [np.array([[0, 1]])]).moves(0, 0)
    (1,)
    """
    rows = [np.asarray(moves, np.int64).reshape(-1, 2) for moves in arcs]
    utilities = np.asarray(utilities)
    if utilities.ndim != 2 or not rows:
        raise CaseError(f"utilities of shape {utilities.shape}", hint="give a row an actor, a column a state")
    utilities = _checked(utilities, len(rows), utilities.shape[1])
    for actor, moves in enumerate(rows):
        if moves.size and (moves.min() < 0 or moves.max() >= utilities.shape[1]):
            raise CaseError(f"a move of actor {actor} to or from a state that does not exist")
        if (moves[:, 0] == moves[:, 1]).any():
            raise CaseError(f"a move of actor {actor} from a state to itself")
    costs = [np.ones(len(m), np.int64) for m in rows] if changes is None else [np.asarray(c) for c in changes]
    ordered = [_ordered(moves, cost) for moves, cost in zip(rows, costs, strict=True)]
    return ArcForm(utilities, tuple(moves for moves, _ in ordered), tuple(cost for _, cost in ordered))


def _ordered(
    moves: Int[np.ndarray, "moves 2"], cost: Int[np.ndarray, " moves"]
) -> tuple[Int[np.ndarray, "moves 2"], Int[np.ndarray, " moves"]]:
    """Sorted, each move once, at its least cost."""
    order = np.lexsort((cost, moves[:, 1], moves[:, 0]))
    moves, cost = moves[order], cost[order]
    first = np.ones(len(moves), bool)
    first[1:] = (moves[1:] != moves[:-1]).any(axis=1)
    return moves[first], cost[first]


def _checked(utilities: Shaped[np.ndarray, ...], actors: int, states: int) -> Shaped[np.ndarray, ...]:
    utilities = np.asarray(utilities)
    if utilities.shape != (actors, states):
        raise CaseError(f"utilities of shape {utilities.shape}", hint=f"{actors} actors × {states} states needed")
    if utilities.dtype.kind not in "iuf" or np.isnan(utilities).any():
        raise CaseError("utilities that are not numbers", hint="every state is liked to some degree")
    return utilities


def merge(form: OptionForm, together: Sequence[Bool[np.ndarray, " states"]]) -> tuple[ArcForm, np.ndarray]:
    """One state for each set of states that the analyst does not tell apart (``---Y-``).

    1. The possible states in one set become one state; all others stay alone; they keep their order.
    2. An actor can move from one to another when it can from any member to any member.
    3. A merged state is worth what its lowest member is worth (the fewest options taken).

    Args:
        form: the conflict in option form.
        together: the sets, as masks over states; where they overlap the first set wins.

    Returns:
        the arc form, and for each of its states the lowest member in option form.
    """
    lowest = np.arange(form.possible.size)
    for members in reversed([np.flatnonzero(np.asarray(mask, bool) & form.possible) for mask in together]):
        if members.size:
            lowest[members] = members[0]
    kept, number = np.unique(lowest[form.states], return_inverse=True)
    place = np.full(form.possible.size, -1)
    place[form.states] = number
    moves = [_merged_moves(form, actor, place) for actor in range(form.actors)]
    return arc_form(form.utilities[:, kept], [arcs for arcs, _ in moves], [cost for _, cost in moves]), kept


def _merged_moves(
    form: OptionForm, actor: int, place: Int[np.ndarray, " states"]
) -> tuple[Int[np.ndarray, "moves 2"], Int[np.ndarray, " moves"]]:
    pairs = _option_moves(form, actor)
    cost = np.bitwise_count(pairs[:, 0] ^ pairs[:, 1]).astype(np.int64)
    moves = place[pairs]
    apart = moves[:, 0] != moves[:, 1]
    return moves[apart], cost[apart]


def _option_moves(form: OptionForm, actor: int) -> Int[np.ndarray, "moves 2"]:
    """Every move of one actor, as rows (from, to)."""
    offset, kept = form.offsets[actor], form.kept
    found = []
    for flipped in range(1, 1 << form.counts[actor]):
        start, end = form.states, form.states ^ (flipped << offset)
        fine = form.possible[end] & (start & kept & ~end == 0)
        found.append(np.stack([start[fine], end[fine]], axis=1))
    return np.concatenate(found)


def listed(form: Form) -> ArcForm:
    """The same conflict with its moves listed; states keep their numbers, impossible ones have no moves."""
    if isinstance(form, ArcForm):
        return form
    arcs = [_option_moves(form, actor) for actor in range(form.actors)]
    return arc_form(form.utilities, arcs, [np.bitwise_count(a[:, 0] ^ a[:, 1]).astype(np.int64) for a in arcs])
