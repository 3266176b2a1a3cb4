"""Convening with 6 parties and 5 formats: draws by conditions, and the packages, in ratios to the smallest run."""

from __future__ import annotations

import time

import jax
import numpy as np

from detente.engines.convening import Meetings, Stakes, granting, packages, talks

PARTIES, FORMATS, ISSUES = 6, 5, 3


def _meetings(rng, draws, conditions):
    needed = rng.random((FORMATS, PARTIES)) < 0.7
    needed[:, :2] = True
    pairs = np.array([rng.choice(PARTIES, 2, replace=False) for _ in range(conditions)])
    return Meetings(
        rng.normal(5, 10, (draws, FORMATS, PARTIES)),
        rng.uniform(0.2, 0.8, (draws, FORMATS)),
        rng.normal(0, 8, (draws, FORMATS, PARTIES)),
        needed,
        rng.uniform(0, 15, (draws, conditions)),
        rng.uniform(0, 15, (draws, conditions)),
        np.arange(PARTIES) == pairs[:, :1],
        np.arange(PARTIES) == pairs[:, 1:],
    )


def _stakes(rng):
    return Stakes(
        rng.uniform(0, 100, (1_000, PARTIES, ISSUES)),
        rng.uniform(0, 100, (1_000, PARTIES, ISSUES)),
        rng.uniform(5, 100, (1_000, PARTIES)),
        rng.uniform(0, 100, (1_000, ISSUES)),
        rng.uniform(0.3, 1, (1_000, ISSUES)),
    )


def _spent(run):
    jax.block_until_ready(run())
    start = time.perf_counter()
    found = jax.block_until_ready(run())
    return time.perf_counter() - start, found


def main():
    rng = np.random.default_rng(0)
    base = None
    for conditions, draws in ((3, 1_000), (3, 10_000), (6, 1_000), (10, 1_000)):
        meetings = _meetings(rng, draws, conditions)
        fixed = np.full((draws, conditions), np.nan)
        spent, found = _spent(lambda m=meetings, f=fixed: granting(talks(m).value, m.of, f))
        base = base or spent
        worst = float(np.asarray(found.residual).max())
        print(
            f"{draws:6,} draws, {conditions} conditions  {spent:6.2f} s  {spent / base:5.1f}  residual {worst:.0e}, "
            f"{int(np.asarray(found.turned).sum())} followed by arc length"
        )
    wanted = [_stakes(rng), _stakes(rng)]  # asked twice for the same, it would only look it up
    needed = np.array([True] * 4 + [False] * 2)
    spent, found = _spent(lambda: packages(wanted.pop(), needed, np.ones(ISSUES, dtype=bool)))
    gap = float(np.asarray(found.gap).max())
    print(f" 1,000 packages of {ISSUES} issues  {spent:6.2f} s  {spent / base:5.1f}  largest gap {gap:.0e}")


if __name__ == "__main__":
    main()
