"""Simple games: which coalitions of members win."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

from detente.errors import CaseError

__all__ = ["Game", "Threshold"]


class Threshold(NamedTuple):
    """A coalition reaches it when its members' weights add up to the quota. Weights are whole numbers."""

    weights: tuple[int, ...]
    quota: int


@dataclass(frozen=True)
class Game:
    """A coalition wins when, in at least one of the ``ways``, it reaches every threshold, and it has all ``blockers``.

    In the ternary game a blocker defeats by voting no; its abstention does not.
    """

    size: int
    ways: tuple[tuple[Threshold, ...], ...]
    blockers: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        for threshold in (t for way in self.ways for t in way):
            if len(threshold.weights) != self.size:
                raise CaseError(f"{len(threshold.weights)} weights for {self.size} members")
            if any(weight != int(weight) or weight < 0 for weight in threshold.weights):
                raise CaseError("a weight that is not a whole number of 0 or more")
            if not 0 < threshold.quota <= sum(threshold.weights):
                what = f"a quota of {threshold.quota} where all members together weigh {sum(threshold.weights)}"
                raise CaseError(what, hint="a quota lies between 1 and the members' total")
        for member in self.blockers:
            if not 0 <= member < self.size:
                raise CaseError(f"member {member} of a body of {self.size}", hint="members count from 0")
        if self.size < 1 or not self.ways:
            raise CaseError("a game without members or without a way to win")

    @classmethod
    def weighted(cls, quota: int, weights: Sequence[int], blockers: Iterable[int] = ()) -> Self:
        """[quota; weights]: a coalition wins with weight enough, and with all blockers."""
        return cls(len(weights), ((Threshold(tuple(weights), quota),),), frozenset(blockers))

    @property
    def thresholds(self) -> tuple[Threshold, ...]:
        """Every threshold of every way once, and one for the blockers."""
        found = list(dict.fromkeys(t for way in self.ways for t in way))
        return (*found, *self._blocking())

    def _blocking(self) -> tuple[Threshold, ...]:
        if not self.blockers:
            return ()
        return (Threshold(tuple(int(i in self.blockers) for i in range(self.size)), len(self.blockers)),)

    def full_ways(self) -> tuple[tuple[Threshold, ...], ...]:
        """The ways with the blockers' threshold in each."""
        return tuple((*way, *self._blocking()) for way in self.ways)

    def wins(self, coalition: Iterable[int]) -> bool:
        """Whether a coalition wins; who is not in it counts as a no.

        >>> Game.weighted(51, [50, 49, 1]).wins([0, 2])
        True
        """
        members = set(coalition)
        return any(all(sum(t.weights[i] for i in members) >= t.quota for t in way) for way in self.full_ways())
