"""Outcomes draw by draw: their mean is the answer's, for every question, and the luck of the draws can be given."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.dossier import changed, example, loads
from detente.dossier.schema import Conflict
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.askable import askable
from detente.questions.draws import Draws, quantile, uniforms
from detente.questions.forecast import Forecast
from detente.questions.outcomes import (
    is_chance,
    leading_outcome,
    main_outcomes,
    question_of,
    questions_by_path,
    samples,
)
from detente.questions.standoff import Standoff

ALL = """
detente: 1
title: Everything at once
as_of: 2020-01-01
horizon: 2020-12-31
actors:
  aaa: {name: Aland, capability: {low: 30, mode: 50, high: 80}}
  bbb: {name: Borduria, capability: 80}
  ccc: {name: Carpania, capability: 20}
groups:
  small: [bbb, ccc]
issues:
  arms:
    asks: How many arms?
    scale: {0: none, 50: some, 100: all}
    status_quo: 20
    positions:
      aaa: {position: {low: 70, mode: 90, high: 100}, salience: {mean: 60, sd: 10}}
      small: {position: {low: 0, mode: 20, high: 60}, salience: 80}
  aid:
    asks: How much aid?
    scale: {0: none, 50: some, 100: much}
    status_quo: 10
    positions:
      aaa: {position: 100, salience: 80}
      bbb: {position: {low: 0, mode: 10, high: 30}, salience: 30}
councils:
  house:
    name: the house
    decides: [arms]
    members: {aaa: {veto: true}, small: {}}
    quota: 2
    drafts:
      text: {text: {arms: 40}, sponsors: [aaa]}
      words: {text: {arms: 60}, by: consensus}
talks:
  table:
    settles: [arms, aid]
    controls: {arms: [aaa], aid: [bbb]}
    formats:
      three: {needs: [aaa, bbb, ccc], success: {low: .3, mode: .5, high: .7}}
      two: {needs: [bbb, ccc]}
    conditions:
      funds: {by: aaa, of: bbb, what: release of the funds, worth: 10, cost: 4, option: bbb.release}
conflict:
  options: {aaa: {test: test}, bbb: {release: release the funds}}
  now: []
  preferences: {aaa: [bbb.release, not aaa.test], bbb: [not aaa.test, not bbb.release]}
standoffs:
  arms:
    challenger: aaa
    defender: bbb
    seen: []
    motives:
      deterrent: {p: 0.6, stake: 40, prestige: 10, sanctioned: 15, concession: 20, audience: 10}
      prestige: {p: rest, stake: 10, prestige: 30, sanctioned: 10, concession: 20, audience: 10}
    resolves:
      patient: {p: 0.5, war: {mean: 80, sd: 9}, sanction: 10, concede: 20, exposure: 20, offer: 5, credible: 0.5}
      pressing: {p: rest, war: 30, sanction: 5, concede: 40, exposure: 40, offer: 10, credible: 0.3}
    provoke: 5
    war: {low: 40, mode: 60, high: 80}
    assurance: 40
    deal: 30
    insult: 10
    relief: 5
