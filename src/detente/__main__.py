"""The way in: ``detente`` and ``python -m detente``. Ctrl-C leaves with 130 from the first import on."""

from __future__ import annotations

import os
import signal
import threading
from types import FrameType

__all__ = ["main"]

INTERRUPTED = 130
WRITERS = ("write_atomically", "write_folder")
"""Functions that clean up behind themselves when they are interrupted."""


def main() -> None:
    """Run the command line; an interruption leaves at once with one line and exit status 130."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _interrupt)
    from detente.cli import run

    try:
        run()
    except KeyboardInterrupt:
        _leave()


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
