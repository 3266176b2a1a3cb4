"""The question: its settings, and its answer from a dossier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from detente.dossier import Dossier, digest
from detente.engines.graph import OPTION_COST, WORTH
from detente.engines.logit import BETA
from detente.errors import DossierError, QuestionError
from detente.questions.answer import Method
from detente.questions.draws import Array, Draws
from detente.questions.stability.answer import StabilityAnswer, option_named
from detente.questions.stability.board import Board, board_of
from detente.questions.stability.horizon import PACE, taken_by_horizon
from detente.questions.stability.phrases import actor_names, option_words
from detente.questions.stability.results import found
from detente.questions.stability.said import said
from detente.questions.stability.settings import Settings

__all__ = ["Stability"]

_TALKS = re.compile(r"\b(talks?|negotiat\w+)\b", re.IGNORECASE)
REFERENCE = (
    "graph model: Fang, Hipel & Kilgour 1993; moves of several actors: Kilgour & Hipel 2005; SSEQ: Rêgo & Vieira 2017; "
    "SIM: Fraser & Hipel 1984; non-myopic: Kilgour 1984; coalitions: Inohara & Hipel 2008; "
    "the points behind the evolution are ours"
)


@dataclass(frozen=True)
class Stability:
    """Where can the conflict rest, and how does it get there?

    Args:
        draws, seed: of the pace of events, and of uncertain orders of preference.
        pace: expected revisions of each actor to the horizon: low, mode and high.
        option_cost: points that each option changed costs.
        beta: points of noise when an actor revises; 4.55 where not given.
        noise: how uncertain the order of each actor's statements is: standard deviation in places of the list.
        orders: how many orders of preference are drawn.
        wishes: statements; for each, the fewest changes of preference that would let it rest. Where not given: the
            first two options, not taken now, whose words speak of talks.
        every: whether every state is reported with its reasons; for up to 64 states.
    """

    draws: int = 10_000
    seed: int = 0
    pace: tuple[float, float, float] = (0.5, 1.0, 3.0)
    option_cost: float = OPTION_COST
    beta: float | None = None
    noise: float = 0.5
    orders: int = 200
    wishes: tuple[str, ...] | None = None
    every: bool = False

    def answer(self, dossier: Dossier) -> StabilityAnswer:
        """Answer from a dossier.

        Raises:
            QuestionError: the dossier has no conflict, a setting is out of range, or a wish is not a statement about
                the dossier's options.
        """
        board = board_of(dossier)
        for text in self.wishes or ():
            _checked(text, board)
        settings = self._settings(_about_talks(dossier) if self.wishes is None else self.wishes)
        results, warnings = found(board, settings)
        results = {**results, "option_words": option_words(dossier), "actor_names": actor_names(dossier)}
        return StabilityAnswer(
            question="stability",
            subject=None,
            as_of=dossier.as_of,
            method=Method("graph model for conflict resolution", self._told(settings), REFERENCE),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, results),
            warnings=warnings,
        )

    def samples(self, drawn: Draws, paths: Sequence[str]) -> dict[str, Array]:
        """One number a draw for each outcome: the chance at that draw's pace that the option is taken by the horizon.

        Raises:
            QuestionError: there is no such option, or too many states to compute it.
        """
        board, settings = board_of(drawn.dossier), self._settings(())
        options = {path: option_named(path, board.names) for path in paths}
        taken = taken_by_horizon(board, settings, drawn.of(PACE, settings.pace_drawn))
        return {path: taken[option] for path, option in options.items()}

    def _settings(self, wishes: tuple[str, ...]) -> Settings:
        low, mode, high = self.pace
        if not 0 < low <= mode <= high < 1e4:
            raise QuestionError(f"a pace of {low:g}, {mode:g}, {high:g}", key="pace", hint="0 < low ≤ mode ≤ high")
        if not 0 <= self.noise < inf or self.orders < 1:
            raise QuestionError(f"noise {self.noise:g}, {self.orders} orders", hint="noise 0 or more, orders 1 or more")
        beta = BETA if self.beta is None else self.beta
        if not (0 < beta < inf and 0 <= self.option_cost < inf):
            raise QuestionError(f"beta {beta:g}, option cost {self.option_cost:g}", hint="beta above 0, cost 0 or more")
        return Settings(
            self.draws, self.seed, self.pace, self.option_cost, beta, self.noise, self.orders, wishes, self.every
        )

    def _told(self, settings: Settings) -> dict[str, object]:
        return {
            "return_counts": True,
            "pace": {"low": self.pace[0], "mode": self.pace[1], "high": self.pace[2], "unit": "revisions to horizon"},
            "beta": settings.beta,
            "option_cost": self.option_cost,
            "utilities": f"{WORTH:g} points × sum of 2^-k over the statements k that hold: our construction",
            "noise": self.noise,
            "orders": self.orders,
            "wishes": list(settings.wishes),
        }


def _checked(text: str, board: Board) -> None:
    """A wish that is a statement about the options.

    Raises:
        QuestionError: it is none; the message says which wish, and points at the character.
    """
    try:
        board.program(text)
    except DossierError as error:
        fault = error.faults[0]
        raise QuestionError(fault.what, key="wish", hint=fault.hint) from None


def _about_talks(dossier: Dossier) -> tuple[str, ...]:
    """Up to two options that nobody takes now and whose words speak of talks."""
    conflict = dossier.conflict
    options = conflict.options.items() if conflict else ()
    spoken = (f"{actor}.{option}" for actor, own in options for option, text in own.items() if _TALKS.search(text))
    return tuple(name for name in spoken if conflict and name not in conflict.now)[:2]
