"""The one noise scale: every choice is logit with the same β unless a setting says otherwise."""

from __future__ import annotations

from math import log

__all__ = ["BETA"]

BETA: float = 10.0 / log(9.0)
"""β in points: nine times in ten right when 10 points are at stake (10/ln 9 = 4.55)."""
