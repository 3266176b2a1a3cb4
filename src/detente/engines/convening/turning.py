"""Following the principal branch around its turns, one draw at a time: slow, sure, and seldom needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from jaxtyping import Float

__all__ = ["followed"]

MOST_STEPS = 4000
SMALLEST, LARGEST = 1e-7, 0.5
Vector = Float[np.ndarray, " n"]


def followed(
    stake: Float[np.ndarray, "draw condition profile"], fixed: Float[np.ndarray, "draw condition"], beta: float
) -> tuple[Float[np.ndarray, "draw condition"], Float[np.ndarray, " draw"]]:
    """The chances at λ = 1/β on the branch that starts at λ = 0, and their residuals."""
    found = [_one(table, given, 1.0 / beta) for table, given in zip(stake, fixed, strict=True)]
    return np.array([chances for chances, _ in found]), np.array([residual for _, residual in found])


def _one(table: Float[np.ndarray, "condition profile"], given: Vector, goal: float) -> tuple[Vector, float]:
    is_open = np.flatnonzero(np.isnan(given))

    def chances(x: Vector) -> Vector:
        full = np.where(np.isnan(given), 0.0, given)
        full[is_open] = 1.0 / (1.0 + np.exp(-np.clip(x, -700, 700)))
        return full

    def missing(point: Vector) -> Vector:
        x, pull = point[:-1], point[-1]
        r = chances(x)
        advantage = np.array([_difference(table[c], r, int(c)) for c in is_open])
        return np.asarray(x - pull * advantage)

    x = _branch(missing, len(is_open), goal)
    return chances(x), float(np.abs(missing(np.append(x, goal))).max(initial=0.0))


def _difference(table: Vector, chance: Vector, own: int) -> float:
    for c, r in enumerate(chance):
        refused, granted = table.reshape(2, -1)
        table = granted - refused if c == own else refused + r * (granted - refused)
    return float(table[0])


def _branch(missing: Callable[[Vector], Vector], n: int, goal: float) -> Vector:
    """Pseudo-arclength continuation in (log-odds, λ/goal) from λ = 0 to the goal.

    1. The tangent keeps its direction from step to step, so that λ may fall again where the branch turns.
    2. A step is corrected by Newton's method across the tangent; it is halved where that fails, else it grows.
    3. The last step ends at the goal, where λ is held and the rest corrected.
    """
    scale = np.append(np.ones(n), goal)

    def scaled(point: Vector) -> Vector:
        return missing(point * scale)

    point, tangent, step = np.zeros(n + 1), np.append(np.zeros(n), 1.0), 0.02
    for _ in range(MOST_STEPS):
        tangent = _tangent(scaled, point, tangent)
        ahead = _corrected(scaled, point + step * tangent, tangent)
        if ahead is None or np.linalg.norm(ahead - point) > 2 * step:
            step /= 2
            if step < SMALLEST:
                break
            continue
        if ahead[-1] >= 1.0:
            share = (1.0 - point[-1]) / (ahead[-1] - point[-1])
            start = point + share * (ahead - point)
            start[-1] = 1.0
            landed = _corrected(scaled, start, np.append(np.zeros(n), 1.0))
            if landed is not None:
                return np.asarray(landed[:-1])
            step /= 2
            continue
        point, step = ahead, min(step * 1.4, LARGEST)
    return np.asarray(point[:-1])


def _jacobian(function: Callable[[Vector], Vector], point: Vector) -> Float[np.ndarray, "row column"]:
    columns = []
    for k in range(len(point)):
        width = 1e-6 * max(1.0, abs(point[k]))
        up, down = point.copy(), point.copy()
        up[k] += width
        down[k] -= width
        columns.append((function(up) - function(down)) / (2 * width))
    return np.stack(columns, axis=1)


def _tangent(function: Callable[[Vector], Vector], point: Vector, before: Vector) -> Vector:
    _, _, right = np.linalg.svd(_jacobian(function, point))
    along = right[-1]
    return np.asarray(along if along @ before >= 0 else -along)


def _corrected(function: Callable[[Vector], Vector], start: Vector, across: Vector) -> Vector | None:
    point = start.copy()
    for _ in range(12):
        wrong = np.append(function(point), across @ (point - start))
        if np.abs(wrong).max() < 1e-11:
            return point
        system = np.vstack([_jacobian(function, point), across])
        if not np.isfinite(system).all() or np.linalg.cond(system) > 1e14:
            return None
        point = point - np.linalg.solve(system, wrong)
    return point if np.abs(function(point)).max() < 1e-9 else None
