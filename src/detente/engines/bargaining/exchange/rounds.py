"""`Exchange`: the settings, the preset of the published code, and the rounds of trades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int, Key

from detente.engines.bargaining.case import Case, Draw, Settled, Status
from detente.engines.bargaining.exchange.trades import (
    NEAR,
    Market,
    Offer,
    Pairs,
    market_of,
    next_trade,
    offers,
    opened,
    pairs_of,
)
from detente.engines.bargaining.model import Law
from detente.engines.bargaining.weighted import mean_of, weight_of
from detente.errors import CaseError

__all__ = ["Exchange", "State", "Trade"]


class Trade(NamedTuple):
    """One trade that was made: its number ``[i, j, k]`` flat, the gain of either side, and both moves."""

    number: Int[Array, ""]
    gain: Float[Array, ""]
    move_i: Float[Array, ""]
    move_j: Float[Array, ""]


class State(NamedTuple):
    """Where a round of trades stands: positions, what is still open, and what was made."""

    position: Float[Array, "actors issues"]
    seen: Float[Array, "actors issues actors"]  # [b, m, e]: where b has seen e stand on m
    live: Bool[Array, "actors actors pairs"]
    offer: Offer
    moved_i: Float[Array, "actors actors pairs"]
    moved_j: Float[Array, "actors actors pairs"]
    made: Int[Array, ""]
    trades: Trade  # room for every trade, or for none


@dataclass(frozen=True)
class Exchange:
    """Pairs of actors trade: each gives way where it cares less and gains where it cares more, both gain alike.

    1. The outcome of each issue is its weighted mean O = Σ w x / Σ w.
    2. Two who stand on opposite sides of O on both of two issues may trade. The supplier of p is the one with the
       lower s_p/s_q.
    3. The trade of highest gain is made, positions and outcomes follow, trades that no longer pay or whose sides no
       longer stand on opposite sides of O are dropped, and so on until none is left.
    4. A further round starts from the positions that the last one left.

    The published code keeps three peculiarities, which the preset `published_code` has and `Exchange()` has not:
    an outcome is judged by the moves that were made for the same demander only; sides are told apart at the start
    only; and a trade is dropped when the moves that its sides once planned add up to more than 100.

    Attributes:
        rounds: of trades.
        for_demander: judge an outcome by the moves that were made for the same demander only; take sides once.
        planned_limit: drop a trade whose planned moves add up to more than 100 scale units.

    >>> from detente.engines.bargaining import Case, bargain
    >>> case = Case([[0.0, 0.0], [100.0, 100.0]], [[20.0, 80.0], [80.0, 20.0]], [1.0, 1.0])
    >>> bargain(case, Exchange()).final.round(6).tolist()
    [100.0, 0.0]

    Raises:
        CaseError: fewer than one round.

    Reference: Stokman & Van Oosten 1994 in Bueno de Mesquita & Stokman (eds.), *European Community Decision
    Making*, ch. 5.
    """

    rounds: int = 1
    for_demander: bool = False
    planned_limit: bool = False

    name: ClassVar[str] = "exchange"
    reference: ClassVar[str] = "Stokman & Van Oosten 1994"

    def __post_init__(self) -> None:
        if self.rounds < 1:
            raise CaseError(f"{self.rounds} rounds", key="rounds", hint="give one or more")

    @classmethod
    def published_code(cls, rounds: int = 1) -> Exchange:
        """The rules of the published program, which reproduce its outcomes."""
        return cls(rounds=rounds, for_demander=True, planned_limit=True)

    @property
    def exceptions(self) -> Mapping[Law, str]:
        """The laws that do not hold, and why."""
        if self.planned_limit:
            return {Law.STRETCH: "planned moves are limited to 100 units in all, on any scale"}
        return {}

    def check(self, case: Case) -> None:
        """Any case will do; on one issue nobody can trade, and the outcome is the weighted mean."""

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw."""
        return actors * actors * (12 * max(1, issues * (issues - 1) // 2) + 6 * issues)

    def settle(self, draw: Draw, _key: Key[Array, ""], /) -> Settled:
        """Trade on all issues together."""
        weight = weight_of(draw)

        def after(position: Float[Array, "actors issues"], _: None) -> tuple[Array, Array]:
            traded = self.round(draw._replace(position=position), record=False).position
            return traded, traded

        _, positions = jax.lax.scan(after, draw.position, None, self.rounds)
        outcome = jax.vmap(mean_of, (0, None))(positions, weight)
        return Settled(positions, outcome, jnp.asarray(Status.SETTLED))

    def round(self, draw: Draw, record: bool) -> State:
        """One round of trades; ``trades`` lists them in order where they are to be recorded."""
        pairs = pairs_of(draw.position.shape[1])
        weight = weight_of(draw)
        market = market_of(draw.position, draw.salience, weight, draw.present)
        first = self._first(market, pairs, record)
        if not len(pairs.p):
            return first
        lightness, sums = jnp.sum(weight, axis=1), jnp.sum(draw.position * draw.present, axis=1)

        def trade(state: State) -> State:
            number = next_trade(state.offer, state.live, lightness, sums)
            return self._made(state, number, market, pairs, record)

        done: State = jax.lax.while_loop(lambda state: jnp.any(state.live), trade, first)
        return done

    def _first(self, market: Market, pairs: Pairs, record: bool) -> State:
        actors = market.start.shape[0]
        seen = jnp.broadcast_to(market.start.T[None], (actors, *market.start.T.shape))
        offer = offers(market, pairs, market.start, self._room(market, market.start, seen))
        live = opened(market, pairs) & (offer.gain > NEAR)
        room = live.size if record else 0
        blank = Trade(jnp.zeros(room, int), *(jnp.zeros(room) for _ in range(3)))
        return State(market.start, seen, live, offer, offer.move_i, offer.move_j, jnp.asarray(0), blank)

    def _room(
        self,
        market: Market,
        position: Float[Array, "actors issues"],
        seen: Float[Array, "actors issues actors"],
    ) -> Float[Array, "actors actors issues"]:
        """How far the outcome of m may go when i moves towards j: up to where j stood at the start.

        Not at all where the outcome has left i behind: both then want the same, and i would be paid for its own wish.
        By the published code the outcome is the one that j has seen, and where it has passed j already there is
        no bound any more.
        """
        start = market.start
        way = jnp.sign(start[None, :, :] - start[:, None, :])
        if not self.for_demander:
            outcome = jnp.sum(market.share * position, axis=0)
            between = way * (outcome - start[:, None, :]) >= -NEAR
            return jnp.where(between, jnp.maximum(way * (start[None, :, :] - outcome), 0.0), 0.0)
        by_demander = jnp.einsum("bme,em->bm", seen, market.share)
        own = position[:, None, :] - jnp.moveaxis(seen, 2, 0)  # [i, j, m]: i moved further than j has seen
        room = way * (start[None, :, :] - by_demander[None] - market.share[:, None, :] * own)
        return jnp.where(room <= NEAR, jnp.inf, room)

    def _made(self, state: State, number: Int[Array, ""], market: Market, pairs: Pairs, record: bool) -> State:
        i, j, k = jnp.unravel_index(number, state.live.shape)
        p, q = jnp.asarray(pairs.p)[k], jnp.asarray(pairs.q)[k]
        trade = Trade(number, *(part[i, j, k] for part in state.offer))
        position = state.position.at[i, p].add(trade.move_i).at[j, q].add(trade.move_j)
        seen = state.seen.at[j, p, i].set(position[i, p]).at[i, q, j].set(position[j, q])
        offer = offers(market, pairs, position, self._room(market, position, seen))
        live = state.live.at[i, j, k].set(False) & (offer.gain > NEAR)
        moved_i, moved_j = state.moved_i, state.moved_j
        if self.planned_limit:
            touched = _touched(i, j, p, q, market, pairs)
            moved_i, moved_j = _planned(state, offer, touched)
            live &= ~touched[2] | ((moved_i <= 100.0) & (moved_j <= 100.0))
        trades = state.trades
        if record:
            trades = jax.tree.map(lambda all_, one: all_.at[state.made].set(one), trades, trade)
        return State(position, seen, live, offer, moved_i, moved_j, state.made + 1, trades)


_Touched = tuple[
    Bool[Array, "actors actors pairs"], Bool[Array, "actors actors pairs"], Bool[Array, "actors actors pairs"]
]


def _touched(i: Array, j: Array, p: Array, q: Array, market: Market, pairs: Pairs) -> _Touched:
    """Which trades have i's supply moved, which j's supply moved, and which either or a demander that was served."""
    actors, issues = market.start.shape
    supplied = jnp.zeros((actors, issues), bool).at[i, p].set(True).at[j, q].set(True)
    served = jnp.zeros((actors, issues), bool).at[j, p].set(True).at[i, q].set(True)
    shape = (actors, actors, len(pairs.p))
    of_i = jnp.broadcast_to(supplied[:, None, pairs.p], shape)
    of_j = jnp.broadcast_to(supplied[None, :, pairs.q], shape)
    wants = served[None, :, pairs.p] | served[:, None, pairs.q]
    return of_i, of_j, of_i | of_j | wants


def _planned(state: State, offer: Offer, touched: _Touched) -> tuple[Array, Array]:
    """Planned moves added up as the published code does: a plan that a side's own move upset stays in the sum."""
    of_i, of_j, any_ = touched
    moved_i = state.moved_i - jnp.where(of_i, 0.0, state.offer.move_i) + offer.move_i
    moved_j = state.moved_j - jnp.where(of_j, 0.0, state.offer.move_j) + offer.move_j
    return jnp.where(any_, moved_i, state.moved_i), jnp.where(any_, moved_j, state.moved_j)
