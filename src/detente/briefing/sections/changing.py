"""Section 8: what would change our minds. Each part is a function from the dossier and its answers to blocks.

A part yields nothing where its question was not asked or has no answer; the section then says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from detente import __version__
from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Section
from detente.briefing.sections.parts import blocks_or_missing, pictures, plain_table
from detente.dossier import Dossier

__all__ = ["PARTS", "QUESTIONS", "changing"]

Part: TypeAlias = Callable[[Dossier, Given], Iterable[Block]]

QUESTIONS = ("sensitivity", "levers", "flip", "changes")


def finding_out(_dossier: Dossier, given: Given) -> Iterable[Block]:
    """What to find out next about the leading judgements: sentences, the tornado, and a table."""
    for key in given.to("sensitivity"):
        answer = given.answers[key]
        yield Block("What to find out next", statements_of(key, answer), pictures(given, key), plain_table(answer))


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
