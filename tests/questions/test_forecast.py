"""`Forecast`: the keys that other programs read, the lead, bands and intervals, and what is said."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.dossier import changed, example, loads
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.forecast import Forecast, ForecastAnswer
from detente.questions.forecast.models import NAMES
from detente.questions.forecast.results import bands_of, outcome_of

ESTIMATE = {"mean", "median", "sd", "low80", "high80"}


@pytest.fixture(scope="module")
def answer() -> ForecastAnswer:
    return ask(example(), Forecast(model="all", draws=400, rounds=3))


def test_the_keys_that_other_programs_read(answer: ForecastAnswer) -> None:
    given = json.loads(answer.to_json())
    assert (given["question"], given["subject"]) == ("forecast", "response")
    results = given["results"]
    assert set(results["models"]) == set(NAMES) - {"exchange"}, "one issue has nothing to exchange"
    assert set(results["status_quo"]) == ESTIMATE
    assert isinstance(results["spread"], float)
    for model in results["models"].values():
        assert set(model["outcome"]) >= ESTIMATE
        assert sum(model["bands"].values()) == pytest.approx(1)
        assert set(model["bands"]) == set(example().issues["response"].scale.values())
        assert all(set(e) == ESTIMATE for e in model["mean_rounds"] + model["median_rounds"])
    assert len(results["models"]["challenge"]["median_rounds"]) == 3
    assert given["method"]["settings"]["lead"] == "mean"
    assert list(results["models"]["challenge"]["bands"]) == sorted(results["models"]["challenge"]["bands"])


def test_the_outcome_of_a_challenge_is_the_median_after_its_last_round(answer: ForecastAnswer) -> None:
    for name in ("challenge", "scholz2011_code", "scholz2011_text"):
        model = answer.results["models"][name]
        assert model["outcome"]["mean"] == model["median_rounds"][-1]["mean"]


def test_the_weighted_mean_by_hand() -> None:
    exact = changed(
        example(),
        {
            "issues.response.positions.usa": {"position": 80, "salience": 50, "capability": 2},
            "issues.response.positions.chn": {"position": 20, "salience": 100, "capability": 2},
            "issues.response.positions.prk": {"position": 0, "salience": 100, "capability": 1},
        },
    )
    models = ask(exact, Forecast(draws=3)).results["models"]
    assert models["mean"]["outcome"]["mean"] == pytest.approx((80 * 1 + 20 * 2 + 0 * 1) / 4)
    assert models["median"]["outcome"] == outcome_of(np.full(3, 20.0))


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, again, other = (ask(example(), Forecast(draws=60, rounds=2, seed=s)).to_json() for s in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_band_is_everything_nearest_to_one_point() -> None:
    scale = {0.0: "none", 40.0: "some", 100.0: "all"}
    rng = np.random.default_rng(0)
    final = rng.uniform(0, 100, 500)
    slow = dict.fromkeys(scale.values(), 0)
    for value in final:
        slow[scale[min(sorted(scale), key=lambda at: abs(at - value))]] += 1 / 500
    assert bands_of(final, scale) == pytest.approx(slow)
    assert bands_of(np.array([20.0]), scale)["none"] == 1.0, "the lower one at a tie"


def test_intervals_hold_their_share_of_the_draws() -> None:
    final = np.random.default_rng(1).uniform(0, 100, 10_000)
    outcome = outcome_of(final)
    for share in (50, 80, 95):
        inside = (final >= outcome[f"low{share}"]) & (final <= outcome[f"high{share}"])
        assert inside.mean() == pytest.approx(share / 100, abs=1e-3)


def test_the_lead_is_always_there_and_first() -> None:
    models = ask(example(), Forecast(model="median", draws=10)).results["models"]
    assert list(models) == ["mean", "median"]
    assert list(ask(example(), Forecast(model=("median", "median"), draws=10)).results["models"]) == ["mean", "median"]


def test_without_a_status_quo_the_models_that_need_it_are_left_out_and_it_is_said() -> None:
    issue = example().issues["response"]
    dossier = example().model_copy(update={"issues": {"response": issue.model_copy(update={"status_quo": None})}})
    answer = ask(dossier, Forecast(draws=10, model=("median", "status_quo")))
    assert "status_quo" not in answer.results["models"]
    assert answer.results["status_quo"] is None
    assert "has no status_quo" in answer.warnings[0]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Forecast("respnse"), "did you mean 'response'"),
        (Forecast(model="medin"), "did you mean 'median'"),
        (Forecast(draws=0), "ask for at least 1"),
    ],
)
def test_wrong_questions_name_the_nearest_known_word(question: Forecast, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        ask(example(), question)


def test_a_dossier_without_issues_cannot_be_asked() -> None:
    with pytest.raises(QuestionError, match="no issue"):
        ask(example().model_copy(update={"issues": {}}), Forecast())


def test_outcomes_are_named_by_their_path(answer: ForecastAnswer) -> None:
    median = answer.results["models"]["median"]
    assert answer.outcome("forecast.response.median.outcome") == median["outcome"]["mean"]
    band, chance = next(iter(median["bands"].items()))
    assert answer.outcome(f"forecast.response.median.bands.{band}") == chance
    with pytest.raises(QuestionError, match=r"did you mean 'forecast.response.median.outcome'"):
        answer.outcome("forecast.response.medan.outcome")


def test_what_is_said(answer: ForecastAnswer) -> None:
    said = answer.sentences()
    assert said[0].startswith("On “How strongly will the council answer?”, the weighted mean of positions is")
    assert "nearest to “" in said[1]
    assert any(text.startswith("The choice of the model moves the forecast by") for text in said)
    assert said[-1].startswith("Confidence is low: no independent sources")
    assert answer.said[1].probability == pytest.approx(
        max(answer.results["models"]["mean"]["bands"].values()), abs=0.01
    )
    assert "issues.response.positions.chn.position" in answer.said[0].assumptions


def test_two_points_equally_near_are_both_named() -> None:
    exact = {f"issues.response.positions.{who}.position": 10 for who in ("usa", "chn", "prk")}
    scale = {"0": "no action", "20": "a statement", "100": "deeds"}
    first, lands, *_ = ask(
        example(), Forecast(draws=100), changes={**exact, "issues.response.scale": scale}
    ).sentences()
    assert first.endswith("is 10, halfway between “no action” and “a statement”.")
    assert "lands nearest to “no action” (of two equally near, the lower) if" in lands


def test_draws_that_all_agree_make_nothing_certain() -> None:
    answer = ask(example(), Forecast(model="mean", draws=1))
    assert answer.said[1].probability == 0.5


def test_a_table_and_charts(answer: ForecastAnswer) -> None:
    assert answer.table()[0]["model"] == "weighted mean"
    assert set(answer.charts()) >= {"positions", "models", "rounds-challenge"}


FACTIONS = """
detente: 1
title: Two levels
as_of: 2030-01-01
horizon: 2030-06-01
actors:
  usa: {name: United States, capability: 50}
  chn: {name: China, capability: 100}
  hawks: {name: Hawks, kind: faction, within: chn, capability: 30}
  doves: {name: Doves, kind: faction, within: chn, capability: 10}
