"""What threats, hidden motives and assurances make of a crisis, and what each side could do about it."""

from __future__ import annotations

from detente.questions.standoff.answer import StandoffAnswer
from detente.questions.standoff.question import Standoff

__all__ = ["Standoff", "StandoffAnswer"]
