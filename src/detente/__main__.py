"""The way in: ``detente`` and ``python -m detente``. Ctrl-C leaves with 130 from the first import on."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from types import FrameType

__all__ = ["main"]

INTERRUPTED = 130
LOADED = 100_000
"""How many new objects before Python looks for garbage: most are modules, which stay, and the usual 700 cost 4%."""
WRITERS = ("write_atomically", "write_folder")
"""Functions that clean up behind themselves when they are interrupted."""


def main() -> None:
    """Run the command line and leave with its exit status; an interruption with one line and 130.

    1. Run the command. 2. Once its output is written, leave at once: a process that has loaded JAX takes half a second
    to come apart, and nothing waits to be closed, since whatever holds a file or a process does so in a ``with``.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _interrupt)
    gc.set_threshold(LOADED)
    from detente.cli import run

    try:
        run()
    except KeyboardInterrupt:
        _leave()
    except SystemExit as ended:
        if isinstance(ended.code, str):
            raise
        os._exit(_written(ended.code or 0))
    except OSError as error:
        if error.filename is not None:
            raise
        os._exit(_unwritten(error))


def _written(status: int) -> int:
    """The exit status once all output is written."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # who reads it has seen enough
        return status or 1
    except OSError as error:
        return _unwritten(error)
    return status


def _unwritten(error: OSError) -> int:
    os.write(2, f"detente: the output cannot be written: {error.strerror}\n".encode())
    return 2


def _interrupt(_number: int, frame: FrameType | None) -> None:
    """Leave, through the clean-up of a writer where one is at work.

    An exception would not do everywhere: compiled libraries swallow it, or crash, when it meets them half-loaded.
    """
    while frame is not None:
        if frame.f_code.co_name in WRITERS:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            raise KeyboardInterrupt
        frame = frame.f_back
    _leave()


def _leave() -> None:
    os.write(2, b"detente: interrupted; nothing was left half-written\n")
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
