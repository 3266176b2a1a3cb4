"""The fewest changes of preference, against trying every order of the states of every actor."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from detente.engines.graph import Change, option_form, verdict, wish
from detente.engines.graph.alone import fewest_fallen
from detente.engines.graph.together import Rules, least_together
from detente.errors import CaseError

from .models import random_arcs, random_options

CONCEPTS = ["nash", "gmr", "smr", "seq", "sseq"]


@cache
def weak_orders(states):
    """Every order with ties of so many states, as ranks: the last state joins a tier of the others or stands alone."""
    if states == 1:
        return np.zeros((1, 1), np.int8)
    found = []
    for order in weak_orders(states - 1):
        for tier in range(int(order.max()) + 1):
            found.append(np.append(order, tier))
        for tier in range(int(order.max()) + 2):
            found.append(np.append(order + (order >= tier), tier))
    return np.array(found, np.int8)


def by_distance(old, cap):
    """Every order within so many turned comparisons of this one, by their number."""
    orders = weak_orders(len(old))
    turned = sum(
        np.sign(old[a] - old[b]) != np.sign(orders[:, a] - orders[:, b]) for a, b in combinations(range(len(old)), 2)
    )
    most = min(cap, len(old) * (len(old) - 1) // 2)
    return [orders[turned == d].tolist() for d in range(most + 1)]


def splits(total, actors):
    if actors == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in splits(total - first, actors - 1))


def fewest(twin, concept, state, cap, may, red=()):
    """Over the orders of all who may change, fewest changes first: when is it an equilibrium? None beyond the cap.

    States are numbered by their place among the possible ones.
    """
    place = {s: k for k, s in enumerate(twin.states)}
    like = [[own[s] for s in twin.states] for own in twin.like]
    orders = [by_distance(own, cap) if i in may else [[own]] for i, own in enumerate(like)]
    for total in range(cap + 1):
        for split in splits(total, len(like)):
            if any(d >= len(orders[i]) for i, d in enumerate(split)):
                continue
            for new in product(*(orders[i][d] for i, d in enumerate(split))):
                if any(not new[i][place[x]] > new[i][place[y]] for i, x, y in red):
                    continue
                twin.like = [{s: own[place[s]] for s in twin.states} for own in new]
                if all(twin.stable(concept, (i,), state) for i in twin.actors):
                    return total
    return None


def compared(form, twin, concept, state, cap, movable=None, red=()):
    """Whether the search and the program agree; the number of changes."""
    twin.like = [[int(u) for u in row] for row in form.utilities]
    may = set(range(form.actors)) if movable is None else set(movable)
    kept = [Change(i, x, y) for i, x, y in red]
    found = wish(form, state, concept, movable=movable, kept=kept)
    expected = fewest(twin, concept, state, cap, may, red)
    assert found.exact
    if found.possible:
        assert len(found.changes) == expected or (expected is None and len(found.changes) > cap)
        confirmed(form, state, concept, found, may, red)
    else:
        assert expected is None
    return expected


def confirmed(form, state, concept, found, may, red):
    after = form.preferring(found.utilities)
    assert all(verdict(after, concept, (i,), state).stable for i in range(form.actors))
    turned = set()
    for i, (old, new) in enumerate(zip(form.utilities, found.utilities, strict=True)):
        for x, y in combinations(map(int, form.states), 2):
            if np.sign(old[x] - old[y]) != np.sign(new[x] - new[y]):
                turned.add((i, frozenset((x, y))))
    assert {(c.actor, frozenset((c.falls, c.rises))) for c in found.changes} == turned
    assert len(turned) == len(found.changes)
    assert {i for i, _ in turned} <= may
    assert not turned & {(i, frozenset((x, y))) for i, x, y in red}


def small(seed):
    rng = np.random.default_rng(seed)
    kinds = (
        lambda: random_arcs(rng, 2, 4),
        lambda: random_options(rng, (1, 1)),
        lambda: random_arcs(rng, 3, 3),
        lambda: random_arcs(rng, 2, 5),
    )
    form, twin = kinds[seed % 4]()
    return form, twin, int(rng.choice(form.states))


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(16))
def test_fewest_changes_over_every_order(seed, concept):
    compared(*small(seed)[:2], concept, small(seed)[2], cap=5)


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("seed", range(12))
def test_red_lines_and_fixed_actors_over_every_order(seed, concept):
    """One comparison must stay, or one actor changes nothing; impossibility is said only where no order will do."""
    form, twin, state = small(seed)
    other = int(next(s for s in [*form.states, state] if s != state or form.states.size == 1))
    if seed % 2:
        red = [(i, other, state) for i in range(2) if form.utilities[i, other] > form.utilities[i, state]]
        compared(form, twin, concept, state, cap=5 if form.actors == 2 else 4, red=red)
    else:
        compared(form, twin, concept, state, cap=20, movable=[0])


@pytest.mark.slow
@pytest.mark.parametrize("concept", ["seq", "sseq"])
def test_many_small_conflicts_over_every_order(concept):
    """Two and three actors, up to eight states; the search gives up beyond a few changes."""
    counts = []
    for seed in range(100, 320):
        rng = np.random.default_rng(seed)
        kinds = (
            lambda rng=rng: (random_arcs(rng, 2, 6), 5),
            lambda rng=rng: (random_arcs(rng, 3, 5), 4),
            lambda rng=rng: (random_options(rng, (1, 1, 1)), 2),
            lambda rng=rng: (random_options(rng, (2, 1)), 3),
            lambda rng=rng: (random_arcs(rng, 3, 4), 5),
        )
        (form, twin), cap = kinds[seed % 5]()
        counts.append(
            compared(form, twin, concept, int(rng.choice(form.states)), min(cap, 3 if form.states.size > 6 else cap))
        )
    assert sum(count is not None and count > 0 for count in counts) > 60


@pytest.mark.parametrize("concept", ["seq", "sseq"])
@pytest.mark.parametrize("seed", range(4))
def test_sixteen_states_are_proved_too(seed, concept):
    rng = np.random.default_rng(seed)
    form, _ = random_options(rng, (2, 1, 1))
    for state in rng.choice(form.states, 3):
        found = wish(form, int(state), concept)
        assert found.exact
        quick = wish(form, int(state), concept, nodes=0)
        assert quick.least <= found.least
        assert len(found.changes) <= len(quick.changes)
        confirmed(form, int(state), concept, found, {0, 1, 2}, [])


def test_the_bound_without_a_program_is_a_bound():
    for seed in range(30):
        form, twin, state = small(seed)
        twin.like = [[int(u) for u in row] for row in form.utilities]
        found = wish(form, state, "seq")
        bound = least_together(form, form.utilities, state, Rules(False, frozenset(range(form.actors)), {}))
        assert max(bound.values()) <= len(found.changes)


def test_another_actor_can_make_an_answer_credible():
    """One comparison of the opponent's, where the tempted actor itself would have to turn two."""
    like = np.array([[1, 4, 3, 0], [3, 1, 2, 0]])
    chicken = option_form([1, 1], like)
    assert not verdict(chicken, "seq", (0,), 0).stable
    found = wish(chicken, 0, "seq")
    assert len(found.changes) == 1
    assert found.changes[0].actor == 1
    assert found.exact


