"""Section 8's parts about levers and flips, and which outcome a key judgement is about."""

from __future__ import annotations

import json
import shlex
from contextlib import suppress

import pytest
from typer.testing import CliRunner

from detente.briefing.asking import questions_of
from detente.briefing.folder import brief as write_brief
from detente.briefing.given import Given
from detente.briefing.judged import judged
from detente.briefing.judgements import judgements
from detente.briefing.page import command
from detente.briefing.sections.changing import changing
from detente.cli import app
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.flip import Flip
from detente.questions.forecast import Forecast
from detente.questions.levers import Levers, principal
from detente.questions.talks import Talks
from detente.questions.vote import Vote
from tests.questions.changing.example import crisis

MEETS = "talks.table.three.convenes"
ADOPTED = "vote.council.avalon-text.adopted"


@pytest.fixture(scope="module")
def dossier():
    return crisis()


@pytest.fixture(scope="module")
def given(dossier):
    asked = (
        Forecast("straits", draws=60),
        Vote("council", draws=60),
        Talks("table", draws=60),
        Levers("ava", MEETS, draws=60, search_draws=60, tries=0, side_effects=False, deeds=True),
        Flip(ADOPTED, draws=60, search_draws=60, largest=1),
    )
    return Given.of(ask(dossier, question) for question in asked)


def test_the_section_tells_the_answers_word_for_word(dossier, given):
    section = changing(dossier, given)
    for kind in ("levers", "flip"):
        (key,) = given.to(kind)
        shown = [said.text for said in section.statements() if said.answer == key]
        assert shown == given.answers[key].sentences()
    headings = [block.heading for block in section.blocks]
    assert "What Avalon could do" in headings
    assert "What a judgement hangs on" in headings
    lines = [block.missing for block in section.blocks if block.missing]
    assert any("detente ask levers DOSSIER --actor ava" in line for line in lines)
    assert any(f"--sentence {ADOPTED}" in line for line in lines)


def test_the_command_under_each_answer_prints_it_again(dossier, tmp_path):
    """Every question of a brief, from the folder that it writes, to the last character."""
    write_brief(dossier, out=tmp_path, draws=80, seed=3)
    written = json.loads((tmp_path / "brief.json").read_text(encoding="utf-8"))["answers"]
    assert {answer["question"] for answer in written.values()} >= {"levers", "flip", "sensitivity", "talks", "vote"}
    for key, answer in written.items():
        program, *words = shlex.split(command(answer))
        assert program == "detente"
        words[2] = str(tmp_path / words[2])
        printed = CliRunner().invoke(app, words, catch_exceptions=False)
        assert json.loads(printed.stdout) == answer, key


def test_a_command_quotes_what_a_shell_would_split():
    found = {"question": "flip", "subject": "forecast.a.mean.bands.an equal part", "seed": 0, "draws": 9}
    said = command({**found, "method": {"settings": {"largest": 1, "fill": True}}})
    about = "--sentence 'forecast.a.mean.bands.an equal part' --largest 1 --fill"
    assert said == f"detente ask flip dossier.yaml {about} --draws 9 --seed 0 --json"


def test_only_deeds_are_looked_at(given):
    (key,) = given.to("levers")
    kinds = {move["kind"] for move in given.answers[key].results["moves"]}
    assert kinds <= {"take", "give up", "grant", "ease", "threaten"}


def test_what_is_said_about_judgements_is_none_itself(given):
    assert {given.answers[key].question for key in judgements(given)} <= {"forecast", "vote", "talks"}


def test_a_key_judgement_has_the_outcome_whose_value_it_states(dossier, given):
    said = [statement for own in judgements(given).values() for statement in own]
    found = []
    for number, statement in enumerate(said, 1):
        with suppress(QuestionError):
            found.append((statement, judged(dossier, number, given)))
    for statement, path in found:
        if not path.endswith(".some"):
            assert given.answers[statement.answer].outcome(path) == pytest.approx(statement.probability)
    assert ADOPTED in [path for _, path in found]


def test_numbers_beyond_the_judgements_are_refused(dossier, given):
    for number in (0, 99):
        with pytest.raises(QuestionError, match="no key judgement has the number"):
            judged(dossier, number, given)


def test_the_brief_asks_both_where_there_is_input(dossier):
    kinds = [asked.kind for asked in questions_of(dossier)]
    assert kinds.count("levers") == kinds.count("flip") == 1
    bare = dossier.model_copy(update={"talks": {}}).resting_on(type(dossier.archive)())
    assert not {"levers", "flip"} & {asked.kind for asked in questions_of(bare)}


def test_the_principal_is_asked_for_most(dossier):
    assert principal(dossier, "table") == "ava"
