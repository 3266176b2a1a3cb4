from __future__ import annotations

import pytest

from detente.dossier import assumptions, changed, loads, numbers
from detente.errors import QuestionError


def test_every_number_has_a_path(crisis: str) -> None:
    dossier = loads(crisis)
    found = {number.path: number.estimate.centre for number in numbers(dossier)}
    assert found["issues.passage.positions.ava.salience"] == 80
    assert found["talks.strait-talks.worth.two.ava"] == -20
    assert found["talks.strait-talks.conditions.ships.granted"] == 0
    assert found["councils.harbour-board.drafts.open.text.passage"] == 90
    assert found["standoffs.strait.resolves.pressing.credible"] == 0.05
    assert "talks.strait-talks.formats.two.success" not in found  # a default is ours, not the analyst's


def test_every_path_can_be_changed(crisis: str) -> None:
    dossier = loads(crisis)
    for number in numbers(dossier):
        value = number.estimate.centre
        after = {n.path: n.estimate for n in numbers(changed(dossier, {number.path: value}))}
        assert after[number.path].value == value


def test_a_number_rests_on_its_claims_or_its_records(crisis: str) -> None:
    text = crisis.replace("salience: 80}", "salience: 80, because: [c-0123456789ab]}", 1)
    assumed = {number.path for number in assumptions(loads(text))}
    assert "issues.passage.positions.ava.position" not in assumed
    assert "issues.passage.positions.ava.salience" not in assumed
    assert "issues.passage.positions.small.position" in assumed


def test_a_member_of_a_group_gets_its_own_entry(crisis: str) -> None:
    after = changed(loads(crisis), {"issues.passage.positions.don.position": 5})
    positions = after.issues["passage"].positions
    assert positions["don"].position.value == 5
    assert positions["don"].salience.value == 40
    assert positions["small"].position.mean == 60
    assert after.position_of("passage", "cym") == positions["small"]


def test_lists_and_unset_fields_can_be_changed(crisis: str) -> None:
    dossier = loads(crisis)
    assert changed(dossier, {"conflict.now": []}).conflict.now == ()  # type: ignore[union-attr] # it has one
    assert (
        changed(dossier, {"talks.strait-talks.formats.two.success": 0.9})
        .talks["strait-talks"]
        .formats["two"]
        .success.value
        == 0.9
    )


def test_a_condition_and_its_option_follow_each_other(crisis: str) -> None:
    dossier = loads(crisis)
    granted = changed(dossier, {"talks.strait-talks.conditions.ships.granted": True})
    assert granted.conflict is not None
    assert granted.conflict.now == ("bre.close", "ava.release")
    taken = changed(dossier, {"conflict.now": ["ava.release"]})
    assert taken.talks["strait-talks"].conditions["ships"].granted.value == 1
    withdrawn = changed(granted, {"talks.strait-talks.conditions.ships.granted": False})
    assert withdrawn.conflict == dossier.conflict


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("issues.passge.positions.ava.salience", 1, "did you mean 'issues.passage'?"),
        ("issues.passage.positions.ava.salince", 1, "salience"),
        ("issues.passage.positions.ava.salience.mode", 1, "no such path"),
        ("nonsense", 1, "no such path"),
        ("issues.passage.positions.ava.salience", 101, "outside the range"),
        ("issues.passage.positions.ava.salience", "much", "expected a number"),
        ("ties.grain.used", 0.9, "above 'ceiling'"),
    ],
)
def test_a_change_that_cannot_be(crisis: str, path: str, value: object, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        changed(loads(crisis), {path: value})


def test_the_dossier_itself_stays_as_it_was(crisis: str) -> None:
    dossier = loads(crisis)
    changed(dossier, {"actors.don.capability": 99})
    assert dossier.actors["don"].capability.value == 10  # type: ignore[union-attr] # it has one
