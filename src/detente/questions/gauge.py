"""An outcome that is read again and again from edited dossiers, draw by draw: what levers, flips and changes measure.

An outcome is named by a dotted path into an answer, as in ``vote.COUNCIL.DRAFT.adopted``. A gauge knows which question
gives it, on which parts of the dossier it can depend, and in what words its values are told. Three more names are
composed of those: ``talks.TALKS.some`` (a meeting takes place), ``talks.TALKS.meets.ACTOR`` (one that needs the actor)
and ``vote.COUNCIL.some`` (a draft is adopted, tabled in turn).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from detente.display import words
from detente.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.ranking import option_names
from detente.errors import QuestionError, nearest
from detente.questions.draws import Array, Draws
from detente.questions.naming import outcome_called
from detente.questions.outcomes import leading_outcomes, samples

__all__ = ["Gauge", "Kept", "amount", "gauge", "one_of_each"]


@dataclass(frozen=True)
class Gauge:
    """One outcome.

    Attributes:
        path: its name.
        question: the kind of question that answers it.
        subject: of which issue, council, talks or standoff; empty for the conflict.
        unit: a probability, or a value on the scale of an issue.
        reads: paths of the dossier (with all below them) on which it can depend; a change elsewhere leaves it as it is.
        usual: how many draws its question takes unless told otherwise.
        called: the outcome as a noun, without its value: "the chance that nobody meets".
    """

    path: str
    question: str
    subject: str
    unit: Literal["probability", "scale"]
    reads: tuple[str, ...]
    usual: int
    called: str

    def values(self, drawn: Draws) -> Array:
        """The outcome in each draw; a draw without an answer is left out.

        Raises:
            QuestionError: the dossier cannot answer the question.
        """
        found = self._read(drawn)
        kept: Array = found[np.isfinite(found)]
        if not kept.size:
            raise QuestionError("no draw has an answer", key=self.path)
        return kept

    def _read(self, drawn: Draws) -> Array:
        """The outcome draw by draw: as its question samples it, or composed of outcomes that it samples."""
        if self.path == f"vote.{self.subject}.some":
            return 1.0 - samples(drawn, [f"vote.{self.subject}.nothing"])[f"vote.{self.subject}.nothing"]
        names = _summed(drawn.dossier, self.path) or (self.path,)
        found = samples(drawn, names)
        total: Array = np.sum([found[name] for name in names], axis=0)
        return total

    def mean(self, drawn: Draws) -> float:
        """The mean over draws: the number that ``ask`` gives at this path."""
        return self.held(float(self.values(drawn).mean()))

    def held(self, value: float) -> float:
        """The value within its range: rounding may leave a chance a hair outside."""
        return min(max(value, 0.0), 1.0 if self.unit == "probability" else 100.0)

    def touched(self, paths: Iterable[str]) -> bool:
        """Whether a change at these paths can change the outcome."""
        return any(_under(path, root) or _under(root, path) for path in paths for root in self.reads)

    def band(self, dossier: Dossier, value: float) -> str:
        """A probability's term, or the named point of the scale that a value is nearest to."""
        if self.unit == "probability":
            return words.term(self.held(value))
        return words.nearest_point(dossier.issues[self.subject].scale, value)[1]

    def told(self, dossier: Dossier, value: float) -> str:
        """A value in a clause of its own: "it is very unlikely (18%) that …", or where on the scale the outcome is."""
        if self.unit == "probability":
            return words.chance_that(self.held(value), self.called.removeprefix("the chance that "))
        return f"{self.called} is {self._at(dossier, value)}"

    def again(self, dossier: Dossier, value: float) -> str:
        """Another value of what was told: "it is unlikely (24%)", "there is a roughly even chance (50%)"."""
        if self.unit == "probability":
            return words.chance_that(self.held(value), "").removesuffix(" that ")
        return f"it is {self._at(dossier, value)}"

    def plain(self, value: float) -> str:
        """A value as a number: per cent, or scale units."""
        return words.percent(self.held(value)) if self.unit == "probability" else words.number(value, 1)

    def _at(self, dossier: Dossier, value: float) -> str:
        return words.in_words(dossier.issues[self.subject].scale, value)

    def amount(self, difference: float, digits: int = 1) -> str:
        """A difference in words, with its sign."""
        return amount(difference, self.unit, digits)


