"""A solved crisis read off: paths, outcomes, beliefs about hidden types, and what each type expects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray

from detente.engines.games.batch import Draws, quantal_draws
from detente.engines.games.crisis import (
    PATHS,
    Crisis,
    crisis_chances,
    crisis_game,
    crisis_payoffs,
    crisis_shape,
)
from detente.engines.logit import BETA
from detente.errors import CaseError

__all__ = ["OUTCOMES", "Standing", "choice", "path_table", "solve_crisis"]

OUTCOMES: dict[str, tuple[str, ...]] = {
    "hold": ("hold",),
    "provocation": ("provoke",),
    "sanctions": ("sanction",),
    "offer": ("offer",),
    "strike": ("strike",),
    "deal": ("accept",),
    "back_down": ("back_down",),
    "escalation": ("escalate",),
    "concession": ("concede",),
    "containment": ("contain",),
    "war": ("strike", "fight"),
}
"""Outcomes by the moves that make them: a path has the outcome when it has one of the moves."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A solved crisis; ``paths`` are probabilities of (path, motive, resolve) in each draw, at the start."""

    crisis: Crisis
    draws: Draws
    payoffs: Float[ndarray, "z 2 draws"]
    paths: Float[ndarray, "paths motives resolves draws"]

    def seen(self, moves: tuple[str, ...]) -> Bool[ndarray, " paths"]:
        """Which paths begin with these moves.

        Raises:
            CaseError: no path begins so.
        """
        fits = np.array([path[: len(moves)] == moves for path in PATHS])
        if not fits.any():
            raise CaseError(f"no path begins with {' · '.join(moves)}", hint=f"paths: {_listed()}")
        return fits

    def given(self, moves: tuple[str, ...] = ()) -> Float[ndarray, "paths draws"]:
        """The probability of each path once these moves are seen."""
        some = self.paths.sum(axis=(1, 2)) * self.seen(moves)[:, None]
        return np.asarray(some / some.sum(axis=0))

    def outcome(self, name: str, moves: tuple[str, ...] = ()) -> Float[ndarray, " draws"]:
        """The probability of an outcome (see ``OUTCOMES``) once these moves are seen."""
        has = np.array([bool(set(path) & set(OUTCOMES[name])) for path in PATHS])
        return np.asarray(self.given(moves)[has].sum(axis=0))

    def beliefs(
        self, moves: tuple[str, ...]
    ) -> tuple[Float[ndarray, "motives draws"], Float[ndarray, "resolves draws"]]:
        """What an onlooker who saw these moves believes about motive and resolve, by Bayes."""
        some = self.paths[self.seen(moves)].sum(axis=0)
        whole = some.sum(axis=(0, 1))
        return np.asarray(some.sum(axis=1) / whole), np.asarray(some.sum(axis=0) / whole)

    def worth(self, side: int) -> Float[ndarray, "types draws"]:
        """What each type of a side (0 the challenger) expects from the game before it starts, in points."""
        shape = self.paths.shape
        paid = self.payoffs[:, side].reshape(shape[1], shape[2], shape[0], -1).transpose(2, 0, 1, 3)
        over = (0, 2) if side == 0 else (0, 1)
        return np.asarray((self.paths * paid).sum(axis=over) / self.paths.sum(axis=over))


def _listed() -> str:
    return "; ".join(" · ".join(path) for path in PATHS)


def solve_crisis(crisis: Crisis, precision: float = 1 / BETA, workers: int = 2) -> Standing:
    """Solve every draw of a crisis for its agent quantal-response equilibrium.

    Raises:
        CaseError: numbers that are not finite.
    """
    shape = crisis_shape(crisis.motives, crisis.resolves)
    payoffs, chances = crisis_payoffs(crisis), crisis_chances(crisis)
    answer = quantal_draws(shape, payoffs, chances, precision, workers)
    return Standing(crisis, answer, payoffs, path_table(crisis, answer.log_play))


def path_table(crisis: Crisis, log_play: Float[ndarray, "a draws"]) -> Float[ndarray, "paths motives resolves draws"]:
    """The probability of each path with each pair of types, from play at every information set."""
    shape, chances = crisis_shape(crisis.motives, crisis.resolves), crisis_chances(crisis)
    padded = np.concatenate([log_play, np.zeros_like(log_play[:1])])
    luck = np.concatenate([chances, np.zeros_like(chances[:1])])
    ways = np.exp(padded[shape.path].sum(axis=1) + luck[shape.chance_path].sum(axis=1))
    return np.moveaxis(ways.reshape(len(crisis.motives), len(crisis.resolves), len(PATHS), -1), 2, 0)


def choice(crisis: Crisis, moves: tuple[str, ...], kind: int, resolve: bool = False) -> slice:
    """Where the actions of a type's choice after these moves stand among all actions of the template.

    The challenger chooses at the start and after an answer, the defender after a provocation and an
    escalation.
    """
    shape = crisis_shape(crisis.motives, crisis.resolves)
    name = (crisis.resolves if resolve else crisis.motives)[kind]
    answer = moves[1] if len(moves) > 1 else ""
    if resolve:
        wanted = f"{name}: {answer}, escalate" if answer else f"{name}: provoke"
    else:
        wanted = f"{name}: {answer}" if answer else name
    return shape.block(_places(crisis)[wanted, resolve])


def _places(crisis: Crisis) -> dict[tuple[str, bool], int]:
    game = crisis_game(crisis.motives, crisis.resolves)
    shape = crisis_shape(crisis.motives, crisis.resolves)
    return {(game.infosets[i].name, game.infosets[i].player == 1): h for h, i in enumerate(shape.infosets)}
