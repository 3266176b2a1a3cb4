"""Moves made at once, looking ahead and coalitions, in the answer: against the engine, and where they are defined."""

from __future__ import annotations

import pytest

from detente.dossier.cases import load_case
from detente.engines.graph import FIVE, limited_move, listed, non_myopic, simultaneous, strong
from detente.questions import ask
from detente.questions.stability import Stability, concepts
from detente.questions.stability.board import board_of

QUICK = Stability(draws=5, noise=0, wishes=(), every=True)


def answered(case):
    dossier = load_case(case)
    return board_of(dossier), ask(dossier, QUICK).results


@pytest.mark.parametrize("case", ["cuba-1962", "chicken", "prisoners-dilemma"])
def test_two_actors_have_every_concept_of_the_engine(case):
    board, found = answered(case)
    form = board.form
    sim, limit = simultaneous(form, form.states), non_myopic(form)
    assert found["equilibria"]["sim"] == board.listed(form.states[sim.all(axis=0)])
    for i, actor in enumerate(board.actors):
        assert found["stable"]["sim"][actor] == board.listed(form.states[sim[i]])
        assert found["stable"]["non_myopic"][actor] == board.listed(limit.stable[i].nonzero()[0])
        assert found["looking_ahead"]["unsettled"][actor] == board.listed(limit.unsettled[i].nonzero()[0])
    for h, one in found["looking_ahead"]["limited_move"].items():
        assert one["equilibria"] == board.listed(limited_move(form, int(h)).all(axis=0).nonzero()[0])
    assert found["looking_ahead"]["limited_move"]["1"]["equilibria"] == found["equilibria"]["nash"]


def test_both_swerve_in_chicken_when_they_look_ahead():
    """Brams & Wittman (1981): the compromise of chicken and of the dilemma is non-myopically stable, and no Nash one is
    needed."""
    both = ["a.cooperate", "b.cooperate"]
    for case in ("chicken", "prisoners-dilemma"):
        _, found = answered(case)
        assert both in found["equilibria"]["non_myopic"]
        assert both not in found["equilibria"]["nash"]


def test_states_are_strong_against_every_coalition():
    board, found = answered("elmira")
    assert found["strong"]["nash"] == [["uniroyal.abandon"], ["lg.insist", "moe.modify", "uniroyal.accept"]]
    for concept in FIVE:
        equilibria = [int(s) for s in board.form.states if board.state(int(s)) in found["equilibria"][concept]]
        assert found["strong"][concept] == board.listed(s for s in equilibria if strong(listed(board.form), concept, s))
    assert "sim" not in found["equilibria"]  # merged states: moves made at once have no outcome
    assert found["looking_ahead"] is None  # three actors


def test_each_state_has_its_reasons_under_the_further_concepts():
    _, found = answered("prisoners-dilemma")
    row = next(row for row in found["every"] if row["state"] == ["a.cooperate", "b.cooperate"])
    assert row["rests"][-2:] == ["sim", "non_myopic"]
    why = row["actors"]["a"]
    assert why["at_once"] == {"improvement": ["b.cooperate"], "becomes": []}
    assert [step["state"] for step in why["foreseen"]["2"]] == [["b.cooperate"], []]
    alone = next(row for row in found["every"] if row["pattern"] == "NN")["actors"]["a"]
    assert alone["at_once"] is None
    assert [step["state"] for step in alone["foreseen"]["1"]] == [["a.cooperate"]]


def test_too_much_to_look_at_is_left_out(monkeypatch):
    monkeypatch.setattr(concepts, "MOST_JOINT", 1)
    monkeypatch.setattr(concepts, "MOST_COALITIONS", 2)
    _, found = answered("chicken")
    assert "sim" not in found["equilibria"]
    assert found["strong"] == {}


def test_who_leaves_neither_alone_nor_together_is_said():
    said = " ".join(ask(load_case("elmira"), QUICK).sentences())
    assert "Nobody would gain by leaving this state, alone or together, whatever the answer: Uniroyal Chemical" in said
    assert "Nobody would gain by leaving this state, whatever the answer: the local government would insist" in said
