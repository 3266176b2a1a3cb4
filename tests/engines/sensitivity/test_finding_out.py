"""The value of finding out: against closed forms, and against nested Monte Carlo within 10%."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.engines.sensitivity import conditional_mean, evppi, finding_out
from detente.errors import CaseError
from tests.engines.sensitivity.test_design import FIRST, VARIANCE, ishigami

DRAWS = 40_000
SLOPES = np.array([3.0, 2.0, 1.0, 0.0])
BETTER = 1.0  # what the second action is worth more, on average


def cdf(z):
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


def closed_form(slope):
    """E[max(0, m + sZ)] − max(0, m) with s the slope's size: two actions, linear worth, normal inputs."""
    size = abs(slope)
    if size == 0:
        return 0.0
    z = BETTER / size
    return BETTER * cdf(z) + size * math.exp(-z * z / 2) / math.sqrt(2 * math.pi) - BETTER


@pytest.fixture(scope="module")
def drawn():
    inputs = np.random.default_rng(0).normal(size=(DRAWS, len(SLOPES)))
    worth = np.stack([np.zeros(DRAWS), BETTER + inputs @ SLOPES], axis=1)
    return inputs, worth


@pytest.mark.parametrize("number", [0, 1, 2])
def test_of_a_linear_gaussian_choice_between_two_actions(drawn, number):
    inputs, worth = drawn
    assert evppi(worth, inputs[:, number]) == pytest.approx(closed_form(SLOPES[number]), rel=0.1)


def test_of_what_does_not_matter_it_is_nothing(drawn):
    inputs, worth = drawn
    assert evppi(worth, inputs[:, 3]) < 0.01


def nested(worth_of, outer, inner, rng):
    """Nested Monte Carlo: for each value of the first input, the best action on average over the others."""
    best, plain = [], np.zeros(2)
    for first in rng.random(outer):
        u = rng.random((3, inner))
        u[0] = first
        means = worth_of(u).mean(axis=0)
        best.append(means.max())
        plain += means
    return float(np.mean(best) - (plain / outer).max())


def test_of_a_crooked_choice_it_is_that_of_nested_monte_carlo():
    def worth_of(u):
        return np.stack([np.zeros(u.shape[1]), ishigami(u) - 4.0], axis=1)

    rng = np.random.default_rng(1)
    slow = nested(worth_of, 4_000, 500, rng)
    u = rng.random((3, DRAWS))
    assert evppi(worth_of(u), u[0]) == pytest.approx(slow, rel=0.1)


def nested_variance(of, outer, inner, rng):
    """Var(E[Y | first input]) by nested Monte Carlo, less the inner samples' own noise."""
    means, noise = [], []
    for first in rng.random(outer):
        u = rng.random((3, inner))
        u[0] = first
        y = of(u)
        means.append(y.mean())
        noise.append(y.var(ddof=1) / inner)
    return float(np.var(means, ddof=1) - np.mean(noise))


def test_under_squared_error_it_is_that_of_nested_monte_carlo_and_the_known_share():
    rng = np.random.default_rng(2)
    slow = nested_variance(ishigami, 4_000, 200, rng)
    u = rng.random((3, 20_000))
    found = finding_out(dict(zip("abc", u, strict=True)), ishigami(u))
    assert found["a"].evppi == pytest.approx(slow, rel=0.1)
    for name, share in zip("abc", FIRST, strict=True):
        assert found[name].share == pytest.approx(share, abs=0.03)
        assert abs(found[name].evppi - share * VARIANCE) < 4 * found[name].error + 0.05
    assert found["c"].share < 0.01
    assert found["c"].interacts > 0.2  # it matters only through the first


def test_of_a_linear_sum_it_is_the_square_of_each_slope():
    inputs = np.random.default_rng(3).normal(size=(4, 4_000))
    found = finding_out({str(k): inputs[k] for k in range(4)}, SLOPES @ inputs)
    for number, slope in enumerate(SLOPES):
        assert found[str(number)].evppi == pytest.approx(slope**2, rel=0.1, abs=0.02)
        assert found[str(number)].shift == pytest.approx(abs(slope), rel=0.05, abs=0.15)


def test_noise_alone_is_worth_next_to_nothing():
    rng = np.random.default_rng(4)
    inputs = {str(k): rng.random(2_000) for k in range(30)}
    found = finding_out(inputs, rng.normal(size=2_000))
    assert np.mean([one.share for one in found.values()]) < 0.002
    assert sum(one.evppi > 2 * one.error for one in found.values()) <= 3


def test_an_outcome_that_does_not_vary():
    x = np.linspace(0, 1, 50)
    found = finding_out({"x": x}, np.full(50, 2.0))["x"]
    assert (found.evppi, found.share, found.interacts) == (0.0, 0.0, 0.0)


def test_the_conditional_mean_follows_a_curve_and_is_held_at_its_ends():
    rng = np.random.default_rng(5)
    x = rng.random(5_000)
    found = conditional_mean(x, np.sin(6 * x) + rng.normal(scale=0.3, size=5_000))
    at = np.linspace(0.05, 0.95, 10)
    assert found.at(at) == pytest.approx(np.sin(6 * at), abs=0.06)
    assert found.at(np.array([-3.0, 4.0])).tolist() == found.at(np.array([x.min(), x.max()])).tolist()
    assert found.noise == pytest.approx(0.09, rel=0.1)


@given(st.floats(-50, 50), st.floats(0.1, 50), st.integers(0, 10_000))
def test_shifting_and_stretching_input_or_outcome_changes_nothing_but_the_scale(shift, stretch, seed):
    rng = np.random.default_rng(seed)
    x = rng.beta(2, 3, 300)
    y = np.sin(4 * x) + rng.normal(size=300) / 5
    plain, moved = conditional_mean(x, y), conditional_mean(shift + stretch * x, stretch * y)
    assert moved.fitted == pytest.approx(stretch * plain.fitted, rel=1e-5, abs=1e-5 * stretch)


def test_an_input_of_two_values_and_one_of_one_value():
    x = np.tile([0.0, 1.0], 100)
    found = conditional_mean(x, 5 * x)
    assert found.at(np.array([0.0, 1.0])) == pytest.approx([0.0, 5.0], abs=1e-3)
    assert conditional_mean(np.ones(100), np.arange(100.0)).variance < 0.1 * np.arange(100.0).var()


@pytest.mark.parametrize(
    ("x", "y"),
    [
        (np.zeros(5), np.zeros(5)),
        (np.zeros(50), np.zeros(51)),
        (np.full(50, np.nan), np.zeros(50)),
        (np.zeros(50), np.full(50, np.inf)),
        (np.zeros((50, 2)), np.zeros(50)),
    ],
)
def test_arrays_that_nothing_can_be_fitted_to(x, y):
    with pytest.raises(CaseError):
        conditional_mean(x, y)


def test_a_choice_needs_two_actions():
    with pytest.raises(CaseError, match="two or more"):
        evppi(np.zeros((50, 1)), np.zeros(50))
