"""Packages, formats and conditions, against literal twins and the definition of subgame perfection."""

from __future__ import annotations

import itertools
import math

import jax.numpy as jnp
import numpy as np
import pytest

from detente.engines.convening import (
    Choice,
    Meetings,
    Stakes,
    convene,
    granting,
    packages,
    profiles,
    talks,
    worths,
)
from detente.engines.convening.granting import advantage, advantages, others
from detente.engines.convening.turning import followed
from detente.errors import CaseError


def stakes_of(rng, draws, parties=4, issues=2):
    return Stakes(
        jnp.asarray(rng.uniform(0, 100, (draws, parties, issues))),
        jnp.asarray(rng.uniform(0, 100, (draws, parties, issues))),
        jnp.asarray(rng.uniform(5, 100, (draws, parties))),
        jnp.asarray(rng.uniform(0, 100, (draws, issues))),
        jnp.asarray(rng.uniform(0.2, 1, (draws, issues))),
    )


def literal_gain(stakes, d, outcome):
    x, s, _, held, kept = (np.asarray(a)[d] for a in stakes)
    return (s * kept * (np.abs(held - x) - np.abs(outcome - x)) / 100).sum(axis=1)


def grid_best(stakes, d, needed, movable, step=1.0):
    """The best value of the Nash product on a grid, and on all kinks."""
    x, _, c, held, _ = (np.asarray(a)[d] for a in stakes)
    weight = np.where(needed, c, 0) / c[needed].sum()
    axes = [
        np.unique(np.concatenate([np.arange(0, 100 + step, step), x[:, m], [held[m]]])) if movable[m] else [held[m]]
        for m in range(x.shape[1])
    ]
    best = 0.0
    for outcome in itertools.product(*axes):
        gain = literal_gain(stakes, d, np.array(outcome))
        if (gain[needed] >= -1e-9).all():
            best = max(best, float((weight[needed] * np.log(gain[needed] + 1)).sum()))
    return best, weight


@pytest.mark.parametrize(
    ("needed", "movable"),
    [([1, 1, 1, 1], [1, 1]), ([1, 1, 0, 0], [1, 1]), ([1, 1, 1, 0], [0, 1]), ([1, 0, 0, 0], [1, 0])],
)
def test_packages_are_certified_and_no_grid_point_is_better(needed, movable):
    needed, movable = np.array(needed, bool), np.array(movable, bool)
    stakes = stakes_of(np.random.default_rng(5), 40)
    found = packages(stakes, jnp.asarray(needed), jnp.asarray(movable))
    assert float(jnp.quantile(found.gap, 0.95)) < 1e-3
    assert float(found.gap.min()) > -1e-6
    for d in range(12):
        outcome = np.asarray(found.outcome[d])
        gain = literal_gain(stakes, d, outcome)
        assert (gain[needed] > -2e-3).all()
        np.testing.assert_allclose(found.gain[d], np.where(np.abs(gain) < 2e-3, 0, gain), atol=1e-9)
        np.testing.assert_allclose(outcome[~movable], np.asarray(stakes.otherwise)[d][~movable])
        best, weight = grid_best(stakes, d, needed, movable, step=4.0)
        value = (weight[needed] * np.log(gain[needed] + 1)).sum()
        assert value > best - 1e-3 - float(found.gap[d])


def test_no_room_means_no_deal():
    """Two parties on either side of where the issue stands: nobody can gain."""
    one = Stakes(
        jnp.array([[[10.0], [90.0]]]),
        jnp.array([[[50.0], [50.0]]]),
        jnp.ones((1, 2)),
        jnp.array([[50.0]]),
        jnp.ones((1, 1)),
    )
    found = packages(one, jnp.ones(2, bool), jnp.ones(1, bool))
    np.testing.assert_allclose(found.outcome, 50.0, atol=0.01)
    np.testing.assert_allclose(found.gain, 0.0)


def test_a_second_issue_makes_room():
    """Each cares about another issue: both get most of what they want."""
    one = Stakes(
        jnp.array([[[0.0, 0.0], [100.0, 100.0]]]),
        jnp.array([[[90.0, 10.0], [10.0, 90.0]]]),
        jnp.ones((1, 2)),
        jnp.array([[50.0, 50.0]]),
        jnp.ones((1, 2)),
    )
    found = packages(one, jnp.ones(2, bool), jnp.ones(2, bool))
    np.testing.assert_allclose(found.outcome, [[0.0, 100.0]], atol=0.01)
    np.testing.assert_allclose(found.gain, [[40.0, 40.0]], atol=0.01)