def test_an_equilibrium_needs_nothing():
    dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    found = wish(dilemma, 0)
    assert found.possible
    assert found.exact
    assert found.changes == ()


def test_red_lines_and_fixed_actors_make_it_impossible():
    dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    assert wish(dilemma, 3, movable=[0]).hopeless == (1,)
    held = wish(dilemma, 3, kept=[Change(0, 2, 3)])
    assert not held.possible
    assert held.hopeless == (0,)
    assert held.status == "impossible: no permitted change is enough"
    assert held.exact


def test_many_better_states_are_settled_by_going_down_the_order():
    """Nash in a conflict of 512 states, four hundred of them better."""
    rng = np.random.default_rng(0)
    form = option_form((3, 3, 3), rng.permuted(np.tile(np.arange(512), (3, 1)), axis=1))
    state = int(np.argsort(form.utilities[0])[110])
    found = wish(form, state)
    assert found.exact
    assert all(verdict(form.preferring(found.utilities), "nash", (i,), state).stable for i in range(3))


@pytest.mark.parametrize("seed", range(30))
def test_what_falls_down_the_order_is_the_cheapest_set(seed):
    """Against every set that holds what must fall, with ties and with states that must stay."""
    rng = np.random.default_rng(seed)
    above = list(range(1, 9))
    worth = np.array([0, *rng.integers(1, 6, 8)])
    forced = set(rng.choice(above, 2).tolist())
    barred = set(rng.choice(above, 2).tolist()) - forced
    found = fewest_fallen(worth, above, [[frozenset({s})] for s in forced], frozenset(barred))
    sets = [set(own) for size in range(9) for own in combinations(above, size)]
    costs = [fall_cost(worth, above, own) for own in sets if forced <= own and not own & barred]
    assert fall_cost(worth, above, set(found.states)) == min(costs) == found.least
    assert forced <= found.states


def fall_cost(worth, above, fallen):
    return len(fallen) + sum(worth[x] >= worth[y] for x in fallen for y in above if y not in fallen)


def test_what_is_too_large_says_how_far_it_may_be_off():
    rng = np.random.default_rng(1)
    like = rng.permuted(np.tile(np.arange(1 << 10), (2, 1)), axis=1)
    form = option_form((5, 5), like)
    found = next(w for s in range(1 << 10) if not (w := wish(form, s, "seq")).exact)
    assert found.possible
    assert 0 < found.least < len(found.changes)
    assert f"the fewest are {found.least} or more" in found.status


def test_impossible_states_are_refused():
    form = option_form([1, 1], np.zeros((2, 4)), np.array([1, 1, 1, 0], bool))
    with pytest.raises(CaseError, match="impossible"):
        wish(form, 3)
