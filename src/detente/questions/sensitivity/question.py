"""The question: what one outcome hangs on, ranked by what finding it out is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.display import words
from detente.dossier import Dossier, digest
from detente.engines.sensitivity import Found, finding_out
from detente.engines.sensitivity.conditional import FEWEST
from detente.errors import QuestionError
from detente.questions.answer import Method, estimate_of
from detente.questions.basis import basis
from detente.questions.draws import Array, quantile
from detente.questions.forecast.models import IN_ROUNDS
from detente.questions.leverage.cells import BAND
from detente.questions.naming import number_called, outcome_called
from detente.questions.outcomes import is_chance, leading_outcome, question_of
from detente.questions.quotations import quotations
from detente.questions.sensitivity.answer import SensitivityAnswer
from detente.questions.sensitivity.experiment import ENDS, Experiment
from detente.questions.sensitivity.said import ASKED, said

__all__ = ["Effort", "Sensitivity"]

FITTED = 4_096
"""Draws that the regressions read at most."""
VAGUE, CLEAR, LEAST = 0.15, 0.1, 32
"""A share's standard error beyond which it says little, the one to aim at, and points below which that says little."""
REFERENCE = (
    "Sobol indices: Saltelli et al. 2010, Computer Physics Communications 181, 259–270, by SALib; value of finding "
    "out: Strong, Oakley & Brennan 2014, Medical Decision Making 34, 311–326"
)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many evaluations a question is worth: given draws, base points of the Sobol sample, draws at each end."""

    draws: int
    base: int
    ends: int


USUAL = Effort(4_096, 1_024, 128)
SLOW = {"standoff": Effort(1_024, 256, 64), "talks": Effort(1_024, 64, 32), "forecast": Effort(1_024, 64, 32)}
"""Standoffs, talks and forecasts by models in rounds are slow to solve: they take so many draws at most."""


@dataclass(frozen=True)
class Sensitivity:
    """What does an outcome hang on, and what should be asked next?

    1. Draw the outcome, and note every uncertain number that it rests on.
    2. Finding out: regress the outcome on each number; the variance of the fit is the expected value of finding the
       number out (EVPPI) under squared error, of a probability under the Brier score.
    3. Keep the ``inputs`` numbers that matter most, alone or (by the same regression of the squared deviation)
       through others.
    4. Sobol: a Saltelli sample of ``base`` points over these, all other uncertain numbers moving as one group;
       first-order and total indices by SALib.
    5. Tornado: the mean outcome with each number at its 10th and at its 90th percentile, the others drawn alike.
    6. Rank by the value of finding out.

    Attributes:
        outcome: its path; where none is given, that of the first draft, else format, else issue of the dossier.
        inputs: how many numbers are examined one by one.
        base: points of the Sobol sample, a power of two; 0 leaves it out and reads the ends off the regression.
        draws: given draws, and the size of a batch; slow questions take 1,024 at most.
        seed: of the draws and of the sample's scrambling.
        ends: draws at each end of each number.
        fill: give a council's member without a position a wide one, where that is an error otherwise.

    Where ``base`` and ``ends`` are unsaid they suit the question: 1,024 and 128, fewer for talks and standoffs.

    >>> from detente.dossier import example
    >>> from detente.questions import ask
    >>> answer = ask(example(), Sensitivity("forecast.response.mean.outcome", base=64, draws=500, ends=16))
    >>> answer.results["inputs"][0]["path"]
    'issues.response.positions.chn.position'
    """

    outcome: str | None = None
    inputs: int = 40
    base: int | None = None
    draws: int = USUAL.draws
    seed: int = 0
    ends: int | None = None
    fill: bool = False

    def answer(self, dossier: Dossier) -> SensitivityAnswer:
        """Answer from this dossier.

        Raises:
            QuestionError: there is no such outcome (the nearest is named), a setting is out of range, or too few draws
                have an answer.
        """
        path = self.outcome or leading_outcome(dossier, fill=self.fill)
        effort = self._effort(path)
        question = question_of(dossier, path, draws=effort.draws, seed=self.seed, fill=self.fill)
        experiment = Experiment.of(dossier, question, path, effort.draws, self.seed)
        found = _found(experiment)
        chosen = sorted(found, key=lambda input: -max(found[input].share, found[input].interacts))[: self.inputs]
        results = _results(experiment, found, chosen, effort)
        return SensitivityAnswer(
            question="sensitivity",
            subject=path,
            as_of=dossier.as_of,
            method=Method("regression on given draws, Sobol indices and a tornado", self._settings(effort), REFERENCE),
            seed=self.seed,
            draws=effort.draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, results, basis(dossier, experiment.rests)),
            warnings=(*_warnings(experiment), *_few(results, effort.base)),
        )

    def _effort(self, path: str) -> Effort:
        """What suits the question, or was asked for.

        Raises:
            QuestionError: a setting is out of range.
        """
        slow = _slow(path)
        usual = slow or USUAL
        base = usual.base if self.base is None else self.base
        draws = min(self.draws, slow.draws) if slow else self.draws
        ends = min(draws, usual.ends if self.ends is None else self.ends)
        if base < 0 or base == 1 or base & (base - 1):
            raise QuestionError(f"a base of {base}", key="base", hint="give a power of two such as 1024, or 0 for none")
        if self.inputs < 1 or ends < 1:
            raise QuestionError(f"{self.inputs} inputs, {ends} draws at each end", hint="give at least 1 of each")
        if draws < FEWEST:
            raise QuestionError(f"{draws} draws", key="draws", hint=f"give at least {FEWEST}")
        return Effort(draws, base, ends)

    def _settings(self, effort: Effort) -> dict[str, Any]:
        return {
            "inputs": self.inputs,
            "base": effort.base,
            "draws_at_ends": effort.ends if effort.base else 0,
            "draws_fitted": min(effort.draws, FITTED),
            "ends": list(ENDS),
            "others_at_ends": "drawn, with the same luck at both ends" if effort.base else "averaged by regression",
            "loss": "squared error of the outcome; of a probability, the Brier score",
            "fill": self.fill,
        }


def _slow(path: str) -> Effort | None:
    """What suits a question that is slow to solve; nothing for one that is not."""
    head, *rest = path.split(".", 3)
    if head == "forecast" and not (len(rest) > 1 and rest[1] in IN_ROUNDS):
        return None
    return SLOW.get(head)


def _found(experiment: Experiment) -> dict[str, Found]:
    """What finding out each uncertain number is worth, by regression on the given draws.

    Raises:
        QuestionError: too few draws have an answer.
    """
    given = experiment.drawn[:FITTED]
    kept = np.isfinite(given)
    if kept.sum() < FEWEST:
        raise QuestionError(f"{int(kept.sum())} draws have an answer", key=experiment.path, hint="ask for more draws")
    values = {
        path: quantile(estimate, experiment.luck(path, len(given)))[kept]
        for path, estimate in experiment.inputs.items()
    }
    return finding_out(values, given[kept])


def _results(
    experiment: Experiment, found: Mapping[str, Found], chosen: Sequence[str], effort: Effort
) -> dict[str, Any]:
    dossier, path = experiment.dossier, experiment.path
    drawn = experiment.drawn[np.isfinite(experiment.drawn)]
    ranked = sorted(chosen, key=lambda input: -found[input].evppi)
    low_high = _ends(experiment, found, ranked, effort)
    shares, rest = _shares(experiment, found, ranked, effort)
    rows = [_row(experiment, found[input], input) | low_high[input] | shares[input] for input in ranked]
    for row in rows[:ASKED]:
        row["quotations"] = quotations(dossier, row["claims"])
    return {
        "outcome": estimate_of(drawn),
        "called": outcome_called(dossier, path),
        "chance": is_chance(path),
        "uncertain": len(experiment.inputs),
        "examined": len(ranked),
        "evaluations": _evaluations(experiment, ranked, effort),
        "variance": float(drawn.var()),
        "inputs": rows,
        "rest": rest,
    }


def _row(experiment: Experiment, one: Found, input: str) -> dict[str, Any]:
    dossier, estimate = experiment.dossier, experiment.inputs[input]
    at = quantile(estimate, np.asarray(ENDS))
    rests = basis(dossier, [input])
    return {
        "path": input,
        "called": number_called(dossier, input),
        "at_low": float(at[0]),
        "at_high": float(at[1]),
        "evppi": one.evppi,
        "evppi_error": one.error,
        "shift": one.shift,
        "changes_band": _crosses(experiment, one),
        "claims": list(rests.claims),
        "assumption": not rests.claims,
    }


def _crosses(experiment: Experiment, one: Found) -> float:
    """The chance that finding out would put the judgement into another band."""
    mean = float(experiment.drawn[np.isfinite(experiment.drawn)].mean())
    known = mean + one.mean.fitted
    return float(np.mean(_bands(experiment, known) != _bands(experiment, np.array([mean]))[0]))


def _bands(experiment: Experiment, values: Array) -> np.ndarray:
    """The band of each judgement: its likelihood term, or the named point of the scale that it is nearest to."""
    if is_chance(experiment.path):
        terms = np.array([words.ICD203.terms.index(words.term(percent / 100)) for percent in range(1, 100)])
        return np.asarray(terms[np.clip(np.round(100 * values), 1, 99).astype(int) - 1])
    if experiment.path.startswith("leverage."):
        return np.asarray(np.floor(values / BAND))
    scale = experiment.dossier.issues[experiment.path.split(".")[1]].scale
    at = np.array(sorted(scale))
    return np.asarray(np.searchsorted((at[1:] + at[:-1]) / 2, values, side="left"))


def _ends(
    experiment: Experiment, found: Mapping[str, Found], ranked: Sequence[str], effort: Effort
) -> dict[str, dict[str, float]]:
    """The outcome with each number at its 10th and 90th percentile."""
    if not effort.base or not ranked:
        mean = float(np.nanmean(experiment.drawn[:FITTED]))
        ends = {p: mean + found[p].mean.at(quantile(experiment.inputs[p], np.asarray(ENDS))) for p in ranked}
    else:
        effects = {path: found[path].mean.at for path in ranked}
        ends = dict(zip(ranked, experiment.at_ends(effects, effort.ends), strict=True))
    return {path: {"low": float(one[0]), "high": float(one[1])} for path, one in ends.items()}


def _shares(
    experiment: Experiment, found: Mapping[str, Found], ranked: Sequence[str], effort: Effort
) -> tuple[dict[str, dict[str, Any]], dict[str, Any] | None]:
    """First-order and total shares of the variance by number, and those of all the others together."""
    keys = ("sobol_first", "sobol_total", "sobol_first_error", "sobol_total_error")
    if not effort.base or not ranked:
        given = {p: dict(zip(keys, (found[p].share, None, None, None), strict=True)) for p in ranked}
        return given, None
    by_group = experiment.indices(ranked, effort.base)
    rows = np.stack([by_group.first, by_group.total, by_group.first_error, by_group.total_error], axis=1).tolist()
    made = [dict(zip(keys, row, strict=True)) for row in rows]
    others = len(experiment.inputs) - len(ranked)
    rest = {"numbers": others, **made[-1]} if others else None
    return dict(zip(ranked, made[: len(ranked)], strict=True)), rest


def _evaluations(experiment: Experiment, ranked: Sequence[str], effort: Effort) -> int:
    if not effort.base or not ranked:
        return experiment.size
    groups = len(ranked) + (len(experiment.inputs) > len(ranked))
    return experiment.size + effort.base * (groups + 2) + len(ranked) * len(ENDS) * effort.ends


def _warnings(experiment: Experiment) -> tuple[str, ...]:
    missing = int((~np.isfinite(experiment.drawn)).sum())
    return (f"{missing} of {experiment.size} draws without an answer are left out",) if missing else ()


def _few(results: Mapping[str, Any], base: int) -> tuple[str, ...]:
    """That a Sobol sample is too small for its shares to be told apart, and how large one would do."""
    rows = [*results["inputs"], *([results["rest"]] if results["rest"] else [])] if base else []
    worst = max((row[key] for row in rows for key in ("sobol_first_error", "sobol_total_error")), default=0.0)
    if not rows or (worst <= VAGUE and base >= LEAST):
        return ()
    enough = max(LEAST, base * 2 ** int(np.ceil(2 * np.log2(max(worst, CLEAR) / CLEAR))))
    return (
        f"a Sobol sample of {base} points leaves shares of the variance off by {worst:.2g} (one standard error), so "
        f"that some may come out below 0; try --base {enough}",
    )
