"""A dossier and what it was asked → a ``Brief``."""

from __future__ import annotations

from detente import __version__
from detente.briefing.given import Given
from detente.briefing.records import Brief
from detente.briefing.sections import SECTIONS
from detente.briefing.sources import assumptions_of, sources_of
from detente.dossier import Dossier, digest

__all__ = ["compose"]


def compose(dossier: Dossier, given: Given, *, scale: str = "icd203") -> Brief:
    """The brief of a dossier, from its answers.

    1. Sections one to nine, each a pure function of dossier and answers.
    2. The sources that they cite, numbered and in context, and every assumption of the dossier.

    Args:
        dossier: what we believe, resting on its evidence.
        given: what was asked of it, in the order of the brief.
        scale: the yardstick that the answers' sentences use.
    """
    sections = tuple(make(dossier, given) for make in SECTIONS)
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


def _warnings(given: Given) -> tuple[str, ...]:
    return tuple(dict.fromkeys(warning for answer in given.answers.values() for warning in answer.warnings))
