"""The talks of a dossier as arrays: who is needed where, what they want, and what each condition is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dossier import Dossier
from detente.dossier import schema as records
from detente.errors import QuestionError, nearest
from detente.questions.councils import stands
from detente.questions.draws import Array, Draws

if TYPE_CHECKING:
    from detente.engines.convening import Meetings, Package, Stakes

__all__ = ["Table", "talks_of"]


def talks_of(dossier: Dossier, name: str | None) -> tuple[str, records.Talks]:
    """The talks of that name, or the first.

    Raises:
        QuestionError: the dossier has none, or none of that name.
    """
    if not dossier.talks:
        raise QuestionError("the dossier has no talks", key="talks", hint="add some under 'talks'")
    if name is None:
        return next(iter(dossier.talks.items()))
    if name not in dossier.talks:
        raise QuestionError(f"no talks are called '{name}'", key="talks", hint=nearest(name, dossier.talks))
    return name, dossier.talks[name]


@dataclass(frozen=True)
class Table:
    """Talks with everything drawn."""

    name: str
    talks: records.Talks
    draws: Draws
    parties: tuple[str, ...]

    @classmethod
    def of(cls, dossier: Dossier, name: str, draws: Draws) -> Table:
        """The parties are all that a format needs or a condition names, in the dossier's order."""
        talks = dossier.talks[name]
        named = {party for form in talks.formats.values() for party in form.needs}
        named |= {party for condition in talks.conditions.values() for party in (condition.by, condition.of)}
        return cls(name, talks, draws, tuple(actor for actor in dossier.actors if actor in named))

    @property
    def needed(self) -> np.ndarray:
        """Whom each format needs, (format, party)."""
        return np.array([[party in form.needs for party in self.parties] for form in self.talks.formats.values()])

    def movable(self, form: records.Format) -> tuple[bool, ...]:
        """Which issues a format can move: those all of whose controllers it needs."""
        controls = self.talks.controls
        return tuple(set(controls.get(issue, ())) <= set(form.needs) for issue in self.talks.settles)

    def stakes(self) -> Stakes:
        """What the parties want; a party without a position on an issue does not care about it."""
        from detente.engines.convening import Stakes

        held = [[self._stand(issue, party) for party in self.parties] for issue in self.talks.settles]
        position, salience = (np.moveaxis(np.array([[one[k] for one in row] for row in held]), 2, 0) for k in (0, 1))
        drawn: Any = (
            np.swapaxes(position, 1, 2),
            np.swapaxes(salience, 1, 2),
            np.stack([self.draws.capability(party) for party in self.parties], axis=1),
            np.stack([self._otherwise(issue) for issue in self.talks.settles], axis=1),
            np.stack([self._kept(issue) for issue in self.talks.settles], axis=1),
        )
        return Stakes(*drawn)

    def _stand(self, issue: str, party: str) -> tuple[Array, Array]:
        if stands(self.draws, issue, party):
            return self.draws.stand(issue, party)
        return np.full(self.draws.n, 50.0), np.zeros(self.draws.n)

    def silent(self) -> tuple[str, ...]:
        """Who is needed and has no position on what could be settled: taken not to care."""
        needed = dict.fromkeys(party for form in self.talks.formats.values() for party in form.needs)
        quiet = {
            issue: [party for party in needed if not stands(self.draws, issue, party)] for issue in self.talks.settles
        }
        return tuple(
            f"no position on '{issue}': {', '.join(parties)}; taken not to care about it"
            for issue, parties in quiet.items()
            if parties
        )

    def _otherwise(self, issue: str) -> Array:
        given = self.talks.otherwise.get(issue)
        if given is not None:
            return self.draws.of(f"talks.{self.name}.otherwise.{issue}", given)
        drawn = self.draws.status_quo(issue)
        if drawn is None:
            path = f"talks.{self.name}.otherwise.{issue}"
            hint = "say where it goes if nobody meets, or give the issue a status quo"
            raise QuestionError(f"'{issue}' goes nowhere if nobody meets", key=path, hint=hint)
        return drawn

    def _kept(self, issue: str) -> Array:
        given = self.talks.kept.get(issue)
        return np.ones(self.draws.n) if given is None else self.draws.of(f"talks.{self.name}.kept.{issue}", given)

    def packages(self, stakes: Stakes) -> list[Package]:
        """What each format would settle; formats that need the same parties settle the same."""
        from detente.engines.convening import packages

        found: dict[tuple[frozenset[str], tuple[bool, ...]], Package] = {}
        for form, needed in zip(self.talks.formats.values(), self.needed, strict=True):
            key = frozenset(form.needs), self.movable(form)
            if key not in found:
                found[key] = packages(stakes, needed, np.array(key[1]))
        return [found[frozenset(form.needs), self.movable(form)] for form in self.talks.formats.values()]

    def meetings(self, gain: Array) -> Meetings:
        """The formats and conditions for the engine; ``gain`` is (draw, format, party)."""
        from detente.engines.convening import Meetings

        conditions, talks = self.talks.conditions, f"talks.{self.name}"
        success = [
            self.draws.of(f"{talks}.formats.{f}.success", form.success) for f, form in self.talks.formats.items()
        ]
        drawn: Any = (
            gain,
            np.stack(success, axis=1),
            self._worth(),
            self.needed,
            self._each([self.draws.of(f"{talks}.conditions.{id}.worth", c.worth) for id, c in conditions.items()]),
            self._each([self.draws.of(f"{talks}.conditions.{id}.cost", c.cost) for id, c in conditions.items()]),
            self._marked([c.by for c in conditions.values()]),
            self._marked([c.of for c in conditions.values()]),
        )
        return Meetings(*drawn)

    def _worth(self) -> Array:
        worth = np.zeros((self.draws.n, len(self.talks.formats), len(self.parties)))
        for f, form in enumerate(self.talks.formats):
            for party, estimate in self.talks.worth.get(form, {}).items():
                if party in self.parties:
                    path = f"talks.{self.name}.worth.{form}.{party}"
                    worth[:, f, self.parties.index(party)] = self.draws.of(path, estimate)
        return worth

    def _each(self, columns: Sequence[Array]) -> Array:
        return np.stack(columns, axis=1) if columns else np.zeros((self.draws.n, 0))

    def _marked(self, parties: Sequence[str]) -> np.ndarray:
        marks = [[party == marked for party in self.parties] for marked in parties]
        return np.array(marks).reshape(len(parties), len(self.parties))

    def fixed(self) -> Array:
        """The chance that each condition is granted where the dossier says so; NaN where the one asked decides.

        ``granted: false`` leaves it to the one asked; ``true`` and a probability stand as they are.
        """
        columns = []
        for id, condition in self.talks.conditions.items():
            if condition.granted.value == 0:
                columns.append(np.full(self.draws.n, np.nan))
            else:
                columns.append(self.draws.of(f"talks.{self.name}.conditions.{id}.granted", condition.granted))
        return self._each(columns)
