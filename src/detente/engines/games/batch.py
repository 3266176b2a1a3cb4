"""Many draws of one game: the principal branch of each traced at once (JAX).

The same path as :mod:`detente.engines.games.branch`, with the draws in lock step and only the feedback set
unknown.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float, Int
from numpy import ndarray

from detente.engines.games.branch import AIM, GROWTH, NEAR, RESIDUAL, TURN, trace
from detente.engines.games.incidence import Incidence
from detente.engines.games.schedule import dependence, schedule, whole
from detente.engines.games.sweep import Rules, errors, residuals, rules, solved
from detente.engines.logit import BETA
from detente.engines.programs import compiled
from detente.errors import CaseError

__all__ = ["Draws", "quantal_draws"]

CHUNK = 32  # draws in lock step: longer chunks gain little, and wait for their slowest draw
ROUNDS = 400
ENOUGH = 0.95  # a chunk stops when this many draws are done; the rest form chunks of their own


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Equilibria of many draws: log-probabilities, residuals, which were found, and how, in a sentence."""

    log_play: Float[ndarray, "a draws"]
    residual: Float[ndarray, " draws"]
    found: Bool[ndarray, " draws"]
    status: str


class _State(NamedTuple):
    """Where each draw's tracer stands; ``point`` is (log-odds, λ), ``landing`` draws solve at a given λ."""

    point: Float[Array, "m d"]
    tangent: Float[Array, "m d"]
    before: Float[Array, "m d"]
    taken: Float[Array, " d"]
    step: Float[Array, " d"]
    guess: Float[Array, "m d"]
    landing: Bool[Array, " d"]
    size: Float[Array, " d"]
    done: Bool[Array, " d"]
    round: Int[Array, ""]


def _ahead(state: _State, step: Float[Array, " d"]) -> Float[Array, "m d"]:
    bend = (state.tangent - state.before) / jnp.where(state.taken > 0, state.taken, 1.0)
    return state.point + step * state.tangent + 0.5 * step**2 * bend


def _reach(state: _State, target: Float[Array, " d"]) -> Float[Array, " d"]:
    """The step at which the prediction meets λ = target: Newton on its quadratic, from a straight line."""
    slope = state.tangent[-1]
    bend = (state.tangent[-1] - state.before[-1]) / jnp.where(state.taken > 0, state.taken, 1.0)
    step = jnp.minimum(state.step, jnp.abs((target - state.point[-1]) / jnp.where(slope == 0, 1.0, slope)))
    for _ in range(3):
        miss = state.point[-1] + step * slope + 0.5 * step**2 * bend - target
        rate = slope + step * bend
        step = step - miss / jnp.where(jnp.abs(rate) < 1e-12, 1.0, rate)
    return jnp.clip(step, 0.0, state.step)


def _newton(
    rules: Rules,
    guess: Float[Array, "m d"],
    border: Float[Array, "m d"],
    luck: Float[Array, "z d"],
    payoffs: Float[Array, "z p d"],
) -> tuple[Float[Array, "m d"], Float[Array, "m d"]]:
    """One Newton step from a guess, orthogonal to ``border``, and the branch's tangent there."""
    size = guess.shape[0]

    def equations(point: Float[Array, "m d"]) -> Float[Array, "n d"]:
        return residuals(rules, point[:-1], point[-1], luck, payoffs)

    value, push = jax.linearize(equations, guess)
    units = jnp.broadcast_to(jnp.eye(size, dtype=guess.dtype)[:, :, None], (size, *guess.shape))
    table = jnp.concatenate([jax.vmap(push)(units).transpose(2, 1, 0), border.T[:, None, :]], axis=1)
    last = jnp.zeros_like(guess).at[-1].set(1.0)
    right = jnp.stack([jnp.concatenate([-value, jnp.zeros_like(guess[:1])]), last], axis=-1)
    answer = jnp.linalg.solve(table, right.transpose(1, 0, 2))
    change, tangent = answer[..., 0].T, answer[..., 1].T
    return change, tangent / jnp.linalg.norm(tangent, axis=0)


