"""The leverage question: its contract, numbers by hand, what-ifs, and what it says of the worked case."""

from __future__ import annotations

import json
from io import StringIO
from math import exp, log

import pytest
from rich.console import Console

from detente.dossier import loads
from detente.dossier.cases import load_case
from detente.engines.logit import BETA
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.draws import Draws
from detente.questions.leverage import Leverage, resting
from detente.questions.leverage.cells import NUMBERS, in_hand, main_cells
from detente.questions.leverage.holds import Holds, public_threats
from detente.questions.outcomes import is_chance, main_outcomes, samples
from detente.questions.sensitivity import Sensitivity
from detente.questions.vote import Vote
from detente.questions.whatif import WhatIf

DOSSIER = """
detente: 1
title: Grain
as_of: 2020-01-01
horizon: 2020-12-31
actors:
  aaa: {name: Aland, code: AAA, capability: 50}
  bbb: {name: Borduria, code: BBB, capability: 80}
  ccc: {name: Carpania, code: CCC, capability: 20}
  ddd: {name: Dorado, code: DDD, capability: 20}
issues:
  arms:
    asks: How many arms?
    scale: {0: none, 50: some, 100: all}
    status_quo: 80
    positions:
      aaa: {position: 90, salience: 60}
      bbb: {position: 10, salience: 80}
      ccc: {position: 20, salience: 50}
      ddd: {position: 0, salience: 50}
  aid:
    asks: How much aid?
    scale: {0: none, 50: some, 100: much}
    positions:
      aaa: {position: 100, salience: 80}
      bbb: {position: {low: 0, mode: 10, high: 30}, salience: 30}
councils:
  board:
    name: the Board
    decides: [arms]
    members: {aaa: {}, bbb: {}, ccc: {}}
    quota: 2
    drafts:
      cut: {name: a cut, sponsors: [bbb], text: {arms: 20}}
talks:
  table: {settles: [aid], otherwise: {aid: 10}, controls: {aid: [bbb]}, formats: {two: {needs: [aaa, bbb]}}}
ties:
  grain: {holder: bbb, dependent: aaa, what: grain, worth: 50, replace: 0.2, cost: 0, used: 0.25, ceiling: 0.75}
  ports: {holder: aaa, dependent: ccc, what: ports, worth: 30, cost: 20}
  loans: {holder: ccc, dependent: bbb, what: loans, worth: {low: 10, mode: 20, high: 40}, cost: 5, note: a guess}
"""


@pytest.fixture(scope="module")
def dossier():
    return loads(DOSSIER)


@pytest.fixture(scope="module")
def answer(dossier):
    return ask(dossier, Leverage(draws=200))


@pytest.fixture(scope="module")
def korea():
    return load_case("korea-2006")


@pytest.fixture(scope="module")
def of_korea(korea):
    return ask(korea, Leverage(draws=300))


def cell(answer, holder, target, issue):
    return next(
        row
        for row in answer.results["pairs"]
        if (row["holder"], row["target"], row["issue"]) == (holder, target, issue)
    )


def test_results_have_the_keys_of_the_contract(answer):
    results = answer.to_dict()["results"]
    assert set(results) >= {"pairs", "chains", "holds", "beyond", "untied", "pressure"}
    for row in results["pairs"]:
        assert set(row) >= {"holder", "target", "issue", "tie", "capacity", "effective", "intensity"}
        for name in ("capacity", "effective", "intensity", "gap"):
            assert set(row[name]) == {"mean", "median", "sd", "low80", "high80"}
        assert row["effective"]["high80"] <= row["capacity"]["high80"] + 1e-9
    for chain in results["chains"]:
        assert sum(link["adds"] for link in chain["links"]) == pytest.approx(chain["effective"]["mean"], rel=1e-6)
    assert {(row["holder"], row["target"]) for row in results["pairs"]} == {
        ("bbb", "aaa"),
        ("aaa", "ccc"),
        ("ccc", "bbb"),
    }
    json.loads(answer.to_json())


