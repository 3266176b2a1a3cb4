"""How a conflict moves over time: an actor-driven Markov chain over its states, solved exactly.

This is our construction and not the graph model's, which knows an order of states and no time. Each actor revises
at random times, ``pace`` of them expected to the horizon. When it revises, it goes to a state that it can reach,
or stays, by logit: with probability proportional to ``exp((u(q) − cost · options changed)/β)``, all in points.

A chain of up to 4096 states is one sparse matrix. A larger one in option form lists no move: the kernel of a move is
a product over the actor's bits, so one revision of the whole distribution costs one pass for each bit. In time the
chain is uniformised: with Λ the sum of the paces, the distribution at the horizon is
``Σ_k Poisson(k; Λ) · start · P^k``, cut off where less than 1e-12 is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float
from scipy import sparse, special

from detente.engines.graph.forms import ArcForm, Form, OptionForm
from detente.engines.logit import BETA
from detente.engines.programs import compiled
from detente.errors import CaseError

__all__ = ["MOST_LISTED", "OPTION_COST", "WIDEST", "Chain", "by_horizon", "chain", "first_passage"]

OPTION_COST = 4.0
"""Points that each option changed costs."""
MOST_LISTED = 4096
"""Chains of so many states are listed as one matrix."""
WIDEST = 600.0
"""Utilities may lie so many β apart: beyond, exp() of a difference underflows and a state would have nowhere to go."""
_TAIL = 1e-12


class _Bits(NamedTuple):
    """The moves of one actor in option form: its bits, their kernel (stay, change, no way back), and weights."""

    first: int
    one_way: Bool[np.ndarray, " bits"]
    weight: Float[np.ndarray, " states"]
    change: float


@dataclass(frozen=True, eq=False)
class Chain:
    """The chain of one conflict. Make one with :func:`chain`.

    Attributes:
        states: how many states there are, impossible ones included.
        pace: expected revisions of each actor to the horizon.
        parts: for each actor the probabilities of its revision, as bit kernels or as a sparse matrix.
    """

    states: int
    pace: Float[np.ndarray, " actors"]
    parts: tuple[_Bits | sparse.csr_array, ...]

    @property
    def total(self) -> float:
        """Expected revisions of all actors to the horizon."""
        return float(self.pace.sum())

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """The probabilities of one revision by an actor drawn by pace, from each state (row) to each."""
        shares = self.pace / self.total
        listed = [_bit_matrix(part) if isinstance(part, _Bits) else part for part in self.parts]
        return sparse.csr_array(sum(share * part for share, part in zip(shares, listed, strict=True)))

    @cached_property
    def _arriving(self) -> sparse.csr_array:
        return sparse.csr_array(self.matrix.T)

    def step(self, mass: Float[np.ndarray, "... states"]) -> Float[np.ndarray, "... states"]:
        """The distribution after one revision by an actor drawn by pace."""
        if self.states <= MOST_LISTED:
            return np.asarray((self._arriving @ mass.reshape(-1, self.states).T).T).reshape(mass.shape)
        shares = self.pace / self.total
        moved = [share * _revise(part, mass) for share, part in zip(shares, self.parts, strict=True)]
        return np.asarray(np.sum(moved, axis=0))


def chain(form: Form, pace: Sequence[float], *, beta: float = BETA, option_cost: float = OPTION_COST) -> Chain:
    """The chain of a conflict whose utilities are in points.

    Args:
        form: the conflict; its utilities are read as points here, not only as an order.
        pace: expected revisions of each actor to the horizon, above 0 in all.
        beta: points of logit noise.
        option_cost: points that each option changed costs.

    Raises:
        CaseError: a negative pace or none at all, no noise, or utilities too wide for it.
    """
    paces = np.asarray(pace, float)
    if paces.shape != (form.actors,) or not np.isfinite(paces).all() or (paces < 0).any() or paces.sum() == 0:
        raise CaseError(f"paces {list(pace)}", hint="one an actor, none negative, one or more above 0")
    if not beta > 0 or option_cost < 0:
        raise CaseError(f"noise {beta:g} and option cost {option_cost:g}", hint="noise above 0, cost 0 or more")
    real = form.utilities[:, form.states].astype(float)
    if np.ptp(real, axis=1).max(initial=0) > WIDEST * beta:
        raise CaseError("utilities too far apart for this noise", hint=f"at most {WIDEST:g} × beta")
    part = _bit_part if isinstance(form, OptionForm) else _arc_part
    parts = tuple(part(form, actor, beta, option_cost) for actor in range(form.actors))  # type: ignore[arg-type]  # mypy cannot see that the part fits the form
    return Chain(form.utilities.shape[1], paces, parts)


def _bit_part(form: OptionForm, actor: int, beta: float, option_cost: float) -> _Bits:
    worth = form.utilities[actor].astype(float)
    weight = np.where(form.possible, np.exp((worth - worth[form.possible].max()) / beta), 0.0)
    first = form.offsets[actor]
    fixed = form.one_way[first : first + form.counts[actor]]
    return _Bits(first, fixed, weight, float(np.exp(-option_cost / beta)))


def _bit_matrix(part: _Bits) -> sparse.csr_array:
    """The revisions of one actor in option form, each listed: for every change of its bits, from every state."""
    start = np.arange(part.weight.size)
    flips = np.arange(1 << part.one_way.size)[:, None] << part.first
    kept = (np.flatnonzero(part.one_way) + part.first)[:, None, None]
    end = start ^ flips
    fine = ~((start & flips) >> kept & 1).any(axis=0)
    weight = np.where(fine, part.weight[end] * part.change ** np.bitwise_count(flips), 0.0)
    total = weight.sum(axis=0)
    chance = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    real = chance > 0
    places = (np.broadcast_to(start, end.shape)[real], end[real])
    return sparse.csr_array((chance[real], places), shape=(start.size, start.size))


def _arc_part(form: ArcForm, actor: int, beta: float, option_cost: float) -> sparse.csr_array:
    arcs, worth = form.arcs[actor], form.utilities[actor].astype(float)
    stay = np.arange(worth.size)
    source, target = np.append(arcs[:, 0], stay), np.append(arcs[:, 1], stay)
    cost = np.append(form.changes[actor] * option_cost, np.zeros(worth.size))
    weight = np.exp((worth[target] - worth.max() - cost) / beta)
    matrix = sparse.csr_array((weight, (source, target)), shape=(worth.size, worth.size))
    return sparse.csr_array(sparse.diags_array(1 / matrix.sum(axis=1)) @ matrix)


def _revise(part: _Bits | sparse.csr_array, mass: Float[np.ndarray, "... states"]) -> Float[np.ndarray, ...]:
    if isinstance(part, _Bits):
        return np.asarray(_revise_bits(mass, part.weight, part.one_way, part.change, part.first))
    return np.asarray((part.T @ mass.reshape(-1, mass.shape[-1]).T).T).reshape(mass.shape)


@compiled("first")
def _revise_bits(
    mass: Float[Array, "... states"],
    weight: Float[Array, " states"],
    one_way: Bool[Array, " bits"],
    change: Float[Array, ""],
    first: int,
) -> Float[Array, "... states"]:
    """``mass · P`` for one actor: ``weight · Kᵀ(mass / K(weight))``, with K the product of its bits' kernels."""
    total = _kernel(weight, one_way, change, first, forward=True)
    sent = jnp.where(total > 0, mass / jnp.where(total > 0, total, 1.0), 0.0)
    return weight * _kernel(sent, one_way, change, first, forward=False)


