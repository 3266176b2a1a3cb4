"""The council engine against its definition: every way to vote, one by one."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from detente.engines.council import (
    Ballots,
    Majority,
    OrderedLogit,
    Rule,
    adopted,
    adoption,
    ballots,
    chamber,
    conditional,
    decide,
    gains,
    outcomes,
    pivots,
    unanimity,
    vetoes,
)
from detente.errors import CaseError

YES, NO, ABSTAIN = range(3)


# A literal twin: nothing below imports from the engine.


def reached(majority, votes, members, casting):
    yes = sum(majority.weights[i] for i in members if votes[i] == YES)
    no = sum(majority.weights[i] for i in members if votes[i] == NO)
    if majority.of == "all":
        tie = 2 * yes == sum(majority.weights) and casting is not None and votes[casting] == YES
        return yes >= majority.quota or tie
    if yes == 0:
        return False
    share = Fraction(yes, yes + no)
    if majority.strict:
        tie = share == majority.share and casting is not None and votes[casting] == YES
        return share > majority.share or tie
    return share >= majority.share


def carried(rule, votes):
    members = [i for i in range(rule.size) if i not in rule.absent]
    casting = rule.casting if rule.casting in members else None
    return any(all(reached(m, votes, members, casting) for m in way) for way in rule.ways)


def outcome(rule, votes):
    vetoing = [i for i in rule.vetoes if i not in rule.absent and votes[i] == NO]
    if not carried(rule, votes):
        return "short"
    return "vetoed" if len(vetoing) >= rule.vetoes_needed else "adopted"


def brute(rule, chances):
    """P(adopted), P(vetoed), P(veto by each), P(adopted | member, vote), by all 3ⁿ ways to vote."""
    n = rule.size
    present = [i for i in range(n) if i not in rule.absent]
    total = {"adopted": 0.0, "vetoed": 0.0, "short": 0.0}
    given, by = np.zeros((3, n)), np.zeros(n)
    for cast in itertools.product(range(3), repeat=len(present)):
        votes = [ABSTAIN] * n
        for i, vote in zip(present, cast, strict=True):
            votes[i] = vote
        chance = math.prod(chances[votes[i]][i] for i in present)
        result = outcome(rule, votes)
        total[result] += chance
        if carried(rule, votes):
            for i in rule.vetoes:
                if votes[i] == NO and i in present:
                    by[i] += chance
        if result == "adopted":
            for i in present:
                given[votes[i], i] += math.prod(chances[votes[j]][j] for j in present if j != i)
    return total, by, given


def random_rule(rng, n):
    kind = rng.integers(7)
    weights = tuple(int(w) for w in rng.integers(0, 6, n))
    weights = weights if sum(weights) else (1,) * n
    vetoes = frozenset(i for i in range(n) if rng.random() < 0.3)
    share = [Fraction(1, 2), Fraction(2, 3), Fraction(3, 5)][rng.integers(3)]
    strict = bool(rng.random() < 0.5)
    quota = int(rng.integers(1, sum(weights) + 1))
    ones = Majority((1,) * n, int(rng.integers(1, n + 1)))
    voting = Majority(weights, of="voting", share=share, strict=strict)
    ways = [
        ((ones,),),
        ((Majority(weights, quota),),),
        ((voting,),),
        ((ones, Majority(weights, quota)), (Majority((1,) * n, n - 1 or 1),)),
        ((ones, voting),),
        ((),),
        ((Majority((1,) * n, n // 2 + 1),),) if n % 2 == 0 else ((Majority((1,) * n, of="voting"),),),
    ][kind]
    casting = int(rng.integers(n)) if kind in (2, 6) else None
    absent = frozenset(i for i in range(n) if rng.random() < 0.15)
    needed = 1 if rng.random() < 0.7 else 2
    return Rule(n, ways, vetoes, needed, True, absent if len(absent) < n else frozenset(), casting)


def random_chances(rng, n):
    raw = rng.dirichlet((0.5, 0.5, 0.5), n).T
    raw[:, rng.random(n) < 0.1] = np.array([[1.0], [0.0], [0.0]])
    return raw


def everything(rule):
    return jax.jit(
        lambda votes: (
            adoption(rule, votes, fused=True),
            *conditional(rule, votes),
            *vetoes(rule, votes),
            pivots(rule, votes),
        )
    )


@pytest.mark.parametrize("seed", range(30))
def test_equals_brute_force_on_random_bodies(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 8))
    rule, chances = random_rule(rng, n), random_chances(rng, n)
    total, by, given = brute(rule, chances)
    votes = Ballots(*(jnp.asarray(c) for c in chances))
    fused, chance, conditioned, vetoed, veto_by, pivot = everything(rule)(votes)
    assert float(fused) == pytest.approx(total["adopted"], abs=1e-13)
    assert float(chance) == pytest.approx(total["adopted"], abs=1e-13)
    assert float(vetoed) == pytest.approx(total["vetoed"], abs=1e-13)
    np.testing.assert_allclose(veto_by, by, atol=1e-13)
    present = [i for i in range(n) if i not in rule.absent]
    np.testing.assert_allclose(np.stack(conditioned)[:, present], given[:, present], atol=1e-13)
    np.testing.assert_allclose(np.asarray(pivot)[present], (given[YES] - given[NO])[present], atol=1e-13)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_equals_brute_force_up_to_ten_members(seed):
    rng = np.random.default_rng(1000 + seed)
    n = int(rng.integers(8, 10)) if seed else 10
    rule, chances = random_rule(rng, n), random_chances(rng, n)
    total, by, _ = brute(rule, chances)
    votes = Ballots(*(jnp.asarray(c) for c in chances))
    fused, chance, _, vetoed, veto_by, _ = everything(rule)(votes)
    assert float(fused) == pytest.approx(total["adopted"], abs=1e-13)
    assert float(chance) == pytest.approx(total["adopted"], abs=1e-13)
    assert float(vetoed) == pytest.approx(total["vetoed"], abs=1e-13)
    np.testing.assert_allclose(veto_by, by, atol=1e-13)


def sigma(z):
    return 1 / (1 + math.exp(-z))


def literal_ballots(g, sponsors, kappa, beta, tau, omega, consensus=False):
    n = len(g)
    first = [
        sigma((x + tau + k) / beta) if consensus else sigma((x - tau) / beta) for x, k in zip(g, kappa, strict=True)
    ]
    first = [1.0 if i in sponsors else p for i, p in enumerate(first)]
    rows = []
    for i in range(n):
        mean = sum(first[j] for j in range(n) if j != i) / (n - 1) if n > 1 else 0.0
        G = g[i] + omega * max(0.0, 2 * mean - 1)
        yes, no = sigma((G - tau) / beta), sigma((-G - tau - kappa[i]) / beta)
        if consensus:
            yes = 1 - no
        rows.append((1.0, 0.0, 0.0) if i in sponsors else (yes, no, 1 - yes - no))
    return np.array(rows).T


@pytest.mark.parametrize("consensus", [False, True])
def test_ballots_are_the_formulas(consensus):
    rng = np.random.default_rng(7)
    for n in (1, 2, 5, 15):
        rule = Rule.consensus(n) if consensus else Rule.of_all(n, 1)
        g, kappa = rng.normal(0, 15, n), rng.choice([0.0, 8.0], n)
        sponsors = set(rng.choice(n, n // 3, replace=False).tolist())
        got = ballots(
            rule,
            jnp.asarray(g),
            sponsor=jnp.array([i in sponsors for i in range(n)]),
            reluctance=jnp.asarray(kappa),
            logit=OrderedLogit(5.0, 4.0, 8.0),
        )
        want = literal_ballots(g, sponsors, kappa, 5.0, 4.0, 8.0, consensus)
        np.testing.assert_allclose(np.stack(got), want, atol=1e-12)


def test_small_chances_keep_their_digits():
    rule = Rule.of_all(2, 1)
    votes = ballots(
        rule,
        jnp.array([-900.0, 900.0]),
        sponsor=jnp.zeros(2, bool),
        reluctance=jnp.zeros(2),
        logit=OrderedLogit(omega=0.0),
    )
    beta = OrderedLogit().beta
    assert float(votes.yes[0]) == pytest.approx(math.exp(-904 / beta), rel=1e-12)
    assert float(votes.no[1]) == pytest.approx(math.exp(-904 / beta), rel=1e-12)
    assert float(votes.abstain[1]) == pytest.approx(math.exp(-896 / beta) - math.exp(-904 / beta), rel=1e-12)


@pytest.mark.parametrize("beta", [1e-9, 1e-3, 1e9])
def test_no_noise_and_all_noise_stay_finite(beta):
    rule = Rule.of_all(3, 2, vetoes=[0])
    votes = ballots(
        rule,
        jnp.array([-100.0, 0.0, 100.0]),
        sponsor=jnp.zeros(3, bool),
        reluctance=jnp.array([8.0, 0.0, 0.0]),
        logit=OrderedLogit(beta=beta),
    )
    stacked = np.stack(votes)
    assert np.isfinite(stacked).all()
    np.testing.assert_allclose(stacked.sum(axis=0), 1.0, atol=1e-12)
    if beta < 1:
        np.testing.assert_allclose(stacked, [[0, 0, 1], [1, 0, 0], [0, 1, 0]], atol=1e-12)


def test_gains_are_the_formula():
    rng = np.random.default_rng(3)
    x, s = rng.uniform(0, 100, (4, 3, 2)), rng.uniform(0, 100, (4, 3, 2))
    q, y = rng.uniform(0, 100, (4, 2)), rng.uniform(0, 100, (4, 5, 2))
    got = gains(jnp.asarray(x), jnp.asarray(s), jnp.asarray(q), jnp.asarray(y))
    for d, i, k in itertools.product(range(4), range(3), range(5)):
        want = sum(s[d, i, m] * (abs(q[d, m] - x[d, i, m]) - abs(y[d, k, m] - x[d, i, m])) / 100 for m in range(2))
        assert float(got[i, k, d]) == pytest.approx(want, abs=1e-12)


def a_council(rng, draws=37, issues=2):
    rule = Rule.of_all(15, 9, vetoes=range(5))
    x, s = rng.uniform(0, 100, (draws, 15, issues)), rng.uniform(0, 100, (draws, 15, issues))
    seats = chamber(rule, x, s, np.zeros(issues), np.array([8.0] * 5 + [0.0] * 10), rng.normal(0, 3, (draws, 15, 4)))
    text = rng.uniform(0, 100, (4, issues))
    return rule, seats, jnp.asarray(text), jnp.asarray(rng.random((15, 4)) < 0.15)


def test_decide_and_adopted_agree_draw_by_draw(monkeypatch):
    rule, seats, text, sponsor = a_council(np.random.default_rng(5))
    whole = decide(rule, seats, text, sponsor)
    fast = adopted(rule, seats, text, sponsor)
    plain = outcomes(rule, seats, text, sponsor)
    np.testing.assert_allclose(plain.adopted, whole.adopted, atol=1e-13)
    np.testing.assert_allclose(plain.vetoed, whole.vetoed, atol=1e-13)
    assert fast.shape == (4, 37)
    np.testing.assert_allclose(fast, whole.adopted, atol=1e-13)
    g = gains(seats.position, seats.salience, seats.status_quo, jnp.tile(text, (37, 1, 1))) + jnp.moveaxis(
        seats.pressure, 0, 2
    )
    for k, d in itertools.product(range(4), (0, 18, 36)):
        sponsors = set(np.flatnonzero(np.asarray(sponsor[:, k])).tolist())
        want = literal_ballots(
            np.asarray(g[:, k, d]), sponsors, np.asarray(seats.reluctance)[d], OrderedLogit().beta, 4.0, 8.0
        )
        np.testing.assert_allclose(np.stack([v[:, k, d] for v in whole.votes]), want, atol=1e-12)


def test_simulation_at_fifteen_members():
    rule, seats, text, sponsor = a_council(np.random.default_rng(11), draws=1)
    whole = decide(rule, seats, text, sponsor)
    plain = outcomes(rule, seats, text, sponsor)
    rng = np.random.default_rng(0)
    n = 400_000
    for k in range(4):
        yes, no = (np.asarray(v[:, k, 0])[:, None] for v in whole.votes[:2])
        luck = rng.random((15, n))
        said_yes, said_no = luck < yes, luck > 1 - no
        short = said_yes.sum(axis=0) < 9
        vetoed = ~short & said_no[:5].any(axis=0)
        for got, simulated in (
            (whole.adopted, ~short & ~vetoed),
            (whole.vetoed, vetoed),
            (plain.unanimous, said_yes.all(axis=0)),
        ):
            chance = float(got[k, 0])
            error = math.sqrt(chance * (1 - chance) / n) + 1e-6
            assert abs(simulated.mean() - chance) < 4.5 * error


def test_sponsors_count_in_everybodys_leaning():
    rule = Rule.of_all(3, 3)
    loose = {"reluctance": jnp.zeros(3)}
    alone = ballots(rule, jnp.zeros(3), sponsor=jnp.zeros(3, bool), **loose)
    with_two = ballots(rule, jnp.zeros(3), sponsor=jnp.array([True, True, False]), **loose)
    assert float(with_two.yes[2]) > float(alone.yes[2])
    assert float(with_two.yes[0]) == 1.0


def test_a_body_that_can_never_adopt_is_an_answer():
    rule = Rule.of_all(5, 4).without([0, 1])
    votes = Ballots(jnp.ones(5), jnp.zeros(5), jnp.zeros(5))
    assert float(adoption(rule, votes)) == 0.0
    assert float(unanimity(rule, votes)) == 1.0


def test_consensus_asks_only_that_nobody_says_no():
    third = jnp.array([0.9, 0.5, 0.7])
    votes = Ballots(third, 1 - third, jnp.zeros(3))
    assert float(adoption(Rule.consensus(3), votes)) == pytest.approx(0.9 * 0.5 * 0.7)


def test_the_european_blocking_minority():
    n = 27
    states = Majority((1,) * n, 15)
    people = Majority((50, 40, 30, *(1,) * 24), -(-65 * 144 // 100))
    rule = Rule.double_majority(states, people, blocking=4)

    def passes(against):
        yes = jnp.array([0.0 if i in against else 1.0 for i in range(n)])
        return float(adoption(rule, Ballots(yes, 1 - yes, 0 * yes)))

    assert passes({0, 1, 2}) == 1.0  # 83% of the people, but only three states
    assert passes({0, 1, 2, 3}) == 0.0
    assert passes(set(range(14, 27))) == 0.0  # 13 against: 14 of 27 states is under 15
    assert passes(set(range(15, 27))) == 1.0


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: Rule.of_all(5, 6), "quota of 6"),
        (lambda: Rule.of_all(5, 0), "quota of 0"),
        (lambda: Rule.weighted((3, -1), 2), "weight of -1"),
        (lambda: Rule.of_all(5, 3, vetoes=[7]), "member 7"),
        (lambda: Rule(0, ((),)), "without members"),
        (lambda: Rule(3, ((Majority((1, 1), 2),),)), "2 weights for 3 members"),
        (lambda: Rule(3, ()), "without a way"),
        (lambda: Rule(5, ((Majority((1,) * 5, 4),),), casting=0), "casting vote"),
        (lambda: Majority((1, 1), of="voting", share=Fraction(3, 2)), "share"),
        (lambda: Rule(3, ((),), vetoes_needed=0), "vetoes needed"),
        (lambda: OrderedLogit(beta=0).checked(), "noise"),
        (lambda: OrderedLogit(tau=-1).checked(), "tau"),
    ],
)
def test_wrong_rules_say_what_is_wrong(make, what):
    with pytest.raises(CaseError, match=what):
        make()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"position": np.full((2, 3, 1), np.nan)}, "position holds"),
        ({"salience": np.full((2, 3, 1), -1.0)}, "negative salience"),
        ({"reluctance": np.zeros(2)}, "reluctance of shape"),
        ({"position": np.zeros((2, 4, 1))}, "4 members for a rule of 3"),
        ({"position": np.zeros((2, 3))}, "2 axes"),
    ],
)
def test_wrong_arrays_say_what_is_wrong(change, what):
    good = {
        "position": np.zeros((2, 3, 1)),
        "salience": np.zeros((2, 3, 1)),
        "status_quo": np.zeros(1),
        "reluctance": np.zeros(3),
    }
    with pytest.raises(CaseError, match=what):
        chamber(Rule.of_all(3, 2), **(good | change))
