"""Rounds of challenges and offers from expected utilities; the variants are named presets."""

from __future__ import annotations

from detente.engines.bargaining.challenge.rounds import Challenge

__all__ = ["Challenge"]
