"""Stability asked of dossiers: its keys, its numbers against the engine, its sentences, its outcomes."""

from __future__ import annotations

import json
import re
from datetime import date

import numpy as np
import pytest

from detente.dossier import loads
from detente.dossier.templates import template
from detente.engines.graph import FIVE, by_horizon, chain, first_passage, solve
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.stability import Stability, from_here, horizon, results
from detente.questions.stability.board import board_of

# two states with one weapon each: a dilemma in which each prefers to be the only one that arms
CONFLICT = """
conflict:
  options:
    usa: {arm: arm itself}
    prk: {arm: arm itself, talk: come to the talks}
  now: []
  impossible: ["prk.talk and prk.arm"]
  preferences:
    usa: [not prk.arm, usa.arm]
    prk: [not usa.arm, prk.arm, prk.talk]
"""


def dossier(conflict=CONFLICT):
    return loads(template("A dilemma", date(2006, 7, 10)) + conflict, "dilemma.yaml")


@pytest.fixture(scope="module")
def answer():
    return ask(dossier(), Stability(draws=500, orders=50, wishes=("prk.talk", "prk.talk and prk.arm")))


def test_the_keys_that_other_programs_read(answer):
    found = json.loads(answer.to_json())
    assert found["question"] == "stability"
    assert found["subject"] is None
    results = found["results"]
    assert results["states"] == 6
    assert set(results["equilibria"]) == {*FIVE, "sim", "non_myopic"}
    assert set(results["stable"]["seq"]) == {"usa", "prk"}
    assert set(results["horizon"]) == {"usa.arm", "prk.arm", "prk.talk"}
    assert all(0 <= p <= 1 for p in results["horizon"].values())
    assert {"reasons", "reachable"} <= results.keys()
    settings = found["method"]["settings"]
    assert settings["option_cost"] == 4.0
    assert settings["pace"]["high"] == 3.0
    assert "our construction" in settings["utilities"]


def test_states_are_what_the_engine_says(answer):
    board = board_of(dossier())
    solution = solve(board.form)
    for concept in FIVE:
        assert answer.results["equilibria"][concept] == board.listed(solution.equilibria(concept))
    assert answer.results["equilibria"]["nash"] == [["prk.arm", "usa.arm"]]
    assert answer.results["today"]["nash"]["unstable_for"] == ["usa", "prk"]


def test_the_horizon_is_the_engine_s_over_draws_of_the_pace():
    board = board_of(dossier())
    exact = ask(dossier(), Stability(draws=3, pace=(1, 1, 1), noise=0))
    moves = chain(board.form, [1.0, 1.0])
    taken = np.stack([board.states >> bit & 1 == 1 for bit in range(3)])
    expected = first_passage(moves, 0, taken)[0]
    assert [exact.results["horizon"][name] for name in board.names] == pytest.approx(list(expected))
    standing = by_horizon(moves, 0)[0]
    assert exact.results["at_horizon"]["usa.arm"] == pytest.approx(standing[taken[0]].sum())
    spread = ask(dossier(), Stability(draws=400, noise=0)).results["horizon_estimates"]["usa.arm"]
    assert spread["low80"] < spread["mean"] < spread["high80"]


def test_talks_are_wished_for_where_nothing_is():
    assert ask(dossier(), Stability(draws=5, noise=0)).method.settings["wishes"] == ["prk.talk"]
    assert ask(dossier(), Stability(draws=5, noise=0, wishes=())).results["wishes"] == []


def test_same_seed_same_bytes():
    first, again = (ask(dossier(), Stability(draws=50, orders=20)).to_json() for _ in range(2))
    assert first == again


def test_wishes_are_granted_or_refused(answer):
    talk, both = answer.results["wishes"]
    assert both["seq"] is None
    assert talk["nash"]["possible"]
    assert talk["nash"]["changes"] > 0
    assert any("no possible state grants the wish" in text.lower() for text in answer.sentences())


