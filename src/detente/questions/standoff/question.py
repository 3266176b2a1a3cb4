"""`Standoff`: what threats, hidden motives and assurances make of a crisis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.display.words import article
from detente.dossier import Dossier, digest
from detente.dossier.estimate import Estimate, ShareEstimate
from detente.engines.games import Crisis, Standing, solve_crisis
from detente.engines.logit import BETA
from detente.errors import QuestionError, nearest
from detente.questions.answer import Method
from detente.questions.basis import basis
from detente.questions.draws import Draws, quantile
from detente.questions.naming import number_called
from detente.questions.standoff import results as made
from detente.questions.standoff.answer import StandoffAnswer, outcome_named
from detente.questions.standoff.inputs import Array, crisis_of, numbers_of, retaliators, seen_of
from detente.questions.standoff.said import Names, said
from detente.questions.standoff.winsets import BLOCKS, winsets

__all__ = ["Standoff"]

REFERENCE = (
    "McKelvey & Palfrey 1998, Experimental Economics 1, pp. 9–41 (agent quantal-response equilibrium); Fearon 1995, "
    "International Organization 49; Powell 2006, International Organization 60; Putnam 1988, International "
    "Organization 42 (win-sets)"
)
MOVED = ("deal", "escalation", "war")
GUESS = 0.2  # an exact number is tried this share of itself lower and higher
NOUGHT = 10.0  # and nought this many points higher


@dataclass(frozen=True)
class Standoff:
    """What threats, hidden motives and assurances make of a crisis.

    1. Draw every number of the standoff, and what third parties would lose to retaliation.
    2. Solve the crisis template for its agent quantal-response equilibrium, draw by draw.
    3. Condition on the moves seen; read off paths, outcomes and beliefs.
    4. Find the thresholds by bracketing on the solved game, on the first ``threshold_draws`` draws.
    5. Move every number over its range, one at a time, with the others at their centre.

    Attributes:
        standoff: its id; the first of the dossier where unsaid.
        rounds: of repeated provocation.
        threshold_draws: draws on which the thresholds are found.
        beta: the noise of every choice, in points.
        draws: of the uncertain numbers.
        seed: of the draws.
    """

    standoff: str | None = None
    rounds: int = 3
    threshold_draws: int = 60
    beta: float = BETA
    draws: int = 2_000
    seed: int = 0

    def answer(self, dossier: Dossier) -> StandoffAnswer:
        """Answer from this dossier.

        Raises:
            QuestionError: there is no such standoff, its moves or cells are not of the game, or nothing was solved.
        """
        id = _standoff(dossier, self.standoff)
        self._check()
        record, drawn = dossier.standoffs[id], Draws(dossier, self.draws, self.seed)
        seen = seen_of(record, id)
        solved, warnings = self._solved(crisis_of(dossier, id, drawn.of))
        found = self._results(dossier, id, seen, solved)
        found["winsets"] = winsets(dossier, drawn, (record.challenger, record.defender))
        under = [path for path, _ in numbers_of(dossier, id)]
        rest = basis(dossier, [f"standoffs.{id}", *under])
        return StandoffAnswer(
            question="standoff",
            subject=id,
            as_of=dossier.as_of,
            method=Method("agent quantal-response equilibrium on its principal branch", self._settings(), REFERENCE),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=found,
            said=said(found, _names(dossier, id), rest, self.draws),
            warnings=warnings,
        )

    def samples(self, drawn: Draws, paths: Sequence[str]) -> dict[str, Array]:
        """One number a draw for each outcome, given the moves seen; NaN in a draw without an answer.

        Raises:
            QuestionError: there is no such outcome, and what ``answer`` raises.
        """
        id = _standoff(drawn.dossier, self.standoff)
        self._check()
        named = {path: outcome_named(path, id) for path in paths}
        seen = seen_of(drawn.dossier.standoffs[id], id)
        solved = solve_crisis(crisis_of(drawn.dossier, id, drawn.of), 1 / self.beta)
        return {path: np.where(solved.draws.found, solved.outcome(name, seen), np.nan) for path, name in named.items()}

    def _check(self) -> None:
        if self.beta <= 0 or self.rounds < 1 or self.threshold_draws < 1:
            raise QuestionError(
                f"beta {self.beta:g}, rounds {self.rounds}, threshold_draws {self.threshold_draws}",
                hint="all three are above 0",
            )

    def _settings(self) -> dict[str, Any]:
        return {
            "beta": self.beta,
            "rounds": self.rounds,
            "threshold_draws": min(self.threshold_draws, self.draws),
            "blocking_share": BLOCKS,
        }

    def _solved(self, crisis: Crisis) -> tuple[Standing, tuple[str, ...]]:
        """The solved draws; draws without an answer are left out, and said."""
        solved = solve_crisis(crisis, 1 / self.beta)
        if solved.draws.found.all():
            return solved, ()
        if not solved.draws.found.any():
            raise QuestionError(f"no draw has an answer: {solved.draws.status}", hint="look at the payoffs")
        kept = crisis.some(np.flatnonzero(solved.draws.found))
        return solve_crisis(kept, 1 / self.beta), (f"draws without an answer are left out: {solved.draws.status}",)

    def _results(self, dossier: Dossier, id: str, seen: tuple[str, ...], solved: Standing) -> dict[str, Any]:
        precision, record = 1 / self.beta, dossier.standoffs[id]
        centre = crisis_of(dossier, id, lambda _, estimate: np.array([estimate.centre]))
        few = solved.crisis.some(slice(0, self.threshold_draws))
        told, ahead = made.beliefs_of(solved, seen)
        far, end = made.definition_of(centre, solve_crisis(centre, precision), seen)
        far["residual"] = float(solved.draws.residual.max())
        return {
            "challenger": record.challenger,
            "defender": record.defender,
            "seen": list(seen),
            "paths": made.paths_of(solved, seen),
            "outcomes": made.outcomes_of(solved, seen),
            "beliefs": told,
            "would_tell": ahead,
            "thresholds": made.thresholds_of(few, precision),
            "repeated": made.repeated_of(few, self.rounds, precision),
            "regret": far,
            "limit": end,
            "moves": self._moves(dossier, id, seen),
            "payoffs": made.table_of(centre),
            "credible_today": float((few.resolve["p"] * few.resolve["credible"]).sum(axis=0).mean()),
            "third_parties": {"ties": list(retaliators(dossier, record)), "points": float(few.common["third"].mean())},
            "status": solved.draws.status,
        }

    def _moves(self, dossier: Dossier, id: str, seen: tuple[str, ...]) -> list[dict[str, Any]]:
        """What each number does to the outcomes over its range, greatest effect first."""
        numbers = list(numbers_of(dossier, id))
        ends = {path: _range(estimate) for path, estimate in numbers}
        place = {path: index for index, (path, _) in enumerate(numbers)}

        def pick(path: str, estimate: Estimate) -> Array:
            values = np.full(2 * len(numbers), estimate.centre)
            values[2 * place[path] : 2 * place[path] + 2] = ends[path]
            return values

        found = made.moved(MOVED, crisis_of(dossier, id, pick), seen, 1 / self.beta)
        rows = [
            {
                "path": path,
                "called": number_called(dossier, path),
                "low": ends[path][0],
                "high": ends[path][1],
                "assumed_range": not estimate.uncertain,
                **{name: [float(values[2 * k]), float(values[2 * k + 1])] for name, values in found.items()},
            }
            for k, (path, estimate) in enumerate(numbers)
        ]
        return sorted(rows, key=lambda row: -max(abs(row[name][1] - row[name][0]) for name in MOVED))


def _range(estimate: Estimate) -> tuple[float, float]:
    """A number's 10th and 90th percentile; an exact number is tried a fifth lower and higher."""
    if estimate.uncertain:
        low, high = quantile(estimate, np.array([0.1, 0.9]))
        return float(low), float(high)
    size = GUESS * abs(estimate.centre)
    if not size:
        return estimate.centre, estimate.centre + (GUESS if isinstance(estimate, ShareEstimate) else NOUGHT)
    return max(estimate.centre - size, estimate.floor), min(estimate.centre + size, estimate.top)


def _standoff(dossier: Dossier, asked: str | None) -> str:
    if not dossier.standoffs:
        raise QuestionError("the dossier has no standoff", key="standoffs", hint="add one with motives and resolves")
    if asked is not None and asked not in dossier.standoffs:
        raise QuestionError(f"no standoff is called '{asked}'", key="standoff", hint=nearest(asked, dossier.standoffs))
    return asked if asked is not None else next(iter(dossier.standoffs))


def _names(dossier: Dossier, id: str) -> Names:
    record = dossier.standoffs[id]
    named = {actor: found.name for actor, found in dossier.actors.items()}
    return Names(
        article(named[record.challenger]),
        article(named[record.defender]),
        dossier.horizon.isoformat(),
        {id: article(name) for id, name in named.items()},
        {issue: found.scale for issue, found in dossier.issues.items()},
    )
