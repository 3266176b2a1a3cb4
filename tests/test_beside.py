"""The second process: the same results and refusals as this one, and no trace when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from detente.beside import Beside
from detente.briefing.asking import ask_all, questions_of
from detente.dossier import example
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.vote import Vote

DOSSIER = example()


def test_two_processes_answer_as_one_does() -> None:
    asked = questions_of(DOSSIER, draws=20)
    alone = ask_all(DOSSIER, asked)
    with Beside() as other:
        together = ask_all(DOSSIER, asked, beside=other)
    assert list(alone.answers) == list(together.answers)
    for key, answer in alone.answers.items():
        assert together.answers[key].to_json() == answer.to_json()
    assert together.refused == alone.refused


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    with Beside() as other, pytest.raises(QuestionError) as there:
        other.call(ask, DOSSIER, Vote("nowhere"))
    with pytest.raises(QuestionError) as here:
        ask(DOSSIER, Vote("nowhere"))
    assert str(there.value) == str(here.value)
    assert there.value.faults == here.value.faults


def test_a_process_that_has_ended_leaves_its_work_to_this_one() -> None:
    with Beside() as other:
        os.kill(other._process.pid, signal.SIGKILL)
        assert other.call(sorted, [3, 1, 2]) == [1, 2, 3]


def test_what_is_printed_there_does_not_mix_with_results(capfd: pytest.CaptureFixture[str]) -> None:
    with Beside() as other:
        assert other.call(print, "by mistake") is None
        assert other.call(os.getpid) == other._process.pid
    assert "by mistake" not in capfd.readouterr().out


def test_the_process_ends_with_the_block_though_it_works() -> None:
    with Beside("time") as other:
        process = other._process
        assert other.call(abs, -1) == 1
    assert process.poll() is not None
    with pytest.raises((OSError, ValueError)):
        other.call(abs, -1)


def test_an_error_here_ends_both() -> None:
    def told(key: str) -> None:
        raise KeyboardInterrupt

    asked = questions_of(DOSSIER, draws=20)
    with pytest.raises(KeyboardInterrupt), Beside() as other:
        ask_all(DOSSIER, asked[:1], told=told, beside=other)
    assert other._process.poll() is not None


LEFT = """
import os, threading, time
from detente.beside import Beside
with Beside("time") as other:
    assert other.call(abs, -1) == 1
    threading.Thread(target=other.call, args=(time.sleep, 50), daemon=True).start()
    time.sleep(0.2)
    {end}
"""


@pytest.mark.parametrize("end", ["os._exit(3)", "os.kill(os.getpid(), 9)"])
def test_the_process_ends_though_the_first_one_was_cut_off(end: str) -> None:
    # the second process writes to the same standard error, which is at its end only when both have ended
    left = subprocess.run([sys.executable, "-c", LEFT.format(end=end)], capture_output=True, text=True, timeout=40)
    assert left.returncode != 0
    assert left.stderr == ""


def test_an_interruption_at_the_terminal_reaches_the_first_process_alone() -> None:
    with Beside() as other:
        assert os.getpgid(other._process.pid) != os.getpgid(0)
