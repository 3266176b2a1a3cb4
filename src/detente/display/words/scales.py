"""A value on an issue's scale, in the scale's own words."""

from __future__ import annotations

from collections.abc import Mapping

from detente.display.words.grammar import quoted
from detente.display.words.numbers import number
from detente.errors import InputError

__all__ = ["in_words", "nearest_point", "scale_points"]


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


def in_words(scale: Mapping[float, str] | Mapping[str, str], value: float) -> str:
    """A value as the named point that it stands at, or near to, with its number in brackets.

    "At" is within one unit of a scale of a hundred.

    >>> scale = {0: "no action", 20: "a statement", 45: "a resolution"}
    >>> in_words(scale, 20.4), in_words(scale, 29)
    ('at “a statement” (20)', 'nearest to “a statement” (29)')
    """
    at, name = nearest_point(scale, value)
    return f"{'at' if abs(at - value) <= 1 else 'nearest to'} {quoted(name)} ({number(value)})"