@dataclass(frozen=True)
class Kept(Draws):
    """The same draws, each number drawn once: for dossiers that share most of their numbers.

    ``known`` is shared between them; a number is known by its path and by the record that holds it.

    >>> from detente.dossier import example
    >>> drawn = Kept(example(), 10)
    >>> drawn.issue("response").position is not drawn.on(example()).issue("response").position
    True
    """

    known: dict[tuple[str, int], tuple[Estimate, Array]] = field(default_factory=dict)

    def of(self, path: str, estimate: Estimate) -> Array:
        """Draws of one number, as drawn before."""
        key = path, id(estimate)
        if key not in self.known:
            # the estimate is kept with its draws, so that no other can come to have its id
            self.known[key] = estimate, super().of(path, estimate)
        return self.known[key][1]

    def on(self, dossier: Dossier) -> Kept:
        """The draws of another dossier, sharing what is known."""
        return replace(self, dossier=dossier)


def amount(difference: float, unit: str, digits: int = 1) -> str:
    """A difference in words, with its sign: in points of probability, or in units of a scale.

    >>> amount(0.0326, "probability"), amount(-4.7, "scale"), amount(1e-9, "scale")
    ('+3.3 points', '−4.7 scale units', '0 scale units')
    """
    value = 100 * difference if unit == "probability" else difference
    sign = "+" if round(value, digits) > 0 else ""
    if unit == "probability":
        return f"{sign}{words.points(value, digits)}"
    return f"{sign}{words.number(value, digits)} scale units"


def _under(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}.")


def gauge(dossier: Dossier, path: str | None = None) -> Gauge:
    """The outcome of that name; the dossier's leading one where none is given.

    Raises:
        QuestionError: no question gives it, or the dossier has no such issue, council, talks, option or standoff.
    """
    if path is None:
        leading = leading_outcomes(dossier)
        if not leading:
            raise QuestionError("the dossier has nothing to ask about", key="outcome", hint="add an issue or talks")
        path = leading[0]
    match path.split(".", 4):
        case ["forecast", issue, _, "outcome"] if issue in dossier.issues:
            return _forecast(dossier, path, issue, None)
        case ["forecast", issue, _, "bands", band] if issue in dossier.issues:
            return _forecast(dossier, path, issue, band)
        case ["vote", council, *rest] if council in dossier.councils and rest:
            return _vote(dossier, path, council, rest)
        case ["talks", talks, *rest] if talks in dossier.talks and rest:
            return _talks(dossier, path, talks, rest)
        case ["stability", "horizon", _, _] if dossier.conflict is not None:
            return _stability(dossier, path)
        case ["standoff", standoff, _] if standoff in dossier.standoffs:
            return _standoff(dossier, path, standoff)
    raise QuestionError("no outcome has this name", key=path, hint=nearest(path, one_of_each(dossier)))


def _forecast(dossier: Dossier, path: str, issue: str, band: str | None) -> Gauge:
    from detente.questions.forecast import Forecast
    from detente.questions.forecast.models import NAMES

    model = path.split(".")[2]
    if model not in NAMES:
        raise QuestionError(f"no model is called '{model}'", key=path, hint=nearest(model, NAMES))
    scale = dossier.issues[issue].scale.values()
    if band is not None and band not in scale:
        raise QuestionError("no such band of this issue", key=path, hint=nearest(band, scale))
    reads = (f"issues.{issue}", "actors", "groups") if model != "exchange" else ("issues", "actors", "groups")
    unit: Literal["probability", "scale"] = "scale" if band is None else "probability"
    return Gauge(path, "forecast", issue, unit, reads, Forecast.draws, outcome_called(dossier, path))


def _vote(dossier: Dossier, path: str, council: str, rest: list[str]) -> Gauge:
    from detente.questions.vote import Vote

    body = dossier.councils[council]
    match rest:
        case ["some"]:
            called = f"the chance that {words.article(body.name)} adopts one of its drafts"
        case ["nothing"]:
            called = outcome_called(dossier, path)
        case [draft, "adopted" | "vetoed" | "unanimous"] if draft in body.drafts:
            called = outcome_called(dossier, path)
        case _:
            known = [f"vote.{council}.{name}.adopted" for name in body.drafts]
            raise QuestionError("no such outcome of this vote", key=path, hint=nearest(path, known))
    reads = (f"councils.{council}", *(f"issues.{issue}" for issue in body.decides), "actors", "groups")
    return Gauge(path, "vote", council, "probability", reads, Vote.draws, called)


