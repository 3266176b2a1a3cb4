"""The expected value of finding out an input (expected value of partial perfect information) from draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from detente.engines.sensitivity.conditional import Conditional, Spline, conditional_mean
from detente.errors import CaseError

__all__ = ["Found", "evppi", "finding_out"]

SWEEPS = 2


@dataclass(frozen=True, eq=False)
class Found:
    """What finding out one input would do to a judgement of an outcome.

    ``evppi`` is the expected fall in squared error, Var(E[outcome | input]); ``error`` its standard error; ``share``
    that of the outcome's variance, the given-data first-order index; ``interacts`` the share of the variance of the
    squared deviation that goes with the input, which shows inputs that matter through others.
    """

    mean: Conditional
    evppi: float
    error: float
    share: float
    interacts: float

    @property
    def shift(self) -> float:
        """How far finding out would move the judgement: the standard deviation of E[outcome | input]."""
        return float(np.sqrt(self.evppi))


def finding_out(
    inputs: Mapping[str, Float[np.ndarray, " draws"]], outcome: Float[np.ndarray, " draws"]
) -> dict[str, Found]:
    """What finding out each input would do to a judgement of the outcome under squared error.

    The best judgement of an outcome Y is its mean, and its expected loss Var(Y). Who knows X says E[Y | X] and loses
    E[Var(Y | X)]: by the law of total variance finding out X is worth Var(E[Y | X]). Of a probability this is the
    expected fall of the Brier score.

    1. Regress the outcome on each input alone. 2. Twice, greatest first, regress on each input what the fits of the
    others leave of the outcome: as inputs are drawn independently its conditional mean stays what it was, and the
    noise around it shrinks (backfitting: Hastie & Tibshirani 1990). 3. Subtract what noise alone gives such a fit.

    Args:
        inputs: draws of each input, each drawn independently of the others.
        outcome: in the same draws.

    Raises:
        CaseError: too few draws, arrays that do not match, or a number that is not finite.

    Reference: Strong, Oakley & Brennan (2014), Medical Decision Making 34, 311–326; Saltelli et al. (2008), Global
    Sensitivity Analysis, section 4.

    >>> rng = np.random.default_rng(0)
    >>> a, b = rng.normal(size=(2, 2000))
    >>> found = finding_out({"a": a, "b": b}, 3 * a + b)
    >>> round(found["a"].share, 1), round(found["b"].share, 1)
    (0.9, 0.1)
    """
    spread = float(outcome.var())
    centred = outcome - outcome.mean()
    squared = centred**2 - spread
    whole = float(squared.var())
    splines = {name: Spline(x) for name, x in inputs.items()}
    found = {}
    for name, mean in _backfitted(splines, centred).items():
        value, draws = mean.variance, len(centred)
        by_noise = 2 * mean.freedom * mean.noise**2 / draws**2
        error = np.sqrt((float((mean.fitted**2).var()) + 4 * value * mean.noise) / draws + by_noise)
        share = value / spread if spread else 0.0
        interacts = splines[name].fit(squared).variance / whole if whole else 0.0
        found[name] = Found(mean, value, float(error), share, interacts)
    return found


def _backfitted(splines: Mapping[str, Spline], centred: Float[np.ndarray, " draws"]) -> dict[str, Conditional]:
    """The conditional mean given each input, with what the others explain taken out of the noise."""
    means = {name: spline.fit(centred) for name, spline in splines.items()}
    order = sorted(means, key=lambda name: -means[name].variance)
    fitted = {name: np.zeros_like(centred) for name in means}
    rest = np.array(centred)
    for _ in range(SWEEPS):
        for name in order:
            means[name] = splines[name].fit(rest + fitted[name])
            rest += fitted[name] - means[name].fitted
            fitted[name] = means[name].fitted
    return {name: means[name] for name in splines}


def evppi(worth: Float[np.ndarray, "draws actions"], x: Float[np.ndarray, " draws"]) -> float:
    """The expected value of finding out an input before choosing one of several actions.

    ``E_X[max_a E[worth_a | X]] − max_a E[worth_a]``: the first term by a regression of each action's advantage over
    the first on the input.

    Args:
        worth: of each action in each draw.
        x: draws of the input.

    Raises:
        CaseError: fewer than two actions, and what ``conditional_mean`` raises.

    Reference: Strong, Oakley & Brennan (2014), Medical Decision Making 34, 311–326.

    >>> x = np.random.default_rng(0).normal(size=4000)
    >>> round(evppi(np.stack([np.zeros(4000), x], axis=1), x), 1)  # max(0, X) on average, 1/√(2π)
    0.4
    """
    if worth.ndim != 2 or worth.shape[1] < 2:
        raise CaseError(f"worths of shape {worth.shape}", hint="one row a draw, one column an action, two or more")
    gained = worth[:, 1:] - worth[:, :1]
    fitted = np.stack([conditional_mean(x, column).fitted for column in gained.T], axis=1)
    informed = float(np.maximum(fitted.max(axis=1), 0.0).mean())
    return max(0.0, informed - max(0.0, float(gained.mean(axis=0).max())))
