"""Sections 4, 6 and 7: what their questions answer, in sentences, charts and a table; or what is missing, in a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente import __version__
from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Section
from detente.briefing.sections.key import about
from detente.briefing.sections.parts import blocks_or_missing, pictures, plain_table
from detente.display.words import listed, quoted
from detente.dossier import Dossier

__all__ = ["COMING", "RESTING", "STANDOFF", "General"]


@dataclass(frozen=True, slots=True)
class General:
    """A section made from the answers to some questions.

    ``has_input`` says whether the dossier holds what the questions need; ``how`` says how to add it.
    """

    number: int
    slug: str
    title: str
    questions: tuple[str, ...]
    has_input: Callable[[Dossier], bool]
    how: str

    def section(self, dossier: Dossier, given: Given) -> Section:
        """The section of this dossier and these answers."""
        blocks = (_block(dossier, given, key) for key in given.to(*self.questions))
        made = blocks_or_missing(blocks, given, self.questions, self.missing(dossier))
        return Section(self.number, self.slug, self.title, made)

    def missing(self, dossier: Dossier) -> str:
        """What is missing, and how to add it, in one line."""
        if not self.has_input(dossier):
            return self.how
        asked = listed([quoted(question) for question in self.questions], "or")
        return f"The dossier has what this takes, but Détente {__version__} does not answer {asked} in a brief yet."


def _block(dossier: Dossier, given: Given, key: str) -> Block:
    answer = given.answers[key]
    return Block(
        heading=about(dossier, answer) if answer.subject else None,
        statements=statements_of(key, answer),
        pictures=pictures(given, key),
        tables=plain_table(answer),
    )


COMING = General(
    4,
    "who-will-come",
    "Who will come",
    ("talks",),
    lambda dossier: bool(dossier.talks),
    "The dossier has no talks: add them under `talks:` with `settles`, `formats` and `conditions`, and brief again.",
)
RESTING = General(
    6,
    "where-it-can-rest",
    "Where it can rest",
    ("stability",),
    lambda dossier: dossier.conflict is not None,
    "The dossier has no options and preferences: add them under `conflict:`, and brief again.",
)
STANDOFF = General(
    7,
    "how-it-could-blow-up",
    "How it could blow up",
    ("standoff",),
    lambda dossier: bool(dossier.standoffs),
    "The dossier has no standoff: add one under `standoffs:` with its motives and resolves, and brief again.",
)
