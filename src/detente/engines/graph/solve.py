"""Solve a whole conflict: stable states for each actor, and the equilibria, per concept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Int, Shaped

from detente.engines.graph.forms import ArcForm, Form, OptionForm, arc_form
from detente.engines.graph.sparse import move_table, solve_sparse
from detente.engines.graph.strided import FiveConcepts, solve_strided
from detente.engines.programs import on_device

__all__ = ["FIVE", "Solution", "ordinal", "solve", "solve_many", "trapped"]

FIVE: tuple[str, ...] = FiveConcepts._fields
"""The names of the five main concepts."""


@dataclass(frozen=True, eq=False)
class Solution:
    """Stable states of a conflict.

    Attributes:
        stable: for each concept, actors × states; false at impossible states.
    """

    stable: Mapping[str, Bool[np.ndarray, "actors states"]]

    def equilibria(self, concept: str) -> Int[np.ndarray, " equilibria"]:
        """The states that are stable for every actor, rising."""
        return np.flatnonzero(self.stable[concept].all(axis=0))


def ordinal(utilities: Shaped[np.ndarray, "actors states"]) -> Int[np.ndarray, "actors states"]:
    """The same order in 32-bit integers, on which the solvers are fastest.

    >>> ordinal(np.array([[0.5, -2.0, 0.5]])).tolist()
    [[1, 0, 1]]
    """
    if utilities.dtype.kind in "iu" and np.abs(utilities).max(initial=0) < 2**31 - 1:
        return utilities.astype(np.int32)
    ranks = [np.unique(row, return_inverse=True)[1] for row in utilities]
    return np.stack(ranks).astype(np.int32)


def solve(form: Form, *, return_counts: bool = True) -> Solution:
    """Which states are stable for which actor: Nash, GMR, SMR, SEQ, SSEQ.

    1. Option form: reductions over the bits, no list of moves (``strided``).
    2. Arc form: a fixed point over (state, next mover) on the listed moves (``sparse``).

    Args:
        form: the conflict.
        return_counts: whether the others' return to the state itself is an answer (the text of the literature
            says yes, its matrix form no; in option form it cannot arise).

    Reference: Fang, Hipel & Kilgour (1993); Rêgo & Vieira (2017) for SSEQ (doi:10.1007/s10726-016-9520-8).

    >>> from detente.engines.graph.forms import option_form
    >>> dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    >>> solution = solve(dilemma)
    >>> [solution.equilibria(concept).tolist() for concept in ("nash", "seq")]
    [[0], [0, 3]]
    """
    found = solve_many(form, ordinal(form.utilities)[None], return_counts=return_counts)
    return Solution({concept: np.asarray(stable)[0] for concept, stable in found._asdict().items()})


def solve_many(
    form: Form, utilities: Int[np.ndarray, "draws actors states"], *, return_counts: bool = True
) -> FiveConcepts:
    """The same for many draws of the preferences in one batch."""
    drawn = np.asarray(utilities)
    if isinstance(form, OptionForm):
        found: FiveConcepts = solve_strided(drawn, form.possible, form.one_way, counts=form.counts)
        return found
    return _solve_movers(form, drawn, return_counts)


def _solve_movers(form: ArcForm, drawn: Int[np.ndarray, "draws actors states"], return_counts: bool) -> FiveConcepts:
    """Solve for the actors who have a move somewhere; for the others every state is stable."""
    movers = [actor for actor in range(form.actors) if len(form.arcs[actor])]
    everywhere = [np.ones(drawn.shape, bool) for _ in FIVE]
    if not movers:
        return FiveConcepts(*map(on_device, everywhere))
    moving = arc_form(form.utilities[movers], [form.arcs[actor] for actor in movers])
    found = solve_sparse(drawn[:, movers], move_table(moving), return_counts=return_counts)
    for stable, of_movers in zip(everywhere, found, strict=True):
        stable[:, movers] = of_movers
    return FiveConcepts(*map(on_device, everywhere))


def trapped(form: Form, states: Iterable[int]) -> tuple[int, ...]:
    """Those of the states that nobody can leave: stable under every concept, and for no better reason."""
    return tuple(s for s in map(int, states) if not any(form.moves(actor, s) for actor in range(form.actors)))
