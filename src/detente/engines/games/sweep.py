"""The logit equations of many games of one shape at once: a sweep from the unknowns through all levels (JAX).

Arrays have the draws last, so that they are contiguous. Payoffs are scaled to a range of 1 in each draw.
"""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from detente.engines.games.incidence import Incidence
from detente.engines.games.schedule import Level, Schedule
from detente.engines.programs import on_device

__all__ = ["Rules", "Stage", "errors", "residuals", "rules", "solved"]


class Stage(NamedTuple):
    """One level as arrays: see :class:`detente.engines.games.schedule.Level`.

    ``payers`` are the actions' players, ``owner`` each action's row in ``rows``; ``path`` lists the stage's
    actions on the way to each terminal node, padded with their number.
    """

    ends: Int[Array, "k width"]
    rows: Int[Array, "sets most"]
    payers: Int[Array, " k"]
    owner: Int[Array, " k"]
    path: Int[Array, "z length"]


class Rules(NamedTuple):
    """A game's shape as arrays, passed to compiled functions, never captured.

    ``free`` and ``base`` are places among the feedback actions, ``spread`` takes the unknowns there;
    ``place`` is each action's place in the order of solution: the feedback set, then level after level.
    """

    everything: Stage
    feedback: Stage
    free: Int[Array, " n"]
    base: Int[Array, " n"]
    spread: Int[Array, " f"]
    place: Int[Array, " a"]
    levels: tuple[Stage, ...]


def _stage(shape: Incidence, level: Level) -> Stage:
    count = len(level.actions)
    owner = np.array([row for a in range(count) for row, own in enumerate(level.rows) if a in own], dtype=np.int64)
    payers = shape.player_of[level.actions] if count else level.actions
    local = np.full(shape.actions + 1, count)
    local[level.actions] = np.arange(count)
    steps = np.sort(local[shape.path], axis=1)
    width = int((steps < count).sum(axis=1).max(initial=0))
    return Stage(*map(on_device, (level.ends, level.rows, payers, owner, steps[:, :width])))


def rules(shape: Incidence, order: Schedule, everything: Level) -> Rules:
    """The arrays of a shape and its schedule."""
    solved_in = np.concatenate([level.actions for level in (order.feedback, *order.levels)])
    free = np.flatnonzero(np.isin(order.feedback.actions, shape.free))
    base = np.searchsorted(order.feedback.actions, shape.first[shape.infoset_of[order.feedback.actions[free]]])
    spread = np.full(len(order.feedback.actions), len(free))
    spread[free] = np.arange(len(free))
    levels = tuple(_stage(shape, level) for level in order.levels)
    before = _stage(shape, everything), _stage(shape, order.feedback)
    places = on_device(free), on_device(base), on_device(spread), on_device(np.argsort(solved_in))
    return Rules(*before, *places, levels)


def _onward(stage: Stage, ways: Float[Array, "z d"], play: Float[Array, "k d"]) -> Float[Array, "z d"]:
    """Log-probabilities of the paths once a stage's play counts."""
    return ways + jnp.concatenate([play, jnp.zeros_like(ways[:1])])[stage.path].sum(axis=1)


def _worths(stage: Stage, ways: Float[Array, "z d"], payoffs: Float[Array, "z p d"]) -> Float[Array, "k d"]:
    """What each action of a stage is worth given that its information set is reached.

    Play that is not known yet counts as even: it cancels, or no worth of the stage depends on it.
    """
    some = jnp.concatenate([ways, jnp.full_like(ways[:1], -jnp.inf)])[stage.ends]
    weight = jnp.exp(some - jax.lax.stop_gradient(some.max(axis=1, keepdims=True)))
    paid = jnp.concatenate([payoffs, jnp.zeros_like(payoffs[:1])])[stage.ends, stage.payers[:, None]]
    return (weight * paid).sum(axis=1) / weight.sum(axis=1)


def _chosen(stage: Stage, favour: Float[Array, "k d"]) -> Float[Array, "k d"]:
    """Log-probabilities of a stage's actions from their favour (log-odds up to a constant)."""
    padded = jnp.concatenate([favour, jnp.full_like(favour[:1], -jnp.inf)])[stage.rows]
    return favour - jax.nn.logsumexp(padded, axis=1)[stage.owner]


def solved(
    rules: Rules,
    odds: Float[Array, "n d"],
    precision: Float[Array, " d"],
    luck: Float[Array, "z d"],
    payoffs: Float[Array, "z p d"],
) -> tuple[Float[Array, "a d"], Float[Array, "z d"]]:
    """Log-probabilities of all actions, in the order of solution, and of all paths, given the unknowns."""
    play, ways = [], luck
    if rules.free.shape[0]:
        favour = jnp.concatenate([odds, jnp.zeros((1, luck.shape[-1]), luck.dtype)])[rules.spread]
        play = [_chosen(rules.feedback, favour)]
        ways = _onward(rules.feedback, luck, play[0])
    for stage in rules.levels:
        play.append(_chosen(stage, precision * _worths(stage, ways, payoffs)))
        ways = _onward(stage, ways, play[-1])
    return jnp.concatenate(play), ways


def residuals(
    rules: Rules,
    odds: Float[Array, "n d"],
    precision: Float[Array, " d"],
    luck: Float[Array, "z d"],
    payoffs: Float[Array, "z p d"],
) -> Float[Array, "n d"]:
    """Log-odds at the feedback set less those that the logit rule gives: zero at an equilibrium."""
    _, ways = solved(rules, odds, precision, luck, payoffs)
    worth = _worths(rules.feedback, ways, payoffs)
    return odds - precision * (worth[rules.free] - worth[rules.base])


def errors(
    rules: Rules,
    play: Float[Array, "a d"],
    ways: Float[Array, "z d"],
    precision: Float[Array, " d"],
    payoffs: Float[Array, "z p d"],
) -> Float[Array, " d"]:
    """The greatest error of the log-probabilities over *all* information sets; no shortcut is taken here."""
    wanted = _chosen(rules.everything, precision * _worths(rules.everything, ways, payoffs))
    return jnp.abs(wanted - play).max(axis=0)
