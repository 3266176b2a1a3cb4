"""`Condorcet` against the toy vector, and its Markov chains against their definition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from detente.engines.bargaining import Case, Condorcet, bargain
from detente.engines.bargaining.condorcet import coalitions, election, victories
from detente.errors import CaseError
from tests.engines.bargaining.cases import mapped, random_case


@pytest.fixture(scope="module")
def toy(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "reference" / "pce.json").read_text())


@pytest.mark.shared
def test_the_toy_vector_to_1e_6(toy: dict[str, Any]) -> None:
    x = jnp.asarray(toy["option"])
    strength = coalitions(1 - jnp.abs(x[:, None] - x[None, :]), jnp.asarray(toy["weight"], float))
    np.testing.assert_allclose(strength, toy["coalition"], atol=1e-6)
    np.testing.assert_allclose(victories(strength, 1), toy["victory_linear"], atol=1e-6)
    every = jnp.ones(3, bool)
    # the vector's uniform chain stopped at 1e-6 (2e-6 from its fixed point); its incentive chain did not
    for chain, rest in (("conditional", 0.0), ("markov_uniform", 1e-6), ("markov_incentive", 1e-12)):
        found = election(strength, every, chain, rest=rest)
        np.testing.assert_allclose(found.chances, toy[chain], rtol=0, atol=1e-6)
    squared = election(strength, every, "conditional", power=2).chances
    np.testing.assert_allclose(squared, toy["conditional_squared"], atol=1e-6)


@pytest.mark.shared
def test_the_toy_vector_as_a_case(toy: dict[str, Any]) -> None:
    position = 100 * np.array(toy["option"])[:, None]
    case = Case(position, np.full_like(position, 50), toy["weight"])
    for chain in ("conditional", "markov_uniform", "markov_incentive"):
        expected = np.array(toy[chain]) @ position
        np.testing.assert_allclose(bargain(case, Condorcet(chain=chain)).final, expected, atol=2e-4)


def test_the_chains_are_at_their_fixed_points() -> None:
    rng = np.random.default_rng(3)
    strength = jnp.asarray(rng.uniform(0.1, 2, (5, 5)))
    P = np.asarray(victories(strength, 1))
    p = np.asarray(election(strength, jnp.ones(5, bool), "markov_uniform").chances)
    np.testing.assert_allclose(p, [(P[i] * (p[i] + p)).sum() / 5 for i in range(5)], atol=1e-10)
    assert p.sum() == pytest.approx(1)


def test_one_more_of_the_same_proposal_changes_nothing() -> None:
    """Two who stand at one place are one proposal, with both their weights."""
    one = Case([[0.0], [40.0], [100.0]], [[50.0]] * 3, [1.0, 2.0, 1.5])
    two = Case([[0.0], [40.0], [40.0], [100.0]], [[50.0]] * 4, [1.0, 0.5, 1.5, 1.5])
    np.testing.assert_allclose(bargain(two, Condorcet()).final, bargain(one, Condorcet()).final, atol=1e-9)


def test_a_stretched_scale_stretches_the_answer_but_for_the_support_of_each_proposal() -> None:
    case = random_case(2)
    expected, found = bargain(case, Condorcet()).outcome, bargain(mapped(case, 0.4, 0.0), Condorcet()).outcome
    np.testing.assert_allclose(found, 0.4 * expected, atol=1e-4)


@pytest.mark.parametrize("settings", [{"risk": 2.0}, {"power": 3}, {"vote": "x"}, {"chain": "x"}])
def test_wrong_settings_are_errors(settings: dict[str, Any]) -> None:
    with pytest.raises(CaseError, match=next(iter(settings))):
        Condorcet(**settings)
