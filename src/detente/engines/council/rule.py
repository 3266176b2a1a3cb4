"""What a body needs to decide: quotas of all or of those voting, several at once, vetoes, consensus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, Self

from detente.errors import CaseError

__all__ = ["Majority", "Rule"]

Base = Literal["all", "voting"]


@dataclass(frozen=True)
class Majority:
    """One condition on the weights of the votes.

    Of ``all``: the yes votes together weigh at least ``quota``; an abstention counts like a no.
    Of those ``voting``: the yes votes weigh at least the ``share`` of the yes and no votes, more than it
    where ``strict``, and somebody says yes.

    Members' weights are integers; populations may be given to the last citizen.
    """

    weights: tuple[int, ...]
    quota: int = 0
    of: Base = "all"
    share: Fraction = Fraction(1, 2)
    strict: bool = True

    def __post_init__(self) -> None:
        for weight in self.weights:
            if int(weight) != weight or weight < 0:
                raise CaseError(f"a voting weight of {weight}", hint="weights are whole numbers, 0 or more")
        if self.of == "all" and not 0 < self.quota <= sum(self.weights):
            raise CaseError(
                f"a quota of {self.quota} where all members together weigh {sum(self.weights)}",
                hint="a quota lies between 1 and the members' total",
            )
        if self.of == "voting" and not 0 < self.share <= 1:
            raise CaseError(f"a share of {self.share} of those voting", hint="a share lies in (0, 1]")

    def scores(self) -> tuple[tuple[int, int], ...]:
        """What a yes and a no of each member add to the score; the majority is reached at ``threshold``.

        Of those voting, ``yes ≥ share·(yes + no)`` is linear: ``(d − n)·yes − n·no ≥ 0`` for a share n/d.
        Twice as fine as needed, so that a casting vote can break a tie.
        """
        if self.of == "all":
            return tuple((2 * weight, 0) for weight in self.weights)
        gained = self.share.denominator - self.share.numerator
        lost = self.share.numerator
        return tuple((2 * gained * weight, -2 * lost * weight) for weight in self.weights)

    @property
    def threshold(self) -> int:
        """The least score at which the majority is reached; only a casting vote adds an odd number."""
        if self.of == "all":
            return 2 * self.quota - 1
        return 1 if self.strict else 0

    def with_somebody(self) -> tuple[Majority, ...]:
        """This majority and, where all could abstain and still reach it, one that asks for a single yes."""
        if self.of == "all" or self.strict:
            return (self,)
        return (self, Majority(tuple(min(weight, 1) for weight in self.weights), 1))


@dataclass(frozen=True)
class Rule:
    """What a body of ``size`` members needs to adopt a draft.

    A draft is carried when in at least one of the ``ways`` every majority is reached; a rule with one empty
    way is carried by itself. It is adopted when it is carried and fewer than ``vetoes_needed`` of the
    members in ``vetoes`` say no (their abstention is no veto). Where ``abstention`` is false, a member
    joins unless it says no. ``absent`` members take no part. ``casting`` is the member whose yes turns a
    tie into a majority.
    """

    size: int
    ways: tuple[tuple[Majority, ...], ...]
    vetoes: frozenset[int] = frozenset()
    vetoes_needed: int = 1
    abstention: bool = True
    absent: frozenset[int] = frozenset()
    casting: int | None = None

    def __post_init__(self) -> None:
        if self.size < 1:
            raise CaseError("a body without members")
        for majority in (m for way in self.ways for m in way):
            if len(majority.weights) != self.size:
                raise CaseError(f"{len(majority.weights)} weights for {self.size} members")
        named = self.vetoes | self.absent | ({self.casting} if self.casting is not None else set())
        for member in sorted(named):
            if not 0 <= member < self.size:
                raise CaseError(f"member {member} of a body of {self.size}", hint="members count from 0")
        self._check_casting()
        if self.vetoes_needed < 1:
            raise CaseError(f"{self.vetoes_needed} vetoes needed to defeat a draft", hint="at least 1")
        if not self.ways:
            raise CaseError("a rule without a way to carry a draft")

    def _check_casting(self) -> None:
        if self.casting is None:
            return
        for majority in (m for way in self.ways for m in way):
            if majority.of == "all" and 2 * (majority.quota - 1) != sum(majority.weights):
                raise CaseError(
                    f"a casting vote under a quota of {majority.quota} of {sum(majority.weights)}",
                    hint="a casting vote breaks a tie: the quota is just over half, or of those voting",
                )

    @classmethod
    def of_all(cls, size: int, quota: int, vetoes: Iterable[int] = ()) -> Self:
        """At least ``quota`` of the members say yes, and no veto-holder says no.

        >>> Rule.of_all(15, 9, vetoes=range(5)).vetoes == frozenset(range(5))
        True
        """
        return cls(size, ((Majority((1,) * size, quota),),), frozenset(vetoes))

    @classmethod
    def weighted(cls, weights: Sequence[int], quota: int, vetoes: Iterable[int] = ()) -> Self:
        """The yes votes together weigh at least ``quota``."""
        return cls(len(weights), ((Majority(tuple(weights), quota),),), frozenset(vetoes))

    @classmethod
    def of_voting(cls, size: int, share: Fraction = Fraction(1, 2), strict: bool = True) -> Self:
        """A share of those who vote yes or no: more than half by default."""
        return cls(size, ((Majority((1,) * size, of="voting", share=share, strict=strict),),))

    @classmethod
    def consensus(cls, size: int) -> Self:
        """Nobody says no; there is no abstention."""
        return cls(size, ((),), frozenset(range(size)), abstention=False)

    @classmethod
    def double_majority(cls, first: Majority, second: Majority, blocking: int | None = None) -> Self:
        """Both majorities at once; fewer than ``blocking`` members outside the yes votes do not block.

        The Council of the European Union: 55% of the states, with 65% of the population, and a blocking
        minority of at least four members.

        Reference: Treaty on European Union, Article 16(4).
        """
        size = len(first.weights)
        ways: tuple[tuple[Majority, ...], ...] = ((first, second),)
        if blocking is not None:
            ways += ((Majority((1,) * size, size - blocking + 1),),)
        return cls(size, ways)

    def without_vetoes(self) -> Self:
        """The same quotas and nobody with a veto: what it takes to be carried."""
        return replace(self, vetoes=frozenset())

    def without(self, absent: Iterable[int]) -> Self:
        """The same rule with these members absent."""
        return replace(self, absent=self.absent | frozenset(absent))

    @property
    def present(self) -> tuple[int, ...]:
        """The members who take part, veto-holders first, then by weight: that keeps the diagram narrow."""
        weight = [sum(m.weights[i] for way in self.ways for m in way) for i in range(self.size)]
        taking_part = (i for i in range(self.size) if i not in self.absent)
        return tuple(sorted(taking_part, key=lambda i: (i not in self.vetoes, -weight[i], i)))
