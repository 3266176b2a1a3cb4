"""Sobol indices: a Saltelli sample as uniforms, a slice of rows at a time, and the indices by SALib."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float

from detente.errors import CaseError

__all__ = ["Indices", "Saltelli", "sobol_indices"]

EDGE = 1e-12


@dataclass(frozen=True, eq=False)
class Saltelli:
    """A Saltelli sample: for each base point the row A, for each group the row A with that group's columns from B, and
    the row B.

    It is the sample of ``SALib.sample.sobol`` without second order, row for row, but built a slice at a time: with a
    hundred inputs the whole would not fit a small machine, and SALib's own loops take minutes.

    Attributes:
        groups: for each input the number of the group that it moves with, 0 to ``size − 1``.
        base: base points, a power of two.
        seed: of the scrambling.

    Reference: Saltelli et al. (2010), Computer Physics Communications 181, 259–270; Owen (2020), arXiv:2008.08051, for
    scrambling and a power of two.

    >>> Saltelli((0, 1), 4, 0).rows
    16
    """

    groups: tuple[int, ...]
    base: int
    seed: int

    def __post_init__(self) -> None:
        if self.base < 2 or self.base & (self.base - 1):
            raise CaseError(f"a base sample of {self.base}", hint="give a power of two, such as 1024")
        if not self.groups or set(self.groups) != set(range(self.size)):
            raise CaseError(f"groups {self.groups}", hint="number them from 0, none left out")

    @property
    def size(self) -> int:
        """How many groups there are."""
        return max(self.groups, default=-1) + 1

    @property
    def rows(self) -> int:
        """How many rows: base × (groups + 2)."""
        return self.base * (self.size + 2)

    @cached_property
    def _sequence(self) -> Float[np.ndarray, "base columns"]:
        from scipy.stats import qmc  # most of a second to load

        points = qmc.Sobol(d=2 * len(self.groups), scramble=True, rng=np.random.default_rng(self.seed))
        return np.asarray(points.random(self.base))

    def column(self, number: int, start: int, stop: int) -> Float[np.ndarray, " rows"]:
        """The uniforms of one input, inside (0, 1), in the rows from ``start`` to before ``stop``."""
        point, place = np.divmod(np.arange(start, stop), self.size + 2)
        from_b = (place == self.groups[number] + 1) | (place == self.size + 1)
        columns = number + len(self.groups) * from_b
        return np.asarray(np.clip(self._sequence[point, columns], EDGE, 1 - EDGE))


@dataclass(frozen=True, eq=False)
class Indices:
    """Shares of an outcome's variance by group, each with its standard error from resampling.

    ``first`` goes with the group alone; ``total`` with the group and all that it does together with others.
    """

    first: Float[np.ndarray, " groups"]
    total: Float[np.ndarray, " groups"]
    first_error: Float[np.ndarray, " groups"]
    total_error: Float[np.ndarray, " groups"]
    points: int


def sobol_indices(groups: int, outcome: Float[np.ndarray, " rows"], seed: int = 0) -> Indices:
    """First-order and total Sobol indices from the outcome in the rows of a Saltelli sample.

    1. A base point with a row that has no answer (NaN) is left out whole. 2. SALib estimates both indices, and
    resamples the base points a hundred times for their errors. 3. An outcome that does not vary has no shares: all 0.

    Args:
        groups: how many.
        outcome: one number a row.
        seed: of the resampling.

    Raises:
        CaseError: rows that do not fit the groups, or fewer than two base points with an answer.

    Reference: Sobol (2001), Mathematics and Computers in Simulation 55, 271–280; Saltelli et al. (2010), Computer
    Physics Communications 181, 259–270; Iwanaga, Usher & Herman (2022), SESMO 4, 18155 (SALib).
    """
    if outcome.ndim != 1 or outcome.size % (groups + 2):
        raise CaseError(f"{outcome.size} rows for {groups} groups", hint="a base point has a row a group and two more")
    points = outcome.reshape(-1, groups + 2)
    kept = points[np.isfinite(points).all(axis=1)]
    if len(kept) < 2:
        raise CaseError("fewer than two base points have an answer in every row")
    if np.ptp(kept) <= 1e-12 * max(1.0, float(np.abs(kept).max())):
        none = np.zeros(groups)
        return Indices(none, none, none, none, len(kept))
    return _analysed([f"x{number}" for number in range(groups)], kept, seed)


def _analysed(names: Sequence[str], points: Float[np.ndarray, "base rows"], seed: int) -> Indices:
    from SALib.analyze import sobol

    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    # SALib takes a seed of 0 for none; a level of 0.682689492 makes its half-width one standard error
    found = sobol.analyze(problem, points.ravel(), calc_second_order=False, conf_level=0.682689492, seed=seed + 1)
    first, total, error, total_error = (np.asarray(found[key]) for key in ("S1", "ST", "S1_conf", "ST_conf"))
    return Indices(first, total, error, total_error, len(points))
