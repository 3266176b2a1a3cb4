"""The five main concepts on explicit arcs, where moves need not be transitive: merged states, any graph.

``W_j(s)`` is the worst that the others can bring about from s when j moves next:
``W_j(s) = min over s′ ∈ R_j(s) of min(value(s′), min over l ≠ j of W_l(s′))``, a fixed point over (state, next
mover), so that nobody moves twice running. Each actor's moves are a table states × degree, padded.
"""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jax import lax
from jaxtyping import Array, Bool, Int, Shaped

from detente.engines.graph.forms import ArcForm
from detente.engines.graph.strided import FiveConcepts, extremes
from detente.engines.programs import compiled
from detente.errors import CaseError

__all__ = ["move_table", "solve_sparse"]

_MOST_WITHOUT_RETURN = 4096


def move_table(form: ArcForm) -> Int[np.ndarray, "actors states degree"]:
    """Where each actor can go from each state; unused places hold the number of (padded) states.

    States and degree are rounded up to powers of two (the degree to four or more), so that models of about one
    size share a compiled program.
    """
    states = _power_of_two(form.utilities.shape[1])
    degrees = [np.bincount(rows[:, 0], minlength=1).max(initial=0) for rows in form.arcs]
    table = np.full((form.actors, states, max(4, _power_of_two(int(max(degrees))))), states, np.int32)
    for actor, rows in enumerate(form.arcs):
        first = np.searchsorted(rows[:, 0], rows[:, 0])
        table[actor, rows[:, 0], np.arange(len(rows)) - first] = rows[:, 1]
    return table


def _power_of_two(size: int) -> int:
    return 1 << max(size - 1, 0).bit_length()


@compiled("return_counts")
def solve_sparse(
    utilities: Shaped[Array, "draws actors states"],
    table: Int[Array, "actors padded degree"],
    *,
    return_counts: bool = True,
) -> FiveConcepts:
    """Which states are stable for which actor, under the five main concepts.

    1. ``v``: how i likes each state (GMR, SEQ), or the better of it and its best own move from it (SMR, SSEQ).
    2. ``w``: the least ``v`` that the others can reach, by the fixed point of the module's docstring.
    3. Stable where every own move to something better meets ``w`` no better than the state itself.

    Args:
        utilities: any integers or floats; the extreme values of the type are reserved.
        table: the moves, from :func:`move_table`.
        return_counts: whether the others' return to the state itself is an answer.

    Raises:
        CaseError: more than 4096 states where a return does not count (each state is then solved on its own).

    Reference: Fang, Hipel & Kilgour (1993), chapter 4 (moves of coalitions); Kilgour & Hipel (2005), Group
    Decision and Negotiation 14:441.
    """
    states = utilities.shape[2]
    if not return_counts and states > _MOST_WITHOUT_RETURN:
        raise CaseError(f"{states} states without return", hint=f"at most {_MOST_WITHOUT_RETURN}; count returns")
    found = _Arcs(utilities, table).concepts(return_counts)
    return FiveConcepts(*(jnp.moveaxis(stable, -1, 0)[:, :, :states] for stable in found))


class _Arcs:
    """Arrays of one batch. Draws are the last axis everywhere, so that following an arc moves a whole row of them.

    One row more than there are padded states stands for "no such move": it is liked least and never reached.
    """

    def __init__(
        self, utilities: Shaped[Array, "draws actors states"], table: Int[Array, "actors padded degree"]
    ) -> None:
        self.table, self.number, self.padded = table, table.shape[0], table.shape[1]
        self.top, self.bottom = extremes(utilities.dtype)
        states = utilities.shape[2]
        spare = ((0, 0), (0, self.padded + 1 - states), (0, 0))
        self.liked = jnp.pad(jnp.moveaxis(utilities, 0, -1), spare, constant_values=self.bottom)
        self.real = (jnp.arange(self.padded + 1) < states)[:, None]
        reached = self.own(self.liked)
        self.better = reached > self.liked[:, : self.padded, None]
        self.escape = jnp.max(reached, axis=2)

    def own(self, x: Shaped[Array, "actors rows draws"]) -> Shaped[Array, "actors padded degree draws"]:
        """For each actor, what lies at the end of each of its own moves."""
        return jnp.stack([x[i][self.table[i]] for i in range(self.number)])

    def concepts(self, return_counts: bool) -> list[Bool[Array, "actors padded draws"]]:
        calm = jnp.where(self.real, self.liked, self.top)
        wary = jnp.where(self.real, calm.at[:, : self.padded].max(self.escape), self.top)
        value = jnp.concatenate([calm, wary])
        answered = self.answered if return_counts else self.answered_elsewhere
        stable = [~jnp.any(self.better, axis=2)]
        for allowed in (None, self.better):
            fine = answered(value, allowed)
            stable += [jnp.all(one | ~self.better, axis=2) for one in (fine[: self.number], fine[self.number :])]
        return stable

    def answered(
        self, value: Shaped[Array, "rows padded draws"], allowed: Bool[Array, "..."] | None
    ) -> Bool[Array, "rows padded degree draws"]:
        """Which moves the others can answer with something that the mover likes no better."""
        worst = self.worst(value, allowed)
        here = self.liked[:, : self.padded, None]
        n = self.number
        return jnp.concatenate([self.own(worst[:n]) <= here, self.own(worst[n:]) <= here])

    def answered_elsewhere(
        self, value: Shaped[Array, "rows padded draws"], allowed: Bool[Array, "..."] | None
    ) -> Bool[Array, "rows padded degree draws"]:
        """The same where bringing back the state that the mover left does not count, a state at a time."""

        def one(state: Int[Array, ""]) -> Bool[Array, "rows degree draws"]:
            worst = self.worst(value.at[:, state].set(self.top), allowed)
            ends = [worst[r][self.table[r % self.number, state]] for r in range(value.shape[0])]
            return jnp.stack(ends) <= jnp.concatenate([self.liked[:, state, None]] * 2)

        return jnp.moveaxis(lax.map(one, jnp.arange(self.padded)), 0, 1)

    def worst(
        self, value: Shaped[Array, "rows padded draws"], allowed: Bool[Array, "..."] | None
    ) -> Shaped[Array, "rows padded draws"]:
        """The least value that the others can reach from each state by one move or more.

        Row r belongs to actor r modulo the number of actors, who does not move itself.
        """
        n = self.number
        mine = [(jnp.arange(value.shape[0]) % n == j)[:, None, None] for j in range(n)]

        def moved(after: list[Shaped[Array, "rows padded draws"]], j: int) -> Shaped[Array, "rows padded draws"]:
            within = value
            for other in range(n):
                if other != j:
                    within = jnp.minimum(within, after[other])
            ends = within[:, self.table[j]]
            if allowed is not None:
                ends = jnp.where(allowed[j], ends, self.top)
            least = jnp.where(mine[j], self.top, jnp.min(ends, axis=2))
            return jnp.pad(least, ((0, 0), (0, 1), (0, 0)), constant_values=self.top)

        def sweep(carry: tuple[list[Array], Array]) -> tuple[list[Array], Array]:
            before, _ = carry
            after = list(before)
            for j in range(n):
                after[j] = jnp.minimum(after[j], moved(after, j))
            changes = [jnp.any(new < old) for new, old in zip(after, before, strict=True)]
            return after, jnp.any(jnp.stack(changes))

        start = [jnp.full_like(value, self.top)] * n
        settled, _ = lax.while_loop(lambda carry: carry[1], sweep, (start, jnp.array(True)))
        return jnp.min(jnp.stack(settled), axis=0)