def test_one_cell_by_hand(dossier):
    """Grain: 50 · 0.8 · (0.75 − 0.25) = 20 points, free for its holder, whose gain of g points a unit speaks for it.

    φ is half the mean distance: arms 80 apart at 140 of salience, aid about 88 apart at 110.
    """
    answer = ask(dossier, Leverage(draws=200, care=0.0))
    row = cell(answer, "bbb", "aaa", "arms")
    hold = next(h for h in answer.results["holds"] if (h["holder"], h["target"]) == ("bbb", "aaa"))
    phi = hold["expected_conflict"]["mean"]
    assert phi == pytest.approx(0.5 * (140 * 80 + 110 * 88) / 250 / 100, rel=0.01)
    assert hold["points"]["mean"] == pytest.approx(20)
    assert hold["withheld"]["mean"] == pytest.approx(10)
    assert hold["used"] == pytest.approx(1 / 3)
    assert row["capacity"]["mean"] == pytest.approx(20 / (0.6 * (1 + phi)), rel=1e-3)
    move = row["effective"]["mean"]
    behind = 80 / 3 * (1 + phi) / 100 * move
    assert 0.6 * (1 + phi) * move == pytest.approx(20 / (1 + exp(-behind / BETA)), rel=1e-2)
    assert row["intensity"]["mean"] == pytest.approx(0.5)


def test_used_ceiling_and_promise_by_hand(answer):
    row = cell(answer, "bbb", "aaa", "arms")
    a_unit = 20 / row["capacity"]["mean"]
    assert row["used_up"] == pytest.approx(10 / a_unit, rel=1e-3)
    assert row["held_by_ceiling"] == pytest.approx(10 / a_unit, rel=1e-3)
    assert 0.5 * 10 / a_unit < row["promised"]["mean"] < 10 / a_unit


def test_a_what_if_uses_the_tie_up(dossier, answer):
    path = "leverage.bbb.aaa.arms.effective"
    before = answer.outcome(path)
    half = ask(dossier, Leverage(draws=200), changes={"ties.grain.used": 0.5})
    none = ask(dossier, Leverage(draws=200), changes={"ties.grain.used": 0.75})
    assert before > half.outcome(path) > 0 == none.outcome(path)
    assert none.outcome("leverage.bbb.aaa.arms.capacity") == 0
    assert "nothing left to threaten Aland with" in " ".join(none.sentences())
    assert none.outcome("leverage.bbb.aaa.arms.promised") > answer.outcome("leverage.bbb.aaa.arms.promised")


def test_more_cost_to_the_holder_less_leverage(dossier, answer):
    dearer = ask(dossier, Leverage(draws=200), changes={"ties.grain.cost": 40})
    assert dearer.outcome("leverage.bbb.aaa.arms.effective") < answer.outcome("leverage.bbb.aaa.arms.effective")
    assert dearer.outcome("leverage.bbb.aaa.arms.capacity") == answer.outcome("leverage.bbb.aaa.arms.capacity")
    assert dearer.outcome("leverage.bbb.aaa.arms.gap") > answer.outcome("leverage.bbb.aaa.arms.gap")


def test_chains_add_and_end_where_the_issue_is_in_hand(dossier, answer):
    chains = answer.results["chains"]
    assert chains
    assert all(chain["adds"]["low80"] >= 0 for chain in chains)
    assert all(in_hand(dossier, chain["actors"][-1], chain["issue"]) for chain in chains)
    assert [c["adds"]["mean"] for c in chains] == sorted((c["adds"]["mean"] for c in chains), reverse=True)
    assert not ask(dossier, Leverage(draws=20, links=1)).results["chains"]


def test_whose_hands_an_issue_is_in(dossier):
    assert in_hand(dossier, "aaa", "arms")
    assert not in_hand(dossier, "ddd", "arms")
    assert in_hand(dossier, "bbb", "aid")
    assert not in_hand(dossier, "aaa", "aid")


def test_those_on_its_side_are_hostages(answer):
    """Borduria stands nearer to Carpania than Aland does, so Aland's ports count: ½ · 30, every other time at 20."""
    hold = answer.results["holds"][0]
    assert (hold["back"], hold["hostages"]) == (["ports"], ["ccc"])
    assert hold["cost"]["mean"] == 0
    assert hold["price"]["mean"] == pytest.approx(7.5)
    assert answer.pressure("board", "cut")["aaa"] < 20 / (1 + exp(-48 / 3 / BETA))


def test_pressure_on_a_vote_by_hand(dossier, answer):
    """The sponsor gains 0.8 · (70 − 10) = 48 points, a third of which is behind a threat of 20 points that is free."""
    press = ask(dossier, Leverage(draws=200, care=0.0)).pressure("board", "cut")
    assert press == {"aaa": pytest.approx(20 / (1 + exp(-48 / 3 / BETA)), rel=1e-6)}
    free = ask(dossier, Vote("board", draws=200)).outcome("vote.board.cut.adopted")
    pressed = ask(dossier, Vote("board", draws=200, pressure=press)).outcome("vote.board.cut.adopted")
    assert pressed > free
    with pytest.raises(QuestionError, match=r"did you mean 'board\.cut'"):
        answer.pressure("board", "cat")


