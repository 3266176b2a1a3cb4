"""`Challenge`: the settings, the named presets, and the rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Key

from detente.engines.bargaining.case import Case, Draw, Settled, Status
from detente.engines.bargaining.challenge.offers import Offers, offers_to, taken
from detente.engines.bargaining.challenge.utilities import (
    Table,
    chance,
    exponent,
    gain,
    security,
    shares,
    side,
    support,
)
from detente.engines.bargaining.fold import once
from detente.engines.bargaining.model import Law
from detente.engines.bargaining.weighted import median_of, weight_of
from detente.errors import CaseError

__all__ = ["Challenge", "Round", "span_of", "table_of"]


class Round(NamedTuple):
    """One round on one issue: the offers, which of them each actor took, and where all stand after."""

    offers: Offers
    taken: Bool[Array, "actors actors"]
    position: Float[Array, " actors"]


@dataclass(frozen=True)
class Challenge:
    """Actors challenge each other; each takes the offer that moves it least; the weighted median settles.

    1. On each issue, measure distances as shares of the range R.
    2. First pass, r = 1: chances P, expected utilities, security, and from it each actor's exponent r.
    3. Second pass with r: a = E_i(U_ij) and b = E_i(U_ji); from them conflict, compromise or capitulation.
    4. Each actor takes one offer; all move at once.
    5. Repeat until no position moves by more than ``rest``, or for ``rounds`` rounds.

    The printed paper and the code behind its table differ, and small differences change the answer, so the
    variants are presets: ours (``Challenge()``), `scholz2011_code` and `scholz2011_text`.

    Attributes:
        rounds: rounds at most.
        rest: scale units; positions that move by no more are at rest.
        stay: Q, the chance that nothing changes where nobody challenges.
        all_pairs: P as a share of the votes on all ordered pairs of positions, not on the two at stake.
        own_votes: voters vote with their own exponent in the second pass, not with r = 1.
        receiver_view: both utilities are seen with the receiver's exponent, not each with its side's own.
        by_kind: conflict before compromise before capitulation, and the lowest target within compromise.
        capitulate: whether actors capitulate.
        range_now: R is the range of the positions of the round, not of the first.

    >>> from detente.engines.bargaining import Case, bargain
    >>> case = Case([[0.0], [40.0], [100.0]], [[80.0], [40.0], [60.0]], [3.0, 1.0, 2.0])
    >>> bargain(case, Challenge(rounds=4)).status
    'positions were still moving when the rounds ran out'

    Raises:
        CaseError: fewer than one round, or Q outside 0..1.

    Reference: Bueno de Mesquita 1994 in *European Community Decision Making*, ch. 4; Scholz, Calbert &
    Smith 2011, doi 10.5220/0003121500180030.
    """

    rounds: int = 10
    rest: float = 0.01
    stay: float = 1.0
    all_pairs: bool = False
    own_votes: bool = False
    receiver_view: bool = False
    by_kind: bool = False
    capitulate: bool = True
    range_now: bool = False
    name: str = "challenge"

    reference: ClassVar[str] = "Bueno de Mesquita 1994; Scholz, Calbert & Smith 2011"

    def __post_init__(self) -> None:
        if self.rounds < 1:
            raise CaseError(f"{self.rounds} rounds", key="rounds", hint="give one or more")
        if not 0.0 <= self.stay <= 1.0:
            raise CaseError(f"Q is {self.stay}", key="stay", hint="it is a probability")
        if not self.rest >= 0.0:
            raise CaseError(f"rest is {self.rest}", key="rest", hint="give zero or more scale units")

    @classmethod
    def scholz2011_code(cls, rounds: int = 10) -> Challenge:
        """The rules that reproduce Table 2 of Scholz, Calbert & Smith 2011."""
        return cls(
            rounds=rounds,
            rest=0.0,
            all_pairs=True,
            own_votes=True,
            receiver_view=True,
            by_kind=True,
            capitulate=False,
            name="scholz2011_code",
        )

    @classmethod
    def scholz2011_text(cls, rounds: int = 10) -> Challenge:
        """The rules that Scholz, Calbert & Smith 2011 print; they do not reproduce its table."""
        return cls(rounds=rounds, rest=0.0, range_now=True, name="scholz2011_text")

    @property
    def exceptions(self) -> Mapping[Law, str]:
        """The laws that do not hold, and why."""
        weightless = "an actor without weight still widens the range, presses others and counts in security"
        at_rest = "rest is judged in scale units, so a stretched scale may come to rest a round later"
        found = {Law.ZERO_WEIGHT: weightless}
        return found | {Law.STRETCH: at_rest} if self.rest > 0.0 else found

    def check(self, case: Case) -> None:
        """Any case will do."""

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw."""
        return issues * actors * (12 * actors + 4 * self.rounds)

    def settle(self, draw: Draw, _key: Key[Array, ""], /) -> Settled:
        """Run the rounds on every issue by itself."""
        weight = weight_of(draw)
        positions, moving = jax.vmap(self._rounds)(
            Table(draw.position.T, draw.salience.T / 100.0, weight.T, draw.present.T)
        )
        positions = jnp.moveaxis(positions, 0, -1)
        outcome = jax.vmap(median_of, (0, None))(positions, weight)
        return Settled(positions, outcome, jnp.where(jnp.any(moving), Status.MOVING, Status.SETTLED))

    def _rounds(self, table: Table) -> tuple[Float[Array, "rounds actors"], Bool[Array, ""]]:
        span = span_of(table)

        def step(
            carry: tuple[Float[Array, " actors"], Bool[Array, ""]], _: None
        ) -> tuple[tuple[Float[Array, " actors"], Bool[Array, ""]], Float[Array, " actors"]]:
            position, moving = carry
            after = self.round(table._replace(position=position), span).position
            after = jnp.where(moving, after, position)
            still = jnp.max(jnp.abs(after - position)) > self.rest
            return (after, moving & still), after

        (_, moving), positions = jax.lax.scan(step, (table.position, jnp.asarray(True)), None, self.rounds)
        return positions, moving

    def round(self, table: Table, span: Float[Array, ""]) -> Round:
        """One round: offers, choices, and positions after the moves; ``span`` is the range of the first."""
        x = table.position
        scale = span_of(table) if self.range_now else span
        unit = jnp.where(scale > 0.0, scale, 1.0)
        distance = once(shares(x, unit))
        median = median_of(x[:, None], table.weight[:, None])[0]
        to_median = jnp.abs(x - median) / unit
        own, other = once(self._gains(distance, to_median, table))
        pairs = table.present[:, None] & table.present[None, :] & (distance > 0.0)
        offers = once(offers_to(own, other, x, pairs, self.capitulate))
        chosen = taken(offers, x, unit, self.by_kind)
        target = jnp.min(jnp.where(chosen, offers.target, jnp.inf), axis=1)
        return Round(offers, chosen, jnp.where(jnp.isfinite(target), target, x))

    def _gains(
        self, distance: Float[Array, "actors actors"], to_median: Float[Array, " actors"], table: Table
    ) -> tuple[Float[Array, "actors actors"], Float[Array, "actors actors"]]:
        """a = E_i(U_ij) and b = E_i(U_ji), both at [i, j], in the second pass."""
        resists = jnp.broadcast_to(table.salience[None, :], distance.shape)
        odds = self._odds(distance, None, table)
        first = gain(side(distance, to_median, None, self.stay), odds, resists)
        r = exponent(once(security(first, table.present)), table.present)
        odds = self._odds(distance, r, table) if self.own_votes else odds
        seen = once(side(distance, to_median, r, self.stay))
        own = gain(seen, odds, resists)
        return own, gain(seen, odds.T, resists.T) if self.receiver_view else own.T

    def _odds(
        self, distance: Float[Array, "actors actors"], r: Float[Array, " actors"] | None, table: Table
    ) -> Float[Array, "actors actors"]:
        return chance(once(support(distance, r, table.weight)), table.present, self.all_pairs)


def table_of(draw: Draw, issue: int) -> Table:
    """One issue of a draw."""
    weight = weight_of(draw)
    return Table(draw.position[:, issue], draw.salience[:, issue] / 100.0, weight[:, issue], draw.present[:, issue])


def span_of(table: Table) -> Float[Array, ""]:
    """The range of the positions of those who are there."""
    high = jnp.max(jnp.where(table.present, table.position, -jnp.inf))
    return high - jnp.min(jnp.where(table.present, table.position, jnp.inf))
