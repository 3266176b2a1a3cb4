"""Power indices: published values, the definition by brute force, and both ways of counting against each other."""

from __future__ import annotations

import itertools
import json
import math
from fractions import Fraction

import numpy as np
import pytest

from detente.engines.power import (
    Game,
    Threshold,
    by_halves,
    by_listing,
    by_weights,
    deegan_packel,
    indices,
    sampled,
    ternary,
)
from detente.errors import CaseError

# A literal twin: the definitions, one coalition, order or roll-call at a time.


def wins(game, members):
    if not game.blockers <= set(members):
        return False
    return any(all(sum(t.weights[i] for i in members) >= t.quota for t in way) for way in game.ways)


def brute_shapley(game):
    pivots = [0] * game.size
    for order in itertools.permutations(range(game.size)):
        for k, member in enumerate(order):
            if wins(game, order[: k + 1]) and not wins(game, order[:k]):
                pivots[member] += 1
    return tuple(Fraction(p, math.factorial(game.size)) for p in pivots)


def brute_swings(game):
    swings, winning = [0] * game.size, 0
    for inside in itertools.product([False, True], repeat=game.size):
        members = [i for i in range(game.size) if inside[i]]
        if wins(game, members):
            winning += 1
            for i in members:
                swings[i] += not wins(game, [m for m in members if m != i])
    return tuple(swings), winning


def brute_deegan_packel(game):
    minimal = []
    for inside in itertools.product([False, True], repeat=game.size):
        members = [i for i in range(game.size) if inside[i]]
        if wins(game, members) and not any(wins(game, [m for m in members if m != i]) for i in members):
            minimal.append(members)
    return tuple(
        sum((Fraction(1, len(m)) for m in minimal if i in m), Fraction(0)) / len(minimal) for i in range(game.size)
    )


def passes(game, votes):
    if any(votes[i] == -1 for i in game.blockers):
        return False
    return any(
        all(sum(w for w, v in zip(t.weights, votes, strict=True) if v == 1) >= t.quota for t in way)
        for way in game.ways
    )


def brute_ternary(game):
    n = game.size
    swings, pivots = [0] * n, [0] * n
    for votes in itertools.product([1, 0, -1], repeat=n):
        for i in range(n):
            if votes[i] == 1:
                lost = [*votes[:i], -1, *votes[i + 1 :]]
                swings[i] += passes(game, votes) - passes(game, lost)
        for order in itertools.permutations(range(n)):
            for k, member in enumerate(order):
                known = set(order[: k + 1])
                low = [votes[i] if i in known else -1 for i in range(n)]
                high = [votes[i] if i in known else 1 for i in range(n)]
                if passes(game, low) or not passes(game, high):
                    pivots[member] += 1
                    break
    return (
        tuple(Fraction(s, 3 ** (n - 1)) for s in swings),
        tuple(Fraction(p, 3**n * math.factorial(n)) for p in pivots),
    )


def random_game(rng, most=6):
    n = int(rng.integers(1, most + 1))

    def threshold():
        weights = tuple(int(w) for w in rng.integers(0, 9, n))
        weights = weights if sum(weights) else (1,) * n
        return Threshold(weights, int(rng.integers(1, sum(weights) + 1)))

    ways = tuple(tuple(threshold() for _ in range(rng.integers(1, 3))) for _ in range(rng.integers(1, 3)))
    return Game(n, ways, frozenset(i for i in range(n) if rng.random() < 0.2))


@pytest.mark.parametrize("seed", range(40))
def test_indices_are_their_definitions_on_random_games(seed):
    game = random_game(np.random.default_rng(seed))
    found, (swings, winning) = indices(game), brute_swings(game)
    assert found.shapley_shubik == brute_shapley(game)
    assert found.swings == swings
    assert found.winning == winning
    assert found.banzhaf == tuple(Fraction(s, 2 ** (game.size - 1)) for s in swings)
    assert found.prevent == tuple(Fraction(s, winning) for s in swings)
    assert found.initiate == tuple(Fraction(s, 2**game.size - winning) for s in swings)
    assert deegan_packel(game) == brute_deegan_packel(game)


@pytest.mark.parametrize("seed", range(12))
def test_the_ternary_game_is_its_definition_on_random_games(seed):
    game = random_game(np.random.default_rng(100 + seed), most=4)
    found = ternary(game)
    assert (found.banzhaf, found.shapley_shubik) == brute_ternary(game)
    assert sum(found.shapley_shubik) == 1


