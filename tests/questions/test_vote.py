"""The vote question on small councils whose answers can be worked out, and on bad input."""

from __future__ import annotations

import json
import math

import pytest

from detente.display import words
from detente.dossier import changed, example, loads
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.councils import rule_of
from detente.questions.vote import Vote
from detente.questions.vote.sentences import said

COUNCIL = """
detente: 1
title: A council
as_of: 2020-01-01
horizon: 2020-12-31
actors:
  aaa: {name: Aland, code: AAA}
  bbb: {name: Borduria, code: BBB}
  ccc: {name: Carpania, code: CCC}
groups:
  small: [bbb, ccc]
issues:
  response:
    asks: How strongly?
    scale: {0: nothing, 50: words, 100: deeds}
    status_quo: 0
    positions:
      aaa: {position: {low: 20, mode: 30, high: 40}, salience: 80}
      bbb: {position: 80, salience: 60}
      ccc: {position: 90, salience: 50}
councils:
  house:
    name: the house
    decides: [response]
    members: {aaa: {veto: true, reluctance: 5}, small: {}}
    quota: 2
    drafts:
      strong: {sponsors: [bbb], text: {response: 85}}
      weak: {sponsors: [ccc], text: {response: 40}}
      words: {sponsors: [aaa], text: {response: 20}, by: consensus}
  assembly:
    name: the assembly
    decides: [response]
    members: {aaa: {}, bbb: {}, ccc: {}}
    quota: 2
"""


@pytest.fixture(scope="module")
def dossier():
    return loads(COUNCIL)


@pytest.fixture(scope="module")
def answer(dossier):
    return ask(dossier, Vote("house", draws=400))


def test_results_have_the_keys_of_the_contract(answer):
    results = answer.to_dict()["results"]
    assert set(results) >= {"drafts", "strongest", "dilution", "best_text", "sequence", "nothing", "expected_text"}
    assert set(results["strongest"]) == {"0.5", "0.8", "0.95"}
    assert set(results["dilution"][0]) == {"strength", "adopted"}
    for draft in results["drafts"].values():
        for number in ("adopted", "vetoed", "unanimous"):
            assert set(draft[number]) == {"mean", "median", "sd", "low80", "high80"}
        assert set(draft["tallies"][0]) == {"yes", "no", "abstain", "probability"}
        for votes in draft["members"].values():
            assert set(votes) >= {"yes", "no", "abstain", "pivot"}
            assert votes["yes"] + votes["no"] + votes["abstain"] == pytest.approx(1)
    assert set(answer.method.settings) >= {"beta", "tau", "omega", "veto_reluctance"}
    json.loads(answer.to_json())


def test_a_certain_council_is_the_formula(dossier):
    """One draft, positions exact: P(adopted) from the ordered logit by hand."""
    sure = changed(dossier, {"issues.response.positions.aaa.position": 30})
    adopted = ask(sure, Vote("house", draws=400)).results["drafts"]["strong"]["adopted"]["mean"]
    beta = 10 / math.log(9)

    def sigma(points):
        return 1 / (1 + math.exp(-points / beta))

    a, c = 80 * (30 - 55) / 100, 50 * (90 - 5) / 100
    first = {"a": sigma(a - 4), "b": 1.0, "c": sigma(c - 4)}
    lean_a, lean_c = (8 * max(0, first["b"] + first[other] - 1) for other in ("c", "a"))
    a_yes, a_no, c_yes = sigma(a + lean_a - 4), sigma(-a - lean_a - 4 - 5), sigma(c + lean_c - 4)
    assert adopted == pytest.approx(a_yes + (1 - a_yes - a_no) * c_yes, abs=1e-12)


def test_each_chance_is_one(answer):
    drafts = answer.results["drafts"]
    assert drafts["strong"]["adopted"]["mean"] < drafts["weak"]["adopted"]["mean"]
    for draft in drafts.values():
        assert draft["adopted"]["mean"] + draft["vetoed"]["mean"] <= 1 + 1e-12
    in_turn = sum(entry["adopted"] for entry in answer.results["sequence"].values())
    assert in_turn + answer.results["nothing"] == pytest.approx(1)
    text = {name: draft["text"]["response"] for name, draft in drafts.items()}
    expected = sum(answer.results["sequence"][name]["adopted"] * text[name] for name in drafts)
    assert answer.results["expected_text"]["response"] == pytest.approx(expected)


def test_same_seed_same_bytes_and_common_draws(dossier, answer):
    assert ask(dossier, Vote("house", draws=400)).to_json() == answer.to_json()
    untouched = ask(dossier, Vote("house", draws=400), changes={"councils.house.drafts.weak.text.response": 40})
    assert untouched.results["drafts"]["strong"] == answer.results["drafts"]["strong"]


