"""A mixture of models, weighted by what they were worth on resolved cases; with too few cases, the weighted mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from jaxtyping import Float

from detente.dossier.yaml import parse, plain
from detente.questions.draws import uniforms

__all__ = ["FEWEST", "Learned", "Stacked", "learned", "mixed", "stacked"]

FEWEST = 10
"""Resolved cases below which no weights are learned."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights that ship, and the cases that they were learned on."""

    cases: tuple[str, ...]
    weights: Mapping[str, float]

    @property
    def enough(self) -> bool:
        """Whether there are cases enough to learn from."""
        return len(self.cases) >= FEWEST

    @property
    def warning(self) -> str:
        """What to say of a mixture that rests on too few cases."""
        count = f"{len(self.cases)} resolved {'case' if len(self.cases) == 1 else 'cases'} ({', '.join(self.cases)})"
        return f"mixture: {count}, and {FEWEST} are needed to weigh the models; it is the weighted mean until then"


@cache
def learned() -> Learned:
    """The weights of ``data/mixture.yaml``."""
    file = files("detente").joinpath("data/mixture.yaml")
    data: dict[str, Any] = plain(parse(file.read_text(encoding="utf-8"), "mixture.yaml"))
    cases = tuple(f"{one['case']}.{one['issue']}" for one in data["resolved"])
    return Learned(cases, {name: float(weight) for name, weight in data["weights"].items()})


def mixed(
    finals: Mapping[str, Float[np.ndarray, " draws"]], weights: Mapping[str, float], seed: int
) -> Float[np.ndarray, " draws"]:
    """Draws of the mixture: each takes the outcome of one model, chosen by weight.

    A model that settled fewer draws is read round and round.
    """
    names = [name for name in weights if name in finals]
    shares = np.array([weights[name] for name in names])
    draws = max(len(finals[name]) for name in names)
    chosen = np.searchsorted(np.cumsum(shares / shares.sum())[:-1], uniforms("forecast.mixture", seed, draws))
    every = np.stack([np.resize(finals[name], draws) for name in names])
    picked: Float[np.ndarray, " draws"] = every[chosen, np.arange(draws)]
    return picked


@dataclass(frozen=True, slots=True)
class Stacked:
    """Weights learned on cases, with the mean CRPS when each case is left out, and that of each model alone."""

    weights: dict[str, float]
    left_out: float
    alone: dict[str, float]


def stacked(cases: Sequence[Mapping[str, Float[np.ndarray, " draws"]]], outcomes: Sequence[float]) -> Stacked:
    """Learn weights that make the mixture's mean CRPS least.

    1. The CRPS of a mixture is Σ w_m E|X_m − y| − ½ Σ w_m w_n E|X_m − X_n|: a quadratic form in the weights.
    2. Its mean over the cases is made least on the simplex.
    3. Each case is left out in turn and scored by weights learned on the others.

    Args:
        cases: for each case, the draws of each model's outcome; the same models in all.
        outcomes: what happened, in scale units.

    Reference: Gneiting & Raftery 2007, JASA 102, 359–378, eq. 21; Yao et al. 2018 for stacking.
    """
    names = list(cases[0])
    errors = np.array([[_to(case[n], y) for n in names] for case, y in zip(cases, outcomes, strict=True)])
    gaps = np.array([[[_between(case[a], case[b]) for b in names] for a in names] for case in cases])
    scores = []
    for k in range(len(cases)):
        rest = [other for other in range(len(cases)) if other != k]
        scores.append(_crps(_least(errors[rest], gaps[rest]), errors[k], gaps[k]))
    alone = {n: float(np.mean(errors[:, m] - gaps[:, m, m] / 2)) for m, n in enumerate(names)}
    weights = _least(errors, gaps)
    return Stacked({n: float(w) for n, w in zip(names, weights, strict=True)}, float(np.mean(scores)), alone)


def _to(draws: Float[np.ndarray, " draws"], outcome: float) -> float:
    return float(np.abs(draws - outcome).mean())


def _between(one: Float[np.ndarray, " draws"], other: Float[np.ndarray, " others"]) -> float:
    """E|X − X′| of two samples, by the area between their distribution functions' complements."""
    both = np.sort(np.concatenate([one, other]))
    first = np.searchsorted(np.sort(one), both[:-1], side="right") / len(one)
    second = np.searchsorted(np.sort(other), both[:-1], side="right") / len(other)
    return float(((first * (1 - second) + second * (1 - first)) * np.diff(both)).sum())


def _crps(
    weights: Float[np.ndarray, " models"],
    errors: Float[np.ndarray, " models"],
    gaps: Float[np.ndarray, "models models"],
) -> float:
    return float(weights @ errors - weights @ gaps @ weights / 2)


def _least(
    errors: Float[np.ndarray, "cases models"], gaps: Float[np.ndarray, "cases models models"]
) -> Float[np.ndarray, " models"]:
    mean_errors, mean_gaps = errors.mean(axis=0), gaps.mean(axis=0)
    count = len(mean_errors)
    from scipy import optimize  # slow to load, and needed here alone

    found = optimize.minimize(
        lambda w: _crps(w, mean_errors, mean_gaps),
        np.full(count, 1 / count),
        jac=lambda w: mean_errors - mean_gaps @ w,
        bounds=[(0.0, 1.0)] * count,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda _: np.ones(count)},
        method="SLSQP",
    )
    kept = np.clip(found.x, 0.0, None)
    weights: Float[np.ndarray, " models"] = kept / kept.sum()
    return weights
