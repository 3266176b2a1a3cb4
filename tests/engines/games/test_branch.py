"""The principal branch: the definition, the slow twin, turning branches, and what is no game."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.games import build, chance, end, limit, move, quantal
from detente.engines.games.branch import trace
from detente.engines.games.incidence import incidence, log_chances, path_payoffs
from detente.errors import CaseError
from tests.engines.games.cases import random_game
from tests.engines.games.literal import Walk, by_infoset


def coordination(prize: float):
    def answer(first: int):
        pays = [(prize, prize) if first == k == 0 else (1, 1) if first == k else (0, 0) for k in range(2)]
        return move("b", "b", {"l": end(*pays[0]), "r": end(*pays[1])})

    return build("coordination", ["a", "b"], move("a", "a", {"l": answer(0), "r": answer(1)}))


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("precision", [0.05, 0.22])
def test_random_games_solve_the_equations_word_by_word(seed, precision):
    game = random_game(seed)
    answer = quantal(game, precision)
    assert answer.found, answer.status
    assert Walk(game).logit_error(by_infoset(game, answer.play), precision) < 1e-7


@pytest.mark.parametrize("seed", range(6))
def test_the_twin_that_creeps_from_even_play_arrives_at_the_same_place(seed):
    game = random_game(seed, depth=3)
    fast = by_infoset(game, quantal(game, 0.1).play)
    slow = Walk(game).trace(0.1, steps=25, sweeps=120)
    for i, probabilities in slow.items():
        assert fast[i] == pytest.approx(probabilities, abs=1e-6)


def test_at_precision_zero_all_actions_are_even():
    assert quantal(coordination(2), 0.0).play.tolist() == [0.5, 0.5, 0.5, 0.5]


def test_scaling_payoffs_and_precision_together_changes_nothing():
    game = random_game(3)
    shape, payoffs, chances = incidence(game), path_payoffs(game), log_chances(game)
    one, two = trace(shape, payoffs, chances, 0.2), trace(shape, 40 * payoffs + 7, chances, 0.005)
    assert one.play == pytest.approx(two.play, abs=1e-9)


def test_the_branch_that_leaves_even_play_goes_to_the_better_coordination():
    assert limit(coordination(3)).play == pytest.approx([1, 0, 1, 0], abs=1e-6)


def loopback():
    """McKelvey's game with a backward bend in its principal branch (a sample game of Gambit's)."""

    def two(first: tuple[float, float], second: tuple[float, float]):
        return move("two", "two", {"1": end(*first), "2": end(*second)})

    return build("bend", ["one", "two"], move("one", "one", {"1": two((6, 7), (6, 7)), "2": two((7.32, 6), (1, 4))}))


def test_a_branch_that_turns_back_is_followed_around_the_bend():
    """With r = P(one plays 2) and q = P(two plays 1), equilibria solve r ln((1−r)/r) = ln(q/(1−q)) (5 − 6.32 q)/2.

    The left side is at most .2785 (at r = .218), the right at most .277, so that the branch from even play cannot
    pass r = .218: it turns, and goes to the strict equilibrium (2, 1). A tracer with long steps jumps across.
    """
    game, bent = loopback(), []
    for precision in (0.5, 1.0, 1.3, 1.5, 3.0, 10.0):
        answer = quantal(game, precision)
        assert Walk(game).logit_error(by_infoset(game, answer.play), precision) < 1e-6
        bent.append(answer.play[1])
    assert min(bent[:3]) > 0.218
    assert bent[-1] > 0.99
    assert limit(game).play == pytest.approx([0, 1, 1, 0], abs=1e-6)


@pytest.mark.slow
def test_near_the_bend_long_steps_and_short_steps_agree(monkeypatch):
    from detente.engines.games import branch
    from detente.engines.games.batch import quantal_draws

    shape, payoffs = incidence(loopback()), path_payoffs(loopback())
    many = payoffs[..., None] + np.random.default_rng(0).normal(0, 0.15, (4, 2, 100))
    together = quantal_draws(shape, many, np.zeros((0, 100)), 8.0)
    monkeypatch.setattr(branch, "NEAR", 0.005)
    monkeypatch.setattr(branch, "AIM", 0.0005)
    for draw in range(100):
        careful = trace(shape, many[..., draw], np.zeros(0), 8.0)
        assert np.exp(together.log_play[:, draw]) == pytest.approx(careful.play, abs=1e-6)


def test_a_game_without_choices_is_solved_at_once():
    game = build("luck", ["a"], chance("n", {"x": (0.5, end(1)), "y": (0.5, end(2))}))
    assert quantal(game).found


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: build("x", ["a"], move("b", "h", {"l": end(0)})), "no player"),
        (lambda: build("x", ["a"], chance("n", {"l": (0.4, end(0)), "r": (0.4, end(0))})), "sum to 1"),
        (lambda: build("x", ["a"], move("a", "h", {"l": end(0, 1)})), "pays 2 of 1"),
        (lambda: build("x", ["a"], move("a", "h", {"l": end(float("nan"))})), "finite"),
        (lambda: build("x", ["a"], move("a", "h", {"l": move("a", "h", {"l": end(0)})})), "twice"),
        (
            lambda: build(
                "x",
                ["a"],
                move("a", "g", {"l": move("a", "h", {"l": end(0)}), "r": move("a", "h", {"r": end(0)})}),
            ),
            "two sets of actions",
        ),
    ],
)
def test_what_is_no_game_is_refused(wrong, words):
    with pytest.raises(CaseError, match=words):
        wrong()


def test_precision_beyond_reach_gives_no_answer_instead_of_a_wrong_one():
    game = coordination(3)
    shape, payoffs = incidence(game), path_payoffs(game)
    answer = trace(shape, payoffs, log_chances(game), 1.0, tolerance=-1.0)
    assert not answer.found
    assert answer.status.startswith("no answer")
    assert np.isfinite(answer.residual)
