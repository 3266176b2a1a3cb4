"""The question: its settings, and the results computed from a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dossier import Dossier, digest
from detente.dossier.ranking import option_names
from detente.dossier.schema import Condition
from detente.dossier.schema import Talks as TalksRecord
from detente.dossier.statements import parse_statement
from detente.questions.answer import Method, estimate_of
from detente.questions.draws import Array, Draws
from detente.questions.talks.answer import TalksAnswer, formats_named
from detente.questions.talks.sentences import said
from detente.questions.talks.table import Table, talks_of
from detente.questions.titles import titled

if TYPE_CHECKING:
    from detente.engines.convening import Choice, Convening

__all__ = ["Talks"]

LIKELY = 0.5
DEAL = 1.0
"""A package is a deal when it is worth a point to somebody it needs."""
REFERENCE = (
    "packages: Nash 1950, Kalai 1977; conditions: agent quantal-response equilibrium, McKelvey & Palfrey 1998; "
    "formats: sequential logit solved backwards"
)


@dataclass(frozen=True)
class Talks:
    """Which meeting takes place, who holds it up, and what each condition is worth?

    Args:
        talks: their name in the dossier; the first where none is given.
        draws, seed: of the uncertain numbers.
        beta, patience, goodwill: noise, what the next format counts for, and what favours coming, in points.
    """

    talks: str | None = None
    draws: int = 1_000
    seed: int = 0
    beta: float | None = None
    patience: float = 0.9
    goodwill: float = 4.0

    def answer(self, dossier: Dossier) -> TalksAnswer:
        """Answer from a dossier.

        Raises:
            QuestionError: no such talks, or an issue that goes nowhere if nobody meets.
        """
        name, _ = talks_of(dossier, self.talks)
        choice = self._choice()
        table = Table.of(dossier, name, Draws(dossier, self.draws, self.seed))
        results = _Round(dossier, table, choice).results()
        settings = {**choice._asdict(), "floor": 1.0, "largest_gap": results["largest_gap"]}
        return TalksAnswer(
            question="talks",
            subject=name,
            as_of=dossier.as_of,
            method=Method("sequential logit over formats, conditions in equilibrium", settings, REFERENCE),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, name, results),
            warnings=table.silent(),
        )

    def samples(self, drawn: Draws, paths: Sequence[str]) -> dict[str, Array]:
        """One number a draw for each outcome: the chance in that draw that the format is the one that meets, or none.

        Raises:
            QuestionError: no such format or number, and what ``answer`` raises.
        """
        name, talks = talks_of(drawn.dossier, self.talks)
        formats = {path: formats_named(path, name, _needs(talks)) for path in paths}
        table = Table.of(drawn.dossier, name, drawn)
        meets = _Round(drawn.dossier, table, self._choice()).meets()
        columns = dict(zip(talks.formats, meets.T, strict=True))
        none: Array = 1 - meets.sum(axis=1)
        return {path: none if of is None else _sum(columns, of) for path, of in formats.items()}

    def _choice(self) -> Choice:
        from detente.engines.convening import Choice

        return Choice(Choice().beta if self.beta is None else self.beta, self.patience, self.goodwill).checked()


def _needs(talks: TalksRecord) -> dict[str, tuple[str, ...]]:
    return {name: form.needs for name, form in talks.formats.items()}


def _sum(columns: Mapping[str, Array], names: Sequence[str]) -> Array:
    total: Array = np.sum([columns[name] for name in names], axis=0)
    return total


class _Round:
    """Talks solved once: what each part of the results is read from."""

    def __init__(self, dossier: Dossier, table: Table, choice: Choice) -> None:
        from detente.engines.convening import talks

        self.dossier, self.table, self.choice = dossier, table, choice
        self.packages = table.packages(table.stakes())
        gain = np.stack([np.asarray(package.gain) for package in self.packages], axis=1)
        self.meetings = table.meetings(gain)
        self.solved: Convening = talks(self.meetings, choice)
        self.convenes = np.asarray(self.solved.convenes)
        self.attends = np.asarray(self.solved.attends)
        self.granted, self.residual = self._granted(table.fixed())
        self.weight = self._weight(self.granted)

    def _granted(self, fixed: Array) -> tuple[Array, float]:
        """How likely each condition is granted in each draw, and the largest residual."""
        from detente.engines.convening import granting

        if not self.table.talks.conditions:
            return fixed, 0.0
        found = granting(self.solved.value, np.asarray(self.meetings.of), fixed, self.choice)
        return np.asarray(found.granted), float(np.asarray(found.residual).max())

    def _weight(self, granted: Array) -> Array:
        """The chance of each set of granted conditions, (draw, profile); the first condition is the slowest axis."""
        weight: Array = np.ones((len(granted), 1))
        for chance in granted.T:
            weight = (weight[:, :, None] * np.stack([1 - chance, chance], axis=1)[:, None]).reshape(len(granted), -1)
        return weight

    def _meets(self, weight: Array) -> Array:
        """P(each format is the meeting that takes place), (draw, format)."""
        meets: Array = np.einsum("dp,dpf->df", weight, self.convenes)
        return meets

    def meets(self) -> Array:
        """The chance that each format is the meeting that takes place, (draw, format)."""
        return self._meets(self.weight)

    def results(self) -> dict[str, Any]:
        """All of ``results``, in the shape of ``answers.md``."""
        meets, comes = self.meets(), self._comes(self.weight)
        holdup, raised = self._holdup()
        return {
            "name": self.table.talks.name or self.table.name,
            "names": {party: self.dossier.actors[party].name for party in self.table.parties},
            "formats": {
                name: self._format(f, meets[:, f], comes[f]) for f, name in enumerate(self.table.talks.formats)
            },
            "none": float(1 - meets.sum(axis=1).mean()),
            "conditions": self._conditions(),
            "holdup": holdup,
            "holdup_effect": raised,
            "concession": self._concession(),
            "contradictions": self._contradictions(),
            "residual": self.residual,
            "largest_gap": max(float(np.asarray(package.gap).max()) for package in self.packages),
        }

    def _format(self, f: int, convenes: Array, comes: Array) -> dict[str, Any]:
        id, form = list(self.table.talks.formats.items())[f]
        package = self.packages[f]
        outcome, gain = np.asarray(package.outcome), np.asarray(package.gain)
        needed = self.table.needed[f]
        movable = self.table.movable(form)
        return {
            "name": titled(id, form.name),
            "convenes": estimate_of(convenes),
            "attends": {party: float(comes[i]) for i, party in enumerate(self.table.parties) if needed[i]},
            "settles": {issue: estimate_of(outcome[:, m]) for m, issue in enumerate(self.table.talks.settles)},
            "moves": [issue for issue, moved in zip(self.table.talks.settles, movable, strict=True) if moved],
            "deal": float((gain[:, needed].max(axis=1) >= DEAL).mean()),
            "gains": {party: estimate_of(gain[:, i]) for i, party in enumerate(self.table.parties)},
        }

    def _conditions(self) -> dict[str, Any]:
        found = {}
        for c, (id, condition) in enumerate(self.table.talks.conditions.items()):
            (granted, come), (refused, came) = self._done(c, 1.0), self._done(c, 0.0)
            effect = granted - refused
            found[id] = {
                "what": condition.what,
                "by": condition.by,
                "of": condition.of,
                "granted": float(self.granted[:, c].mean()),
                "open": bool(condition.granted.value == 0),
                "effect": dict(zip(self.table.talks.formats, effect.tolist(), strict=True)),
                "effect_on_any": float(effect.sum()),
                "effect_on_coming": self._two(condition, come - came),
            }
        return found

    def _two(self, condition: Condition, change: Array) -> dict[str, dict[str, float]]:
        """By how much likelier who asks and who is asked come, to each format that needs both: elsewhere it is void."""
        two = {party: self.table.parties.index(party) for party in (condition.by, condition.of)}
        return {
            name: {party: float(change[f, i]) for party, i in two.items()}
            for f, (name, form) in enumerate(self.table.talks.formats.items())
            if two.keys() <= set(form.needs)
        }

    def _done(self, condition: int, granted: float) -> tuple[Array, Array]:
        """P(each format), and P(each party comes to each), when a condition is granted, or refused, by our hand.

        The others answer to it: shapes (format,) and (format, party).
        """
        fixed = self.table.fixed()
        fixed[:, condition] = granted
        weight = self._weight(self._granted(fixed)[0])
        return self._meets(weight).mean(axis=0), self._comes(weight)

    def _comes(self, weight: Array) -> Array:
        """P(each party comes to each format once it is reached), (format, party)."""
        comes: Array = np.einsum("dp,dpfi->fi", weight, self.attends) / len(weight)
        return comes

    def _holdup(self) -> tuple[str | None, float]:
        """The party whose sure coming would raise the chance of a meeting most, the others choosing as they do."""
        base = self.convenes.sum(axis=2)
        raised = {}
        for i, party in enumerate(self.table.parties):
            comes = np.delete(self.attends, i, axis=3).prod(axis=3)
            some = 1 - (1 - comes).prod(axis=2)
            raised[party] = float((self.weight * (some - base)).sum(axis=1).mean())
        party = max(raised, key=lambda id: raised[id])
        return (party, raised[party]) if raised[party] > 0 else (None, 0.0)

    def _concession(self) -> dict[str, Any] | None:
        """The cheapest set of open conditions that, granted, makes a meeting likelier than not, all others refused."""
        from detente.engines.convening import profiles

        is_open: np.ndarray = np.isnan(self.table.fixed()[0])
        meets, sets = self._meets_if(is_open), profiles(int(is_open.sum()))
        price = sets @ np.asarray(self.meetings.condition_cost).mean(axis=0)[is_open]
        enough = np.flatnonzero(meets > LIKELY)
        if not enough.size:
            return None
        best = enough[price[enough].argmin()]
        ids = [id for id, free in zip(self.table.talks.conditions, is_open, strict=True) if free]
        granted = [id for id, taken in zip(ids, sets[best], strict=True) if taken]
        return {"conditions": granted, "cost": float(price[best]), "meets": float(meets[best])}

    def _meets_if(self, is_open: np.ndarray) -> Array:
        """P(a meeting) for every set of open conditions granted by our hand, the others as likely as they are.

        The axes of the conditions that are not open are averaged out, one after the other, so that all sets cost no
        more than one.
        """
        some = self.convenes.sum(axis=2).reshape(-1, *(2,) * len(is_open))
        for c in reversed(range(len(is_open))):
            if not is_open[c]:
                chance = self.granted[:, c].reshape(-1, *(1,) * (some.ndim - 2))
                refused, granted = np.moveaxis(some, c + 1, 0)
                some = refused + chance * (granted - refused)
        meets: Array = some.reshape(len(some), -1).mean(axis=0)
        return meets

    def _contradictions(self) -> list[list[str]]:
        """Pairs of conditions that stand against each other: options that exclude each other, or each waits."""
        conditions = list(self.table.talks.conditions.items())
        return [
            [one, other]
            for k, (one, first) in enumerate(conditions)
            for other, second in conditions[k + 1 :]
            if (first.by, first.of) == (second.of, second.by) or self._excluded(first.option, second.option)
        ]

    def _excluded(self, first: str | None, second: str | None) -> bool:
        conflict = self.dossier.conflict
        if conflict is None or first is None or second is None:
            return False
        names = option_names(conflict)
        for text in conflict.impossible:
            statement = parse_statement(text, names)
            taken = [{name: name in both for name in names} for both in ({first, second}, {first}, {second})]
            if [statement.holds(each) for each in taken] == [True, False, False]:
                return True
        return False