def test_sentences_are_sentences_and_keep_likelihood_from_confidence(answer):
    from detente.display.words import mixes_likelihood_and_confidence

    for sentence in answer.said:
        assert re.fullmatch(r"[A-Z“].*[.!?]”?", sentence.text), sentence.text
        assert not mixes_likelihood_and_confidence(sentence.text)
    assert any(s.probability is not None and f"({round(100 * s.probability)}%)" in s.text for s in answer.said)


def test_outcomes_by_path(answer):
    assert answer.outcome("stability.horizon.usa.arm") == answer.results["horizon"]["usa.arm"]
    with pytest.raises(QuestionError, match="did you mean"):
        answer.outcome("stability.horizon.usa.arms")


def test_table_and_charts(answer):
    rows = answer.table()
    assert rows[0]["path from today"] == "today"
    assert rows[0]["state"] == "nothing is taken"
    against = {row["state"]: row["against today"] for row in rows}
    assert against["prk.arm, usa.arm"] == "United States: arm itself; North Korea: arm itself"
    charts = answer.charts()
    assert set(charts) == {"journey", "chances"}
    assert "arm itself (North Korea)" in json.dumps(charts["chances"].to_dict())


def test_the_drawing_has_every_improvement_between_its_states_and_no_other_move(answer):
    board, drawn = board_of(dossier()), answer.results["map"]
    number = {tuple(board.state(int(s))): int(s) for s in board.form.states}
    states = [number[tuple(row["state"])] for row in drawn["states"]]
    expected = {
        (s, q, actor)
        for s in states
        for i, actor in enumerate(board.actors)
        for q in board.form.moves(i, s)
        if q in states and board.form.worth(i, q) > board.form.worth(i, s)
    }
    assert {(states[m["from"]], states[m["to"]], m["actor"]) for m in drawn["moves"]} == expected
    assert len(expected) == len(drawn["moves"]) > 0
    resting = [row["state"] for row in drawn["states"] if row["rests"]]
    assert all(state in answer.results["equilibria"]["seq"] for state in resting)


def test_an_order_that_is_given_by_set_changes_the_answer():
    changed = ask(dossier(), Stability(draws=5, noise=0), changes={"conflict.now": ["usa.arm"]})
    assert changed.results["now"] == ["usa.arm"]
    assert changed.results["horizon"]["usa.arm"] == 1.0


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (Stability(pace=(2, 1, 3)), "pace"),
        (Stability(noise=-1), "noise"),
        (Stability(option_cost=-1), "option cost"),
        (Stability(option_cost=float("nan")), "option cost"),
        (Stability(option_cost=float("inf")), "option cost"),
        (Stability(noise=float("nan")), "noise"),
        (Stability(beta=float("inf")), "beta"),
        (Stability(pace=(1, float("nan"), 3)), "pace"),
    ],
)
def test_settings_out_of_range_are_refused(question, says):
    with pytest.raises(QuestionError, match=says):
        ask(dossier(), question)


def test_what_cannot_be_answered_is_said():
    with pytest.raises(QuestionError, match="no options"):
        ask(loads(template("Empty", date(2006, 7, 10)), "e.yaml"), Stability())
    with pytest.raises(QuestionError, match="state is impossible"):
        ask(dossier(CONFLICT.replace("now: []", "now: [prk.talk, prk.arm]")), Stability())
    with pytest.raises(QuestionError, match=r"wish: there is no option .prk.sing. at character 1"):
        ask(dossier(), Stability(draws=5, noise=0, wishes=("prk.sing",)))