def test_the_other_council_is_set_beside_it(answer):
    elsewhere = answer.results["forums"]["assembly"]
    assert elsewhere["strong"]["mean"] > answer.results["drafts"]["strong"]["adopted"]["mean"] + 0.3
    assert any("before the assembly" in text.lower() for text in answer.sentences())


def test_sentences_name_who_blocks_and_what_would_unblock(answer):
    said = " ".join(answer.sentences())
    assert "veto by Aland" in said
    assert "if aland abstains, the draft is" in said.lower()
    for sentence in answer.said:
        assert not (sentence.confidence and sentence.probability)
        assert sentence.assumptions


def test_the_likeliest_tally_stands_with_its_chance(answer):
    """Of many tallies the likeliest may be unlikely, and is not what each member's likeliest vote adds up to."""
    first = answer.results["drafts"]["strong"]["tallies"][0]
    count = f"{first['yes']}–{first['no']}–{first['abstain']} ({words.percent(first['probability'])})"
    assert answer.sentences()[0].endswith(f"the likeliest tally is {count}.")


def test_a_name_that_says_draft_is_not_called_one_again(dossier):
    named = changed(dossier, {"councils.house.drafts.strong.name": "the draft of Borduria"})
    said = " ".join(ask(named, Vote("house", draws=100)).sentences())
    assert said.startswith("“The draft of Borduria”, deeds, ")
    assert "draft “the draft" not in said


def test_a_text_halfway_between_two_points_is_near_both(dossier):
    halfway = changed(dossier, {"councils.house.drafts.strong.text.response": 75})
    said = ask(halfway, Vote("house", draws=100)).sentences()[0]
    assert said.startswith("The draft “strong”, halfway between “words” and “deeds”, ")


def test_where_there_is_no_chance_no_draft_is_likeliest(dossier, answer):
    nothing = {name: {**row, "adopted": 0.0} for name, row in answer.results["sequence"].items()}
    found = said(dossier, "house", {**answer.results, "nothing": 1.0, "sequence": nothing})
    (text,) = [one.text for one in found if "tabled in turn" in one.text]
    assert text == "There is no chance (0%) that the house adopts one of its drafts, tabled in turn."


def test_a_draft_short_of_votes_names_the_vote_it_lacks_beside_the_veto():
    """Its sponsor needs one more: a member that hardly cares. Where that one comes, Aland may still veto."""
    given = ask(
        loads(COUNCIL.replace("{position: 90, salience: 50}", "{position: 45, salience: 5}")), Vote("house", draws=200)
    )
    strong = given.results["drafts"]["strong"]
    assert 1 - strong["adopted"]["mean"] - strong["vetoed"]["mean"] > strong["vetoed"]["mean"] > 0.1
    said = " ".join(given.sentences())
    assert "A veto by Aland is" in said
    lacking = max(strong["members"].items(), key=lambda entry: (1 - entry[1]["yes"]) * entry[1]["pivot"])[0]
    name = {"aaa": "Aland", "ccc": "Carpania"}[lacking]
    assert f"{name} is the vote it lacks most: with its yes, the draft is" in said


def test_texts_may_go_down_from_what_holds_now():
    """Where the scale's top holds now, a text passes down to some strength, not up to it."""
    upside_down = COUNCIL.replace("status_quo: 0", "status_quo: 100").replace(
        "aaa: {position: {low: 20, mode: 30, high: 40}", "aaa: {position: 60"
    )
    upside_down = upside_down.replace("bbb: {position: 80", "bbb: {position: 20").replace(
        "ccc: {position: 90", "ccc: {position: 10"
    )
    given = ask(loads(upside_down), Vote("house", draws=50))
    low, _ = given.results["passes"]["0.5"]
    assert given.results["strongest"]["0.5"] == low < 100
    assert f"at least 50% down to {low:.0f}" in " ".join(given.sentences())


def test_texts_go_up_to_a_strength(answer):
    assert f"at least 50% up to {answer.results['strongest']['0.5']:.0f}" in " ".join(answer.sentences())


def test_pressure_counts_elsewhere_on_those_who_sit_there(dossier):
    smaller = loads(
        COUNCIL.replace(
            "members: {aaa: {}, bbb: {}, ccc: {}}\n    quota: 2", "members: {bbb: {}, ccc: {}}\n    quota: 2"
        )
    )
    plain = ask(smaller, Vote("house", draws=100)).results["forums"]["assembly"]
    pressed = ask(smaller, Vote("house", draws=100, pressure={"aaa": 10.0})).results["forums"]["assembly"]
    assert pressed == plain  # who is pressed has no seat there
    against = ask(smaller, Vote("house", draws=100, pressure={"ccc": -60.0})).results["forums"]["assembly"]
    assert against["strong"]["mean"] < plain["strong"]["mean"] - 0.3