"""
OUTCOMES = [
    "forecast.arms.mean.outcome",
    "forecast.arms.challenge.outcome",
    "forecast.arms.exchange.outcome",
    "forecast.arms.mixture.outcome",
    "forecast.aid.mean.bands.some",
    "vote.house.text.adopted",
    "vote.house.words.vetoed",
    "vote.house.nothing",
    "talks.table.three.convenes",
    "talks.table.none",
    "stability.horizon.aaa.test",
    "standoff.arms.war",
]


@pytest.fixture(scope="module")
def dossier():
    return loads(ALL)


@pytest.mark.parametrize("path", OUTCOMES)
def test_the_mean_over_draws_is_the_outcome_of_the_answer(dossier, path):
    draws = 40
    question = question_of(dossier, path, draws=draws)
    if isinstance(question, Forecast):  # a market of trades settles a fourth of the draws of the slow models
        model = path.split(".")[2]
        question = Forecast(question.issue, model, draws=4 * draws if model == "exchange" else draws)
    if isinstance(question, Standoff):  # the thresholds cost most of its answer, and no outcome needs them
        question = replace(question, threshold_draws=1, rounds=1)
    found = samples(Draws(dossier, draws), [path])[path]
    assert found.shape == (draws,)
    assert found.mean() == pytest.approx(ask(dossier, question).outcome(path), rel=1e-9)


def test_each_question_is_solved_once_for_all_its_outcomes(dossier):
    paths = ["vote.house.text.adopted", "forecast.arms.mean.outcome", "vote.house.nothing"]
    grouped = questions_by_path(dossier, paths, draws=40)
    assert [own for _, own in grouped] == [[paths[0], paths[2]], [paths[1]]]
    assert list(samples(Draws(dossier, 40), paths)) == paths


def test_a_council_without_drafts_adopts_nothing_in_every_draw():
    bare = example().model_copy(update={"councils": {}})
    with pytest.raises(QuestionError, match="no such outcome"):
        samples(Draws(bare, 5), ["vote.council.nothing"])
    data = loads(ALL[: ALL.index("    drafts:")] + ALL[ALL.index("talks:") :])
    assert samples(Draws(data, 40), ["vote.house.nothing"])["vote.house.nothing"].tolist() == [1.0] * 40


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("vote.hose.text.adopted", "vote.house.text.adopted"),
        ("vote.house.txt.adopted", "vote.house.text.adopted"),
        ("forecast.arms.meen.outcome", "forecast.arms.mean.outcome"),
        ("talks.table.tree.convenes", "talks.table.three.convenes"),
        ("stability.horizon.aaa.tst", "stability.horizon.aaa.test"),
        ("standoff.arms.peace", "standoff.arms."),
        ("standof.arms.war", "standoff.arms.war"),
    ],
)
def test_an_unknown_outcome_names_the_nearest(dossier, path, hint):
    with pytest.raises(QuestionError, match="no such outcome") as caught:
        samples(Draws(dossier, 5), [path])
    assert hint in str(caught.value)


def test_a_model_that_the_dossier_does_not_let_run_is_an_error(dossier):
    nowhere = changed(dossier, {"issues.aid.positions.bbb.position": 5})
    nowhere = nowhere.model_copy(
        update={"issues": {"aid": nowhere.issues["aid"].model_copy(update={"status_quo": None})}}
    )
    with pytest.raises(QuestionError, match="no status quo"):
        samples(Draws(nowhere, 5), ["forecast.aid.nash.outcome"])
    with pytest.raises(QuestionError, match="no other issue"):
        samples(Draws(nowhere, 5), ["forecast.aid.exchange.outcome"])


def test_the_luck_of_a_number_can_be_given(dossier):
    path = "issues.arms.positions.aaa.position"
    estimate = dossier.issues["arms"].positions["aaa"].position
    luck = np.array([0.1, 0.5, 0.9])
    given = Draws(dossier, 3, at={path: luck})
    assert given.of(path, estimate).tolist() == quantile(estimate, luck).tolist()
    other = "issues.arms.positions.bbb.position"
    assert given.of(other, estimate).tolist() == quantile(estimate, uniforms(other, 0, 3)).tolist()
    own = {path: uniforms(path, 0, 40)}
    outcome = ["vote.house.text.adopted"]
    assert np.array_equal(
        samples(Draws(dossier, 40, at=own), outcome)[outcome[0]], samples(Draws(dossier, 40), outcome)[outcome[0]]
    )


def test_the_main_outcomes_are_of_every_question_and_can_be_asked(dossier):
    paths = main_outcomes(dossier)
    assert {path.split(".")[0] for path in paths} == {"forecast", "vote", "talks", "stability", "standoff"}
    assert set(samples(Draws(dossier, 40), paths)) == set(paths)
    assert [path for path in paths if not is_chance(path)] == [
        "forecast.arms.mean.outcome",
        "forecast.aid.mean.outcome",
    ]
    assert is_chance("forecast.aid.mean.bands.some")


def test_what_cannot_be_asked_is_not_where_one_begins() -> None:
    dossier = loads(ALL)
    leading = leading_outcome(dossier)
    assert leading.startswith("vote.")
    still = loads(ALL.replace("    status_quo: 20\n", ""))
    assert not askable(still, leading, fill=True)
    assert not askable(still, "talks.table.two.convenes")
    assert leading_outcome(still).startswith("forecast.")
    assert [question_of(still, path, draws=5).samples(Draws(still, 5), [path]) for path in (leading_outcome(still),)]
    impossible = dossier.model_copy(update={"conflict": conflict_at_odds()})
    assert not askable(impossible, "stability.horizon.aaa.act")


def conflict_at_odds() -> Conflict:
    """A conflict whose present state is said to be impossible."""
    return Conflict(options={"aaa": {"act": "act"}}, now=("aaa.act",), impossible=("aaa.act",))
