"""Two levels: what a government can sign when factions at home can overthrow it or must ratify."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.errors import CaseError

__all__ = ["Winset", "win_set"]


@dataclass(frozen=True, slots=True, eq=False)
class Winset:
    """A range of the scale (0–100) that no blocking faction would rather refuse, over draws.

    ``accepts`` is the range that each faction prefers to no agreement; ``low`` and ``high`` their common
    part; ``below`` and ``above`` the index of the faction that blocks the next text down and up (−1: the
    scale ends there).
    """

    accepts: Float[ndarray, "factions 2 draws"]
    low: Float[ndarray, " draws"]
    high: Float[ndarray, " draws"]
    below: ndarray
    above: ndarray


def win_set(positions: Float[ndarray, "factions draws"], status_quo: float, blocks: ndarray) -> Winset:
    """The win-set on one issue.

    1. With losses linear in distance, a faction prefers a text to the status quo when it lies nearer to its
       position.
    2. The win-set is what all factions that can block accept; the status quo always belongs to it.

    Positions and status quo in scale units (0–100); ``blocks`` says which factions can block.

    Raises:
        CaseError: no factions, or numbers off the scale.

    Reference: Putnam 1988, International Organization 42, pp. 427–460.

    >>> found = win_set(np.array([[40.0], [90.0]]), 20.0, np.array([True, True]))
    >>> found.low.tolist(), found.high.tolist(), found.above.tolist()
    ([20.0], [60.0], [0])
    """
    if positions.ndim != 2 or not len(positions) or blocks.shape != positions.shape[:1]:
        raise CaseError("a win-set needs positions (factions, draws) and whether each faction blocks")
    if not (0 <= status_quo <= 100 and (positions >= 0).all() and (positions <= 100).all()):
        raise CaseError("a position or the status quo is off the scale", hint="scales run from 0 to 100")
    reach = np.abs(positions - status_quo)
    accepts = np.clip(np.stack([positions - reach, positions + reach], axis=1), 0.0, 100.0)
    lows = np.where(blocks[:, None], accepts[:, 0], 0.0)
    highs = np.where(blocks[:, None], accepts[:, 1], 100.0)
    low, high = lows.max(axis=0), highs.min(axis=0)
    below = np.where(low > 0, lows.argmax(axis=0), -1)
    above = np.where(high < 100, highs.argmin(axis=0), -1)
    return Winset(accepts, low, high, below, above)
