"""Numbers without some of their claims: what a drafter would have made of the rest, and what is left at the end."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dossier.estimate import CostEstimate, ScaleEstimate, ShareEstimate
from detente.questions.flip.removal import rested, widened
from detente.reading.positions import Point, kalman, salience
from tests.questions.changing.example import crisis, evidence


@pytest.fixture(scope="module")
def rests():
    return rested(crisis(), ["issues.straits", "councils.council", "ties"])


IDS = evidence()[1]
BOR = "issues.straits.positions.bor"
SYL = "issues.straits.positions.syl"


def test_only_numbers_with_claims_and_no_text_of_a_draft(rests):
    assert [n.path for n in rests.numbers if n.path.startswith("councils")] == []
    assert {n.path for n in rests.numbers if n.path.startswith("issues")} == {
        "issues.straits.positions.ava.position",
        f"{BOR}.position",
        f"{BOR}.salience",
        f"{SYL}.position",
        f"{SYL}.salience",
    }


def test_a_drafted_position_is_filtered_again_from_the_rest(rests):
    left = rests.without([IDS["B2"]])[f"{BOR}.position"]
    readings = [Point("b1", date(2031, 3, 1), 10, 10), Point("b3", date(2031, 3, 9), 5, 10)]
    found = kalman(30, 20, readings, date(2031, 3, 10))
    assert left.mean == pytest.approx(found.mean)
    assert left.sd == pytest.approx(found.sd)


def test_a_number_without_claims_left_is_its_prior(rests):
    gone = rests.without([IDS["B1"], IDS["B2"], IDS["B3"]])
    assert gone[f"{BOR}.position"] == ScaleEstimate(mean=30, sd=20)
    assert gone[f"{BOR}.salience"] == ScaleEstimate(mean=40, sd=18.9)


def test_a_drafted_salience_loses_counts():
    """Six claims, four of them on the issue: without one of the four it is what five with three would have made."""
    from detente.dossier import changed

    mean, sd = salience(4, 6, 40)
    base = crisis()
    held = {
        "mean": mean,
        "sd": sd,
        "because": [IDS[k] for k in ("B1", "B2", "B3", "F1")],
        "prior": {"mean": 40, "sd": 18.9},
    }
    made = rested(changed(base, {f"{BOR}.salience": held}), ["issues"])
    left = made.without([IDS["B1"]])[f"{BOR}.salience"]
    expected = salience(3, 5, 40)
    assert left.mean == pytest.approx(expected[0], abs=0.5)
    assert left.sd == pytest.approx(expected[1], abs=0.5)


def test_an_analysts_number_widens_and_then_may_be_anywhere(rests):
    one = rests.without([IDS["S1"]])[f"{SYL}.position"]
    assert one.mode == 55
    assert 55 - one.low == pytest.approx(15 * 2**0.5)
    both = rests.without([IDS["S1"], IDS["S2"]])
    assert both[f"{SYL}.position"] == ScaleEstimate(mean=50, sd=30)
    assert both[f"{SYL}.salience"] == ScaleEstimate(mean=50, sd=25)
    assert both["ties.fuel.worth"] == CostEstimate(mean=40, sd=40)


def test_nothing_removed_changes_nothing(rests):
    assert rests.without([]) == {}
    assert rests.without(["c-000000000000"]) == {}


def test_claims_behind_readings_stand_alone_and_others_in_classes(rests):
    assert sorted(len(ids) for ids in rests.alike) == [1, 1, 1, 1, 1, 1, 1]
    only = rested(crisis(), [f"{SYL}"])
    assert [len(ids) for ids in only.alike] == [2]


@pytest.mark.parametrize("factor", [1.0, 1.5, 4.0])
def test_widening_keeps_the_centre_and_the_range(factor):
    wide = widened(ShareEstimate(low=0.2, mode=0.3, high=0.9), factor)
    assert wide.mode == 0.3
    assert 0 <= wide.low <= 0.2
    assert 0.9 <= wide.high <= 1
    assert widened(ScaleEstimate(value=7), factor) == ScaleEstimate(value=7)
    assert widened(ScaleEstimate(mean=7, sd=2), factor).sd == pytest.approx(2 * factor)
