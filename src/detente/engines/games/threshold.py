"""Thresholds on the solved game: credible assurance, retaliation that deters, the cost of a signal.

Each is a root found by bracketing, draw by draw, with the whole game solved anew at every trial value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.crisis import Crisis, crisis_payoffs
from detente.engines.games.incidence import NEVER
from detente.engines.games.standing import choice, solve_crisis
from detente.engines.logit import BETA

__all__ = ["Signal", "Threshold", "assurance", "bracket", "retaliation", "signals"]

TRIALS = 40
CLOSE = 1e-2  # of the bracket's first width; the secant between its ends is ten times as exact and more


@dataclass(frozen=True, slots=True, eq=False)
class Threshold:
    """A threshold in each draw; outside the bracket (``inside`` false) ``value`` is its nearer end."""

    value: Float[ndarray, " draws"]
    inside: ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """What a signal of being a type must cost to be believed, and what being believed is worth, in points.

    ``sunk`` is paid whatever follows; ``tied`` is paid only when the word is broken (the challenger
    escalates, the defender strikes or fights). A signal works where its cost is under ``worth``.
    """

    sunk: Float[ndarray, " draws"]
    tied: Threshold
    worth: Float[ndarray, " draws"]


@dataclass(slots=True, eq=False)
class _Bracket:
    """The ends of each draw's bracket, the function there, its weights in the next cut, and which end moved last."""

    left: Float[ndarray, " draws"]
    right: Float[ndarray, " draws"]
    at_left: Float[ndarray, " draws"]
    at_right: Float[ndarray, " draws"]
    weight_left: Float[ndarray, " draws"]
    weight_right: Float[ndarray, " draws"]
    side: ndarray
    last: Float[ndarray, " draws"]

    def trial(self, which: ndarray, close: Float[ndarray, " draws"]) -> Float[ndarray, " draws"]:
        """The secant's root; once that hardly moves, a step beyond it, to close the bracket."""
        a, b = self.left[which], self.right[which]
        secant = _secant(a, b, self.weight_left[which], self.weight_right[which])
        still = np.abs(secant - self.last[which]) < close[which]
        beyond = np.where(self.side[which] > 0, b - close[which], a + close[which])
        middle = 0.5 * (a + b)
        self.last[which] = secant
        tried = np.where(still, beyond, secant)
        return np.asarray(np.where((tried > a) & (tried < b), tried, middle))

    def narrow(self, which: ndarray, tried: Float[ndarray, " draws"], found: Float[ndarray, " draws"]) -> None:
        """Move one end to the trial; when the other stayed twice, halve its weight (the Illinois rule)."""
        right = np.sign(found) == np.sign(self.at_right[which])
        again = self.side[which] == np.where(right, 1, -1)
        on, off = which[right], which[~right]
        self.right[on], self.at_right[on], self.weight_right[on] = tried[right], found[right], found[right]
        self.left[off], self.at_left[off], self.weight_left[off] = tried[~right], found[~right], found[~right]
        self.weight_left[on] *= np.where(again[right], 0.5, 1.0)
        self.weight_right[off] *= np.where(again[~right], 0.5, 1.0)
        self.side[which] = np.where(right, 1, -1)


def _secant(
    a: Float[ndarray, " draws"], b: Float[ndarray, " draws"], fa: Float[ndarray, " draws"], fb: Float[ndarray, " draws"]
) -> Float[ndarray, " draws"]:
    """Where the straight line through two points meets zero."""
    return np.asarray(a - fa * (b - a) / (fb - fa))


def bracket(
    excess: Callable[[Float[ndarray, " draws"], ndarray], Float[ndarray, " draws"]],
    low: Float[ndarray, " draws"],
    high: Float[ndarray, " draws"],
) -> Threshold:
    """The root of a function of one number in each draw, by the Illinois rule.

    ``excess(values, which)`` gives the function at ``values`` in the draws ``which``.

    1. Where both ends have one sign, the root is outside: the end with the smaller value is returned.
    2. Otherwise cut at the secant's root; when one end stays twice, halve its weight.
    3. Stop where the bracket is narrower than a hundredth of what it was: the root is the secant's between its ends.

    Reference: Dowell & Jarratt 1971, BIT 11, pp. 168–174.

    >>> found = bracket(lambda x, which: x - 0.3, np.array([0.0, 0.5]), np.array([1.0, 1.0]))
    >>> found.value.round(2).tolist(), found.inside.tolist()
    ([0.3, 0.5], [True, False])
    """
    everyone, close = np.arange(len(low)), CLOSE * (high - low)
    at_low, at_high = excess(low, everyone), excess(high, everyone)
    inside = np.sign(at_low) != np.sign(at_high)
    outside = np.where(np.abs(at_low) < np.abs(at_high), low, high)
    ends, found = (low.astype(float), high.astype(float)), (at_low.astype(float), at_high.astype(float))
    state = _Bracket(*ends, *found, found[0].copy(), found[1].copy(), 0 * everyone, ends[0].copy())
    for _ in range(TRIALS):
        which = np.flatnonzero(inside & (state.right - state.left > close))
        if not len(which):
            break
        tried = state.trial(which, 0.9 * close)
        state.narrow(which, tried, excess(tried, which))
    value = outside.astype(float)
    value[inside] = _secant(*(end[inside] for end in (state.left, state.right, state.at_left, state.at_right)))
    return Threshold(value, inside)


