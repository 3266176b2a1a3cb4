"""Who has power in a body that votes: exact indices of simple games, the ternary game, and sampling beyond."""

from __future__ import annotations

from detente.engines.power.counting import Counts, by_halves, by_listing, by_weights, counts
from detente.engines.power.game import Game, Threshold
from detente.engines.power.indices import Indices, deegan_packel, indices
from detente.engines.power.sampled import Sampled, sampled
from detente.engines.power.ternary import Ternary, ternary

__all__ = [
    "Counts",
    "Game",
    "Indices",
    "Sampled",
    "Ternary",
    "Threshold",
    "by_halves",
    "by_listing",
    "by_weights",
    "counts",
    "deegan_packel",
    "indices",
    "sampled",
    "ternary",
]
