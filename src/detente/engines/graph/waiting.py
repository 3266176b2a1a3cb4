"""How long it takes, by the chain of the evolution, until a state is entered for the first time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from jaxtyping import Float, Int
from scipy import linalg, sparse
from scipy.sparse import csgraph

from detente.engines.graph.evolution import MOST_LISTED, Chain
from detente.errors import CaseError

__all__ = ["expected_times"]

States = Int[np.ndarray, " some"]


def expected_times(moves: Chain, start: int, targets: Sequence[int]) -> list[float | None]:
    """The expected time to each target state from ``start``, in horizons; None where it may never be reached.

    1. ``A``, the states that ``start`` can reach without passing the target. If one of them can never reach the
       target, the expectation does not exist.
    2. Watch the chain only when it is in a target or the start: ``S = P_KK + P_KU (I − P_UU)⁻¹ P_UK`` says where it is
       seen next and ``τ = 1 + P_KU (I − P_UU)⁻¹ 1`` after how many revisions. One factor serves all targets.
    3. Solve ``(I − S) t = τ`` over what is seen before the target, and divide by the revisions expected to the horizon.

    Raises:
        CaseError: more than 4096 states.

    Reference: Kemeny & Snell (1960), Finite Markov Chains, chapters 3 and 6 (the censored chain).
    """
    if moves.states > MOST_LISTED:
        raise CaseError(f"{moves.states} states", hint=f"expected times are solved for at most {MOST_LISTED}")
    matrix = moves.matrix
    before = {
        target: ahead
        for target in dict.fromkeys(int(target) for target in targets)
        if target != start and (ahead := _before(matrix, start, target)) is not None
    }
    times = {start: 0.0, **(_times(matrix, start, before) if before else {})}
    return [None if (time := times.get(int(target))) is None else time / moves.total for target in targets]


def _before(matrix: sparse.csr_array, start: int, target: int) -> States | None:
    """What can be reached before the target, when all of it can reach the target."""
    free = matrix.copy()
    free.data[free.indptr[target] : free.indptr[target + 1]] = 0.0
    free.eliminate_zeros()
    ahead = csgraph.breadth_first_order(free, start, return_predecessors=False)
    back = csgraph.breadth_first_order(sparse.csr_array(matrix.T), target, return_predecessors=False)
    if target not in ahead or not np.isin(ahead, back).all():
        return None
    return np.asarray(ahead[ahead != target])


def _times(matrix: sparse.csr_array, start: int, before: Mapping[int, States]) -> dict[int, float]:
    """Expected revisions to each target, on the chain that is watched at the targets and the start only."""
    watched = np.array([start, *before])
    inside = np.setdiff1d(np.concatenate(list(before.values())), watched)
    out = matrix[watched]
    further = _absorbed(
        matrix[inside][:, inside], np.column_stack([matrix[inside][:, watched].toarray(), np.ones(inside.size)])
    )
    seen = np.column_stack([out[:, watched].toarray(), np.ones(watched.size)]) + out[:, inside] @ further
    times = {}
    for target, ahead in before.items():
        kept = np.flatnonzero(np.isin(watched, ahead))
        system = np.eye(kept.size) - seen[np.ix_(kept, kept)]
        times[target] = float(np.linalg.solve(system, seen[kept, -1])[0])
    return times


def _absorbed(
    matrix: sparse.csr_array, ends: Float[np.ndarray, "states columns"]
) -> Float[np.ndarray, "states columns"]:
    """``(I − P)⁻¹ ends``, class by class of states that lead to each other.

    An option that cannot be taken back splits the states into classes, and two halves cost a quarter of the whole.
    Each actor's revision leads to all its options, so within a class a sparse factor would fill up.
    """
    found = np.zeros_like(ends)
    for inside in _classes(matrix):
        rows = matrix[inside]
        right = ends[inside] + rows @ found
        found[inside] = linalg.solve(np.eye(inside.size) - rows[:, inside].toarray(), right, check_finite=False)
    return found


def _classes(matrix: sparse.csr_array) -> list[States]:
    """The classes of states that lead to each other, each after the ones that it leads to."""
    _, label = csgraph.connected_components(matrix, directed=True, connection="strong")
    row, column = matrix.nonzero()
    if (label[row] < label[column]).any():  # SciPy numbers them in this order, but does not promise it
        return [np.arange(label.size)]
    order = np.argsort(label, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
