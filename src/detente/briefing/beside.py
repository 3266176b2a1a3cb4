"""A second process that answers questions beside this one, so that a brief takes both cores.

It gets the dossier and then question after question on its standard input, and sends an answer for each, all pickled:
both ends are ours. An answer depends on dossier, settings
and seed alone, so it does not matter which of the two processes gave it.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
from types import TracebackType
from typing import IO, Any

from detente.dossier import Dossier
from detente.errors import InputError
from detente.questions import Answer, Question, ask

__all__ = ["Beside", "main"]


class Beside:
    """The second process, for as long as a ``with`` block lasts."""

    def __init__(self, dossier: Dossier) -> None:
        command = [sys.executable, "-c", "from detente.briefing import beside; beside.main()"]
        paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env={**os.environ, **paths})
        assert self._process.stdin is not None, "a pipe"
        assert self._process.stdout is not None, "a pipe"
        self._to: IO[bytes] = self._process.stdin
        self._from: IO[bytes] = self._process.stdout
        self._dossier, self._closed = dossier, False
        _send(self._to, dossier)

    def ask(self, question: Question[Any]) -> Answer:
        """The answer of the other process; of this one where the other has ended, for want of memory perhaps.

        Raises:
            InputError: the dossier cannot answer it.
        """
        try:
            _send(self._to, question)
            reply: Answer | InputError = pickle.load(self._from)
        except (EOFError, OSError, pickle.UnpicklingError):
            if self._closed:
                raise
            here: Answer = ask(self._dossier, question)
            return here
        if isinstance(reply, InputError):
            raise reply
        return reply

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closed = True
        self._process.kill()
        self._from.close()
        with contextlib.suppress(BrokenPipeError):  # what it had not read yet is no longer wanted
            self._to.close()
        self._process.wait()


def _send(stream: IO[bytes], value: Any) -> None:
    pickle.dump(value, stream)
    stream.flush()


def _answer_all(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer until there are no more questions."""
    dossier: Dossier = pickle.load(questions)
    while True:
        try:
            question = pickle.load(questions)
        except EOFError:
            return
        try:
            _send(answers, ask(dossier, question))
        except InputError as error:
            _send(answers, error)


def main() -> None:
    """What the second process runs: answers on its standard output, until its standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides when both end
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what is printed by mistake must not mix with the answers
        _answer_all(sys.stdin.buffer, answers)
