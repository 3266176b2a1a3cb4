"""Parts that sections share: an answer's charts as pictures, its table, and the answers to one question."""

from __future__ import annotations

from collections.abc import Iterable

from detente.briefing.given import Given
from detente.briefing.records import Block, Picture, Row, Table
from detente.display.words import capitalised, number
from detente.questions import Answer

__all__ = ["blocks_or_missing", "cell", "pictures", "plain_table"]

CAPTIONS = {
    "positions": "Each actor at its mean with its 80% interval; the larger the dot, the greater its weight (capability "
    "× salience). The band is the forecast’s 80% interval, the line its mean.",
    "models": "Each model’s mean (dot), median (bar) and 80% interval; plain baselines are hollow.",
    "seats": "Each member’s likeliest vote, taken by itself, on each draft alone against the status quo; where several "
    "waver, these votes added up need not be the likeliest tally of all.",
    "journey": "States within reach of improvements alone, by the fewest moves; it can rest where dots are filled. "
    "Each is named by what differs from today.",
    "formats": "The chance that each format is the one that meets, in the order tried, with its 80% interval.",
    "conditions": "The chance of a meeting with each condition granted, less that with it refused.",
    "matrix": "How far each threat that is believed moves its target, of how far it would move it were all that can be "
    "withheld believed: the gap is leverage that nobody believes.",
    "chains": "How many units the last presser moves the last by itself, and what pressing it adds; the best eight.",
    "dilution": "The line: the chance that a text which nobody sponsors is adopted, by its strength. The dots: the "
    "drafts, with the yes votes of their sponsors.",
    "tree": "What may follow, move by move; a branch is as thick as it is likely, and those up to 2% are left out.",
    "levers": "What each move does to the outcome by itself against today, when others may still grant or refuse, and "
    "what it costs its actor, in points.",
    "liars": "What would change if all claims of one report were taken away.",
    "waterfall": "From the value before to the value after, change by change.",
    "tornado": "The mean outcome with each number at its 10th percentile (hollow) and its 90th (full), the others as "
    "uncertain as they are.",
    "beliefs": "What an onlooker believes about hidden motive and resolve, before and after each move seen.",
}


def blocks_or_missing(
    blocks: Iterable[Block], given: Given, questions: tuple[str, ...], missing: str
) -> tuple[Block, ...]:
    """The blocks, with a line for each of the questions that was refused; where there is neither, what is missing."""
    refused = [Block(missing=reason) for reason in given.refusals(*questions)]
    return (*blocks, *refused) or (Block(missing=missing),)


def pictures(given: Given, key: str, *kinds: str) -> tuple[Picture, ...]:
    """An answer's charts of these kinds (all where none is named); a chart ``seats-2`` is of kind ``seats``."""
    answer, drawn = given.answers[key], []
    for name, drawing in given.drawings[key].items():
        kind = name.split("-")[0]
        if kinds and kind not in kinds:
            continue
        words = drawing.description or " ".join(answer.sentences())
        drawn.append(
            Picture(given.picture(key, name), drawing.title or answer.heading(), words, CAPTIONS.get(kind, ""))
        )
    return tuple(drawn)


def plain_table(answer: Answer, caption: str = "") -> tuple[Table, ...]:
    """The answer's own table, or none when it is empty."""
    records = answer.table()
    if not records:
        return ()
    rows = tuple(Row(tuple(cell(value) for value in record.values())) for record in records)
    return (Table(caption, tuple(capitalised(str(name).replace("_", " ")) for name in records[0]), rows),)


def cell(value: object) -> str:
    """A cell of a table as text; a number too small for two decimals is not shown as nothing.

    >>> cell(0.25), cell(None), cell(["usa", "chn"]), cell(True), cell(0.0004), cell(0.0)
    ('0.25', '–', 'usa, chn', 'yes', '<0.01', '0')
    """
    match value:
        case None:
            return "–"
        case bool():
            return "yes" if value else "no"
        case float() if 0 < abs(value) < 0.005:
            return "<0.01" if value > 0 else ">−0.01"
        case float():
            return number(value, 2)
        case list() | tuple():
            return ", ".join(cell(item) for item in value)
        case _:
            return str(value)
