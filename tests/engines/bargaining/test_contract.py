"""The contract suite: every model joins it, and keeps each law or says why not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pytest

from detente.engines.bargaining import (
    Challenge,
    Condorcet,
    Exchange,
    Law,
    Mean,
    Median,
    Model,
    Nash,
    StatusQuo,
    bargain,
)
from detente.errors import CaseError
from tests.engines.bargaining import twins
from tests.engines.bargaining.cases import agreed, changed, joined, mapped, random_case, relabelled

SEEDS = range(3)


@dataclass(frozen=True)
class Member:
    """A model in the suite, its twin, and how near its answers have to be."""

    model: Model
    twin: Callable[..., np.ndarray]
    near: float = 1e-9

    def __str__(self) -> str:
        return self.model.name


MEMBERS = [
    Member(StatusQuo(), twins.status_quo),
    Member(Mean(), twins.mean),
    Member(Median(), twins.median),
    Member(Nash(), twins.nash),
    Member(Nash(reversion=-50.0), partial(twins.nash, reversion=-50.0)),
    Member(Condorcet(), twins.condorcet),
    Member(Condorcet(vote="binary", chain="markov_uniform", power=2), partial(twins.condorcet, **twins.BINARY)),
    Member(Condorcet(risk=0.5, vote="mixed", chain="markov_incentive"), partial(twins.condorcet, **twins.MIXED)),
    Member(Exchange(), twins.exchange),
    Member(Exchange.published_code(), partial(twins.exchange, coded=True)),
    Member(Challenge(rounds=4), twins.challenge),
    Member(Challenge(rounds=3, rest=0.0, stay=0.6), partial(twins.challenge, rounds=3, rest=0.0, stay=0.6)),
    Member(Challenge.scholz2011_text(rounds=4), partial(twins.challenge, rest=0.0, range_now=True)),
    Member(Challenge.scholz2011_code(rounds=4), partial(twins.challenge, **twins.SCHOLZ_CODE)),
]


def holding(law: Law) -> pytest.MarkDecorator:
    """The members that keep the law."""
    members = [member for member in MEMBERS if law not in member.model.exceptions]
    return pytest.mark.parametrize("member", members, ids=str)


@holding(Law.RELABEL)
def test_relabel(member: Member) -> None:
    for seed in SEEDS:
        case = random_case(seed)
        order = np.random.default_rng(seed + 100).permutation(case.actors)
        expected, found = bargain(case, member.model), bargain(relabelled(case, order), member.model)
        np.testing.assert_allclose(found.outcome, expected.outcome, rtol=0, atol=member.near)
        np.testing.assert_allclose(found.positions, expected.positions[:, :, order], rtol=0, atol=member.near)


@holding(Law.SHIFT)
def test_shift(member: Member) -> None:
    for seed in SEEDS:
        case = mapped(random_case(seed), 0.5, 0.0)
        expected, found = bargain(case, member.model), bargain(mapped(case, 1.0, 31.0), member.model)
        np.testing.assert_allclose(found.outcome, expected.outcome + 31.0, rtol=0, atol=member.near)


@holding(Law.STRETCH)
def test_stretch(member: Member) -> None:
    for seed in SEEDS:
        case = random_case(seed)
        expected, found = bargain(case, member.model), bargain(mapped(case, 0.4, 0.0), member.model)
        np.testing.assert_allclose(found.outcome, expected.outcome * 0.4, rtol=0, atol=member.near)


@holding(Law.ZERO_WEIGHT)
def test_an_actor_without_weight_changes_nothing(member: Member) -> None:
    for seed in SEEDS:
        case = random_case(seed)
        expected, found = bargain(case, member.model), bargain(joined(case, seed), member.model)
        weighty = (case.capability * case.salience * case.present).sum(axis=1).all(axis=1)
        np.testing.assert_allclose(found.outcome[weighty], expected.outcome[weighty], rtol=0, atol=member.near)


@holding(Law.CONSENSUS)
def test_all_agree(member: Member) -> None:
    for seed in SEEDS:
        case = agreed(random_case(seed, absent=False))
        found = bargain(case, member.model)
        np.testing.assert_allclose(found.final, case.position[:, 0], rtol=0, atol=member.near)


@holding(Law.HULL)
def test_within_the_hull(member: Member) -> None:
    for seed in SEEDS:
        case = random_case(seed)
        low = np.where(case.present, case.position, np.inf).min(axis=1)
        high = np.where(case.present, case.position, -np.inf).max(axis=1)
        low, high = np.minimum(low, case.status_quo), np.maximum(high, case.status_quo)
        outcome = bargain(case, member.model).outcome
        assert np.isfinite(outcome).all()
        assert (outcome >= low[:, None] - member.near).all()
        assert (outcome <= high[:, None] + member.near).all()


@holding(Law.SAME_SEED)
def test_same_seed_same_bytes(member: Member) -> None:
    case = random_case(1)
    whole, again = (bargain(case, member.model, seed=7) for _ in range(2))
    assert again.outcome.tobytes() == whole.outcome.tobytes()
    assert again.positions.tobytes() == whole.positions.tobytes()
    assert again.statuses.tobytes() == whole.statuses.tobytes()


@holding(Law.TWIN)
def test_twin(member: Member) -> None:
    for seed in SEEDS:
        case = random_case(seed)
        found = bargain(case, member.model).outcome
        for d in range(20, 40):  # ten on the coarse grid, ten off it
            x, s, c, q = (getattr(case, n)[d] for n in ("position", "salience", "capability", "status_quo"))
            expected = member.twin(x, s, c, q, case.present)
            np.testing.assert_allclose(found[d], expected, rtol=0, atol=member.near, err_msg=f"seed {seed}, draw {d}")


@holding(Law.BOUNDARY)
@pytest.mark.parametrize("name", ["position", "salience", "capability", "status_quo"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -1.0])
def test_nan_and_negative_numbers_are_errors(member: Member, name: str, value: float) -> None:
    case = random_case(0, draws=2)
    broken = getattr(case, name).copy()
    broken[0, 0] = value
    with pytest.raises(CaseError, match=name):
        bargain(changed(case, **{name: broken}), member.model)


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_a_model_is_a_frozen_value(member: Member) -> None:
    assert hash(member.model) == hash(type(member.model)(**vars(member.model)))
    assert member.model == type(member.model)(**vars(member.model))
    assert all(isinstance(law, Law) and why for law, why in member.model.exceptions.items())
    assert member.model.reference


@pytest.mark.parametrize("member", MEMBERS, ids=str)
def test_nobody_with_weight_is_said(member: Member) -> None:
    case = random_case(3)
    silent = changed(case, capability=np.zeros_like(case.capability))
    found = bargain(silent, member.model)
    np.testing.assert_allclose(found.final, case.status_quo)
    assert "nobody has weight" in found.status
