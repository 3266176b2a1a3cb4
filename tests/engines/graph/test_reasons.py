"""Verdicts with reasons: the literal twin for actors and coalitions, and reasons that hold."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.graph import FIVE, coalitions, solve, strong, upsets, verdict, walk

from .models import random_conflict


def disagreements(seeds):
    wrong = 0
    for seed in seeds:
        form, twin = random_conflict(seed)
        rng = np.random.default_rng(seed)
        groups = coalitions(form.actors, least=1)
        for state in rng.choice(form.states, min(3, len(form.states)), replace=False):
            for group in [groups[k] for k in rng.choice(len(groups), min(4, len(groups)), replace=False)]:
                for concept in FIVE:
                    judged = verdict(form, concept, group, int(state)).stable
                    wrong += judged != twin.stable(concept, group, int(state))
    return wrong


def test_agrees_with_the_literal_twin():
    assert disagreements(range(80)) == 0


@pytest.mark.slow
def test_agrees_with_the_literal_twin_on_many_models():
    assert disagreements(range(80, 2600)) == 0


@pytest.mark.parametrize("seed", range(40))
def test_walks_are_legal_and_reach_what_the_twin_reaches(seed):
    form, twin = random_conflict(seed)
    start = int(form.states[0])
    for improving in (False, True):
        reached = dict(walk(form, range(form.actors), start, improving=improving))
        reach = twin.credible if improving else twin.any_moves
        assert set(reached) == reach(list(twin.actors), start)
        for end, path in reached.items():
            here, last = start, None
            for step in path:
                assert step.actor != last
                assert step.state in twin.moves[step.actor][here]
                here, last = step.state, step.actor
            assert here == end


@pytest.mark.parametrize("seed", range(20))
def test_reasons_hold(seed):
    form, twin = random_conflict(seed)
    state = int(form.states[-1])
    for actor in range(form.actors):
        judged = verdict(form, "sseq", (actor,), state)
        if judged.improvement:
            assert twin.better(actor, judged.improvement[-1].state, state)
        if judged.answer:
            end = judged.answer[-1].state
            assert not twin.better(actor, end, state)
            assert end in twin.credible(twin.others([actor]), judged.improvement[-1].state)
        assert judged.stable == bool(solve(form).stable["sseq"][actor, state])


def test_limit_is_said():
    form, _ = random_conflict(14)
    states = [int(s) for s in form.states]
    verdicts = [verdict(form, "seq", (i,), s, limit=1) for s in states for i in range(form.actors)]
    assert {v.stable for v in verdicts} == {True, False, None}
    assert {v.status for v in verdicts} >= {"not decided: the search reached its limit"}


@pytest.mark.parametrize("seed", range(10))
def test_strong_is_no_upset_and_stable_for_each(seed):
    form, twin = random_conflict(seed)
    for state in form.states[:4]:
        for concept in FIVE:
            each = all(twin.stable(concept, (i,), int(state)) for i in twin.actors)
            assert strong(form, concept, int(state)) == (each and not upsets(form, concept, int(state)))
