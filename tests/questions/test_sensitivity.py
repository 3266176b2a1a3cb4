"""Sensitivity: shares, ends and the value of finding out of an outcome that can be worked out, and wrong use."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.dossier import changed, loads
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.basis import basis
from detente.questions.draws import Draws
from detente.questions.outcomes import question_of, samples
from detente.questions.sensitivity import Sensitivity
from detente.questions.sensitivity.experiment import Experiment
from detente.questions.sensitivity.said import said as tell
from tests.questions.test_outcomes import ALL

LINEAR = """
detente: 1
title: A weighted mean of three
as_of: 2020-01-01
horizon: 2020-12-31
actors:
  aaa: {name: Aland, capability: 50}
  bbb: {name: Borduria, capability: 50}
  ccc: {name: Carpania, capability: 50}
issues:
  arms:
    asks: How many arms?
    scale: {0: none, 50: some, 100: all}
    positions:
      aaa: {position: {mean: 50, sd: 8}, salience: 60, because: []}
      bbb: {position: {mean: 50, sd: 8}, salience: 30}
      ccc: {position: {low: 40, mode: 50, high: 60}, salience: 10}
"""
SETTLED = "forecast.arms.mean.outcome"
ADOPTED = "vote.house.text.adopted"


@pytest.fixture(scope="module")
def linear():
    return ask(loads(LINEAR), Sensitivity(SETTLED, base=256))


@pytest.fixture(scope="module")
def dossier():
    return loads(ALL)


@pytest.fixture(scope="module")
def adopted(dossier):
    return ask(dossier, Sensitivity(ADOPTED, base=64, draws=512, ends=32))


def test_the_inputs_have_the_keys_of_the_contract(adopted):
    data = json.loads(adopted.to_json())
    assert (data["question"], data["subject"]) == ("sensitivity", ADOPTED)
    keys = {"path", "low", "high", "sobol_first", "sobol_total", "evppi", "claims"}
    assert data["results"]["inputs"]
    assert all(keys <= set(row) for row in data["results"]["inputs"])
    worth = [row["evppi"] for row in data["results"]["inputs"]]
    assert worth == sorted(worth, reverse=True)


def test_of_a_weighted_mean_the_shares_are_the_squares_of_the_weights(linear):
    sd = {"aaa": 0.6 * 8, "bbb": 0.3 * 8, "ccc": 0.1 * 20 / np.sqrt(28)}  # PERT, symmetric: beta(3, 3) on 20 units
    whole = sum(value**2 for value in sd.values())
    rows = {row["path"].split(".")[3]: row for row in linear.results["inputs"]}
    assert list(rows) == ["aaa", "bbb", "ccc"]
    for actor, row in rows.items():
        share = sd[actor] ** 2 / whole
        assert row["sobol_first"] == pytest.approx(share, abs=0.02)
        assert row["sobol_total"] == pytest.approx(share, abs=0.02)
        assert row["evppi"] == pytest.approx(sd[actor] ** 2, rel=0.1, abs=0.05)
        assert row["shift"] == pytest.approx(sd[actor], rel=0.05, abs=0.1)
    assert linear.results["variance"] == pytest.approx(whole, rel=0.05)


def test_at_its_ends_a_number_moves_the_mean_by_its_weight(linear):
    rows = {row["path"].split(".")[3]: row for row in linear.results["inputs"]}
    for actor, weight in (("aaa", 0.6), ("bbb", 0.3), ("ccc", 0.1)):
        row = rows[actor]
        assert row["high"] - row["low"] == pytest.approx(weight * (row["at_high"] - row["at_low"]), rel=1e-6)
    assert rows["aaa"]["at_high"] == pytest.approx(50 + 1.2816 * 8, abs=0.01)


def test_the_ends_lie_around_the_judgement_however_few_draws_they_take(linear):
    few = ask(loads(LINEAR), Sensitivity(SETTLED, base=4, ends=1))
    for row, other in zip(few.results["inputs"], linear.results["inputs"], strict=True):
        assert row["low"] < few.results["outcome"]["mean"] < row["high"]
        assert row["low"] == pytest.approx(other["low"], abs=0.2)
        assert row["high"] == pytest.approx(other["high"], abs=0.2)


def test_without_a_sobol_sample_the_ends_are_read_off_the_regression(linear):
    plain = ask(loads(LINEAR), Sensitivity(SETTLED, base=0))
    assert plain.results["evaluations"] == plain.draws
    for row, other in zip(plain.results["inputs"], linear.results["inputs"], strict=True):
        assert row["sobol_total"] is None
        assert row["sobol_first"] == pytest.approx(other["sobol_first"], abs=0.03)
        assert row["high"] - row["low"] == pytest.approx(other["high"] - other["low"], rel=0.05)
        assert row["evppi"] == other["evppi"]


def test_a_design_is_put_through_the_question_as_draws(dossier):
    made = Experiment.of(dossier, question_of(dossier, ADOPTED, draws=64), ADOPTED, 64, 0)
    assert made.drawn.tolist() == samples(Draws(dossier, 64), [ADOPTED])[ADOPTED].tolist()
    rows = 150  # not a multiple of the batch
    luck = {path: np.random.default_rng(k).random(rows) for k, path in enumerate(made.inputs)}
    found = made.over(rows, lambda start, stop: {path: u[start:stop] for path, u in luck.items()})
    whole = samples(Draws(dossier, rows, at=luck), [ADOPTED])[ADOPTED]
    assert found == pytest.approx(whole, abs=1e-12)


def test_only_what_is_uncertain_and_asked_for_is_an_input(adopted, dossier):
    paths = {row["path"] for row in adopted.results["inputs"]}
    assert "issues.arms.positions.bbb.position" in paths  # a group's member draws its own
    assert not any(path.startswith(("issues.aid", "talks", "standoffs")) for path in paths)
    assert "issues.arms.positions.aaa.position" in paths
    assert "issues.arms.status_quo" not in paths
    exact = changed(dossier, {"issues.arms.positions.aaa.position": 90, "issues.arms.positions.aaa.salience": 60})
    fewer = ask(exact, Sensitivity(ADOPTED, base=64, draws=512, ends=8))
    assert {row["path"] for row in fewer.results["inputs"]} == {p for p in paths if ".aaa." not in p}


def test_the_others_move_as_one_group_when_few_are_examined(adopted, dossier):
    few = ask(dossier, Sensitivity(ADOPTED, inputs=1, base=256, draws=512, ends=8))
    assert len(few.results["inputs"]) == 1
    assert few.results["rest"]["numbers"] == few.results["uncertain"] - 1
    assert few.results["inputs"][0]["path"] == adopted.results["inputs"][0]["path"]
    together = few.results["inputs"][0]["sobol_total"] + few.results["rest"]["sobol_first"]
    assert together == pytest.approx(1.0, abs=0.1)  # two groups: what one does not do at all, the other does alone
    assert adopted.results["rest"] is None


@pytest.mark.parametrize(
    "path",
    [
        "talks.table.three.convenes",
        "standoff.arms.escalation",
        "stability.horizon.aaa.test",
        "forecast.aid.mean.bands.some",
    ],
)
def test_an_outcome_of_every_question_can_be_examined(dossier, path):
    found = ask(dossier, Sensitivity(path, base=4, draws=40, ends=2, inputs=5))
    assert found.results["inputs"]
    assert found.outcome(path) == found.results["outcome"]["mean"]
    if path.startswith("stability"):
        assert [row["called"] for row in found.results["inputs"]] == ["the pace of events"]


def test_it_says_what_to_ask_next(adopted, linear):
    best = adopted.results["inputs"][0]
    assert best["called"] in adopted.said[0].text
    assert "likelihood term" in adopted.said[0].text
    assert best["path"] == "issues.arms.positions.bbb.position"
    assert adopted.said[0].assumptions == ("issues.arms.positions.small.position",)  # what it rests on is its group's
    assert adopted.said[0].probability is None
    assert linear.said[0].text.startswith("The best thing to find out about the weighted mean on “arms” (50")
    assert "units" in linear.said[0].text
    assert linear.said[-1].text == (
        "Of three uncertain numbers behind the weighted mean on “arms”, two are worth a question, "
        "all of them assumptions."
    )


def test_where_nothing_is_uncertain_there_is_nothing_to_find_out():
    certain = loads(LINEAR.replace("{mean: 50, sd: 8}", "40").replace("{low: 40, mode: 50, high: 60}", "50"))
    found = ask(certain, Sensitivity(SETTLED, base=16, draws=64))
    assert found.results["inputs"] == []
    assert "nothing to find out" in found.sentences()[0]
    assert found.charts() == {}
    assert found.table() == []


def test_a_sobol_sample_too_small_for_its_shares_says_so_and_what_would_do(linear):
    (warning,) = ask(loads(LINEAR), Sensitivity(SETTLED, base=16)).warnings
    assert warning.startswith("a Sobol sample of 16 points leaves shares of the variance off by ")
    enough = int(warning.rpartition("; try --base ")[2])
    assert ask(loads(LINEAR), Sensitivity(SETTLED, base=enough)).warnings == ()
    assert linear.warnings == ()
    assert ask(loads(LINEAR), Sensitivity(SETTLED, base=0)).warnings == ()


def test_ends_that_print_alike_are_told_as_one(dossier, adopted):
    row = {
        **adopted.results["inputs"][0],
        "low": 0.001,
        "high": 0.004,
        "shift": 0.006,
        "evppi": 1.0,
        "evppi_error": 0.1,
    }
    said = tell(dossier, {**adopted.results, "inputs": [row]}, basis(dossier, []))
    assert "the chance stays at <1%; knowing it" in said[0].text


def test_it_prints_and_draws(adopted, linear):
    from rich.console import Console

    from detente.display.charts import to_svg

    for answer in (adopted, linear):
        console = Console(width=140, record=True)
        console.print(answer)
        assert "finding out" in console.export_text()
        chart = answer.drawings()["tornado"]
        assert answer.results["inputs"][0]["called"] in chart.description
        assert to_svg(chart).startswith("<svg")


def test_the_same_question_gives_the_same_bytes(dossier):
    question = Sensitivity(ADOPTED, base=16, draws=512, ends=4)
    assert ask(dossier, question).to_json() == ask(dossier, question).to_json()


def test_without_an_outcome_it_is_that_of_the_first_draft(dossier):
    assert ask(dossier, Sensitivity(base=0, draws=512)).subject == ADOPTED


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Sensitivity(ADOPTED, base=100), "power of two"),
        (Sensitivity(ADOPTED, base=-2), "power of two"),
        (Sensitivity(ADOPTED, inputs=0), "at least 1"),
        (Sensitivity(ADOPTED, draws=10), "at least 30"),
        (Sensitivity("vote.house.txt.adopted"), "did you mean 'vote.house.text.adopted'"),
        (Sensitivity("oracle.house"), "no such outcome"),
    ],
)
def test_wrong_use_says_what_to_do(dossier, question, message):
    with pytest.raises(QuestionError, match=message):
        ask(dossier, question)


def test_a_dossier_without_outcomes_has_nothing_to_examine():
    bare = loads("{detente: 1, title: t, as_of: 2020-01-01, horizon: 2020-02-01, actors: {aaa: {name: A}}}")
    with pytest.raises(QuestionError, match="no outcome"):
        ask(bare, Sensitivity())


def test_too_few_draws_with_an_answer(dossier, monkeypatch):
    from detente.questions.standoff import Standoff

    monkeypatch.setattr(Standoff, "samples", lambda self, drawn, paths: {p: np.full(drawn.n, np.nan) for p in paths})
    with pytest.raises(QuestionError, match="0 draws have an answer"):
        ask(dossier, Sensitivity("standoff.arms.war", draws=64))


def test_the_order_is_that_of_what_finding_out_is_worth(monkeypatch):
    """However the inputs were chosen: those that matter through others come first there, and last here."""
    from dataclasses import replace

    from detente.questions.sensitivity import question

    def turned(inputs, outcome):
        return {name: replace(one, interacts=9 - one.share) for name, one in finding_out(inputs, outcome).items()}

    finding_out = question.finding_out
    monkeypatch.setattr(question, "finding_out", turned)
    rows = ask(loads(LINEAR), Sensitivity(SETTLED, base=0, draws=400)).results["inputs"]
    assert [row["evppi"] for row in rows] == sorted((row["evppi"] for row in rows), reverse=True)
    assert rows[0]["evppi"] > rows[-1]["evppi"]
