"""Coercion as the design states it, one draw at a time, every demand against every threat. Slow on purpose."""

from __future__ import annotations

from itertools import product
from math import exp


def sigma(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -700 else 0.0


def spread(low: float, high: float, steps: int) -> list[float]:
    return [low + (high - low) * k / (steps - 1) for k in range(steps)]


def threats(ties, steps: int):
    """(loss to the target, cost to the holder) of every way to withhold; a tie is (worth, replace, cost, room)."""
    for shares in product(*(spread(0.0, max(0.0, tie[3]), steps) for tie in ties)):
        loss = sum(worth * (1 - replace) * share for (worth, replace, _, _), share in zip(ties, shares, strict=True))
        yield loss, sum(tie[2] * share for tie, share in zip(ties, shares, strict=True))


def effective(ties, back, distance, burden, gain, resolve, beta, *, moves: int, steps: int) -> float:
    """The greatest demand on a grid that some threat on a grid makes worth granting; ``back`` is (loss, cost) each."""
    tried = [
        (loss, cost + sum(lost * sigma((loss - spent) / beta) for lost, spent in back))
        for loss, cost in threats(ties, steps)
    ]
    for move in reversed(spread(0.0, distance, moves)):
        for loss, price in tried:
            if burden * move <= sigma((resolve + gain * move - price) / beta) * loss:
                return move
    return 0.0


def pressure(ties, back, resolve, beta, steps: int) -> float:
    """The greatest P · loss on a grid."""
    return max(
        loss * sigma((resolve - cost - sum(lost * sigma((loss - spent) / beta) for lost, spent in back)) / beta)
        for loss, cost in threats(ties, steps)
    )
