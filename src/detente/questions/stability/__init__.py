"""Where can the conflict rest, how does it get there from today, and what would have to change?"""

from __future__ import annotations

from detente.questions.stability.answer import StabilityAnswer
from detente.questions.stability.question import Stability

__all__ = ["Stability", "StabilityAnswer"]
