"""`bargain`: one verb for every model. Draws are mapped, compiled once a shape, and run in chunks."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int, Key

from detente.engines.bargaining.case import Case, Draw, Path, Settled, Status
from detente.engines.bargaining.model import Model
from detente.engines.bargaining.weighted import fallback, mean_of, median_of, weight_of

__all__ = ["bargain"]

CHUNK_BYTES = 128 * 2**20
"""What the arrays of one chunk may take."""


class _Rounds(NamedTuple):
    """A `Path` inside the compiled program, draws first."""

    positions: Float[Array, "draws rounds actors issues"] | None
    outcome: Float[Array, "draws rounds issues"]
    mean: Float[Array, "draws rounds issues"]
    median: Float[Array, "draws rounds issues"]
    statuses: Int[Array, " draws"]


def bargain(
    case: Case,
    model: Model,
    *,
    key: Key[Array, ""] | None = None,
    positions: bool = True,
    chunk: int | None = None,
) -> Path:
    """Settle a case by a model, for every draw of the case.

    1. Check that the model can work on the case.
    2. Cut the draws into chunks that bound the memory; each draw has its own key, folded from ``key``, so
       that the cut changes nothing.
    3. Map the model over the draws of a chunk, compiled once a model and shape.
    4. Where nobody has weight on an issue, let the status quo stand there, and say so in ``status``.

    Args:
        case: who wants what.
        model: the rule.
        key: for models that draw; 0 when absent, so that the same call gives the same bytes.
        positions: keep every actor's position after every round (the largest array by far).
        chunk: draws at a time; chosen by memory when absent.

    Raises:
        CaseError: the model cannot work on this case.
    """
    model.check(case)
    key = jax.random.key(0) if key is None else key
    draws = case.draws or 1
    size = min(draws, chunk or _chunk(case, model))
    parts = [_part(case, model, key, positions, start, size, draws) for start in range(0, draws, size)]
    return _path(parts, case)


def _chunk(case: Case, model: Model) -> int:
    return max(1, CHUNK_BYTES // (8 * model.floats(case.actors, case.issues)))


def _part(case: Case, model: Model, key: Key[Array, ""], positions: bool, start: int, size: int, draws: int) -> _Rounds:
    """The draws of one chunk. The last chunk is filled up to the common shape, and the filling cut off."""
    numbers = np.arange(start, start + size)
    part = case.part(np.minimum(numbers, draws - 1))
    rounds = _settle(part, key, numbers, model=model, positions=positions)
    return _cut(rounds, draws - start)


def _cut(rounds: _Rounds, stop: int) -> _Rounds:
    cut: _Rounds = jax.tree.map(lambda a: np.asarray(a)[:stop], rounds)
    return cut


@partial(jax.jit, static_argnames=("model", "positions"))
def _settle(
    draws: Draw, key: Key[Array, ""], numbers: Int[Array, " draws"], *, model: Model, positions: bool
) -> _Rounds:
    def one(draw: Draw, number: Int[Array, ""]) -> _Rounds:
        return _rounds(draw, model.settle(draw, jax.random.fold_in(key, number)), positions)

    return jax.vmap(one)(draws, numbers)


def _rounds(draw: Draw, settled: Settled, positions: bool) -> _Rounds:
    weight = weight_of(draw)
    nobody, stands = fallback(draw)
    mean = jax.vmap(mean_of, (0, None))(settled.positions, weight)
    median = jax.vmap(median_of, (0, None))(settled.positions, weight)
    return _Rounds(
        settled.positions if positions else None,
        jnp.where(nobody, stands, settled.outcome),
        jnp.where(nobody, stands, mean),
        jnp.where(nobody, stands, median),
        jnp.where(jnp.any(nobody), Status.NOBODY, settled.status),
    )


def _path(parts: list[_Rounds], case: Case) -> Path:
    whole = jax.tree.map(lambda *a: a[0] if len(a) == 1 else np.concatenate(a), *parts)
    if case.draws is None:
        whole = jax.tree.map(lambda a: a[0], whole)
    positions = whole.positions
    if positions is not None and case.present is not None and not case.present.all():
        positions = np.where(case.present, positions, np.nan)
    return Path(positions, whole.outcome, whole.mean, whole.median, whole.statuses)
