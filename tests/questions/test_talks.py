"""The talks question on a small table, by its contract and by what must follow from the numbers."""

from __future__ import annotations

import json

import pytest

from detente.dossier import changed, loads
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.talks import Talks

TALKS = """
detente: 1
title: Talks
as_of: 2020-01-01
horizon: 2020-12-31
actors:
  aaa: {name: Aland, code: AAA, capability: 50}
  bbb: {name: Borduria, code: BBB, capability: 80}
  ccc: {name: Carpania, code: CCC, capability: 20}
issues:
  arms:
    asks: How many arms?
    scale: {0: none, 50: some, 100: all}
    status_quo: 80
    positions:
      aaa: {position: {low: 70, mode: 90, high: 100}, salience: 60}
      bbb: {position: 10, salience: 80}
      ccc: {position: 30, salience: 40}
  aid:
    asks: How much aid?
    scale: {0: none, 50: some, 100: much}
    status_quo: 10
    positions:
      aaa: {position: 100, salience: 80}
      bbb: {position: {low: 0, mode: 10, high: 30}, salience: 30}
talks:
  table:
    settles: [arms, aid]
    controls: {arms: [aaa], aid: [bbb]}
    kept: {arms: 0.8}
    formats:
      three: {needs: [aaa, bbb, ccc], success: {low: .3, mode: .5, high: .7}}
      two: {needs: [bbb, ccc]}
    worth:
      three: {aaa: -12, ccc: 5}
      two: {bbb: -3}
    conditions:
      funds: {by: aaa, of: bbb, what: release of the funds, worth: 10, cost: 4, option: bbb.release}
      freeze: {by: bbb, of: aaa, what: a freeze first, worth: 6, cost: {low: 2, mode: 5, high: 9}, option: aaa.freeze}
conflict:
  options: {aaa: {freeze: freeze}, bbb: {release: release}}
  now: []
  impossible: ["aaa.freeze and bbb.release"]
"""


@pytest.fixture(scope="module")
def dossier():
    return loads(TALKS)


@pytest.fixture(scope="module")
def answer(dossier):
    return ask(dossier, Talks("table", draws=200))


def test_results_have_the_keys_of_the_contract(answer):
    results = answer.to_dict()["results"]
    assert set(results) >= {"formats", "none", "conditions", "holdup", "residual"}
    for form in results["formats"].values():
        assert set(form) >= {"convenes", "attends", "settles"}
        assert set(form["convenes"]) == {"mean", "median", "sd", "low80", "high80"}
    for condition in results["conditions"].values():
        assert set(condition) >= {"granted", "effect"}
        assert set(condition["effect"]) == {"three", "two"}
    json.loads(answer.to_json())


def test_chances_add_up(answer):
    results = answer.results
    meets = sum(form["convenes"]["mean"] for form in results["formats"].values())
    assert meets + results["none"] == pytest.approx(1)
    assert set(results["formats"]["two"]["attends"]) == {"bbb", "ccc"}
    assert results["residual"] < 1e-8
    assert results["largest_gap"] < 1e-3


def test_nobody_disarms_aaa_in_its_absence(answer):
    """The two control aid between them; arms stay where they are."""
    two = answer.results["formats"]["two"]
    assert two["moves"] == ["aid"]
    assert two["settles"]["arms"]["mean"] == pytest.approx(80)
    three = answer.results["formats"]["three"]
    assert three["moves"] == ["arms", "aid"]
    assert three["settles"]["arms"]["mean"] < 60
    assert all(three["gains"][party]["low80"] >= 0 for party in ("aaa", "bbb", "ccc"))


def test_effects_are_what_if_differences(dossier, answer):
    """What a condition is worth is the difference between two dossiers that grant and refuse it."""
    granted = ask(dossier, Talks("table", draws=200), changes={"talks.table.conditions.funds.granted": True})
    almost_never = ask(dossier, Talks("table", draws=200), changes={"talks.table.conditions.funds.granted": 1e-12})
    for form, effect in answer.results["conditions"]["funds"]["effect"].items():
        difference = granted.results["formats"][form]["convenes"]["mean"]
        difference -= almost_never.results["formats"][form]["convenes"]["mean"]
        assert effect == pytest.approx(difference, abs=1e-9)
    assert answer.results["conditions"]["funds"]["effect"]["three"] > 0


def test_who_holds_it_up_and_what_contradicts(answer):
    assert answer.results["holdup"] in ("aaa", "bbb", "ccc")
    assert answer.results["contradictions"] == [["funds", "freeze"]]
    said = " ".join(answer.sentences())
    assert "holds it up most" in said
    assert "stand against each other" in said
    for sentence in answer.said:
        assert not (sentence.confidence and sentence.probability)


def test_same_seed_same_bytes(dossier, answer):
    assert ask(dossier, Talks("table", draws=200)).to_json() == answer.to_json()


def test_worse_for_one_makes_it_less_likely(dossier, answer):
    worse = ask(dossier, Talks("table", draws=200), changes={"talks.table.worth.three.aaa": -40})
    assert worse.outcome("talks.table.three.convenes") < answer.outcome("talks.table.three.convenes")


def test_no_conditions_is_an_answer(dossier):
    bare = loads(TALKS[: TALKS.index("    conditions:")])
    results = ask(bare, Talks(draws=200)).results
    assert results["conditions"] == {}
    assert results["residual"] == 0


def test_tables_charts_and_outcomes(answer):
    assert [row["format"] for row in answer.table()] == ["three", "two"]
    assert set(answer.charts()) == {"formats", "conditions"}
    assert answer.outcome("talks.table.none") == answer.results["none"]
    with pytest.raises(QuestionError, match="no such outcome"):
        answer.outcome("talks.table.four.convenes")


def test_wrong_questions_say_what_is_wrong(dossier):
    with pytest.raises(QuestionError, match="did you mean 'table'"):
        ask(dossier, Talks("tabel"))
    nowhere = loads(TALKS.replace("    status_quo: 80\n", ""))
    with pytest.raises(QuestionError, match="goes nowhere if nobody meets"):
        ask(nowhere, Talks(draws=10))
    with pytest.raises(QuestionError, match="no talks"):
        ask(changed(dossier, {}).model_copy(update={"talks": {}}), Talks())
