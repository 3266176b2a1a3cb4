"""Numbers as they stand in a sentence. Nothing prints as more certain or more exact than it is."""

from __future__ import annotations

import datetime
import math
from typing import Literal, TypeAlias

from detente.display.words.grammar import plural
from detente.errors import InputError

__all__ = [
    "Unit",
    "amount",
    "apart",
    "before_rounding",
    "cardinal",
    "count",
    "date",
    "estimate",
    "interval",
    "level",
    "number",
    "percent",
    "percent_apart",
    "percent_interval",
    "points",
    "units",
    "whole_percent",
]

Unit: TypeAlias = Literal["probability", "scale"]
"""What an outcome is counted in: a probability, or units of the scale of an issue."""

_SMALL = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def checked_probability(probability: float) -> float:
    """The same number, if it is a probability.

    Raises:
        InputError: not a finite number from 0 to 1.
    """
    if not (math.isfinite(probability) and 0.0 <= probability <= 1.0):
        raise InputError(f"{probability!r} is not a probability", hint="give a number from 0 to 1")
    return float(probability)


def whole_percent(probability: float) -> int:
    """The probability as a whole number of per cent, 1 to 99 unless it is exactly 0 or 1.

    Halves go to the even number, so that a probability and its complement always add to 100.

    >>> [whole_percent(p) for p in (0, 1e-9, 0.205, 0.795, 0.9999, 1)]
    [0, 1, 20, 80, 99, 100]
    """
    p = checked_probability(probability)
    if p in (0.0, 1.0):
        return int(100 * p)
    return min(99, max(1, round(round(100 * p, 9))))


def percent(probability: float) -> str:
    """A percentage that says 0% or 100% only of what is exactly so.

    >>> [percent(p) for p in (0, 0.004, 0.01, 0.86, 0.99, 0.996, 1)]
    ['0%', '<1%', '1%', '86%', '99%', '>99%', '100%']
    """
    p = checked_probability(probability)
    if 0 < p < 0.01:
        return "<1%"
    if 0.99 < p < 1:
        return ">99%"
    return f"{whole_percent(p)}%"


def percent_interval(low: float, high: float) -> str:
    """An interval of probabilities.

    >>> percent_interval(0.71, 0.93), percent_interval(0.001, 0.2), percent_interval(0.5, 0.501)
    ('71% to 93%', '<1% to 20%', '50%')
    """
    first, last = percent(low), percent(high)
    return first if first == last else f"{first} to {last}"


def number(value: float, digits: int = 0) -> str:
    """A number rounded to so many decimals, without a tail of zeros and without a negative nought.

    >>> number(63.4), number(63.4, 1), number(63.0, 1), number(-0.2), number(12345.6), number(-3.5, 1)
    ('63', '63.4', '63', '0', '12,346', '−3.5')

    Raises:
        InputError: NaN or infinite.
    """
    if not math.isfinite(value):
        raise InputError(f"{value!r} cannot stand in a sentence", hint="give a finite number")
    text = f"{abs(value):,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text.strip("0.,") else text


def interval(low: float, high: float, digits: int = 0) -> str:
    """An interval of numbers; one number where both ends print alike.

    >>> interval(55.2, 71), interval(63.1, 63.2)
    ('55 to 71', '63')
    """
    first, last = number(low, digits), number(high, digits)
    return first if first == last else f"{first} to {last}"


def apart(low: float, high: float, digits: int = 0) -> float:
    """How far apart two numbers are as they print, so that a sentence's difference is that of its ends.

    >>> apart(51.4, 52.6), apart(55.46, 71, 1)
    (2.0, 15.5)
    """
    return round(round(high, digits) - round(low, digits), digits)


def percent_apart(low: float, high: float) -> float:
    """How far apart two probabilities are as they print in per cent, as a share of 1.

    >>> percent_apart(0.024, 0.076)
    0.06
    """
    return round(apart(100 * low, 100 * high) / 100, 2)


def estimate(mean: float, low80: float, high80: float, digits: int = 0) -> str:
    """A number over draws: its mean and 80% interval.

    >>> estimate(63.2, 55, 71), estimate(0, 0, 0)
    ('63 (80% interval 55 to 71)', '0')
    """
    between = interval(low80, high80, digits)
    middle = number(mean, digits)
    return middle if between == middle else f"{middle} (80% interval {between})"


def points(value: float, digits: int = 0) -> str:
    """A worth or an effect in points.

    >>> points(12.2), points(1), points(-1), points(0.4, 1)
    ('12 points', '1 point', '−1 point', '0.4 points')
    """
    text = number(value, digits)
    return f"{text} point" if text in ("1", "−1") else f"{text} points"


def units(value: float, digits: int = 0) -> str:
    """A distance on a scale in its units.

    >>> units(12.2), units(0.96, 1), units(-4.7, 1)
    ('12 units', '1 unit', '−4.7 units')
    """
    text = number(value, digits)
    return f"{text} unit" if text in ("1", "−1") else f"{text} units"


def amount(difference: float, unit: Unit, digits: int = 1, *, signed: bool = True) -> str:
    """A difference of an outcome: points of probability, or units of a scale; with its sign unless told otherwise.

    >>> amount(0.0326, "probability"), amount(-4.7, "scale"), amount(1e-9, "scale"), amount(-1, "scale", signed=False)
    ('+3.3 points', '−4.7 units', '0 units', '1 unit')
    """
    value = 100 * difference if unit == "probability" else difference
    counted = points if unit == "probability" else units
    if not signed:
        return counted(abs(value), digits)
    return f"{'+' if round(value, digits) > 0 else ''}{counted(value, digits)}"


def level(value: float, unit: Unit) -> str:
    """Where an outcome stands: per cent (rounding may have left a chance a hair outside), or a place on a scale.

    >>> level(0.862, "probability"), level(1.0000001, "probability"), level(66.66, "scale")
    ('86%', '100%', '66.7')
    """
    return percent(min(max(value, 0.0), 1.0)) if unit == "probability" else number(value, 1)


def before_rounding(before: float, after: float, unit: Unit) -> str:
    """ " before rounding", for behind a difference that its ends, told in whole numbers, are half a point or more off.

    >>> before_rounding(0.304, 0.276, "probability"), before_rounding(0.59, 0.66, "probability")
    (' before rounding', '')
    """
    points = 100.0 if unit == "probability" else 1.0
    off = abs(apart(points * before, points * after) - points * (after - before))
    return " before rounding" if off >= 0.5 else ""


def cardinal(n: int) -> str:
    """A count in words up to twelve, in figures beyond.

    >>> cardinal(0), cardinal(3), cardinal(12), cardinal(1500)
    ('no', 'three', 'twelve', '1,500')
    """
    return _SMALL[n] if 0 <= n < len(_SMALL) else f"{n:,}"


def count(n: int, noun: str, many: str | None = None) -> str:
    """So many of something.

    >>> count(1, "source"), count(3, "assumption"), count(0, "ally"), count(2, "man", "men")
    ('one source', 'three assumptions', 'no allies', 'two men')
    """
    return f"{cardinal(n)} {noun if n == 1 else (many or plural(noun))}"


def date(day: datetime.date | str) -> str:
    """A date as a desk writes it.

    >>> date("2006-07-10"), date(datetime.date(2006, 12, 31))
    ('10 July 2006', '31 December 2006')
    """
    value = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
