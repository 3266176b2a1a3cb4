"""What a sentence rests on, in two or three words that stand beside it."""

from __future__ import annotations

from collections.abc import Mapping

from detente.briefing.records import Statement
from detente.briefing.sources import independent_reports
from detente.display.words import count

__all__ = ["confidence_in_words", "footing"]


def footing(statement: Statement, reports: Mapping[str, str]) -> str:
    """``assumption`` where no claim stands behind it, ``one source`` where one does, else how many.

    A source is a report: two claims of one report are one source. ``reports`` maps a claim's id to its report.

    >>> footing(Statement("x"), {}), footing(Statement("x", claims=("c-1", "c-2")), {"c-1": "r", "c-2": "r"})
    ('assumption', 'one source')
    """
    if statement.reference:
        return "published"
    if not statement.claims:
        return "assumption"
    return count(independent_reports(statement.claims, reports), "source")


def confidence_in_words(statement: Statement, reports: Mapping[str, str], *, opening: bool = False) -> str | None:
    """The confidence of a sentence, in a sentence of its own.

    Where the answer states it, that sentence stands among the answer's own, and is repeated only in the ``opening``
    section. Where it gives a level alone, the number of sources is added.

    >>> confidence_in_words(Statement("x", confidence="low"), {})
    'Confidence is low, with no source.'
    """
    if statement.confidence_said is not None:
        return statement.confidence_said if opening else None
    if statement.confidence is None:
        return None
    behind = independent_reports(statement.claims, reports)
    return f"Confidence is {statement.confidence}, with {count(behind, 'source') if behind else 'no source'}."