@pytest.mark.parametrize("seed", range(10))
def test_all_ways_of_counting_agree(seed):
    rng = np.random.default_rng(200 + seed)
    n = int(rng.integers(2, 12))
    weights = tuple(int(w) for w in rng.integers(1, 40, n))
    game = Game(
        n,
        (
            (Threshold(weights, int(rng.integers(1, sum(weights) + 1))), Threshold((1,) * n, n // 2 + 1)),
            (Threshold((1,) * n, n),),
        ),
    )
    first = by_listing(game)
    for second in (by_weights(game), by_halves(game)):
        assert (first.winning == second.winning).all()
        assert (first.with_member == second.with_member).all()


def games_of(reference):
    for game in reference["games"]:
        weights = game["weights"]
        if isinstance(weights, str):
            # "7 x 5 permanent, 1 x 10 elected": weight x how many
            parts = [part.split(" x ") for part in weights.split(", ")]
            kinds = [(int(w), int(k.split()[0])) for w, k in parts]
            weights = [w for w, k in kinds for _ in range(k)]
            firsts = [sum(k for _, k in kinds[:m]) for m in range(len(kinds))]
        else:
            firsts = list(range(len(weights)))
        yield game, Game.weighted(game["quota"], weights), firsts


@pytest.mark.shared
def test_published_values(shared):
    reference = json.loads((shared / "reference" / "power-indices.json").read_text(encoding="utf-8"))
    compared = 0
    for game, simple, firsts in games_of(reference):
        found = indices(simple)
        for key, values in (
            ("shapley_shubik", found.shapley_shubik),
            ("banzhaf_normalised", found.banzhaf_normalised),
            ("swings", found.swings),
        ):
            if key in game:
                assert [values[i] for i in firsts] == [Fraction(v) for v in game[key]], (game["name"], key)
                compared += len(firsts)
    assert compared == 36


def test_the_security_council_by_rule_and_by_weights():
    by_rule = Game(15, ((Threshold((1,) * 15, 9),),), frozenset(range(5)))
    by_weight = Game.weighted(39, [7] * 5 + [1] * 10)
    assert indices(by_rule) == indices(by_weight)
    assert indices(by_rule).shapley_shubik[0] == Fraction(421, 2145)
    assert deegan_packel(by_rule) == deegan_packel(by_weight)
    # a permanent member's abstention is no veto, so abstention takes power from the permanent members
    three = ternary(by_rule)
    assert sum(three.shapley_shubik) == 1
    assert Fraction(4, 2145) < three.shapley_shubik[5] < three.shapley_shubik[0] < Fraction(421, 2145)


def test_large_numbers_stay_exact():
    """Seventy members, each as strong as the other: by symmetry 1/70 each."""
    found = indices(Game.weighted(36, [1] * 70))
    assert set(found.shapley_shubik) == {Fraction(1, 70)}
    assert found.swings[0] == math.comb(69, 35)


def test_sampling_is_within_its_standard_error():
    game = Game.weighted(39, [7] * 5 + [1] * 10)
    exact, found = indices(game), sampled(game, draws=20_000, seed=1)
    for estimate, error, value in (
        (found.shapley_shubik, found.shapley_shubik_error, exact.shapley_shubik),
        (found.banzhaf, found.banzhaf_error, exact.banzhaf),
    ):
        assert (np.abs(estimate - np.array([float(v) for v in value])) < 4.5 * error + 1e-9).all()
    again = sampled(game, draws=20_000, seed=1)
    assert (again.shapley_shubik == found.shapley_shubik).all()


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda: Game.weighted(6, [1, 2]), "quota of 6"),
        (lambda: Game.weighted(2, [1, -1, 3]), "weight"),
        (lambda: Game.weighted(1, [1], blockers=[3]), "member 3"),
        (lambda: Game(0, ()), "without members"),
        (lambda: Game(3, ((Threshold((1, 1), 1),),)), "2 weights for 3"),
        (lambda: indices(Game.weighted(10**9, [10**8 + i for i in range(40)])), "combinations of weights"),
    ],
)
def test_wrong_games_say_what_is_wrong(make, what):
    with pytest.raises(CaseError, match=what):
        make()
