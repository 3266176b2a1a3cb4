"""Section 1: key judgements."""

from __future__ import annotations

from collections.abc import Mapping

from detente.briefing.judgements import judgements
from detente.briefing.records import Block, Section
from detente.dossier import Dossier
from detente.questions import Answer

__all__ = ["key_judgements"]


def key_judgements(dossier: Dossier, answers: Mapping[str, Answer]) -> Section:
    """What matters, in five to eight sentences taken word for word from the answers."""
    said = judgements(answers)
    lacks = "has no issue: add one under `issues:`" if not dossier.issues else "answers nothing: add positions"
    missing = None if said else f"The dossier {lacks}, and brief again."
    return Section(1, "key-judgements", "Key judgements", (Block(statements=said, missing=missing),))
