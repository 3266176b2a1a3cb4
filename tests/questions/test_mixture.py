"""The mixture: its score is the CRPS, its weights are the best, and with few cases it falls back and says so."""

from __future__ import annotations

import numpy as np
import pytest
import scoringrules

from detente.dossier import example
from detente.questions import ask
from detente.questions.forecast import Forecast
from detente.questions.forecast.mixture import learned, mixed, stacked

RNG = np.random.default_rng(4)
OUTCOMES = RNG.uniform(20, 80, 12)
CASES = [
    {"near": y + RNG.normal(0, 5, 200), "far": y + RNG.normal(25, 5, 200), "wide": y + RNG.normal(-8, 20, 200)}
    for y in OUTCOMES
]


def test_a_model_alone_scores_its_crps() -> None:
    alone = stacked(CASES, OUTCOMES).alone
    for name, score in alone.items():
        expected = np.mean([scoringrules.crps_ensemble(y, c[name]) for c, y in zip(CASES, OUTCOMES, strict=True)])
        assert score == pytest.approx(expected, rel=1e-9)


def test_no_other_weights_score_better() -> None:
    """The mixture as an ensemble in which each model's draws count by its weight."""
    names = list(CASES[0])

    def score(weights: np.ndarray) -> float:
        shares = np.repeat(weights / 200, 200)
        rows = [np.concatenate([case[name] for name in names]) for case in CASES]
        return float(np.mean([_weighted(y, row, shares) for y, row in zip(OUTCOMES, rows, strict=True)]))

    best = np.array(list(stacked(CASES, OUTCOMES).weights.values()))
    assert best.sum() == pytest.approx(1)
    assert best[0] > 0.8
    for other in RNG.dirichlet(np.ones(3), 20):
        assert score(best) <= score(other) + 1e-6


def _weighted(y: float, draws: np.ndarray, shares: np.ndarray) -> float:
    gaps = np.abs(draws[:, None] - draws[None, :])
    return float(shares @ np.abs(draws - y) - shares @ gaps @ shares / 2)


def test_a_case_left_out_scores_about_as_well_as_it_would_within() -> None:
    found = stacked(CASES, OUTCOMES)
    assert found.left_out < min(score for name, score in found.alone.items() if name != "near")


def test_weights_and_the_score_left_out_by_a_grid() -> None:
    """Two models: every weight of a grid tried on the other cases, the case left out scored by the best of them."""
    two = [{name: case[name] for name in ("near", "wide")} for case in CASES]

    def score(weight: float, k: int) -> float:
        shares = np.repeat([weight / 200, (1 - weight) / 200], 200)
        return _weighted(OUTCOMES[k], np.concatenate([two[k]["near"], two[k]["wide"]]), shares)

    grid = np.linspace(0, 1, 41)
    table = np.array([[score(weight, k) for k in range(len(two))] for weight in grid])
    scores = [table[np.delete(table, k, axis=1).mean(axis=1).argmin(), k] for k in range(len(two))]
    found = stacked(two, OUTCOMES)
    assert found.weights["near"] == pytest.approx(grid[table.mean(axis=1).argmin()], abs=0.03)
    assert found.left_out == pytest.approx(np.mean(scores), rel=0.01)


def test_the_mixture_takes_models_by_their_weights() -> None:
    finals = {"a": np.zeros(10_000), "b": np.ones(100)}
    drawn = mixed(finals, {"a": 0.3, "b": 0.7}, seed=0)
    assert drawn.mean() == pytest.approx(0.7, abs=0.02)
    assert (drawn == mixed(finals, {"a": 0.3, "b": 0.7}, seed=0)).all()


def test_with_fewer_than_ten_cases_it_is_the_mean_and_says_so() -> None:
    assert not learned().enough
    answer = ask(example(), Forecast(model="mixture", draws=50))
    mixture = answer.results["models"]["mixture"]
    assert mixture["outcome"] == answer.results["models"]["mean"]["outcome"]
    assert mixture["weights"] == {"mean": 1.0}
    assert mixture["cases"] == ["emissions-1994.delay"]
    assert {"median", "challenge", "condorcet"} < set(answer.results["models"]), "the models' spread"
    assert answer.results["spread"] > 0
    assert "The calibrated mixture is the weighted mean alone, by one resolved case" in " ".join(answer.sentences())
    assert any("1 resolved case (emissions-1994.delay), and 10 are needed" in warning for warning in answer.warnings)
