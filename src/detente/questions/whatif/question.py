"""The question: changes by path, and every outcome before and after on common draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from detente.dossier import Dossier, changed, digest, value_at
from detente.dossier.estimate import Estimate
from detente.errors import QuestionError
from detente.questions.answer import Method, ask, estimate_of
from detente.questions.askable import askable, not_asked
from detente.questions.basis import basis
from detente.questions.draws import Array
from detente.questions.outcomes import main_outcomes, question_of, questions_by_path
from detente.questions.quotations import quotations
from detente.questions.watching import Watched
from detente.questions.whatif.answer import WhatIfAnswer
from detente.questions.whatif.rewriting import Rewritten, rewritten
from detente.questions.whatif.said import said

__all__ = ["WhatIf"]

REFERENCE = "common random numbers: Glasserman & Yao 1992, Management Science 38(6), 884–908"


@dataclass(frozen=True)
class WhatIf:
    """What would follow if some numbers of the dossier were others?

    1. Change the dossier at the paths given, all at once; claims behind a replaced number no longer count.
    2. Draw both dossiers with the same luck: each number has its own stream, so what was not changed is drawn alike.
    3. Take each outcome's difference draw by draw: its interval is that of the difference, not of two answers.
    4. Ask the outcomes' questions before and after, and list the sentences that differ.

    Attributes:
        changes: other values at paths of the dossier.
        outcomes: paths of outcomes; the main ones of every question that the dossier has input for where none is given.
        draws: of the uncertain numbers.
        seed: of the draws.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
        sentences: whether the sentences are compared, which asks every question twice in full.

    >>> from detente.dossier import example
    >>> change = {"issues.response.positions.chn.position": 90}
    >>> answer = ask(example(), WhatIf(change, ["forecast.response.mean.outcome"], draws=200, sentences=False))
    >>> answer.results["difference"]["forecast.response.mean.outcome"]["mean"] > 0
    True
    """

    changes: Mapping[str, Any] = field(default_factory=dict)
    outcomes: Sequence[str] = ()
    draws: int = 1_000
    seed: int = 0
    fill: bool = False
    sentences: bool = True

    def answer(self, dossier: Dossier) -> WhatIfAnswer:
        """Answer from this dossier.

        Raises:
            QuestionError: nothing is changed, a path or an outcome does not exist (the nearest is named), a value does
                not fit, or the dossier before or after the change cannot answer.
        """
        if not self.changes:
            raise QuestionError("nothing is changed", key="changes", hint="give a path and a value: --set PATH=VALUE")
        after = changed(dossier, self.changes)
        paths = tuple(dict.fromkeys(self.outcomes or self._main(dossier, after)))
        if not paths:
            raise QuestionError("the dossier has no outcome", key="issues", hint="add an issue with positions")
        found, rests = self._compared(dossier, after, paths)
        new = self._rewritten(dossier, after, paths) if self.sentences else []
        results = {
            "changes": dict(self.changes),
            "replaced": {path: value_at(dossier, path) for path in self.changes},
            **found,
            "quotations": quotations(dossier, basis(dossier, self.changes).claims),
            "rewritten": [one.to_dict() for one in new],
        }
        return WhatIfAnswer(
            question="whatif",
            subject=None,
            as_of=dossier.as_of,
            method=Method("differences over common draws", self._settings(paths), REFERENCE),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, results, rests),
            warnings=(*_warnings(found["answered"], self.draws), *self._left_out(dossier, paths)),
        )

    def _main(self, dossier: Dossier, after: Dossier) -> Sequence[str]:
        """The main outcomes that can be asked before and after; where there are none, all, to say what is missing."""
        main = main_outcomes(dossier)
        both = [path for path in main if all(askable(one, path, fill=self.fill) for one in (dossier, after))]
        return both or main

    def _left_out(self, dossier: Dossier, paths: Sequence[str]) -> tuple[str, ...]:
        return not_asked([] if self.outcomes else [path for path in main_outcomes(dossier) if path not in paths])

    def _settings(self, paths: Sequence[str]) -> dict[str, Any]:
        return {"outcomes": list(paths), "fill": self.fill, "sentences": self.sentences}

    def _compared(
        self, dossier: Dossier, after: Dossier, paths: Sequence[str]
    ) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """Each outcome before and after and the difference, and the numbers that each rests on."""
        found: dict[str, Any] = {"before": {}, "after": {}, "difference": {}, "answered": {}}
        rests: dict[str, list[str]] = {}
        drawn: dict[str, tuple[Estimate, Array]] = {}
        for question, own in questions_by_path(dossier, paths, draws=self.draws, seed=self.seed, fill=self.fill):
            watched = Watched(dossier, self.draws, self.seed, drawn=drawn)
            now = question.samples(watched, own)
            then = question.samples(Watched(after, self.draws, self.seed, drawn=drawn), own)
            for path in own:
                one = _paired(now[path], then[path])
                for key, value in one.items():
                    found[key][path] = value
                rests[path] = list(watched.asked)
        return {key: {path: values[path] for path in paths} for key, values in found.items()}, rests

    def _rewritten(self, dossier: Dossier, after: Dossier, paths: Sequence[str]) -> list[Rewritten]:
        """The sentences of the outcomes' questions that differ."""
        asked = questions_by_path(dossier, paths, draws=self.draws, seed=self.seed, fill=self.fill)
        again = [question_of(after, own[0], draws=self.draws, seed=self.seed, fill=self.fill) for _, own in asked]
        return [
            one
            for (question, _), other in zip(asked, again, strict=True)
            for one in rewritten(ask(dossier, question), ask(after, other))
        ]


def _paired(now: Array, then: Array) -> dict[str, Any]:
    """Estimates before, after and of the difference, over the draws that have an answer in both.

    Raises:
        QuestionError: no draw has an answer in both.
    """
    both = np.isfinite(now) & np.isfinite(then)
    if not both.any():
        raise QuestionError("no draw has an answer before and after the change", hint="look at the values given")
    now, then = now[both], then[both]
    return {
        "before": estimate_of(now),
        "after": estimate_of(then),
        "difference": estimate_of(then - now),
        "answered": int(both.sum()),
    }


def _warnings(answered: Mapping[str, int], draws: int) -> tuple[str, ...]:
    short = {path: count for path, count in answered.items() if count < draws}
    return tuple(f"{path}: {draws - count} draws without an answer are left out" for path, count in short.items())
