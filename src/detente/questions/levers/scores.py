"""What a state of affairs comes to: the outcome, and what it is worth to each actor, in points.

The worth to an actor is what its question computes: of talks, what the whole is worth before the first format; of a
vote, the chance of the draft times what it would gain by it; of a forecast, what it loses by the distance to the
outcome. In a stability question the others move by themselves, and in a standoff they choose in equilibrium: there is
no worth to reply by.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np

from detente.dossier import Dossier
from detente.questions.draws import Array
from detente.questions.gauge import Gauge, Kept
from detente.questions.talks.answer import formats_named
from detente.questions.talks.table import Table

__all__ = ["Score", "Scorer", "scorer"]


class Score(NamedTuple):
    """The outcome's mean over draws, and the worth to each actor that has one, in points."""

    outcome: float
    worth: Mapping[str, float]


class Scorer(Protocol):
    """Scores dossiers that differ by moves."""

    def score(self, dossier: Dossier) -> Score:
        """The outcome and what it is worth to the actors."""
        ...


def scorer(of: Gauge, drawn: Kept) -> Scorer:
    """The scorer of an outcome on some draws."""
    if of.question == "talks":
        return _AtTalks(of, drawn)
    if of.question == "forecast" and of.unit == "scale":
        return _OnIssue(of, drawn)
    if of.question == "vote" and of.path.endswith(".adopted"):
        return _InCouncil(of, drawn)
    return _Alone(of, drawn)


@dataclass(frozen=True)
class _Alone:
    """An outcome without a worth to reply by."""

    of: Gauge
    drawn: Kept

    def score(self, dossier: Dossier) -> Score:
        return Score(self.of.mean(self.drawn.on(dossier)), {})


@dataclass(frozen=True)
class _OnIssue:
    """A forecast: an actor loses its salience times the distance of the outcome."""

    of: Gauge
    drawn: Kept

    def score(self, dossier: Dossier) -> Score:
        drawn = self.drawn.on(dossier)
        settled, held = self.of.values(drawn), drawn.issue(self.of.subject)
        lost = (held.salience * np.abs(held.position - settled[:, None])).mean(axis=0) / 100
        worth = {actor: -float(points) for actor, points in zip(held.actors, lost, strict=True)}
        return Score(self.of.held(float(settled.mean())), worth)


@dataclass(frozen=True)
class _InCouncil:
    """A vote on one draft: an actor gains by it, times the chance that it is adopted, draw by draw."""

    of: Gauge
    drawn: Kept

    def score(self, dossier: Dossier) -> Score:
        drawn = self.drawn.on(dossier)
        adopted = self.of.values(drawn)
        council = dossier.councils[self.of.subject]
        name = self.of.path.split(".")[2]
        draft = council.drafts[name]
        worth: dict[str, float] = {}
        for issue, estimate in draft.text.items():
            text = drawn.of(f"councils.{self.of.subject}.drafts.{name}.text.{issue}", estimate)
            now, held = drawn.status_quo(issue), drawn.issue(issue)
            if now is None:
                continue
            nearer = np.abs(now[:, None] - held.position) - np.abs(text[:, None] - held.position)
            gained = (adopted[:, None] * held.salience * nearer).mean(axis=0) / 100
            for actor, points in zip(held.actors, gained, strict=True):
                worth[actor] = worth.get(actor, 0.0) + float(points)
        return Score(self.of.held(float(adopted.mean())), worth)


@dataclass(frozen=True)
class _AtTalks:
    """Talks, solved as their question solves them; what formats would settle is kept as long as nobody's wishes move.

    Packages are convex programmes, a hundred times the work of the rest, and depend on positions, saliences and
    capabilities alone: moves that leave those as they are share them.
    """

    of: Gauge
    drawn: Kept
    kept: dict[bytes, Array] = field(default_factory=dict)
    seen: dict[tuple[int, ...], tuple[tuple[object, ...], Array]] = field(default_factory=dict)

    def score(self, dossier: Dossier) -> Score:
        from detente.engines.convening import Choice, granting, profiles, talks

        table = Table.of(dossier, self.of.subject, self.drawn.on(dossier))
        meetings = table.meetings(self._gain(table))
        choice = Choice()
        solved = talks(meetings, choice)
        fixed = table.fixed()
        of = np.asarray(meetings.of)
        granted = np.asarray(granting(solved.value, of, fixed, choice).granted) if fixed.shape[1] else fixed
        sets = profiles(len(table.talks.conditions))
        weight = np.where(sets[None] == 1, granted[:, None], 1 - granted[:, None]).prod(axis=2)
        meets = np.einsum("dp,dpf->f", weight, np.asarray(solved.convenes)) / self.drawn.n
        worth = np.einsum("dp,dpi->i", weight, np.asarray(solved.value)) / self.drawn.n
        return Score(self._outcome(table, meets), dict(zip(table.parties, worth.tolist(), strict=True)))

    def _gain(self, table: Table) -> Array:
        """What the formats' packages are worth to the parties, (draw, format, party)."""
        held = _wishes(table)
        key = tuple(map(id, held))
        if key not in self.seen:
            # the records are kept with their gains, so that no others can come to have their ids
            self.seen[key] = held, self._settled(table)
        return self.seen[key][1]

    def _settled(self, table: Table) -> Array:
        stakes = table.stakes()
        key = hashlib.sha256(b"".join(np.ascontiguousarray(array).tobytes() for array in stakes)).digest()
        if key not in self.kept:
            self.kept[key] = np.stack([np.asarray(package.gain) for package in table.packages(stakes)], axis=1)
        return self.kept[key]

    def _outcome(self, table: Table, meets: Array) -> float:
        chance = dict(zip(table.talks.formats, meets.tolist(), strict=True))
        needs = {name: form.needs for name, form in table.talks.formats.items()}
        named = formats_named(self.of.path, self.of.subject, needs)
        return self.of.held(1 - sum(chance.values()) if named is None else sum(chance[name] for name in named))


def _wishes(table: Table) -> tuple[object, ...]:
    """The records that packages depend on, as they stand in the dossier."""
    dossier, talks = table.draws.dossier, table.talks
    return (
        dossier.issues,
        dossier.actors,
        dossier.groups,
        talks.settles,
        talks.otherwise,
        talks.kept,
        talks.formats,
        talks.controls,
    )
