"""Drawn orders: whole orders, solved in a batch as one by one; probabilities with their errors; trapped states."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.graph import (
    FIVE,
    arc_form,
    chances,
    draw_ranks,
    draw_statements,
    option_form,
    solve,
    trapped,
    verdict,
)
from detente.errors import CaseError

from .models import SHAPES, random_arcs, random_options


@pytest.mark.parametrize("seed", range(2))
def test_batch_is_the_same_as_one_by_one(seed):
    rng = np.random.default_rng(seed)
    form = (random_arcs(rng, 3, 6) if seed % 2 else random_options(rng, (2, 1, 2)))[0]
    drawn = draw_ranks(form.utilities, 1.0, 30, seed)
    found = chances(form, drawn)
    for concept in FIVE:
        each = [solve(form.preferring(worth)).stable[concept].all(axis=0) for worth in drawn]
        np.testing.assert_allclose(found.probability[concept], np.mean(each, axis=0))
        p = found.probability[concept]
        np.testing.assert_allclose(found.error[concept], np.sqrt(p * (1 - p) / 30))


@pytest.mark.parametrize("seed", range(24))
def test_a_few_states_are_judged_by_the_definitions(seed):
    """The draws side by side in words: more than fill one, and fewer."""
    rng = np.random.default_rng(seed)
    form, _ = random_options(rng, SHAPES[seed % len(SHAPES)])
    draws = 66 if seed % 2 else 20
    drawn = rng.integers(0, 6, (draws, *form.utilities.shape)).astype(np.int32)
    states = rng.permutation(form.states)[:2]
    found = chances(form, drawn, states)
    for concept in FIVE:
        for state in map(int, states):
            each = [rests(form.preferring(worth), concept, state) for worth in drawn]
            assert found.probability[concept][state] == np.mean(each)
        assert np.isnan(np.delete(found.probability[concept], states)).all()
    assert found.trapped == trapped(form, sorted(states))


def rests(form, concept, state):
    return all(verdict(form, concept, (actor,), state).stable for actor in range(form.actors))


def test_a_few_states_of_a_graph_are_judged_with_all():
    form, _ = random_arcs(np.random.default_rng(1), 3, 6)
    drawn = draw_ranks(form.utilities, 1.0, 30, 1)
    every, few = chances(form, drawn), chances(form, drawn, [2, 4])
    for concept in FIVE:
        np.testing.assert_array_equal(few.probability[concept][[2, 4]], every.probability[concept][[2, 4]])
        assert np.isnan(few.probability[concept][[0, 1, 3, 5]]).all()


def test_no_noise_is_the_plain_order():
    held = [np.random.default_rng(0).random((4, 16)) < 0.5 for _ in range(2)]
    drawn = draw_statements(held, 0.0, 3, 1)
    plain = [(2 ** np.arange(3, -1, -1)) @ own for own in held]
    assert (drawn == np.array(plain)).all()
    worth = np.array([[3.0, 3.0, 1.0, 7.0]])
    assert (draw_ranks(worth, 0.0, 2, 1) == [[1, 1, 0, 2]]).all()


def test_places_of_statements_are_normal_around_their_own():
    """Two statements change places when N(0, 1) − N(0, 1) > 1, as often as it should be."""
    held = [np.array([[0, 1, 0], [0, 0, 1]], bool)]
    drawn = draw_statements(held, 1.0, 20_000, 3)
    assert np.mean(drawn[:, 0, 2] > drawn[:, 0, 1]) == pytest.approx(0.2398, abs=0.01)


def test_trapped_states_are_named():
    sink = arc_form(np.array([[0, 1]]), [np.array([[0, 1]])])
    assert chances(sink, draw_ranks(sink.utilities, 1.0, 50, 0)).trapped == (1,)


def test_too_many_statements_are_refused():
    with pytest.raises(CaseError, match="32 statements"):
        draw_statements([np.ones((32, 4), bool)], 1.0, 1, 0)


def test_same_seed_same_draws():
    form = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    first, again = (chances(form, draw_ranks(form.utilities, 1.0, 100, 7)) for _ in range(2))
    assert all((first.probability[c] == again.probability[c]).all() for c in FIVE)
