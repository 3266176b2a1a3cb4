"""The talks question on a small table, by its contract and by what must follow from the numbers."""

from __future__ import annotations

import itertools
import json

import pytest

from detente.dossier import changed, loads
from detente.errors import DossierError, QuestionError
from detente.questions import ask
from detente.questions.talks import Talks
from detente.questions.talks.sentences import said

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
    assert "stand against each other: each side waits for the other" in said
    for sentence in answer.said:
        assert not (sentence.confidence and sentence.probability)


def test_a_condition_says_who_pays_and_who_comes(answer):
    """A concession brings the one who asks and keeps the one who grants: both are told."""
    funds = answer.results["conditions"]["funds"]
    assert set(funds["effect_on_coming"]) == {"three"}  # the only format that needs both
    moved = funds["effect_on_coming"]["three"]
    assert moved["aaa"] > 0 > moved["bbb"]
    said = " ".join(answer.sentences())
    assert "Aland asks of Borduria: “release of the funds”; Borduria " in said
    assert "Borduria (which pays for it)" in said
    assert "to come to “three”" in said


def test_a_condition_that_is_granted_is_said_to_be(dossier):
    given = ask(dossier, Talks("table", draws=50), changes={"talks.table.conditions.funds.granted": True})
    assert "“release of the funds”; it is granted." in " ".join(given.sentences())


def test_a_condition_between_two_who_never_meet_changes_nothing(dossier):
    apart = loads(
        TALKS.replace("by: aaa, of: bbb", "by: aaa, of: ddd")
        .replace(", option: bbb.release", "")
        .replace("actors:\n", "actors:\n  ddd: {name: Dunmark}\n")
    )
    given = ask(apart, Talks("table", draws=50))
    assert given.results["conditions"]["funds"]["effect_on_coming"] == {}
    assert "it changes nothing: no format needs both of them" in " ".join(given.sentences())


def test_options_that_exclude_each_other_cannot_both_be_granted(dossier):
    text = TALKS.replace("by: bbb, of: aaa, what: a freeze first", "by: ccc, of: aaa, what: a freeze first")
    given = ask(loads(text), Talks("table", draws=50))
    assert given.results["contradictions"] == [["funds", "freeze"]]
    assert "they cannot both be granted" in " ".join(given.sentences())


def literal_concession(dossier, talks, ids, draws):
    """The cheapest set by asking one dossier for every set: granted, or refused for all but 1e-12."""
    best = None
    for taken in itertools.product([False, True], repeat=len(ids)):
        changes = {
            f"talks.{talks}.conditions.{id}.granted": True if on else 1e-12 for id, on in zip(ids, taken, strict=True)
        }
        meets = ask(dossier, Talks(talks, draws=draws), changes=changes).outcome(f"talks.{talks}.some")
        price = sum(dossier.talks[talks].conditions[id].cost.centre for id, on in zip(ids, taken, strict=True) if on)
        if meets > 0.5 and (best is None or price < best[0]):
            best = price, [id for id, on in zip(ids, taken, strict=True) if on], meets
    return best


@pytest.mark.parametrize("others", [0.0, 0.3])
def test_the_cheapest_concession_is_the_cheapest_of_all_sets(others):
    """Two conditions are open; of a third, its chance is given."""
    text = TALKS.replace(", option: bbb.release", "").replace(", option: aaa.freeze", "")
    text = text.replace("{low: 2, mode: 5, high: 9}", "5").replace("aaa: -12, ccc: 5", "aaa: -18, bbb: -10, ccc: 5")
    text = text.replace("two: {bbb: -3}", "two: {bbb: -60}").replace("worth: 10, cost: 4", "worth: 12, cost: 1")
    third = f"      seat: {{by: ccc, of: bbb, what: a seat, worth: 3, cost: 2, granted: {others or 1e-12}}}\n"
    crisis = loads(text.replace("conflict:\n", third + "conflict:\n"))
    given = ask(crisis, Talks("table", draws=100)).results["concession"]
    price, granted, meets = literal_concession(crisis, "table", ["funds", "freeze"], 100)
    assert granted  # else the test would not look at the price
    assert given["conditions"] == granted
    assert given["cost"] == pytest.approx(price)
    assert given["meets"] == pytest.approx(meets, abs=1e-9)


