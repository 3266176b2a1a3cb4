"""Unknown pairs (variants a to d) and strong preference against literal definitions."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.graph import FIVE, solve, solve_strong, solve_unknown
from detente.errors import CaseError

from .literal import Unsure
from .models import random_conflict


def unknown_pairs(form, rng):
    states = form.utilities.shape[1]
    half = np.triu(rng.random((form.actors, states, states)) < 0.2, 1)
    return half | half.transpose(0, 2, 1)


def disagreements(seeds):
    wrong = 0
    for seed in seeds:
        form, twin = random_conflict(seed)
        unknown = unknown_pairs(form, np.random.default_rng(seed))
        pairs = [{frozenset((int(a), int(b))) for a, b in np.argwhere(own)} for own in unknown]
        unsure = Unsure(twin.states, twin.moves, twin.like, pairs)
        for variant in "abcd":
            found = solve_unknown(form, unknown, variant)
            wrong += any(
                found.stable[c][i, s] != unsure.stable_unsure(c, i, s, variant)
                for c in FIVE
                for i in unsure.actors
                for s in unsure.states
            )
    return wrong


def test_unknown_agrees_with_the_literal_twin():
    assert disagreements(range(60)) == 0


@pytest.mark.slow
def test_unknown_agrees_with_the_literal_twin_on_many_models():
    assert disagreements(range(60, 2100)) == 0


@pytest.mark.parametrize("seed", range(30))
def test_with_everything_known_all_variants_are_the_plain_solution(seed):
    form, _ = random_conflict(seed)
    states = form.utilities.shape[1]
    plain = solve(form)
    for variant in "abcd":
        found = solve_unknown(form, np.zeros((form.actors, states, states), bool), variant)
        assert all(np.array_equal(found.stable[c], plain.stable[c]) for c in FIVE)


@pytest.mark.parametrize("seed", range(30))
def test_variants_are_ordered(seed):
    """Who fears the unknown stays more: a ⇒ b ⇒ d and a ⇒ c ⇒ d."""
    form, _ = random_conflict(seed)
    unknown = unknown_pairs(form, np.random.default_rng(seed))
    found = {variant: solve_unknown(form, unknown, variant).stable for variant in "abcd"}
    for less, more in ("ab", "bd", "ac", "cd"):
        assert all((found[less][c] <= found[more][c]).all() for c in FIVE)


@pytest.mark.parametrize("seed", range(24))
def test_strong_is_the_literal_definition(seed):
    form, twin = random_conflict(seed)
    worth = form.utilities
    greatly = worth[:, :, None] >= worth[:, None, :] + 2
    found = solve_strong(form, greatly)
    plain = solve(form)
    for concept in FIVE:
        assert (found.stable[concept] <= plain.stable[concept]).all()
        for i in twin.actors:
            for s in twin.states:
                assert found.stable[concept][i, s] == literal_strong(twin, concept, i, s)


def literal_strong(twin, concept, i, s):
    answers = twin.any_moves if concept in ("gmr", "smr") else twin.credible
    much = lambda q: twin.like[i][s] >= twin.like[i][q] + 2  # noqa: E731
    for s1 in twin.improvements(i, s):
        deter = [q for q in answers(twin.others((i,)), s1) if much(q)] if concept != "nash" else []
        if concept in ("smr", "sseq"):
            deter = [q for q in deter if all(much(e) for e in twin.moves[i][q])]
        if not deter:
            return False
    return True


def test_wrong_relations_are_refused():
    form, _ = random_conflict(0)
    states = form.utilities.shape[1]
    with pytest.raises(CaseError, match="symmetric"):
        solve_unknown(form, np.triu(np.ones((form.actors, states, states), bool), 1), "a")
    with pytest.raises(CaseError, match="variant"):
        solve_unknown(form, np.zeros((form.actors, states, states), bool), "e")
    with pytest.raises(CaseError, match="strong preferences"):
        solve_strong(form, np.ones((form.actors, states, states), bool))
