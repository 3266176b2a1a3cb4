"""Draws that note what is asked of them: the numbers that an outcome rests on, and which of them are uncertain."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.dossier.estimate import Estimate
from detente.questions.draws import Array, Draws

__all__ = ["Watched"]


@dataclass(frozen=True)
class Watched(Draws):
    """The same draws, with a list of every number that was drawn, by its path.

    >>> from detente.dossier import example
    >>> from detente.questions.outcomes import samples
    >>> watched = Watched(example(), 10)
    >>> _ = samples(watched, ["forecast.response.mean.outcome"])
    >>> sorted(watched.uncertain())[:1]
    ['actors.prk.capability']
    """

    asked: dict[str, Estimate] = field(default_factory=dict)

    def of(self, path: str, estimate: Estimate) -> Array:
        """Draws of one number, noted."""
        self.asked[path] = estimate
        return super().of(path, estimate)

    def uncertain(self) -> dict[str, Estimate]:
        """The numbers asked for whose draws differ, in the order in which they were first asked for."""
        return {path: estimate for path, estimate in self.asked.items() if estimate.uncertain}