def meetings_of(rng, draws=5, formats=3, parties=4, conditions=3, scale=15.0):
    needed = rng.random((formats, parties)) < 0.6
    needed[:, 0] = needed[:, 1] = True
    by, of = np.zeros((conditions, parties), bool), np.zeros((conditions, parties), bool)
    for c in range(conditions):
        one, other = rng.choice(parties, 2, replace=False)
        by[c, one], of[c, other] = True, True
    return Meetings(
        rng.normal(0, scale, (draws, formats, parties)),
        rng.uniform(0, 1, (draws, formats)),
        rng.normal(0, scale, (draws, formats, parties)),
        needed,
        rng.uniform(0, scale, (draws, conditions)),
        rng.uniform(0, scale, (draws, conditions)),
        by,
        of,
    )


def literal_worth(m, d, granted):
    formats = len(m.needed)
    v = m.success[d][:, None] * m.gain[d] + m.worth[d]
    for c, taken in enumerate(granted):
        asking, asked = int(m.by[c].argmax()), int(m.of[c].argmax())
        for f in range(formats):
            if taken and m.needed[f, asking] and m.needed[f, asked]:
                v[f, asking] += m.condition_worth[d, c]
                v[f, asked] -= m.condition_cost[d, c]
    return v


def literal_convening(v, needed, beta, patience, goodwill):
    parties = v.shape[1]
    after, meets = np.zeros(parties), []
    for f in reversed(range(len(v))):
        comes = [
            1 / (1 + math.exp(-(v[f, i] - patience * after[i] + goodwill) / beta)) if needed[f, i] else 1.0
            for i in range(parties)
        ]
        meet = math.prod(comes)
        after = meet * v[f] + (1 - meet) * patience * after
        meets.insert(0, meet)
    reached, convenes = 1.0, []
    for meet in meets:
        convenes.append(reached * meet)
        reached *= 1 - meet
    return convenes, after


def test_formats_are_the_backward_recursion():
    rng = np.random.default_rng(1)
    m = meetings_of(rng)
    choice = Choice()
    found = talks(m, choice)
    for d, (p, granted) in itertools.product(range(5), enumerate(profiles(3))):
        convenes, value = literal_convening(literal_worth(m, d, granted), m.needed, *choice)
        np.testing.assert_allclose(found.convenes[d, p], convenes, atol=1e-12)
        np.testing.assert_allclose(found.value[d, p], value, atol=1e-10)


def test_granting_is_an_equilibrium():
    rng = np.random.default_rng(2)
    m = meetings_of(rng, draws=30)
    choice = Choice()
    table = np.asarray(talks(m, choice).value)
    fixed = np.full((30, 3), np.nan)
    fixed[:10, 1] = 1.0
    found = granting(jnp.asarray(table), jnp.asarray(m.of), jnp.asarray(fixed), choice)
    assert float(found.residual.max()) < 1e-9
    for d in range(30):
        r = np.asarray(found.granted[d])
        for c in range(3):
            if d < 10 and c == 1:
                assert r[c] == 1.0
                continue
            asked = int(m.of[c].argmax())
            worth = [0.0, 0.0]
            for p, granted in enumerate(profiles(3)):
                chance = math.prod(r[k] if granted[k] else 1 - r[k] for k in range(3) if k != c)
                worth[int(granted[c])] += chance * table[d, p, asked]
            want = 1 / (1 + math.exp(-(worth[1] - worth[0]) / choice.beta))
            assert r[c] == pytest.approx(want, abs=1e-9)


def test_both_ways_of_tracing_agree():
    rng = np.random.default_rng(3)
    m = meetings_of(rng, draws=10, conditions=2)
    value = talks(m).value
    fixed = np.full((10, 2), np.nan)
    found = granting(value, jnp.asarray(m.of), jnp.asarray(fixed))
    table = advantages(np.asarray(value), m.of.argmax(axis=1), fixed, np.array([True, True]))
    slow, residual = followed(table, Choice().beta)
    assert residual.max() < 1e-9
    np.testing.assert_allclose(found.granted, slow, atol=1e-8)


def literal_advantages(value, asked, is_open, r):
    """What granting each open condition is worth to the one asked: a sum over all sets of the others."""
    conditions = len(is_open)
    found = []
    for c in np.flatnonzero(is_open):
        worth = [0.0, 0.0]
        for p, granted in enumerate(profiles(conditions)):
            chance = math.prod(r[k] if granted[k] else 1 - r[k] for k in range(conditions) if k != c)
            worth[int(granted[c])] += chance * value[p, asked[c]]
        found.append(worth[1] - worth[0])
    return np.array(found)


