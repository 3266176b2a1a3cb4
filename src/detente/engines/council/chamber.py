"""Who sits in a body and what they want, over draws; and how programs work through the draws a chunk at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from jaxtyping import Array, Float

from detente.engines.council.rule import Rule
from detente.engines.programs import on_device
from detente.errors import CaseError

__all__ = ["Chamber", "Texts", "chamber", "first", "leverage", "mean_over_draws", "over_draws", "texts"]

ROOM = 40_000
"""Numbers worked on at a time, rows × draws: what a core keeps in its cache."""

Result = TypeVar("Result")
Texts: TypeAlias = Float[Array, "draw draft issue"]


class Chamber(NamedTuple):
    """Who sits in a body and what they want, over draws; positions and saliences on 0–100.

    ``reluctance`` is κ, what a no costs a member beyond the threshold, in points. ``pressure`` adds to what
    each draft (or every draft) is worth to a member at the vote, in points.
    """

    position: Float[Array, "draw member issue"]
    salience: Float[Array, "draw member issue"]
    status_quo: Float[Array, "draw issue"]
    reluctance: Float[Array, "draw member"]
    pressure: Float[Array, "draw member draft"]


def chamber(
    rule: Rule,
    position: Float[ArrayLike, "draw member issue"],
    salience: Float[ArrayLike, "draw member issue"],
    status_quo: Float[ArrayLike, "*draw issue"],
    reluctance: Float[ArrayLike, "*draw member"],
    pressure: Float[ArrayLike, "draw member draft"] | None = None,
) -> Chamber:
    """A checked ``Chamber``; a status quo or a reluctance without an axis of draws holds in all of them.

    Raises:
        CaseError: shapes that do not fit the rule, a number that is not finite, a negative salience or
            reluctance.
    """
    draws, members, issues = _shape(position)
    if members != rule.size:
        raise CaseError(f"positions of {members} members for a rule of {rule.size}")
    if pressure is None:
        pressure = np.zeros((draws, members, 1))
    stands, pressed = (draws, members, issues), (draws, members, *np.shape(pressure)[2:3])
    shapes = (stands, stands, (draws, issues), (draws, members), pressed)
    given = (position, salience, _each_draw(status_quo, draws), _each_draw(reluctance, draws), pressure)
    held = [np.asarray(array, dtype=np.float64) for array in given]
    for name, array, shape in zip(Chamber._fields, held, shapes, strict=True):
        if array.shape != shape:
            raise CaseError(f"{name} of shape {array.shape}, not {shape}")
        if not np.isfinite(array).all():
            raise CaseError(f"{name} holds a number that is not finite")
        if name in ("salience", "reluctance") and (array < 0).any():
            raise CaseError(f"a negative {name}")
    return Chamber(*map(on_device, held))


def _each_draw(array: Float[ArrayLike, "*draw entry"], draws: int) -> Float[np.ndarray, "draw entry"]:
    return np.tile(np.asarray(array), (draws, 1)) if np.ndim(array) == 1 else np.asarray(array)


def _shape(position: Float[ArrayLike, "draw member issue"]) -> tuple[int, int, int]:
    if np.ndim(position) != 3:
        raise CaseError(f"positions with {np.ndim(position)} axes", hint="the axes are draw, member, issue")
    draws, members, issues = np.shape(position)
    return draws, members, issues


def first(seats: Chamber, draws: int) -> Chamber:
    """The first draws of a chamber."""
    return Chamber(*(on_device(np.asarray(array)[:draws]) for array in seats))


def texts(seats: Chamber, text: Float[ArrayLike, "*draw draft issue"]) -> Texts:
    """Drafts with an axis of draws; a text without one is the same in all.

    Raises:
        CaseError: a shape that does not fit the seats, or a number that is not finite.
    """
    draws, _, issues = seats.position.shape
    given = np.asarray(text, dtype=np.float64)
    if given.ndim not in (2, 3) or given.shape[-1] != issues or given.shape[:-2] not in ((), (draws,)):
        raise CaseError(f"texts of shape {given.shape} for {draws} draws of {issues} issues")
    if not np.isfinite(given).all():
        raise CaseError("a text holds a number that is not finite")
    return on_device(np.broadcast_to(given, (draws, *given.shape[-2:])))


def leverage(some: Chamber) -> Float[Array, "member draft draw"]:
    """The pressure on each member at the vote on each draft (or on any), with the draws last."""
    return jnp.moveaxis(some.pressure, 0, 2)


def over_draws(work: Callable[[Chamber, Texts], Result], seats: Chamber, text: Texts, rows: int) -> Result:
    """Work on so many draws at a time as fit in a core's cache, ``rows`` numbers a draw; results end with the draws."""
    draws = seats.position.shape[0]
    size = _size(draws, rows)
    results = jax.lax.map(lambda chunk: work(*chunk), _chunks(seats, text, size))

    def whole(array: Array) -> Array:
        joined = jnp.moveaxis(array, 0, -2)
        return joined.reshape(*joined.shape[:-2], -1)[..., :draws]

    joined: Result = jax.tree.map(whole, results)
    return joined


def mean_over_draws(work: Callable[[Chamber, Texts], Result], seats: Chamber, text: Texts, rows: int) -> Result:
    """The same, averaged over the draws as it goes, for results too large to keep for each draw."""
    draws = seats.position.shape[0]
    size = _size(draws, rows)
    real = (jnp.arange(-(-draws // size) * size) < draws).reshape(-1, size) / draws

    chunks = _chunks(seats, text, size)

    def add(total: Result, chunk: tuple[tuple[Chamber, Texts], Float[Array, " draw"]]) -> tuple[Result, None]:
        some, weight = chunk
        return jax.tree.map(lambda t, r: t + r @ weight, total, work(*some)), None

    shapes = jax.eval_shape(work, *jax.tree.map(lambda array: array[0], chunks))
    nothing = jax.tree.map(lambda leaf: jnp.zeros(leaf.shape[:-1]), shapes)
    total, _ = jax.lax.scan(add, nothing, (chunks, real))
    averaged: Result = total
    return averaged


def _size(draws: int, rows: int) -> int:
    return max(1, min(draws, ROOM // max(rows, 1)))


def _chunks(seats: Chamber, text: Texts, size: int) -> tuple[Chamber, Texts]:
    """The draws in chunks of one size; the last draw fills up the last chunk."""
    short = -seats.position.shape[0] % size

    def chunked(array: Array) -> Array:
        filled = jnp.concatenate([array, jnp.repeat(array[-1:], short, axis=0)])
        return filled.reshape(-1, size, *array.shape[1:])

    chunks: tuple[Chamber, Texts] = jax.tree.map(chunked, (seats, text))
    return chunks
