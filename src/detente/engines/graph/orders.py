"""Orders of states as unknowns: which comparisons may turn, what each costs at least, and what makes them an order.

The unknowns of one actor are ``g(x, y)``, "likes x better than y". They are an order with ties when never both g(x, y)
and g(y, x), and g(x, z) ≤ g(x, y) + g(y, z) for all y (negative transitivity). The cost of an order is the number of
pairs that compare otherwise than they did.

Two facts keep this small, whatever the number of states:

1. *What is far apart cannot turn.* If x stood above y and no longer does, then for each z that stood between them (or
   beside one of them) one of its two comparisons has turned too. So that costs 1 + the number of those, and where an
   answer of cost C is known, pairs that cost more than C are as they were.
2. *What nobody asks about moves in blocks.* Let X be the states that the program asks about. States outside X that
   stood in the same tier of X, or between the same two tiers, lose alike wherever they stand in the new order; so each
   such block stays together. A block between tiers never gains by a tie (standing just above or just below costs no
   more), and of two such blocks the higher one never gains by standing lower; so these change no places among
   themselves.

Reference: our formulation; the axioms of weak orders are textbook (Fishburn 1970, Utility Theory for Decision Making).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Bool, Float, Int

__all__ = ["Distances", "Literal", "Order", "Unknowns"]

Literal = bool | int
"""A comparison that is known, or the number of the unknown that says so."""
_MOST_CUTS = 4000


class Distances:
    """What it costs at least that two states no longer compare as they did, for one actor."""

    def __init__(self, worth: Float[np.ndarray, " states"], states: Int[np.ndarray, " possible"]) -> None:
        self.worth = worth
        values = np.sort(worth[states])
        self._below = np.searchsorted(values, worth, side="left")
        self._upto = np.searchsorted(values, worth, side="right")

    def __call__(self, x: int, y: int) -> int:
        """1 + the states between the two or beside one of them."""
        return int(max(self._upto[x], self._upto[y]) - min(self._below[x], self._below[y])) - 1


@dataclass
class Unknowns:
    """The columns and rows of a mixed-integer program, as they are added."""

    cost: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[tuple[int, float], ...]] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    constant: float = 0.0

    def column(self, cost: float = 0.0, *, whole: bool = False) -> int:
        """A new unknown between 0 and 1."""
        self.cost.append(cost)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, terms: Iterable[tuple[float, Literal]], least: float) -> None:
        """``Σ factor · unknown ≥ least``; what is known is taken to the right."""
        open_terms: list[tuple[int, float]] = []
        for factor, literal in terms:
            if literal is True or literal is False:
                least -= factor * literal
            else:
                open_terms.append((literal, factor))
        if open_terms or least > 0:
            self.rows.append(tuple(open_terms))
            self.least.append(least)


class Order:
    """The order of one actor in the program.

    Args:
        worth: what the actor likes now, as ranks.
        states: the possible states.
        asked: the states that the program asks about.
        most: what all changes may cost at most, where that is known.
        fixed: pairs that must compare as they do.
        unknowns: where to add the columns and rows.
    """

    def __init__(
        self,
        worth: Float[np.ndarray, " states"],
        states: Int[np.ndarray, " possible"],
        asked: Iterable[int],
        most: float,
        fixed: frozenset[frozenset[int]],
        unknowns: Unknowns,
    ) -> None:
        self.worth, self.most = worth, most
        self.place = {state: k for k, state in enumerate(sorted(set(asked)))}
        blocks = list(_blocks(worth, states, list(self.place)))
        self.members = [(state,) for state in self.place] + blocks
        tiers = set(worth[list(self.place)].tolist())
        self.loose = [k >= len(self.place) and worth[own[0]] not in tiers for k, own in enumerate(self.members)]
        value = np.array([worth[own[0]] for own in self.members])
        self.known = value[:, None] > value
        self.column = np.full(self.known.shape, -1)
        self.distance = Distances(worth, states)
        for i, j in np.argwhere(np.tri(value.size, k=-1, dtype=bool)).tolist():
            if self._may_turn(i, j, fixed):
                self._pair(i, j, unknowns)

    def better(self, x: int, y: int) -> Literal:
        """Whether the actor shall like x better than y, both asked about."""
        return self._literal(self.place[x], self.place[y])

    def _may_turn(self, i: int, j: int, fixed: frozenset[frozenset[int]]) -> bool:
        if (self.loose[i] and self.loose[j]) or len(self.members[i]) * len(self.members[j]) > self.most:
            return False
        if frozenset((*self.members[i], *self.members[j])) in fixed:
            return False
        high, low = (i, j) if self.known[i, j] else (j, i)
        return self.distance(self.members[high][0], self.members[low][-1]) <= self.most

    def _pair(self, i: int, j: int, unknowns: Unknowns) -> None:
        """Two unknowns: their cost against the present order, and never both."""
        weight = float(len(self.members[i]) * len(self.members[j]))
        above, below = self.known[i, j], self.known[j, i]
        costs = (-weight, 0.0) if above else (0.0, -weight) if below else (weight, weight)
        unknowns.constant += weight if above or below else 0.0
        self.column[i, j], self.column[j, i] = (unknowns.column(cost, whole=True) for cost in costs)
        both = [(1.0, int(self.column[i, j])), (1.0, int(self.column[j, i]))]
        unknowns.row([(-1.0, column) for _, column in both], -1.0)
        if self.loose[i] or self.loose[j]:
            unknowns.row(both, 1.0)

    def _literal(self, i: int, j: int) -> Literal:
        return bool(self.known[i, j]) if self.column[i, j] < 0 else int(self.column[i, j])

    def found(self, solution: Float[np.ndarray, " columns"]) -> Bool[np.ndarray, "size size"]:
        """The comparisons that a solution of the program says."""
        return np.where(self.column >= 0, solution[self.column] > 0.5, self.known)

    def cuts(self, found: Bool[np.ndarray, "size size"]) -> Iterator[tuple[Literal, Literal, Literal]]:
        """The triples whose comparisons are those of no order: g(x, z) ≤ g(x, y) + g(y, z) is broken."""
        wrong = found[:, None, :] & ~found[:, :, None] & ~found[None, :, :]
        for x, y, z in np.argwhere(wrong)[:_MOST_CUTS].tolist():
            yield self._literal(x, z), self._literal(x, y), self._literal(y, z)

    def ranks(self, found: Bool[np.ndarray, "size size"]) -> Float[np.ndarray, " states"]:
        """The new order of all states; impossible ones keep theirs, below."""
        keys = np.stack([np.full(self.worth.size, -1.0), self.worth])
        for level, own, loose in zip(found.sum(axis=1), self.members, self.loose, strict=True):
            keys[0, list(own)] = level
            keys[1, list(own)] = self.worth[list(own)] if loose else -1.0
        return np.unique(keys, axis=1, return_inverse=True)[1].ravel().astype(float)


def _blocks(
    worth: Float[np.ndarray, " states"], states: Int[np.ndarray, " possible"], asked: list[int]
) -> Iterator[tuple[int, ...]]:
    """The states that nobody asks about, by where they stand against those that are: between tiers, or in one."""
    others = np.setdiff1d(states, asked)
    tiers = np.unique(worth[asked]) if asked else np.zeros(0)
    place = np.searchsorted(tiers, worth[others], "left") + np.searchsorted(tiers, worth[others], "right")
    for number in np.unique(place):
        own = others[place == number]
        yield tuple(own[np.argsort(worth[own], kind="stable")].tolist())
