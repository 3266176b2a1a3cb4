"""Paths of bargaining → the results of a forecast: estimates over draws, bands, rounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from jaxtyping import Float, Int

from detente.questions.answer import estimate_of

__all__ = ["bands_of", "in_band", "outcome_of", "rounds_of", "spread_of"]

INTERVALS = {"low50": 0.25, "high50": 0.75, "low95": 0.025, "high95": 0.975}


def outcome_of(final: Float[np.ndarray, " draws"]) -> dict[str, float]:
    """The estimate of an outcome, with its central 50, 80 and 95%."""
    ends = np.quantile(final, list(INTERVALS.values()))
    return estimate_of(final) | {name: float(end) for name, end in zip(INTERVALS, ends, strict=True)}


def bands_of(final: Float[np.ndarray, " draws"], scale: Mapping[float, str]) -> dict[str, float]:
    """The probability of each band: of everything nearest to one named point, the lower one at a tie.

    >>> bands_of(np.array([0.0, 10.0, 11.0, 90.0]), {0: "nothing", 20: "a statement", 100: "all"})
    {'nothing': 0.5, 'a statement': 0.25, 'all': 0.25}
    """
    at = sorted(scale)
    shares = np.bincount(_nearest(final, scale), minlength=len(at)) / len(final)
    bands: dict[str, float] = dict.fromkeys((scale[point] for point in at), 0.0)
    for point, share in zip(at, shares.tolist(), strict=True):
        bands[scale[point]] += share
    return bands


def in_band(final: Float[np.ndarray, " draws"], scale: Mapping[float, str], band: str) -> Float[np.ndarray, " draws"]:
    """1 in the draws that land in a band, 0 in the others.

    >>> in_band(np.array([0.0, 11.0]), {0: "nothing", 20: "a statement"}, "a statement")
    array([0., 1.])
    """
    named = np.array([scale[point] == band for point in sorted(scale)], dtype=np.float64)
    return np.asarray(named[_nearest(final, scale)])


def _nearest(final: Float[np.ndarray, " draws"], scale: Mapping[float, str]) -> Int[np.ndarray, " draws"]:
    """Which point of the scale is nearest in each draw, counted from the lowest; the lower one at a tie."""
    at = np.array(sorted(scale))
    return np.searchsorted((at[1:] + at[:-1]) / 2, final, side="left")


def rounds_of(by_round: Float[np.ndarray, "draws rounds"]) -> list[dict[str, float]]:
    """An estimate a round, round 1 first."""
    return [estimate_of(by_round[:, t]) for t in range(by_round.shape[1])]


def spread_of(models: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Largest less smallest mean outcome of the models that bargain (the status quo does not), and whose they are."""
    means = {name: result["outcome"]["mean"] for name, result in models.items() if name != "status_quo"}
    low, high = min(means, key=lambda name: means[name]), max(means, key=lambda name: means[name])
    return {"spread": means[high] - means[low], "lowest": low, "highest": high}
