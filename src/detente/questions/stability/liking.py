"""What an actor likes, however the dossier says it: statements in order, weights, or a ranking of states."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from jaxtyping import Bool, Float, Int

from detente.dossier.ranking import tier_of_states
from detente.dossier.schema import Conflict, Ordering
from detente.engines.graph import WORTH, Program, by_statements, by_weights, draw_ranks, draw_statements, holds

__all__ = ["Liking", "Ranking", "Statements", "Weights", "drawn_likings", "liking"]

States = Int[np.ndarray, " states"]


@dataclass(frozen=True)
class Statements:
    """Statements, most important first: the first decides first."""

    programs: tuple[Program, ...]

    def worth(self, states: States) -> Float[np.ndarray, " states"]:
        """Points of each state (a pattern of options)."""
        return by_statements(self.programs, states)

    def held(self, states: States) -> Bool[np.ndarray, "statements states"]:
        """In which states each statement holds."""
        return (
            np.stack([holds(p, states) for p in self.programs]) if self.programs else np.zeros((0, states.size), bool)
        )


@dataclass(frozen=True)
class Weights:
    """Statements with the points that each is worth."""

    programs: tuple[Program, ...]
    weights: tuple[float, ...]

    def worth(self, states: States) -> Float[np.ndarray, " states"]:
        """Points of each state (a pattern of options)."""
        return by_weights(self.weights, self.programs, states)


@dataclass(frozen=True)
class Ranking:
    """Tiers of states, best first (from 0)."""

    tiers: Mapping[int, int]

    def worth(self, states: States) -> Float[np.ndarray, " states"]:
        """Points of each state (a pattern of options): tiers spaced evenly; a state without one is impossible."""
        used = sorted(set(self.tiers.values()))
        points = {tier: WORTH * (len(used) - 1 - place) / max(len(used) - 1, 1) for place, tier in enumerate(used)}
        return np.array([points[self.tiers[s]] if s in self.tiers else 0.0 for s in states.tolist()])


Liking: TypeAlias = Statements | Weights | Ranking


def liking(conflict: Conflict, actor: str, program: Callable[[str], Program]) -> Liking:
    """What a dossier says that an actor likes; nothing where it says nothing."""
    given = conflict.preferences.get(actor, ())
    if not isinstance(given, Ordering):
        return Statements(tuple(program(text) for text in given))
    if given.weights:
        return Weights(tuple(program(text) for text in given.weights), tuple(given.weights.values()))
    return Ranking(tier_of_states(conflict, given.ranking))


def drawn_likings(
    likings: Sequence[Liking], states: States, noise: float, draws: int, seed: int
) -> Int[np.ndarray, "draws actors states"]:
    """Orders of preference when they are uncertain.

    Of an actor's statements the places in their list are blurred; of weights and rankings the ranks of the states.
    """
    drawn = np.zeros((draws, len(likings), states.size), np.int32)
    by_statement = [k for k, own in enumerate(likings) if isinstance(own, Statements)]
    others = [k for k, own in enumerate(likings) if not isinstance(own, Statements)]
    held = [own.held(states) for own in likings if isinstance(own, Statements)]
    if by_statement:
        drawn[:, by_statement] = draw_statements(held, noise, draws, seed)
    if others:
        drawn[:, others] = draw_ranks(np.stack([likings[k].worth(states) for k in others]), noise, draws, seed)
    return drawn
