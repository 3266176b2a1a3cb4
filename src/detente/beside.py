"""A second process, so that a long piece of work takes two cores.

It is this same program, started anew: no fork of threads that hold locks, and no demand on the caller's script, as
``multiprocessing`` makes. Calls go to it and results come back pickled, through pipes that only the two hold.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any, TypeVar

from detente.errors import DetenteError

__all__ = ["Beside", "serve"]

Result = TypeVar("Result")


class Beside:
    """The second process, for as long as a ``with`` block lasts.

    Args:
        modules: what it loads while it has nothing to do yet.

    >>> with Beside() as other:
    ...     other.call(sum, [1, 2, 3])
    6
    """

    def __init__(self, *modules: str) -> None:
        patience = str(gc.get_threshold()[0])
        command = [sys.executable, "-c", "from detente.beside import serve; serve()", patience, *modules]
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # here and there: its threads wait for work in a loop
        paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        pipe = subprocess.PIPE
        # a group of its own: Ctrl-C at the terminal is for the first process, which decides when both end
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env={**os.environ, **paths}, process_group=0)
        assert self._process.stdin is not None, "a pipe"
        assert self._process.stdout is not None, "a pipe"
        self._to: IO[bytes] = self._process.stdin
        self._from: IO[bytes] = self._process.stdout
        self._one_at_a_time = threading.Lock()
        self._waiting = ThreadPoolExecutor(max_workers=1)
        self._closed = False

    def call(self, function: Callable[..., Result], *args: Any) -> Result:
        """What the function returns there; what it returns here where the other process has ended.

        Args:
            function: one that a module has by name.
            args: values that can be pickled.

        Raises:
            DetenteError: as the function raised it.
        """
        try:
            with self._one_at_a_time:
                _send(self._to, (function, args))
                reply = pickle.loads(_received(self._from))
        except (EOFError, OSError):  # it was killed, for want of memory perhaps
            if self._closed:
                raise
            return function(*args)
        if isinstance(reply, DetenteError):
            raise reply
        result: Result = reply
        return result

    def begin(self, name: str, *args: Any) -> Future[Any]:
        """Have a function called there without waiting for it; this process need not have loaded it.

        Args:
            name: its module and name, as in ``math:sqrt``.
            args: values that can be pickled.

        >>> with Beside() as other:
        ...     other.begin("math:sqrt", 9).result()
        3.0
        """
        return self._waiting.submit(self.call, _Named(name), *args)

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._closed = True
        self._process.kill()
        self._from.close()
        with contextlib.suppress(BrokenPipeError):  # what it had not read yet is no longer wanted
            self._to.close()
        self._process.wait()
        self._waiting.shutdown()


@dataclass(frozen=True, slots=True)
class _Named:
    """A function by its module and name, loaded where it is called."""

    name: str

    def __call__(self, *args: Any) -> Any:
        module, _, function = self.name.partition(":")
        return getattr(import_module(module), function)(*args)


def _send(stream: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value)
    stream.write(len(data).to_bytes(8, "little") + data)
    stream.flush()


def _received(stream: IO[bytes]) -> bytes:
    """What was sent, still packed.

    Raises:
        EOFError: no more comes, or the sender ended in the middle.
    """
    size = stream.read(8)
    data = stream.read(int.from_bytes(size, "little"))
    if len(size) < 8 or len(data) < int.from_bytes(size, "little"):
        raise EOFError
    return data


def serve() -> None:
    """What the second process runs: results on its standard output, until its standard input ends.

    It ends with the first process, however that one ended and whatever is being worked at here: a thread waits for
    calls, and so sees at once that no more will come.
    """
    results = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed by mistake must not mix with the results
    patience, *modules = sys.argv[1:]
    gc.set_threshold(int(patience))  # as the first process looks for garbage
    calls: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(calls,), daemon=True).start()
    for module in modules:
        import_module(module)
    while True:
        function, args = pickle.loads(calls.get())
        try:
            reply = function(*args)
        except DetenteError as error:
            reply = error
        try:
            _send(results, reply)
        except BrokenPipeError:
            os._exit(0)


def _listen(calls: SimpleQueue[bytes]) -> None:
    while True:
        try:
            calls.put(_received(sys.stdin.buffer))
        except EOFError:
            os._exit(0)
