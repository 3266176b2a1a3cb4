"""What a dossier believes once some of its claims are taken away: which numbers move, and to what.

1. A position that was drafted from readings (it keeps its codebook prior) is filtered again from those that are left.
2. A salience that was drafted from counts is the Beta posterior of the counts that are left.
3. Any other number is an analyst's: with ``k`` of its ``n`` claims gone its spread grows by √(n/(n − k)), as that of a
   mean of n readings of which k are lost; its centre stays, for nobody says which claim moved it where.
4. A number with no claim left falls back to its prior. Where it has none: a position to 50 ± 30 and a salience to
   50 ± 25 (what ``--fill`` gives to those of whom nothing is known), any other to a spread as large as itself.

A number that never had a claim stays as it is. So does the text of a draft: it is what is asked about, not a belief.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import isclose, sqrt

from detente.dossier import Dossier, Number, numbers
from detente.dossier.estimate import Estimate, ScaleEstimate
from detente.dossier.placing import placed
from detente.questions.councils import WIDE_POSITION, WIDE_SALIENCE
from detente.reading.positions import STRENGTH, Point, kalman

__all__ = ["Rested", "rested"]


@dataclass(frozen=True)
class Rested:
    """The numbers under some paths that rest on claims, and what each becomes without some of them.

    ``heard`` are claims that count by themselves, and not through a number.
    """

    dossier: Dossier
    numbers: tuple[Number, ...]
    heard: tuple[str, ...] = ()

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """The claims behind these numbers, in the dossier's order, and those that count by having been heard."""
        return tuple(dict.fromkeys((*(id for number in self.numbers for id in number.because), *self.heard)))

    @cached_property
    def reports(self) -> dict[str, frozenset[str]]:
        """The claims behind these numbers by the report that they stand in, in the archive's order."""
        mine = set(self.claims)
        found: dict[str, set[str]] = {}
        for claim in self.dossier.archive.claims:
            if claim.id in mine:
                found.setdefault(claim.report, set()).add(claim.id)
        return {report: frozenset(ids) for report, ids in found.items()}

    @cached_property
    def alike(self) -> tuple[tuple[str, ...], ...]:
        """Claims in classes: those of one class stand behind the same numbers, and it matters only how many go."""
        classes: dict[frozenset[tuple[str, str]], list[str]] = {}
        for id in self.claims:
            mark = frozenset((n.path, id if self._points(n) else "") for n in self.numbers if id in n.because)
            classes.setdefault(mark | {("heard", "")} if id in self.heard else mark, []).append(id)
        return tuple(tuple(ids) for ids in classes.values())

    def dossier_without(self, removed: Iterable[str]) -> Dossier:
        """The dossier once these claims are taken away."""
        gone = frozenset(removed)
        after = placed(self.dossier, self.without(gone))
        if gone.isdisjoint(self.heard):
            return after
        archive = self.dossier.archive
        kept = tuple(claim for claim in archive.claims if claim.id not in gone)
        return after.resting_on(archive.model_copy(update={"claims": kept}))

    def without(self, removed: Iterable[str]) -> dict[str, Estimate]:
        """By path, every number that changes when these claims are taken away."""
        gone = frozenset(removed)
        hit = (number for number in self.numbers if gone.intersection(number.because))
        return {number.path: self._left(number, gone) for number in hit}

    def _left(self, number: Number, gone: frozenset[str]) -> Estimate:
        left = [id for id in number.because if id not in gone]
        if not left:
            return _fallen(number)
        points, prior = self._points(number), number.estimate.prior
        if prior is not None and points:
            found = kalman(prior["mean"], prior["sd"], [p for p in points if p.claim in left], self.dossier.as_of)
            return ScaleEstimate(mean=found.mean, sd=found.sd)
        if prior is not None and number.path.endswith(".salience"):
            return _fewer(number.estimate, prior["mean"], len(number.because) - len(left))
        return widened(number.estimate, sqrt(len(number.because) / len(left)))

    def _points(self, number: Number) -> list[Point]:
        """The readings of a drafted position; none for any other number."""
        if number.estimate.prior is None or not number.path.endswith(".position"):
            return []
        return [self._readings[id] for id in number.because if id in self._readings]

    @cached_property
    def _readings(self) -> Mapping[str, Point]:
        archive = self.dossier.archive
        published = {report.sha256: report.published for report in archive.reports}
        return {
            claim.id: Point(claim.id, published.get(claim.report), claim.reading.value, claim.reading.sd)
            for claim in archive.claims
            if claim.reading is not None
        }


def rested(dossier: Dossier, under: Iterable[str], heard: Iterable[str] = ()) -> Rested:
    """The numbers under these paths that rest on claims.

    Args:
        dossier: what we believe.
        under: paths, each with all below it.
        heard: claims that count by having been heard, whatever number rests on them: threats made in public.

    >>> from detente.dossier import example
    >>> rested(example(), ["issues"]).claims
    ()
    """
    roots = tuple(f"{root}." for root in under)
    found = (n for n in numbers(dossier) if n.because and f"{n.path}.".startswith(roots) and not _asked(n.path))
    return Rested(dossier, tuple(found), tuple(heard))


def _asked(path: str) -> bool:
    """Whether a number says what is asked about: a draft's text."""
    match path.split("."):
        case ["councils", _, "drafts", _, "text", *_]:
            return True
    return False


def _fallen(number: Number) -> Estimate:
    """What is believed of a number that has lost all its claims."""
    estimate = number.estimate
    if estimate.prior is not None:
        return type(estimate).model_validate(estimate.prior)
    if number.path.endswith(".position"):
        return WIDE_POSITION
    if number.path.endswith(".salience"):
        return WIDE_SALIENCE
    if estimate.form == "exact" and isclose(estimate.centre, 0.0):
        return estimate
    return type(estimate)(mean=estimate.centre, sd=abs(estimate.centre))


def _fewer(estimate: Estimate, prior: float, lost: int) -> ScaleEstimate:
    """A Beta posterior of shares with some of the claims on the issue gone, back from its mean and spread."""
    share, spread = estimate.centre / 100, float(estimate.sd or 0.0) / 100
    size = share * (1 - share) / spread**2 - 1
    on = max(share * size - lost, STRENGTH * prior / 100)
    total = on + (1 - share) * size
    share = on / total
    return ScaleEstimate(mean=100 * share, sd=100 * sqrt(share * (1 - share) / (total + 1)))


def widened(estimate: Estimate, factor: float) -> Estimate:
    """The same centre with a spread this many times as wide, within the range of its kind; an exact number stays.

    >>> widened(ScaleEstimate(low=60, mode=70, high=80), 2.0).low
    50.0
    """
    kind = type(estimate)
    match estimate.form:
        case "exact":
            return estimate
        case "normal":
            return kind(mean=estimate.mean, sd=float(estimate.sd or 0.0) * factor)
    low, mode, high = (float(end) for end in (estimate.low, estimate.mode, estimate.high) if end is not None)
    return kind(
        low=max(kind.floor, mode - factor * (mode - low)), mode=mode, high=min(kind.top, mode + factor * (high - mode))
    )
