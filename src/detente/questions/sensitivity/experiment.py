"""An outcome over designs of experiments: given draws, a Saltelli sample, and each input at its ends.

A row of a design is a draw whose luck is given, so the engines work through a design in the batches in which they
work through draws. All batches are of one size, so that each program is compiled once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.engines.sensitivity import Indices, Saltelli, sobol_indices
from detente.questions.draws import Array, Draws, quantile, uniforms
from detente.questions.outcomes import Sampled
from detente.questions.watching import Watched

__all__ = ["ENDS", "Experiment"]

ENDS = (0.1, 0.9)
"""The percentiles at which each input is tried."""
Luck = Callable[[int, int], Mapping[str, Array]]


@dataclass(frozen=True, eq=False)
class Experiment:
    """One outcome of one question, drawn once: which numbers it rests on, and which of them are uncertain.

    Attributes:
        dossier: what we believe.
        question: whose outcome it is.
        path: of the outcome.
        size: draws of a batch.
        seed: of the draws.
        drawn: the outcome in each of the first ``size`` draws.
        rests: every number that the outcome rests on.
        inputs: the uncertain ones.
    """

    dossier: Dossier
    question: Sampled
    path: str
    size: int
    seed: int
    drawn: Array
    rests: tuple[str, ...]
    inputs: Mapping[str, Estimate]

    @classmethod
    def of(cls, dossier: Dossier, question: Sampled, path: str, size: int, seed: int) -> Experiment:
        """Draw the outcome, and note what is asked of the draws."""
        watched = Watched(dossier, size, seed)
        drawn = question.samples(watched, [path])[path]
        return cls(dossier, question, path, size, seed, drawn, tuple(watched.asked), watched.uncertain())

    def luck(self, path: str, draws: int) -> Array:
        """The uniforms of one input in the first draws."""
        return uniforms(path, self.seed, draws)

    def over(self, rows: int, luck: Luck) -> Array:
        """The outcome in every row of a design.

        Args:
            rows: how many.
            luck: the uniforms of inputs in the rows from a start to before a stop.
        """
        parts = []
        for start in range(0, rows, self.size):
            stop = min(start + self.size, rows)
            short = self.size - (stop - start)
            at = {path: np.pad(given, (0, short), mode="edge") for path, given in luck(start, stop).items()}
            drawn = Draws(self.dossier, self.size, self.seed, at)
            parts.append(self.question.samples(drawn, [self.path])[self.path][: stop - start])
        return np.concatenate(parts)

    def indices(self, chosen: Sequence[str], base: int) -> Indices:
        """Sobol indices of some inputs, each a group of its own, and of all others together as the last group."""
        others = [path for path in self.inputs if path not in chosen]
        names = [*chosen, *others]
        groups = tuple(min(number, len(chosen)) for number in range(len(names)))
        design = Saltelli(groups, base, self.seed)

        def luck(start: int, stop: int) -> dict[str, Array]:
            return {path: design.column(number, start, stop) for number, path in enumerate(names)}

        return sobol_indices(design.size, self.over(design.rows, luck), self.seed)

    def at_ends(self, effects: Mapping[str, Callable[[Array], Array]], draws: int) -> Array:
        """The mean outcome with each input at its 10th and at its 90th percentile, the others drawn: (input, end).

        1. The others have the luck of the given draws at both ends. 2. What those few draws are apart from the mean of
        all, but for the input's own effect in them, is taken off (a control variate): it is luck, and the same at
        both ends.

        Args:
            effects: for each input its effect on the outcome, fitted, at any of its values.
            draws: how many at each end.
        """
        own = {path: self.luck(path, draws) for path in self.inputs}

        def luck(start: int, stop: int) -> dict[str, Array]:
            place, draw = np.divmod(np.arange(start, stop), draws)
            number, end = np.divmod(place, len(ENDS))
            level = np.asarray(ENDS)[end]
            at = {path: given[draw] for path, given in own.items()}
            return at | {path: np.where(number == k, level, at[path]) for k, path in enumerate(effects)}

        found = self.over(len(effects) * len(ENDS) * draws, luck).reshape(len(effects), len(ENDS), draws)
        by_itself = [effect(quantile(self.inputs[path], own[path])) for path, effect in effects.items()]
        apart = self.drawn[:draws] - np.stack(by_itself) - np.nanmean(self.drawn)
        return np.asarray(np.nanmean(found - apart[:, None], axis=2))
