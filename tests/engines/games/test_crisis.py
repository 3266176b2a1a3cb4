"""The crisis template: its table word by word, beliefs, thresholds, repeated provocation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.engines.games import (
    OUTCOMES,
    PATHS,
    assurance,
    crisis_game,
    crisis_payoffs,
    provocation,
    retaliation,
    signals,
    solve_crisis,
)
from detente.engines.games.crisis import crisis_chances, crisis_shape
from detente.engines.games.standing import choice
from detente.engines.games.threshold import bracket
from detente.errors import CaseError
from tests.engines.games.cases import crisis
from tests.engines.games.literal import Walk, by_infoset, crisis_cell


def test_every_cell_is_the_designs():
    some = crisis(4, seed=2, spread=0.5)
    table = crisis_payoffs(some).reshape(2, 2, len(PATHS), 2, 4)
    for (m, r), (k, path), draw in [
        ((m, r), p, d) for m in (0, 1) for r in (0, 1) for p in enumerate(PATHS) for d in (0, 3)
    ]:
        motive = {key: value[m, draw] for key, value in some.motive.items()}
        resolve = {key: value[r, draw] for key, value in some.resolve.items()}
        common = {key: value[draw] for key, value in some.common.items()}
        assert table[m, r, k, :, draw] == pytest.approx(crisis_cell(path, motive, resolve, common))


def test_paths_and_cells_are_in_the_games_order():
    game, ways = crisis_game(("deterrent", "prestige"), ("patient", "pressing")), []
    for index, node in enumerate(game.nodes):
        way, at = [], index
        while node.infoset < 0 and game.nodes[at].parent >= 0:
            above = game.nodes[game.nodes[at].parent]
            way.append(game.infosets[above.infoset].actions[game.nodes[at].move])
            at = game.nodes[at].parent
        if node.infoset < 0:
            ways.append(tuple(reversed(way)))
    assert ways == [(m, r, *p) for m in ("deterrent", "prestige") for r in ("patient", "pressing") for p in PATHS]


def test_the_crisis_is_an_equilibrium_of_its_tree_literally():
    some = crisis()
    solved = solve_crisis(some)
    from detente.engines.games.tree import Game, Node

    game = crisis_game(some.motives, some.resolves)
    paid = iter(crisis_payoffs(some)[..., 0].tolist())
    odds = [some.motive["p"][:, 0].tolist(), some.resolve["p"][:, 0].tolist()]
    nodes = tuple(
        Node(n.parent, n.move, n.infoset, tuple(next(paid)) if n.infoset < 0 else (), n.name) for n in game.nodes
    )
    infosets = tuple(
        replace(p, probabilities=tuple(odds[0] if p.name == "motive" else odds[1])) if p.player < 0 else p
        for p in game.infosets
    )
    filled = Game(game.title, game.players, infosets, nodes)
    play = by_infoset(filled, np.exp(solved.draws.log_play[:, 0]))
    assert Walk(filled).logit_error(play, 1 / 4.551196133425) < 1e-6


def test_probabilities_add_up_and_outcomes_are_what_they_say():
    solved = solve_crisis(crisis(5, seed=3, spread=0.4))
    assert solved.given().sum(axis=0) == pytest.approx(np.ones(5))
    total = sum(solved.outcome(name) for name in ("hold", "deal", "back_down", "concession", "containment", "war"))
    assert total == pytest.approx(np.ones(5))
    assert set(OUTCOMES) >= {"deal", "war", "escalation", "strike"}
    assert solved.outcome("escalation", ("provoke", "sanction", "escalate")) == pytest.approx(np.ones(5))


def test_beliefs_follow_bayes_from_move_to_move():
    some = crisis()
    solved = solve_crisis(some)
    motive, resolve = solved.beliefs(())
    assert motive[:, 0] == pytest.approx([0.6, 0.4])
    assert resolve[:, 0] == pytest.approx([0.8, 0.2])
    after, same = solved.beliefs(("provoke",))
    assert after[1, 0] > 0.6  # a provocation tells of prestige
    assert same[:, 0] == pytest.approx([0.8, 0.2])  # and nothing of the defender
    assert after.sum() == pytest.approx(1.0)


def test_the_designs_example_moves_prestige_from_40_to_76_per_cent():
    """“The launch moved P(prestige) from .4 to .76”: the example of the design, without third parties."""
    some = crisis()
    some = replace(some, common={**some.common, "third": np.zeros(1)})
    assert solve_crisis(some).beliefs(("provoke",))[0][:, 0] == pytest.approx([0.24, 0.76], abs=0.005)


def test_cells_can_be_replaced_for_one_type_or_all():
    some = crisis(2)
    path = ("provoke", "offer", "accept")
    cells = {("challenger", path, "prestige", None): np.array([77.0, 78.0])}
    table = crisis_payoffs(replace(some, cells=cells)).reshape(2, 2, len(PATHS), 2, 2)
    assert table[1, :, PATHS.index(path), 0].tolist() == [[77.0, 78.0], [77.0, 78.0]]
    assert table[0, 0, PATHS.index(path), 0, 0] != 77.0
    with pytest.raises(CaseError, match="no cell"):
        crisis_payoffs(replace(some, cells={("challenger", ("provoke",), None, None): np.zeros(2)}))


def test_at_the_threshold_of_assurance_the_motive_takes_the_deal_half_the_time():
    some = crisis(6, seed=5, spread=0.2)
    found = assurance(some, 0)
    assert found.inside.all()
    at = np.broadcast_to(found.value, some.resolve["credible"].shape)
    solved = solve_crisis(replace(some, resolve={**some.resolve, "credible": at}))
    offer = [p[:2] == ("provoke", "offer") for p in PATHS]
    takes = solved.paths[PATHS.index(("provoke", "offer", "accept")), 0].sum(axis=0)
    assert takes / solved.paths[offer, 0].sum(axis=(0, 1)) == pytest.approx(np.full(6, 0.5), abs=0.02)


def test_more_to_lose_needs_a_firmer_guarantee():
    some = crisis()
    more = replace(some, motive={**some.motive, "stake": some.motive["stake"] + 20})
    assert assurance(more, 0).value[0] > assurance(some, 0).value[0] + 0.1


def test_force_is_irrational_above_the_threshold_of_retaliation_and_not_below():
    eager = crisis()
    eager = replace(
        eager,
        resolve={**eager.resolve, "war": np.array([[90.0], [5.0]]), "exposure": np.array([[10.0], [60.0]])},
    )
    found = retaliation(eager, 1)
    assert found.inside.all()
    assert found.value[0] > 0
    places = [choice(eager, ("provoke", *rest), 1, resolve=True) for rest in ((), ("ignore", "escalate"))]
    for shift, rational in ((5.0, False), (-5.0, True)):
        solved = solve_crisis(replace(eager, common={**eager.common, "third": found.value + shift}))
        play = [solved.draws.log_play[place, 0] for place in places]
        assert any(one[-1] > one[:-1].max() for one in play) is rational


def test_a_signal_costs_what_a_mimic_would_gain():
    some = crisis(3, seed=1, spread=0.2)
    found = signals(some, 1)[0]
    assert (found.sunk >= 0).all()
    assert (found.tied.value >= 0).all()


@pytest.mark.slow
def test_a_side_with_one_type_has_nothing_to_signal():
    some = crisis(3, seed=1, spread=0.2)
    alone = replace(some, resolves=("patient",), resolve={k: v[:1] for k, v in some.resolve.items()})
    alone = replace(alone, resolve={**alone.resolve, "p": np.ones((1, 3))})
    assert signals(alone, 1)[0].sunk.tolist() == [0.0, 0.0, 0.0]


def test_provocation_that_was_paid_once_is_tried_again():
    rounds = provocation(crisis(4, seed=2, spread=0.1), 3)
    assert len(rounds) == 3
    for one in rounds:
        assert ((one.provokes >= 0) & (one.provokes <= 1) & (one.pays <= 1)).all()
    assert (rounds[1].provokes > rounds[0].provokes).all()


def test_bracketing_finds_roots_draw_by_draw_and_says_where_there_is_none():
    found = bracket(lambda x, which: x**3 - which / 10, np.zeros(12) - 0.1, np.full(12, 1.01))
    assert found.inside.tolist() == [True] * 11 + [False]
    assert found.value[:11] == pytest.approx(np.cbrt(np.arange(11) / 10), abs=2e-2)


def test_a_move_that_is_no_move_is_refused():
    with pytest.raises(CaseError, match="no path begins"):
        solve_crisis(crisis()).beliefs(("invade",))


def test_a_type_of_probability_zero_leaves_all_answers_finite():
    some = crisis()
    sure = replace(some, motive={**some.motive, "p": np.array([[1.0], [0.0]])})
    solved = solve_crisis(sure)
    assert solved.draws.found.all()
    assert np.isfinite(solved.worth(0)).all()
    assert crisis_chances(sure).shape == (4, 1)
    assert crisis_shape(some.motives, some.resolves).actions == 42
