"""Positions and salience from claims: what an actor's words and acts say of where it stands.

Position: each stance claim is a noisy reading of a position that drifts as a random walk; the posterior is the Kalman
filter's. Readings that conflict beyond their spread widen it: its variance is scaled by the reduced chi-square where
that exceeds one. Salience: the actor's share of claims on the issue, shrunk to a Beta prior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from detente.dossier.evidence import Claim

__all__ = ["DRIFT", "STRENGTH", "Point", "Posterior", "kalman", "reading", "salience"]

DRIFT = 4.0  # points a week
STRENGTH = 6.0  # claims that the prior on salience is worth
OLD = 8.0  # weeks from a deed to the report of it, from which on it is history
LEAST_SD = 3.0  # points: no stack of press reports knows a position better than this


@dataclass(frozen=True, slots=True)
class Point:
    """One reading of a position: the claim, its day (null where unknown), value and spread."""

    claim: str
    day: date | None
    value: float
    sd: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """An estimate with all that it is made of."""

    prior_mean: float
    prior_sd: float
    points: tuple[Point, ...]
    mean: float
    sd: float
    chi_square: float
    """Reduced chi-square of the readings about the filter's own predictions; 1 where there is at most one."""


def reading(claim: Claim, told: date | None) -> Point:
    """The reading that a stance gives on the day when its report was published, ``told``.

    A deed of long before ("in 2010 it imposed an embargo") says where its doer stood then: its spread is widened by
    the drift from then to now.

    Raises:
        ValueError: the claim has no reading.
    """
    if claim.reading is None:
        raise ValueError(f"{claim.id} is no reading")
    spread, done = claim.reading.sd, claim.when.to if claim.when is not None else None
    since = claim.when is not None and claim.when.text.lower().startswith("since")
    weeks = (told - done).days / 7 if told is not None and done is not None and not since else 0.0
    drifted = DRIFT**2 * weeks if weeks >= OLD else 0.0
    return Point(claim.id, told, claim.reading.value, sqrt(spread**2 + drifted))


def kalman(prior_mean: float, prior_sd: float, points: Sequence[Point], as_of: date, drift: float = DRIFT) -> Posterior:
    """The posterior of a position on ``as_of``, in scale units.

    1. Order the readings by day; a reading without a day stands on ``as_of``.
    2. Between readings the variance grows by ``drift²`` a week.
    3. Each reading moves the mean by the gain ``K = P/(P + s²)`` and shrinks the variance to ``(1 − K)P``.
    4. Scale the variance by the reduced chi-square of the readings about their own weighted mean, where above 1.

    Reference: Kalman 1960, doi:10.1115/1.3662552; Birge 1932, doi:10.1103/PhysRev.40.207 (the scaling).

    >>> from datetime import date
    >>> day = date(2006, 7, 10)
    >>> found = kalman(50, 25, [Point("c-1", day, 80, 10)], day)
    >>> round(found.mean, 1), round(found.sd, 1)
    (75.9, 9.3)
    """
    ordered = sorted(points, key=lambda p: (p.day or as_of, p.claim))
    mean, variance = prior_mean, prior_sd**2
    day = ordered[0].day or as_of if ordered else as_of
    for point in ordered:
        weeks = max(0.0, ((point.day or as_of) - day).days / 7)
        day = point.day or as_of
        variance += drift**2 * weeks
        gain = variance / (variance + point.sd**2)
        mean += gain * (point.value - mean)
        variance *= 1 - gain
    variance += drift**2 * max(0.0, (as_of - day).days / 7)
    chi = _reduced_chi_square(ordered, as_of, drift)
    sd = sqrt(min(variance * max(1.0, chi), prior_sd**2)) if points else prior_sd
    mean = min(100.0, max(0.0, mean))
    return Posterior(prior_mean, prior_sd, tuple(ordered), mean, max(LEAST_SD, sd), chi)


def _reduced_chi_square(points: Sequence[Point], as_of: date, drift: float) -> float:
    """Spread of the readings about their weighted mean over what they claim: 1 is agreement as good as they say.

    A reading's own variance includes the drift between its day and ``as_of``.
    """
    if len(points) < 2:
        return 1.0
    variances = [p.sd**2 + drift**2 * max(0.0, (as_of - (p.day or as_of)).days / 7) for p in points]
    weights = [1 / v for v in variances]
    centre = sum(w * p.value for w, p in zip(weights, points, strict=True)) / sum(weights)
    chi = sum(w * (p.value - centre) ** 2 for w, p in zip(weights, points, strict=True))
    return chi / (len(points) - 1)


def salience(on_issue: int, in_all: int, prior: float, strength: float = STRENGTH) -> tuple[float, float]:
    """Mean and standard deviation, 0–100, of how much an actor cares.

    A Beta posterior: ``strength`` claims of the prior's share, and the actor's own claims on this issue and in all.

    >>> salience(0, 0, 50)
    (50.0, 18.9)
    >>> salience(6, 6, 50)
    (75.0, 12.0)
    """
    a = strength * prior / 100 + on_issue
    b = strength * (1 - prior / 100) + max(0, in_all - on_issue)
    mean = a / (a + b)
    return round(100 * mean, 1), round(100 * sqrt(mean * (1 - mean) / (a + b + 1)), 1)
