"""Sobol indices against the Ishigami function's known ones, and the sample against SALib's own, row for row."""

from __future__ import annotations

import numpy as np
import pytest
from SALib.sample import sobol as salib

from detente.engines.sensitivity import Saltelli, sobol_indices
from detente.errors import CaseError

A, B = 7.0, 0.1
VARIANCE = A**2 / 8 + B * np.pi**4 / 5 + B**2 * np.pi**8 / 18 + 0.5
FIRST = np.array([0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, 0.0]) / VARIANCE
TOTAL = FIRST + np.array([1.0, 0.0, 1.0]) * (8 * B**2 * np.pi**8 / 225) / VARIANCE
"""Ishigami & Homma 1990; Sobol & Levitan 1999 give the closed forms."""


def ishigami(u):
    x = np.pi * (2 * np.asarray(u) - 1)
    return np.sin(x[0]) + A * np.sin(x[1]) ** 2 + B * x[2] ** 4 * np.sin(x[0])


def rows_of(design):
    return np.stack([design.column(number, 0, design.rows) for number in range(len(design.groups))])


def test_the_ishigami_functions_indices():
    design = Saltelli((0, 1, 2), 4096, 0)
    found = sobol_indices(3, ishigami(rows_of(design)))
    assert found.first == pytest.approx(FIRST, abs=0.01)
    assert found.total == pytest.approx(TOTAL, abs=0.01)
    assert (np.abs(found.first - FIRST) < 3 * found.first_error + 1e-3).all()
    assert found.points == 4096


def test_of_a_sum_each_part_has_its_variance():
    design = Saltelli((0, 1, 2, 3), 1024, 1)
    weights = np.array([4.0, 2.0, 1.0, 0.0])
    found = sobol_indices(4, weights @ rows_of(design))
    shares = weights**2 / (weights**2).sum()
    assert found.first == pytest.approx(shares, abs=0.02)
    assert found.total == pytest.approx(shares, abs=0.02)


def test_inputs_that_move_together_share_one_index():
    design = Saltelli((0, 1, 1), 2048, 0)
    found = sobol_indices(2, ishigami(rows_of(design)))
    assert found.first[1] == pytest.approx(FIRST[1], abs=0.02)  # the third matters only with the first
    assert found.total[0] == pytest.approx(TOTAL[0], abs=0.03)
    assert found.total[1] == pytest.approx(1 - FIRST[0], abs=0.03)


@pytest.mark.parametrize("groups", [(0, 1, 2), (0, 1, 1, 2, 1)])
@pytest.mark.parametrize("seed", [0, 7])
def test_the_sample_is_that_of_salib(groups, seed):
    names = [f"x{number}" for number in range(len(groups))]
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    if len(set(groups)) < len(groups):
        problem["groups"] = [f"g{group}" for group in groups]
    wanted = salib.sample(problem, 16, calc_second_order=False, seed=np.random.default_rng(seed))
    design = Saltelli(groups, 16, seed)
    assert design.rows == len(wanted)
    np.testing.assert_allclose(rows_of(design).T, wanted, atol=1e-11)
    sliced = np.concatenate(
        [design.column(1, start, min(start + 7, design.rows)) for start in range(0, design.rows, 7)]
    )
    assert sliced.tolist() == design.column(1, 0, design.rows).tolist()


def test_the_same_seed_gives_the_same_errors_and_leaves_the_global_generator_alone():
    outcome = ishigami(rows_of(Saltelli((0, 1, 2), 64, 0)))
    np.random.seed(3)  # SALib would take the global generator for a seed of 0
    one = sobol_indices(3, outcome)
    np.random.seed(4)
    other = sobol_indices(3, outcome)
    assert one.first_error.tolist() == other.first_error.tolist()


def test_a_base_point_without_an_answer_is_left_out_whole():
    outcome = ishigami(rows_of(Saltelli((0, 1, 2), 256, 0)))
    broken = outcome.copy()
    broken[[3, 5 * 5 + 1]] = np.nan
    found = sobol_indices(3, broken)
    kept = np.delete(outcome.reshape(-1, 5), [0, 5], axis=0).ravel()
    assert found.points == 254
    assert found.first.tolist() == sobol_indices(3, kept).first.tolist()


def test_what_does_not_vary_has_no_shares():
    found = sobol_indices(2, np.full(4 * 8, 3.0))
    assert found.first.tolist() == found.total.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("groups", "base"), [((0, 1), 100), ((0, 1), 1), ((), 8), ((0, 2), 8)])
def test_a_design_that_cannot_be_drawn(groups, base):
    with pytest.raises(CaseError):
        Saltelli(groups, base, 0)


@pytest.mark.parametrize("outcome", [np.zeros(7), np.full(8, np.nan), np.zeros((2, 4))])
def test_rows_that_do_not_fit(outcome):
    with pytest.raises(CaseError):
        sobol_indices(2, outcome)