def assurance(crisis: Crisis, kind: int, precision: float = 1 / BETA) -> Threshold:
    """The least credibility of the guarantee at which a motive takes the deal at least as often as not.

    The credibility κ of every defender is moved together, the game is solved, and κ is found where
    accepting is worth as much as escalating. Above 1 no guarantee suffices; below 0 none is needed.

    Reference: Fearon 1995, International Organization 49; Powell 2006, International Organization 60.
    """
    place = choice(crisis, ("provoke", "offer"), kind)

    def excess(kappa: Float[ndarray, " draws"], which: ndarray) -> Float[ndarray, " draws"]:
        some = crisis.some(which)
        every = np.broadcast_to(kappa, some.resolve["credible"].shape)
        solved = solve_crisis(replace(some, resolve={**some.resolve, "credible": every}), precision)
        odds = solved.draws.log_play[place]
        return np.asarray(odds[0] - odds[1])

    ends = np.ones(crisis.draws)
    return bracket(excess, -1.0 * ends, 2.0 * ends)


def retaliation(crisis: Crisis, kind: int, precision: float = 1 / BETA) -> Threshold:
    """How much third parties must stand to lose for this defender to find no force worth it, in points.

    Force is a strike, or a fight after an escalation. The points are as they count for the defender
    (already weighted by ``CARE``). Below 0: force is irrational without any retaliation.

    Reference: Schelling 1966, Arms and Influence, chapter 2.
    """
    first = choice(crisis, ("provoke",), kind, resolve=True)
    later = [choice(crisis, ("provoke", a, "escalate"), kind, resolve=True) for a in ("ignore", "sanction", "offer")]

    def excess(third: Float[ndarray, " draws"], which: ndarray) -> Float[ndarray, " draws"]:
        some = crisis.some(which)
        solved = solve_crisis(replace(some, common={**some.common, "third": third}), precision)
        play = solved.draws.log_play
        odds = [play[place][-1] - play[place][:-1].max(axis=0) for place in (first, *later)]
        return np.asarray(np.max(odds, axis=0))

    span = np.max(np.abs(crisis_payoffs(crisis)), axis=(0, 1)) * 2
    return bracket(excess, -span, span)


def signals(crisis: Crisis, side: int, precision: float = 1 / BETA) -> list[Signal]:
    """For each type of a side, what a signal of being it must cost so that no other type gains by sending it.

    1. A type that is believed plays the game in which the other side is sure of it; what it gains is what
       that game is worth to it, less the game in which it is known for what it is.
    2. ``sunk``: the greatest gain of another type (at least 0). ``tied``: the price of a broken word at
       which that gain is 0, by bracketing. ``worth``: the gain of the type itself over today's beliefs.

    Reference: Spence 1973, Quarterly Journal of Economics 87; Fearon 1997, Journal of Conflict Resolution 41.
    """
    today = solve_crisis(crisis, precision).worth(side)
    believed = [solve_crisis(_known(crisis, side, kind), precision).worth(side) for kind in range(len(today))]
    return [
        _signal(crisis, side, kind, believed, np.asarray(believed[kind][kind] - today[kind]), precision)
        for kind in range(len(today))
    ]


def _signal(
    crisis: Crisis,
    side: int,
    kind: int,
    believed: Sequence[Float[ndarray, "kinds draws"]],
    worth: Float[ndarray, " draws"],
    precision: float,
) -> Signal:
    plain = {k: own[k] for k, own in enumerate(believed) if k != kind}
    gains = [believed[kind][k] - own for k, own in plain.items()]
    sunk = np.maximum(np.max(gains, axis=0), 0.0) if gains else np.zeros(crisis.draws)

    tempted = np.flatnonzero(sunk > 0)  # elsewhere nobody would pose, and no word need be tied
    value, inside = np.zeros(crisis.draws), np.ones(crisis.draws, dtype=bool)
    if len(tempted):
        known = {k: own[tempted] for k, own in plain.items()}
        found = _tied(crisis.some(tempted), side, kind, known, precision)
        value[tempted], inside[tempted] = found.value, found.inside
    return Signal(sunk, Threshold(value, inside), worth)


def _tied(
    crisis: Crisis, side: int, kind: int, plain: dict[int, Float[ndarray, " draws"]], precision: float
) -> Threshold:
    """The price of a broken word at which no other type gains by posing as ``kind``."""

    def excess(price: Float[ndarray, " draws"], which: ndarray) -> Float[ndarray, " draws"]:
        broken = np.zeros((2, len(which)))
        broken[side] = price
        posed = solve_crisis(replace(_known(crisis.some(which), side, kind), broken=broken), precision).worth(side)
        return np.asarray(np.max([posed[k] - own[which] for k, own in plain.items()], axis=0))

    return bracket(excess, np.zeros(crisis.draws), 2 * np.ptp(crisis_payoffs(crisis), axis=(0, 1)))


def _known(crisis: Crisis, side: int, kind: int) -> Crisis:
    """The crisis in which everybody is sure that a side is of this type."""
    part = crisis.motive if side == 0 else crisis.resolve
    odds = np.full_like(part["p"], NEVER)
    odds[kind] = 1.0
    sure = {**part, "p": odds}
    return replace(crisis, motive=sure) if side == 0 else replace(crisis, resolve=sure)
