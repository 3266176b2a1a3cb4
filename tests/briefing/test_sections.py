"""Sections: what they say, what they rest on, and what they say when something is missing."""

from __future__ import annotations

import json
import re

import pytest

from detente.briefing import judgements as judging
from detente.briefing.compose import compose
from detente.briefing.data import to_data, to_json
from detente.briefing.footing import confidence_in_words, footing
from detente.briefing.given import Given
from detente.briefing.judgements import judgements
from detente.briefing.page import command, to_html
from detente.briefing.sections import SECTIONS
from detente.briefing.sections.disagreement import spread_sentence
from detente.display import words
from detente.errors import InputError
from detente.questions import ask
from detente.questions.answer import Sentence
from detente.questions.sensitivity import Sensitivity
from tests.briefing import example


@pytest.fixture(scope="module")
def brief():
    return compose(example.dossier(), example.given())


def answer(question, subject, *probabilities):
    said = [Sentence(f"{question} {subject} {n}", p) for n, p in enumerate(probabilities)]
    return example.made(question, subject, {}, said)


def test_key_judgements_take_turns_and_stop_at_eight():
    given = Given.of(
        [
            answer("vote", "c", 0.1, 0.2, 0.3, 0.4),
            answer("forecast", "a", None, 0.5, 0.6),
            answer("forecast", "b", 0.7),
            answer("talks", "t", *[0.9] * 9),
        ]
    )
    assert {key: [s.text for s in said] for key, said in judgements(given).items()} == {
        "forecast:a": ["forecast a 1", "forecast a 2"],
        "forecast:b": ["forecast b 0"],
        "vote:c": ["vote c 0", "vote c 1", "vote c 2"],
        "talks:t": ["talks t 0", "talks t 1"],
    }


def test_sentences_without_a_probability_fill_up_to_five():
    given = Given.of([answer("forecast", "a", None, 0.5, None, None, None, None, None)])
    assert [s.text for s in judgements(given)["forecast:a"]] == [f"forecast a {n}" for n in range(5)]
    assert judgements(Given.of([])) == {}


def test_a_sentence_opens_the_brief_once():
    twice = example.made("vote", "c", {}, [Sentence("It passes.", 0.5), Sentence("It passes.", 0.5)])
    assert len(judgements(Given.of([twice]))["vote:c"]) == 1


def test_confidence_follows_its_judgement_once_and_is_never_one():
    sure, unsure = (words.confidence_sentence(words.confidence(n, 0.05, 0.1)) for n in (4, 0))
    said = [Sentence("A", 0.1), Sentence("B", 0.2), Sentence(sure, None, "high"), Sentence("C", 0.3), Sentence(unsure)]
    vote = example.made("vote", "council", {}, [*said, Sentence("D", 0.4)])
    block = SECTIONS[0](example.dossier(), Given.of([vote])).blocks[0]
    assert block.heading == "The Council of the Straits"
    assert [(s.text, s.confidence_said) for s in block.statements] == [
        ("A", None),
        ("B", sure),
        ("C", unsure),
        ("D", None),
    ]
    assert confidence_in_words(block.statements[1], {}, opening=True) == sure
    assert confidence_in_words(block.statements[1], {}) is None


def test_every_number_in_brackets_is_the_sentences_probability(brief):
    checked = 0
    for section in brief.sections:
        for said in section.statements():
            if said.probability is not None:
                assert words.likely(said.probability) in said.text
                checked += 1
    assert checked >= 8


def test_likelihood_and_confidence_never_share_a_sentence(brief):
    for section in brief.sections:
        for said in section.statements():
            assert not words.mixes_likelihood_and_confidence(said.text)


def test_a_page_speaks_one_row_of_terms():
    british = compose(example.dossier(), example.given(), scale="phia")
    assert british.judgements()[-2:] == [
        "A Bordurian veto of Avalon’s text is highly likely (90%).",
        "Syldavia’s text is likely (64%) to be adopted.",
    ]
    html = to_html(british)
    assert "PHIA" in html
    assert not re.search(r"very (un)?likely|roughly even|almost no chance", html)
    with pytest.raises(InputError, match="did you mean 'phia'"):
        compose(example.dossier(), example.given(), scale="phi")


def test_positions_say_what_they_rest_on(brief):
    table = brief.sections[1].blocks[0].tables[0]
    assert [row.cells[0] for row in table.rows] == ["Avalon", "Syldavia", "Borduria"]
    by_name = {row.cells[0]: row for row in table.rows}
    assert by_name["Borduria"].claims == (example.CLAIMS["BOR"].id, example.CLAIMS["HOSTILE"].id)
    assert by_name["Borduria"].assumptions == ()
    assert by_name["Syldavia"].assumptions == (
        "issues.straits.positions.syl.position",
        "issues.straits.positions.syl.salience",
    )
    assert by_name["Syldavia"].cells[2] == "at “a text that condemns”"


def test_a_section_without_its_input_says_so_and_how_to_add_it():
    empty = compose(example.dossier(), Given.of([]))
    for section in empty.sections:
        missing = [block.missing for block in section.blocks if block.missing]
        assert len(missing) == (2 if section.number == 9 else 1)  # the ninth also says that no record is kept yet
        assert all("\n" not in line and line.endswith(".") for line in missing)
    assert "under `talks:`" in empty.sections[3].blocks[0].missing


def test_a_question_asked_in_vain_says_why():
    refused = {"vote:council": "Not asked of council: syl has no position on 'straits'; give it one."}
    section = SECTIONS[2](example.dossier(), Given.of([], refused))
    assert [block.missing for block in section.blocks] == list(refused.values())


