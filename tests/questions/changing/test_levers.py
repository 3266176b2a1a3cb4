"""Levers against brute force; moves as the dossier states them; what the answer says."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from detente.dossier import changed
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.draws import Draws
from detente.questions.gauge import Kept, gauge
from detente.questions.leverage import Leverage
from detente.questions.levers import Levers
from detente.questions.levers.edits import Comes, Put, Shift, Taken, applied
from detente.questions.levers.moves import Move, moves_of, together
from detente.questions.levers.scores import Score, scorer
from detente.questions.levers.search import Board, answered, cheapest, packages
from detente.questions.talks import Talks
from tests.questions.changing.example import crisis

MEETS = "talks.table.three.convenes"
ADOPTED = "vote.council.avalon-text.adopted"
DRAWS = 60


@pytest.fixture(scope="module")
def dossier():
    return crisis()


def made(dossier, actor, path):
    return {move.id: move for move in moves_of(dossier, actor, gauge(dossier, path))}


def test_moves_come_from_the_dossier_with_its_costs(dossier):
    own = made(dossier, "ava", MEETS)
    release = own["take ava.release"]
    assert release.cost == 5  # what granting the condition that it is costs
    assert set(release.paths) == {"conflict.now", "talks.table.conditions.funds.granted"}
    assert own["ease bank"].cost == pytest.approx(3 * 0.5)
    ease = own["ease bank"]
    assert Comes("table", "three", "bor", pytest.approx(20 * 0.5)) in ease.edits
    assert Comes("table", "two", "ava", pytest.approx(-1.5)) in ease.edits
    assert own["threaten bor"].ties == ("bank",)
    assert 0 < own["threaten bor"].cost < 3 * 0.5 + 1e-9  # at most the whole of what is left, nothing comes back
    assert own["persuade bor on straits"].cost == pytest.approx(55 * 5 / 100)
    assert own["give way on straits"].cost == pytest.approx(80 * 10 / 100)
    assert "take ava.cut" in own  # nothing forbids it today


def test_an_option_without_a_condition_costs_what_today_gets_worse(dossier):
    cut = made(dossier, "ava", MEETS)["take ava.cut"]
    assert cut.cost == pytest.approx(4 + 50 * 2**-4)  # its fourth statement no longer holds
    close = made(dossier, "bor", MEETS)["give up bor.close"]
    assert close.cost == pytest.approx(4 + 50 * 2**-3)


def test_what_is_impossible_or_without_way_back_is_no_move(dossier):
    gone = changed(dossier, {"conflict.now": ["ava.cut"]})
    assert "give up ava.cut" not in made(gone, "ava", MEETS)
    assert "take bor.attend" not in made(gone, "bor", MEETS)
    assert "take bor.attend" in made(dossier, "bor", MEETS)


def test_grants_are_the_conditions_of_the_one_asked(dossier):
    own = made(dossier, "bor", MEETS)
    assert own["grant table.freeze"].cost == pytest.approx(9 * 0.7)
    assert "grant table.freeze" not in made(dossier, "ava", MEETS)


def test_positions_move_only_where_the_outcome_reads_them(dossier):
    assert not [id for id in made(dossier, "ava", ADOPTED) if "aid" in id]
    assert [id for id in made(dossier, "ava", MEETS) if "aid" in id]
    assert not [m for m in made(dossier, "ava", "stability.horizon.bor.attend").values() if m.kind == "persuade"]


def test_edits_do_what_changes_would(dossier):
    edits = (
        Put("ties.bank.used", type(dossier.ties["bank"].used)(value=0.0)),
        Taken("ava.release", True),
        Put(
            "talks.table.conditions.funds.granted", type(dossier.talks["table"].conditions["funds"].granted)(value=1.0)
        ),
    )
    wanted = changed(dossier, {"ties.bank.used": 0.0, "talks.table.conditions.funds.granted": True})
    after = applied(dossier, edits)
    assert after.ties == wanted.ties
    assert after.conflict == wanted.conflict
    assert after.talks["table"].conditions["funds"].granted.value == 1
    twice = applied(dossier, [Comes("table", "three", "bor", 3.0), Comes("table", "three", "bor", 4.0)])
    assert twice.talks["table"].worth["three"]["bor"].value == -1
    new = applied(dossier, [Comes("table", "two", "ava", 3.0)])
    assert new.talks["table"].worth["two"]["ava"].value == 3
    moved = applied(dossier, [Shift("straits", "syl", 40.0)]).issues["straits"].positions["syl"].position
    assert (moved.low, moved.mode, moved.high) == (80, 95, 100)


def test_threats_move_as_the_leverage_question_says(dossier):
    """Over positions by effective leverage, over coming by what a threat credibly takes."""
    (threat,) = made(dossier, "syl", ADOPTED)["threaten bor on straits"].edits
    answer = ask(dossier, Leverage(on="bor", issue="straits", draws=200))
    (pair,) = [row for row in answer.results["pairs"] if row["holder"] == "syl"]
    assert abs(threat.by) == pytest.approx(pair["effective"]["mean"])
    comes = made(dossier, "syl", MEETS)["threaten bor"].edits[0]
    worth, room = 40 * 0.8, 0.4
    tried = np.linspace(0.001, room, 4_000)
    wanted = (worth * tried / (1 + np.exp(10 * tried / (10 / np.log(9))))).max()
    assert comes.by == pytest.approx(wanted, rel=0.01)


def test_a_tie_is_used_in_one_way(dossier):
    own = made(dossier, "ava", MEETS)
    assert not together([own["ease bank"], own["threaten bor"]])
    assert together([own["ease bank"], own["take ava.release"]])


@pytest.mark.parametrize("path", [MEETS, "talks.table.some", "talks.table.none", "talks.table.meets.syl"])
def test_talks_are_scored_as_their_question_solves_them(dossier, path):
    """With and without what is kept between scores; what the talks are worth is there for every party."""
    of = gauge(dossier, path)
    quick = scorer(of, Kept(dossier, DRAWS))
    for move in (None, *moves_of(dossier, "ava", of)):
        after = dossier if move is None else applied(dossier, move.edits)
        found = quick.score(after)
        assert found.outcome == pytest.approx(of.mean(Draws(after, DRAWS)), abs=1e-12)
        assert set(found.worth) == {"ava", "bor", "syl"}


def test_single_effects_are_differences_of_answers(dossier):
    answer = ask(dossier, Levers("ava", MEETS, draws=DRAWS, search_draws=DRAWS, tries=0))
    base = ask(dossier, Talks("table", draws=DRAWS)).outcome(MEETS)
    assert answer.results["now"] == pytest.approx(base, abs=1e-12)
    rows = {row["move"]: row for row in answer.results["moves"]}
    after = changed(dossier, {"talks.table.conditions.funds.granted": True})
    wanted = ask(after, Talks("table", draws=DRAWS)).outcome(MEETS) - base
    assert rows["take ava.release"]["effect"] == pytest.approx(wanted, abs=1e-9)
    assert rows["take ava.cut"]["effect"] == 0
    assert "stability.horizon.ava.release" in rows["take ava.release"]["side_effects"]
    position = rows["persuade bor on straits"]["side_effects"]
    assert set(position) >= {"forecast.straits.mean.outcome", ADOPTED}


def toy(cost, effects, pull, replies):
    """Made-up moves whose effects add up with interactions, and others who reply by their own worth."""
    own = [Move(f"m{k}", "ava", "take", f"m{k}", (Taken(f"ava.m{k}", True),), c, ()) for k, c in enumerate(cost)]
    others = {
        actor: [
            Move(f"{actor}{k}", actor, "take", "x", (Taken(f"{actor}.{k}", True),), c, ())
            for k, (c, *_) in enumerate(table)
        ]
        for actor, table in replies.items()
    }
    table = {f"{actor}{k}": row for actor, rows in replies.items() for k, row in enumerate(rows)}

    def scored(moves):
        mine = [int(m.id[1:]) for m in moves if m.actor == "ava"]
        outcome = sum(effects[k] for k in mine) + pull * (len(mine) > 1)
        worth = dict.fromkeys(others, 0.0)
        for move in moves:
            if move.actor != "ava":
                _, effect, gain, against = table[move.id]
                outcome += effect
                worth[move.actor] += gain + against * len(mine)
        return Score(outcome, worth)

    return own, Board(scored, others), scored, others


def brute(own, scored, others, threshold):
    """Every package, each with the best replies worked out afresh: the cheapest that reaches before and after."""
    best = None
    for size in (1, 2, 3):
        for some in combinations(own, size):
            if scored(some).outcome < threshold:
                continue
            done = list(some)
            for actor, deeds in others.items():
                gains = []
                for deed in deeds:
                    today = scored([deed]).worth[actor] - scored([]).worth[actor]
                    gain = scored([*done, deed]).worth[actor] - scored(done).worth[actor] - max(deed.cost, today)
                    gains.append(gain)
                if gains and max(gains) > 0.1:
                    done.append(deeds[int(np.argmax(gains))])
            if scored(done).outcome < threshold:
                continue
            cost = sum(move.cost for move in some)
            if best is None or cost < best[0] - 1e-12:
                best = cost, done
    return best


@pytest.mark.parametrize("seed", range(40))
def test_the_cheapest_package_is_that_of_exhaustive_search(seed):
    rng = np.random.default_rng(seed)
    cost, effects = rng.uniform(1, 10, 6), rng.uniform(-0.2, 1.0, 6)
    replies = {
        actor: [tuple(rng.uniform((0, -0.6, -1, -2), (3, 0.4, 3, 3))) for _ in range(rng.integers(1, 4))]
        for actor in ("bor", "syl")
    }
    own, board, scored, others = toy(cost, effects, float(rng.normal(0, 0.3)), replies)
    threshold = float(rng.uniform(0.3, 1.8))
    search = cheapest(board, own, lambda value: value >= threshold)
    found = search.found
    expected = brute(own, scored, others, threshold)
    assert search.possible == 6 + 15 + 20
    assert search.tried <= search.possible
    if found is None:
        assert search.nearest.alone == max(scored(some).outcome for some in packages(own))
    assert (found is None) == (expected is None)
    if found is not None:
        assert found.cost == pytest.approx(expected[0])
        assert found.outcome == pytest.approx(scored(expected[1]).outcome)


def test_nobody_replies_for_less_than_a_tenth_of_a_point():
    """A deed that a package makes worth a hair more than today is not set off by it."""
    for more, replies in ((0.09, 0), (0.11, 1)):
        own, board, _, _ = toy([1.0], [0.5], 0.0, {"bor": [(0.5, -1.0, 5.0, more)]})
        assert len(answered(board, own).replies) == replies


def test_nobody_replies_to_nothing():
    own, board, _, _ = toy([1.0], [0.5], 0.0, {"bor": [(0.5, -1.0, 5.0, 0.0)]})
    assert answered(board, ()).replies == ()
    assert answered(board, own).replies == ()  # it would gain as much today, and has not done it
    own, board, _, _ = toy([1.0], [0.5], 0.0, {"bor": [(0.5, -1.0, 5.0, 2.0)]})
    assert [move.id for move in answered(board, own).replies] == ["bor0"]


def test_packages_come_from_the_cheapest_on():
    own, *_ = toy([3.0, 1.0, 2.0], [1, 1, 1], 0.0, {})
    costs = [sum(move.cost for move in some) for some in packages(own)]
    assert costs == sorted(costs)
    assert len(costs) == 7


def test_the_package_of_a_dossier_is_that_of_exhaustive_search(dossier):
    """Every pair of helpful moves of the small crisis, scored afresh; nobody has a deed that pays in reply."""
    of = gauge(dossier, MEETS)
    moves = moves_of(dossier, "ava", of)
    start = of.mean(Draws(dossier, DRAWS))

    def outcome(some):
        return of.mean(Draws(applied(dossier, [edit for move in some for edit in move.edits]), DRAWS))

    threshold = start + 0.04
    answer = ask(dossier, Levers("ava", MEETS, threshold, draws=DRAWS, search_draws=DRAWS, most_moves=2))
    helping = [move for move in moves if of.touched(move.paths) and outcome([move]) - start >= 0.001]
    sets = [some for size in (1, 2) for some in combinations(helping, size) if together(some)]
    reaching = [some for some in sets if outcome(some) >= threshold]
    package = answer.results["packages"][0]
    assert answer.results["packages_possible"] == len(sets)
    if not package["replies"]:
        assert package["cost"] == pytest.approx(min(sum(move.cost for move in some) for some in reaching))
    assert package["reaches"]
    assert package["outcome"] >= threshold - 1e-12


def test_a_threshold_below_is_to_be_brought_down_to(dossier):
    down = ask(dossier, Levers("bor", ADOPTED, 0.01, draws=DRAWS, search_draws=DRAWS, side_effects=False))
    assert down.results["threshold"] < down.results["now"]
    effects = [row["effect"] for row in down.results["moves"]]
    assert effects == sorted(effects)
    assert "bring it down to" in down.sentences()[0]


def test_what_cannot_be_reached_is_said_with_the_nearest(dossier):
    answer = ask(dossier, Levers("syl", ADOPTED, 0.999, draws=DRAWS, search_draws=DRAWS, side_effects=False))
    assert answer.results["packages"] == []
    assert any(text.startswith(("None of", "Nothing that")) for text in answer.sentences())
    few = ask(dossier, Levers("ava", MEETS, 0.99, draws=DRAWS, search_draws=DRAWS, side_effects=False, tries=2))
    assert "only the 2 cheapest of" in few.warnings[0]


def test_json_has_the_keys_of_the_contract_and_the_same_bytes(dossier):
    question = Levers("ava", MEETS, draws=40, search_draws=40, most_moves=1)
    answers = [ask(dossier, question) for _ in range(2)]
    assert answers[0].to_json() == answers[1].to_json()
    results = json.loads(answers[0].to_json())["results"]
    assert set(results["moves"][0]) >= {"move", "effect", "cost", "side_effects"}
    found = results["packages"] or [results["nearest"]]
    assert set(found[0]) >= {"moves", "effect", "cost", "replies"}
    assert answers[0].outcome(MEETS) == answers[0].results["now"]
    assert "levers" in answers[0].charts()
    assert [row["move"] for row in answers[0].table()] == [row["what"] for row in answers[0].results["moves"]]


def test_each_effect_says_that_it_is_against_today(dossier):
    answer = ask(dossier, Levers("ava", MEETS, draws=100, tries=0, side_effects=False, deeds=True))
    today = f"from today’s {100 * answer.results['now']:.0f}%"
    told = [text for text in answer.sentences() if "raises it by" in text or "lowers it by" in text]
    assert told
    assert all(today in text for text in told)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Levers("avalon", MEETS), "no actor is called 'avalon'"),
        (Levers("ava", "talks.table.six.convenes"), "no such outcome of these talks"),
        (Levers("ava", MEETS, 1.5), "a threshold of 1.5"),
        (Levers("ava", MEETS, most_moves=4), "packages of 4"),
    ],
)
def test_errors(dossier, question, message):
    with pytest.raises(QuestionError, match=message):
        ask(dossier, question)


def test_a_threat_costs_what_standing_by_it_would(dossier):
    """One tie and nothing that comes back: its cost for each point of loss, times the loss of the best threat."""
    answer = ask(dossier, Leverage(on="bor", issue="straits", draws=200))
    (pair,) = [row for row in answer.results["pairs"] if row["holder"] == "syl"]
    assert made(dossier, "syl", ADOPTED)["threaten bor on straits"].cost == pytest.approx(
        10 / (40 * 0.8) * pair["loss"]
    )


def test_what_an_outcome_is_worth_to_the_others_is_in_points(dossier):
    """Of a forecast what an actor loses by its distance, of a vote the chance times what it would gain, by hand."""
    drawn = Draws(dossier, DRAWS)
    held, now = drawn.issue("straits"), drawn.status_quo("straits")
    settled = gauge(dossier, "forecast.straits.mean.outcome")
    lost = held.salience * abs(held.position - settled.values(drawn)[:, None]) / 100
    found = scorer(settled, Kept(dossier, DRAWS)).score(dossier)
    assert found.worth == pytest.approx(dict(zip(held.actors, -lost.mean(axis=0), strict=True)))
    adopted = gauge(dossier, ADOPTED).values(drawn)
    nearer = abs(now[:, None] - held.position) - abs(60 - held.position)
    gained = (adopted[:, None] * held.salience * nearer).mean(axis=0) / 100
    voted = scorer(gauge(dossier, ADOPTED), Kept(dossier, DRAWS)).score(dossier)
    assert voted.worth == pytest.approx(dict(zip(held.actors, gained, strict=True)))
