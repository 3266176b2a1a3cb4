"""Why an outcome is not what it was: the difference between two dossiers, attributed to what changed in them."""

from __future__ import annotations

from detente.questions.changes.answer import ChangesAnswer
from detente.questions.changes.question import Changes

__all__ = ["Changes", "ChangesAnswer"]
