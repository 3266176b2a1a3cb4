"""Confidence: how well a judgement is founded.

It never shares a sentence with a likelihood (ICD 203, D.6.e(2)(b)). It is computed from three things, and its
sentence says them:

| | high, if all of | low, if any of |
|---|---|---|
| independent sources | at least 3 | fewer than 2 |
| spread between models | known and at most 0.10 | over 0.30 |
| width of the 80% interval | at most 0.20 | over 0.50 |

and moderate otherwise. Spread and width are shares of the whole range: of 1 for a probability, of the scale's
length for an outcome, between ends as they print: one printed number has one level. What one
source alone tells is not corroborated, however narrow the interval that the
models make of it. With one model there is no spread to know, so confidence is not high. The thresholds
are a judgement, not a calibration.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from detente.display.words.grammar import sentence
from detente.display.words.likelihood import ICD203, PHIA
from detente.display.words.numbers import count, points
from detente.errors import InputError

__all__ = [
    "Confidence",
    "Level",
    "confidence",
    "confidence_sentence",
    "is_confidence",
    "mixes_likelihood_and_confidence",
]

Level = Literal["high", "moderate", "low"]

HIGH_SOURCES, HIGH_SPREAD, HIGH_WIDTH = 3, 0.10, 0.20
LOW_SOURCES, LOW_SPREAD, LOW_WIDTH = 1, 0.30, 0.50


@dataclass(frozen=True, slots=True)
class Confidence:
    """A level with what it was computed from."""

    level: Level
    sources: int
    spread: float | None
    width: float


def confidence(sources: int, spread: float | None, width: float) -> Confidence:
    """The confidence of a judgement.

    Args:
        sources: independent sources (repeats of one report count once).
        spread: largest less smallest of the models' means, as a share of the range; ``None`` with one model.
        width: ``high80 − low80``, as a share of the range.

    >>> confidence(4, 0.05, 0.15).level, confidence(2, 0.05, 0.15).level, confidence(1, 0.05, 0.15).level
    ('high', 'moderate', 'low')
    >>> confidence(4, None, 0.15).level, confidence(4, 0.05, 0.6).level
    ('moderate', 'low')

    Raises:
        InputError: a negative number or NaN.
    """
    if sources < 0 or not (0 <= width <= 1) or not (spread is None or 0 <= spread <= 1):
        raise InputError(
            f"confidence from sources={sources!r}, spread={spread!r}, width={width!r}",
            hint="give a count, and shares of the range from 0 to 1",
        )
    return Confidence(_level(sources, spread, width), sources, spread, width)


def _level(sources: int, spread: float | None, width: float) -> Level:
    if sources <= LOW_SOURCES or (spread is not None and spread > LOW_SPREAD) or width > LOW_WIDTH:
        return "low"
    agreed = spread is not None and spread <= HIGH_SPREAD
    return "high" if sources >= HIGH_SOURCES and agreed and width <= HIGH_WIDTH else "moderate"


def confidence_sentence(found: Confidence) -> str:
    """The level and its reasons, in a sentence of its own.

    >>> confidence_sentence(confidence(3, 0.14, 0.22))
    'Confidence is moderate: three independent sources, models 14 points apart, an 80% interval of 22 points.'
    >>> confidence_sentence(confidence(1, None, 0.3))
    'Confidence is low: one independent source, one model only, an 80% interval of 30 points.'
    """
    models = "one model only" if found.spread is None else f"models {_points(found.spread)} apart"
    reasons = [
        count(found.sources, "independent source"),
        models,
        f"an 80% interval of {_points(found.width)}",
    ]
    return sentence(f"confidence is {found.level}: {', '.join(reasons)}")


def is_confidence(text: str) -> bool:
    """Whether a sentence is one about confidence, as ``confidence_sentence`` writes it.

    >>> is_confidence(confidence_sentence(confidence(3, 0.14, 0.22))), is_confidence("It is likely (70%) to pass.")
    (True, False)
    """
    return text.startswith("Confidence is ")


def _points(share: float) -> str:
    return points(100 * share)


_TERMS = "|".join(sorted(set(ICD203.terms + PHIA.terms), key=len, reverse=True))
_LIKELIHOOD = re.compile(rf"\b({_TERMS})\b(?= \()", re.IGNORECASE)


def mixes_likelihood_and_confidence(text: str) -> bool:
    """Whether one sentence has both, which none may.

    >>> mixes_likelihood_and_confidence("We have high confidence that it is likely (70%) to pass.")
    True
    >>> mixes_likelihood_and_confidence("It is likely (70%) to pass. Confidence is high.")
    False
    """
    parts = re.split(r"(?<=[.!?])\s+", text)
    return any(_LIKELIHOOD.search(part) and "confidence" in part.lower() for part in parts)
