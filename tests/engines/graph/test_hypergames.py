"""Hypergames: with nothing hidden the plain solution, with something hidden each in its own view."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.graph import FIVE, option_form, solve, solve_hypergame

from .literal import Literal
from .models import SHAPES, random_options


@pytest.mark.parametrize("seed", range(9))
def test_nothing_hidden_is_the_plain_solution(seed):
    form, _ = random_options(np.random.default_rng(seed), SHAPES[seed % len(SHAPES)])
    found, plain = solve_hypergame(form, {}), solve(form)
    assert found.surprises == ()
    for concept in FIVE:
        assert found.equilibria(concept) == tuple(plain.equilibria(concept))


@pytest.mark.parametrize("seed", range(9))
def test_each_actor_judges_what_it_sees(seed):
    rng = np.random.default_rng(seed)
    counts = SHAPES[seed % len(SHAPES)]
    form, _ = random_options(rng, counts)
    form = option_form(counts, form.utilities)
    hidden = int(rng.integers(counts[0], sum(counts)))
    found = solve_hypergame(form, {0: [hidden]})
    seen = [not s >> hidden & 1 for s in range(1 << sum(counts))]
    view = Literal.of_options(counts, form.utilities, seen, [])
    whole = Literal.of_options(counts, form.utilities, [True] * len(seen), [])
    for concept in FIVE:
        for state, visible in enumerate(seen):
            assert found.stable[concept][0, state] == (visible and view.stable(concept, (0,), state))
            assert found.stable[concept][1, state] == whole.stable(concept, (1,), state)
    for surprise in found.surprises:
        assert surprise.surprised == 0
        assert surprise.target >> hidden & 1
        assert whole.better(surprise.mover, surprise.target, surprise.state)
