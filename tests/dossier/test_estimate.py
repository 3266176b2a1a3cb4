from __future__ import annotations

import pytest
from pydantic import ValidationError

from detente.dossier.estimate import CostEstimate, Estimate, GrantedEstimate, ScaleEstimate, ShareEstimate


@pytest.mark.parametrize(
    ("given", "form", "centre"),
    [
        (70, "exact", 70),
        ({"low": 60, "mode": 70, "high": 85}, "pert", (60 + 280 + 85) / 6),
        ({"mean": 70, "sd": 6}, "normal", 70),
        ({"value": 3, "note": "counted"}, "exact", 3),
    ],
)
def test_three_forms(given: object, form: str, centre: float) -> None:
    estimate = ScaleEstimate.model_validate(given)
    assert estimate.form == form
    assert estimate.centre == pytest.approx(centre)


@pytest.mark.parametrize(
    "given",
    ["70", None, True, [70], {}, {"low": 1, "mode": 2}, {"mean": 1}, {"value": 1, "mean": 1, "sd": 1}, {"sd": 2}],
)
def test_anything_else_is_an_error(given: object) -> None:
    with pytest.raises(ValidationError, match="expected a number"):
        ScaleEstimate.model_validate(given)


@pytest.mark.parametrize(
    "given", [-1, 101, {"low": -1, "mode": 5, "high": 9}, {"mean": 120, "sd": 1}, float("nan"), float("inf")]
)
def test_a_scale_is_bounded(given: object) -> None:
    with pytest.raises(ValidationError):
        ScaleEstimate.model_validate(given)


def test_pert_is_ordered_and_spreads_are_not_negative() -> None:
    with pytest.raises(ValidationError, match="low ≤ mode ≤ high"):
        Estimate.model_validate({"low": 3, "mode": 2, "high": 5})
    with pytest.raises(ValidationError):
        Estimate.model_validate({"mean": 3, "sd": -1})
    with pytest.raises(ValidationError):
        CostEstimate.model_validate(-0.1)
    with pytest.raises(ValidationError):
        ShareEstimate.model_validate(1.1)


@pytest.mark.parametrize(("given", "value"), [(True, 1.0), (False, 0.0), (0.25, 0.25)])
def test_granted_may_be_yes_no_or_a_probability(given: object, value: float) -> None:
    assert GrantedEstimate.model_validate(given).value == value


@pytest.mark.parametrize(
    "given", [70, {"low": 60, "mode": 70, "high": 85, "because": ["c-0123456789ab"]}, {"mean": 1, "sd": 0, "note": "x"}]
)
def test_written_as_it_was_given(given: object) -> None:
    estimate = Estimate.model_validate(given)
    assert estimate.model_dump() == given
    assert Estimate.model_validate(estimate.model_dump()) == estimate


def test_what_draws_the_same_every_time() -> None:
    assert not Estimate(value=3).uncertain
    assert not Estimate(low=3, mode=3, high=3).uncertain
    assert not Estimate(mean=3, sd=0).uncertain
    assert Estimate(mean=3, sd=1).uncertain