issues:
  response:
    asks: How strongly will the council answer?
    scale: {0: nothing, 100: all}
    positions:
      usa: {position: 100, salience: 100}
      hawks: {position: 40, salience: 50}
      doves: {position: 0, salience: 50}
"""


def test_factions_settle_the_position_of_their_state() -> None:
    dossier = loads(FACTIONS, "factions.yaml")
    answer = ask(dossier, Forecast(model="mean", draws=5))
    assert set(answer.results["actors"]) == {"usa", "chn"}
    assert answer.results["actors"]["chn"]["position"]["mean"] == pytest.approx(30)
    # chn weighs 100 × 50, usa 50 × 100
    assert answer.results["models"]["mean"]["outcome"]["mean"] == pytest.approx(65)


TRADES = """
detente: 1
title: Something to trade
as_of: 2030-01-01
horizon: 2030-06-01
actors:
  ava: {name: Avalon, capability: 1}
  bor: {name: Borduria, capability: 1}
  syl: {name: Syldavia, capability: 1}
issues:
  arms:
    asks: How many arms go?
    scale: {0: none, 100: all}
    positions:
      ava: {position: 0, salience: 20}
      bor: {position: 100, salience: 80}
      syl: {position: 0, salience: 50}
  aid:
    asks: How much aid comes?
    scale: {0: none, 100: all}
    positions:
      ava: {position: 0, salience: 80}
      bor: {position: 100, salience: 20}
      syl: {position: 100, salience: 50}
"""


def test_trades_over_issues_are_listed_with_their_externalities() -> None:
    answer = ask(loads(TRADES, "trades.yaml"), Forecast("arms", "exchange", draws=3, moves=True))
    exchange = answer.results["models"]["exchange"]
    assert exchange["outcome"]["mean"] == pytest.approx(100 * (80 + 20) / 150)
    trade = exchange["moves"][0]
    assert {trade["actor"], trade["other"]} == {"ava", "bor"}
    assert {trade["issue"], trade["returned"]["issue"]} == {"arms", "aid"}
    assert list(trade["externalities"]) == ["syl"]
    assert trade["externalities"]["syl"] < 0
    ((title, (row, *_)),) = answer.lists().items()
    assert title.startswith("Exchange")
    assert {row["who"], row["to"]} == {dossier_name(answer, "ava"), dossier_name(answer, "bor")}
    assert dossier_name(answer, "syl") in row["others"]


def dossier_name(answer: ForecastAnswer, actor: str) -> str:
    return str(answer.results["names"][actor])


def test_offers_are_listed_by_who_made_them() -> None:
    answer = ask(example(), Forecast(model="challenge", draws=20, rounds=2, moves=True))
    moves = answer.results["models"]["challenge"]["moves"]
    assert moves
    told = answer.lists()["Challenge: the moves made, at the means of the draws"]
    assert len(told) == sum(move["accepted"] for move in moves)
    assert told[0]["why"] in answer._repr_html_()
    assert {move["kind"] for move in moves} <= {"conflict", "compromise", "capitulation"}
    assert {move["actor"] for move in moves} | {move["other"] for move in moves} <= set(example().actors)
    for number in (1, 2):
        movers = {move["actor"] for move in moves if move["round"] == number}
        taken = {move["actor"] for move in moves if move["round"] == number and move["accepted"]}
        assert movers == taken, "who has an offer takes one"
