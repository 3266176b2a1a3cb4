"""The five main concepts: implications, and the literal twin."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from detente.engines.graph import FIVE, solve

from .models import random_conflict

IMPLIED = [
    ("nash", "smr"),
    ("smr", "gmr"),
    ("nash", "sseq"),
    ("sseq", "seq"),
    ("seq", "gmr"),
    ("sseq", "smr"),
]
QUICK = 160
ALL = 2240


def literal(twin, concept, states, return_counts=True):
    stable = np.zeros((len(twin.actors), states), bool)
    for i in twin.actors:
        for s in twin.states:
            stable[i, s] = twin.stable(concept, (i,), s, return_counts)
    return stable


def disagreements(seeds):
    """How many models differ, per concept."""
    wrong = Counter()
    for seed in seeds:
        form, twin = random_conflict(seed)
        counts = bool(seed % 3) or form.actors != 3  # one shape is enough, and compiles once
        solution = solve(form, return_counts=counts)
        for concept in FIVE:
            expected = literal(twin, concept, form.utilities.shape[1], counts)
            wrong[concept] += not np.array_equal(solution.stable[concept], expected)
        for stronger, weaker in IMPLIED:
            wrong[f"{stronger} ⇒ {weaker}"] += bool((solution.stable[stronger] & ~solution.stable[weaker]).any())
    return wrong


def test_agrees_with_the_literal_twin():
    assert not +disagreements(range(QUICK))


@pytest.mark.slow
def test_agrees_with_the_literal_twin_on_many_models():
    assert not +disagreements(range(QUICK, QUICK + ALL))
