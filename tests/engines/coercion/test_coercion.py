"""Coercion by hand, by its properties, and against a slow literal twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example as hypothesis_example
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import lambertw

from detente.engines.coercion import (
    Back,
    Demand,
    believed,
    capacity,
    chains,
    demand,
    expectation,
    intensities,
    press,
    pressure,
    price,
    promise,
    threat,
)
from detente.engines.logit import BETA
from detente.errors import CaseError
from tests.engines.coercion import literal


def column(*numbers):
    """Ties down, one draw across."""
    return np.array(numbers, dtype=float)[:, None]


def one(worth=80.0, replace=0.0, cost=0.0, room=1.0, back=None):
    return threat(column(worth), column(replace), column(cost), column(room), back)


def asked(distance=60.0, burden=0.8, gain=0.0):
    return Demand(np.array([distance]), np.array([burden]), np.array([gain]))


def moved(found, wanted, resolve=0.0):
    return float(press(found, wanted, np.array([float(resolve)])).move[0])


# By hand


def test_a_threat_that_costs_nothing_is_a_coin_flip():
    """P = σ(0) = ½ whatever is threatened, so all is: ½ · 20 points buy 12.5 units at 0.8 points each."""
    found = press(one(worth=20), asked(), np.zeros(1))
    assert found.move[0] == pytest.approx(12.5)
    assert found.chance[0] == pytest.approx(0.5)
    assert intensities(one(worth=20), found.loss)[0, 0] == pytest.approx(1.0)


def test_audience_costs_by_hand():
    """Ten points behind a free threat make it nine in ten: 0.9 · 20/0.8."""
    assert moved(one(worth=20), asked(), BETA * np.log(9)) == pytest.approx(0.9 * 20 / 0.8)


@pytest.mark.parametrize(
    ("kappa", "gain", "resolve"), [(0.6, 0.0, 0.0), (0.6, 0.2, 0.0), (1.4, 0.25, 6.0), (2.0, 0.4, 3.0)]
)
def test_one_costly_tie_in_closed_form(kappa, gain, resolve):
    """The odds o of a threat of κ points a point of loss solve ln o + m o = A/β − 1, m = 1 − gain/(burden κ).

    So o = W(m e^(A/β − 1))/m, W Lambert's, and the move is o β/(κ · burden) while neither end binds.
    """
    m = 1 - gain / (0.9 * kappa)
    odds = float(lambertw(m * np.exp(resolve / BETA - 1)).real) / m
    found = press(one(worth=100, cost=100 * kappa), asked(100, 0.9, gain), np.array([resolve]))
    assert found.move[0] == pytest.approx(odds * BETA / (kappa * 0.9), rel=1e-5)
    assert found.chance[0] == pytest.approx(odds / (1 + odds), rel=1e-2)


def test_capacity_by_hand():
    wanted = asked(60, 0.8)
    assert capacity(wanted, np.array([20.0]))[0] == pytest.approx(25)
    assert capacity(wanted, np.array([200.0]))[0] == 60
    assert capacity(asked(60, 0.0), np.array([1.0]))[0] == 60
    assert capacity(asked(60, 0.0), np.array([0.0]))[0] == 0


def test_a_target_that_does_not_care_goes_all_the_way():
    assert moved(one(worth=5, cost=50), asked(burden=0.0)) == 60


def test_used_replace_and_ceiling_are_what_is_left():
    """What can be replaced is no loss, and what is used threatens nothing: 0.5 · 0.6 of 100 points."""
    found = one(worth=100, replace=0.5, room=0.9 - 0.3)
    assert found.reach[0] == pytest.approx(30)
    assert one(room=-0.2).reach[0] == 0
    assert moved(one(room=0.0), asked(gain=0.3), 20) == 0


def test_several_ties_add_the_cheapest_first():
    both = threat(column(40, 30), column(0, 0.5), column(20, 3), column(1, 1))
    assert both.reach[0] == pytest.approx(55)
    assert price(both, np.array([15.0]))[0] == pytest.approx(3)  # the second costs a fifth of a point each
    assert price(both, np.array([25.0]))[0] == pytest.approx(8)
    assert intensities(both, np.array([25.0]))[:, 0] == pytest.approx([0.25, 1.0])
    halves = threat(column(40, 40), column(0, 0), column(12, 12), column(1, 1))
    wanted = asked(gain=0.25)
    assert moved(halves, wanted, 4) == pytest.approx(moved(one(worth=80, cost=24), wanted, 4), rel=1e-6)


def test_what_comes_back_is_counted_by_its_chance():
    """A threat as great as what striking back costs is answered every other time."""
    back = Back(column(40), column(30))
    assert price(one(cost=80, back=back), np.array([30.0]))[0] == pytest.approx(30 + 20)
    assert moved(one(cost=8, back=back), asked()) < moved(one(cost=8), asked())


def test_promises_turn_the_sign():
    """What the holder spares itself by giving back speaks for its word: σ(ln 9) = 0.9."""
    found = promise(asked(), np.array([16.0]), np.array([BETA * np.log(9)]), np.zeros(1))
    assert found.chance[0] == pytest.approx(0.9)
    assert found.move[0] == pytest.approx(0.9 * 16 / 0.8)
    assert promise(asked(), np.zeros(1), np.zeros(1), np.zeros(1)).move[0] == 0


def test_pressure_by_hand():
    assert pressure(one(worth=20), np.zeros(1))[0] == pytest.approx(10)
    kappa = 0.5  # the best of L σ(−κL/β): odds W(1/e) = 0.2785
    odds = float(lambertw(np.exp(-1)).real)
    assert pressure(one(worth=100, cost=50), np.zeros(1))[0] == pytest.approx(odds * BETA / kappa, rel=1e-5)


def test_expecting_conflict_makes_yielding_dearer_for_both():
    here, there = np.array([[[10.0], [60.0]], [[0.0], [0.0]]]), np.array([[[90.0], [20.0]], [[50.0], [80.0]]])
    phi = expectation(here, there)
    assert phi[0] == pytest.approx(0.5 * (80 * 80 + 80 * 50) / 160 / 100)
    plain, tense = (demand(here[0], there[0], np.array([x])) for x in (0.0, 0.5))
    assert tense.burden[0] == pytest.approx(1.5 * plain.burden[0])
    assert tense.gain[0] == pytest.approx(1.5 * plain.gain[0])
    assert expectation(here * 0, there * 0)[0] == 0


def test_chains_meet_nobody_twice():
    pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")]
    found = list(chains(pairs))
    assert found == [
        *[("a", "b", "c"), ("b", "c", "a"), ("b", "c", "d"), ("c", "a", "b")],
        ("a", "b", "c", "d"),
    ]
    assert list(chains(pairs, 2)) == found[:4]
    assert list(chains(pairs, 1)) == []


@pytest.mark.parametrize(
    ("part", "value"),
    [("worth", -1.0), ("cost", -1.0), ("replace", 1.5), ("room", np.nan)],
)
def test_numbers_out_of_range_are_refused(part, value):
    with pytest.raises(CaseError):
        one(**{part: value})


def test_ties_that_do_not_fit_are_refused():
    with pytest.raises(CaseError, match="shapes"):
        threat(column(1, 2), column(0), column(1), column(1))


# The greatest of several fixed points


def roots(floor, bend, top):
    u = np.linspace(floor - 1, top, 200_001)
    r = u - bend / (1 + np.exp(-u)) - floor
    return u[:-1][np.sign(r[:-1]) != np.sign(r[1:])]


@pytest.mark.parametrize(("distance", "which"), [(100.0, "last"), (33.0, "all"), (15.0, "first")])
def test_the_greatest_fixed_point_is_found_among_three(distance, which):
    """gain · loss = 7 β burden: the map has three fixed points on a long scale, and the scale may end between them."""
    loss, burden, resolve = 40.0, 1.0, -3.4 * BETA
    gain = 7 * BETA * burden / loss
    three = roots(resolve / BETA, 7.0, resolve / BETA + gain * 200 / BETA)
    moves = (three * BETA - resolve) / gain
    assert len(moves) == 3
    found, chance = believed(asked(distance, burden, gain), np.array([loss]), np.array([resolve]), BETA)
    expected = {"last": moves[2], "all": distance, "first": moves[0]}[which]
    if which == "last":
        assert distance > moves[2]
    if which == "all":
        assert moves[1] < distance < moves[2]
    if which == "first":
        assert moves[0] < distance < moves[1]
    assert found[0] == pytest.approx(expected, rel=1e-3)
    assert found[0] * burden <= chance[0] * loss + 1e-9


def test_every_draw_of_many_is_at_its_fixed_point():
    """Slow draws too: burden · move = P(move) · loss, or the whole distance is granted; and no greater move is."""
    rng = np.random.default_rng(4)
    many = 4_000
    wanted = Demand(rng.uniform(1, 100, many), rng.uniform(0.02, 1.5, many), rng.uniform(0, 0.5, many))
    loss, resolve = rng.uniform(0.1, 100, many), rng.uniform(-60, 20, many)

    def excess(move):
        return loss / (1 + np.exp(-(resolve + wanted.gain * move) / BETA)) - wanted.burden * move

    found, _ = believed(wanted, loss, resolve, BETA)
    whole = found == wanted.distance
    assert 0.1 < whole.mean() < 0.9
    assert np.abs(excess(found)[~whole]).max() < 1e-7
    assert excess(found)[whole].min() >= 0
    for share in np.linspace(0, 1, 201):
        greater = found + share * (wanted.distance - found)
        assert not ((excess(greater) > 1e-9) & (greater > found + 1e-6 * wanted.distance)).any()


def test_more_gain_helps_where_convergence_is_slow():
    """A case in which stopping Newton's steps early gave less to a holder with more to gain."""
    tie = one(36.4687, 0.4068, 22.9909, 0.2969)
    less, more = (moved(tie, asked(57.898, 0.1141, gain)) for gain in (0.2294, 0.2423))
    assert 24 < less < 28 < more