def _kernel(
    x: Float[Array, "... states"], one_way: Bool[Array, " bits"], change: Float[Array, ""], first: int, forward: bool
) -> Float[Array, "... states"]:
    for number in range(one_way.shape[0]):
        back = jnp.where(one_way[number], 0.0, change)
        off, on = jnp.moveaxis(x.reshape(-1, 2, 1 << (first + number)), 1, 0)
        up, down = (change, back) if forward else (back, change)
        x = jnp.stack([off + up * on, on + down * off], axis=1).reshape(x.shape)
    return x


def _terms(total: float) -> Float[np.ndarray, " terms"]:
    """Poisson probabilities of 0, 1, 2… revisions, as many as leave out less than 1e-12."""
    most = int(total + 12 * np.sqrt(total) + 40)
    k = np.arange(most)
    chance = np.exp(k * np.log(total) - total - special.gammaln(k + 1))
    keep = int(np.searchsorted(np.cumsum(chance), 1 - _TAIL)) + 1
    return np.asarray(chance[:keep] / chance[:keep].sum())


def by_horizon(
    moves: Chain, start: int | Float[np.ndarray, " states"], scales: Sequence[float] = (1.0,)
) -> Float[np.ndarray, "scales states"]:
    """The distribution over states at the horizon, for each scale of the pace.

    Args:
        moves: the chain.
        start: a state, or a distribution.
        scales: the paces are multiplied by each of these; the powers of the chain are shared.

    Reference: Jensen (1953), uniformisation; Grassmann (1977), Computers & Operations Research 4:47.
    """
    terms = [_terms(moves.total * scale) for scale in scales]
    weights = np.zeros((len(terms), max(len(term) for term in terms)))
    for row, term in zip(weights, terms, strict=True):
        row[: len(term)] = term
    return _mixed(moves, _spread(moves, start), weights)


def _spread(moves: Chain, start: int | Float[np.ndarray, " states"]) -> Float[np.ndarray, " states"]:
    if isinstance(start, int | np.integer):
        mass = np.zeros(moves.states)
        mass[start] = 1.0
        return mass
    return np.asarray(start, float)


def _mixed(
    moves: Chain, mass: Float[np.ndarray, " states"], weights: Float[np.ndarray, "scales terms"]
) -> Float[np.ndarray, "scales states"]:
    after = np.zeros((len(weights), mass.size))
    for column in weights.T:
        after += column[:, None] * mass
        mass = moves.step(mass)
    return after


def first_passage(
    moves: Chain,
    start: int,
    targets: Bool[np.ndarray, "targets states"],
    scales: Sequence[float] = (1.0,),
) -> Float[np.ndarray, "scales targets"]:
    """The probability that each set of states has been entered by the horizon, were it absorbing.

    An option is *taken by then* when the set of states in which it is taken has been entered. Masses are kept
    apart for each target: what has entered stays there.
    """
    targets = np.asarray(targets, bool)
    terms = [_terms(moves.total * scale) for scale in scales]
    outside = np.where(targets, 0.0, _spread(moves, start))
    inside = targets[:, start].astype(float)
    reached = np.zeros((len(scales), len(targets)))
    for k in range(max(len(term) for term in terms)):
        reached += np.array([term[k] if k < len(term) else 0.0 for term in terms])[:, None] * inside
        moved = moves.step(outside)
        inside = inside + np.where(targets, moved, 0.0).sum(axis=1)
        outside = np.where(targets, 0.0, moved)
    return np.clip(reached, 0.0, 1.0)
