"""A value on an issue's scale, in the scale's own words."""

from __future__ import annotations

from collections.abc import Mapping
from math import isclose

from detente.display.words.grammar import listed, quoted
from detente.display.words.numbers import number
from detente.errors import InputError

__all__ = ["equally_near", "in_words", "nearest_point", "place", "scale_points"]


def scale_points(scale: Mapping[float, str] | Mapping[str, str]) -> tuple[tuple[float, str], ...]:
    """The named points of a scale, rising; keys may be numbers, or their text as in JSON.

    >>> scale_points({"45": "a resolution", "0": "no action"})
    ((0.0, 'no action'), (45.0, 'a resolution'))

    Raises:
        InputError: a scale without points.
    """
    if not scale:
        raise InputError("a scale without named points", hint="name at least one point")
    return tuple(sorted((float(at), name) for at, name in scale.items()))


def nearest_point(scale: Mapping[float, str] | Mapping[str, str], value: float) -> tuple[float, str]:
    """The named point that a value is nearest to; the lower one at a tie.

    >>> nearest_point({0: "no action", 20: "a statement", 45: "a resolution"}, 31)
    (20.0, 'a statement')
    """
    return min(scale_points(scale), key=lambda point: (abs(point[0] - value), point[0]))


def equally_near(scale: Mapping[float, str] | Mapping[str, str], value: float) -> tuple[str, ...]:
    """The names of the points that a value is nearest to: one, or two where it lies halfway between them.

    >>> equally_near({0: "no action", 20: "a statement", 45: "a resolution"}, 32.5)
    ('a statement', 'a resolution')
    """
    nearest, _ = nearest_point(scale, value)
    return tuple(name for at, name in scale_points(scale) if isclose(abs(at - value), abs(nearest - value)))


def place(scale: Mapping[float, str] | Mapping[str, str], value: float) -> str:
    """Where a value stands in the scale's words: at a named point, nearest to one, or halfway between two.

    "At" is within one unit of a scale of a hundred.

    >>> scale = {0: "no action", 20: "a statement", 45: "a resolution"}
    >>> place(scale, 20.4), place(scale, 29), place(scale, 10)
    ('at “a statement”', 'nearest to “a statement”', 'halfway between “no action” and “a statement”')
    """
    at, name = nearest_point(scale, value)
    if abs(at - value) <= 1:
        return f"at {quoted(name)}"
    tied = equally_near(scale, value)
    return f"nearest to {quoted(name)}" if len(tied) == 1 else f"halfway between {listed(map(quoted, tied))}"


def in_words(scale: Mapping[float, str] | Mapping[str, str], value: float) -> str:
    """A value as the named point that it stands at, or near to, with its number in brackets.

    >>> in_words({0: "no action", 20: "a statement", 45: "a resolution"}, 20.4)
    'at “a statement” (20)'
    """
    return f"{place(scale, value)} ({number(value)})"