def test_on_one_target_and_one_issue(dossier):
    only = ask(dossier, Leverage("aaa", "arms", draws=50))
    assert {(r["target"], r["issue"]) for r in only.results["pairs"]} == {("aaa", "arms")}
    assert only.subject == "aaa"
    assert all(chain["actors"][-1] == "aaa" for chain in only.results["chains"])


def test_tables_charts_and_outcomes(answer):
    rows = answer.table()
    assert [row["holder"] for row in rows] == ["Borduria", "Aland", "Carpania"]
    assert rows[1]["aid"] is None
    assert set(answer.charts()) == {"matrix", "chains"}
    with pytest.raises(QuestionError, match="did you mean"):
        answer.outcome("leverage.bbb.aaa.arm.effective")


def test_same_seed_same_bytes(dossier, answer):
    assert ask(dossier, Leverage(draws=200)).to_json() == answer.to_json()


def test_sentences_have_numbers_and_rest_on_something(answer):
    text = " ".join(answer.sentences())
    assert "Borduria could cost Aland 20 points through grain" in text
    assert "has reason to believe moves it" in text
    ties = {(hold["holder"], hold["target"]): hold["ties"] for hold in answer.results["holds"]}
    for row in answer.results["pairs"]:
        assert {
            f"ties.{tie}.{name}" for tie in ties[row["holder"], row["target"]] for name in ("worth", "cost")
        } <= set(row["assumptions"])
    assert "Nobody is said to hold a tie over one other" in text
    loans = next(s for s in answer.said if "loans" in s.text)
    assert "ties.loans.worth" in loans.assumptions
    for said in answer.said:
        assert not (said.confidence and said.probability)


def test_wrong_questions_say_what_is_wrong(dossier):
    with pytest.raises(QuestionError, match="the dossier has no ties"):
        ask(loads(DOSSIER[: DOSSIER.index("ties:")]), Leverage())
    with pytest.raises(QuestionError, match="did you mean 'arms'"):
        ask(dossier, Leverage(issue="arm"))
    with pytest.raises(QuestionError, match="nobody holds a tie over 'ddd'"):
        ask(dossier, Leverage("ddd"))
    with pytest.raises(QuestionError, match="no actor is called 'aab'"):
        ask(dossier, Leverage("aab"))
    with pytest.raises(QuestionError, match="have a position on an issue"):
        ask(dossier, Leverage("ccc", "aid"))
    with pytest.raises(QuestionError, match="beta of 0"):
        ask(dossier, Leverage(beta=0))
    with pytest.raises(QuestionError, match="4 links"):
        ask(dossier, Leverage(links=4))


def test_a_pair_without_a_common_issue_is_left_out_and_said():
    apart = DOSSIER.replace("      ccc: {position: 20, salience: 50}\n", "").replace(", ccc: {}}", "}")
    found = ask(loads(apart), Leverage(draws=20))
    assert {(row["holder"], row["target"]) for row in found.results["pairs"]} == {("bbb", "aaa")}
    assert any("ccc and bbb have no position on a common issue" in warning for warning in found.warnings)


def test_a_public_threat_is_a_claim_by_the_holder(korea):
    assert public_threats(korea, "kor", "prk", ["south-korean-aid"]) == ("c-3b6fb7a014d9",)
    assert public_threats(korea, "chn", "prk", ["chinese-food-and-fuel"]) == ()
    assert public_threats(korea, "usa", "prk", ["macao-accounts"]) == ()


def test_hostages_stand_nearer_to_the_holder(korea):
    holds = Holds(Draws(korea, 50), BETA, 10.0, 0.5)
    assert holds.all["usa", "prk"].hostages == ("kor", "jpn")
    assert holds.all["prk", "kor"].hostages == ()
    assert holds.all["jpn", "prk"].back == ("retaliation", "retaliation-on-japan")


def test_china_could_move_the_north_far_and_is_not_believed(of_korea):
    """The reports' own question: China has the leverage, and does not want to press to the breaking point."""
    row = cell(of_korea, "chn", "prk", "denuclearisation")
    assert row["capacity"]["mean"] > 30 > 6 > row["effective"]["mean"] > 1
    assert row["full"] < 0.1
    assert row["tie"] == "chinese-food-and-fuel"
    assert of_korea.outcome("leverage.usa.prk.denuclearisation.capacity") < 5
    chain = next(c for c in of_korea.results["chains"] if c["actors"] == ["usa", "chn", "prk"])
    assert 0.1 < chain["adds"]["mean"] < 3
    text = " ".join(of_korea.sentences())
    assert "China could cost North Korea 40 points through food and fuel" in text
    assert "If the United States presses China to press North Korea" in text
    assert "withhold 17 points from North Korea already" in text


