"""Stability of conflicts said otherwise: rankings, weights, merged states, options that somebody does not see."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from detente.dossier import loads
from detente.dossier.cases import load_case
from detente.dossier.templates import template
from detente.engines.graph import FIVE, by_weights, holds, solve, solve_hypergame
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.draws import Draws
from detente.questions.replication import replications
from detente.questions.stability import Stability
from detente.questions.stability.board import board_of


def dossier(conflict):
    return loads(template("A dilemma", date(2006, 7, 10)) + conflict, "dilemma.yaml")


@pytest.fixture(scope="module")
def elmira():
    return ask(load_case("elmira"), Stability(draws=200, orders=50, wishes=("uniroyal.accept",), every=True))


def test_elmira_is_printed_with_its_reasons(elmira):
    rows = {row["pattern"]: row for row in elmira.table()}
    assert len(rows) == elmira.results["states"] == 9
    assert {p for p, row in rows.items() if "nash" in row["rests under"]} == {"NNNY", "YYNY", "--Y-"}
    assert {p for p, row in rows.items() if "gmr" in row["rests under"]} == {"NNNN", "YYNN", "NNNY", "YYNY", "--Y-"}
    assert rows["NNNN"]["lg"] == "gmr, smr: +insist, but moe +modify"
    assert rows["YNNN"]["uniroyal"] == "would +accept"
    assert rows["NYNN"]["lg"] == "gmr, smr, seq, sseq: +insist, but uniroyal +abandon"
    assert rows["NNNN"]["moe"] == "nash: no gain"


def test_the_jump_of_the_coalition_is_found(elmira):
    jumps = [upset for upset in elmira.results["upsets"] if upset["state"] == ["lg.insist"]]
    assert [upset["coalition"] for upset in jumps] == [["moe", "uniroyal"]]
    assert jumps[0]["path"][-1]["state"] == ["lg.insist", "moe.modify", "uniroyal.accept"]


def test_merged_states_are_one_everywhere(elmira):
    assert elmira.results["horizon"]["uniroyal.abandon"] > 0
    gone = [row for row in elmira.results["reachable"]["moves"]["nearest"] if row["state"] == ["uniroyal.abandon"]]
    assert gone[0]["path"][0]["takes"] == ["uniroyal.abandon"]
    assert elmira.results["wishes"][0]["nash"]["changes"] == 0
    again = ask(load_case("elmira"), Stability(draws=200, orders=50, wishes=("uniroyal.accept",), every=True))
    assert again.to_json() == elmira.to_json()


def test_today_may_be_one_of_the_merged():
    merged = load_case("elmira").model_copy(
        update={"conflict": load_case("elmira").conflict.model_copy(update={"now": ("uniroyal.abandon", "lg.insist")})}
    )
    found = ask(merged, Stability(draws=5, noise=0))
    assert found.results["now"] == ["uniroyal.abandon"]
    assert found.results["today"]["nash"]["equilibrium"]


def test_published_results_hold():
    """The equilibria of Elmira, Cuba 1962, chicken and the prisoner's dilemma, and Elmira's jump."""
    rows = [row for row in replications() if row.model == "stability"]
    assert {row.case for row in rows} == {"elmira", "cuba-1962", "chicken", "prisoners-dilemma"}
    assert len(rows) == 18
    assert all(row.holds and sum(row.published) == sum(row.found) for row in rows)


WEIGHED = """
conflict:
  options:
    usa: {arm: arm itself}
    prk: {arm: arm itself, talk: come to the talks}
  preferences:
    usa: {weights: {not prk.arm: 40, usa.arm: 10, prk.talk: 15}}
    prk: [not usa.arm, prk.arm, prk.talk]
"""


def test_weights_are_points():
    board = board_of(dossier(WEIGHED))
    worth = by_weights([40, 10, 15], [board.program(t) for t in ("not prk.arm", "usa.arm", "prk.talk")], board.states)
    np.testing.assert_array_equal(board.form.utilities[0], worth)
    found = ask(dossier(WEIGHED), Stability(draws=50, orders=40, wishes=()))
    solution = solve(board.form)
    assert all(found.results["equilibria"][c] == board.listed(solution.equilibria(c)) for c in FIVE)
    assert found.results["uncertain"]


UNSEEN = """
conflict:
  options:
    usa: {press: press harder}
    prk: {test: test a device, talk: come to the talks}
  now: [prk.talk]
  unaware: {usa: [prk.test]}
  preferences:
    usa: [not prk.test, prk.talk, usa.press]
    prk: [prk.test, not usa.press, not prk.talk unless usa.press]