def _talks(dossier: Dossier, path: str, talks: str, rest: list[str]) -> Gauge:
    from detente.questions.talks import Talks

    held = dossier.talks[talks]
    needed = list(dict.fromkeys(actor for form in held.formats.values() for actor in form.needs))
    match rest:
        case ["some"]:
            called = "the chance that a meeting takes place"
        case ["none"]:
            called = outcome_called(dossier, path)
        case [form, "convenes"] if form in held.formats:
            called = outcome_called(dossier, path)
        case ["meets", actor] if actor in needed:
            called = f"the chance that {words.article(dossier.actors[actor].name)} comes to a meeting"
        case _:
            known = [f"talks.{talks}.{name}.convenes" for name in held.formats]
            known += [f"talks.{talks}.meets.{actor}" for actor in needed]
            raise QuestionError("no such outcome of these talks", key=path, hint=nearest(path, known))
    reads = (f"talks.{talks}", *(f"issues.{issue}" for issue in held.settles), "actors", "groups")
    return Gauge(path, "talks", talks, "probability", reads, Talks.draws, called)


def _summed(dossier: Dossier, path: str) -> tuple[str, ...]:
    """The formats behind ``talks.TALKS.meets.ACTOR`` and ``.some``: at most one convenes, so that chances add up."""
    match path.split("."):
        case ["talks", talks, "some"]:
            return tuple(f"talks.{talks}.{name}.convenes" for name in dossier.talks[talks].formats)
        case ["talks", talks, "meets", actor]:
            formats = dossier.talks[talks].formats
            return tuple(f"talks.{talks}.{name}.convenes" for name, form in formats.items() if actor in form.needs)
    return ()


def _stability(dossier: Dossier, path: str) -> Gauge:
    from detente.questions.stability import Stability

    names = option_names(dossier.conflict) if dossier.conflict else ()
    if path.removeprefix("stability.horizon.") not in names:
        known = [f"stability.horizon.{name}" for name in names]
        raise QuestionError("no such outcome of this conflict", key=path, hint=nearest(path, known))
    called = outcome_called(dossier, path)
    return Gauge(path, "stability", "", "probability", ("conflict",), Stability.draws, called)


def _standoff(dossier: Dossier, path: str, standoff: str) -> Gauge:
    from detente.engines.games import OUTCOMES
    from detente.questions.standoff import Standoff
    from detente.questions.standoff.inputs import retaliators

    name = path.split(".")[2]
    if name not in OUTCOMES:
        known = [f"standoff.{standoff}.{one}" for one in OUTCOMES]
        raise QuestionError("no such outcome of this standoff", key=path, hint=nearest(path, known))
    hit = (f"ties.{tie}.worth" for tie in retaliators(dossier, dossier.standoffs[standoff]))
    reads, called = (f"standoffs.{standoff}", *hit), outcome_called(dossier, path)
    return Gauge(path, "standoff", standoff, "probability", reads, Standoff.draws, called)


def one_of_each(dossier: Dossier) -> list[str]:
    """One outcome for each thing that can be asked, in the order of the brief: those that side effects are told of.

    An issue's weighted mean, a council's first draft, talks' first format, the first option not taken, war.

    >>> from detente.dossier import example
    >>> one_of_each(example())[:2]
    ['forecast.response.mean.outcome', 'vote.council.strong-text.adopted']
    """
    conflict = dossier.conflict
    free = [name for name in option_names(conflict) if name not in conflict.now] if conflict else []
    return [
        *(f"forecast.{id}.mean.outcome" for id, issue in dossier.issues.items() if issue.positions),
        *(f"vote.{id}.{_first(c.drafts)}.adopted" for id, c in dossier.councils.items() if c.drafts),
        *(f"talks.{id}.{_first(talks.formats)}.convenes" for id, talks in dossier.talks.items()),
        *(f"stability.horizon.{name}" for name in free[:1]),
        *(f"standoff.{id}.war" for id in dossier.standoffs),
    ]


def _first(records: Mapping[str, Any]) -> str:
    return next(iter(records))
