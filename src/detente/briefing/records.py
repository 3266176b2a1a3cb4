"""What a brief is made of: frozen records, the same for the page and for ``brief.json``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

__all__ = ["Assumption", "Block", "Brief", "Picture", "Piece", "Row", "Section", "Source", "Statement", "Table"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the brief and what it rests on.

    ``answer`` is the key of the answer that it is taken from (``vote:security-council``); ``reference`` is where a
    fact from the literature is published. ``confidence_said`` is the answer's own sentence on its confidence.
    """

    text: str
    answer: str | None = None
    probability: float | None = None
    confidence: Literal["high", "moderate", "low"] | None = None
    confidence_said: str | None = None
    claims: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as SVG, with what it shows in words."""

    svg: str
    title: str
    description: str
    caption: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table, and what its numbers rest on."""

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; ``sourced`` tables end in a column that says what each row rests on."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    sourced: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a section about one subject, or a line that says what is missing and how to add it."""

    heading: str | None = None
    statements: tuple[Statement, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One of the ten sections."""

    number: int
    slug: str
    title: str
    blocks: tuple[Block, ...]

    def statements(self) -> Iterator[Statement]:
        """Its sentences, in order."""
        for block in self.blocks:
            yield from block.statements

    def rows(self) -> Iterator[Row]:
        """The rows of its sourced tables, in order."""
        for block in self.blocks:
            for table in block.tables:
                yield from table.rows if table.sourced else ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a report's text; ``exact`` where it is a claim's own characters."""

    text: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A claim as the brief cites it: numbered, quoted in its context, with who, what, where and when."""

    number: int
    claim: str
    report: str
    title: str
    publisher: str | None
    published: date | None
    who: str
    what: str
    status: str
    context: tuple[Piece, ...]
    cited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number with no claim behind it, what it is called in words, and the sentences that use it."""

    number: int
    path: str
    value: str
    note: str | None
    cited: tuple[str, ...]
    called: str = ""


@dataclass(frozen=True)
class Brief:
    """The whole: sections one to nine, and in the tenth the sources and assumptions that they rest on.

    ``answers`` holds each answer's JSON data under its key: the numbers of ``ask --json``, unchanged.
    """

    title: str
    as_of: date
    horizon: date
    digest: str
    version: str
    scale: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    assumptions: tuple[Assumption, ...]
    answers: Mapping[str, Mapping[str, Any]]
    warnings: tuple[str, ...] = ()

    def judgements(self) -> list[str]:
        """The key judgements, as printed."""
        return [said.text for said in self.sections[0].statements()]