def test_a_conflict_too_large_to_list_is_solved_from_today():
    many = "\n".join(f"    a{k}: {{x: do x, y: do y}}" for k in range(12))
    actors = "\n".join(f"  a{k}: {{name: A{k}, kind: state}}" for k in range(12))
    conflict = f"""
conflict:
  options:
{many}
  preferences:
    a0: [a0.x]
    a1: [a1.x if a0.x]
"""
    head = "detente: 1\ntitle: Large\nas_of: 2006-07-10\nhorizon: 2006-12-31\nactors:\n"
    found = ask(loads(head + actors + conflict, "large.yaml"), Stability(draws=5))
    assert found.results["states"] is None
    assert found.results["today"]["nash"]["unstable_for"] == ["a0"]
    assert ["a0.x"] not in found.results["equilibria"]["nash"]
    assert ["a0.x", "a1.x"] in found.results["equilibria"]["nash"]
    assert any("too many" in warning for warning in found.warnings)
    near = found.results["reachable"]["improvements"]
    assert near["complete"]
    assert near["nearest"][0]["first"] == ["a0"]
    assert [step["takes"] for step in near["nearest"][0]["path"]] == [["a0.x"], ["a1.x"]]
    assert [row["path from today"] for row in found.table()][:2] == ["today", "a0 +x; a1 +x"]
    assert set(found.charts()) == {"journey"}
    assert any("by improvements alone" in text.lower() for text in found.sentences())


def actors(n, options, rest):
    """A conflict of n actors who have these options each."""
    each = ", ".join(f"{option}: do {option}" for option in options)
    who = "\n".join(f"  a{k}: {{name: A{k}, kind: state}}" for k in range(n))
    can = "\n".join(f"    a{k}: {{{each}}}" for k in range(n))
    head = f"detente: 1\ntitle: Many\nas_of: 2006-07-10\nhorizon: 2006-12-31\nactors:\n{who}\n"
    return loads(f"{head}conflict:\n  options:\n{can}\n{rest}", "many.yaml")


def test_what_few_moves_can_reach_is_solved_exactly_however_many_options_there_are():
    """All but three of 21 options are impossible: as in the conflict of three."""
    kept = ("a0.x", "a1.x", "a2.x")
    barred = [f"a{k}.{o}" for k in range(7) for o in "xyz" if f"a{k}.{o}" not in kept]
    orders = ("a0.x iff a1.x, a2.x", "not a1.x if a0.x, a0.x", "a2.x if a1.x, not a2.x")
    wants = "  preferences:\n" + "".join(f"    a{k}: [{order}]\n" for k, order in enumerate(orders))
    settings = Stability(draws=5, noise=0, wishes=())
    found = ask(actors(7, "xyz", f"  impossible: [{', '.join(barred)}]\n{wants}"), settings).results
    same = ask(actors(3, "x", wants), settings).results
    assert found["states"] is None
    for concept in FIVE:
        assert sorted(found["equilibria"][concept]) == sorted(same["equilibria"][concept])
        assert found["today"][concept] == same["today"][concept]
    for how in ("improvements", "moves"):
        assert found["reachable"][how]["states"] == same["reachable"][how]["states"]
        assert found["reachable"][how]["equilibria"] == same["reachable"][how]["equilibria"]
    assert len(found["map"]["states"]) == len(same["map"]["states"])


def test_a_verdict_that_takes_too_long_is_none(monkeypatch):
    monkeypatch.setattr(from_here, "MOST_ANSWERS", 1)
    monkeypatch.setattr(from_here, "MOST_REACHED", 10)
    wants = "".join(f"    a{k}: [a{k}.x if a{(k + 1) % 7}.y, not a{(k + 2) % 7}.x, a{k}.z]\n" for k in range(7))
    answer = ask(actors(7, "xyz", f"  preferences:\n{wants}"), Stability(draws=5, noise=0))
    assert any("verdicts were not reached and do not count as stable" in warning for warning in answer.warnings)
    undecided = [reason for reason in answer.results["reasons"] if reason["stable"] is None]
    assert undecided
    assert all(reason["status"].startswith("not decided") for reason in undecided)
    assert answer.sentences()


def test_what_is_too_much_work_is_left_out_and_said(monkeypatch):
    monkeypatch.setattr(horizon, "MOST_EVOLVED", 4)
    monkeypatch.setattr(results, "MOST_GROUPED", 4)
    found = ask(dossier(), Stability(draws=100, noise=0))
    assert found.results["horizon"] == {}
    assert found.results["upsets"] == []
    assert len(found.warnings) == 2
    assert found.sentences()
    assert "chances" not in found.charts()
