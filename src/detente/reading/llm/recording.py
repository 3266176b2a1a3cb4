"""Requests and replies in a file, a JSON object a line, so that a run can be taken up again, replayed and audited.

A line holds the request (its body, and the hash of it as ``key``) and the text of the reply. It holds no address and
no key for a server.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Lock
from typing import Any

from pydantic import ValidationError

from detente.dossier.model import Model
from detente.errors import ModelReaderError
from detente.reading.llm.prompting import Request, key_of

__all__ = ["Recording", "load_replies"]


class Entry(Model):
    """One line of a recording."""

    key: str
    request: dict[str, Any]
    reply: str


def load_replies(file: str | Path, missing_ok: bool = False) -> dict[str, str]:
    """Key of a request → the reply that was recorded; a last line that an interruption cut off is passed over.

    Raises:
        ModelReaderError: no such file, or a line that is no recorded reply or was changed.
    """
    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if missing_ok:
            return {}
        raise ModelReaderError("no such file", file=path, hint="--llm-record FILE writes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ModelReaderError(f"cannot be read: {error}", file=path) from None
    whole = text[: text.rfind("\n") + 1]
    return dict(_entry(path, n, line) for n, line in enumerate(whole.split("\n"), 1) if line.strip())


def _entry(path: Path, number: int, line: str) -> tuple[str, str]:
    try:
        entry = Entry.model_validate_json(line)
    except ValidationError as error:
        what = f"not a recorded reply ({error.errors()[0]['msg']})"
        raise ModelReaderError(what, file=path, line=number, hint="choose the file of another recording") from None
    if key_of(entry.request) != entry.key:
        raise ModelReaderError("the recorded request was changed", file=path, line=number)
    return entry.key, entry.reply


class Recording:
    """A file to which replies are added as they come, whole lines only."""

    def __init__(self, file: str | Path) -> None:
        self.path = Path(file)
        self.replies = load_replies(self.path, missing_ok=True)
        self._lock = Lock()

    def open(self) -> None:
        """Make the file, or cut off a last line that an interruption left.

        Raises:
            ModelReaderError: it cannot be written.
        """
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as file:
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
        except OSError as error:
            raise ModelReaderError(f"cannot be written: {error.strerror or error}", file=self.path) from None

    def add(self, request: Request, reply: str) -> None:
        """Add a reply, in one write.

        Raises:
            ModelReaderError: it cannot be written.
        """
        entry = {"key": request.key, "request": request.body, "reply": reply}
        line = (json.dumps(entry, ensure_ascii=True) + "\n").encode()
        try:
            with self._lock:
                place = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
                try:
                    os.write(place, line)
                finally:
                    os.close(place)
        except OSError as error:
            raise ModelReaderError(f"cannot be written: {error.strerror or error}", file=self.path) from None
        self.replies[request.key] = reply
