"""The five main concepts on every state of an option form, without adjacency.

Notation: ``u`` what actor i likes, ``w(s₁)`` the worst that the others can bring about from s₁. A state s is
unstable for i when ``max over s₁ ∈ R_i(s) of min(u(s₁), w(s₁)) > u(s)``: it has an improvement that nobody can
spoil. ``w`` depends on s₁ only, so that one pass over all states settles every state.

Three facts make this short in option form. Each is a consequence of an actor's moves (and improvements) being
transitive there, and each is checked against the literal definitions in the tests.

1. "Nobody moves twice running" removes nothing: two moves of one actor running are one move, or none.
2. ``R_i(s)`` may include s and ``R_{−i}(s₁)`` may include s₁: neither can change the verdict.
3. A move changes the actor's bits independently, so that "the best state that i can reach" is one minimum for
   each of its bits, over an array reshaped to (−1, 2, 2^bit): no list of moves exists anywhere.

Improvements are not a product over bits; they take one comparison for each pair of an actor's patterns, over the
array reshaped to (others, 2^count). Memory O(actors · states), time O(actors² · states · sweeps).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import lax
from jaxtyping import Array, Bool, Shaped

from detente.engines.programs import compiled

__all__ = ["FiveConcepts", "extremes", "solve_strided"]

States = Shaped[Array, "*draws states"]
Each = Shaped[Array, "draws rows states"]


class FiveConcepts(NamedTuple):
    """For each concept, which states are stable for which actor."""

    nash: Bool[Array, "draws actors states"]
    gmr: Bool[Array, "draws actors states"]
    smr: Bool[Array, "draws actors states"]
    seq: Bool[Array, "draws actors states"]
    sseq: Bool[Array, "draws actors states"]


@compiled("counts")
def solve_strided(
    utilities: Shaped[Array, "draws actors states"],
    possible: Bool[Array, " states"],
    one_way: Bool[Array, " options"],
    *,
    counts: tuple[int, ...],
) -> FiveConcepts:
    """Which states are stable for which actor, under the five main concepts.

    1. ``v``: how i likes each state (GMR, SEQ), or the best it can escape to from it (SMR, SSEQ).
    2. ``w``: the least ``v`` that the others can reach by any moves (GMR, SMR) or by improving moves (SEQ, SSEQ):
       sweeps over the other actors until nothing changes.
    3. Stable where no own move reaches ``min(u, w)`` above ``u``.

    Args:
        utilities: any integers or floats, for one or more draws of the preferences; the extreme values of the
            type are reserved.
        possible: which states can be.
        one_way: which options cannot be taken back.
        counts: options of each actor (fixed at compile time).

    Reference: Fang, Hipel & Kilgour (1993), chapter 3; Rêgo & Vieira (2017) for SSEQ (doi:10.1007/s10726-016-9520-8).
    """
    actors = _Actors(counts, one_way, possible)
    top, bottom = extremes(utilities.dtype)
    liked = jnp.where(possible, utilities, bottom)
    escape = jnp.stack([actors.best(liked[:, i], i) for i in range(len(counts))], axis=1)
    value = jnp.where(possible, jnp.concatenate([liked, escape], axis=1), top)
    any_moves = actors.settle(value, liked, improving=False)
    improving = actors.settle(value, liked, improving=True)
    n = len(counts)
    worst = jnp.stack([any_moves[:, :n], any_moves[:, n:], improving[:, :n], improving[:, n:]])
    tempting = jnp.where(possible, jnp.minimum(liked, worst), bottom)
    best = jnp.stack([actors.best(tempting[:, :, i], i) for i in range(n)], axis=2)
    return FiveConcepts((escape <= liked) & possible, *((best <= liked) & possible))


def extremes(dtype: np.dtype) -> tuple[float | int, float | int]:
    """The greatest and the least value of a type: beyond every utility."""
    if jnp.issubdtype(dtype, jnp.floating):
        return np.inf, -np.inf
    return int(np.iinfo(dtype).max), int(np.iinfo(dtype).min)


class _Actors(NamedTuple):
    """The moves of every actor, as reductions; arrays may carry rows before the axis of states."""

    counts: tuple[int, ...]
    one_way: Bool[Array, " options"]
    possible: Bool[Array, " states"]

    def bits(self, actor: int) -> range:
        first = sum(self.counts[:actor])
        return range(first, first + self.counts[actor])

    def best(self, x: States, actor: int) -> States:
        """The greatest x that an actor can reach from each state in one move or by staying."""
        return self._over_bits(x, actor, jnp.maximum)

    def _over_bits(
        self, x: Shaped[Array, ...], actor: int, pick: Callable[[Array, Array], Array]
    ) -> Shaped[Array, ...]:
        shape = x.shape
        for bit in self.bits(actor):
            off, on = jnp.moveaxis(x.reshape(-1, 2, 1 << bit), 1, 0)
            either = pick(off, on)
            x = jnp.stack([either, jnp.where(self.one_way[bit], on, either)], axis=1)
        return x.reshape(shape)

    def settle(self, value: Each, liked: Each, improving: bool) -> Each:
        """The least value within reach of the others, by any moves or by improving ones.

        One actor after the other moves, until none has changed anything in a whole round. Row r belongs to actor
        r modulo the number of actors, who does not move itself. The array is kept rotated so that the bits of
        the actor whose turn it is are the lowest: XLA runs a reduction fast only over the last axis.
        """
        number = len(self.counts)
        turns = [_Turn(self, actor, liked[:, actor] if improving else None) for actor in range(number)]

        def turn(carry: tuple[Each, Array, Array]) -> tuple[Each, Array, Array]:
            x, actor, quiet = carry
            x, changed = lax.switch(actor, turns, x)
            return x, (actor + 1) % number, jnp.where(changed, 0, quiet + 1)

        start = (value, jnp.array(0), jnp.array(0))
        x, actor, _ = lax.while_loop(lambda carry: carry[2] < number, turn, start)
        settled: Each = lax.switch(actor, [partial(_rotate, low=self.high(j)) for j in range(number)], x)
        return settled

    def high(self, actor: int) -> int:
        """How many patterns the bits have that stand below an actor's once its own are the lowest."""
        return 1 << (sum(self.counts) - self.bits(actor).start)


