"""`Nash`: its definition, its limit towards the mean, and its path for a near reversion point."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.bargaining import Case, Mean, Nash, Status, bargain
from detente.errors import CaseError

CASE = Case([[40.0], [80.0], [65.0]], [[100.0], [50.0], [80.0]], [3.0, 2.0, 1.0], status_quo=[0.0])
WEIGHT = np.array([3.0, 1.0, 0.8])
POSITION = np.array([40.0, 80.0, 65.0])


def product(x: float, q: float) -> float:
    gains = (q - POSITION) ** 2 - (x - POSITION) ** 2
    return float((WEIGHT * np.log(gains)).sum()) if (gains > 0).all() else -np.inf


@pytest.mark.parametrize("q", [0.0, -30.0, 30.0, 120.0])
def test_no_other_outcome_has_a_greater_product(q: float) -> None:
    best = bargain(CASE, Nash(reversion=q)).final[0]
    others = np.linspace(0, 120, 2401)
    assert product(best, q) >= max(product(x, q) for x in others) - 1e-9


def test_a_far_reversion_point_tends_to_the_mean_at_the_rate_of_one_over_its_distance() -> None:
    mean = bargain(CASE, Mean()).final[0]
    gaps = [abs(bargain(CASE, Nash(reversion=-q)).final[0] - mean) for q in (1e2, 1e3, 1e4, 1e5)]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < 0.01
    assert gaps[1] / gaps[2] == pytest.approx(10, rel=0.1)


def test_a_near_reversion_point_gives_the_reluctant_more() -> None:
    """As the reversion point nears the most moderate actor, the outcome nears that actor: it can do without."""
    outcomes = [bargain(CASE, Nash(reversion=q)).final[0] for q in (-100.0, 0.0, 20.0, 35.0, 39.9)]
    gaps = [abs(x - 40.0) for x in outcomes]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < 0.2


def test_where_some_lose_by_any_change_the_reversion_point_stands_and_it_is_said() -> None:
    path = bargain(CASE, Nash(reversion=50.0))
    assert path.final.tolist() == [50.0]
    assert path.statuses == Status.NO_GAIN
    assert "reversion point stands" in path.status


def test_a_reversion_point_that_is_none_is_an_error() -> None:
    with pytest.raises(CaseError, match="reversion"):
        Nash(reversion=float("nan"))
    with pytest.raises(CaseError, match="needs a reversion point"):
        bargain(Case([[1.0]], [[1.0]], [1.0]), Nash())
