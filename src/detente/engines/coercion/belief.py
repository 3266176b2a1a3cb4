"""How far a demand goes that one threat, or one promise, makes worth granting: the greatest fixed point over it."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.coercion.demand import Demand
from detente.engines.coercion.threat import logistic

__all__ = ["believed"]

NEARBY = 1e-11
MOST_STEPS = 200
DENSE = 3


def believed(
    demand: Demand,
    loss: Float[ndarray, "... draws"],
    resolve: Float[ndarray, "... draws"],
    beta: float,
    nearby: float = NEARBY,
) -> tuple[Float[ndarray, "... draws"], Float[ndarray, "... draws"]]:
    """The greatest move δ that the target prefers to a loss, and the probability P that the loss would follow.

    The target moves δ when ``burden · δ ≤ P(δ) · loss``, ``P(δ) = σ((resolve + gain · δ)/β)``. Any fixed point of
    ``δ ↦ min(distance, P(δ) loss/burden)`` will do; that map rises, so there is a greatest one, and all δ that satisfy
    the inequality lie at or below it (Tarski). In logits u = (resolve + gain δ)/β it is a root of
    ``r(u) = u − λσ(u) − resolve/β``, λ = gain · loss/(burden · β), where the inequality holds as r ≤ 0:

    1. If it holds at the whole distance, that is the answer.
    2. Else r > 0 at the whole distance, u_D. On u > 0 r is convex: Newton's steps downwards from u_D fall monotonically
       and stop at the first root that they meet, which is the greatest; they cannot step over it.
    3. If they come to where r no longer rises, or to u < 0, there is no root above. On u < 0 r is concave, and with
       r > 0 at its upper end it has exactly one root there: Newton's steps upwards from resolve/β rise to it.

    Args:
        demand: what is at issue; its arrays have shape (draws,).
        loss: that the target expects if it refuses and the holder acts, in points.
        resolve: what the holder puts behind the threat, less what carrying it out costs it, in points.
        beta: noise of choices, in points.
        nearby: how near to the root, in logits.

    Reference: Tarski 1955, Pacific Journal of Mathematics 5, 285–309.

    >>> one = np.ones(1)
    >>> move, chance = believed(Demand(60 * one, 0.8 * one, 0 * one), 20 * one, 0 * one, 4.55)
    >>> float(move[0]), float(chance[0])
    (12.5, 0.5)
    """
    burden, gain, distance = demand.burden, demand.gain, demand.distance
    at_most = logistic((resolve + gain * distance) / beta)
    whole = (burden * distance <= loss * at_most) & (loss > 0.0)
    sought = ~whole & (loss > 0.0)
    chance = np.where(loss > 0.0, at_most, logistic(resolve / beta))  # a threat of no loss moves nobody
    parts = np.broadcast_arrays(resolve / beta, gain * loss / np.maximum(burden, 1e-300) / beta, gain * distance / beta)
    floor, bend, width = (part[sought] for part in parts)
    chance[sought] = logistic(_greatest(floor, bend, floor + width, nearby))
    whole_move = np.where(whole, distance, 0.0)
    move = np.divide(chance * loss, burden, out=whole_move, where=sought)
    return np.minimum(move, distance), chance


def _greatest(
    floor: Float[ndarray, " n"], bend: Float[ndarray, " n"], top: Float[ndarray, " n"], nearby: float
) -> Float[ndarray, " n"]:
    """The greatest root up to ``top`` of u − bend·σ(u) − floor, which is above 0 at ``top``."""
    above = (top > 0.0) & (bend * logistic(top) * logistic(-top) < 1.0)
    place = np.where(above, top, floor)
    left = np.arange(len(place))
    for step in range(MOST_STEPS):
        if not left.size:
            break
        u, falls, low = place[left], above[left], floor[left]
        chance = logistic(u)
        slope = 1.0 - bend[left] * chance * (1.0 - chance)
        below = falls & ((u < 0.0) | (slope <= 0.0))
        moved = np.where(below, low, u - (u - bend[left] * chance - low) / np.where(below, 1.0, slope))
        place[left], above[left] = moved, falls & ~below
        if step >= DENSE:
            left = left[np.abs(moved - u) > nearby]
    return place
