"""L_h, non-myopic stability and SIM against the literal twin, and their definitions."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.graph import (
    foreseen,
    joint_moves,
    limited_move,
    non_myopic,
    option_form,
    simultaneous,
    solve,
    spoiling,
)
from detente.errors import CaseError

from .models import SHAPES, random_arcs, random_options


def two(seed):
    rng = np.random.default_rng(seed)
    if seed % 2:
        return random_arcs(rng, 2, 6)
    return random_options(rng, [(1, 1), (2, 1), (2, 2), (3, 1)][seed // 2 % 4])


def limited_move_disagreements(seeds):
    wrong = 0
    for seed in seeds:
        form, twin = two(seed)
        for horizon in (1, 2, 3, 4):
            stable = limited_move(form, horizon)
            wrong += any(stable[i, s] != (twin.ends(horizon, i, s) == s) for i in (0, 1) for s in twin.states)
    return wrong


def sim_disagreements(seeds):
    wrong = 0
    for seed in seeds:
        form, twin = random_options(np.random.default_rng(seed), SHAPES[seed % len(SHAPES)])
        stable = simultaneous(form, form.states)
        expected = [[twin.simultaneous(i, s) for s in twin.states] for i in twin.actors]
        wrong += not np.array_equal(stable, expected)
    return wrong


def test_limited_move_agrees_with_the_literal_twin():
    assert limited_move_disagreements(range(100)) == 0


@pytest.mark.slow
def test_limited_move_agrees_with_the_literal_twin_on_many_models():
    assert limited_move_disagreements(range(100, 2200)) == 0


def test_sim_agrees_with_the_literal_twin():
    assert sim_disagreements(range(200)) == 0


@pytest.mark.slow
def test_sim_agrees_with_the_literal_twin_on_many_models():
    assert sim_disagreements(range(200, 2400)) == 0


@pytest.mark.parametrize("seed", range(60))
def test_one_move_ahead_is_nash_and_the_limit_repeats(seed):
    form, _ = two(seed)
    assert np.array_equal(limited_move(form, 1), solve(form).stable["nash"])
    limit = non_myopic(form)
    late = [limited_move(form, limit.horizon + h) for h in range(1, 8)]
    for stable in late:
        assert (stable >= limit.stable).all()
        assert np.array_equal(stable | limit.unsettled, limit.stable | limit.unsettled)


def test_dilemma_cooperation_is_non_myopic():
    dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    assert non_myopic(dilemma).stable[:, 3].all()


def test_bounds_of_use():
    three = option_form([1, 1, 1], np.zeros((3, 8)))
    with pytest.raises(CaseError, match="3 actors"):
        limited_move(three, 2)
    with pytest.raises(CaseError, match="horizon"):
        limited_move(option_form([1, 1], np.zeros((2, 4))), 0)
    with pytest.raises(CaseError, match="impossible"):
        simultaneous(option_form([1, 1], np.zeros((2, 4)), np.array([1, 1, 1, 0], bool)), [3])


@pytest.mark.parametrize("seed", range(60))
def test_the_reason_of_sim_is_what_moves_at_once_bring_about(seed):
    form, twin = random_options(np.random.default_rng(seed), SHAPES[seed % len(SHAPES)])
    for i in twin.actors:
        for s in twin.states:
            why, gains = spoiling(form, i, s), twin.improvements(i, s)
            if not gains:
                assert why is None
                continue
            improvement, instead = why
            assert improvement in gains
            assert twin.simultaneous(i, s) == (improvement != instead)
            if improvement != instead:
                assert not twin.better(i, instead, s)
                assert all(twin.like[i][improvement] >= twin.like[i][q] for q in gains)


@pytest.mark.parametrize("seed", range(60))
def test_the_reason_of_limited_moves_is_the_play_foreseen(seed):
    form, twin = two(seed)
    for horizon in (1, 2, 3):
        stable = limited_move(form, horizon)
        for i in (0, 1):
            for s in twin.states:
                path = foreseen(form, horizon, i, s)
                assert bool(path) == bool(twin.moves[i][s])
                assert len(path) <= horizon
                at = s
                for number, step in enumerate(path):
                    assert step.actor == (i + number) % 2
                    assert step.state in twin.moves[step.actor][at]
                    at = step.state
                assert stable[i, s] == (not path or not twin.better(i, at, s))


def test_moves_at_once_are_counted_before_they_are_looked_at():
    form, twin = random_options(np.random.default_rng(3), SHAPES[2])
    gains = [[len(twin.improvements(i, s)) for i in twin.actors] for s in twin.states]
    expected = sum(
        own * np.prod([g + 1 for k, g in enumerate(row) if k != i]) for row in gains for i, own in enumerate(row)
    )
    assert joint_moves(form, form.states) == expected
