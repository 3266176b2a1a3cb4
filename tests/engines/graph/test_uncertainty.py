"""Drawn orders: whole orders, solved in a batch as one by one; probabilities with their errors; trapped states."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.graph import FIVE, arc_form, chances, draw_ranks, draw_statements, option_form, solve
from detente.errors import CaseError

from .models import random_arcs, random_options


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
