"""Shapley's value against the average over all orders; parts of two dossiers; shares that add up."""

from __future__ import annotations

import json
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.dossier import changed, dumps, loads
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.changes import Changes
from detente.questions.changes.parts import Blend, differences
from detente.questions.changes.shapley import shapley
from tests.questions.changing.example import crisis, evidence

ADOPTED = "vote.council.avalon-text.adopted"
IDS = evidence()[1]


def game(players, seed):
    rng = np.random.default_rng(seed)
    worths = {frozenset(): 0.0}

    def worth(some):
        if some not in worths:
            worths[some] = float(rng.normal())
        return worths[some]

    return worth


def over_all_orders(players, worth):
    """The definition: the average contribution over every order of arrival."""
    values = np.zeros(players)
    orders = list(permutations(range(players)))
    for order in orders:
        before = frozenset()
        for i in order:
            values[i] += worth(before | {i}) - worth(before)
            before |= {i}
    return values / len(orders)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_shapley_is_the_average_over_all_orders(players, seed):
    worth = game(players, seed)
    expected = over_all_orders(players, worth)
    found = shapley(players, worth)
    assert found.exact
    np.testing.assert_allclose(found.values, expected, atol=1e-12)
    assert found.values.sum() == pytest.approx(found.total, abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 7), st.integers(0, 10_000), st.integers(2, 5))
def test_sampled_shares_add_up_whatever_the_sample(players, seed, orders):
    found = shapley(players, game(players, seed), orders=orders, seed=seed, exact=1)
    assert not found.exact
    assert found.values.sum() == pytest.approx(found.total, abs=1e-12)


def test_sampled_shares_are_within_their_error():
    worth = game(6, 3)
    exact, drawn = shapley(6, worth), shapley(6, worth, orders=400, exact=1, seed=1)
    assert (np.abs(exact.values - drawn.values) < 4 * drawn.errors + 1e-12).all()


def test_nobody_and_a_dummy_add_nothing():
    assert shapley(0, lambda _: 3.0).values.size == 0
    found = shapley(3, lambda some: float(0 in some) * (1 + (1 in some)))
    np.testing.assert_allclose(found.values, [1.5, 0.5, 0.0], atol=1e-12)


CHANGED = {
    "issues.straits.positions.bor.position": 50,
    "issues.straits.positions.syl.salience": 90,
    "actors.ava.capability": 10,
    "issues.aid.positions.bor.position": 20,
}


def test_parts_add_up_to_the_difference_and_what_is_not_read_adds_nothing():
    before = crisis()
    after = changed(before, CHANGED)
    answer = ask(after, Changes(before, ADOPTED, draws=60))
    results = answer.results
    effects = {row["path"]: row["effect"] for row in results["parts"]}
    assert set(effects) == set(CHANGED)
    assert sum(effects.values()) == pytest.approx(results["total"], abs=1e-12)
    assert results["after"] - results["before"] == pytest.approx(results["total"], abs=1e-12)
    assert effects["issues.aid.positions.bor.position"] == 0
    assert effects["actors.ava.capability"] == 0  # votes do not weigh capability
    assert effects["issues.straits.positions.bor.position"] > 0


def test_one_part_is_the_whole_difference():
    before = crisis()
    after = changed(before, {"issues.straits.positions.bor.position": 50})
    results = ask(after, Changes(before, ADOPTED, draws=60)).results
    assert results["parts"][0]["effect"] == results["total"] != 0


def test_the_same_dossier_has_no_parts():
    answer = ask(crisis(), Changes(crisis(), ADOPTED, draws=20))
    assert answer.results["parts"] == []
    assert answer.results["total"] == 0
    assert "as it was" in answer.sentences()[0]


def test_numbers_that_one_claim_moved_are_that_claim():
    before = crisis()
    because = [IDS["B1"], IDS["B3"]]
    after = changed(
        before,
        {
            "issues.straits.positions.bor.position": {"mean": 8, "sd": 7, "because": because},
            "issues.straits.positions.bor.salience": {"mean": 50, "sd": 14, "because": because},
        },
    )
    answer = ask(after, Changes(before, ADOPTED, draws=60))
    (row,) = answer.results["parts"]
    assert row["claim"] == IDS["B2"]
    assert len(row["paths"]) == 2
    assert any("Borduria may yield" in text for text in answer.sentences())
    assert any(IDS["B2"] in said.claims for said in answer.said)


