"""The five main concepts on explicit arcs, where moves need not be transitive: merged states, any graph.

``W_j(s)`` is the worst that the others can bring about from s when j moves next:
``W_j(s) = min over s′ ∈ R_j(s) of min(value(s′), min over l ≠ j of W_l(s′))``, a fixed point over (state, next
mover), so that nobody moves twice running. Each actor's moves are a table states × degree, padded.
"""

from __future__ import annotations

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from jaxtyping import Array, Bool, Int, Shaped

from detente.engines.graph.forms import ArcForm
from detente.engines.graph.strided import FiveConcepts, extremes
from detente.errors import CaseError

__all__ = ["move_table", "solve_sparse"]

_MOST_WITHOUT_RETURN = 4096


def move_table(form: ArcForm) -> Int[np.ndarray, "actors states degree"]:
    """Where each actor can go from each state; unused places hold the number of (padded) states.

    States and degree are rounded up to powers of two, so that models of about one size share a compiled program.
    """
    states = _power_of_two(form.utilities.shape[1])
    degrees = [np.bincount(rows[:, 0], minlength=1).max(initial=0) for rows in form.arcs]
    table = np.full((form.actors, states, _power_of_two(int(max(degrees)))), states, np.int32)
    for actor, rows in enumerate(form.arcs):
        first = np.searchsorted(rows[:, 0], rows[:, 0])
        table[actor, rows[:, 0], np.arange(len(rows)) - first] = rows[:, 1]
    return table


def _power_of_two(size: int) -> int:
    return 1 << max(size - 1, 0).bit_length()


@partial(jax.jit, static_argnames=("return_counts",))
def solve_sparse(
    utilities: Shaped[Array, "draws actors states"],
    table: Int[Array, "actors padded degree"],
    *,
    return_counts: bool = True,
) -> FiveConcepts:
    """Which states are stable for which actor, under the five main concepts.

    1. ``v``: how i likes each state (GMR, SEQ), or the better of it and its best own move from it (SMR, SSEQ).
    2. ``w``: the least ``v`` that the others can reach, by the fixed point of the module's docstring.
    3. Stable where every own move to something better meets ``w`` no better than the state itself.

    Args:
        utilities: any integers or floats; the extreme values of the type are reserved.
        table: the moves, from :func:`move_table`.
        return_counts: whether the others' return to the state itself is an answer.

    Raises:
        CaseError: more than 4096 states where a return does not count (each state is then solved on its own).

    Reference: Fang, Hipel & Kilgour (1993), chapter 4 (moves of coalitions); Kilgour & Hipel (2005), Group
    Decision and Negotiation 14:441.
    """
    states = utilities.shape[2]
    if not return_counts and states > _MOST_WITHOUT_RETURN:
        raise CaseError(f"{states} states without return", hint=f"at most {_MOST_WITHOUT_RETURN}; count returns")
    return jax.vmap(lambda each: _solve_one(each, table, return_counts))(utilities)


def _solve_one(
    utilities: Shaped[Array, "actors states"], table: Int[Array, "actors padded degree"], return_counts: bool
) -> FiveConcepts:
    states, padded = utilities.shape[1], table.shape[1]
    top, bottom = extremes(utilities.dtype)
    liked = jnp.pad(utilities, ((0, 0), (0, padded + 1 - states)), constant_values=bottom)
    there = table < padded
    reached = liked[jnp.arange(len(table))[:, None, None], table]
    escape = jnp.max(reached, axis=2, initial=bottom)
    better = there & (reached > liked[:, :padded, None])
    real = jnp.arange(padded + 1) < states
    calm = jnp.where(real, liked, top)
    wary = calm.at[:, :padded].max(jnp.where(real[:padded], escape, bottom))

    def stable(value: Shaped[Array, "actors padded"], allowed: Bool[Array, ...]) -> Array:
        if return_counts:
            worst = _worst(value, table, allowed)
            answered = worst[jnp.arange(len(table))[:, None, None], table] <= liked[:, :padded, None]
        else:
            answered = lax.map(lambda s: _answered_elsewhere(value, table, allowed, liked, s), jnp.arange(padded))
            answered = jnp.moveaxis(answered, 0, 1)
        return jnp.all(answered | ~better, axis=2)[:, :states]

    return FiveConcepts(
        ~jnp.any(better, axis=2)[:, :states],
        stable(calm, there),
        stable(wary, there),
        stable(calm, better),
        stable(wary, better),
    )


def _answered_elsewhere(
    value: Shaped[Array, "actors padded"],
    table: Int[Array, "actors padded degree"],
    allowed: Bool[Array, "actors padded degree"],
    liked: Shaped[Array, "actors padded"],
    state: Int[Array, ""],
) -> Bool[Array, "actors degree"]:
    """Which moves from one state the others can answer without bringing that state back."""
    top, _ = extremes(value.dtype)
    worst = _worst(value.at[:, state].set(top), table, allowed)
    return worst[jnp.arange(len(table))[:, None], table[:, state]] <= liked[:, state, None]


def _worst(
    value: Shaped[Array, "actors padded"],
    table: Int[Array, "actors padded degree"],
    allowed: Bool[Array, "actors padded degree"],
) -> Shaped[Array, "actors padded"]:
    """For each actor, the least value that the others can reach from each state by one move or more."""
    top, _ = extremes(value.dtype)
    number, padded = len(table), table.shape[1]
    other = ~jnp.eye(number, dtype=bool)
    mover = jnp.arange(number)[None, :, None, None]

    def step(after: Shaped[Array, "actors movers padded"]) -> Shaped[Array, "actors movers padded"]:
        next_mover = jnp.where(other[None, :, :, None], after[:, None], top)
        within = jnp.minimum(value[:, None], jnp.min(next_mover, axis=2))
        moved = within[jnp.arange(number)[:, None, None, None], mover, table[None]]
        least = jnp.min(jnp.where(allowed[None] & other[:, :, None, None], moved, top), axis=3, initial=top)
        return jnp.pad(least, ((0, 0), (0, 0), (0, 1)), constant_values=top)

    def sweep(carry: tuple[Array, Array]) -> tuple[Array, Array]:
        after = jnp.minimum(carry[0], step(carry[0]))
        return after, jnp.any(after < carry[0])

    start = jnp.full((number, number, padded + 1), top, value.dtype)
    return jnp.min(lax.while_loop(lambda carry: carry[1], sweep, (start, jnp.array(True)))[0], axis=1)
