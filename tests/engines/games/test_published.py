"""Published games against their books: equilibria, limits, and points of Gambit's principal branches."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.games import limit, quantal, regret, sequential_equilibria
from tests.engines.games import published
from tests.engines.games.literal import Walk, by_infoset

GAMES = [
    published.horse(),
    published.beer_quiche(),
    published.entry(),
    published.entry_unseen(),
    published.centipede(4),
    published.centipede(6),
    published.poker(),
    published.kuhn(),
    published.two_moves(),
]


def named(game, plan):
    return {game.infosets[i].name: game.infosets[i].actions[a] for i, a in plan.items()}


def test_selten_horse_has_one_sensible_equilibrium_and_the_branch_finds_it():
    game = published.horse()
    (only,) = sequential_equilibria(game)
    assert named(game, only.plan) == {"one": "R", "two": "R", "three": "L"}  # (L, R, R) is not sequential
    assert limit(game).play == pytest.approx([1, 0, 1, 0, 0, 1], abs=1e-4)


def test_beer_quiche_has_its_two_pooling_equilibria_and_the_branch_chooses_beer():
    game = published.beer_quiche()
    found = [named(game, one.plan) for one in sequential_equilibria(game)]
    assert {"weak": "beer", "strong": "beer", "beer": "leave", "quiche": "duel"} in found
    assert {"weak": "quiche", "strong": "quiche", "beer": "duel", "quiche": "leave"} in found
    assert len(found) == 2
    assert limit(game).play == pytest.approx([1, 0, 0, 1, 1, 0, 1, 0], abs=1e-5)


def test_entry_game_limit_is_the_perfect_equilibrium_in_both_forms():
    assert limit(published.entry()).play == pytest.approx([0, 1, 0, 1], abs=1e-5)
    assert [named(published.entry(), one.plan) for one in sequential_equilibria(published.entry())] == [
        {"start": "in", "entered": "acquiesce"}
    ]


def test_forms_of_one_game_differ_at_finite_precision():
    """McKelvey & Palfrey 1998, section 3: agent equilibria depend on the form, here at λ = 1."""
    seen, unseen = quantal(published.entry(), 1.0), quantal(published.entry_unseen(), 1.0)
    assert seen.play[3] == pytest.approx(1 / (1 + np.exp(-1)))
    assert unseen.play[3] < seen.play[3] - 0.05


@pytest.mark.parametrize("moves", [4, 6])
def test_centipede_unravels_in_the_limit(moves):
    game = published.centipede(moves)
    assert limit(game).play[::2] == pytest.approx(np.ones(moves), abs=1e-4)
    assert len(sequential_equilibria(game)) == 1


def test_centipede_takes_later_moves_more_often():
    """McKelvey & Palfrey 1992, table II: the share of takes rises from node to node; so does agent play."""
    for moves in (4, 6):
        play = quantal(published.centipede(moves), 2.0).play[::2]
        assert (np.diff(play) > 0).all()


def test_poker_meets_gambits_branch_and_its_known_equilibrium():
    """Points of the principal branch as Gambit traces it (its regression data for stripped-down poker)."""
    for precision, king, queen, call in [
        (0.13127519506086857, 0.5822343325028367, 0.5135828010497113, 0.5286751874790058),
        (0.9982904819347787, 0.9314936145882412, 0.5391042210696471, 0.6143315420811428),
        (4.355544276087943, 0.9999918798782244, 0.42089079831990805, 0.6910889991643262),
    ]:
        ours = quantal(published.poker(), precision).play
        assert [ours[0], ours[4], ours[2]] == pytest.approx([king, queen, call], abs=3e-8)
    ends = limit(published.poker()).play
    assert [ends[0], ends[4], ends[2]] == pytest.approx([1, 1 / 3, 2 / 3], abs=1e-4)


def test_kuhn_poker_meets_gambits_branch():
    """λ = 1.0152991106475904: the last two cards of the first player and the middle card of the second."""
    play = quantal(published.kuhn(), 1.0152991106475904)
    mine = by_infoset(published.kuhn(), play.play)
    names = {place.name: mine[i] for i, place in enumerate(published.kuhn().infosets) if place.player >= 0}
    gambit = [
        0.5808241792670484,
        0.734055912580426,
        0.5225874332099092,
        0.3535333643911124,
        0.47179372360000205,
        0.04539492836983383,
        0.5607246339717317,
        0.31397394616516616,
        0.38865022009847255,
        0.5947846334923094,
    ]
    ours = {round(p, 7) for pair in names.values() for p in pair}
    assert all(round(value, 7) in ours for value in gambit)


def test_kuhn_poker_is_worth_what_kuhn_found():
    from detente.engines.games import expected_payoffs

    assert expected_payoffs(published.kuhn(), limit(published.kuhn()).log_play)[0] == pytest.approx(-1 / 18, abs=1e-5)


def test_an_agent_equilibrium_that_is_no_nash_equilibrium_has_regret():
    """Myerson 1991, figure 4.2: (B, Z, W) is stable against one change at a time, not against a new plan."""
    game = published.two_moves()
    play = np.log(np.clip([0.0, 1.0, 1.0, 0.0, 0.0, 1.0], 1e-12, 1.0))  # B, W, Z
    assert regret(game, play).player == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game.title)
def test_limits_are_equilibria_by_their_definition(game):
    answer = limit(game)
    assert answer.found, answer.status
    spread = max(float(v) for node in game.nodes for v in node.payoffs)
    found = regret(game, answer.log_play)
    assert found.player < 1e-5 * max(spread, 1)
    assert found.action < 1e-4 * max(spread, 1)


@pytest.mark.parametrize("game", GAMES, ids=lambda game: game.title)
@pytest.mark.parametrize("precision", [0.3, 1.5])
def test_agent_equilibria_solve_the_logit_equations_literally(game, precision):
    answer = quantal(game, precision)
    assert answer.found
    assert answer.residual < 1e-8
    assert Walk(game).logit_error(by_infoset(game, answer.play), precision) < 1e-7