def test_who_gains_most_and_least_by_a_package_is_said(answer):
    gains = {id: answer.results["formats"]["three"]["gains"][id]["mean"] for id in ("aaa", "bbb", "ccc")}
    most, least = max(gains, key=gains.get), min(gains, key=gains.get)
    name = {"aaa": "Aland", "bbb": "Borduria", "ccc": "Carpania"}
    assert f"{name[most]} gains most by it ({gains[most]:.0f} points) and {name[least]} least" in " ".join(
        answer.sentences()
    )


def test_who_is_needed_and_has_no_position_is_warned_of(answer, dossier):
    assert answer.warnings == ("no position on 'aid': ccc; taken not to care about it",)


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
    assert answer.outcome("talks.table.some") == pytest.approx(1 - answer.results["none"])
    formats = answer.results["formats"]
    assert answer.outcome("talks.table.meets.aaa") == formats["three"]["convenes"]["mean"]
    assert answer.outcome("talks.table.meets.ccc") == pytest.approx(answer.outcome("talks.table.some"))
    for wrong in ("talks.table.four.convenes", "talks.table.meets.zzz", "talks.tabel.some", "talks.table.three.meets"):
        with pytest.raises(QuestionError, match="no such outcome"):
            answer.outcome(wrong)


def test_wrong_questions_say_what_is_wrong(dossier):
    with pytest.raises(QuestionError, match="did you mean 'table'"):
        ask(dossier, Talks("tabel"))
    nowhere = loads(TALKS.replace("    status_quo: 80\n", ""))
    with pytest.raises(QuestionError, match="goes nowhere if nobody meets"):
        ask(nowhere, Talks(draws=10))
    with pytest.raises(QuestionError, match="no talks"):
        ask(changed(dossier, {}).model_copy(update={"talks": {}}), Talks())


@pytest.mark.parametrize(
    ("written", "instead", "what"),
    [
        ("settles: [arms, aid]", "settles: [arms, aid, arms]", "settles.2: the issue 'arms' stands twice"),
        ("needs: [bbb, ccc]", "needs: [bbb, bbb]", "formats.two.needs.1: the actor 'bbb' stands twice"),
        ("kept: {arms: 0.8}", "kept: {aims: 0.8}", "no issue that these talks settle is called 'aims'"),
    ],
)
def test_wrong_talks_say_what_is_wrong_and_where(written, instead, what):
    with pytest.raises(DossierError, match=rf"dossier.yaml:\d+: talks.table.*{what}"):
        loads(TALKS.replace(written, instead))


def test_more_conditions_than_can_be_looked_at_are_an_error_of_the_dossier():
    more = "".join(f"      c{k}: {{by: aaa, of: bbb, what: a thing, worth: 1, cost: 1}}\n" for k in range(11))
    with pytest.raises(DossierError, match=r"talks.table.conditions: 13 conditions.*keep the 12 that matter most"):
        loads(TALKS.replace("    conditions:\n", "    conditions:\n" + more))


def test_each_condition_says_that_its_effect_is_against_refusal(answer):
    told = [text for text in answer.sentences() if "likelier" in text and " makes " in text]
    assert told
    assert all(text.startswith("Granted rather than refused, it makes ") for text in told if "if it" not in text)


def test_where_nobody_can_meet_no_format_is_likeliest(dossier, answer):
    formats = {
        name: {**form, "convenes": {**form["convenes"], "mean": 0.0}}
        for name, form in answer.results["formats"].items()
    }
    found = said(dossier, "table", {**answer.results, "none": 1.0, "formats": formats})
    assert found[0].text == "There is no chance (0%) that a meeting in one of these formats takes place."