def _turn(
    state: _State,
    rules: Rules,
    target: Float[Array, " d"],
    luck: Float[Array, "z d"],
    payoffs: Float[Array, "z p d"],
) -> _State:
    """One round: predict (or keep landing), one Newton step, then accept, shorten or finish, draw by draw."""
    guess = _ahead(state, state.step)
    crossing = ~state.landing & (guess[-1] >= target)
    short = _ahead(state, _reach(state, target)).at[-1].set(target)
    guess = jnp.where(state.landing, state.guess, jnp.where(crossing, short, guess))
    fixed = state.landing | crossing
    upright = jnp.zeros_like(guess).at[-1].set(1.0)
    change, tangent = _newton(rules, guess, jnp.where(fixed, upright, state.tangent), luck, payoffs)
    size = jnp.abs(change[:-1]).max(axis=0, initial=0.0)
    limit = jnp.where(state.landing, jnp.maximum(0.7 * state.size, 1e-9), NEAR)
    good = (size <= limit) & jnp.isfinite(size)
    moved = ~fixed & good & ((tangent * state.tangent).sum(axis=0) > TURN)
    grown = state.step * jnp.clip((AIM / jnp.maximum(size, 1e-9)) ** (1 / 3), 0.5, GROWTH)
    step = jnp.where(moved, grown, jnp.where(fixed & good, state.step, state.step / 3))
    next_ = _State(
        jnp.where(moved, guess + change, state.point),
        jnp.where(moved, tangent, state.tangent),
        jnp.where(moved, state.tangent, state.before),
        jnp.where(moved, state.step, state.taken),
        step,
        guess + change,
        fixed & good,
        size,
        fixed & good & (size < 1e-6),
        state.round,
    )
    kept: _State = jax.tree.map(lambda old, new: jnp.where(state.done, old, new), state, next_)
    return kept._replace(round=state.round + 1)


@compiled()
def _trace_chunk(
    rules: Rules,
    luck: Float[Array, "z d"],
    payoffs: Float[Array, "z p d"],
    target: Float[Array, " d"],
    enough: float,
) -> tuple[Float[Array, "a d"], Float[Array, " d"], Bool[Array, " d"]]:
    """Play, its greatest error, and whether the tracer arrived, for a chunk of draws in lock step."""
    odds, done = jnp.zeros((0, target.shape[0]), dtype=luck.dtype), jnp.ones_like(target, dtype=bool)
    if rules.free.shape[0]:  # without a feedback set nothing is unknown
        state = jax.lax.while_loop(
            lambda s: (s.round < ROUNDS) & (s.done.mean() < enough),
            lambda s: _turn(s, rules, target, luck, payoffs),
            _start(rules, luck, payoffs, target),
        )
        odds, done = state.guess[:-1], state.done
    play, ways = solved(rules, odds, target, luck, payoffs)
    play = play[rules.place]
    return play, errors(rules, play, ways, target, payoffs), done


def _start(
    rules: Rules, luck: Float[Array, "z d"], payoffs: Float[Array, "z p d"], target: Float[Array, " d"]
) -> _State:
    """Even play at λ = 0, and the branch's direction there: the log-odds move by themselves alone."""
    point = jnp.zeros((rules.free.shape[0] + 1, target.shape[0]), dtype=luck.dtype)
    upright = point.at[-1].set(1.0)
    drift = jax.jvp(lambda p: residuals(rules, p[:-1], p[-1], luck, payoffs), (point,), (upright,))[1]
    tangent = upright.at[:-1].set(-drift)
    tangent = tangent / jnp.linalg.norm(tangent, axis=0)
    no = jnp.zeros_like(target, dtype=bool)
    step = jnp.minimum(target, 0.5)
    return _State(point, tangent, tangent, 0 * target, step, point, no, 0 * target, no, jnp.array(0))


