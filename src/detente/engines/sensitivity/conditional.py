"""E[outcome | input] from draws: a penalised spline, as smooth as the draws ask for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from scipy import linalg

from detente.errors import CaseError

__all__ = ["FEWEST", "Conditional", "Spline", "conditional_mean"]

FEWEST = 30
"""Draws below which nothing is fitted."""
SEGMENTS, DEGREE = 8, 3
PENALTIES = np.logspace(-4, 8, 37)
"""How stiff the spline may be, relative to its data."""


@dataclass(frozen=True, eq=False)
class Conditional:
    """The mean of an outcome given an input.

    ``fitted`` is that mean at each draw of the input, ``freedom`` how many numbers the fit effectively uses, and
    ``noise`` the variance of the outcome around it.
    """

    spline: Spline
    weights: Float[np.ndarray, " basis"]
    fitted: Float[np.ndarray, " draws"]
    freedom: float
    noise: float

    def at(self, x: Float[np.ndarray, " points"]) -> Float[np.ndarray, " points"]:
        """The conditional mean at other values of the input, held at the ends of its draws."""
        return np.asarray(self.spline.basis(x) @ self.weights)

    @property
    def variance(self) -> float:
        """Var(E[outcome | input]): that of the fit, less what noise alone gives a fit so free; 0 or more."""
        by_noise = self.noise * max(0.0, self.freedom - 1) / len(self.fitted)
        return max(0.0, float(self.fitted.var()) - by_noise)


def conditional_mean(x: Float[np.ndarray, " draws"], y: Float[np.ndarray, " draws"]) -> Conditional:
    """The mean of ``y`` given ``x``.

    1. Cubic B-splines on an even grid over the range of ``x``.
    2. A penalty on second differences of their weights, so that a straight line costs nothing.
    3. The stiffness with the least generalised cross-validation, found from one eigendecomposition.

    Args:
        x: draws of an input.
        y: the outcome in the same draws.

    Raises:
        CaseError: too few draws, arrays that do not match, or a number that is not finite.

    Reference: Eilers & Marx (1996), Statistical Science 11, 89–121; Strong, Oakley & Brennan (2014), Medical Decision
    Making 34, 311–326, for its use.

    >>> x = np.linspace(0, 1, 200)
    >>> conditional_mean(x, 3 * x).at(np.array([0.5])).round(6)
    array([1.5])
    """
    return Spline(x).fit(y)


class Spline:
    """Splines over the draws of one input, ready to be fitted to any outcome.

    Raises:
        CaseError: too few draws, or one that is not finite.
    """

    def __init__(self, x: Float[np.ndarray, " draws"]) -> None:
        _check(x)
        self.low, high = float(x.min()), float(x.max())
        self.step = (high - self.low) / SEGMENTS or 1.0
        self.here = self.basis(x)
        gram = self.here.T @ self.here
        gram += 1e-9 * np.trace(gram) / len(gram) * np.eye(len(gram))
        bent = np.diff(np.eye(len(gram)), n=2, axis=0)
        # stiffness of each mode of a fit: modes of low stiffness are followed, stiff ones flattened
        self.stiffness, self.modes = linalg.eigh(bent.T @ bent, gram)

    def basis(self, x: Float[np.ndarray, " points"]) -> Float[np.ndarray, "points basis"]:
        """Every cubic B-spline of the grid at these points, held at the ends of the draws.

        On an even grid the four that are not 0 at a point are the same four cubics of its place within its segment.
        """
        place = np.clip((x - self.low) / self.step, 0.0, SEGMENTS)
        segment = np.minimum(place.astype(int), SEGMENTS - 1)
        t = place - segment
        square, cube = t**2, t**3
        rows, found = np.arange(len(t)), np.zeros((len(t), SEGMENTS + DEGREE))
        found[rows, segment] = (1 - t) ** 3 / 6
        found[rows, segment + 1] = (3 * cube - 6 * square + 4) / 6
        found[rows, segment + 2] = (1 + 3 * t + 3 * square - 3 * cube) / 6
        found[rows, segment + 3] = cube / 6
        return found

    def fit(self, y: Float[np.ndarray, " draws"]) -> Conditional:
        """The smoothest fit that the draws ask for.

        Raises:
            CaseError: an outcome that does not match the input, or is not finite.
        """
        _check(y)
        draws = len(y)
        if draws != len(self.here):
            raise CaseError(f"{draws} draws of an outcome, {len(self.here)} of the input")
        loads = self.modes.T @ (self.here.T @ y)
        shrink = 1.0 / (1.0 + np.outer(PENALTIES * draws, np.maximum(self.stiffness, 0.0)))
        freedom = shrink.sum(axis=1)
        residual = np.maximum(float(y @ y) - ((2 - shrink) * shrink * loads**2).sum(axis=1), 0.0)
        best = int(np.argmin(residual / np.maximum(draws - freedom, 1.0) ** 2))
        weights = self.modes @ (shrink[best] * loads)
        noise = residual[best] / max(draws - freedom[best], 1.0)
        return Conditional(self, weights, np.asarray(self.here @ weights), float(freedom[best]), float(noise))


def _check(values: Float[np.ndarray, " draws"]) -> None:
    if values.ndim != 1 or len(values) < FEWEST:
        raise CaseError(f"an array of shape {values.shape}", hint=f"one number a draw, {FEWEST} draws or more")
    if not np.isfinite(values).all():
        raise CaseError("an input or an outcome holds a number that is not finite")
