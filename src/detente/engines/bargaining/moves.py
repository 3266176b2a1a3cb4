"""What happened, move by move: each challenge, offer and trade of one case, in order."""

from __future__ import annotations

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from detente.engines.bargaining.case import Case, Draw
from detente.engines.bargaining.challenge import Challenge
from detente.engines.bargaining.challenge.offers import Kind
from detente.engines.bargaining.challenge.rounds import Round, span_of, table_of
from detente.engines.bargaining.challenge.utilities import Table
from detente.engines.bargaining.exchange import Exchange
from detente.engines.bargaining.exchange.rounds import State
from detente.engines.bargaining.exchange.trades import pairs_of
from detente.engines.bargaining.weighted import weight_of
from detente.engines.programs import compiled
from detente.errors import CaseError

__all__ = ["Move", "Returned", "moves"]

KINDS = {Kind.CONFLICT: "conflict", Kind.COMPROMISE: "compromise", Kind.CAPITULATION: "capitulation"}


@dataclass(frozen=True, slots=True)
class Returned:
    """The other half of a trade: what the partner gives on its issue."""

    actor: int
    issue: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Move:
    """One offer that an actor faced, or one trade that it made; actors and issues by their number in the case.

    ``kind`` is conflict, compromise, capitulation or trade; ``other`` is who made the offer, or the partner;
    ``after`` is where the offer puts the actor; ``accepted`` is false for an offer that it did not take (another
    moved it less). ``gain`` is what the other expects of its challenge (in utility, −2 to 2), or what either side
    of a trade gains (scale units × salience in 0..1). Trades have ``returned``, and ``externalities``: what each
    actor gains or loses by the trade, sides and third parties, in the same units.
    """

    round: int
    issue: int
    kind: str
    actor: int
    other: int
    before: float
    after: float
    accepted: bool
    gain: float
    returned: Returned | None = None
    externalities: tuple[float, ...] = ()


def moves(case: Case, model: Challenge | Exchange) -> list[Move]:
    """Every offer of a challenge model, or every trade of an exchange, in order.

    Raises:
        CaseError: the case has draws; moves are listed of one at a time.

    >>> case = Case([[0.0, 0.0], [100.0, 100.0]], [[20.0, 80.0], [80.0, 20.0]], [1.0, 1.0])
    >>> [(move.kind, move.actor, move.issue, round(move.after)) for move in moves(case, Exchange())]
    [('trade', 0, 0, 100)]
    """
    if case.draws is not None:
        raise CaseError(f"the case has {case.draws} draws", hint="list the moves of one draw, or of the means")
    draw = jax.tree.map(lambda a: a[0], case.part(np.array([0])))
    return _trades(draw, model) if isinstance(model, Exchange) else _challenges(draw, model)


def _challenges(draw: Draw, model: Challenge) -> list[Move]:
    found: list[Move] = []
    for issue in range(draw.position.shape[1]):
        table = table_of(draw, issue)
        span = span_of(table)
        for number in range(1, model.rounds + 1):
            played = _round(table, span, model)
            found += _offers(played, np.asarray(table.position), number, issue)
            at_rest = float(jnp.max(jnp.abs(played.position - table.position))) <= model.rest
            table = table._replace(position=played.position)
            if at_rest:
                break
    return sorted(found, key=lambda move: move.round)


@compiled("model")
def _round(table: Table, span: Float[Array, ""], model: Challenge) -> Round:
    return model.round(table, span)


@compiled("model")
def _market(draw: Draw, model: Exchange) -> State:
    return model.round(draw, record=True)


def _offers(played: Round, before: np.ndarray, number: int, issue: int) -> list[Move]:
    kind, target, pressure, taken = (np.asarray(a) for a in (*played.offers, played.taken))
    return [
        Move(
            round=number,
            issue=issue,
            kind=KINDS[Kind(int(kind[i, j]))],
            actor=int(i),
            other=int(j),
            before=float(before[i]),
            after=float(target[i, j]),
            accepted=bool(taken[i, j]),
            gain=float(pressure[i, j]),
        )
        for i, j in np.argwhere(kind != Kind.NOTHING)
    ]


def _trades(draw: Draw, model: Exchange) -> list[Move]:
    pairs = pairs_of(draw.position.shape[1])
    weight = np.asarray(weight_of(draw))
    share = weight / np.where(weight.sum(axis=0) > 0, weight.sum(axis=0), 1.0)
    found: list[Move] = []
    for number in range(1, model.rounds + 1):
        start = position = np.asarray(draw.position)
        done = _market(draw, model)
        trades = done.trades
        assert trades is not None  # recorded
        for t in range(int(done.made)):
            i, j, k = (int(n) for n in np.unravel_index(int(trades.number[t]), done.live.shape))
            p, q = int(pairs.p[k]), int(pairs.q[k])
            after = position.copy()
            after[i, p] += float(trades.move_i[t])
            after[j, q] += float(trades.move_j[t])
            outcomes = (share * position).sum(axis=0), (share * after).sum(axis=0)
            found.append(
                Move(
                    round=number,
                    issue=p,
                    kind="trade",
                    actor=i,
                    other=j,
                    before=float(position[i, p]),
                    after=float(after[i, p]),
                    accepted=True,
                    gain=float(trades.gain[t]),
                    returned=Returned(j, q, float(position[j, q]), float(after[j, q])),
                    externalities=_externalities(start, np.asarray(draw.salience), *outcomes),
                )
            )
            position = after
        draw = draw._replace(position=done.position)
    return found


def _externalities(start: np.ndarray, salience: np.ndarray, before: np.ndarray, after: np.ndarray) -> tuple[float, ...]:
    """What each actor gains as the outcomes move, by what it wanted at the start of the round."""
    nearer = np.abs(start - before) - np.abs(start - after)
    return tuple(float(gain) for gain in (salience / 100.0 * nearer).sum(axis=1))
