"""Section 1: key judgements."""

from __future__ import annotations

from detente.briefing.given import Given
from detente.briefing.judgements import judgements
from detente.briefing.records import Block, Section
from detente.dossier import Dossier

__all__ = ["key_judgements"]


def key_judgements(dossier: Dossier, given: Given) -> Section:
    """What matters, in five to eight sentences taken word for word from the answers."""
    said = judgements(given)
    lacks = "has no issue: add one under `issues:`" if not dossier.issues else "answers nothing: add positions"
    missing = None if said else f"The dossier {lacks}, and brief again."
    return Section(1, "key-judgements", "Key judgements", (Block(statements=said, missing=missing),))