def _chunked(values: Float[ndarray, "*rest d"], chunk: int) -> Float[ndarray, "chunks *rest chunk"]:
    """Draws in chunks along a new first axis; the last chunk is filled up with the last draw."""
    count = -(-values.shape[-1] // chunk)
    fill = [(0, 0)] * (values.ndim - 1) + [(0, count * chunk - values.shape[-1])]
    padded = np.pad(values, fill, mode="edge")
    return np.moveaxis(padded.reshape(*values.shape[:-1], count, chunk), -2, 0)


def _luck(shape: Incidence, chances: Float[ndarray, "c draws"]) -> Float[ndarray, "z draws"]:
    padded = np.concatenate([chances, np.zeros_like(chances[:1]) if len(chances) else np.zeros((1, chances.shape[1]))])
    return np.asarray(padded[shape.chance_path].sum(axis=1))


def quantal_draws(
    shape: Incidence,
    payoffs: Float[ndarray, "z players draws"],
    chances: Float[ndarray, "c draws"],
    precision: float = 1 / BETA,
    workers: int = 2,
) -> Draws:
    """The agent quantal-response equilibrium of each draw of a game, on its principal branch.

    1. Find a feedback set of information sets, given which all others follow level by level.
    2. Trace every draw's branch from λ = 0, chunks of draws in lock step, two chunks at a time.
    3. Check every answer on all information sets; what fails is traced again by itself
       (:func:`detente.engines.games.branch.trace`).

    Payoffs in points, ``chances`` the logarithms of chance actions' probabilities, ``precision`` λ in
    1/points.

    Raises:
        CaseError: numbers that are not finite, or arrays that do not fit the game.

    Reference: McKelvey & Palfrey 1998, Experimental Economics 1, pp. 9–41; Turocy 2010.
    """
    _check(shape, payoffs, chances)
    scale = np.maximum(np.ptp(payoffs, axis=(0, 1)), np.finfo(float).tiny)
    table = _rules(shape, dependence(shape, payoffs).tobytes())
    inputs = [_luck(shape, chances), payoffs / scale, precision * scale]
    play, residual, ended = _run(table, inputs, ENOUGH, workers)
    late = np.flatnonzero(~ended)
    if len(late):
        again = _run(table, [part[..., late] for part in inputs], 1.0, workers)
        play[:, late], residual[late], ended[late] = again
    return _retraced(shape, payoffs, chances, precision, (play, residual, ended & (residual < RESIDUAL)))


@lru_cache(maxsize=32)
def _rules(shape: Incidence, depends: bytes) -> Rules:
    """The arrays of a shape with this dependence, kept: a threshold solves the same game many times."""
    sets = len(shape.first)
    order = schedule(shape, np.frombuffer(depends, dtype=bool).reshape(sets, sets))
    return rules(shape, order, whole(shape))


def _run(
    table: Rules, inputs: list[Float[ndarray, ...]], enough: float, workers: int
) -> tuple[Float[ndarray, "a d"], Float[ndarray, " d"], Bool[ndarray, " d"]]:
    """Trace all draws in chunks, some chunks at a time; stop each when enough of its draws are done."""
    draws = inputs[-1].shape[-1]

    def traced(part: tuple[Float[ndarray, ...], ...]) -> list[ndarray]:
        return [np.asarray(piece) for piece in _trace_chunk(table, *part, enough)]

    parts = list(zip(*(_chunked(part, CHUNK) for part in inputs), strict=True))
    if len(parts) == 1:
        done = [traced(parts[0])]
    else:
        with ThreadPoolExecutor(workers) as pool:
            done = list(pool.map(traced, parts))
    play, residual, ended = (np.concatenate(piece, axis=-1)[..., :draws] for piece in zip(*done, strict=True))
    return play, residual, ended


def _check(shape: Incidence, payoffs: Float[ndarray, "z players draws"], chances: Float[ndarray, "c draws"]) -> None:
    if payoffs.ndim != 3 or payoffs.shape[0] != len(shape.terminals):
        raise CaseError(
            f"payoffs of shape {payoffs.shape} for {len(shape.terminals)} paths",
            hint="payoffs are (paths, players, draws)",
        )
    if chances.shape[-1] != payoffs.shape[-1]:
        raise CaseError(f"{payoffs.shape[-1]} draws of payoffs and {chances.shape[-1]} of chances")
    if not (np.isfinite(payoffs).all() and np.isfinite(chances).all()):
        raise CaseError("a payoff or a chance is not a finite number")


def _retraced(
    shape: Incidence,
    payoffs: Float[ndarray, "z players draws"],
    chances: Float[ndarray, "c draws"],
    precision: float,
    first: tuple[Float[ndarray, "a d"], Float[ndarray, " d"], Bool[ndarray, " d"]],
) -> Draws:
    """Trace the draws that failed one by one, and say how many were found how."""
    play, residual, found = (np.array(part) for part in first)
    again = np.flatnonzero(~found)
    for draw in again:
        answer = trace(shape, payoffs[..., draw], chances[:, draw], precision)
        play[:, draw], residual[draw], found[draw] = answer.log_play, answer.residual, answer.found
    status = f"{int(found.sum())} of {len(found)} draws solved on the principal branch, residual ≤ {RESIDUAL:g}"
    if len(again):
        status += f"; {len(again)} traced by themselves"
    return Draws(play, residual, found, status)
