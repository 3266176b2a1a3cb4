"""What a judgement hangs on: the fewest claims whose removal changes its band, and which report would change most."""

from __future__ import annotations

from detente.questions.flip.answer import FlipAnswer
from detente.questions.flip.question import Flip

__all__ = ["Flip", "FlipAnswer"]
