"""Who has leverage on whom: what could be taken or given, what of it is believed, and who can be pressed to press."""

from __future__ import annotations

from detente.questions.leverage.answer import LeverageAnswer
from detente.questions.leverage.question import Leverage
from detente.questions.leverage.said import resting

__all__ = ["Leverage", "LeverageAnswer", "resting"]
