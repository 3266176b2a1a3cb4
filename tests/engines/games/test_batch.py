"""Many draws at once: the same answers as one by one."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.games import crisis_payoffs, quantal_draws
from detente.engines.games.branch import trace
from detente.engines.games.crisis import crisis_chances, crisis_shape
from detente.engines.games.incidence import incidence, log_chances, path_payoffs
from detente.engines.games.schedule import dependence, schedule
from detente.engines.logit import BETA
from detente.errors import CaseError
from tests.engines.games import published
from tests.engines.games.cases import crisis, random_game


def test_draws_of_the_crisis_are_those_of_the_single_tracer():
    some = crisis(60, seed=4, spread=0.6)
    shape, payoffs, chances = (
        crisis_shape(some.motives, some.resolves),
        crisis_payoffs(some),
        crisis_chances(some),
    )
    many = quantal_draws(shape, payoffs, chances)
    assert many.found.all(), many.status
    assert many.residual.max() < 1e-8
    for draw in range(60):
        one = trace(shape, payoffs[..., draw], chances[:, draw], 1 / BETA)
        assert np.exp(many.log_play[:, draw]) == pytest.approx(one.play, abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "depth"), [(1, 2), (5, 3), (11, 3)])
def test_draws_of_random_games_are_those_of_the_single_tracer(seed, depth):
    game = random_game(seed, depth=depth)
    shape, chances = incidence(game), np.repeat(log_chances(game)[:, None], 8, axis=1)
    rng = np.random.default_rng(seed)
    payoffs = path_payoffs(game)[..., None] * rng.uniform(0.5, 1.5, (len(shape.terminals), 2, 8))
    many = quantal_draws(shape, payoffs, chances, 0.15)
    for draw in range(8):
        one = trace(shape, payoffs[..., draw], chances[:, draw], 0.15)
        assert np.exp(many.log_play[:, draw]) == pytest.approx(one.play, abs=1e-9)


def test_a_game_of_perfect_information_needs_no_unknowns():
    game = published.centipede(4)
    shape = incidence(game)
    order = schedule(shape, dependence(shape, path_payoffs(game)[..., None]))
    assert len(order.feedback.actions) == 0
    assert len(order.levels) == 4
    rng = np.random.default_rng(0)
    payoffs = path_payoffs(game)[..., None] * rng.uniform(0.5, 1.5, (5, 2, 3))
    many = quantal_draws(shape, payoffs, np.zeros((0, 3)), 1.0)
    for draw in range(3):
        one = trace(shape, payoffs[..., draw], np.zeros(0), 1.0)
        assert np.exp(many.log_play[:, draw]) == pytest.approx(one.play, abs=1e-9)


def test_the_crisis_needs_the_defenders_first_answer_only():
    some = crisis(3, spread=0.2)
    shape = crisis_shape(some.motives, some.resolves)
    order = schedule(shape, dependence(shape, crisis_payoffs(some)))
    assert len(order.feedback.actions) == 8


def test_the_same_draws_give_the_same_bits():
    some = crisis(20, seed=1, spread=0.3)
    shape, payoffs, chances = (
        crisis_shape(some.motives, some.resolves),
        crisis_payoffs(some),
        crisis_chances(some),
    )
    one, two = quantal_draws(shape, payoffs, chances), quantal_draws(shape, payoffs, chances, workers=1)
    assert one.log_play.tobytes() == two.log_play.tobytes()


def test_numbers_that_are_not_finite_are_refused():
    some = crisis(2)
    shape, payoffs, chances = (
        crisis_shape(some.motives, some.resolves),
        crisis_payoffs(some),
        crisis_chances(some),
    )
    with pytest.raises(CaseError, match="finite"):
        quantal_draws(shape, np.where(payoffs == payoffs, np.nan, payoffs), chances)
    with pytest.raises(CaseError, match="paths"):
        quantal_draws(shape, payoffs[:3], chances)
