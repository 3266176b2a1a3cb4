"""DecideExchange's tab-separated files, in and out: rows ``#A`` actor, ``#P`` issue, ``#M`` bound, ``#D`` data.

Reference: Stokman & Van Oosten 1994; the program's example files.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from detente.errors import FormatError, nearest
from detente.formats.scenario import Scenario, Table, number

__all__ = ["read_decide", "write_decide"]

CELLS = {"#A": 2, "#P": 2, "#M": 3, "#D": 6}


def read_decide(text: str, file: str | Path | None = None) -> Scenario:
    """Read a file: positions, saliences from 0 to 1, power; an actor without a row is absent there.

    Positions run between the lowest and the highest ``#M`` bound of their issue, or from 0 to 100 where there are not
    two; bounds other than 0 and 100 are stretched to them.

    Raises:
        FormatError: a row that does not parse, or that names nobody known; names its line.

    >>> text = "#A\\ta\\tAvalon\\t\\n#P\\tp\\tPeace\\t\\n#D\\ta\\tp\\t40\\t0.7\\t10\\n"
    >>> read_decide(text).case.salience.tolist()
    [[70.0]]
    """
    rows = [(line, _cells(row)) for line, row in enumerate(text.lstrip("\ufeff").splitlines(), 1) if row.strip()]
    for line, row in rows:
        if row[0] not in CELLS:
            raise FormatError(f"a row begins with {row[0]!r}", file=file, line=line, hint="#A, #P, #M or #D")
        if len(row) < CELLS[row[0]]:
            raise FormatError(
                f"{len(row)} cells in a {row[0]} row", file=file, line=line, hint=f"{CELLS[row[0]]} are needed"
            )
    actors, issues = (_named(rows, tag, file) for tag in ("#A", "#P"))
    if not actors or not issues:
        raise FormatError("no actor or no issue", file=file, hint="#A and #P rows name them")
    table = Table(len(actors), len(issues))
    bounds = _bounds(rows, list(issues), file)
    for line, row in rows:
        if row[0] == "#D":
            _put(table, row, list(actors), bounds, file, line)
    return Scenario("", "", tuple(actors.values()), ("",) * len(actors), tuple(issues.values()), table.case(file))


def _cells(row: str) -> list[str]:
    return [cell.strip().removeprefix("'").removesuffix("'") for cell in row.split("\t")]


def _named(rows: list[tuple[int, list[str]]], tag: str, file: str | Path | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for line, row in rows:
        if row[0] == tag:
            if row[1] in found:
                raise FormatError(f"'{row[1]}' is declared twice", file=file, line=line)
            found[row[1]] = (row[2] if len(row) > 2 else "") or row[1]
    return found


def _bounds(
    rows: list[tuple[int, list[str]]], issues: list[str], file: str | Path | None
) -> dict[str, tuple[float, float]]:
    """The lowest and the highest bound of each issue, in the order of the issues."""
    found: dict[str, list[float]] = {issue: [] for issue in issues}
    for line, row in rows:
        if row[0] == "#M":
            _known(row[1], issues, "issue", file, line)
            found[row[1]].append(number(row[2], "bound", -np.inf, np.inf, file, line))
    return {issue: (min(at), max(at)) if len(set(at)) > 1 else (0.0, 100.0) for issue, at in found.items()}


def _known(name: str, known: list[str], what: str, file: str | Path | None, line: int) -> int:
    if name not in known:
        raise FormatError(f"no {what} is called '{name}'", file=file, line=line, hint=nearest(name, known))
    return known.index(name)


def _put(
    table: Table,
    row: list[str],
    actors: list[str],
    bounds: dict[str, tuple[float, float]],
    file: str | Path | None,
    line: int,
) -> None:
    k, m = _known(row[1], actors, "actor", file, line), _known(row[2], list(bounds), "issue", file, line)
    if table.has(k, m):
        raise FormatError(f"'{row[1]}' stands on '{row[2]}' twice", file=file, line=line)
    low, high = bounds[row[2]]
    position = number(row[3], "position", low, high, file, line)
    if (low, high) != (0.0, 100.0):
        position = 100 * (position - low) / (high - low)
    salience = 100 * number(row[4], "salience", 0, 1, file, line)
    table.put(k, m, position, salience, number(row[5], "power", 0, np.inf, file, line))


def write_decide(scenario: Scenario) -> str:
    """Write a file."""
    case = scenario.case
    assert case.present is not None
    lines = [_line("#A", name, name, "") for name in map(_plain, scenario.actors)]
    lines += [_line("#P", name, name, "") for name in map(_plain, scenario.issues)]
    lines += [_line("#M", _plain(name), bound) for name in scenario.issues for bound in (0, 100)]
    for k, actor in enumerate(scenario.actors):
        for m, issue in enumerate(scenario.issues):
            if case.present[k, m]:
                numbers = (case.position[k, m], case.salience[k, m] / 100, case.capability[k, m])
                lines.append(_line("#D", _plain(actor), _plain(issue), *map(float, numbers)))
    return "\n".join([*lines, ""])


def _plain(name: str) -> str:
    """A name without what would end its cell."""
    return " ".join(name.replace("'", "’").split())


def _line(*cells: str | float) -> str:
    return "\t".join(f"'{cell}'" if isinstance(cell, str) else f"{cell!r}" for cell in cells)
