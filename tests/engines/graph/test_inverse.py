"""The fewest changes of preference, against trying every order of the states."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from detente.engines.graph import Change, option_form, solve, wish
from detente.errors import CaseError

from .models import random_arcs, random_options


@cache
def weak_orders(states):
    """Every order with ties of so many states, as ranks."""
    return [o for o in product(range(states), repeat=states) if set(o) == set(range(max(o) + 1))]


def distance(old, new):
    return sum(np.sign(old[a] - old[b]) != np.sign(new[a] - new[b]) for a, b in combinations(range(len(old)), 2))


def fewest(twin, concept, actor, state):
    """Over all orders under which the state is stable for the actor, the fewest comparisons turned."""
    old, best = twin.like[actor], None
    for order in weak_orders(len(old)):
        twin.like = [order if i == actor else like for i, like in enumerate(twin.like)]
        if twin.stable(concept, (actor,), state):
            turned = distance(old, order)
            best = turned if best is None else min(best, turned)
    twin.like = [old if i == actor else like for i, like in enumerate(twin.like)]
    return best


@pytest.mark.parametrize("concept", ["nash", "gmr", "smr", "seq", "sseq"])
@pytest.mark.parametrize("seed", range(8))
def test_fewest_changes_over_every_order(seed, concept):
    rng = np.random.default_rng(seed)
    form, twin = random_options(rng, (1, 1)) if seed % 2 else random_arcs(rng, 2, 5)
    twin.like = [list(map(int, row)) for row in form.utilities]
    state = int(form.states[0])
    found = wish(form, state, concept)
    for actor in range(2):
        only = wish(form, state, concept, movable=[actor])
        expected = fewest(twin, concept, actor, state)
        assert len([c for c in found.changes if c.actor == actor]) in {expected, 0} or not found.possible
        if only.possible:
            assert len(only.changes) == (expected or 0)
        if actor not in only.hopeless:
            assert expected is not None
    if found.possible:
        after = solve(form.preferring(found.utilities))
        assert state in after.equilibria(concept)
        turned = sum(distance(old, new) for old, new in zip(form.utilities, found.utilities, strict=True))
        assert turned == len(found.changes) or (form.utilities.shape[1] > len(form.states))


def test_an_equilibrium_needs_nothing():
    dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    found = wish(dilemma, 0)
    assert found.possible
    assert found.changes == ()


def test_red_lines_and_fixed_actors_make_it_impossible():
    dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    assert wish(dilemma, 3, movable=[0]).hopeless == (1,)
    held = wish(dilemma, 3, kept=[Change(0, 2, 3)])
    assert not held.possible
    assert held.hopeless == (0,)
    assert held.status == "impossible: no permitted change is enough"


def test_impossible_states_are_refused():
    form = option_form([1, 1], np.zeros((2, 4)), np.array([1, 1, 1, 0], bool))
    with pytest.raises(CaseError, match="impossible"):
        wish(form, 3)
