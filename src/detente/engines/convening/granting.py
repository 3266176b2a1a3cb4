"""Which conditions are granted before anybody meets: an agent quantal-response equilibrium, traced from λ = 0."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from jaxtyping import Array, Bool, Float

from detente.engines.convening.formats import Choice, Convening, Meetings, checked, convene, worths
from detente.engines.programs import compiled, on_device
from detente.errors import CaseError

__all__ = ["Equilibrium", "granting", "profiles", "talks"]

MOST_CONDITIONS = 12
STEPS, CORRECTIONS = 24, 4
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

    1. ``D_c(r)``: what granting c is worth to the one asked, the others granted with chances r.
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
    stake = np.einsum("dpi,ki->dkp", np.asarray(value), np.asarray(of, dtype=np.float64))
    found: Equilibrium = _traced(stake, np.asarray(fixed), np.asarray(choice.checked().beta))
    turned = np.asarray(found.turned) | ~(np.asarray(found.residual) < 1e-9)
    if turned.any():
        from detente.engines.convening.turning import followed

        rows = np.flatnonzero(turned)
        again = followed(stake[rows], np.asarray(fixed)[rows], choice.beta)
        granted, residual = np.array(found.granted), np.array(found.residual)
        granted[rows], residual[rows] = again
        return Equilibrium(*map(on_device, (granted, residual, turned)))
    return found


def advantage(
    stake: Float[Array, "condition profile"], chance: Float[Array, " condition"]
) -> Float[Array, " condition"]:
    """``D_c(r)``: the worth of granting c to the one asked less that of refusing, over the others' chances."""
    conditions = chance.shape[0]
    return jnp.stack([_difference(stake[c], chance, c) for c in range(conditions)]) if conditions else chance


def _difference(table: Float[Array, " profile"], chance: Float[Array, " condition"], own: int) -> Float[Array, ""]:
    for c in range(chance.shape[0]):
        refused, granted = table.reshape(2, -1)
        table = granted - refused if c == own else refused + chance[c] * (granted - refused)
    return table[0]


@compiled()
def _traced(
    stake: Float[Array, "draw condition profile"], fixed: Float[Array, "draw condition"], beta: Float[Array, ""]
) -> Equilibrium:
    def one(table: Float[Array, "condition profile"], given: Float[Array, " condition"]) -> Equilibrium:
        is_open = jnp.isnan(given)

        def chances(x: Float[Array, " condition"]) -> Float[Array, " condition"]:
            return jnp.where(is_open, jax.nn.sigmoid(x), given)

        def missing(x: Float[Array, " condition"], pull: Float[Array, ""]) -> Float[Array, " condition"]:
            return jnp.where(is_open, x - pull * advantage(table, chances(x)), x)

        def correct(
            state: tuple[Float[Array, " condition"], Float[Array, ""]], pull: Float[Array, ""]
        ) -> tuple[tuple[Float[Array, " condition"], Float[Array, ""]], None]:
            x, pivot = state
            for _ in range(CORRECTIONS):
                step, least = _eliminated(jax.jacfwd(missing)(x, pull), missing(x, pull))
                x, pivot = x - step, jnp.minimum(pivot, least)
            return (x, pivot), None

        pulls = jnp.arange(1, STEPS + 1) / (STEPS * beta)
        (x, pivot), _ = jax.lax.scan(correct, (jnp.zeros_like(given), jnp.ones(())), pulls)
        residual = jnp.abs(missing(x, 1.0 / beta)).max(initial=0.0)
        return Equilibrium(chances(x), residual, pivot < FOLDED)

    return jax.vmap(one)(stake, fixed)


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