def test_every_sentence_of_the_worked_case_has_its_claims(of_korea, korea):
    known = {claim.id for claim in korea.archive.claims}
    rested = [said for said in of_korea.said if "Nobody is said" not in said.text]
    assert all(said.claims and set(said.claims) <= known for said in rested)
    assert resting(of_korea.results["holds"][0], ["denuclearisation"])[0] == "ties.chinese-food-and-fuel"


def test_audience_costs_put_resolve_behind_a_threat(korea, of_korea):
    quiet = ask(korea, Leverage(draws=300, audience=0.0))
    path = "leverage.kor.prk.denuclearisation.effective"
    assert quiet.outcome(path) < of_korea.outcome(path)
    assert quiet.outcome("leverage.chn.prk.denuclearisation.effective") == pytest.approx(
        of_korea.outcome("leverage.chn.prk.denuclearisation.effective")
    )
    assert 1 / (1 + exp(-10 / BETA)) == pytest.approx(0.9)
    assert pytest.approx(10 / log(9)) == BETA


def test_outcomes_draw_by_draw_have_the_mean_of_the_answer(dossier, answer):
    paths = [f"leverage.{cell}.{name}" for cell in ("bbb.aaa.arms", "ccc.bbb.arms") for name in NUMBERS]
    found = samples(Draws(dossier, 200), paths)
    for path in paths:
        assert found[path].shape == (200,)
        assert found[path].mean() == pytest.approx(answer.outcome(path), rel=1e-6, abs=1e-12)
    with pytest.raises(QuestionError, match="did you mean"):
        samples(Draws(dossier, 10), ["leverage.bbb.aaa.arms.effectiv"])
    with pytest.raises(QuestionError, match="no such outcome"):
        samples(Draws(dossier, 10), ["leverage.ddd.aaa.arms.effective"])


def test_the_main_cells_are_outcomes_of_the_dossier(dossier):
    assert main_cells(dossier) == (("bbb", "aaa", "arms"), ("aaa", "ccc", "arms"), ("ccc", "bbb", "arms"))
    assert "leverage.bbb.aaa.arms.effective" in main_outcomes(dossier)
    assert is_chance("leverage.bbb.aaa.arms.probability")
    assert not is_chance("leverage.bbb.aaa.arms.gap")


def test_what_if_a_tie_is_used_up(dossier):
    path = "leverage.bbb.aaa.arms.effective"
    answer = ask(dossier, WhatIf({"ties.grain.used": 0.75}, [path], draws=100))
    assert answer.results["after"][path]["mean"] == 0
    assert answer.results["difference"][path]["high80"] < 0
    text = " ".join(answer.sentences())
    assert "the effective leverage of Borduria over Aland on “arms” is 0, against" in text
    assert any("nothing left to threaten" in (one["after"] or "") for one in answer.results["rewritten"])


def test_what_would_change_it(dossier):
    path = "leverage.ccc.bbb.arms.effective"
    answer = ask(dossier, Sensitivity(path, draws=300, base=0))
    assert "ties.loans.worth" in [row["path"] for row in answer.results["inputs"]]
    assert not answer.results["chance"]


def test_each_cell_of_the_worked_case_has_its_evidence(of_korea):
    """And each hold the words that its ties rest on, which a terminal prints."""
    known = {claim.id for claim in load_case("korea-2006").archive.claims}
    for row in of_korea.results["pairs"]:
        assert row["claims"]
        assert set(row["claims"]) <= known
    for hold in of_korea.results["holds"]:
        assert hold["quotations"]
    console = Console(width=200, record=True, file=StringIO())
    console.print(of_korea)
    text = console.export_text()
    assert "What the hold of China over North Korea rests on" in text
    assert "“China provides most of the oil that North Korea burns”" in text


def test_words_where_nothing_is_left_or_nothing_is_paid():
    """No "0 points are left to threaten with", no "at 0 to itself"; one who is beyond reach is "it"."""
    free = ask(loads(DOSSIER.replace("what: ports, worth: 30", "what: ports, worth: 0")), Leverage("aaa", draws=50))
    assert "through grain, at next to no cost to itself: " in free.sentences()[0]
    spent = ask(loads(DOSSIER.replace("used: 0.25", "used: 0.75")), Leverage("aaa", draws=50)).sentences()
    assert "Borduria has nothing left to threaten Aland with: all it may withhold is withheld." in spent
    assert any(
        line.endswith("already, which threatens nothing any more; nothing is left to threaten with.") for line in spent
    )
    assert any(line.endswith("by promising to give back what it withholds.") for line in spent)
    assert "Aland is beyond anyone’s reach: no threat moves it by a unit of any scale." in spent


