"""The settings of the question, checked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from detente.dossier.estimate import Estimate

__all__ = ["Settings"]

EVERY = 41
"""Paces at which the chain is solved; draws are read off between them."""


@dataclass(frozen=True)
class Settings:
    """What was asked."""

    draws: int
    seed: int
    pace: tuple[float, float, float]
    option_cost: float
    beta: float
    noise: float
    orders: int
    wishes: tuple[str, ...]
    every: bool = False
    wishes_asked: bool = True

    @property
    def pace_drawn(self) -> Estimate:
        """The pace as an estimate to draw from."""
        low, mode, high = self.pace
        return Estimate(low=low, mode=mode, high=high) if high > low else Estimate(value=mode)

    @property
    def grid(self) -> Float[np.ndarray, " paces"]:
        """The paces at which the chain is solved."""
        low, _, high = self.pace
        return np.linspace(low, high, EVERY if high > low else 1)
