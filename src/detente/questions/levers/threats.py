"""Threats as moves: what a holder's ties credibly take from their target, and how far that moves it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.dossier import Dossier
from detente.engines import coercion
from detente.engines.logit import BETA
from detente.questions.draws import Draws
from detente.questions.leverage.holds import Holds
from detente.questions.leverage.pressing import Pressed

__all__ = ["Threatened", "Threats"]

DRAWS = 200


@dataclass(frozen=True, slots=True)
class Threatened:
    """What a threat comes to, in points or scale units, what it would cost its maker to stand by it, and its ties."""

    size: float
    price: float
    ties: tuple[str, ...]


class Threats:
    """The threats of a dossier, as its leverage question weighs them: with audiences, and what would come back."""

    def __init__(self, dossier: Dossier) -> None:
        self.holds = Holds(Draws(dossier, DRAWS), BETA, coercion.AUDIENCE, coercion.CARE)
        self.pressed = Pressed(self.holds, coercion.ETA)

    def targets(self, holder: str) -> list[str]:
        """Those over whom a holder has ties."""
        return [target for one, target in self.holds.all if one == holder]

    def taken(self, holder: str, target: str) -> Threatened:
        """The points that the holder credibly takes from the target, whatever it asks: the most of P · loss."""
        hold = self.holds.all[holder, target]
        losses, prices = hold.threat.rungs, hold.threat.prices
        expected = coercion.logistic((hold.audience - prices) / BETA) * losses
        best = expected.argmax(axis=0)[None]
        size, price = (np.take_along_axis(part, best, axis=0).mean() for part in (expected, prices))
        return Threatened(float(size), float(price), hold.ties)

    def moved(self, holder: str, target: str, issue: str) -> Threatened | None:
        """How far the holder moves the target on an issue: its effective leverage; nothing where they share none."""
        if issue not in self.holds.shared(holder, target):
            return None
        hold = self.holds.all[holder, target]
        _, found = self.pressed.alone(holder, target, (issue,))
        price = np.where(found.move > 0, coercion.price(hold.threat, found.loss), 0.0)
        return Threatened(float(found.move.mean()), float(price.mean()), hold.ties)
