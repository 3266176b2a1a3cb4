"""Following the principal branch around its turns, one draw at a time: slow, sure, and seldom needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

from detente.engines.convening.granting import advantage, others

__all__ = ["followed"]

MOST_STEPS = 4000
SMALLEST, LARGEST = 1e-7, 0.5
Vector = Float[np.ndarray, " n"]
Equations = tuple[Vector, Float[np.ndarray, "n n+1"]]
"""What is missing, and how that changes with each log-odds and with λ."""


def followed(
    table: Float[np.ndarray, "draw condition others"], beta: float
) -> tuple[Float[np.ndarray, "draw condition"], Float[np.ndarray, " draw"]]:
    """The chances at λ = 1/β on the branch that starts at λ = 0, and their residuals.

    ``table`` holds what granting each condition is worth to the one asked, for every set of the others.
    """
    found = [_one(each, 1.0 / beta) for each in table]
    return np.array([chances for chances, _ in found]), np.array([residual for _, residual in found])


def _one(table: Float[np.ndarray, "condition others"], goal: float) -> tuple[Vector, float]:
    n = len(table)

    def equations(point: Vector) -> Equations:
        """What is missing at (log-odds, λ/goal), and its slopes."""
        chance = _chances(point[:-1])
        worth, slopes = advantage(table, chance)
        across = np.zeros((n, n))
        for slope, other in zip(slopes, others(n).T, strict=True):
            across[np.arange(n), other] = slope
        pull = goal * point[-1]
        bent = np.eye(n) - pull * across * chance * (1.0 - chance)
        return point[:-1] - pull * worth, np.column_stack([bent, -goal * np.asarray(worth)])

    x = _branch(equations, n)
    return _chances(x), float(np.abs(equations(np.append(x, 1.0))[0]).max(initial=0.0))


def _chances(x: Vector) -> Vector:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -700, 700))))


def _branch(equations: Callable[[Vector], Equations], n: int) -> Vector:
    """Pseudo-arclength continuation in (log-odds, λ/goal) from λ = 0 to the goal.

    1. The tangent keeps its direction from step to step, so that λ may fall again where the branch turns.
    2. A step is corrected by Newton's method across the tangent; it is halved where that fails, else it grows.
    3. The last step ends at the goal, where λ is held and the rest corrected.
    """
    point, tangent, step = np.zeros(n + 1), np.append(np.zeros(n), 1.0), 0.02
    for _ in range(MOST_STEPS):
        tangent = _tangent(equations(point)[1], tangent)
        ahead = _corrected(equations, point + step * tangent, tangent)
        if ahead is None or np.linalg.norm(ahead - point) > 2 * step:
            step /= 2
            if step < SMALLEST:
                break
            continue
        if ahead[-1] >= 1.0:
            share = (1.0 - point[-1]) / (ahead[-1] - point[-1])
            start = point + share * (ahead - point)
            start[-1] = 1.0
            landed = _corrected(equations, start, np.append(np.zeros(n), 1.0))
            if landed is not None:
                return np.asarray(landed[:-1])
            step /= 2
            continue
        point, step = ahead, min(step * 1.4, LARGEST)
    return np.asarray(point[:-1])


def _tangent(slopes: Float[np.ndarray, "row column"], before: Vector) -> Vector:
    _, _, right = np.linalg.svd(slopes)
    along = right[-1]
    return np.asarray(along if along @ before >= 0 else -along)


def _corrected(equations: Callable[[Vector], Equations], start: Vector, across: Vector) -> Vector | None:
    point = start.copy()
    for _ in range(12):
        missing, slopes = equations(point)
        wrong = np.append(missing, across @ (point - start))
        if np.abs(wrong).max() < 1e-11:
            return point
        system = np.vstack([slopes, across])
        if not np.isfinite(system).all() or np.linalg.cond(system) > 1e14:
            return None
        point = point - np.linalg.solve(system, wrong)
    return point if np.abs(equations(point)[0]).max() < 1e-9 else None
