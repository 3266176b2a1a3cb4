"""What an outcome hangs on: each number's pull, its share of the variance, what finding it out is worth."""

from __future__ import annotations

from detente.engines.sensitivity.conditional import FEWEST
from detente.questions.sensitivity.answer import SensitivityAnswer
from detente.questions.sensitivity.question import Sensitivity

__all__ = ["FEWEST", "Sensitivity", "SensitivityAnswer"]
