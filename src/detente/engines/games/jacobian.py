"""The sparse Jacobian of one game's logit equations: its pattern once, its numbers at each point.

Few information sets share a path, so of all pairs of actions few matter. A *term* is one path's share in one cell.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import splu

from detente.engines.games.incidence import Incidence

__all__ = ["Pattern", "pattern", "solve"]

DENSE = 150  # up to so many unknowns a dense solver is faster


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Where the Jacobian of the worths' differences is not zero, and which entries (path, action) add to each cell.

    Term k adds ``sign · away[entry] · (same − π_column)`` to cell ``cell``; cells are sorted by column, then row.
    """

    size: int
    rows: Int[ndarray, " cells"]
    starts: Int[ndarray, " n1"]
    cell: Int[ndarray, " terms"]
    entry: Int[ndarray, " terms"]
    column: Int[ndarray, " terms"]
    sign: Float[ndarray, " terms"]
    same: Float[ndarray, " terms"]

    def fill(self, away: Float[ndarray, " e"], play: Float[ndarray, " n"]) -> Float[ndarray, " cells"]:
        """The cells' values, from each entry's ``q (u − U)`` and the free actions' probabilities."""
        share = self.sign * away[self.entry] * (self.same - play[self.column])
        return np.bincount(self.cell, weights=share, minlength=len(self.rows))


def _choices(shape: Incidence) -> tuple[Int[ndarray, " h1"], Int[ndarray, " n"]]:
    """The unknowns of each information set: where its list starts (and the end), and their numbers."""
    owner = shape.infoset_of[shape.free]
    return np.searchsorted(owner, np.arange(len(shape.first) + 1)), np.arange(len(shape.free))


def _spread(counts: Int[ndarray, " k"], starts: Int[ndarray, " k"]) -> tuple[Int[ndarray, " m"], Int[ndarray, " m"]]:
    """Each item repeated ``counts`` times, and the running places from its start."""
    which = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return which, starts[which] + within


def pattern(shape: Incidence) -> Pattern:
    """The pattern of a shape.

    1. For each path through an action, each other choice on that path.
    2. The action counts in its own row, or, where it is the first of its information set, against all its rows.
    3. The other choice moves every unknown of its information set.
    """
    begin, _ = _choices(shape)
    others = shape.path[shape.entry_terminal]
    entry, step = np.nonzero(others < shape.actions)
    chosen, other = shape.entry_action[entry], others[entry, step]
    apart = chosen != other
    entry, chosen, other = entry[apart], chosen[apart], other[apart]
    place = np.full(shape.actions, -1)
    place[shape.free] = np.arange(len(shape.free))
    mine, theirs = shape.infoset_of[chosen], shape.infoset_of[other]
    counts = np.where(place[chosen] >= 0, 1, begin[mine + 1] - begin[mine])
    term, row = _spread(counts, np.where(place[chosen] >= 0, place[chosen], begin[mine]))
    sign = np.where(place[chosen] >= 0, 1.0, -1.0)[term]
    wide, column = _spread((begin[theirs + 1] - begin[theirs])[term], begin[theirs][term])
    row, sign, term = row[wide], sign[wide], term[wide]
    size = len(shape.free)
    cells, cell = np.unique(column * size + row, return_inverse=True)
    return Pattern(
        size=size,
        rows=cells % max(size, 1),
        starts=np.searchsorted(cells // max(size, 1), np.arange(size + 1)),
        cell=cell.ravel(),
        entry=entry[term],
        column=column,
        sign=sign,
        same=(place[other[term]] == column).astype(np.float64),
    )


def solve(
    cells: Pattern,
    values: Float[ndarray, " cells"],
    gap: Float[ndarray, " n"],
    border: Float[ndarray, " m"],
    right: Float[ndarray, "m k"],
) -> Float[ndarray, "m k"]:
    """Solve with the bordered matrix ``[[1 + values, −gap], [border]]``.

    Raises:
        RuntimeError, numpy.linalg.LinAlgError: the matrix is singular to the last digit.
    """
    size = cells.size
    if size <= DENSE:
        table = np.eye(size + 1)
        columns = np.repeat(np.arange(size), np.diff(cells.starts))
        table[cells.rows, columns] += values
        table[:size, size], table[size] = -gap, border
        return np.linalg.solve(table, right)
    inner = csc_matrix((values, cells.rows, cells.starts), shape=(size, size))
    rows = np.concatenate([inner.indices, np.arange(size), np.arange(size), np.full(size + 1, size)])
    columns = np.concatenate(
        [np.repeat(np.arange(size), np.diff(cells.starts)), np.arange(size), np.full(size, size), np.arange(size + 1)]
    )
    data = np.concatenate([values, np.ones(size), -gap, border])
    return np.asarray(splu(csc_matrix((data, (rows, columns)), shape=(size + 1, size + 1))).solve(right))
