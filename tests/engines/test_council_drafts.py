"""Tallies, texts and drafts in turn, against literal twins that import nothing from the engine but its types."""

from __future__ import annotations

import itertools
import math

import jax.numpy as jnp
import numpy as np
import pytest

from detente.engines.council import (
    Ballots,
    OrderedLogit,
    Rule,
    adopted,
    agenda,
    best_bundle,
    best_texts,
    chamber,
    dilution,
    outcomes,
    passing,
    tallies,
    tally,
)
from detente.errors import CaseError
from tests.engines.test_council import literal_ballots

BETA = OrderedLogit().beta


def seats_of(rng, rule, draws=3, issues=2, low=0):
    n = rule.size
    return chamber(
        rule,
        rng.uniform(low, 100, (draws, n, issues)),
        rng.uniform(20, 100, (draws, n, issues)),
        rng.uniform(0, 30, (draws, issues)),
        np.array([8.0 if i in rule.vetoes else 0.0 for i in range(n)]),
    )


def test_tallies_are_every_way_to_vote():
    rng = np.random.default_rng(2)
    chances = rng.dirichlet((1, 1, 1), 5).T
    rule = Rule.of_all(5, 3, vetoes=[0, 1]).without([4])
    got = np.asarray(tally(rule, Ballots(*(jnp.asarray(c) for c in chances))))
    want = np.zeros((5, 5))
    for votes in itertools.product(range(3), repeat=4):
        want[votes.count(0), votes.count(1)] += math.prod(chances[v][i] for i, v in enumerate(votes))
    np.testing.assert_allclose(got, want, atol=1e-14)


def test_tallies_average_over_draws_and_agree_with_adoption():
    rng = np.random.default_rng(3)
    rule = Rule.of_all(15, 9, vetoes=range(5))
    seats = seats_of(rng, rule, draws=23)
    text = rng.uniform(0, 100, (3, 2))
    sponsor = jnp.asarray(rng.random((15, 3)) < 0.1)
    found = tallies(rule, seats, text, sponsor)
    whole = outcomes(rule, seats, text, sponsor)
    np.testing.assert_allclose(np.asarray(found.chance).sum(axis=(0, 1)), 1.0, atol=1e-12)
    np.testing.assert_allclose(np.asarray(found.unvetoed)[9:].sum(axis=(0, 1)), whole.adopted.mean(axis=1), atol=1e-12)
    np.testing.assert_allclose(np.asarray(found.chance)[15, 0], whole.unanimous.mean(axis=1), atol=1e-12)


def test_a_text_may_differ_from_draw_to_draw():
    rng = np.random.default_rng(4)
    rule = Rule.of_all(4, 3)
    seats = seats_of(rng, rule, draws=5)
    text = rng.uniform(0, 100, (5, 2, 2))
    none = jnp.zeros((4, 2), dtype=bool)
    each = adopted(rule, seats, text, none)
    for d in range(5):
        one = type(seats)(*(a[d : d + 1] for a in seats))
        np.testing.assert_allclose(each[:, d], adopted(rule, one, text[d], none)[:, 0], atol=1e-13)


@pytest.mark.parametrize("text", [np.zeros((2, 3)), np.zeros((4, 2, 2)), np.full((1, 2), np.inf), np.zeros(2)])
def test_wrong_texts_say_what_is_wrong(text):
    rule = Rule.of_all(3, 2)
    with pytest.raises(CaseError, match="text"):
        adopted(rule, seats_of(np.random.default_rng(0), rule), text, jnp.zeros((3, len(text)), dtype=bool))


def test_passing_interpolates_and_knows_the_ends():
    strengths = np.arange(0.0, 101.0, 10.0)
    curve = np.clip(1 - np.abs(strengths - 40) / 40, 0, 1)
    assert passing(strengths, curve, 0.5) == (pytest.approx(20.0), pytest.approx(60.0))
    assert passing(strengths, np.ones(11), 0.95) == (0.0, 100.0)
    assert passing(strengths, curve * 0.4, 0.5) is None


def test_dilution_rises_and_falls():
    rng = np.random.default_rng(6)
    rule = Rule.of_all(5, 3, vetoes=[0])
    position = np.clip(rng.normal([[30], [80], [80], [70], [60]], 5, (40, 5, 1)), 0, 100)
    seats = chamber(rule, position, np.full((40, 5, 1), 80.0), np.zeros(1), np.array([8.0, 0, 0, 0, 0]))
    curve = np.asarray(dilution(rule, seats).mean(axis=1))
    top = int(curve.argmax())
    assert 10 < top < 60
    assert (np.diff(curve[: top + 1]) >= -1e-12).all()
    assert curve[0] < curve[top] > curve[100]


def literal_gain(seats, d, i, text):
    q, s, x = (np.asarray(a)[d] for a in (seats.status_quo, seats.salience, seats.position))
    return sum(s[i, m] * (abs(q[m] - x[i, m]) - abs(text[m] - x[i, m])) / 100 for m in range(len(q)))


def literal_adoption(rule, seats, gain, sponsors):
    """P(adopted) by all 3ⁿ ways for a count quota with vetoes, or the consensus rule."""
    kappa = np.asarray(seats.reluctance)[0]
    chances = literal_ballots(gain, sponsors, kappa, BETA, 4.0, 8.0, consensus=not rule.abstention)
    total = 0.0
    for votes in itertools.product(range(3), repeat=rule.size):
        quota = rule.ways[0][0].quota if rule.ways[0] else 0
        if votes.count(0) >= quota and not any(votes[i] == 1 for i in rule.vetoes):
            total += math.prod(chances[v][i] for i, v in enumerate(votes))
    return total


