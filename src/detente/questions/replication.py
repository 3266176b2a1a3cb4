"""Published numbers of the worked cases beside ours: `detente cases verify`.

A worked case may have an ``expected.yaml`` with a list ``expected``. Its entries are of three kinds, each with ``what``
and ``source``:

- ``{issue, model, key, values, within}``: ``key`` is ``outcome``, ``mean_rounds`` or ``median_rounds`` of a forecast by
  that model, and ``within`` says how near each value has to be, in scale units;
- ``{concept, states}``: the states where the conflict can rest under a concept, and no others;
- ``{coalition, from, to}``: a state that a coalition would leave together for another, which no part of it would.
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
from detente.questions.stability import Stability

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
    if "concept" in row or "coalition" in row:
        return _rests(case, dossier, row)
    published = tuple(float(value) for value in row["values"])
    question = Forecast(row["issue"], row["model"], rounds=max(1, len(published)), draws=1)
    model = ask(dossier, question).results["models"][row["model"]]
    found = [model["outcome"]] if row["key"] == "outcome" else model[row["key"]]
    means = tuple(float(one["mean"]) for one in found)
    within = tuple(float(near) for near in row["within"])
    return Replication(case, row["what"], row["source"], row["model"], published, means, within)


def _rests(case: str, dossier: Dossier, row: dict[str, Any]) -> Replication:
    """One for each state where it can rest (or to which a coalition leaves), nought for each other: theirs and ours."""
    results = ask(dossier, Stability(draws=1, noise=0, wishes=(), every=True)).results
    if "concept" in row:
        published, found = row["states"], results["equilibria"][row["concept"]]
    else:
        published = [row["to"]]
        found = [
            upset["path"][-1]["state"]
            for upset in results["upsets"]
            if sorted(upset["coalition"]) == sorted(row["coalition"]) and sorted(row["from"]) == upset["state"]
        ]
    states = [one["state"] for one in results["every"]]
    said, ours = (
        tuple(float(state in [sorted(one) for one in listed]) for state in states) for listed in (published, found)
    )
    return Replication(case, row["what"], row["source"], "stability", said, ours, (0.0,) * len(states))
