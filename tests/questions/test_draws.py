from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from detente.dossier import changed, loads
from detente.dossier.estimate import Estimate, ScaleEstimate, ShareEstimate
from detente.errors import QuestionError
from detente.questions.draws import Draws, quantile, uniforms
from tests.dossier.conftest import CRISIS

DOSSIER = loads(CRISIS)


def test_a_stream_belongs_to_its_path_and_seed() -> None:
    assert np.array_equal(uniforms("a", 0, 10), uniforms("a", 0, 10))
    assert np.array_equal(uniforms("a", 0, 10), uniforms("a", 0, 100)[:10])
    assert not np.array_equal(uniforms("a", 0, 10), uniforms("b", 0, 10))
    assert not np.array_equal(uniforms("a", 0, 10), uniforms("a", 1, 10))


@given(
    st.tuples(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100)).map(sorted).filter(lambda t: t[2] - t[0] > 0.01),
    st.floats(0.001, 0.999),
)
def test_pert_is_the_beta_that_it_is_said_to_be(numbers: list[float], u: float) -> None:
    low, mode, high = numbers
    width = high - low
    beta = stats.beta(1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width, low, width)
    drawn = quantile(ScaleEstimate(low=low, mode=mode, high=high), np.array([u]))[0]
    assert drawn == pytest.approx(beta.ppf(u), abs=1e-4 * width)


def test_pert_has_the_mean_of_the_textbook() -> None:
    drawn = quantile(ScaleEstimate(low=10, mode=25, high=45), uniforms("x", 0, 200_000))
    assert drawn.mean() == pytest.approx((10 + 4 * 25 + 45) / 6, abs=0.05)


@pytest.mark.parametrize(("mean", "sd"), [(70.0, 6.0), (97.0, 10.0), (0.0, 40.0), (50.0, 500.0)])
def test_normal_is_truncated_to_its_range(mean: float, sd: float) -> None:
    u = np.linspace(0.001, 0.999, 99)
    expected = stats.truncnorm((0 - mean) / sd, (100 - mean) / sd, mean, sd).ppf(u)
    assert quantile(ScaleEstimate(mean=mean, sd=sd), u) == pytest.approx(expected, abs=1e-6)
    assert quantile(Estimate(mean=mean, sd=sd), u) == pytest.approx(stats.norm(mean, sd).ppf(u))


def test_what_is_exact_stays_exact() -> None:
    assert set(quantile(ShareEstimate(value=0.3), np.empty(4))) == {0.3}
    assert set(quantile(ScaleEstimate(low=3, mode=3, high=3), np.empty(4))) == {3.0}
    assert set(quantile(ScaleEstimate(mean=3, sd=0), np.empty(4))) == {3.0}


def test_the_members_of_a_group_draw_each_their_own() -> None:
    drawn = Draws(DOSSIER, 1000).issue("passage")
    assert drawn.actors == ("ava", "bre", "cym", "don")
    cym, don = drawn.position[:, 2], drawn.position[:, 3]
    assert not np.array_equal(cym, don)
    assert abs(np.corrcoef(cym, don)[0, 1]) < 0.1


def test_factions_settle_where_their_state_stands() -> None:
    drawn = Draws(DOSSIER, 3).issue("passage", ["bre"])
    weights = np.array([60 * 90, 30 * 30])
    assert drawn.position[:, 0] == pytest.approx((weights * [5, 35]).sum() / weights.sum())
    assert drawn.salience[:, 0] == pytest.approx((60 * 90 + 30 * 30) / 90)
    assert np.array_equal(drawn.capability[:, 0], Draws(DOSSIER, 3).capability("bre"))


def test_a_faction_counts_by_its_capability_on_the_issue() -> None:
    before = Draws(DOSSIER, 2).issue("passage", ["bre"])
    navy = "issues.passage.positions.bre-navy"
    position = DOSSIER.issues["passage"].positions["bre-navy"].position.centre
    weak = Draws(changed(DOSSIER, {f"{navy}.capability": 0.0}), 2).issue("passage", ["bre"])
    assert not np.any(np.isclose(weak.position, before.position))
    assert not np.any(np.isclose(weak.position, position))


def test_a_state_with_a_position_of_its_own_does_not_ask_its_factions() -> None:
    own = changed(
        DOSSIER,
        {
            "issues.passage.positions": {
                "bre": {"position": 50, "salience": 10},
                "bre-navy": {"position": 0, "salience": 100},
            }
        },
    )
    drawn = Draws(own, 2).issue("passage")
    assert drawn.actors == ("bre",)
    assert set(drawn.position[:, 0]) == {50.0}


def test_a_what_if_sees_the_same_luck() -> None:
    before = Draws(DOSSIER, 50).issue("passage")
    after = Draws(changed(DOSSIER, {"issues.passage.positions.don.position": 5}), 50).issue("passage")
    assert np.array_equal(before.position[:, :3], after.position[:, :3])
    assert set(after.position[:, 3]) == {5.0}


def test_nobody_stands_where_nothing_is_said() -> None:
    with pytest.raises(QuestionError, match="don has no position on 'aid'"):
        Draws(DOSSIER, 2).issue("aid", ["don"])
