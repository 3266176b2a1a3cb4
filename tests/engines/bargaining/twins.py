"""Slow literal twins: each model in NumPy and Python loops, from the formulas. Imports nothing from engines.

A twin takes one draw: positions x (a, m), saliences s in 0..100 (a, m), capabilities c (a, m), status quo q
(m,), and who is present (a, m). Absent actors have salience 0. It returns the outcomes by round, (t, m).
"""

from __future__ import annotations

import numpy as np


def mean_1(x: np.ndarray, w: np.ndarray) -> float:
    return float(sum(wi * xi for wi, xi in zip(w, x, strict=True)) / sum(w))


def median_1(x: np.ndarray, w: np.ndarray) -> float:
    total, run = sum(w), 0.0
    for xi in sorted({float(xi) for xi, wi in zip(x, w, strict=True) if wi > 0}):
        run = sum(wi for xk, wi in zip(x, w, strict=True) if xk <= xi)
        if run >= total / 2 - 1e-12 * total:
            return xi
    raise AssertionError("no median")


def by_issue(rule, x, s, c, q, present):
    """Outcome of a one-issue rule on each issue; where nobody has weight the status quo stands."""
    columns = []
    for m in range(x.shape[1]):
        here = present[:, m]
        w = c[here, m] * s[here, m] / 100
        columns.append(rule(x[here, m], s[here, m], c[here, m], q[m]) if w.sum() > 0 else None)
    rounds = max(len(column) for column in columns if column is not None) if any(columns) else 1
    return np.array([[q[m]] * rounds if k is None else k for m, k in enumerate(columns)]).T


def status_quo(x, s, c, q, present):
    return np.array([q])


def mean(x, s, c, q, present):
    return by_issue(lambda x, s, c, q: [mean_1(x, c * s / 100)], x, s, c, q, present)


def median(x, s, c, q, present):
    return by_issue(lambda x, s, c, q: [median_1(x, c * s / 100)], x, s, c, q, present)