# Properties

POINTS = st.floats(0.5, 100)
SHARE = st.floats(0.0, 1.0)
CASES = st.fixed_dictionaries(
    {
        "worth": POINTS,
        "replace": st.floats(0.0, 0.9),
        "cost": st.floats(0.0, 80.0),
        "room": SHARE,
        "loss": st.floats(0.0, 60.0),
        "spent": POINTS,
        "distance": st.floats(1.0, 100.0),
        "burden": st.floats(0.02, 1.5),
        "gain": st.floats(0.0, 0.5),
        "resolve": st.floats(0.0, 20.0),
    }
)


def extracted(case):
    back = Back(column(case["loss"]), column(case["spent"]))
    found = one(case["worth"], case["replace"], case["cost"], case["room"], back)
    return moved(found, asked(case["distance"], case["burden"], case["gain"]), case["resolve"])


@settings(max_examples=150, deadline=None)
@given(
    case=CASES,
    change=st.sampled_from(["worth", "room", "resolve", "gain", "cost", "burden", "loss", "replace"]),
    more=st.floats(1.05, 2.0),
)
def test_more_worth_more_leverage_and_more_cost_less(case, change, more):
    """Never less with more worth, more left, more resolve or more to gain; never more with more cost or more at stake.

    To within what lies between two answers where the curves all but touch (a thousandth of the distance).
    """
    after = {**case, change: case[change] * more}
    if change == "replace":
        after["replace"] = min(after["replace"], 1.0)
    if change == "room":
        after["room"] = min(after["room"], 1.0)
    rises = change in ("worth", "room", "resolve", "gain")
    low, high = (extracted(case), extracted(after)) if rises else (extracted(after), extracted(case))
    assert low <= high + 0.002 * case["distance"]


