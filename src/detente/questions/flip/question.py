"""The question: its settings, and the results computed from a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.dossier import Dossier, digest
from detente.errors import QuestionError
from detente.questions.answer import Method
from detente.questions.draws import Array
from detente.questions.flip.answer import FlipAnswer
from detente.questions.flip.removal import Rested, rested
from detente.questions.flip.said import said
from detente.questions.flip.search import MOST, Found, Removed, Trial, smallest
from detente.questions.gauge import Gauge, Kept, gauge

__all__ = ["Flip"]

SURE = 3.0
"""Standard errors within which a set that may flip is looked at on all draws."""

REFERENCE = (
    "sensitivity of a judgement to its evidence: Heuer 1999, Psychology of Intelligence Analysis, ch. 8, step 6; "
    "bands: ICD 203, 2015, D.6.e(2)(a)"
)


@dataclass(frozen=True)
class Flip:
    """Which claims does a judgement hang on, and what if one source lies?

    1. A judgement is an outcome and its band: the likelihood term of a probability, or the named point of a scale that
       a value is nearest to. 2. The claims behind it are those of all numbers that its question reads. 3. A number
       without some of its claims is what ``removal`` says. 4. The smallest set whose removal changes the band is
       searched on the first ``search_draws`` draws and verified on all; so is every set that comes near to it.
       5. Each report is taken away whole: the one-liar test.

    Args:
        sentence: the judgement, by the path of its outcome; the dossier's leading outcome where none is given.
        draws: of the uncertain numbers; no more than the judgement's own question takes.
        seed: of the draws.
        search_draws: on which sets are searched.
        most: sets that are tried by growing size; beyond, claims are taken away greedily.
        largest: claims in a set at most; 0 for any number.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
    """

    sentence: str | None = None
    draws: int = 10_000
    seed: int = 0
    search_draws: int = 300
    most: int = MOST
    largest: int = 0
    fill: bool = False

    def answer(self, dossier: Dossier) -> FlipAnswer:
        """Answer from a dossier.

        Raises:
            QuestionError: no such outcome, a setting out of range, or the judgement's question has no answer.
        """
        if self.search_draws < 1 or self.most < 0 or self.largest < 0:
            what = f"{self.search_draws} draws to search on, {self.most} sets of at most {self.largest} claims"
            raise QuestionError(what, hint="1 or more draws, 0 or more of the others")
        of = gauge(dossier, self.sentence, fill=self.fill)
        draws = min(self.draws, of.usual)
        results = _Judged(dossier, of, self, draws).results()
        settings = {
            "search_draws": min(self.search_draws, draws),
            "most": self.most,
            "largest": self.largest,
            "fill": self.fill,
        }
        return FlipAnswer(
            question="flip",
            subject=of.path,
            as_of=dossier.as_of,
            method=Method("removal of claims, exhaustive by growing size, else greedy", settings, REFERENCE),
            seed=self.seed,
            draws=draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, of, results),
        )


class _Judged:
    """A judgement that is asked again without some of its claims."""

    def __init__(self, dossier: Dossier, of: Gauge, question: Flip, draws: int) -> None:
        self.dossier, self.of, self.question, self.draws = dossier, of, question, draws
        self.rests: Rested = rested(dossier, of.reads, of.claims)
        few, all_ = (Kept(dossier, n, question.seed) for n in (min(question.search_draws, draws), draws))
        self.found: dict[Removed, Array] = {}
        self.trial = Trial(
            lambda gone: self._mean(gone, few), lambda gone: self._mean(gone, all_), self._flips, self._error
        )

    def _mean(self, removed: Removed, drawn: Kept) -> float:
        values = self.of.values(drawn.on(self.rests.dossier_without(removed)))
        if drawn.n < self.draws:
            self.found[removed] = values
        return self.of.held(float(values.mean()))

    def _error(self, removed: Removed) -> float:
        """How far the difference that a removal makes may be off on the draws of the search, of all draws."""
        none: Removed = frozenset()
        if removed not in self.found or none not in self.found:
            return 0.0
        now, then = self.found[removed], self.found[none]
        moved = now - then if len(now) == len(then) else now
        return float(SURE * moved.std() * np.sqrt((1 - len(now) / self.draws) / len(now)))

    def _flips(self, value: float) -> bool:
        return self.of.band(self.dossier, value) != self.band

    def results(self) -> dict[str, Any]:
        """All of ``results``, in the shape of ``answers.md``."""
        before = self.trial.value(frozenset())
        self.band = self.of.band(self.dossier, before)
        found = smallest(self.rests.alike, self.trial, self.question.most, self.question.largest)
        removed = found.removed or ()
        after = self.trial.value(frozenset(removed))
        return {
            "unit": self.of.unit,
            "before": before,
            "after": after,
            "bands": {"before": self.band, "after": self.of.band(self.dossier, after)},
            "removed": list(removed),
            "flips": found.removed is not None,
            "largest": self.question.largest,
            "minimal": found.minimal,
            "claims": list(self.rests.claims),
            "without_all": self._without_all(found),
            "one_liar": self._one_liar(before),
            "tried": self.trial.tried,
            "changed": sorted(self.rests.without(removed)),
        }

    def _without_all(self, found: Found) -> float:
        """What is left of the judgement when every claim behind it is taken away."""
        claims = frozenset(self.rests.claims)
        whole = found.removed is None and not self.question.largest
        return self.trial.value(claims) if whole else self.trial.settled(claims)

    def _one_liar(self, before: float) -> list[dict[str, Any]]:
        """The effect of each report's claims being false, largest first; a report that backs nothing here has none."""
        names = {report.sha256: report.name for report in self.dossier.archive.reports}
        rows = []
        for report, name in names.items():
            claims = self.rests.reports.get(report, frozenset())
            value = self.trial.settled(claims) if claims else before
            band = self.of.band(self.dossier, value)
            row = {"report": report, "name": name, "claims": len(claims), "effect": value - before, "band": band}
            rows.append({**row, "flips": band != self.band})
        return sorted(rows, key=lambda row: -abs(float(row["effect"])))
