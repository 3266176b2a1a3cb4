"""The only bridge from a dossier to arrays: draws of its numbers.

Each number has its own stream of uniforms, seeded by its path, sent through the inverse of its distribution. So
every question and every what-if of one dossier sees the same luck, and two answers differ only by what was asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special

from detente.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.schema import Position
from detente.errors import QuestionError

__all__ = ["Draws", "IssueDraws", "quantile", "uniforms"]

Array: TypeAlias = NDArray[np.float64]
CAPABILITY_WHERE_UNSAID = 50.0


def uniforms(path: str, seed: int, n: int) -> Array:
    """``n`` uniforms in (0, 1) of the stream that a path and a seed name.

    The first ``k`` of ``n`` draws are the same for every ``n``.
    """
    key = hashlib.sha256(f"{seed}\n{path}".encode()).digest()
    generator = np.random.Generator(np.random.PCG64(int.from_bytes(key[:16], "big")))
    return np.clip(generator.random(n), 1e-12, 1 - 1e-12)


def quantile(estimate: Estimate, u: Array) -> Array:
    """The inverse distribution function of an estimate at ``u``.

    1. Exact: the value. 2. PERT: a beta on [low, high] with α = 1 + 4(mode − low)/(high − low) and
    β = 1 + 4(high − mode)/(high − low). 3. Normal: truncated to the range of its kind.

    Reference: Malcolm, Roseboom, Clark & Fazar 1959, Operations Research 7(5), 646–669, for PERT.

    >>> from detente.dossier.estimate import ScaleEstimate
    >>> quantile(ScaleEstimate(low=0, mode=50, high=100), np.array([0.5])).round(6)
    array([50.])
    """
    if not estimate.uncertain:
        return np.full_like(u, estimate.value if estimate.value is not None else estimate.centre)
    if estimate.form == "pert":
        return _pert(estimate, u)
    return _normal(estimate, u)


def _pert(estimate: Estimate, u: Array) -> Array:
    low, mode, high = (float(x) for x in (estimate.low, estimate.mode, estimate.high) if x is not None)
    width = high - low
    return low + width * np.interp(u, *_beta_table(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width))


@lru_cache(maxsize=1024)
def _beta_table(alpha: float, beta: float) -> tuple[Array, Array]:
    """A beta's distribution function on an even grid: ten times faster than its inverse, within 2e-5 of the width."""
    grid = np.linspace(0.0, 1.0, 4097)
    return special.betainc(alpha, beta, grid), grid


def _normal(estimate: Estimate, u: Array) -> Array:
    mean, sd = float(estimate.mean or 0.0), float(estimate.sd or 0.0)
    below, above = special.ndtr((np.array([estimate.floor, estimate.top]) - mean) / sd)
    drawn: Array = mean + sd * special.ndtri(below + u * (above - below))
    return drawn.clip(estimate.floor, estimate.top)


@dataclass(frozen=True)
class IssueDraws:
    """Where actors stand on one issue: arrays of shape (draws, actors), and the status quo, (draws,)."""

    issue: str
    actors: tuple[str, ...]
    position: Array
    salience: Array
    capability: Array
    status_quo: Array | None