"""


def test_who_does_not_see_what_and_who_is_surprised():
    found = ask(dossier(UNSEEN), Stability(draws=20, noise=0, wishes=()))
    game, board = found.results["hypergame"], board_of(dossier(UNSEEN))
    engine = solve_hypergame(board.whole, {0: [1]})
    assert game["unaware"] == {"usa": ["prk.test"]}
    assert game["equilibria"]["seq"] == board.listed(engine.equilibria("seq"))
    assert game["surprise_count"] == len(engine.surprises) > 0
    assert game["surprised"] == ["usa"]
    assert holds(board.program("prk.test"), np.array([engine.surprises[0].target])).all()
    text = " ".join(found.sentences())
    assert "does not see that North Korea can test a device" in text
    assert "the United States would be surprised" in text.replace("The United", "the United")


def test_nobody_is_blind_where_nothing_is_said():
    assert ask(dossier(WEIGHED), Stability(draws=5, noise=0, wishes=())).results["hypergame"] is None


def test_what_needs_a_list_of_states_is_refused_without_one():
    options = ", ".join(f"o{k}: do it" for k in range(21))
    large = f"\nconflict:\n  options:\n    usa: {{{options}}}\n  merged: [usa.o1]\n"
    with pytest.raises(QuestionError, match="21 options, and weights"):
        ask(dossier(large), Stability(draws=5))


def test_too_many_states_to_print():
    options = ", ".join(f"o{k}: do it" for k in range(7))
    with pytest.raises(QuestionError, match=r"128 possible states are too many to print.*without --states"):
        ask(dossier(f"\nconflict:\n  options:\n    usa: {{{options}}}\n"), Stability(draws=5, every=True))


def test_whose_points_they_are_is_said():
    mixed = " ".join(ask(dossier(WEIGHED), Stability(draws=5, noise=0, wishes=())).sentences())
    assert "the weights of the United States, and for the others what we made of their orders" in mixed
    both = WEIGHED.replace("prk: [not usa.arm, prk.arm, prk.talk]", "prk: {weights: {not usa.arm: 5}}")
    text = " ".join(ask(dossier(both), Stability(draws=5, noise=0, wishes=())).sentences())
    assert "points that the dossier gives as weights" in text


def test_the_jump_is_said_after_the_state_that_it_leaves(elmira):
    said = elmira.sentences()
    jump = next(k for k, text in enumerate(said) if "leaving together the state that nobody would leave alone" in text)
    assert said[jump].startswith("The Ministry of the Environment and Uniroyal Chemical")
    assert said[jump - 1].endswith("the local government would insist on the original control order.")


HARD = """
conflict:
  options:
    usa: {a: do a, b: do b}
    prk: {c: do c, d: do d}
    chn: {e: do e}
  preferences:
    usa: [usa.a iff prk.c, not chn.e, usa.b, not prk.d]
    prk: [prk.d unless usa.a, not prk.c, chn.e, not usa.b]
    chn: [chn.e iff prk.d, usa.a, not usa.b, prk.c]
"""
WISH = "usa.a and prk.c and chn.e and not prk.d"


def test_a_wish_has_its_fewest_changes_and_their_bound():
    found = ask(dossier(HARD), Stability(draws=5, noise=0, wishes=(WISH,))).results["wishes"][0]
    assert found["states"] == found["seq"]["tried"] == 2
    assert found["seq"]["exact"]
    assert 0 < found["seq"]["least"] == found["seq"]["changes"] <= found["nash"]["changes"]


def test_weights_too_far_apart_for_the_evolution_leave_the_rest():
    found = ask(dossier(WEIGHED.replace("not prk.arm: 40", "not prk.arm: 9000")), Stability(draws=5, wishes=()))
    near = ask(dossier(WEIGHED), Stability(draws=5, wishes=()))
    assert found.results["equilibria"] == near.results["equilibria"]
    assert found.results["horizon"] == {}
    assert any("weights of usa put states 9,025 points apart" in warning for warning in found.warnings)
    far = dossier(WEIGHED.replace("not prk.arm: 40", "not prk.arm: 9000"))
    with pytest.raises(QuestionError, match="9,025 points apart"):
        Stability().samples(Draws(far, 5, 0), ["stability.horizon.usa.arm"])