def literal_agenda(rules, seats, d, texts, sponsors, defeat):
    n = rules[0].size
    behind = [0.0] * n
    chances, pressed = [0.0] * len(texts), [0.0] * len(texts)
    for k in reversed(range(len(texts))):
        worth = [literal_gain(seats, d, i, texts[k]) for i in range(n)]
        gain = [w - b for w, b in zip(worth, behind, strict=True)]
        p = literal_adoption(rules[k], seats, gain, sponsors[k])
        insists = not sponsors[k] or any(p * gain[i] > (1 - p) * defeat for i in sponsors[k])
        chances[k], pressed[k] = p, float(insists)
        if insists:
            behind = [p * w + (1 - p) * b for w, b in zip(worth, behind, strict=True)]
    reach, tabled, result = 1.0, [], []
    for p, insists in zip(chances, pressed, strict=True):
        tabled.append(reach * insists)
        result.append(reach * insists * p)
        reach -= result[-1]
    return pressed, tabled, result, reach


@pytest.mark.parametrize("seed", range(8))
def test_drafts_in_turn_are_the_backward_solution(seed):
    rng = np.random.default_rng(seed)
    voting, consensus = Rule.of_all(5, 3, vetoes=[0, 1]), Rule.consensus(5)
    rules = tuple(voting if rng.random() < 0.6 else consensus for _ in range(3))
    seats = seats_of(rng, voting, draws=4)
    texts = rng.uniform(0, 100, (3, 2))
    sponsors = [set(np.flatnonzero(rng.random(5) < 0.4).tolist()) for _ in range(3)]
    signed = jnp.array([[i in s for s in sponsors] for i in range(5)])
    got = agenda(rules, seats, texts, signed)
    for d in range(4):
        pressed, tabled, result, nothing = literal_agenda(rules, seats, d, texts, sponsors, 4.0)
        np.testing.assert_allclose(got.pressed[:, d], pressed)
        np.testing.assert_allclose(got.tabled[:, d], tabled, atol=1e-12)
        np.testing.assert_allclose(got.adopted[:, d], result, atol=1e-12)
        assert float(got.nothing[d]) == pytest.approx(nothing, abs=1e-12)


def test_one_draft_in_turn_is_the_draft_alone():
    rng = np.random.default_rng(9)
    rule = Rule.of_all(5, 3, vetoes=[0])
    seats, text = seats_of(rng, rule, draws=6), rng.uniform(0, 100, (1, 2))
    nobody = jnp.zeros((5, 1), dtype=bool)
    np.testing.assert_allclose(
        agenda((rule,), seats, text, nobody).adopted, adopted(rule, seats, text, nobody), atol=1e-13
    )


def test_best_text_is_the_best_on_the_grid():
    rng = np.random.default_rng(12)
    rule = Rule.of_all(5, 3, vetoes=[0])
    seats = seats_of(rng, rule, draws=20, issues=1)
    (found,) = best_texts(rule, seats, [2], [0])
    signed = jnp.zeros((5, 1), dtype=bool).at[2].set(True)

    def expected(y):
        chance = np.asarray(adopted(rule, seats, np.array([[y]]), signed))[0]
        return np.mean([chance[d] * literal_gain(seats, d, 2, [y]) for d in range(20)])

    values = [expected(float(y)) for y in range(0, 101, 5)] + [expected(float(found.text[0]))]
    assert found.points == pytest.approx(values[-1], abs=1e-12)
    assert found.points >= max(values) - 1e-12


def test_the_best_bundle_is_the_best_of_all_and_says_what_bought_whom(monkeypatch):
    from detente.engines.council import provisions as module

    rng = np.random.default_rng(21)
    rule = Rule.of_all(4, 3)
    seats = seats_of(rng, rule, draws=8, issues=3)
    offered = [(0, 80.0), (0, 40.0), (1, 60.0), (2, 90.0)]
    found = best_bundle(rule, seats, 1, offered)
    signed = jnp.zeros((4, 1), dtype=bool).at[1].set(True)
    held = np.asarray(seats.status_quo).mean(axis=0)

    def text_of(taken):
        text = held.copy()
        for k in taken:
            text[offered[k][0]] = offered[k][1]
        return text

    def worth(taken):
        chance = np.asarray(adopted(rule, seats, text_of(taken)[None], signed))[0]
        return np.mean([chance[d] * literal_gain(seats, d, 1, text_of(taken)) for d in range(8)])

    sets = [s for n in range(5) for s in itertools.combinations(range(4), n) if not {0, 1} <= set(s)]
    assert found.points == pytest.approx(max(worth(s) for s in sets), abs=1e-12)
    assert worth(found.taken) == pytest.approx(found.points, abs=1e-12)
    assert found.bought.shape == (len(found.taken), 4)
    np.testing.assert_allclose(found.bought[:, 1], 0.0)  # the sponsor's own vote needs no buying
    monkeypatch.setattr(module, "MOST_LISTED", 0)
    assert best_bundle(rule, seats, 1, offered).points <= found.points + 1e-12
