"""Where a command writes: checked before any work is done, and what an analyst edited stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.show import is_dossier
from detente.errors import InputError, OutputError

__all__ = ["Force", "dossier_place", "keep_edited", "unless_kept", "writable"]

Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there and says something else.")]
WRITTEN_TOGETHER = 2.0
"""Seconds between two files of a brief, at most; nobody edits one as fast."""


def unless_kept(path: Path, text: str, force: bool) -> Path:
    """A place to write a text to: nothing is there, or the same text, or it is to be written over.

    Raises:
        OutputError: a file that says something else is there, and may hold an analyst's work.
    """
    if not force and path.exists() and not _says(path, text):
        hint = "choose another file with -o, or write over it with --force"
        raise OutputError("exists already, and says something else", file=path, hint=hint)
    return path


def _says(path: Path, text: str) -> bool:
    """Whether a file holds a text; one that cannot be read holds another."""
    try:
        return path.read_bytes() == text.encode("utf-8", "surrogatepass")
    except OSError:
        return False


def dossier_place(path: Path) -> Path:
    """A place for a dossier, checked before any work is done: what `ask`, `check` and `brief` know as one.

    Raises:
        OutputError: it does not end in .yaml, or cannot be written to.
    """
    if not is_dossier(str(path)):
        raise OutputError("is no name for a dossier", file=path, hint=f"a dossier ends in .yaml, as {path.stem}.yaml")
    return writable(path)


def writable(path: Path) -> Path:
    """A place to write to, checked before any work is done.

    Raises:
        OutputError: its folder is a file, or it is a folder itself.
    """
    if path.is_dir():
        raise OutputError("is a folder, expected a file to write", file=path)
    for parent in path.absolute().parents:
        if parent.exists():
            if not parent.is_dir():
                raise OutputError(f"{parent} is a file, not a folder", file=path)
            break
    return path


def keep_edited(held: Path, sources: list[str]) -> None:
    """Refuse to write over a dossier that is not the one of the brief beside it.

    1. The dossier that the brief is about may be written again. 2. One no newer than the brief was written with it.
    3. Otherwise the digest says whether anything in it was changed.

    Raises:
        OutputError: it was changed, or belongs to no brief.
    """
    page = held.with_name("brief.json")
    if not held.exists() or held.resolve() in [Path(source).resolve() for source in sources]:
        return
    if page.is_file() and held.stat().st_mtime <= page.stat().st_mtime + WRITTEN_TOGETHER:
        return
    if _digest_of_brief(page) != _digest_of_dossier(held):
        what = "was changed since the brief beside it was written, and would be lost"
        hint = f"`detente brief {held}` is about it; or choose another folder with -o, or write over it with --force"
        raise OutputError(what if page.is_file() else "exists already", file=held, hint=hint)


def _digest_of_brief(page: Path) -> str | None:
    try:
        found = json.loads(page.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(found.get("digest")) if isinstance(found, dict) else None


def _digest_of_dossier(file: Path) -> str:
    from detente.dossier import digest, load

    try:
        return digest(load(file))
    except InputError:
        return "unsound"