def test_a_council_that_cannot_be_compared_is_named():
    guests = COUNCIL.replace("groups:\n", "  ddd: {name: Dunmark}\ngroups:\n", 1)
    guests = guests.replace("members: {aaa: {}, bbb: {}, ccc: {}}", "members: {aaa: {}, bbb: {}, ddd: {}}")
    given = ask(loads(guests), Vote("house", draws=100))
    assert set(given.results["forums"]["assembly"]) == {"left_out"}
    (warning,) = given.warnings
    assert warning.startswith("the assembly is not compared: ")
    assert "ddd votes on 'response' and has no position on it" in warning


def test_outcomes_are_named_by_path(answer):
    assert answer.outcome("vote.house.weak.adopted") == answer.results["drafts"]["weak"]["adopted"]["mean"]
    assert answer.outcome("vote.house.nothing") == answer.results["nothing"]
    assert answer.outcome("vote.house.some") == pytest.approx(1 - answer.results["nothing"])
    with pytest.raises(QuestionError, match="did you mean"):
        answer.outcome("vote.house.wek.adopted")
    with pytest.raises(QuestionError, match="no such outcome"):
        answer.outcome("vote.house.weak.liked")


def test_tables_and_charts_come_from_the_results(answer):
    assert [row["draft"] for row in answer.table()] == ["strong", "weak", "words"]
    assert set(answer.charts()) == {"seats", "dilution"}


def test_a_member_without_a_position_is_an_error_or_filled(dossier):
    data = COUNCIL.replace("      ccc: {position: 90, salience: 50}\n", "")
    lacking = loads(data)
    with pytest.raises(QuestionError, match="ccc votes on 'response' and has no position") as raised:
        ask(lacking, Vote("house", draws=10))
    assert "--fill" in str(raised.value)
    filled = ask(lacking, Vote("house", draws=400, fill=True))
    assert filled.warnings == ("no position on 'response': ccc; filled in with a wide one",)
    certain = ask(dossier, Vote("house", draws=400))
    strong = filled.results["drafts"]["strong"]["adopted"], certain.results["drafts"]["strong"]["adopted"]
    assert strong[0]["sd"] > 0


@pytest.mark.parametrize(
    ("question", "edit", "what"),
    [
        (Vote("huose"), {}, "did you mean 'house'"),
        (Vote("house", pressure={"ddd": 3.0}), {}, "pressure on 'ddd'"),
        (Vote("house", draws=0), {}, "0 draws"),
        (Vote("house"), {"drop": "    status_quo: 0\n"}, "no status quo"),
        (Vote("house", beta=0.0), {}, "noise"),
    ],
)
def test_wrong_questions_say_what_is_wrong(question, edit, what):
    from detente.errors import InputError

    crisis = loads(COUNCIL.replace(edit["drop"], "") if edit else COUNCIL)
    with pytest.raises(InputError, match=what):
        ask(crisis, question)


def test_pressure_helps(dossier):
    plain = ask(dossier, Vote("house", draws=400)).results["drafts"]["strong"]["adopted"]["mean"]
    pressed = ask(dossier, Vote("house", draws=400, pressure={"aaa": 10.0}))
    assert pressed.results["drafts"]["strong"]["adopted"]["mean"] > plain


def test_an_absent_member_takes_no_part():
    away = loads(COUNCIL.replace("small: {}}", "bbb: {}, ccc: {absent: true}}"))
    assert rule_of(away, away.councils["house"]).absent == {2}


def test_no_drafts_is_an_answer(dossier):
    results = ask(dossier, Vote("assembly", draws=400))
    assert results.results["drafts"] == {}
    assert results.results["nothing"] == 1
    assert list(results.charts()) == ["dilution"]


def test_packages_over_several_issues_say_what_bought_whose_vote():
    second = "  aid: {asks: How much?, scale: {0: none, 100: much}, status_quo: 0, positions: {aaa: {position: 90, "
    second += "salience: 90}, small: {position: 10, salience: 20}}}\ncouncils:"
    text = COUNCIL.replace("councils:", second, 1).replace("decides: [response]", "decides: [response, aid]", 1)
    text = text.replace("text: {response: 85}", "text: {response: 85, aid: 60}")
    results = ask(loads(text), Vote("house", draws=400)).results
    assert set(results["packages"]) == {"aaa", "bbb", "ccc"}
    best = results["packages"]["bbb"]
    assert best["text"] == {"response": 85.0, "aid": 60.0}
    bought = best["bought"]["aid"]
    assert bought["aaa"] > 0.05  # who wants aid is won by it
    assert bought["bbb"] == 0  # the sponsor's own vote needs no buying


def test_a_council_without_drafts_says_that_there_is_nothing_to_vote_on() -> None:
    dossier = example()
    council = dossier.councils["council"].model_copy(update={"drafts": {}})
    answer = ask(dossier.model_copy(update={"councils": {"council": council}}), Vote(draws=20))
    assert answer.table() == []
    assert answer.sentences()[0].startswith("No draft is before ")
    assert "there is nothing to vote on" in answer.sentences()[0]