def test_a_general_section_shows_whatever_its_question_answers():
    talks = example.made(
        "talks", "six", {}, [Sentence("It convenes.", 0.4, "low")], rows=({"format": "six", "convenes": 0.4},)
    )
    section = SECTIONS[3](example.dossier(), Given.of([talks]))
    assert section.title == "Who will come"
    assert section.blocks[0].tables[0].rows[0].cells == ("six", "0.4")
    assert [s.text for s in section.statements()] == ["It convenes."]


def test_claims_without_evidence_are_listed_and_never_hidden():
    brief = compose(example.dossier(evidence=False), example.given())
    assert {source.title for source in brief.sources} == {"not in the evidence"}
    assert len(brief.sources) == 3


def test_sources_are_numbered_by_date_and_place_with_speaker_and_status(brief):
    first = brief.sources[0]
    assert (first.number, first.who, first.status) == (1, "Ida Thorn, envoy (Avalon)", "occurred")
    assert [source.title for source in brief.sources] == ["Avalon tables a text"] * 2 + [
        "<b>Hostile</b> & co {{ 7 * 7 }}"
    ]


def test_assumptions_are_all_listed_with_where_they_are_used(brief):
    by_path = {a.path: a for a in brief.assumptions}
    assert by_path["councils.council.drafts.syldavia-text.text.straits"].cited == ("1.5", "3.3", "3.t2")
    assert by_path["actors.ava.capability"].cited == ()
    assert by_path["issues.straits.positions.syl.position"].value == "60 ± 10"
    assert len(by_path) == len(brief.assumptions)
    assert by_path["issues.straits.positions.syl.position"].called == "Syldavia’s position on “straits”"
    assert not any("{" in a.value or "'" in a.value for a in brief.assumptions)


def test_footing_counts_reports_not_claims(brief):
    reports = {source.claim: source.report for source in brief.sources}
    first = next(brief.sections[2].statements())
    assert len(first.claims) == 2
    assert footing(first, reports) == "one source"


def test_brief_json_holds_the_numbers_of_ask_json(brief):
    data = json.loads(to_json(brief))
    for made in example.given().answers.values():
        told = json.loads(made.to_json())
        kept = data["answers"][f"{made.question}:{made.subject}"]
        assert kept == told
        texts = {s["text"]: s["probability"] for s in told["sentences"]}
        for section in data["sections"]:
            for block in section["blocks"]:
                for said in block["sentences"]:
                    if said["text"] in texts:
                        assert said["probability"] == texts[said["text"]]
    assert to_json(brief) == to_json(compose(example.dossier(), example.given()))
    assert to_data(brief)["counts"] == {"sources": 3, "reports": 2, "assumptions": 7}


def test_brief_json_names_sentences_as_the_page_does(brief):
    data = to_data(brief)
    ids = [s["id"] for section in data["sections"] for block in section["blocks"] for s in block["sentences"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"\d+\.\d+", id) for id in ids)
    cited = {place for source in data["sources"] for place in source["cited"]}
    assert {place for place in cited if ".t" not in place} <= set(ids)


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ({}, ""),
        ({"status_quo": 0}, ""),
        (
            {"mean": 63, "median": 63.2},
            "The models agree on 63.",
        ),
        ({"challenge": 40, "new_one": 41}, "The models lie 1 point apart, from 40 (challenge) to 41 (new one)."),
        (
            {"challenge": 51.4, "mean": 52.6},
            "The models lie 2 points apart, from 51 (challenge) to 53 (weighted mean).",
        ),
    ],
)
def test_the_spread_in_words(means, expected):
    assert spread_sentence({name: {"outcome": {"mean": mean}} for name, mean in means.items()}) == expected


def test_no_rule_of_the_judgements_is_out_of_step_with_its_words():
    assert (judging.FEWEST, judging.MOST) == (5, 8)
    assert "five to eight" in judging.__doc__


def test_section_eight_says_what_to_find_out_next_and_what_each_number_rests_on():
    dossier = example.dossier()
    adopted = ask(dossier, Sensitivity("vote.council.avalon-text.adopted", base=0, draws=200))
    settled = ask(dossier, Sensitivity("forecast.straits.mean.outcome", base=0, draws=200))
    section = SECTIONS[7](dossier, Given.of([adopted, settled]))
    assert (section.number, section.slug) == (8, "what-would-change-our-minds")
    heads = [block.heading for block in section.blocks]
    assert heads[0].startswith("What to find out next about the chance that the Council of the Straits adopts")
    assert heads[1] == "What to find out next about the weighted mean on “straits”"
    for block, answer in zip(section.blocks, (adopted, settled), strict=True):
        (table,) = block.tables
        assert table.sourced
        for row, found in zip(table.rows, answer.results["inputs"], strict=False):
            assert row.cells[0].lower() == found["called"].lower()
            assert list(row.claims) == found["claims"]
            assert row.assumptions == ((found["path"],) if found["assumption"] else ())
        assert [picture.title for picture in block.pictures]
    assert "points" in section.blocks[0].tables[0].rows[0].cells[3]
    assert "unit" in section.blocks[1].tables[0].rows[0].cells[3]


def test_section_eight_without_an_answer_says_so_in_a_line():
    (block,) = SECTIONS[7](example.dossier(), Given.of([])).blocks
    assert "was not asked what would change its answers" in block.missing
    bare = example.dossier().model_copy(update={"issues": {}, "councils": {}})
    assert "add an issue" in SECTIONS[7](bare, Given.of([])).blocks[0].missing


def test_the_command_that_asks_a_sensitivity_again_names_its_outcome_and_base():
    found = ask(example.dossier(), Sensitivity("forecast.straits.mean.outcome", base=0, draws=64)).to_dict()
    asked = "--outcome forecast.straits.mean.outcome --base 0 --draws 64 --seed 0 --json"
    assert command(found) == f"detente ask sensitivity dossier.yaml {asked}"
