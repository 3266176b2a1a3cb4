"""Published numbers of the worked cases beside ours: `detente cases verify`.

A worked case may have an ``expected.yaml`` with a list ``expected`` of
``{what, source, issue, model, key, values, within}``. ``key`` is ``outcome``, ``mean_rounds`` or ``median_rounds`` of
a forecast by that model, and ``within`` says how near each value has to be, in scale units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from detente.dossier import Dossier
from detente.dossier.cases import case_names, load_case
from detente.dossier.yaml import parse, plain
from detente.questions.answer import ask
from detente.questions.forecast import Forecast

__all__ = ["Replication", "replications"]


@dataclass(frozen=True, slots=True)
class Replication:
    """One published row beside ours; the largest difference and how near it had to be there."""

    case: str
    what: str
    source: str
    model: str
    published: tuple[float, ...]
    found: tuple[float, ...]
    within: tuple[float, ...]

    @property
    def difference(self) -> float:
        """The largest difference, in scale units."""
        return max(abs(p - f) for p, f in zip(self.published, self.found, strict=True))

    @property
    def holds(self) -> bool:
        """Whether every number is as near as it has to be."""
        return all(abs(p - f) <= near for p, f, near in zip(self.published, self.found, self.within, strict=True))


def replications() -> Iterator[Replication]:
    """Every expected row of every worked case, computed now."""
    for case in case_names():
        file = files("detente").joinpath("data/cases", case, "expected.yaml")
        if file.is_file():
            dossier = load_case(case)
            for row in plain(parse(file.read_text(encoding="utf-8"), f"{case}/expected.yaml"))["expected"]:
                yield _replicated(case, dossier, row)


def _replicated(case: str, dossier: Dossier, row: dict[str, Any]) -> Replication:
    published = tuple(float(value) for value in row["values"])
    question = Forecast(row["issue"], row["model"], rounds=max(1, len(published)), draws=1)
    model = ask(dossier, question).results["models"][row["model"]]
    found = [model["outcome"]] if row["key"] == "outcome" else model[row["key"]]
    means = tuple(float(one["mean"]) for one in found)
    within = tuple(float(near) for near in row["within"])
    return Replication(case, row["what"], row["source"], row["model"], published, means, within)
