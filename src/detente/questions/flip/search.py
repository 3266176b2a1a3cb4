"""The smallest set of claims whose removal changes a band: every set while ``most`` suffice, greedy beyond.

The search ends: it looks at no more than ``most`` sets, and n claims taken away greedily in two directions, and what
is not needed put back, are at most n(n + 1) + 2n sets more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

__all__ = ["MOST", "Found", "Trial", "sets_of", "smallest"]

MOST = 5_000
"""Sets that are tried by growing size; twelve claims that differ have fewer."""

Removed = frozenset[str]


@dataclass
class Trial:
    """Whether a set of claims flips a judgement, asked as often as needed and answered once.

    ``quick`` gives the judgement's value without some claims on the draws of the search, ``exact`` on all draws;
    ``flips`` says whether a value lies in another band. The quick value is corrected by what it is off by with no claim
    removed: the draws are common, so that the difference between two values is known better than either. ``error`` says
    how far off a quick value may still be: a set that may flip within it is looked at on all draws.
    """

    quick: Callable[[Removed], float]
    exact: Callable[[Removed], float]
    flips: Callable[[float], bool]
    error: Callable[[Removed], float] = lambda _: 0.0
    values: dict[Removed, float] = field(default_factory=dict)
    verified: dict[Removed, float] = field(default_factory=dict)

    def value(self, removed: Removed) -> float:
        """The value on all draws."""
        if removed not in self.verified:
            self.verified[removed] = self.exact(removed)
        return self.verified[removed]

    def near(self, removed: Removed) -> float:
        """The value on the draws of the search, corrected."""
        if removed not in self.values:
            none = frozenset[str]()
            if none not in self.values:
                self.values[none] = self.value(none) - self.quick(none)
            self.values[removed] = self.values[none] + self.quick(removed) if removed else self.value(none)
        return self.values[removed]

    def holds(self, removed: Removed) -> bool:
        """Whether a set flips on all draws; those that are far from it on the draws of the search are not asked."""
        return True in self._may(removed) and self.flips(self.value(removed))

    def settled(self, removed: Removed) -> float:
        """The value on the draws of the search, or on all of them where the few do not tell whether it flips."""
        return self.near(removed) if len(self._may(removed)) == 1 else self.value(removed)

    def _may(self, removed: Removed) -> set[bool]:
        """Whether a set may flip, whether it may not, as far as the draws of the search can tell."""
        near, error = self.near(removed), self.error(removed)
        return {self.flips(near + off) for off in (-error, 0.0, error)}

    @property
    def tried(self) -> int:
        """How many different sets were tried."""
        return len({*self.values, *self.verified})


@dataclass(frozen=True, slots=True)
class Found:
    """What the search found: the set, or nothing, and whether every smaller set was tried."""

    removed: tuple[str, ...] | None
    minimal: bool


def smallest(alike: Sequence[Sequence[str]], trial: Trial, most: int = MOST, largest: int = 0) -> Found:
    """The smallest set of claims that flips a judgement.

    1. Sets are tried by growing size. Claims of one class are interchangeable, so that a set is how many of each class.
    2. A size is gone through as long as no more than ``most`` sets are tried in all.
    3. Where that ends without a flip, claims are taken away greedily, first those that push the value up most, then
       those that push it down most, until it flips; what is not needed is put back, and the smaller set stands.

    Args:
        alike: the claims in classes.
        trial: whether a set flips.
        most: sets that are tried by growing size.
        largest: the size at which to stop, 0 for none; then nothing is taken away greedily.
    """
    count = sum(len(ids) for ids in alike)
    tried = 0
    for size in range(1, min(count, largest or count) + 1):
        tried += _sets(alike, size)
        if tried > most:
            return Found(None, False) if largest else _greedy(alike, trial)
        for removed in sets_of(alike, size):
            if trial.holds(frozenset(removed)):
                return Found(removed, True)
    return Found(None, True)


def sets_of(alike: Sequence[Sequence[str]], size: int) -> Iterator[tuple[str, ...]]:
    """Every set of so many claims, one for each way to take them from the classes.

    >>> list(sets_of([("a", "b"), ("c",)], 2))
    [('a', 'b'), ('a', 'c')]
    """
    if size == 0:
        yield ()
    elif alike:
        for taken in range(min(size, len(alike[0])), -1, -1):
            for rest in sets_of(alike[1:], size - taken):
                yield (*alike[0][:taken], *rest)


def _sets(alike: Sequence[Sequence[str]], size: int) -> int:
    """How many sets of a size there are: the coefficient of x^size in Π (1 + x + … + x^n)."""
    counts = [1] + [0] * size
    for ids in alike:
        counts = [sum(counts[k - taken] for taken in range(min(k, len(ids)) + 1)) for k in range(size + 1)]
    return counts[size]


def _greedy(alike: Sequence[Sequence[str]], trial: Trial) -> Found:
    ways = [_pushed(alike, trial, direction) for direction in (1.0, -1.0)]
    flipped = [_needed(removed, trial) for removed in ways if removed is not None]
    return Found(min(flipped, key=len) if flipped else None, False)


def _pushed(alike: Sequence[Sequence[str]], trial: Trial, direction: float) -> tuple[str, ...] | None:
    """Claims in the order in which they push the value farthest, until it flips."""
    taken = [0] * len(alike)

    def some(counts: Sequence[int]) -> tuple[str, ...]:
        return tuple(id for ids, n in zip(alike, counts, strict=True) for id in ids[:n])

    while True:
        onward = [_more(taken, k) for k, ids in enumerate(alike) if taken[k] < len(ids)]
        if not onward:
            return None
        taken = max(onward, key=lambda counts: direction * trial.near(frozenset(some(counts))))
        if trial.holds(frozenset(some(taken))):
            return some(taken)


def _more(counts: Sequence[int], k: int) -> list[int]:
    return [n + (place == k) for place, n in enumerate(counts)]


def _needed(removed: tuple[str, ...], trial: Trial) -> tuple[str, ...]:
    """The set without what it flips without: none of what is left can be put back."""
    kept = list(removed)
    for id in removed:
        without = [other for other in kept if other != id]
        if without and trial.holds(frozenset(without)):
            kept = without
    return tuple(kept)