def rewritten(dossier, *pairs):
    text = dumps(dossier)
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return loads(text).resting_on(dossier.archive)


def test_a_condition_and_its_option_come_together():
    before = crisis()
    after = changed(before, {"talks.table.conditions.funds.granted": True})
    parts = differences(before, after)
    assert [set(part.paths) for part in parts] == [{"talks.table.conditions.funds.granted", "conflict.now"}]
    answer = ask(after, Changes(before, "talks.table.three.convenes", draws=40))
    assert answer.results["parts"][0]["effect"] == pytest.approx(answer.results["total"])


def test_a_new_actor_and_its_position_are_one_part_and_other_numbers_stay_apart():
    before = crisis()
    data = dumps(before)
    grown = data.replace("  syl: {name: Syldavia", "  new: {name: Newland, capability: 60}\n  syl: {name: Syldavia", 1)
    grown = grown.replace("      syl:", "      new: {position: 90, salience: 90}\n      syl:", 1)
    grown = grown.replace(
        "      ava: {position: {low: 0, mode: 20, high: 40}", "      ava: {position: {low: 0, mode: 20, high: 60}"
    )
    after = loads(grown).resting_on(before.archive)
    parts = {part.paths for part in differences(before, after)}
    assert ("issues.aid.positions.ava.position",) in parts
    assert any({"actors.new", "issues.straits.positions.new"} <= set(paths) for paths in parts)
    results = ask(after, Changes(before, "forecast.straits.mean.outcome", draws=40)).results
    assert sum(row["effect"] for row in results["parts"]) == pytest.approx(results["total"], abs=1e-12)


def test_every_blend_ends_at_the_later_dossier():
    before = crisis()
    after = changed(before, {**CHANGED, "talks.table.conditions.funds.granted": True})
    parts = differences(before, after)
    blend = Blend(before, after)
    assert blend.of([]) == before
    assert blend.of(parts) == after


def test_json_has_the_keys_of_the_contract_and_the_same_bytes():
    before, after = crisis(), changed(crisis(), CHANGED)
    answers = [ask(after, Changes(before, ADOPTED, draws=40)) for _ in range(2)]
    assert answers[0].to_json() == answers[1].to_json()
    results = json.loads(answers[0].to_json())["results"]
    assert set(results) >= {"parts", "total"}
    assert all("effect" in row and ("path" in row or "claim" in row) for row in results["parts"])
    assert answers[0].outcome(ADOPTED) == answers[0].results["after"]
    assert "waterfall" in answers[0].charts()


def test_an_outcome_that_only_one_has_cannot_be_compared():
    before = crisis()
    after = rewritten(before, ("syldavia-text", "other-text"))
    with pytest.raises(QuestionError, match="the earlier dossier has no such outcome"):
        ask(after, Changes(before, "vote.council.other-text.adopted"))


def test_errors():
    with pytest.raises(QuestionError, match="orders"):
        ask(crisis(), Changes(crisis(), ADOPTED, orders=1))
    with pytest.raises(QuestionError, match="no such outcome"):
        ask(crisis(), Changes(crisis(), "weather"))


def test_records_that_come_or_go_whole_are_named_by_their_paths():
    before = crisis()
    after = before.model_copy(update={"talks": {}, "ties": {}}).resting_on(before.archive)
    answer = ask(after, Changes(before, ADOPTED, draws=20))
    assert {row["what"] for row in answer.results["parts"]} >= {"talks.table", "ties.bank", "ties.fuel"}
    assert answer.results["total"] == 0
    back = ask(before, Changes(after, ADOPTED, draws=20))
    assert {row["what"] for row in back.results["parts"]} >= {"talks.table", "ties.bank", "ties.fuel"}
