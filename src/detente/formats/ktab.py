"""KTAB's scenarios for its spatial model (SMP): comma-separated and XML files, in and out.

Reference: Wise, Lester & Efird 2015; the toolkit's example files.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape

import numpy as np

from detente.errors import FormatError
from detente.formats.scenario import Scenario, Table, number

__all__ = ["read_ktab_csv", "read_ktab_xml", "write_ktab_csv", "write_ktab_xml"]


def read_ktab_csv(text: str, file: str | Path | None = None) -> Scenario:
    """Read a comma-separated scenario.

    The first row is title, description, number of actors, number of issues; the second names the columns; then a
    row an actor: name, description, power, and position and salience of each issue.

    Raises:
        FormatError: a row that does not parse; names its line.

    >>> text = "Trade,made up,1,1,\\nActor,Description,Power,Pstn1,Sal1,\\nAva,,10,40,70,\\n"
    >>> read_ktab_csv(text).case.position.tolist()
    [[40.0]]
    """
    rows = [(line, row) for line, row in _rows(text, file) if any(row)]
    if len(rows) < 3:
        raise FormatError(f"{len(rows)} rows", file=file, hint="a head, the names of the columns, and an actor a row")
    (line, head), (names_line, names) = rows[0], rows[1]
    if len(head) < 4:
        raise FormatError("the head is short", file=file, line=line, hint="title, description, actors, issues")
    actors, issues = (_count(head[k], what, file, line) for k, what in ((2, "actors"), (3, "issues")))
    if len(rows) - 2 != actors:
        raise FormatError(f"the head says {actors} actors, {len(rows) - 2} rows follow", file=file, line=line)
    if len(names) < 3 + 2 * issues:
        raise FormatError(f"{len(names)} columns named, {3 + 2 * issues} needed", file=file, line=names_line)
    table = Table(actors, issues)
    for k, (line, row) in enumerate(rows[2:]):
        if len(row) < 3 + 2 * issues:
            raise FormatError(f"{len(row)} cells, {3 + 2 * issues} needed", file=file, line=line)
        power = number(row[2], "power", 0, np.inf, file, line)
        for m in range(issues):
            position = number(row[3 + 2 * m], names[3 + 2 * m], 0, 100, file, line)
            table.put(k, m, position, number(row[4 + 2 * m], names[4 + 2 * m], 0, 100, file, line), power)
    return Scenario(
        head[0],
        head[1],
        tuple(row[0] for _, row in rows[2:]),
        tuple(row[1] for _, row in rows[2:]),
        tuple(names[3 : 3 + 2 * issues : 2]),
        table.case(file),
    )


def _count(text: str, what: str, file: str | Path | None, line: int) -> int:
    found = number(text, what, 1, 100_000, file, line)
    if found % 1:
        raise FormatError(f"{what} is {text}", file=file, line=line, hint="it must be a whole number")
    return int(found)


def _rows(text: str, file: str | Path | None) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), skipinitialspace=True, strict=True)
    found = []
    try:
        for row in reader:
            found.append((reader.line_num, [cell.strip() for cell in row]))
    except csv.Error as error:
        raise FormatError(str(error), file=file, line=reader.line_num) from None
    return found


def write_ktab_csv(scenario: Scenario) -> str:
    """Write a comma-separated scenario. KTAB knows no absent actors: they stand at 50 without salience."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=",\n")  # its reader wants a comma at the end of each row
    issues = len(scenario.issues)
    writer.writerow([scenario.title, scenario.description, len(scenario.actors), issues])
    columns = [column for issue in scenario.issues for column in (issue, f"Salience of {issue}")]
    writer.writerow(["Actor", "Description", "Power", *columns])
    for k, name in enumerate(scenario.actors):
        position, salience, power = _row(scenario, k)
        cells = [repr(value) for pair in zip(position, salience, strict=True) for value in pair]
        writer.writerow([name, scenario.descriptions[k], repr(power), *cells])
    return out.getvalue()


def _row(scenario: Scenario, actor: int) -> tuple[list[float], list[float], float]:
    """An actor's positions and saliences, and its one power: the greatest that it has on any issue."""
    case = scenario.case
    assert case.present is not None
    here = case.present[actor]
    position = np.where(here, case.position[actor], 50.0)
    return position.tolist(), case.salience[actor].tolist(), float(case.capability[actor].max())