def test_what_comes_back_is_told_once_and_beside_the_cost(of_korea):
    """The cost "to itself" is the holder's own; what may come back by expectation is another; both make the price."""
    names, said = of_korea.results["names"], of_korea.sentences()
    for hold in of_korea.results["holds"]:
        holder, target = (names[hold[side]].removeprefix("the ") for side in ("holder", "target"))
        (own,) = [line for line in said if f"{holder} could cost {target}" in line and "to itself" in line]
        assert f"at {hold['cost']['mean']:.0f} to itself" in own
        feared = hold["price"]["mean"] - hold["cost"]["mean"]
        told = [line for line in said if f"{holder} to go all the way, what {target} might do back" in line]
        assert len(told) == (feared >= 0.5)
        assert all(f"another {feared:.0f} point" in line for line in told)


def test_who_could_still_cost_whom_more_compares_what_is_left():
    """Aland has used most of its tie over Borduria, which is the greater one."""
    back = "  coal: {holder: aaa, dependent: bbb, what: coal, worth: 90, cost: 1, used: 0.9}\n"
    dossier = loads(DOSSIER.replace("ties:\n", f"ties:\n{back}"))
    said = " ".join(ask(dossier, Leverage(draws=50)).sentences())
    assert "depends on" not in said
    assert "Borduria could still cost Aland more in return" in said
    assert "that Aland has left to threaten with" in said


THREE = """
detente: 1
title: Three
as_of: 2020-01-01
horizon: 2020-12-31
actors:
  kkk: {name: Karelia, capability: 50}
  jjj: {name: Jutland, capability: 50}
  iii: {name: Istria, capability: 50}
issues:
  arms:
    asks: How many arms?
    scale: {0: none, 100: all}
    positions:
      kkk: {position: 90, salience: 60}
      jjj: {position: 100, salience: 50}
      iii: {position: 20, salience: 40}
ties:
  over: {holder: kkk, dependent: jjj, what: loans, worth: 40, cost: 6, used: 0, ceiling: 1}
  last: {holder: jjj, dependent: iii, what: grain, worth: 30, cost: 20, used: 0, ceiling: 1}
"""


def test_one_presses_another_by_giving_back_what_it_withholds():
    """With nothing left to threaten, the chance that the holder keeps its word times what it gives back, by hand."""
    spent = ask(loads(THREE.replace("cost: 6, used: 0", "cost: 6, used: 1")), Leverage(draws=20))
    (chain,) = (row for row in spent.results["chains"] if row["actors"] == ["kkk", "jjj", "iii"])
    alone = cell(spent, "jjj", "iii", "arms")["effective"]["mean"]
    phi = 0.5 * (90 - 20) / 100
    gain = 60 / 3 * (1 + phi) * alone / 100
    assert chain["pressure"]["mean"] == pytest.approx(40 / (1 + exp(-(gain + 6) / BETA)))
    assert chain["adds"]["mean"] > 0


def test_nobody_presses_another_to_push_a_third_away_from_itself():
    """Karelia at 0 would lose by what Jutland at 100 extracts of Istria at 20: it has nothing to press for."""
    toward, away = (ask(loads(THREE.replace("position: 90", f"position: {at}")), Leverage(draws=20)) for at in (90, 0))
    assert [row["actors"] for row in toward.results["chains"]] == [["kkk", "jjj", "iii"]]
    assert away.results["chains"] == []


def test_the_first_of_three_links_adds_through_the_second():
    """Pressing Karelia to press Jutland adds to what Karelia puts behind its word."""
    longer = THREE.replace("  iii: {name", "  lll: {name: Livonia, capability: 50}\n  iii: {name", 1)
    longer = longer.replace("      iii: {pos", "      lll: {position: 95, salience: 90}\n      iii: {pos", 1)
    longer += "  far: {holder: lll, dependent: kkk, what: ore, worth: 60, cost: 2, used: 0, ceiling: 1}\n"
    found = {tuple(row["actors"]): row for row in ask(loads(longer), Leverage(draws=20)).results["chains"]}
    whole, short = found["lll", "kkk", "jjj", "iii"], found["kkk", "jjj", "iii"]
    assert [link["adds"] > 0 for link in whole["links"]] == [True, True, True]
    assert whole["adds"]["mean"] == pytest.approx(whole["links"][0]["adds"])
    assert whole["effective"]["mean"] == pytest.approx(whole["adds"]["mean"] + short["effective"]["mean"])
