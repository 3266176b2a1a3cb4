"""The models of a forecast by name, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from detente.engines.bargaining import (
    Challenge,
    Condorcet,
    Exchange,
    Mean,
    Median,
    Model,
    Nash,
    StatusQuo,
)
from detente.errors import QuestionError, nearest

__all__ = [
    "BASELINES",
    "IN_ROUNDS",
    "LEAD",
    "MIXTURE",
    "NAMES",
    "NEED_STATUS_QUO",
    "TITLES",
    "USUAL",
    "model_named",
    "wanted",
]

LEAD = "mean"
"""What a forecast leads with: on resolved cases nothing else beats it (docs/models/mean.md)."""

TITLES = {
    "mean": "weighted mean",
    "median": "weighted median",
    "nash": "Nash solution",
    "challenge": "challenge",
    "scholz2011_code": "challenge, Scholz 2011 as coded",
    "scholz2011_text": "challenge, Scholz 2011 as printed",
    "condorcet": "Condorcet election",
    "exchange": "exchange",
    "mixture": "calibrated mixture",
    "status_quo": "status quo",
}
"""How each model is called in words."""

MIXTURE = "mixture"
NAMES = tuple(name for name in TITLES if name != MIXTURE)
USUAL = ("mean", "median", "challenge", "condorcet", "status_quo")
"""What a forecast runs where no model is named. The others run by name or as ``all``: the two published presets of the
challenge model and the market of trades are slow, and Nash's solution needs the consent of everybody with weight, so
that one actor content with today decides."""
ALL = "all"
NEED_STATUS_QUO = ("nash", "status_quo")
IN_ROUNDS = ("challenge", "scholz2011_code", "scholz2011_text", "exchange")
"""Models that are slow to compute: they settle the first of the draws, and each says how many."""
BASELINES = ("mean", "median", "status_quo")


def model_named(name: str, rounds: int) -> Model:
    """The model of that name.

    Raises:
        QuestionError: there is no such model; the nearest is named.
    """
    models: dict[str, Model] = {
        "mean": Mean(),
        "median": Median(),
        "nash": Nash(),
        "challenge": Challenge(rounds=rounds),
        "scholz2011_code": Challenge.scholz2011_code(rounds),
        "scholz2011_text": Challenge.scholz2011_text(rounds),
        "condorcet": Condorcet(),
        "exchange": Exchange(),
        "status_quo": StatusQuo(),
    }
    if name not in models:
        raise QuestionError(f"no model is called '{name}'", key="model", hint=nearest(name, TITLES))
    return models[name]


def wanted(asked: str | Iterable[str] | None) -> tuple[str, ...]:
    """The names asked for (the usual where none is, every one for ``all``), the lead first; a name twice counts once.

    >>> wanted("median")
    ('mean', 'median')
    >>> wanted("all") == NAMES
    True
    """
    names = (asked,) if isinstance(asked, str) else tuple(asked or USUAL)
    return tuple(dict.fromkeys((LEAD, *(NAMES if ALL in names else names))))