@dataclass(slots=True)
class _Element:
    name: str
    line: int
    text: str = ""
    children: list[_Element] = field(default_factory=list)

    def all(self, name: str) -> list[_Element]:
        return [child for child in self.children if child.name == name]


def _tree(text: str, file: str | Path | None) -> _Element:
    """The elements with their lines. Entities are refused: they can blow a small file up to any size."""
    root = _Element("", 0)
    stack = [root]
    parser = expat.ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        element = _Element(name, parser.CurrentLineNumber)
        stack[-1].children.append(element)
        stack.append(element)

    def data(chunk: str) -> None:
        stack[-1].text += chunk

    def refuse(*_: object) -> NoReturn:
        raise FormatError("a document type or entity", file=file, line=parser.CurrentLineNumber, hint="remove it")

    parser.StartElementHandler, parser.CharacterDataHandler = start, data
    parser.EndElementHandler = lambda _: stack.pop()
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text.lstrip("\ufeff").encode(), True)
    except expat.ExpatError as error:
        raise FormatError(expat.ErrorString(error.code), file=file, line=error.lineno) from None
    return root.children[0]


def _one(element: _Element, name: str, file: str | Path | None) -> _Element:
    found = element.all(name)
    if len(found) != 1:
        raise FormatError(
            f"{len(found)} <{name}> in <{element.name}>", file=file, line=element.line, hint="one is needed"
        )
    return found[0]


def read_ktab_xml(text: str, file: str | Path | None = None) -> Scenario:
    """Read an XML scenario: its dimensions and actors. Settings of KTAB's own solver are not read.

    Raises:
        FormatError: not XML, or an element that is missing or no number; names its line.
    """
    root = _tree(text, file)
    if root.name != "Scenario":
        raise FormatError(f"the root is <{root.name}>", file=file, line=root.line, hint="<Scenario> is needed")
    dimensions = _one(root, "Dimensions", file).all("dName")
    actors = _one(root, "Actors", file).all("Actor")
    table = Table(len(actors), len(dimensions))
    for k, actor in enumerate(actors):
        place = _one(actor, "capability", file)
        power = number(place.text, "capability", 0, np.inf, file, place.line)
        positions = _numbers(actor, "Position", "dCoord", len(dimensions), file)
        saliences = _numbers(actor, "Salience", "dSal", len(dimensions), file)
        for m, (position, salience) in enumerate(zip(positions, saliences, strict=True)):
            table.put(k, m, position, salience, power)
    return Scenario(
        _text(root, "name"),
        _text(root, "desc"),
        tuple(_one(actor, "name", file).text.strip() for actor in actors),
        tuple(_text(actor, "description") for actor in actors),
        tuple(one.text.strip() for one in dimensions),
        table.case(file),
    )


def _text(element: _Element, name: str) -> str:
    return "".join(one.text for one in element.all(name)).strip()


def _numbers(actor: _Element, group: str, name: str, count: int, file: str | Path | None) -> list[float]:
    element = _one(actor, group, file)
    found = element.all(name)
    if len(found) != count:
        raise FormatError(f"{len(found)} <{name}>, {count} needed", file=file, line=element.line)
    return [number(one.text, f"<{name}>", 0, 100, file, one.line) for one in found]


def write_ktab_xml(scenario: Scenario) -> str:
    """Write an XML scenario. KTAB knows no absent actors: they stand at 50 without salience."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<Scenario>", *_tags(2, name=scenario.title)]
    lines += [*_tags(2, desc=scenario.description), "  <Dimensions>"]
    lines += [line for issue in scenario.issues for line in _tags(4, dName=issue)]
    lines += ["  </Dimensions>", "  <Actors>"]
    for k, name in enumerate(scenario.actors):
        position, salience, power = _row(scenario, k)
        lines += ["    <Actor>", *_tags(6, name=name, description=scenario.descriptions[k], capability=repr(power))]
        lines += [
            "      <Position>",
            *(line for v in position for line in _tags(8, dCoord=repr(v))),
            "      </Position>",
        ]
        lines += ["      <Salience>", *(line for v in salience for line in _tags(8, dSal=repr(v))), "      </Salience>"]
        lines.append("    </Actor>")
    return "\n".join([*lines, "  </Actors>", "</Scenario>", ""])


def _tags(indent: int, **texts: str) -> list[str]:
    return [f"{' ' * indent}<{name}>{escape(text)}</{name}>" for name, text in texts.items()]
