"""Draws that note what is asked of them: the numbers that an outcome rests on, and which of them are uncertain."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.dossier.estimate import Estimate
from detente.questions.draws import Array, Draws

__all__ = ["Watched"]


@dataclass(frozen=True)
class Watched(Draws):
    """The same draws, with a list of every number that was drawn, by its path.

    ``drawn`` keeps what was drawn, read-only: two dossiers that are compared share it, and a number is drawn again
    only where they differ in it. They must have the same seed and number of draws.

    >>> from detente.dossier import example
    >>> from detente.questions.outcomes import samples
    >>> watched = Watched(example(), 10)
    >>> _ = samples(watched, ["forecast.response.mean.outcome"])
    >>> sorted(watched.uncertain())[:1]
    ['actors.prk.capability']
    """

    asked: dict[str, Estimate] = field(default_factory=dict)
    drawn: dict[str, tuple[Estimate, Array]] = field(default_factory=dict)

    def of(self, path: str, estimate: Estimate) -> Array:
        """Draws of one number, noted."""
        self.asked[path] = estimate
        held = self.drawn.get(path)
        if held is None or held[0] != estimate:
            made = super().of(path, estimate)
            made.flags.writeable = False
            self.drawn[path] = held = estimate, made
        return held[1]

    def uncertain(self) -> dict[str, Estimate]:
        """The numbers asked for whose draws differ, in the order in which they were first asked for."""
        return {path: estimate for path, estimate in self.asked.items() if estimate.uncertain}
