"""A dossier's ties as arrays: who can withhold what from whom, and what would come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from detente.dossier import Dossier
from detente.dossier.evidence import Claim
from detente.engines import coercion
from detente.questions.councils import stands
from detente.questions.draws import Array, Draws

__all__ = ["Hold", "Holds", "public_threats"]

SAID = frozenset(["occurred", "ongoing", "planned", "conditional"])
"""Of a threat that was made; one negated or merely imagined was not."""


@dataclass(frozen=True)
class Hold:
    """All ties of one holder over one target, drawn; every array is (draws,), ``worth`` and so on (ties, draws).

    ``back`` are the target's own ties that it could answer with: over the holder, and over the ``hostages``.
    """

    holder: str
    target: str
    ties: tuple[str, ...]
    worth: Array
    replace: Array
    cost: Array
    used: Array
    ceiling: Array
    threat: coercion.Threat
    conflict: Array
    audience: float
    public: tuple[str, ...]
    back: tuple[str, ...]
    hostages: tuple[str, ...]

    @property
    def harm(self) -> Array:
        """What the whole of each tie is worth to the target after what it can replace, (ties, draws)."""
        harm: Array = self.worth * (1 - self.replace)
        return harm

    @cached_property
    def withheld(self) -> Array:
        """What of each tie is withheld already, and could be given back, (ties, draws)."""
        return np.minimum(self.used, 1.0)

    def reach(self, used: Array | float, ceiling: Array | float) -> Array:
        """The greatest loss that could be threatened were so much used, and so much the ceiling."""
        reach: Array = (self.harm * np.clip(ceiling - used, 0.0, 1.0)).sum(axis=0)
        return reach


@dataclass(frozen=True)
class Holds:
    """Every hold of a dossier, and where holders and targets stand, on common draws."""

    draws: Draws
    beta: float
    audience: float
    care: float
    _stands: dict[tuple[str, str], Array] = field(default_factory=dict)
    _holds: dict[tuple[str, str], Hold] = field(default_factory=dict)
    _conflicts: dict[tuple[str, str], Array] = field(default_factory=dict)

    @property
    def dossier(self) -> Dossier:
        """The dossier that the numbers are drawn from."""
        return self.draws.dossier

    def shared(self, holder: str, target: str) -> tuple[str, ...]:
        """The issues on which both have a position."""
        return tuple(m for m in self.dossier.issues if self.has(m, holder) and self.has(m, target))

    def has(self, issue: str, actor: str) -> bool:
        """Whether an actor has a position on an issue."""
        return issue in self._issues_of[actor]

    @cached_property
    def _issues_of(self) -> dict[str, tuple[str, ...]]:
        """The issues on which each holder and target has a position."""
        actors = dict.fromkeys(actor for tie in self.dossier.ties.values() for actor in (tie.holder, tie.dependent))
        return {actor: tuple(m for m in self.dossier.issues if stands(self.draws, m, actor)) for actor in actors}

    def stand(self, issue: str, actor: str) -> Array:
        """Position and salience of an actor on an issue, (2, draws), drawn once."""
        if (issue, actor) not in self._stands:
            self._stands[issue, actor] = np.stack(self.draws.stand(issue, actor))
        return self._stands[issue, actor]

    def conflict(self, first: str, second: str) -> Array:
        """φ, the expectation of conflict between two, drawn once; 0 where they share no issue."""
        if (first, second) not in self._conflicts:
            self._conflicts[first, second] = self._conflicts[second, first] = self._conflict(first, second)
        return self._conflicts[first, second]

    def _conflict(self, first: str, second: str) -> Array:
        shared = self.shared(first, second)
        if not shared:
            return np.zeros(self.draws.n)
        here, there = (np.stack([self.stand(issue, actor) for issue in shared]) for actor in (first, second))
        return coercion.expectation(here, there)

    @cached_property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Holders and targets, in the order of the dossier's ties."""
        return tuple(dict.fromkeys((tie.holder, tie.dependent) for tie in self.dossier.ties.values()))

    @cached_property
    def cells(self) -> tuple[tuple[str, str, str], ...]:
        """Every holder, target and issue on which both have a position."""
        return tuple((*pair, issue) for pair in self.pairs for issue in self.shared(*pair))

    @cached_property
    def all(self) -> dict[tuple[str, str], Hold]:
        """Every hold by holder and target."""
        return {pair: self.hold(*pair) for pair in self.pairs}

    def hold(self, holder: str, target: str) -> Hold:
        """What a holder has over a target, drawn once."""
        if (holder, target) not in self._holds:
            self._holds[holder, target] = self._hold(holder, target)
        return self._holds[holder, target]

    def _hold(self, holder: str, target: str) -> Hold:
        ties = tuple(id for id, tie in self.dossier.ties.items() if (tie.holder, tie.dependent) == (holder, target))
        worth, replace, cost, used, ceiling = (
            np.stack([self.draws.of(f"ties.{id}.{name}", getattr(self.dossier.ties[id], name)) for id in ties])
            for name in ("worth", "replace", "cost", "used", "ceiling")
        )
        hostages = self._hostages(holder, target)
        back = {
            id: 1.0 if tie.dependent == holder else self.care
            for id, tie in self.dossier.ties.items()
            if tie.holder == target and tie.dependent in (holder, *hostages)
        }
        threat = coercion.threat(worth, replace, cost, ceiling - used, self._back(back), self.beta)
        public = public_threats(self.dossier, holder, target, ties)
        said = self.audience if public else 0.0
        return Hold(
            holder=holder,
            target=target,
            ties=ties,
            worth=worth,
            replace=replace,
            cost=cost,
            used=used,
            ceiling=ceiling,
            threat=threat,
            conflict=self.conflict(holder, target),
            audience=said,
            public=public,
            back=tuple(back),
            hostages=hostages,
        )

    def _hostages(self, holder: str, target: str) -> tuple[str, ...]:
        """Third parties that the target could hit and that stand nearer to the holder than to the target."""
        hit = dict.fromkeys(tie.dependent for tie in self.dossier.ties.values() if tie.holder == target)
        return tuple(
            third
            for third in hit
            if third != holder
            and self.shared(holder, third)
            and self.conflict(holder, third).mean() < self.conflict(target, third).mean()
        )

    def _back(self, weights: dict[str, float]) -> coercion.Back:
        """What the target would take by each tie back, so counted, and what that would cost it."""
        if not weights:
            return coercion.Back.none(self.draws.n)
        loss, cost = [], []
        for id, weight in weights.items():
            tie, root = self.dossier.ties[id], f"ties.{id}"
            drawn = {n: self.draws.of(f"{root}.{n}", getattr(tie, n)) for n in ("used", "ceiling", "replace")}
            room = np.clip(drawn["ceiling"] - drawn["used"], 0.0, 1.0)
            loss.append(weight * self.draws.of(f"{root}.worth", tie.worth) * (1 - drawn["replace"]) * room)
            cost.append(self.draws.of(f"{root}.cost", tie.cost) * room)
        return coercion.Back(np.stack(loss), np.stack(cost))


def public_threats(dossier: Dossier, holder: str, target: str, ties: Iterable[str]) -> tuple[str, ...]:
    """The claims that show a threat made in public by the holder against the target.

    A claim counts when the holder threatens in it, neither negated nor merely imagined, and either it names the target
    or one of the ties rests on it.
    """
    code, against = dossier.actors[holder].code, dossier.actors[target].code
    if code is None:
        return ()
    resting = {id for tie in ties for id in _because(dossier, tie)}
    return tuple(
        claim.id
        for claim in dossier.archive.claims
        if claim.actor == code
        and _threatens(claim)
        and (claim.id in resting or (against is not None and claim.recipient == against))
    )


def _because(dossier: Dossier, tie: str) -> tuple[str, ...]:
    record = dossier.ties[tie]
    numbers = (record.worth, record.replace, record.cost, record.used, record.ceiling)
    return (*record.because, *(id for number in numbers for id in number.because))


def _threatens(claim: Claim) -> bool:
    return claim.status in SAID and (claim.type == "THREATEN" or claim.stance == "threaten")
