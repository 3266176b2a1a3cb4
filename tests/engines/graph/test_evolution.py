"""The chain against dense matrix exponentials, built move by move from the definition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.linalg import expm

from detente.engines.graph import by_horizon, chain, expected_times, first_passage, listed, option_form
from detente.engines.graph.evolution import MOST_LISTED
from detente.errors import CaseError

from .models import random_arcs, random_options

BETA = 4.551196133
SHAPES = [(1, 1), (2, 1), (2, 2), (1, 1, 1), (2, 1, 2)]


def conflict(seed):
    rng = np.random.default_rng(seed)
    form, _ = random_arcs(rng, 3, 6) if seed % 2 else random_options(rng, SHAPES[seed // 2 % len(SHAPES)])
    return form.preferring(form.utilities * 5.0), rng.uniform(0.2, 2.0, form.actors)


def generator(form, pace, cost=4.0):
    """The rates of the chain, one move after the other."""
    rows = listed(form)
    size = form.utilities.shape[1]
    rates = np.zeros((size, size))
    for i in range(form.actors):
        for s in form.states:
            options = [(int(s), 0)]
            options += [(int(q), c) for (a, q), c in zip(rows.arcs[i], rows.changes[i], strict=True) if a == s]
            weights = np.array([np.exp((form.utilities[i, q] - cost * c) / BETA) for q, c in options])
            for (q, _), p in zip(options, weights / weights.sum(), strict=True):
                rates[s, q] += pace[i] * p
    return rates - np.diag(rates.sum(axis=1))


@pytest.mark.parametrize("seed", range(14))
def test_horizon_is_the_matrix_exponential(seed):
    form, pace = conflict(seed)
    start, rates = int(form.states[0]), generator(*conflict(seed))
    found = by_horizon(chain(form, pace), start, scales=[0.5, 1.0, 3.0])
    expected = [expm(rates * scale)[start] for scale in (0.5, 1.0, 3.0)]
    np.testing.assert_allclose(found, expected, atol=1e-10)


@pytest.mark.parametrize("seed", range(10))
def test_first_passage_is_the_matrix_exponential_with_the_target_absorbing(seed):
    form, pace = conflict(seed)
    start, rates = int(form.states[0]), generator(form, pace)
    targets = np.random.default_rng(seed).random((3, len(rates))) < 0.4
    found = first_passage(chain(form, pace), start, targets, scales=[1.0, 2.0])
    for k, target in enumerate(targets):
        stopped = np.where(target[:, None], 0.0, rates)
        for scale, reached in zip([1.0, 2.0], found[:, k], strict=True):
            assert reached == pytest.approx(expm(stopped * scale)[start][target].sum(), abs=1e-10)


@pytest.mark.parametrize("seed", range(10))
def test_expected_times_solve_the_backward_equation(seed):
    form, pace = conflict(seed)
    start, rates = int(form.states[0]), generator(form, pace)
    for target, time in zip(form.states, expected_times(chain(form, pace), start, form.states), strict=True):
        others = [s for s in form.states if s != target]
        if time is None:
            later = expm(np.where(np.arange(len(rates))[:, None] == target, 0.0, rates) * 1e4)
            assert later[start, target] < 1 - 1e-9
        elif start != target:
            ahead = [s for s in others if expm(rates)[start, s] > 0 or s == start]
            inner = [s for s in ahead if expm(np.where(np.arange(len(rates))[:, None] == target, 0, rates))[start, s]]
            solved = np.linalg.solve(rates[np.ix_(inner, inner)], -np.ones(len(inner)))
            assert time == pytest.approx(
                solved[inner.index(start)], rel=1e-8 if time < 1e4 else 1e-4
            )  # rare: both solves lose digits


def test_large_chains_list_no_move_and_do_the_same():
    rng = np.random.default_rng(5)
    counts = (5, 4, 4)
    form = option_form(counts, rng.uniform(0, 50, (3, 1 << 13)), rng.random(1 << 13) < 0.9, one_way=[3, 7])
    moves = chain(form, [0.5, 1.0, 2.0])
    assert moves.states > MOST_LISTED
    mass = rng.dirichlet(np.ones(moves.states), 2) * form.possible
    np.testing.assert_allclose(moves.step(mass), (moves.matrix.T @ mass.T).T, rtol=1e-9, atol=1e-15)


def test_probability_is_kept_and_wrong_use_is_refused():
    form, pace = conflict(0)
    assert by_horizon(chain(form, pace), int(form.states[0])).sum() == pytest.approx(1.0)
    with pytest.raises(CaseError, match="paces"):
        chain(form, pace[:-1])
    with pytest.raises(CaseError, match="too far apart"):
        chain(form.preferring(form.utilities * 1e6), pace)