@dataclass(frozen=True)
class Draws:
    """Draws of a dossier's numbers: the same ``n`` and ``seed`` give the same arrays.

    ``at`` gives the uniforms of some paths, each of shape (draws,), in place of their own streams: a design of an
    experiment is put through the questions as draws.
    """

    dossier: Dossier
    n: int
    seed: int = 0
    at: Mapping[str, Array] = field(default_factory=dict)

    def of(self, path: str, estimate: Estimate) -> Array:
        """Draws of one number, shape (draws,)."""
        return quantile(estimate, self._luck(path) if estimate.uncertain else np.empty(self.n))

    def _luck(self, path: str) -> Array:
        given = self.at.get(path)
        return uniforms(path, self.seed, self.n) if given is None else given

    def capability(self, actor: str) -> Array:
        """Draws of an actor's capability; 50 where the dossier does not say."""
        estimate = self.dossier.actors[actor].capability
        if estimate is None:
            return np.full(self.n, CAPABILITY_WHERE_UNSAID)
        return self.of(f"actors.{actor}.capability", estimate)

    def status_quo(self, issue: str) -> Array | None:
        """Draws of an issue's status quo, or nothing where the dossier gives none."""
        estimate = self.dossier.issues[issue].status_quo
        return None if estimate is None else self.of(f"issues.{issue}.status_quo", estimate)

    def actors_on(self, issue: str) -> tuple[str, ...]:
        """The actors with a position on an issue, in the dossier's order: their own, a group's, or their factions'.

        Factions count through the state that they are within, never beside it.
        """
        actors = self.dossier.actors
        return tuple(id for id, actor in actors.items() if actor.within is None and self._stands(issue, id))

    def _stands(self, issue: str, actor: str) -> bool:
        return self.dossier.position_of(issue, actor) is not None or bool(self._factions(issue, actor))

    def _factions(self, issue: str, actor: str) -> tuple[str, ...]:
        """The factions directly within an actor that have a position on an issue themselves or through their own."""
        inside = (id for id, other in self.dossier.actors.items() if other.within == actor)
        return tuple(id for id in inside if self._stands(issue, id))

    def stand(self, issue: str, actor: str) -> tuple[Array, Array]:
        """Draws of an actor's position and salience on an issue, each of shape (draws,).

        An actor with factions and no position of its own stands where its factions settle: the mean weighted by
        capability (on this issue, where a faction has one) × salience, drawn with them; its salience is their mean
        weighted by capability.

        Raises:
            QuestionError: the actor has no position on the issue.
        """
        held = self.dossier.position_of(issue, actor)
        if held is not None:
            return self._held(issue, actor, held)
        factions = self._factions(issue, actor)
        if not factions:
            path = f"issues.{issue}.positions.{actor}"
            raise QuestionError(
                f"{actor} has no position on '{issue}'", key=path, hint="give it one, or ask with --fill"
            )
        stands = [self.stand(issue, faction) for faction in factions]
        capability = np.stack([self.clout(issue, faction) for faction in factions])
        position, salience = (np.stack(part) for part in zip(*stands, strict=True))
        weight = capability * salience
        even = np.where(weight.sum(0) > 0, weight, 1.0)
        clout = np.where(capability.sum(0) > 0, capability, 1.0)
        return (even * position).sum(0) / even.sum(0), (clout * salience).sum(0) / clout.sum(0)

    def _held(self, issue: str, actor: str, held: Position) -> tuple[Array, Array]:
        # a group's members draw each their own, so the stream is the member's
        path = f"issues.{issue}.positions.{actor}"
        return self.of(f"{path}.position", held.position), self.of(f"{path}.salience", held.salience)

    def clout(self, issue: str, actor: str) -> Array:
        """Draws of an actor's capability on an issue: the position's own where it gives one."""
        held = self.dossier.position_of(issue, actor)
        if held is not None and held.capability is not None:
            return self.of(f"issues.{issue}.positions.{actor}.capability", held.capability)
        return self.capability(actor)

    def issue(self, issue: str, actors: Sequence[str] | None = None) -> IssueDraws:
        """Positions, saliences and capabilities of all actors (or these) on an issue, drawn together.

        Raises:
            QuestionError: there is no such issue, nobody has a position on it, or one of ``actors`` has none.
        """
        names = tuple(actors) if actors is not None else self.actors_on(issue)
        if not names:
            raise QuestionError(f"nobody has a position on '{issue}'", key=f"issues.{issue}.positions")
        stands = [self.stand(issue, actor) for actor in names]
        return IssueDraws(
            issue=issue,
            actors=names,
            position=np.stack([position for position, _ in stands], axis=1),
            salience=np.stack([salience for _, salience in stands], axis=1),
            capability=np.stack([self.clout(issue, actor) for actor in names], axis=1),
            status_quo=self.status_quo(issue),
        )
