"""An outcome that is read again and again from edited dossiers, draw by draw: what levers, flips and changes measure.

An outcome is named by a dotted path into an answer, as in ``vote.COUNCIL.DRAFT.adopted``. A gauge knows which question
gives it, on which parts of the dossier it can depend, and in what words its values are told. Three more names are
composed of those: ``talks.TALKS.some`` (a meeting takes place), ``talks.TALKS.meets.ACTOR`` (one that needs the actor)
and ``vote.COUNCIL.some`` (a draft is adopted, tabled in turn).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from detente.display import words
from detente.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.ranking import option_names
from detente.errors import QuestionError, nearest
from detente.questions.draws import Array, Draws
from detente.questions.leverage.cells import BAND, cell_of, reads_of
from detente.questions.naming import outcome_called
from detente.questions.outcomes import leading_outcome, samples, unit_of, unknown
from detente.questions.talks.answer import formats_named

__all__ = ["Gauge", "Kept", "gauge"]


@dataclass(frozen=True)
class Gauge:
    """One outcome.

    Attributes:
        path: its name.
        question: the kind of question that answers it.
        subject: of which issue, council, talks or standoff; empty for leverage and the conflict.
        reads: paths of the dossier (with all below them) on which it can depend; a change elsewhere leaves it as it is.
        usual: how many draws its question takes unless told otherwise.
        called: the outcome as a noun, without its value: "the chance that nobody meets".
        claims: those on which it depends by themselves, and not through a number: threats made in public.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
    """

    path: str
    question: str
    subject: str
    reads: tuple[str, ...]
    usual: int
    called: str
    claims: tuple[str, ...] = ()
    fill: bool = False

    @property
    def unit(self) -> words.Unit:
        """A probability, or units of a scale."""
        return unit_of(self.path)

    def values(self, drawn: Draws) -> Array:
        """The outcome in each draw; a draw without an answer is left out.

        Raises:
            QuestionError: the dossier cannot answer the question.
        """
        found = samples(drawn, [self.path], fill=self.fill)[self.path]
        kept: Array = found[np.isfinite(found)]
        if not kept.size:
            raise QuestionError("no draw has an answer", key=self.path)
        return kept

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
        """A probability's term, the named point of the scale that a value is nearest to, or tens of units of a move."""
        if self.unit == "probability":
            return words.term(self.held(value))
        if self.question == "leverage":
            low = BAND * np.floor(value / BAND)
            return f"{words.interval(low, low + BAND)} units"
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
        return words.level(value, self.unit)

    def stood(self, value: float) -> str:
        """A value as a number to the digits of ``told``: per cent, whole scale units, tenths of a move."""
        return words.number(value) if self.unit == "scale" and self.question != "leverage" else self.plain(value)

    def off(self, before: float, after: float) -> str:
        """ " before rounding", where two values as ``told`` says them are that far off their difference."""
        return "" if self.question == "leverage" else words.before_rounding(before, after, self.unit)

    def _at(self, dossier: Dossier, value: float) -> str:
        if self.question == "leverage":
            return words.units(value, 1)
        return words.in_words(dossier.issues[self.subject].scale, value)

    def amount(self, difference: float, digits: int = 1) -> str:
        """A difference in words, with its sign."""
        return words.amount(difference, self.unit, digits)

    def moved(self, difference: float) -> str:
        """A difference as what is done to the outcome: "raises it by 3.3 points"."""
        size = words.amount(difference, self.unit, signed=False)
        if size.startswith("0 "):
            return "hardly moves it"
        return f"{'raises' if difference > 0 else 'lowers'} it by {size}"


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


def _under(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}.")


def gauge(dossier: Dossier, path: str | None = None, *, fill: bool = False) -> Gauge:
    """The outcome of that name; the leading one that the dossier can answer where none is given.

    Args:
        dossier: what we believe.
        path: the outcome's name.
        fill: give a council's member without a position a wide one, where that is an error otherwise.

    Raises:
        QuestionError: no question gives it, or the dossier has no such issue, council, talks, option or standoff.
    """
    return replace(_named(dossier, leading_outcome(dossier, fill=fill) if path is None else path), fill=fill)


def _named(dossier: Dossier, path: str) -> Gauge:
    match path.split(".", 4):
        case ["forecast", issue, _, "outcome"] if issue in dossier.issues:
            return _forecast(dossier, path, issue, None)
        case ["forecast", issue, _, "bands", band] if issue in dossier.issues:
            return _forecast(dossier, path, issue, band)
        case ["vote", council, *rest] if council in dossier.councils and rest:
            return _vote(dossier, path, council, rest)
        case ["talks", talks, *rest] if talks in dossier.talks and rest:
            return _talks(dossier, path, talks)
        case ["leverage", *_] if dossier.ties:
            return _leverage(dossier, path)
        case ["stability", "horizon", _, _] if dossier.conflict is not None:
            return _stability(dossier, path)
        case ["standoff", standoff, _] if standoff in dossier.standoffs:
            return _standoff(dossier, path, standoff)
    raise unknown(dossier, path)


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
    return Gauge(path, "forecast", issue, reads, Forecast.draws, outcome_called(dossier, path))


def _vote(dossier: Dossier, path: str, council: str, rest: list[str]) -> Gauge:
    from detente.questions.vote import Vote

    body = dossier.councils[council]
    match rest:
        case ["some" | "nothing"]:
            pass
        case [draft, "adopted" | "vetoed" | "unanimous"] if draft in body.drafts:
            pass
        case _:
            known = [f"vote.{council}.{name}.adopted" for name in body.drafts]
            raise QuestionError("no such outcome of this vote", key=path, hint=nearest(path, known))
    reads = (f"councils.{council}", *(f"issues.{issue}" for issue in body.decides), "actors", "groups")
    return Gauge(path, "vote", council, reads, Vote.draws, outcome_called(dossier, path))


def _talks(dossier: Dossier, path: str, talks: str) -> Gauge:
    from detente.questions.talks import Talks

    held = dossier.talks[talks]
    formats_named(path, talks, {name: form.needs for name, form in held.formats.items()})
    reads = (f"talks.{talks}", *(f"issues.{issue}" for issue in held.settles), "actors", "groups")
    return Gauge(path, "talks", talks, reads, Talks.draws, outcome_called(dossier, path))


def _leverage(dossier: Dossier, path: str) -> Gauge:
    from detente.engines import coercion
    from detente.engines.logit import BETA
    from detente.questions.leverage import Leverage
    from detente.questions.leverage.holds import Holds

    holds = Holds(Draws(dossier, 1), BETA, coercion.AUDIENCE, coercion.CARE)
    (holder, target, _), _ = cell_of(path, holds.cells)
    reads, public = reads_of(dossier, holder, target), holds.hold(holder, target).public
    return Gauge(path, "leverage", "", reads, Leverage.draws, outcome_called(dossier, path), public)


def _stability(dossier: Dossier, path: str) -> Gauge:
    from detente.questions.stability import Stability

    names = option_names(dossier.conflict) if dossier.conflict else ()
    if path.removeprefix("stability.horizon.") not in names:
        known = [f"stability.horizon.{name}" for name in names]
        raise QuestionError("no such outcome of this conflict", key=path, hint=nearest(path, known))
    called = outcome_called(dossier, path)
    return Gauge(path, "stability", "", ("conflict",), Stability.draws, called)


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
    return Gauge(path, "standoff", standoff, reads, Standoff.draws, called)
