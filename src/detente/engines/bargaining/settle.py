"""`bargain`: one verb for every model. Draws are mapped, compiled once a shape, and run in chunks."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from detente.engines.bargaining.case import Case, Draw, Path, Settled, Status
from detente.engines.bargaining.model import Model
from detente.engines.bargaining.weighted import fallback, mean_of, median_of, weight_of
from detente.engines.programs import compiled

__all__ = ["bargain"]

CHUNK_BYTES = 128 * 2**20
"""What the arrays of one chunk may take."""

SIDE_BY_SIDE = 2
"""Chunks that run at once: one a core of a small machine; a fixed number, so that results do not depend on it."""

WORTH_SPREADING = 2**22
"""Numbers below which a single chunk is faster."""


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
    seed: int = 0,
    positions: bool = True,
    chunk: int | None = None,
) -> Path:
    """Settle a case by a model, for every draw of the case.

    1. Check that the model can work on the case.
    2. Cut the draws into chunks that bound the memory; each draw has its own key, folded from that of ``seed``, so
       that the cut changes nothing.
    3. Map the model over the draws of a chunk, compiled once a model and shape.
    4. Where nobody has weight on an issue, let the status quo stand there, and say so in ``status``.

    Args:
        case: who wants what.
        model: the rule.
        seed: for models that draw.
        positions: keep every actor's position after every round (the largest array by far).
        chunk: draws at a time; chosen by memory when absent.

    Raises:
        CaseError: the model cannot work on this case.
    """
    model.check(case)
    draws = case.draws or 1
    size = min(draws, chunk or _chunk(case, model, draws))
    parts: list[_Rounds] = []
    running: deque[tuple[_Rounds, int]] = deque()
    for start in range(0, draws, size):
        running.append((_part(case, model, seed, positions, start, size, draws), draws - start))
        if len(running) >= SIDE_BY_SIDE:
            parts.append(_cut(*running.popleft()))
    parts.extend(_cut(*part) for part in running)
    return _path(parts, case)


def _chunk(case: Case, model: Model, draws: int) -> int:
    """Draws that fit the memory of a chunk; fewer where the work is worth spreading over the cores."""
    floats = model.floats(case.actors, case.issues)
    fit = max(1, CHUNK_BYTES // (8 * floats))
    worth_spreading = draws * floats > WORTH_SPREADING
    return min(fit, -(-draws // SIDE_BY_SIDE)) if worth_spreading else fit


def _part(case: Case, model: Model, seed: int, positions: bool, start: int, size: int, draws: int) -> _Rounds:
    """The draws of one chunk, dispatched; the last chunk is filled up to the common shape."""
    numbers = np.arange(start, start + size)
    part = case.part(np.minimum(numbers, draws - 1))
    rounds: _Rounds = _settle(part, np.asarray(seed), numbers, model=model, positions=positions)
    return rounds


def _cut(rounds: _Rounds, stop: int) -> _Rounds:
    """A chunk's results once they are there, without the filling."""
    cut: _Rounds = jax.tree.map(lambda a: np.asarray(a)[:stop], rounds)
    return cut


@compiled("model", "positions")
def _settle(
    draws: Draw, seed: Int[Array, ""], numbers: Int[Array, " draws"], *, model: Model, positions: bool
) -> _Rounds:
    key = jax.random.key(seed)

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
