"""Bodies that ship: each loads, cites its sources, and gives the published power."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from detente.cli import app
from detente.dossier.bodies import body_names, load_body
from detente.errors import QuestionError
from detente.questions.councils import rule_of
from detente.questions.power import power


@pytest.mark.parametrize("name", body_names())
def test_every_body_loads_with_a_rule_and_sources(name):
    body = load_body(name)
    _, council = body.alone(None if body.members else 20)
    dossier, _ = body.alone(None if body.members else 20)
    assert rule_of(dossier, council).size == (len(body.members) or 20)
    assert any(source.startswith(("rule:", "members:", "weights")) for source in body.sources)


def test_the_security_council_has_its_published_power():
    found = {row["id"]: row for row in power("un-security-council-2006").rows}
    assert found["chn"]["shapley_shubik"] == Fraction(421, 2145)
    assert found["jpn"]["banzhaf_normalised"] == Fraction(21, 1270)
    assert found["chn"]["ternary_shapley_shubik"] < Fraction(421, 2145)


def test_nassau_has_three_dummies():
    rows = power("nassau-1958").rows
    assert [row["shapley_shubik"] for row in rows] == [Fraction(1, 3)] * 3 + [0] * 3


def test_the_european_council_of_2016_needs_sixteen_states_and_two_thirds_of_the_people():
    dossier, council = load_body("eu-council-2016").alone()
    ((states, people), (blocking,)) = rule_of(dossier, council).ways
    assert (states.quota, blocking.quota) == (16, 25)
    assert people.quota == -(-sum(people.weights) * 65 // 100)


def test_the_european_council_of_2025_needs_fifteen_of_twenty_seven():
    dossier, council = load_body("eu-council-2025").alone()
    ((states, _), (blocking,)) = rule_of(dossier, council).ways
    assert (states.quota, blocking.quota, len(council.members)) == (15, 24, 27)


def test_members_are_asked_for_where_none_are_listed():
    with pytest.raises(QuestionError, match="--members N"):
        power("nato")
    with pytest.raises(QuestionError, match="leave out"):
        power("nassau-1958", 7)
    with pytest.raises(QuestionError, match="did you mean 'nato'"):
        power("natoo")


def test_the_command_prints_a_table_and_json():
    printed = CliRunner().invoke(app, ["power", "nassau-1958"]).stdout
    assert "0.333333 = 1/3" in printed
    assert "source:" in printed
    data = json.loads(CliRunner().invoke(app, ["power", "nassau-1958", "--json"]).stdout)
    assert data["members"]["seat-4"]["shapley_shubik"] == "0"
    assert "nato" in CliRunner().invoke(app, ["power"]).stdout
