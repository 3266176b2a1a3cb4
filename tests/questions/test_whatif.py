"""What-if: before and after on common draws, several changes at once, sentences that change, wrong paths."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.dossier import changed, loads, value_at
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.draws import Draws
from detente.questions.outcomes import question_of, samples
from detente.questions.watching import Watched
from detente.questions.whatif import WhatIf
from detente.questions.whatif.said import changes_in_words, said
from tests.dossier.conftest import CRISIS
from tests.questions.test_outcomes import ALL

ADOPTED = "vote.house.text.adopted"
SETTLED = "forecast.arms.mean.outcome"
MEETS = "talks.table.three.convenes"
CHANGE = {"issues.arms.positions.bbb.position": 70, "issues.arms.positions.ccc.salience": {"mean": 20, "sd": 5}}


@pytest.fixture(scope="module")
def dossier():
    return loads(ALL)


@pytest.fixture(scope="module")
def answer(dossier):
    return ask(dossier, WhatIf(CHANGE, [SETTLED, ADOPTED], draws=40))


def test_the_results_have_the_keys_of_the_contract(answer):
    data = json.loads(answer.to_json())
    results = data["results"]
    assert data["question"] == "whatif"
    assert {"changes", "before", "after", "difference"} <= set(results)
    assert results["changes"] == CHANGE
    for key in ("before", "after", "difference"):
        assert list(results[key]) == sorted([SETTLED, ADOPTED])
        assert all(set(one) == {"mean", "median", "sd", "low80", "high80"} for one in results[key].values())
    assert results["replaced"]["issues.arms.positions.ccc.salience"] == 80


@pytest.mark.parametrize("path", [SETTLED, ADOPTED])
def test_before_and_after_are_what_the_two_dossiers_answer(dossier, answer, path):
    question = question_of(dossier, path, draws=40)
    assert answer.results["before"][path]["mean"] == pytest.approx(ask(dossier, question).outcome(path))
    assert answer.results["after"][path]["mean"] == pytest.approx(ask(changed(dossier, CHANGE), question).outcome(path))
    assert answer.outcome(path) == answer.results["after"][path]["mean"]


def test_the_difference_is_taken_draw_by_draw(dossier, answer):
    drawn = Draws(dossier, 40), Draws(changed(dossier, CHANGE), 40)
    gap = samples(drawn[1], [SETTLED])[SETTLED] - samples(drawn[0], [SETTLED])[SETTLED]
    assert answer.results["difference"][SETTLED]["sd"] == pytest.approx(gap.std())
    assert answer.results["difference"][SETTLED]["low80"] == pytest.approx(np.quantile(gap, 0.1))


def test_common_draws_leave_nothing_but_the_change(dossier):
    same = ask(dossier, WhatIf({"issues.arms.status_quo": 20}, [SETTLED, ADOPTED], draws=40))
    assert all(one == dict.fromkeys(one, 0.0) for one in same.results["difference"].values())
    assert same.results["rewritten"] == []
    assert "hardly move" in same.sentences()[0]
    small = ask(dossier, WhatIf({"issues.arms.positions.bbb.position": 71}, [SETTLED], draws=40, sentences=False))
    big = ask(dossier, WhatIf({"issues.arms.positions.bbb.position": 90}, [SETTLED], draws=40, sentences=False))
    assert big.results["after"][SETTLED]["mean"] > small.results["after"][SETTLED]["mean"]


def test_several_changes_act_together(dossier, answer):
    one = {path: value for path, value in CHANGE.items() if path.endswith("position")}
    alone = ask(dossier, WhatIf(one, [SETTLED], draws=40, sentences=False))
    assert answer.results["after"][SETTLED]["mean"] != alone.results["after"][SETTLED]["mean"]


def test_where_no_outcome_is_named_the_main_ones_of_every_question_are_compared(dossier):
    found = ask(dossier, WhatIf({"talks.table.conditions.funds.granted": True}, draws=40, sentences=False))
    assert {path.split(".")[0] for path in found.results["after"]} == {
        "forecast",
        "vote",
        "talks",
        "stability",
        "standoff",
    }
    # the option that the condition grants is taken with it
    assert found.results["after"]["stability.horizon.bbb.release"]["mean"] == 1.0
    assert found.results["difference"][SETTLED]["mean"] == 0.0
    assert found.results["difference"][MEETS]["mean"] != 0.0


def test_the_sentences_that_change_are_listed_with_what_they_said(dossier, answer):
    rewritten = answer.results["rewritten"]
    assert rewritten
    assert {one["question"] for one in rewritten} == {"forecast", "vote"}
    before = ask(dossier, question_of(dossier, SETTLED, draws=40)).sentences()
    after = ask(changed(dossier, CHANGE), question_of(dossier, SETTLED, draws=40)).sentences()
    own = [one for one in rewritten if one["question"] == "forecast"]
    assert all(one["before"] is None or one["before"] in before for one in own)
    assert [s for s in after if s not in before] == [one["after"] for one in own if one["after"] not in (None, *before)]
    assert all(one["before"] != one["after"] for one in rewritten)
    assert ask(dossier, WhatIf(CHANGE, [SETTLED], draws=40, sentences=False)).results["rewritten"] == []


def test_it_says_what_changes_in_words(dossier, answer):
    first = answer.said[0]
    assert first.text.startswith("If Borduria’s position on “arms” is 70 and Carpania’s salience on “arms” is about 20")
    assert "now:" in first.text
    assert "80% interval" in first.text
    granted = ask(dossier, WhatIf({"talks.table.conditions.funds.granted": True}, [MEETS], draws=40, sentences=False))
    assert granted.said[0].text.startswith("If “release of the funds” is granted, ")
    assert granted.said[0].probability == pytest.approx(granted.results["after"][MEETS]["mean"])


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("councils.harbour-board.quota", 2, "the quota of the harbour board is 2"),
        ("councils.harbour-board.members.bre.veto", False, "Brecon holds no veto"),
        ("talks.strait-talks.formats.all.needs", ["ava", "bre"], "the format “all” needs Avalon and Brecon"),
        ("conflict.preferences.ava", ["bre.attend"], "Avalon’s preferences are “bre.attend”"),
        ("conflict.now", [], "what is done today is nothing"),
        ("standoffs.strait.provoke", 5, "what a provocation costs Brecon is 5"),
    ],
)
def test_a_change_is_told_without_its_path(path, value, expected):
    assert changes_in_words(loads(CRISIS), {path: value}) == expected


def test_a_difference_that_its_rounded_ends_are_off_is_before_rounding():
    ends = {"low80": 0.0, "high80": 0.0}
    path = "stability.horizon.bre.close"
    results = {
        "changes": {"conflict.now": []},
        "before": {path: {"mean": 0.304}},
        "after": {path: {"mean": 0.276}},
        "difference": {path: {"mean": -0.028, **ends}},
        "rewritten": [],
    }
    (first, *_) = said(loads(CRISIS), results, {path: []})
    assert "against 30% now: 2.8 points less before rounding" in first.text
    results["after"][path]["mean"], results["difference"][path]["mean"] = 0.284, -0.020
    assert "2 points less (80%" in said(loads(CRISIS), results, {path: []})[0].text


def test_it_prints_and_draws(answer):
    from rich.console import Console

    from detente.display.charts import to_svg

    console = Console(width=100, record=True)
    console.print(answer)
    text = console.export_text()
    assert "Sentences that change" in text
    assert ADOPTED in text.replace("\n", "")
    drawings = answer.drawings()
    assert set(drawings) == {"chances", "settled"}
    for chart in drawings.values():
        assert chart.description
        assert to_svg(chart).startswith("<svg")


def test_the_same_what_if_gives_the_same_bytes(dossier, answer):
    assert ask(dossier, WhatIf(CHANGE, [SETTLED, ADOPTED], draws=40)).to_json() == answer.to_json()


@pytest.mark.parametrize(
    ("question", "message", "hint"),
    [
        (WhatIf(), "nothing is changed", "--set"),
        (WhatIf({"issues.arms.positions.bbb.positon": 1}), "no such path", "did you mean"),
        (WhatIf({"isues.arms.status_quo": 1}), "no such path", "issues"),
        (WhatIf({"issues.arms.status_quo": 1}, ["vote.house.text.adoptd"]), "no such outcome", ADOPTED),
        (WhatIf({"issues.arms.status_quo": 1}, ["votes.house.text.adopted"]), "no such outcome", ADOPTED),
        (WhatIf({"issues.arms.status_quo": 101}), "outside the range", "101"),
        (WhatIf({"issues.arms.status_quo": 1}, draws=0), "0 draws", "at least 1"),
    ],
)
def test_wrong_use_says_what_and_the_nearest(dossier, question, message, hint):
    with pytest.raises(QuestionError, match=message) as caught:
        ask(dossier, question)
    assert hint in str(caught.value)


def test_an_outcome_that_was_not_asked_for(answer):
    with pytest.raises(QuestionError, match="no such outcome"):
        answer.outcome(MEETS)


def test_draws_without_an_answer_are_left_out_and_said(dossier, monkeypatch):
    from detente.questions.standoff import Standoff

    true = Standoff.samples

    def holed(self, drawn, paths):
        found = true(self, drawn, paths)
        for values in found.values():
            values[:3] = np.nan
        return found

    monkeypatch.setattr(Standoff, "samples", holed)
    path = "standoff.arms.war"
    found = ask(dossier, WhatIf({"standoffs.arms.deal": 40}, [path], draws=40, sentences=False))
    assert found.results["answered"][path] == 37
    assert found.warnings[0] == f"{path}: 3 draws without an answer are left out"
    monkeypatch.setattr(Standoff, "samples", lambda self, drawn, paths: {p: np.full(drawn.n, np.nan) for p in paths})
    with pytest.raises(QuestionError, match="no draw has an answer"):
        ask(dossier, WhatIf({"standoffs.arms.deal": 40}, [path], draws=40, sentences=False))


def test_the_value_at_a_path(dossier):
    assert value_at(dossier, "issues.arms.positions.bbb.salience") == 80  # its group's
    assert value_at(dossier, "talks.table.conditions.funds.granted") is None
    assert value_at(dossier, "talks.table.formats.three.success") == {"low": 0.3, "mode": 0.5, "high": 0.7}


def test_two_dossiers_that_are_compared_draw_again_only_what_differs(dossier):
    path, other = "issues.arms.positions.aaa.position", "issues.arms.positions.aaa.salience"
    after = changed(dossier, {path: {"low": 10, "mode": 20, "high": 30}})
    before = Watched(dossier, 20)
    later = Watched(after, 20, drawn=before.drawn)
    first, second = (d.issues["arms"].positions["aaa"] for d in (dossier, after))
    assert later.of(other, second.salience) is before.of(other, first.salience)
    one = before.of(path, first.position)
    two = later.of(path, second.position)
    assert two.tolist() == Draws(after, 20).of(path, second.position).tolist() != one.tolist()
    with pytest.raises(ValueError, match="read-only"):
        two[0] = 1
