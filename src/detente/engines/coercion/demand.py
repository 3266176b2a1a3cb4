"""What a holder asks of a target on one issue, and what it is worth to both."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

__all__ = ["ETA", "Demand", "demand", "expectation"]

ETA = 1.0 / 3.0
"""How much of its gain a holder puts behind a threat: sanctions work about a third of the time (Hufbauer et al.)."""


class Demand(NamedTuple):
    """A holder asks a target to move towards it by up to ``distance`` units of an issue's scale.

    A unit costs the target ``burden`` points, and puts ``gain`` points behind the holder's word.
    """

    distance: Float[ndarray, " draws"]
    burden: Float[ndarray, " draws"]
    gain: Float[ndarray, " draws"]


def demand(
    holder: Float[ndarray, "2 draws"],
    target: Float[ndarray, "2 draws"],
    conflict: Float[ndarray, " draws"],
    eta: float = ETA,
) -> Demand:
    """What is at issue between two: distance, and what a unit of it is worth to both.

    ``burden = salience of the target · (1 + φ)/100`` and ``gain = η · salience of the holder · (1 + φ)/100``.

    Args:
        holder: its position and salience, 0–100.
        target: the same.
        conflict: φ, how far the two expect to be in conflict again, 0–½: what is given up now is held against one.
        eta: how much of its gain a holder puts behind a threat.

    Reference: Drezner 1999, The Sanctions Paradox (expectations of conflict); Hufbauer, Schott & Elliott, Economic
    Sanctions Reconsidered (η).

    >>> found = demand(np.array([[80.0], [60.0]]), np.array([[20.0], [50.0]]), np.array([0.2]))
    >>> [round(float(part[0]), 4) for part in found]
    [60.0, 0.6, 0.24]
    """
    more = (1.0 + conflict) / 100.0
    return Demand(np.abs(holder[0] - target[0]), target[1] * more, eta * holder[1] * more)


def expectation(first: Float[ndarray, "issues 2 draws"], second: Float[ndarray, "issues 2 draws"]) -> ndarray:
    """φ, the expectation of conflict between two: half their mean distance over the issues that both have a stand on.

    Each issue counts by the salience of both; 0 where they share no issue, or care for none that they share.

    Args:
        first, second: position and salience on each issue that both have a stand on, 0–100.

    Returns: one number a draw, 0–½.

    Reference: Drezner 1999, The Sanctions Paradox.

    >>> here, there = np.array([[[0.0], [60.0]]]), np.array([[[80.0], [20.0]]])
    >>> float(expectation(here, there)[0])
    0.4
    """
    care = first[:, 1] + second[:, 1]
    whole = care.sum(axis=0)
    apart = (care * np.abs(first[:, 0] - second[:, 0])).sum(axis=0)
    return np.asarray(0.5 * np.divide(apart, whole, out=np.zeros_like(whole), where=whole > 0.0) / 100.0)
