"""Gambit's files: what goes out comes back, and what is wrong is said with line and column."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from detente.engines.games import limit, quantal, reduced_form
from detente.engines.games.incidence import incidence, log_chances, path_payoffs
from detente.errors import FormatError
from detente.formats.efg import load_efg, read_efg, write_efg
from detente.formats.gambit_text import number_text
from detente.formats.nfg import as_game, read_nfg, write_nfg
from tests.engines.games import published
from tests.engines.games.cases import random_game

GAMES = [
    published.horse(),
    published.beer_quiche(),
    published.centipede(6),
    published.kuhn(),
    published.two_moves(),
]


@pytest.mark.parametrize("game", [*GAMES, *(random_game(seed) for seed in range(12))], ids=lambda game: game.title)
def test_a_game_that_is_written_and_read_is_the_same_game(game):
    text = write_efg(game)
    back = read_efg(text)
    assert (back.title, back.players, back.comment) == (game.title, game.players, game.comment)
    assert [(p.player, p.name, p.actions) for p in back.infosets] == [
        (p.player, p.name, p.actions) for p in game.infosets
    ]
    assert path_payoffs(back) == pytest.approx(path_payoffs(game), abs=0)
    assert log_chances(back) == pytest.approx(log_chances(game), abs=1e-12)
    assert (incidence(back).path == incidence(game).path).all()
    assert write_efg(back) == text


def test_a_file_may_state_information_sets_and_outcomes_once_and_pay_on_the_way():
    text = """EFG 2 R "short" { "a" "b" } "a \\"comment\\""
c "" 1 "luck" { "x" 1/3 "y" 2/3 } 1 "start" { 1, -1 }
p "" 2 1 "" { "l" "r" } 0
t "" 2 "" { 2 0.5 }
t "" 0
p "" 2 1 0
t "" 2
t "" 0
"""
    game = read_efg(text)
    assert game.comment == 'a "comment"'
    assert game.infosets[0].probabilities == (Fraction(1, 3), Fraction(2, 3))
    assert path_payoffs(game).tolist() == [[3, -0.5], [1, -1], [3, -0.5], [1, -1]]
    assert read_efg(write_efg(game)).nodes == game.nodes


def test_chances_written_sum_to_one_exactly():
    back = read_efg(write_efg(random_game(2)))
    for place in back.infosets:
        if place.player < 0:
            assert sum(place.probabilities) == 1


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('NFG 2 R "t" { "a" }', "game.efg:1: column 1", "'EFG' should stand here"),
        ('EFG 2 R "t" { "a" }\n\np "" 2 1 "h" { "l" } 0 t "" 0', "game.efg:3: column 6", "player 2 of 1"),
        ('EFG 2 R "t" { "a" }\np "" 1 1 0', "game.efg:2: column 8", "no actions yet"),
        ('EFG 2 R "t" { "a" }\nt "" 1 "" { 1 2 }', "game.efg:2: column 11", "2 payoffs for 1 players"),
        ('EFG 2 R "t" { "a" }\nt "" 1 "" { one }', "game.efg:2: column 13", "a payoff, a number"),
        ('EFG 2 R "t" { "a" }\np "" 1 1 "h" { "l" "r" } 0\nt "" 0', "game.efg:3: column 7", "the file ends"),
        ('EFG 2 R "t" { "a" }\nt "" 0\nt "" 0', "game.efg:3: column 1", "after the last node"),
        ('EFG 2 R "t" { "a" }\nx "" 0', "game.efg:2: column 1", "a node starts with"),
        ('EFG 2 R "t { "a" }\nt "" 0', "game.efg", "quotation"),
        ('EFG 2 R "t" { "a" }\nt "" 0 "win" { 1 }', "game.efg:2: column 6", "outcome 0 has payoffs"),
        ('EFG 2 R "t" { "a" }\nc "" 1 "" { "x" 1/2 "y" 1/3 } 0 t "" 0 t "" 0', "game.efg", "sum to 1"),
        (
            'EFG 2 R "t" { "a" }\np "" 1 1 "h" { "l" } 0\nc "" 1 "" { "x" 1 } 0\np "" 1 1 "h" { "r" } 0 t "" 0',
            "game.efg:4: column 8",
            "stated differently",
        ),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(text, place, words):
    with pytest.raises(FormatError) as caught:
        read_efg(text, "game.efg")
    assert place in str(caught.value)
    assert words in str(caught.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(FormatError, match="cannot be read"):
        load_efg(tmp_path / "none.efg")
    (tmp_path / "horse.efg").write_text(write_efg(published.horse()), encoding="utf-8")
    assert load_efg(tmp_path / "horse.efg") == read_efg(write_efg(published.horse()))


def test_numbers_are_written_exactly():
    for value in (0.1, 1 / 3, -12.5, 1e-7, 123456.789, Fraction(22, 7)):
        exact = value if isinstance(value, Fraction) else Fraction(str(value))
        assert Fraction(number_text(value)) == exact


@pytest.mark.parametrize("game", [published.horse(), published.beer_quiche(), published.poker()], ids=lambda g: g.title)
def test_the_reduced_form_goes_out_and_comes_back(game):
    form = reduced_form(game)
    back = read_nfg(write_nfg(form))
    assert back.strategies == form.strategies
    assert back.payoffs == pytest.approx(form.payoffs)


def test_gambits_example_of_a_strategic_game():
    """The sample in Gambit's documentation: Selten 1975, figure 2, in normal form."""
    form = read_nfg('NFG 1 R "e02" { "Player 1" "Player 2" } { 3 2 } 1 1 0 2 0 2 1 1 0 3 2 0')
    assert form.payoffs[:, 0].tolist() == [[1, 1], [0, 2], [0, 2]]
    assert form.payoffs[:, 1].tolist() == [[1, 1], [0, 3], [2, 0]]


def test_a_strategic_game_is_solved_as_a_tree():
    """Ochs 1995 as McKelvey & Palfrey 1995 rescale it; at their estimate λ = 1.846 play is (.616, .383)."""
    form = read_nfg('NFG 1 R "pennies" { "a" "b" } { 2 2 } 1.1141 0 0 1.1141 0 1.1141 0.2785 0')
    game = as_game(form)
    assert quantal(game, 1.845871).play[[0, 2]] == pytest.approx([0.6156, 0.3829], abs=2e-3)
    assert limit(game).play[[0, 2]] == pytest.approx([0.5, 0.2], abs=1e-3)


def test_the_outcome_version_and_wrong_counts_are_refused():
    with pytest.raises(FormatError, match="payoff version"):
        read_nfg('NFG 1 R "t" { "a" } { { "x" } } { { "" 1 } } 1')
    with pytest.raises(FormatError, match="the file ends"):
        read_nfg('NFG 1 R "t" { "a" "b" } { 2 2 } 1 1 0')
    with pytest.raises(FormatError, match="after the last payoff"):
        read_nfg('NFG 1 R "t" { "a" } { 1 } 1 2')


def test_plans_of_the_reduced_form_leave_out_what_they_rule_out():
    form = reduced_form(published.centipede(4))
    assert form.strategies == (("1*", "21", "22"), ("1*", "21", "22"))
    assert np.isfinite(form.payoffs).all()