NOTHING_LEFT = dict.fromkeys(("replace", "cost", "room", "loss", "resolve"), 0.0) | dict.fromkeys(
    ("worth", "spent", "distance", "burden"), 1.0
)


@settings(max_examples=50, deadline=None)
@given(case=CASES)
@hypothesis_example(NOTHING_LEFT | {"gain": 0.5})
def test_effective_leverage_is_granted_and_within_capacity(case):
    back = Back(column(case["loss"]), column(case["spent"]))
    found = one(case["worth"], case["replace"], case["cost"], case["room"], back)
    wanted = asked(case["distance"], case["burden"], case["gain"])
    got = press(found, wanted, np.array([case["resolve"]]))
    behind = case["resolve"] + case["gain"] * got.move - price(found, got.loss)
    assert got.move[0] <= capacity(wanted, found.reach)[0] * (1 + 1e-9) + 1e-12
    assert case["burden"] * got.move[0] <= got.loss[0] / (1 + np.exp(-behind[0] / BETA)) + 1e-7
    assert got.chance[0] == pytest.approx(1 / (1 + np.exp(-behind[0] / BETA)), rel=1e-6, abs=1e-300)


@settings(max_examples=50, deadline=None)
@given(case=CASES)
def test_nothing_left_unused_none(case):
    assert extracted({**case, "room": 0.0}) == 0