@pytest.mark.parametrize("is_open", [[True], [True, True, True, True], [True, False, True, True, False]])
def test_advantages_and_their_slopes_are_sums_over_all_sets(is_open):
    rng = np.random.default_rng(len(is_open))
    is_open, conditions = np.array(is_open), len(is_open)
    value, asked = rng.normal(0, 10, (1, 2**conditions, 3)), rng.integers(0, 3, conditions)
    r = rng.random(conditions)
    table = advantages(value, asked, np.where(is_open, np.nan, r)[None], is_open)[0]
    worth, slopes = advantage(table, r[is_open])
    np.testing.assert_allclose(worth, literal_advantages(value[0], asked, is_open, r), atol=1e-12)
    openly = np.flatnonzero(is_open)
    for c, rest in enumerate(others(len(openly))):
        for slope, k in zip(slopes, rest, strict=True):
            with_it, without = r.copy(), r.copy()
            with_it[openly[k]], without[openly[k]] = 1.0, 0.0
            ends = [literal_advantages(value[0], asked, is_open, each)[c] for each in (with_it, without)]
            assert slope[c] == pytest.approx(ends[0] - ends[1], abs=1e-11)


def test_five_conditions_around_a_turn_of_the_branch():
    """One of these 200 draws leaves the short way; all are equilibria by the literal sum."""
    rng = np.random.default_rng(5)
    m, choice = meetings_of(rng, draws=200, conditions=5), Choice(beta=1.0)
    fixed = np.full((200, 5), np.nan)
    fixed[:, 1] = rng.random(200)
    value, is_open = np.asarray(talks(m, choice).value), np.isnan(fixed[0])
    found = granting(value, m.of, fixed, choice)
    assert np.asarray(found.turned).any()
    assert float(found.residual.max()) < 1e-9
    for d in range(200):
        r = np.asarray(found.granted)[d]
        pays = literal_advantages(value[d], m.of.argmax(axis=1), is_open, r)
        np.testing.assert_allclose(r[is_open], 1 / (1 + np.exp(-pays / choice.beta)), atol=1e-8)
        assert r[1] == fixed[d, 1]


NEAR = 0.3
"""Points: who is nearer to indifferent than this may not be decided yet by a noise of 0.02 points."""


def meeting_without_noise(m, d, granted, choice):
    """What it comes to for each, and which format convenes; nothing where somebody is near to indifferent."""
    v, after, convened = literal_worth(m, d, granted), np.zeros(m.needed.shape[1]), None
    for f in reversed(range(len(v))):
        drawn = [v[f, i] - choice.patience * after[i] + choice.goodwill for i in range(len(after)) if m.needed[f, i]]
        if min(abs(x) for x in drawn) < NEAR:
            return None
        if all(x > 0 for x in drawn):
            after, convened = v[f], f
        else:
            after = choice.patience * after
    return after, convened


def pure_equilibria(m, d, choice):
    """Every profile of grants from which nobody asked gains by changing its own, with the format that then convenes."""
    found = {g: meeting_without_noise(m, d, g, choice) for g in itertools.product([0, 1], repeat=len(m.by))}
    if any(each is None for each in found.values()):
        return None
    asked = [int(m.of[c].argmax()) for c in range(len(m.by))]
    stable = {}
    for granted, (value, convened) in found.items():
        turned = [(*granted[:c], 1 - granted[c], *granted[c + 1 :]) for c in range(len(granted))]
        gains = [found[t][0][i] - value[i] for t, i in zip(turned, asked, strict=True)]
        if any(abs(gain) < NEAR for gain in gains):
            return None
        if all(gain < 0 for gain in gains):
            stable[granted] = convened
    return stable


def test_without_noise_it_is_subgame_perfect():
    """Wherever brute force finds a single strict equilibrium on 480 random games: the same grants, the same meeting."""
    compared, with_a_grant = 0, 0
    choice = Choice(beta=0.02)
    for seed in range(24):
        m = meetings_of(np.random.default_rng(seed), draws=20, formats=2, parties=3, conditions=2)
        m.needed[:] = True  # so that every condition counts
        m = m._replace(condition_worth=2 * m.condition_worth, condition_cost=0.3 * m.condition_cost)
        stable = {d: found for d in range(20) if (found := pure_equilibria(m, d, choice)) and len(found) == 1}
        if not stable:
            continue
        solved = talks(m, choice)
        rows = [*stable, *[next(iter(stable))] * (20 - len(stable))]  # of one shape, so that one program serves all
        granted = np.asarray(granting(solved.value[jnp.array(rows)], m.of, np.full((20, 2), np.nan), choice).granted)
        for row, (d, found) in enumerate(stable.items()):
            ((grants, convened),) = found.items()
            assert tuple(granted[row].round(4)) == tuple(map(float, grants)), (seed, d)
            profile = [tuple(p) for p in profiles(2)].index(grants)
            meets = [float(f == convened) for f in range(2)]
            np.testing.assert_allclose(solved.convenes[d, profile], meets, atol=1e-5)
            compared, with_a_grant = compared + 1, with_a_grant + any(grants)
    assert compared >= 100
    assert with_a_grant >= 8