class _Turn:
    """One actor's turn: the least value in reach of each state in one move of its own."""

    def __init__(self, actors: _Actors, actor: int, liked: States | None) -> None:
        bits = actors.bits(actor)
        fixed = actors.one_way[bits.start : bits.stop]
        self.actor, self.owners, self.patterns = actor, len(actors.counts), 1 << len(bits)
        self.kept = jnp.sum(jnp.where(fixed, 1 << jnp.arange(len(bits), dtype=jnp.int32), 0)).astype(jnp.int32)
        self.possible = _rotate(actors.possible, 1 << bits.start)
        self.liked = None if liked is None else _rotate(liked, 1 << bits.start)

    def __call__(self, x: Each) -> tuple[Each, Array]:
        top, _ = extremes(x.dtype)
        rows = x.reshape(*x.shape[:2], -1, self.patterns)
        least = jnp.min(jnp.where(self._moves(rows.shape), rows[..., None, :], top), axis=-1).reshape(x.shape)
        mine = jnp.arange(x.shape[1])[:, None] % self.owners == self.actor
        after = jnp.where(mine | ~self.possible, x, jnp.minimum(x, least))
        return _rotate(after, self.patterns), jnp.any(after < x)

    def _moves(self, shape: tuple[int, ...]) -> Bool[Array, "draws rows others from to"]:
        # full-shape iotas: with a broadcast (from, to) mask XLA gives up on vector instructions, ten times slower
        shape = (*shape, self.patterns)
        start, end = (lax.broadcasted_iota(jnp.int32, shape, axis) for axis in (3, 4))
        allowed = (start & self.kept & ~end) == 0
        if self.liked is None:
            return allowed
        own = self.liked.reshape(shape[0], 1, -1, self.patterns)
        return allowed & (own[..., None, :] > own[..., :, None])


def _rotate(x: Shaped[Array, "... states"], low: int) -> Shaped[Array, "... states"]:
    """The same array with its lowest bits (so many patterns of them) made the highest."""
    return jnp.swapaxes(x.reshape(*x.shape[:-1], -1, low), -1, -2).reshape(x.shape)
