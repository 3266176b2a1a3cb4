"""A dossier and what it was asked → a ``Brief``."""

from __future__ import annotations

from dataclasses import replace

from detente import __version__
from detente.briefing.given import Given
from detente.briefing.records import Brief, Section
from detente.briefing.sections import SECTIONS
from detente.briefing.sources import assumptions_of, sources_of
from detente.display.words import Yardstick, reworded, yardstick
from detente.dossier import Dossier, digest

__all__ = ["compose"]


def compose(dossier: Dossier, given: Given, *, scale: str = "icd203") -> Brief:
    """The brief of a dossier, from its answers.

    1. Sections one to nine, each a pure function of dossier and answers.
    2. The sources that they cite, numbered and in context, and every assumption of the dossier.

    Args:
        dossier: what we believe, resting on its evidence.
        given: what was asked of it, in the order of the brief.
        scale: the yardstick of the page, ``icd203`` or ``phia``; answers speak in ICD 203.

    Raises:
        InputError: no such yardstick.
    """
    terms = yardstick(scale)
    sections = tuple(_in_terms(make(dossier, given), terms) for make in SECTIONS)
    return Brief(
        title=dossier.title,
        as_of=dossier.as_of,
        horizon=dossier.horizon,
        digest=digest(dossier),
        version=__version__,
        scale=scale,
        sections=sections,
        sources=sources_of(dossier, sections),
        assumptions=assumptions_of(dossier, sections),
        answers={key: answer.to_dict() for key, answer in given.answers.items()},
        warnings=_warnings(given),
    )


def _in_terms(section: Section, terms: Yardstick) -> Section:
    """The section with its sentences in the terms of a yardstick: one row of terms a page, never mixed."""
    blocks = tuple(
        replace(block, statements=tuple(replace(said, text=reworded(said.text, terms)) for said in block.statements))
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _warnings(given: Given) -> tuple[str, ...]:
    return tuple(dict.fromkeys(warning for answer in given.answers.values() for warning in answer.warnings))
