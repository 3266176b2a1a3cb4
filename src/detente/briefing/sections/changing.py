"""Section 8: what would change our minds. Each part is a function from the dossier and its answers to blocks.

A part yields nothing where its question was not asked or has no answer; the section then says what is missing.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from detente import __version__
from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Row, Section, Table
from detente.briefing.sections.parts import blocks_or_missing, pictures, plain_table
from detente.display import words
from detente.display.words import capitalised, interval, number
from detente.dossier import Dossier
from detente.questions.basis import basis
from detente.questions.outcomes import unit_of

__all__ = ["PARTS", "QUESTIONS", "changing", "finding_out", "hanging", "inputs_table", "levering", "moves_table"]

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
            tables=(inputs_table(results["inputs"], unit_of(answer.subject or "")),) if results["inputs"] else (),
        )


def inputs_table(inputs: Sequence[Mapping[str, Any]], unit: words.Unit) -> Table:
    """The numbers most worth finding out: where each may lie, what that does, and what it rests on.

    Args:
        inputs: as a sensitivity answer ranks them.
        unit: of the outcome.
    """
    rows = tuple(
        Row(
            (
                capitalised(row["called"]),
                interval(row["at_low"], row["at_high"], 0 if row["at_high"] - row["at_low"] >= 5 else 2),
                f"{words.level(row['low'], unit)} to {words.level(row['high'], unit)}",
                f"±{words.amount(row['shift'], unit, signed=False)}",
            ),
            tuple(row["claims"]),
            (row["path"],) if row["assumption"] else (),
        )
        for row in inputs[:ROWS]
    )
    head = ("Number", "May lie at (80% interval)", "Outcome there", "Knowing it moves the judgement by")
    return Table("The numbers most worth finding out, the best first", head, rows, sourced=True)


def levering(dossier: Dossier, given: Given) -> Iterable[Block]:
    """What one actor can do: sentences, the ladder of levers, a table, and which command searches for packages."""
    for key in given.to("levers"):
        answer = given.answers[key]
        results = answer.to_dict()["results"]
        whose, moving = results["actor"], [move for move in results["moves"] if move["effect"]]
        yield Block(
            heading=f"What {words.article(dossier.actors[whose].name)} could do",
            statements=statements_of(key, answer),
            pictures=pictures(given, key),
            tables=(moves_table(dossier, moving, results["unit"]),) if moving else (),
        )
        command = f"detente ask levers DOSSIER --actor {whose} --outcome {shlex.quote(answer.subject or '')}"
        yield Block(
            missing=f"`{command}` adds persuasion, side effects and the cheapest package against others’ replies."
        )


def moves_table(dossier: Dossier, moves: Sequence[Mapping[str, Any]], unit: words.Unit) -> Table:
    """What an actor can do: each move with its effect, its cost and what it rests on.

    Args:
        dossier: what the moves rest on.
        moves: as a levers answer lists them.
        unit: of the effects.
    """
    rows = tuple(
        Row(
            (capitalised(m["what"]), words.amount(m["effect"], unit), number(m["cost"], 1)),
            rest.claims,
            rest.assumptions,
        )
        for m in moves
        for rest in (basis(dossier, m["rests"]),)
    )
    return Table(
        "Moves, each against today, the most helpful first", ("Move", "Effect", "Cost in points"), rows, sourced=True
    )


def hanging(_dossier: Dossier, given: Given) -> Iterable[Block]:
    """The claims on which a judgement hangs, and what one false report would change."""
    for key in given.to("flip"):
        answer = given.answers[key]
        yield Block("What a judgement hangs on", statements_of(key, answer), pictures(given, key), plain_table(answer))
        command = f"detente ask flip DOSSIER --sentence {shlex.quote(answer.subject or '')}"
        yield Block(missing=f"`{command}` looks for sets of claims; `--sentence N` for those behind key judgement N.")


PARTS: tuple[Part, ...] = (finding_out, levering, hanging)
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
