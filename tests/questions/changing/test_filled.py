"""A council's member without a position: refused with a hint that works, or given a wide one."""

from __future__ import annotations

import pytest

from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.changes import Changes
from detente.questions.flip import Flip
from detente.questions.levers import Levers
from tests.questions.changing.example import crisis

ADOPTED = "vote.council.avalon-text.adopted"


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