def test_patience_and_goodwill():
    worth = jnp.array([[0.0, 0.0], [0.0, 0.0]])
    needed = jnp.ones((2, 2), dtype=bool)
    likely = convene(worth, needed, Choice())
    coin = convene(worth, needed, Choice(goodwill=0.0))
    assert float(coin.convenes[0]) == pytest.approx(0.25)
    assert float(likely.convenes[0]) > 0.4
    assert float(likely.convenes.sum()) <= 1


def test_who_is_not_needed_lives_with_the_outcome():
    worth = jnp.array([[5.0, 5.0, -7.0]])
    found = convene(worth, jnp.array([[True, True, False]]), Choice())
    assert float(found.attends[0, 2]) == 1.0
    assert float(found.value[2]) == pytest.approx(-7 * float(found.convenes[0]))


def test_conditions_count_only_where_both_sides_are_needed():
    rng = np.random.default_rng(8)
    m = meetings_of(rng, draws=1, formats=2, parties=3, conditions=1)
    m.needed[:] = [[True, True, True], [True, True, False]]
    m.by[:], m.of[:] = [[False, False, True]], [[True, False, False]]
    v = np.asarray(worths(Meetings(*(jnp.asarray(a) for a in m)), jnp.asarray(profiles(1))))[0]
    assert v[1, 0, 2] - v[0, 0, 2] == pytest.approx(m.condition_worth[0, 0])
    np.testing.assert_allclose(v[1, 1], v[0, 1])


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: Choice(beta=0).checked(), "noise"),
        (lambda: Choice(patience=2).checked(), "patience"),
        (lambda: profiles(13), "13 conditions"),
        (lambda: talks(meetings_of(np.random.default_rng(0))._replace(success=np.zeros((2, 2)))), "success of shape"),
        (lambda: talks(meetings_of(np.random.default_rng(0))._replace(needed=np.zeros((3, 4), bool))), "needs nobody"),
        (
            lambda: packages(stakes_of(np.random.default_rng(0), 2), jnp.zeros(4, bool), jnp.ones(2, bool)),
            "needs nobody",
        ),
        (
            lambda: packages(
                stakes_of(np.random.default_rng(0), 2)._replace(kept=jnp.full((2, 2), jnp.nan)),
                jnp.ones(4, bool),
                jnp.ones(2, bool),
            ),
            "kept holds",
        ),
    ],
)
def test_wrong_arrays_say_what_is_wrong(make, what):
    with pytest.raises(CaseError, match=what):
        make()


def test_who_is_not_needed_and_what_cannot_move_bears_on_no_package():
    rng = np.random.default_rng(11)
    needed, movable = np.array([True, True, False]), np.array([True, False])
    stakes = Stakes(
        rng.uniform(0, 100, (40, 3, 2)),
        rng.uniform(10, 90, (40, 3, 2)),
        rng.uniform(10, 90, (40, 3)),
        rng.uniform(0, 100, (40, 2)),
        rng.uniform(0.5, 1, (40, 2)),
    )
    other = stakes._replace(position=np.where(needed[:, None] & movable, stakes.position, 7.0))
    one, two = packages(stakes, needed, movable), packages(other, needed, movable)
    assert np.asarray(one.outcome).tolist() == np.asarray(two.outcome).tolist()
    assert np.asarray(one.gap).tolist() == np.asarray(two.gap).tolist()
    assert np.asarray(one.outcome)[:, 1].tolist() == stakes.otherwise[:, 1].tolist()
    slope = stakes.salience * stakes.kept[:, None] / 100
    apart = [np.abs(at[:, None] - stakes.position) for at in (stakes.otherwise, np.asarray(one.outcome))]
    gain = (slope * (apart[0] - apart[1])).sum(axis=2)
    assert np.asarray(one.gain) == pytest.approx(np.where(np.abs(gain) < 2e-3, 0.0, gain), abs=1e-9)