def test_draws_do_not_see_each_other():
    rng = np.random.default_rng(3)
    worth, cost, room = rng.uniform(1, 100, (1, 40)), rng.uniform(0, 60, (1, 40)), rng.uniform(0, 1, (1, 40))
    parts = rng.uniform(10, 100, 40), rng.uniform(0.1, 1.4, 40), rng.uniform(0, 0.45, 40)
    whole = press(threat(worth, 0 * worth, cost, room), Demand(*parts), np.zeros(40)).move
    for draw in (0, 17, 39):
        some = slice(draw, draw + 1)
        alone = threat(worth[:, some], 0 * worth[:, some], cost[:, some], room[:, some])
        got = press(alone, Demand(*(part[some] for part in parts)), np.zeros(1))
        assert got.move[0] == pytest.approx(whole[draw], rel=1e-9, abs=1e-12)


# The slow literal twin


def random_case(rng):
    ties = [
        (rng.uniform(1, 100), rng.uniform(0, 0.9), rng.uniform(0, 60) * rng.choice([0.1, 1]), rng.uniform(-0.1, 1))
        for _ in range(rng.integers(1, 3))
    ]
    back = [(rng.uniform(0, 60), rng.uniform(0, 60)) for _ in range(rng.integers(0, 3))]
    parts = rng.uniform(1, 100), rng.uniform(0.05, 1.4), rng.uniform(0, 0.45)
    return ties, back, parts, float(rng.choice([0.0, 10.0, rng.uniform(0, 20)]))


@pytest.mark.parametrize("seed", range(60))
def test_the_literal_twin_agrees(seed):
    rng = np.random.default_rng(seed)
    ties, back, parts, resolve = random_case(rng)
    worth, replace, cost, room = (np.array(row)[:, None] for row in zip(*ties, strict=True))
    pair = np.array(back).T.reshape(2, -1, 1) if back else np.zeros((2, 0, 1))
    found = threat(worth, replace, cost, room, Back(*pair))
    got = moved(found, Demand(*(np.array([part]) for part in parts)), resolve)
    steps = 401 if len(ties) == 1 else 41
    twin = literal.effective(ties, back, *parts, resolve, BETA, moves=201, steps=steps)
    assert twin - 1e-9 <= got <= twin + parts[0] * (1 / 200 + (0.002 if len(ties) == 1 else 0.02))
    taken = float(pressure(found, np.array([resolve]))[0])
    assert literal.pressure(ties, back, resolve, BETA, steps) <= taken * (1 + 1e-4) + 1e-9
    assert taken <= literal.pressure(ties, back, resolve, BETA, steps) * 1.02 + 1e-9
