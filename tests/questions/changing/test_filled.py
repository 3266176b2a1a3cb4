"""A council's member without a position: refused with a hint that works, or given a wide one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.askable import askable
from detente.questions.changes import Changes
from detente.questions.flip import Flip
from detente.questions.levers import Levers
from detente.questions.whatif import WhatIf
from tests.questions.changing.example import crisis

ADOPTED = "vote.council.avalon-text.adopted"
NAMES = ("outcome", "sentence", "outcome")


@pytest.fixture(scope="module")
def dossier():
    whole = crisis()
    dumb = whole.actors["syl"].model_copy(update={"name": "Ruritania", "code": "RUR"})
    council = whole.councils["council"]
    seats = {**council.members, "rur": council.members["ava"]}
    wider = council.model_copy(update={"members": seats})
    return whole.model_copy(update={"actors": {**whole.actors, "rur": dumb}, "councils": {"council": wider}})


def questions(dossier, fill):
    yield Levers("ava", ADOPTED, draws=50, search_draws=50, tries=5, fill=fill)
    yield Flip(ADOPTED, 50, search_draws=50, fill=fill)
    yield Changes(dossier, ADOPTED, 50, fill=fill)


def test_a_member_without_a_position_is_refused_with_a_hint_that_works(dossier):
    for question in questions(dossier, False):
        with pytest.raises(QuestionError, match="--fill"):
            ask(dossier, question)
    for question in questions(dossier, True):
        answer = ask(dossier, question)
        assert answer.method.settings["fill"] is True
        assert answer.results


def test_where_no_outcome_is_named_it_is_one_that_can_be_asked(dossier):
    def asked(fill):
        named = zip(questions(dossier, fill), NAMES, strict=True)
        return [ask(dossier, replace(one, **{name: None})).subject for one, name in named]

    assert not askable(dossier, ADOPTED)
    assert askable(dossier, ADOPTED, fill=True)
    assert all(not subject.startswith("vote.") for subject in asked(False))
    assert all(subject.startswith("vote.") for subject in asked(True))
    with pytest.raises(QuestionError) as caught:
        ask(dossier, Levers("ava", "weather"))
    assert "forecast." in str(caught.value)
    assert "vote." not in str(caught.value)


def test_what_changed_is_an_outcome_of_both_dossiers(dossier):
    older = dossier.model_copy(update={"councils": {}})
    found = ask(dossier, Changes(older, draws=20, fill=True))
    assert not found.subject.startswith("vote.")
    with pytest.raises(QuestionError, match=f"both have .*{found.subject}"):
        ask(dossier, Changes(older, ADOPTED, draws=20, fill=True))
    with pytest.raises(QuestionError, match="no outcome in common"):
        ask(
            dossier,
            Changes(
                dossier.model_copy(update={"councils": {}, "issues": {}, "talks": {}, "ties": {}, "conflict": None})
            ),
        )


def test_what_cannot_be_asked_is_left_out_and_said_where_nobody_names_it(dossier):
    change = {"issues.straits.positions.ava.salience": 10}
    what_if, levers = WhatIf(change, draws=20, sentences=False), Levers("ava", draws=20, search_draws=20, tries=0)
    for question in (what_if, levers):
        answer = ask(dossier, question)
        assert any(f"too little to ask it: {ADOPTED}" in warning for warning in answer.warnings)
        assert not any("too little" in warning for warning in ask(dossier, replace(question, fill=True)).warnings)
    assert all(not path.startswith("vote.") for path in ask(dossier, what_if).results["before"])
    with pytest.raises(QuestionError, match="--fill"):
        ask(dossier, replace(what_if, outcomes=(ADOPTED,)))
