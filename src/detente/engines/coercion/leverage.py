"""What a threat or a promise can extract: capacity, and what of it is believed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.coercion.belief import believed
from detente.engines.coercion.demand import Demand
from detente.engines.coercion.threat import Threat, laid, logistic, price
from detente.engines.logit import BETA

__all__ = ["AUDIENCE", "CARE", "Leverage", "capacity", "press", "pressure", "promise"]

AUDIENCE = 10.0
"""What going back on a threat made in public costs, in points (Fearon 1994 has the idea; the number is a judgement)."""
CARE = 0.5
"""How much of what third parties on its side would lose a holder counts as its own."""
ROUNDS, SHRINK = 5, 3.0
DOUBT, FINE = 0.06, 200
STEPS, SHORT, SLACK = 4, 1e-2, 0.02


class Leverage(NamedTuple):
    """What a threat or a promise extracts, all of shape (draws,).

    ``move`` is how far the target goes, in units of the scale; ``loss`` what the best threat would take from it (or the
    promise give it), in points; ``chance`` how likely the holder would act on its word.
    """

    move: Float[ndarray, " draws"]
    loss: Float[ndarray, " draws"]
    chance: Float[ndarray, " draws"]


def capacity(demand: Demand, reach: Float[ndarray, " draws"]) -> Float[ndarray, " draws"]:
    """How far the target would go if all that can be threatened were believed: min(distance, reach/burden).

    The whole distance where the target does not care; nothing where there is nothing to threaten with.

    >>> one = np.ones(1)
    >>> float(capacity(Demand(60 * one, 0.8 * one, one), 20 * one)[0])
    25.0
    """
    free = np.where(reach > 0.0, demand.distance, 0.0)
    granted = np.divide(reach, demand.burden, out=free, where=demand.burden > 0.0)
    return np.asarray(np.minimum(demand.distance, granted))


def press(found: Threat, demand: Demand, resolve: Float[ndarray, " draws"]) -> Leverage:
    """Effective leverage: the greatest move that some threat makes worth granting, given how far it is believed.

    The target moves δ when burden · δ ≤ M(δ), the greatest P(δ) · loss over all threats. M rises in δ, since a holder
    with more to gain is believed more. So has δ ↦ min(distance, M(δ)/burden) a greatest fixed point, and every δ that
    satisfies the inequality lies at or below it (Tarski 1955):

    1. From the whole distance downwards: each step takes the strongest threat at the present move, and the move that it
       is worth. The steps fall, and never below the greatest fixed point. (M is read off the rungs, and taken two per
       cent too high to make up for what lies between them.)
    2. Once they are short: the exact greatest fixed point of the threat at hand (``believed``), a stronger threat at
       that move, and so on. This is Newton's method on the move; it only rises, and only to moves that are granted.
    3. Where that ends well below the end of the first, the two curves all but touch there: the draw is scanned, every
       one of many threats with its own greatest fixed point. What is returned is always granted; a greater move is
       missed where it needs a threat that even these pass by (docs/models/leverage.md counts how often).

    Args:
        found: what there is to threaten with, and what it would cost.
        demand: what is asked.
        resolve: audience costs and what others add to the holder's resolve, in points.

    Reference: Schelling 1960, The Strategy of Conflict; Fearon 1994, American Political Science Review 88, 577–592.
    """
    demand = Demand(*(np.asarray(part, dtype=np.float64) for part in demand))
    above = _from_above(found, demand, resolve, demand.distance)
    loss, width = _strongest(found, resolve + demand.gain * above)
    best = _granted(found, demand, resolve, _uphill(found, loss, width, resolve + demand.gain * above))
    loss, width = _strongest(found, resolve + demand.gain * best.move)
    best = _farther(best, _polished(found, demand, resolve, loss, width))
    doubtful = np.flatnonzero(best.move < (1.0 - DOUBT) * above)
    if doubtful.size:
        some = Demand(*(part[doubtful] for part in demand))
        scanned = _scanned(found.some(doubtful), some, resolve[doubtful])
        kept = _farther(Leverage(*(part[doubtful] for part in best)), scanned)
        for part, one in zip(best, kept, strict=True):
            part[doubtful] = one
    return best


def _polished(
    found: Threat, demand: Demand, resolve: Float[ndarray, " draws"], loss: ndarray, width: ndarray
) -> Leverage:
    """From one threat to a stronger one near it, and to the move that it is worth, in turn."""
    best = Leverage(*_granted(found, demand, resolve, loss))
    for _ in range(ROUNDS):
        tried = _uphill(found, best.loss, width, resolve + demand.gain * best.move)
        best = _farther(best, _granted(found, demand, resolve, tried))
        width = width / SHRINK
    return best


def _scanned(found: Threat, demand: Demand, resolve: Float[ndarray, " draws"]) -> Leverage:
    """The best of many threats, each with its greatest fixed point: where the steps from above end in doubt."""
    fine = laid(found, FINE)
    moves = believed(demand, fine.rungs, resolve - fine.prices, fine.beta)[0]
    return _polished(fine, demand, resolve, *_around(fine.rungs, moves.argmax(axis=0)))


def _granted(found: Threat, demand: Demand, resolve: Float[ndarray, " draws"], loss: ndarray) -> Leverage:
    move, chance = believed(demand, loss, resolve - price(found, loss), found.beta)
    return Leverage(move, loss, chance)


def _farther(first: Leverage, second: Leverage) -> Leverage:
    """Draw by draw the one that goes farther; the first where both go as far."""
    farther = second.move > first.move
    return Leverage(*(np.where(farther, new, old) for old, new in zip(first, second, strict=True)))


def _from_above(
    found: Threat, demand: Demand, resolve: Float[ndarray, " draws"], move: Float[ndarray, " draws"]
) -> Float[ndarray, " draws"]:
    """Steps downwards from ``move`` until they are short; the draws that take many are taken apart from the others."""
    for _ in range(STEPS):
        taken = (1.0 + SLACK) * _taken(found, found.rungs, found.prices, resolve + demand.gain * move).max(axis=0)
        after = np.minimum(move, np.divide(taken, demand.burden, out=move.copy(), where=demand.burden > 0.0))
        far = move - after > SHORT * demand.distance
        move = after
        if not far.any():
            return move
    at = np.flatnonzero(far)
    some = Demand(*(part[at] for part in demand))
    move[at] = _from_above(found.some(at), some, resolve[at], move[at])
    return move


def promise(
    demand: Demand,
    reward: Float[ndarray, " draws"],
    saved: Float[ndarray, " draws"],
    resolve: Float[ndarray, " draws"],
    beta: float = BETA,
) -> Leverage:
    """What giving back what is withheld extracts: a threat with its sign turned.

    The target is given ``reward`` points, the holder is spared ``saved``, and nobody strikes back. The more is given
    back, the more the target gets and the surer the holder keeps its word, so all of it is promised.

    Reference: Schelling 1960, The Strategy of Conflict.
    """
    move, chance = believed(demand, reward, resolve + saved, beta)
    return Leverage(move, reward, chance)


def pressure(found: Threat, resolve: Float[ndarray, " draws"]) -> Float[ndarray, " draws"]:
    """What the holder can credibly take from the target: the greatest P · loss over its threats, in points.

    Args:
        found: what there is to threaten with, and what it would cost.
        resolve: what the holder puts behind it, its share of its gain included, in points.
    """

    loss, width = _strongest(found, resolve)
    for _ in range(ROUNDS):
        loss, width = _uphill(found, loss, width, resolve), width / SHRINK
    return _taken(found, loss, price(found, loss), resolve)


def _taken(found: Threat, loss: ndarray, spent: ndarray, behind: ndarray) -> ndarray:
    """P · loss, the loss that the target expects from a threat."""
    return np.asarray(loss * logistic((behind - spent) / found.beta))


def _strongest(found: Threat, behind: Float[ndarray, " draws"]) -> tuple[ndarray, ndarray]:
    """The rung that takes most, P · loss, with so much behind it (the least of such), and how far the next ones are.

    With nothing to fear in return log(P · loss) is concave in the loss between two ends of ties, which are rungs: there
    is no other peak to miss.
    """
    return _around(found.rungs, _taken(found, found.rungs, found.prices, behind).argmax(axis=0))


def _around(rungs: Float[ndarray, "rungs draws"], best: ndarray) -> tuple[ndarray, ndarray]:
    """One rung a draw, and the distance to the farther of its neighbours (nothing below the first)."""
    draws = np.arange(rungs.shape[1])
    loss = rungs[best, draws]
    below = np.where(best > 0, rungs[np.maximum(best - 1, 0), draws], 0.0)
    return loss, np.maximum(rungs[np.minimum(best + 1, len(rungs) - 1), draws] - loss, loss - below)


def _uphill(found: Threat, loss: ndarray, width: ndarray, behind: ndarray) -> Float[ndarray, " draws"]:
    """A threat near ``loss`` that takes as much or more: the best of it, its neighbours, and their parabola's top."""
    low, high = np.maximum(loss - width, 0.0), np.minimum(loss + width, found.reach)
    left, top, right = (_taken(found, at, price(found, at), behind) for at in (low, loss, high))
    rise, fall = (top - left) * (high - loss), (top - right) * (loss - low)
    whole = rise + fall
    shift = fall * (low - loss) + rise * (high - loss)
    peaked = (whole > 0.0) & (top >= left) & (top >= right)
    peak = loss + np.divide(shift, 2.0 * whole, out=np.zeros_like(whole), where=peaked)
    height = _taken(found, peak, price(found, peak), behind)
    best, reached = np.where(height > top, peak, loss), np.maximum(height, top)
    best, reached = np.where(left > reached, low, best), np.maximum(left, reached)
    return np.where(right > reached, high, best)
