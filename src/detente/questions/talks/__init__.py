"""Who will come to the table: which format convenes, what it would settle, and what each condition is worth."""

from __future__ import annotations

from detente.questions.talks.answer import TalksAnswer
from detente.questions.talks.question import Talks

__all__ = ["Talks", "TalksAnswer"]
