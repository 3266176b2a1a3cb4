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


class Plans(NamedTuple):
    """What the published code remembers of each trade: its moves when last planned, and all that were planned."""

    move_i: Float[Array, "actors actors pairs"]
    move_j: Float[Array, "actors actors pairs"]
    sum_i: Float[Array, "actors actors pairs"]
    sum_j: Float[Array, "actors actors pairs"]
    last: Int[Array, ""]  # the number of the trade made last; −1 before the first


class State(NamedTuple):
    """Where a round of trades stands: positions, what may still be open, and what was made."""

    position: Float[Array, "actors issues"]
    live: Bool[Array, "actors actors pairs"]
    going: Bool[Array, ""]
    made: Int[Array, ""]
    seen: Float[Array, "actors issues actors"] | None  # [b, m, e]: where b has seen e stand on m
    plans: Plans | None
    trades: Trade | None  # room for every trade, where they are to be recorded


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
            offer = offers(market, pairs, state.position, self._room(market, state.position, state.seen))
            state = _still_open(state, offer, market, pairs)
            return _made(state, next_trade(offer, state.live, lightness, sums), offer, pairs)

        done: State = jax.lax.while_loop(lambda state: state.going, trade, first)
        return done

    def _first(self, market: Market, pairs: Pairs, record: bool) -> State:
        actors = market.start.shape[0]
        live = opened(market, pairs)
        none, nil = jnp.zeros(live.shape), jnp.asarray(0)
        seen = jnp.broadcast_to(market.start.T[None], (actors, *market.start.T.shape))
        blank = Trade(jnp.zeros(live.size, int), *(jnp.zeros(live.size) for _ in range(3)))
        return State(
            position=market.start,
            live=live,
            going=jnp.any(live),
            made=nil,
            seen=seen if self.for_demander else None,
            plans=Plans(none, none, none, none, nil - 1) if self.planned_limit else None,
            trades=blank if record else None,
        )

    def _room(
        self,
        market: Market,
        position: Float[Array, "actors issues"],
        seen: Float[Array, "actors issues actors"] | None,
    ) -> Float[Array, "actors actors issues"]:
        """How far the outcome of m may go when i moves towards j: up to where j stood at the start.

        Not at all where the outcome has left i behind: both then want the same, and i would be paid for its own wish.
        By the published code the outcome is the one that j has seen, and where it has passed j already there is
        no bound any more.
        """
        start = market.start
        way = jnp.sign(start[None, :, :] - start[:, None, :])
        if seen is None:
            outcome = jnp.sum(market.share * position, axis=0)
            between = way * (outcome - start[:, None, :]) >= -NEAR
            return jnp.where(between, jnp.maximum(way * (start[None, :, :] - outcome), 0.0), 0.0)
        by_demander = jnp.einsum("bme,em->bm", seen, market.share)
        own = position[:, None, :] - jnp.moveaxis(seen, 2, 0)  # [i, j, m]: i moved further than j has seen
        room = way * (start[None, :, :] - by_demander[None] - market.share[:, None, :] * own)
        return jnp.where(room <= NEAR, jnp.inf, room)


def _still_open(state: State, offer: Offer, market: Market, pairs: Pairs) -> State:
    """The state with only those trades live that pay, and that the plans of the published code let be."""
    live = state.live & (offer.gain > NEAR)
    plans = state.plans
    if plans is not None:
        plans, within = _planned(plans, offer, market, pairs)
        live &= within
    return state._replace(live=live, plans=plans, going=jnp.any(live))


def _made(state: State, number: Int[Array, ""], offer: Offer, pairs: Pairs) -> State:
    """The state after one trade; the same where none was left to be made."""
    i, j, k = jnp.unravel_index(number, state.live.shape)
    p, q = jnp.asarray(pairs.p)[k], jnp.asarray(pairs.q)[k]
    trade = Trade(number, *(jnp.where(state.going, part[i, j, k], 0.0) for part in offer))
    position = state.position.at[i, p].add(trade.move_i).at[j, q].add(trade.move_j)
    seen, plans, trades = state.seen, state.plans, state.trades
    if seen is not None:
        seen = seen.at[j, p, i].set(position[i, p]).at[i, q, j].set(position[j, q])
    if plans is not None:
        plans = plans._replace(last=number)
    if trades is not None:
        room = jnp.where(state.going, state.made, len(trades.gain))  # beyond the end: not written
        trades = jax.tree.map(lambda all_, one: all_.at[room].set(one, mode="drop"), trades, trade)
    return State(
        position=position,
        live=state.live.at[i, j, k].set(False),
        going=state.going,
        made=state.made + state.going,
        seen=seen,
        plans=plans,
        trades=trades,
    )


_Mask = Bool[Array, "actors actors pairs"]


def _touched(plans: Plans, market: Market, pairs: Pairs) -> tuple[_Mask, _Mask, _Mask]:
    """Which trades have i's supply moved, which j's supply moved, and which either or a demander that was served."""
    actors, issues = market.start.shape
    shape = (actors, actors, len(pairs.p))
    i, j, k = jnp.unravel_index(plans.last, shape)
    p, q = jnp.asarray(pairs.p)[k], jnp.asarray(pairs.q)[k]
    supplied = jnp.zeros((actors, issues), bool).at[i, p].set(True).at[j, q].set(True)
    served = jnp.zeros((actors, issues), bool).at[j, p].set(True).at[i, q].set(True)
    of_i = jnp.broadcast_to(supplied[:, None, pairs.p], shape)
    of_j = jnp.broadcast_to(supplied[None, :, pairs.q], shape)
    wants = served[None, :, pairs.p] | served[:, None, pairs.q]
    return of_i, of_j, of_i | of_j | wants


def _planned(plans: Plans, offer: Offer, market: Market, pairs: Pairs) -> tuple[Plans, _Mask]:
    """Planned moves added up as the published code does, and which trades stay within 100 scale units of them.

    A plan that a side's own move upset stays in the sum. Before the first trade every plan is the first.
    """
    of_i, of_j, touched = _touched(plans, market, pairs)
    first = plans.last < 0
    sum_i = plans.sum_i - jnp.where(of_i, 0.0, plans.move_i) + offer.move_i
    sum_j = plans.sum_j - jnp.where(of_j, 0.0, plans.move_j) + offer.move_j
    anew = touched | first
    sum_i, sum_j = jnp.where(anew, sum_i, plans.sum_i), jnp.where(anew, sum_j, plans.sum_j)
    within = first | ~touched | ((sum_i <= 100.0) & (sum_j <= 100.0))
    return Plans(offer.move_i, offer.move_j, sum_i, sum_j, plans.last), within
