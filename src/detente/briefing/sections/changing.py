"""Section 8: what would change our minds. Each part is a function from the dossier and its answers to blocks.

A part yields nothing where its question was not asked or has no answer; the section then says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from detente import __version__
from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Row, Section, Table
from detente.briefing.sections.parts import blocks_or_missing, pictures
from detente.display.words import capitalised, interval, number, percent, points
from detente.dossier import Dossier

__all__ = ["PARTS", "QUESTIONS", "changing", "finding_out", "inputs_table"]

Part: TypeAlias = Callable[[Dossier, Given], Iterable[Block]]

ROWS = 6
QUESTIONS = ("sensitivity", "levers", "flip", "changes")


def finding_out(_dossier: Dossier, given: Given) -> Iterable[Block]:
    """What to find out next about the leading judgements: the best questions, the tornado, and what each rests on."""
    for key in given.to("sensitivity"):
        answer = given.answers[key]
        results = answer.to_dict()["results"]
        yield Block(
            heading=f"What to find out next about {results['called']}",
            statements=statements_of(key, answer),
            pictures=pictures(given, key, "tornado"),
            tables=(inputs_table(results["inputs"], results["chance"]),) if results["inputs"] else (),
        )


def inputs_table(inputs: Sequence[Mapping[str, Any]], chance: bool) -> Table:
    """The numbers most worth finding out: where each may lie, what that does, and what it rests on.

    Args:
        inputs: as a sensitivity answer ranks them.
        chance: whether the outcome is a probability.
    """
    rows = tuple(
        Row(
            (
                capitalised(row["called"]),
                interval(row["at_low"], row["at_high"], 0 if row["at_high"] - row["at_low"] >= 5 else 2),
                f"{_said(row['low'], chance)} to {_said(row['high'], chance)}",
                f"±{_moves(row['shift'], chance)}",
            ),
            tuple(row["claims"]),
            (row["path"],) if row["assumption"] else (),
        )
        for row in inputs[:ROWS]
    )
    head = ("Number", "May lie at (80% interval)", "Outcome there", "Knowing it moves the judgement by")
    return Table("The numbers most worth finding out, the best first", head, rows, sourced=True)


def _said(value: float, chance: bool) -> str:
    return percent(min(max(value, 0.0), 1.0)) if chance else number(value, 1)


def _moves(shift: float, chance: bool) -> str:
    return points(100 * shift, 1) if chance else points(shift, 1).replace("point", "unit")


PARTS: tuple[Part, ...] = (finding_out,)
"""The parts in the order in which they are shown."""


def changing(dossier: Dossier, given: Given) -> Section:
    """What to find out next, the levers, and the claims on which a judgement hangs."""
    blocks = [block for part in PARTS for block in part(dossier, given)]
    made = blocks_or_missing(blocks, given, QUESTIONS, _missing(dossier))
    return Section(8, "what-would-change-our-minds", "What would change our minds", made)


def _missing(dossier: Dossier) -> str:
    if not dossier.issues:
        return "Nothing can be varied yet: add an issue with positions under `issues:`, and brief again."
    return f"The dossier has what this takes, but Détente {__version__} was not asked what would change its answers."
