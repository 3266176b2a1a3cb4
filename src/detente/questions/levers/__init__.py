"""What one actor can do about an outcome: single moves, and the cheapest package against the others' best replies."""

from __future__ import annotations

from detente.questions.levers.answer import LeversAnswer
from detente.questions.levers.moves import principal
from detente.questions.levers.question import Levers

__all__ = ["Levers", "LeversAnswer", "principal"]
