"""A standoff asked of a dossier: the shape of the answer, what moves what, and what is refused."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from detente.display.words import mixes_likelihood_and_confidence
from detente.dossier import loads
from detente.dossier.cases import _CASES
from detente.engines.games import OUTCOMES, PATHS
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.draws import Draws
from detente.questions.naming import number_called
from detente.questions.standoff import Standoff
from detente.questions.standoff.inputs import crisis_of, numbers_of, retaliators
from tests.dossier.conftest import CRISIS

FAST = Standoff(draws=60, threshold_draws=6, rounds=2)
RETALIATION = "  retaliation: {holder: bre, dependent: cym, what: guns, worth: 80, cost: 100}\n"


@pytest.fixture(scope="module")
def answer():
    return ask(loads(CRISIS), FAST)


def changed(old: str, new: str):
    assert old in CRISIS
    return loads(CRISIS.replace(old, new))


def test_the_answer_has_the_keys_that_other_programs_read(answer):
    found = json.loads(answer.to_json())["results"]
    assert {"paths", "outcomes", "beliefs", "thresholds", "regret"} <= set(found)
    assert sum(path["probability"] for path in found["paths"]) == pytest.approx(1, abs=1e-6)
    assert set(found["outcomes"]) == set(OUTCOMES)
    assert set(found["outcomes"]["war"]) == {"mean", "median", "sd", "low80", "high80"}
    assert [one["after"] for one in found["beliefs"]] == [[], ["provoke"]]
    assert found["beliefs"][1]["prestige"] > found["beliefs"][0]["prestige"] + 0.1
    assert set(found["thresholds"]) == {"assurance", "retaliation", "signal"}
    assert set(found["thresholds"]["assurance"]) == {"defence", "prestige"}
    assert found["regret"]["residual"] < 1e-8
    assert found["regret"]["limit"]["found"]
    assert len(found["payoffs"]) == 4 * len(PATHS)


def test_the_same_question_gives_the_same_bytes(answer):
    assert ask(loads(CRISIS), FAST).to_json() == answer.to_json()


def test_outcomes_have_paths(answer):
    assert answer.outcome("standoff.strait.war") == pytest.approx(answer.results["outcomes"]["war"]["mean"])
    with pytest.raises(QuestionError, match=r"did you mean 'standoff\.strait\.war'"):
        answer.outcome("standoff.strait.wor")


def test_it_prints_its_payoffs_and_draws_its_charts(answer):
    from io import StringIO

    from rich.console import Console

    console = Console(file=StringIO(), width=140)
    console.print(answer)
    shown = console.file.getvalue()
    assert "Payoffs used, in points" in shown
    assert "provoke · offer · accept" in shown
    assert set(answer.charts()) == {"tree", "beliefs"}
    for chart in answer.charts().values():
        chart.to_dict(validate=True)


def test_sentences_carry_their_numbers_and_keep_confidence_apart(answer):
    assert answer.said[0].text.startswith("After Brecon was seen to provoke, Brecon")
    for one in answer.said:
        assert one.text[0].isupper()
        assert one.text.endswith(".")
        assert not mixes_likelihood_and_confidence(one.text)
        if one.probability is not None:
            assert "%)" in one.text
    assert "standoffs.strait.motives.defence.stake" in answer.said[0].assumptions


def test_numbers_are_called_by_words_in_sentences(answer):
    """Every number that a standoff reads has a name of its own, and no sentence holds a path."""
    dossier = loads(CRISIS)
    named = {path: number_called(dossier, path) for path, _ in numbers_of(dossier, "strait")}
    assert not {path for path, called in named.items() if path.partition(".")[2] in called}
    assert named["standoffs.strait.motives.defence.stake"] == "what is at stake for Brecon with the motive “defence”"
    assert len(set(named.values())) == len(named)
    assert any("hangs most on what " in text or "hangs most on the " in text for text in answer.sentences())
    assert not any(re.search(r"\w\.\w+\.\w", text) for text in answer.sentences())


def test_a_motive_may_be_told_by_what_was_seen_or_not_at_all():
    none = ask(changed("    seen: [provoke]\n", ""), FAST)
    assert [one["after"] for one in none.results["beliefs"]] == [[]]
    assert any("to provoke" in text for text in none.sentences())
    more = ask(changed("seen: [provoke]", "seen: [provoke, sanction, escalate]"), FAST)
    assert more.results["outcomes"]["escalation"]["mean"] == pytest.approx(1)
    assert len(more.results["beliefs"]) == 4
    assert {path["moves"][1] for path in more.results["paths"]} == {"sanction"}


def test_retaliation_against_others_counts_half_and_the_defenders_own_ties_do_not():
    dossier = changed("conflict:\n", f"{RETALIATION}conflict:\n")
    assert retaliators(dossier, dossier.standoffs["strait"]) == ("retaliation",)
    crisis = crisis_of(dossier, "strait", lambda _, estimate: np.array([estimate.centre]))
    assert crisis.common["third"].tolist() == [40.0]
    assert dict(numbers_of(dossier, "strait"))["ties.retaliation.worth"].value == 80
    plain = loads(CRISIS)
    assert retaliators(plain, plain.standoffs["strait"]) == ()


def test_chances_leave_the_rest_and_add_up():
    dossier = loads(CRISIS)
    crisis = crisis_of(dossier, "strait", Draws(dossier, 50).of)
    assert crisis.motive["p"].sum(axis=0) == pytest.approx(np.ones(50))
    assert (crisis.motive["p"] >= 0).all()


def test_cells_of_the_table_can_be_replaced():
    cells = (
        "    payoffs:\n      provoke · offer · accept: {challenger: 60}\n"
        "      provoke > strike (pressing): {defender: 5}\n    seen: [provoke]\n"
    )
    found = ask(changed("    seen: [provoke]\n", cells), FAST).results["payoffs"]
    assert {row["challenger"] for row in found if row["moves"][-1] == "accept"} == {60.0}
    assert {row["defender"] for row in found if row["moves"][-1] == "strike" and row["resolve"] == "pressing"} == {5.0}
    assert all(row["defender"] < 0 for row in found if row["moves"][-1] == "strike" and row["resolve"] == "patient")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("seen: [provoke]", "seen: [provok]", "did you mean 'provoke'"),
        ("seen: [provoke]", "seen: [provoke, escalate]", "no path begins"),
        ("seen: [provoke]", "payoffs: {provoke · dance: {defender: 1}}", "no path 'provoke · dance'"),
        ("seen: [provoke]", "payoffs: {provoke · strike (bold): {defender: 1}}", "no type is called 'bold'"),
    ],
)
def test_what_is_not_of_the_game_is_refused(old, new, words):
    with pytest.raises(QuestionError, match=words):
        ask(changed(old, new), FAST)


def test_unknown_standoffs_and_settings_are_refused():
    with pytest.raises(QuestionError, match="did you mean 'strait'"):
        ask(loads(CRISIS), Standoff("straight"))
    with pytest.raises(QuestionError, match="above 0"):
        ask(loads(CRISIS), Standoff(beta=0.0))
    with pytest.raises(QuestionError, match="no standoff"):
        ask(loads(CRISIS[: CRISIS.index("standoffs:")]), FAST)


def test_win_sets_name_who_blocks(answer):
    found = answer.results["winsets"]["passage"]["bre"]
    assert found["factions"]["bre-navy"]["blocks"]
    assert found["low"]["mean"] == pytest.approx(10)  # the navy at 5 refuses all above today's 10
    assert found["high"]["mean"] == pytest.approx(10)
    assert found["factions"]["bre-navy"]["blocks_above"] == 1.0


def test_every_number_is_moved_over_its_range(answer):
    rows = {row["path"]: row for row in answer.results["moves"]}
    assert set(rows) == {path for path, _ in numbers_of(loads(CRISIS), "strait")}
    assert rows["standoffs.strait.motives.defence.p"]["assumed_range"] is False
    assert rows["standoffs.strait.war"]["low"] == pytest.approx(80)
    stake = rows["standoffs.strait.motives.defence.stake"]
    assert stake["deal"][0] > stake["deal"][1]  # who has more to lose by disarming takes fewer deals


def test_one_type_each_is_a_game_without_secrets():
    text = CRISIS.replace("      prestige: {p: rest, stake: 30", "      prestige: {p: 0, stake: 30")
    text = text.replace("p: {low: .4, mode: .6, high: .8}, stake: 60", "p: 1, stake: 60")
    answer = ask(loads(text), FAST)
    assert answer.results["beliefs"][1]["defence"] == pytest.approx(1)


def test_the_worked_case_tells_what_the_launches_told():
    """Korea, July 2006, as it ships: the design expects the launches to move P(prestige) from .4 to about .76."""
    text = (_CASES / "korea-2006" / "dossier.yaml").read_text(encoding="utf-8").replace("evidence: evidence/", "")
    answer = ask(loads(text), FAST)
    before, after = answer.results["beliefs"]
    assert before["prestige"] == pytest.approx(0.4, abs=0.03)
    assert after["prestige"] == pytest.approx(0.76, abs=0.05)
    assert "retaliation" in answer.results["third_parties"]["ties"]
    assert answer.outcome("standoff.programme.war") < 0.01


def test_each_type_is_told_once_what_a_signal_costs_and_whose_it_is(answer):
    said = [text for text in answer.sentences() if "to be believed as" in text]
    kinds = {**answer.results["beliefs"][0]["resolves"], "defence": 0, "prestige": 0}
    for kind in kinds:
        (one,) = [text for text in said if f"“{kind}”" in text]
        assert ("Avalon" if kind in answer.results["beliefs"][0]["resolves"] else "Brecon") in one
        sunk = answer.results["thresholds"]["signal"][kind]["sunk"]["median"]
        assert ("need not pay" in one) == (sunk < 0.5)
