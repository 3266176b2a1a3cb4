"""The models of a forecast by name, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from detente.engines.bargaining import Challenge, Mean, Median, Model, StatusQuo
from detente.errors import QuestionError, nearest

__all__ = ["BASELINES", "LEAD", "NAMES", "TITLES", "model_named", "wanted"]

LEAD = "mean"
"""What a forecast leads with: on resolved cases nothing else beats it (docs/models/mean.md)."""

TITLES = {
    "mean": "weighted mean",
    "median": "weighted median",
    "challenge": "challenge",
    "scholz2011_code": "challenge, Scholz 2011 as coded",
    "scholz2011_text": "challenge, Scholz 2011 as printed",
    "status_quo": "status quo",
}
"""How each model is called in words."""

NAMES = tuple(TITLES)
BASELINES = ("mean", "median", "status_quo")


def model_named(name: str, rounds: int) -> Model:
    """The model of that name.

    Raises:
        QuestionError: there is no such model; the nearest is named.
    """
    models: dict[str, Model] = {
        "mean": Mean(),
        "median": Median(),
        "challenge": Challenge(rounds=rounds),
        "scholz2011_code": Challenge.scholz2011_code(rounds),
        "scholz2011_text": Challenge.scholz2011_text(rounds),
        "status_quo": StatusQuo(),
    }
    if name not in models:
        raise QuestionError(f"no model is called '{name}'", key="model", hint=nearest(name, models))
    return models[name]


def wanted(asked: str | Iterable[str] | None) -> tuple[str, ...]:
    """The names asked for (all where none is), with the lead first; a name twice counts once.

    >>> wanted("median")
    ('mean', 'median')
    """
    names = (asked,) if isinstance(asked, str) else tuple(asked or NAMES)
    return tuple(dict.fromkeys((LEAD, *names)))
