"""What a holder can threaten a target with, what carrying it out would cost, and how far it is believed.

A threat is measured by the loss that it means for the target, in points. One holder's ties over one target add: to
threaten a loss it withholds first where a point of loss costs it least.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray

from detente.engines.logit import BETA
from detente.errors import CaseError

__all__ = ["Back", "Threat", "intensities", "laid", "logistic", "price", "threat"]

RUNGS, STEEP = 20, 2.5
UNANSWERED = 3.0
FARTHEST = 700.0


class Back(NamedTuple):
    """What the target would do back: what each of its ties would cost the holder, and what using it costs itself.

    ``loss`` already counts ties over third parties by ``CARE``; both are in points, for all that is left unused.
    """

    loss: Float[ndarray, "back draws"]
    cost: Float[ndarray, "back draws"]

    @classmethod
    def none(cls, draws: int) -> Back:
        """A target that holds no tie over the holder, nor over anybody it cares for."""
        return cls(np.zeros((0, draws)), np.zeros((0, draws)))


class Threat(NamedTuple):
    """Everything that a holder has left to threaten one target with, its ties in order of what a loss costs it.

    ``harm`` is what the whole of a tie is worth to the target after what it can replace, ``rate`` what a point of loss
    costs the holder, ``start`` and ``size`` where its losses begin and how many points it has left; ``order`` says
    which tie stands where. ``rungs`` are losses from small to all, dense near small ones and with every tie's end among
    them, and where the target begins to strike back; ``prices`` is what they cost the holder.
    """

    harm: Float[ndarray, "ties draws"]
    rate: Float[ndarray, "ties draws"]
    start: Float[ndarray, "ties draws"]
    size: Float[ndarray, "ties draws"]
    order: Int[ndarray, "ties draws"]
    back: Back
    beta: float
    rungs: Float[ndarray, "rungs draws"]
    prices: Float[ndarray, "rungs draws"]

    @property
    def reach(self) -> Float[ndarray, " draws"]:
        """The greatest loss that can be threatened, in points."""
        return np.asarray(self.start[-1] + self.size[-1])

    def some(self, at: ndarray) -> Threat:
        """The same threat at some of its draws."""
        back = Back(self.back.loss[:, at], self.back.cost[:, at])
        harm, rate, start, size, order = (
            part[:, at] for part in (self.harm, self.rate, self.start, self.size, self.order)
        )
        return Threat(harm, rate, start, size, order, back, self.beta, self.rungs[:, at], self.prices[:, at])


def threat(
    worth: Float[ndarray, "ties draws"],
    replace: Float[ndarray, "ties draws"],
    cost: Float[ndarray, "ties draws"],
    room: Float[ndarray, "ties draws"],
    back: Back | None = None,
    beta: float = BETA,
) -> Threat:
    """What is left to threaten with, over draws.

    1. Loss to the target per tie: worth · (1 − replace) · room, room = what is not withheld yet, up to the ceiling.
    2. Order the ties by the holder's cost of a point of loss, the cheapest first.

    Args:
        worth: of each tie to the target, in points, as all below.
        replace: the share that the target can replace, 0–1.
        cost: of withholding the whole, to the holder.
        room: the share that can still be withheld, 0–1; less than nothing counts as nothing.
        back: what the target would do back; nothing where not given.
        beta: noise of choices, in points.

    Raises:
        CaseError: no tie, shapes that do not fit, or a number out of its range.

    Reference: Hirschman 1945, National Power and the Structure of Foreign Trade.

    >>> one = np.ones((1, 1))
    >>> found = threat(80 * one, 0.5 * one, 20 * one, 0.5 * one)
    >>> float(found.reach[0]), float(price(found, np.array([10.0]))[0])
    (20.0, 5.0)
    """
    _check(worth, replace, cost, room, beta)
    harm = worth * (1.0 - replace)
    size = harm * np.clip(room, 0.0, 1.0)
    rate = np.divide(cost, harm, out=np.zeros_like(harm), where=size > 0.0)
    order = np.argsort(np.where(size > 0.0, rate, np.inf), axis=0, kind="stable")
    harm, rate, size = (np.take_along_axis(part, order, axis=0) for part in (harm, rate, size))
    start = np.cumsum(size, axis=0) - size
    none = np.zeros((0, worth.shape[1]))
    found = Threat(harm, rate, start, size, order, back or Back(none, none), beta, none, none)
    return laid(found, RUNGS)


def laid(found: Threat, rungs: int) -> Threat:
    """The same threat with so many rungs, dense near small losses; ends of ties and of impunity are rungs too."""
    even = (np.arange(1, rungs + 1) / rungs) ** STEEP
    unanswered = np.clip(found.back.cost - UNANSWERED * found.beta, 0.0, found.reach)
    losses = np.sort(np.concatenate([even[:, None] * found.reach, found.start[1:], unanswered]), axis=0)
    return found._replace(rungs=losses, prices=price(found, losses))


def logistic(x: Float[ndarray, "..."]) -> Float[ndarray, "..."]:
    """σ(x) = 1/(1 + e⁻ˣ), ten times as fast as scipy's; below −700 as at −700.

    >>> logistic(np.array([0.0, -1e9])).tolist() == [0.5, 1 / (1 + np.exp(700))]
    True
    """
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-x, FARTHEST))))


def _check(worth: ndarray, replace: ndarray, cost: ndarray, room: ndarray, beta: float) -> None:
    shapes = {part.shape for part in (worth, replace, cost, room)}
    if len(shapes) != 1 or worth.ndim != 2 or not worth.size:
        raise CaseError(f"ties of shapes {sorted(shapes)}", hint="each is (ties, draws), with at least one tie")
    if not all(np.isfinite(part).all() for part in (worth, replace, cost, room)) or beta <= 0:
        raise CaseError("a tie with a number that is not finite, or a noise that is not above 0")
    if (worth < 0).any() or (cost < 0).any() or (replace < 0).any() or (replace > 1).any():
        raise CaseError("a tie's worth and cost are 0 or more, what replaces it 0 to 1")


def price(found: Threat, loss: Float[ndarray, "... draws"]) -> Float[ndarray, "... draws"]:
    """What carrying out a threat of that loss costs the holder: withholding it, and what the target does back.

    The target uses a tie back with probability σ((loss − its own cost)/β), and what that costs the holder counts so
    often.
    """
    spent, beta = np.zeros_like(loss), found.beta
    for rate, start, size in zip(found.rate, found.start, found.size, strict=True):
        spent += rate * np.clip(loss - start, 0.0, size)
    for lost, cost in zip(found.back.loss, found.back.cost, strict=True):
        spent += lost * logistic((loss - cost) / beta)
    return spent


def intensities(found: Threat, loss: Float[ndarray, " draws"]) -> Float[ndarray, "ties draws"]:
    """How much of each tie a threat of that loss withholds, 0–1, the ties in the order that they were given."""
    withheld = np.clip(loss - found.start, 0.0, found.size)
    share = np.divide(withheld, found.harm, out=np.zeros_like(withheld), where=found.size > 0.0)
    given = np.empty_like(share)
    np.put_along_axis(given, found.order, share, axis=0)
    return np.asarray(given)
