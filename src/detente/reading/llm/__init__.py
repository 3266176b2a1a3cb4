"""The optional language-model reader: it may read, never decide, and nothing of its own words enters a claim.

The way of a report: ``passages`` → ``prompting`` → ``asking`` (``wire``, ``recording``) → ``reply`` → ``gate`` and
``kinds`` → ``joining``. Nothing here is imported, and no connection opened, unless a model is asked for.
"""

from __future__ import annotations

from detente.reading.llm.reader import ModelReading, read_with
from detente.reading.llm.settings import KEY_VARIABLE, LanguageModel

__all__ = ["KEY_VARIABLE", "LanguageModel", "ModelReading", "read_with"]
