"""What other bargaining programs keep in a file: actors, issues, and a table of numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from jaxtyping import Float

from detente.dossier import Dossier
from detente.engines.bargaining import Case
from detente.errors import CaseError, FormatError

__all__ = ["Scenario", "Table", "as_dossier", "as_scenario", "number"]


@dataclass(frozen=True, eq=False)
class Scenario:
    """Actors and issues by name, with a case whose rows and columns they are, in order."""

    title: str
    description: str
    actors: tuple[str, ...]
    descriptions: tuple[str, ...]
    issues: tuple[str, ...]
    case: Case


class Table:
    """Numbers gathered row by row, each with the line that it comes from; a cell never given is absent."""

    def __init__(self, actors: int, issues: int) -> None:
        self._cells: Float[np.ndarray, "3 actors issues"] = np.full((3, actors, issues), np.nan)

    def put(self, actor: int, issue: int, position: float, salience: float, capability: float) -> None:
        """Set one actor's numbers on one issue."""
        self._cells[:, actor, issue] = position, salience, capability

    def has(self, actor: int, issue: int) -> bool:
        """Whether this cell was given already."""
        return not bool(np.isnan(self._cells[0, actor, issue]))

    def case(self, file: str | Path | None) -> Case:
        """The case of the table.

        Raises:
            FormatError: an issue on which nobody stands.
        """
        position, salience, capability = self._cells
        try:
            return Case(position, salience, capability, present=~np.isnan(position))
        except CaseError as error:
            raise FormatError(str(error), file=file) from None


def number(text: str, what: str, low: float, high: float, file: str | Path | None, line: int) -> float:
    """A number of a file, within its bounds.

    Raises:
        FormatError: not a number, or out of bounds; names file and line.
    """
    try:
        value = float(text)
    except ValueError:
        raise FormatError(f"{what} is {text.strip()!r}, not a number", file=file, line=line) from None
    if not (low <= value <= high and np.isfinite(value)):
        bounds = (
            ("finite" if low == -np.inf else f"finite and {low:g} or more")
            if high == np.inf
            else f"between {low:g} and {high:g}"
        )
        raise FormatError(f"{what} is {text.strip()}", file=file, line=line, hint=f"it must be {bounds}")
    return value


def as_dossier(scenario: Scenario, as_of: date, horizon: date) -> Dossier:
    """A dossier of the scenario. Ids are numbered; what no file of this kind holds is left out."""
    case = scenario.case
    ids = [f"actor-{k}" for k in range(1, len(scenario.actors) + 1)]
    data: dict[str, Any] = {
        "detente": 1,
        "title": scenario.title or "A scenario",
        "as_of": as_of,
        "horizon": horizon,
        "actors": {
            id: {"name": name, "note": note or None}
            for id, name, note in zip(ids, scenario.actors, scenario.descriptions, strict=True)
        },
        "issues": {
            f"issue-{m}": {
                "asks": name,
                "scale": {0: "lowest", 100: "highest"},
                "positions": _positions(case, ids, m - 1),
            }
            for m, name in enumerate(scenario.issues, 1)
        },
    }
    return Dossier.model_validate(data)


def _positions(case: Case, ids: list[str], issue: int) -> dict[str, dict[str, float]]:
    arrays = {name: getattr(case, name)[:, issue] for name in ("position", "salience", "capability")}
    assert case.present is not None
    return {
        id: {name: float(array[k]) for name, array in arrays.items()}
        for k, id in enumerate(ids)
        if case.present[k, issue]
    }


def as_scenario(dossier: Dossier) -> Scenario:
    """The scenario of a dossier at the centres of its estimates; groups and factions count as the dossier says."""
    from detente.questions.draws import Draws

    draws = Draws(dossier, 2_000, 0)
    on = {issue: draws.actors_on(issue) for issue in dossier.issues}
    issues = tuple(issue for issue, actors in on.items() if actors)
    actors = tuple(id for id in dossier.actors if any(id in on[issue] for issue in issues))
    table = Table(len(actors), len(issues))
    for m, issue in enumerate(issues):
        drawn = draws.issue(issue)
        means = (drawn.position.mean(axis=0), drawn.salience.mean(axis=0), drawn.capability.mean(axis=0))
        for k, (position, salience, capability) in enumerate(zip(*means, strict=True)):
            table.put(actors.index(drawn.actors[k]), m, position, salience, capability)
    return Scenario(
        dossier.title,
        "",
        _told_apart({id: dossier.actors[id].name for id in actors}),
        ("",) * len(actors),
        _told_apart({issue: dossier.issues[issue].asks for issue in issues}),
        table.case(None),
    )


def _told_apart(names: dict[str, str]) -> tuple[str, ...]:
    """The names, with the id behind one that several have: other programs know rows by their names.

    >>> _told_apart({"kor": "Korea", "prk": "Korea", "usa": "United States"})
    ('Korea (kor)', 'Korea (prk)', 'United States')
    """
    count = Counter(names.values())
    return tuple(f"{name} ({id})" if count[name] > 1 else name for id, name in names.items())
