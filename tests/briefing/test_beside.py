"""The second process: the same answers and refusals as this one, and no trace when it ends."""

from __future__ import annotations

import os
import signal

import pytest

from detente.briefing.asking import ask_all, questions_of
from detente.briefing.beside import Beside
from detente.dossier import example
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.forecast import Forecast
from detente.questions.vote import Vote

DOSSIER = example()
QUESTION = Forecast("response", draws=20)


def test_two_processes_answer_as_one_does() -> None:
    asked = questions_of(DOSSIER, draws=20)
    alone, together = ask_all(DOSSIER, asked), ask_all(DOSSIER, asked, beside=True)
    assert list(alone.answers) == list(together.answers)
    for key, answer in alone.answers.items():
        assert together.answers[key].to_json() == answer.to_json()
    assert together.refused == alone.refused


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    with Beside(DOSSIER) as other, pytest.raises(QuestionError) as there:
        other.ask(Vote("nowhere"))
    with pytest.raises(QuestionError) as here:
        ask(DOSSIER, Vote("nowhere"))
    assert str(there.value) == str(here.value)
    assert there.value.faults == here.value.faults


def test_a_process_that_has_ended_leaves_its_questions_to_this_one() -> None:
    with Beside(DOSSIER) as other:
        os.kill(other._process.pid, signal.SIGKILL)
        answer = other.ask(QUESTION)
    assert answer.to_json() == ask(DOSSIER, QUESTION).to_json()


def test_the_process_ends_with_the_block() -> None:
    with Beside(DOSSIER) as other:
        process = other._process
    assert process.poll() is not None
