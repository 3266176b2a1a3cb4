"""Two hints to the compiler that make sums over pairs of actors some ten times as fast on a processor."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

import jax
import jax.numpy as jnp
from jaxtyping import Array, Int

__all__ = ["WRITTEN_OUT", "once", "total_of"]

WRITTEN_OUT = 12
"""Terms that are written out; with more the program would take too long to compile, and a loop is made."""

T = TypeVar("T")


def total_of(term: Callable[[int | Int[Array, ""]], Array], count: int) -> Array:
    """The sum of term(0) to term(count − 1), which are never stored together.

    A sum over a cube of numbers would store the cube.
    """
    if count <= WRITTEN_OUT:
        return functools.reduce(jnp.add, map(term, range(count)))
    summed: Array = jax.lax.fori_loop(1, count, lambda k, before: before + term(k), term(0))
    return summed


def once(values: T) -> T:
    """The same values, computed here and stored, where XLA might compute them again at each place of use."""
    stored: T = jax.lax.optimization_barrier(values)
    return stored
