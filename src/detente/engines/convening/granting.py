"""Which conditions are granted before anybody meets: an agent quantal-response equilibrium, traced from λ = 0."""

from __future__ import annotations

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from jaxtyping import Array, Bool, Float, Int

from detente.engines.convening.formats import Choice, Convening, Meetings, checked, convene, worths
from detente.engines.programs import compiled, on_device
from detente.errors import CaseError

__all__ = ["Equilibrium", "granting", "profiles", "talks"]

MOST_CONDITIONS = 12
STEPS, CORRECTIONS = 24, 2
FOLDED = 0.05
"""Below this pivot of the Jacobian the branch may be turning, and the path is followed by its arc length instead."""


class Equilibrium(NamedTuple):
    """The chance that each condition is granted; the residual of ``logit r = D(r)/β``; whether the branch turned."""

    granted: Float[Array, "*batch condition"]
    residual: Float[Array, "*batch"]
    turned: Bool[Array, "*batch"]


def profiles(conditions: int) -> Float[np.ndarray, "profile condition"]:
    """All 2^K sets of granted conditions; profile 0 grants none.

    >>> profiles(2).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    """
    if conditions > MOST_CONDITIONS:
        raise CaseError(f"{conditions} conditions", hint=f"up to {MOST_CONDITIONS}: all sets of them are looked at")
    codes = np.arange(2**conditions)[:, None] >> np.arange(conditions)[::-1]
    return (codes & 1).astype(float)


def talks(meetings: Meetings, choice: Choice = Choice()) -> Convening:  # noqa: B008 # an immutable value
    """The convening of every profile of granted conditions: batch axes (draw, profile)."""
    found: Convening = _table(checked(meetings), choice.checked())
    return found


@compiled()
def _table(meetings: Meetings, choice: Choice) -> Convening:
    worth = worths(meetings, jnp.asarray(profiles(meetings.by.shape[0])))
    return convene(worth, meetings.needed, choice)


def granting(
    value: Float[ArrayLike, "draw profile party"],
    of: Bool[ArrayLike, "condition party"],
    fixed: Float[ArrayLike, "draw condition"],
    choice: Choice = Choice(),  # noqa: B008 # an immutable value
) -> Equilibrium:
    """Each open condition is granted or not by the one asked, as far as that pays.

    1. ``D_c(r)``: what granting c is worth to the one asked, the others granted with chances r. Conditions that are
       not open are averaged out first, so that the work doubles with each open one alone.
    2. Equilibrium: ``r_c = σ(λ D_c(r))`` at λ = 1/β. At λ = 0 every r is ½; from there λ grows in steps, each with
       Newton corrections of ``log r − log(1 − r) = λ D(r)``: the principal branch.
    3. Where the branch turns (the Jacobian loses its sign), it is followed by its arc length instead.

    Args:
        value: what each profile of granted conditions is worth to each party.
        of: who is asked for each condition.
        fixed: the chance that a condition is granted where that is not open, NaN where it is.
        choice: β is used.

    Reference: McKelvey & Palfrey (1998), Quantal response equilibria for extensive form games; Turocy (2005), A dynamic
    homotopy interpretation of the logistic quantal response equilibrium correspondence.
    """
    worth, chance, beta = np.asarray(value), np.asarray(fixed), choice.checked().beta
    asked, is_open = np.asarray(of).argmax(axis=1), np.isnan(chance)
    granted, residual, turned = chance.copy(), np.zeros(len(chance)), np.zeros(len(chance), dtype=bool)
    for pattern in np.unique(is_open, axis=0):
        rows = np.flatnonzero((is_open == pattern).all(axis=1))
        if pattern.any():
            table = advantages(worth[rows], asked, chance[rows], pattern)
            found = _followed_where_turned(table, beta)
            granted[np.ix_(rows, pattern)], residual[rows], turned[rows] = found
    return Equilibrium(*map(on_device, (granted, residual, turned)))


def _followed_where_turned(
    table: Float[np.ndarray, "draw condition others"], beta: float
) -> tuple[Float[np.ndarray, "draw condition"], Float[np.ndarray, " draw"], Bool[np.ndarray, " draw"]]:
    granted, residual, turned = (np.array(array) for array in _traced(table, np.asarray(beta)))
    turned |= ~(residual < 1e-9)
    if turned.any():
        from detente.engines.convening.turning import followed

        granted[turned], residual[turned] = followed(table[turned], beta)
    return granted, residual, turned


