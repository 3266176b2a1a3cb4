"""The brief's sections: each a pure function from the dossier and its answers to a ``Section``.

``SECTIONS`` has sections one to nine in order; the tenth, the sources, is made from what the others cite. A section
whose answer is absent says in one line what is missing and how to add it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from detente.briefing.given import Given
from detente.briefing.records import Section
from detente.briefing.sections.changing import changing
from detente.briefing.sections.disagreement import disagreement
from detente.briefing.sections.general import COMING, RESTING, STANDOFF
from detente.briefing.sections.key import key_judgements
from detente.briefing.sections.leverage import leverage
from detente.briefing.sections.passing import passing
from detente.briefing.sections.wants import wants
from detente.dossier import Dossier

__all__ = ["SECTIONS"]

Maker: TypeAlias = Callable[[Dossier, Given], Section]

SECTIONS: tuple[Maker, ...] = (
    key_judgements,
    wants,
    passing,
    COMING.section,
    leverage,
    RESTING.section,
    STANDOFF.section,
    changing,
    disagreement,
)
