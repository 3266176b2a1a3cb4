"""Sums, least and greatest values over a few actors, written out term by term.

XLA on a processor stores the whole input of a reduction before it reduces; terms that are written out fuse
with what stands before and after them: for some ten actors ten times as fast. Beyond `WRITTEN_OUT` actors the
program would grow too long to compile, and an ordinary reduction is made.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

import jax
import jax.numpy as jnp
from jaxtyping import Array, Int

__all__ = ["WRITTEN_OUT", "greatest", "least", "once", "total", "total_of"]

WRITTEN_OUT = 24

T = TypeVar("T")


def total(values: Array, axis: int = 0) -> Array:
    """The sum along an axis."""
    return jnp.sum(values, axis) if _long(values, axis) else functools.reduce(jnp.add, _terms(values, axis))


def least(values: Array, axis: int = 0) -> Array:
    """The least value along an axis."""
    return jnp.min(values, axis) if _long(values, axis) else functools.reduce(jnp.minimum, _terms(values, axis))


def greatest(values: Array, axis: int = 0) -> Array:
    """The greatest value along an axis."""
    return -least(-values, axis)


def total_of(term: Callable[[int | Int[Array, ""]], Array], count: int) -> Array:
    """The sum of term(0) to term(count − 1), which are never stored together."""
    if count <= WRITTEN_OUT:
        return functools.reduce(jnp.add, map(term, range(count)))
    return jax.lax.fori_loop(1, count, lambda k, sum_: sum_ + term(k), term(0))


def once(values: T) -> T:
    """The same values, computed here and stored, where XLA might compute them again at each place of use."""
    stored: T = jax.lax.optimization_barrier(values)
    return stored


def _long(values: Array, axis: int) -> bool:
    return values.shape[axis] > WRITTEN_OUT


def _terms(values: Array, axis: int) -> list[Array]:
    return [jax.lax.index_in_dim(values, k, axis, keepdims=False) for k in range(values.shape[axis])]