def advantages(
    worth: Float[np.ndarray, "draw profile party"],
    asked: Int[np.ndarray, " condition"],
    fixed: Float[np.ndarray, "draw condition"],
    is_open: Bool[np.ndarray, " condition"],
) -> Float[np.ndarray, "draw open others"]:
    """What granting each open condition is worth to the one asked, for every set of the other open ones.

    The chances of those that are not open are averaged over.
    """
    draws, conditions = fixed.shape
    tables = []
    for own in np.flatnonzero(is_open):
        table = worth[:, :, asked[own]].reshape(draws, *(2,) * conditions)
        for c in reversed(range(conditions)):
            refused, granted = np.moveaxis(table, c + 1, 0)
            if c == own:
                table = granted - refused
            elif not is_open[c]:
                table = refused + fixed[:, c].reshape(-1, *(1,) * (refused.ndim - 1)) * (granted - refused)
        tables.append(table.reshape(draws, -1))
    return np.stack(tables, axis=1)


def others(conditions: int) -> Int[np.ndarray, "condition other"]:
    """For each condition, the others in order.

    >>> others(3).tolist()
    [[1, 2], [0, 2], [0, 1]]
    """
    return np.array([[c for c in range(conditions) if c != own] for own in range(conditions)], dtype=int)


def advantage(table: Any, chance: Any) -> tuple[Any, list[Any]]:
    """``D(r)``, and its slopes in the chance of each condition's first other, second other, …; of NumPy or of JAX.

    ``table`` is (condition, set of the others), ``chance`` and all that is returned (condition).

    The table is averaged over one condition after the other; the slope in each needs only what is left of it by then,
    so that all of them cost no more than the value.
    """
    rest, slopes = chance[others(len(table))], []
    for k in range(rest.shape[1]):
        refused, change = _halves(table)
        slopes.append(_averaged(change, rest[:, k + 1 :]))
        table = refused + rest[:, k, None] * change
    return table[:, 0], slopes


def _averaged(table: Any, chance: Any) -> Any:
    for k in range(chance.shape[1]):
        refused, change = _halves(table)
        table = refused + chance[:, k, None] * change
    return table[:, 0]


def _halves(table: Any) -> tuple[Any, Any]:
    """What each condition's first other being refused is worth, and what granting it changes."""
    pairs = table.reshape(len(table), 2, -1)
    return pairs[:, 0], pairs[:, 1] - pairs[:, 0]


@compiled()
def _traced(table: Float[Array, "draw condition others"], beta: Float[Array, ""]) -> Equilibrium:
    n = table.shape[1]

    def one(table: Float[Array, "condition others"]) -> Equilibrium:
        def corrected(
            state: tuple[Float[Array, " condition"], Float[Array, ""]], pull: Float[Array, ""]
        ) -> tuple[tuple[Float[Array, " condition"], Float[Array, ""]], None]:
            x, pivot = state
            for _ in range(CORRECTIONS):
                chance = jax.nn.sigmoid(x)
                worth, slopes = advantage(table, chance)
                across = jnp.zeros((n, n))
                for slope, other in zip(slopes, others(n).T, strict=True):
                    across = across.at[np.arange(n), other].set(slope)
                jacobian = jnp.eye(n) - pull * across * chance * (1.0 - chance)
                step, least = _eliminated(jacobian, x - pull * worth)
                x, pivot = x - step, jnp.minimum(pivot, least)
            return (x, pivot), None

        pulls = jnp.minimum(jnp.arange(1, STEPS + 2) / STEPS, 1.0) / beta  # the last twice
        (x, pivot), _ = jax.lax.scan(corrected, (jnp.zeros(n), jnp.ones(())), pulls)
        chance = jax.nn.sigmoid(x)
        residual = jnp.abs(x - advantage(table, chance)[0] / beta).max(initial=0.0)
        return Equilibrium(chance, residual, pivot < FOLDED)

    return jax.vmap(one)(table)


def _eliminated(matrix: Float[Array, "n n"], right: Float[Array, " n"]) -> tuple[Float[Array, " n"], Float[Array, ""]]:
    """Gauss without exchange of rows, and the least pivot: near the identity there is nothing to exchange."""
    n = right.shape[0]
    rows, least = [jnp.concatenate([matrix[i], right[i : i + 1]]) for i in range(n)], jnp.ones(())
    for i in range(n):
        least = jnp.minimum(least, rows[i][i])
        rows[i] = rows[i] / jnp.where(jnp.abs(rows[i][i]) > 1e-12, rows[i][i], 1e-12)
        for j in range(n):
            if j != i:
                rows[j] = rows[j] - rows[j][i] * rows[i]
    return (jnp.stack([row[-1] for row in rows]) if n else right), least
