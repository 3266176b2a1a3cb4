"""A folder on disk that is written whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from detente.errors import OutputError

__all__ = ["checked_place", "write_folder"]


def checked_place(out: str | Path) -> Path:
    """The folder to write to, found fit before any work is done.

    Raises:
        OutputError: it, or a folder above it, is a file.
    """
    place = Path(out)
    for path in (place, *place.absolute().parents):
        if path.is_dir():
            return place
        if path.exists() or path.is_symlink():
            what = "is a file, expected a folder to write to" if path == place else f"{path} is a file, not a folder"
            raise OutputError(what, file=place, hint="choose another place with -o")
    return place


def write_folder(out: str | Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files (paths within the folder → content) into a folder.

    1. Everything is written into a new folder beside it. 2. Where the folder does not exist, the new one takes its
    name; where it does, each file takes its place in one step and what else lies there stays. An interruption or a full
    disk leaves no half-written file and no new folder behind.

    Raises:
        OutputError: the place, or a file's place in it, cannot be written.
    """
    place = checked_place(out)
    for name in files:
        if (place / name).is_dir():
            raise OutputError("is a folder, expected a file to write", file=place / name)
    try:
        with _beside(place) as fresh:
            _fill(fresh, files)
            _move(fresh, place, files)
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror}", file=place, hint="choose another place with -o"
        ) from None
    return place


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """A new folder next to a place, gone at the end unless it was moved there."""
    place.absolute().parent.mkdir(parents=True, exist_ok=True)
    fresh = place.absolute().parent / f".{place.absolute().name}.{secrets.token_hex(6)}"
    try:
        fresh.mkdir()
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fill(fresh: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        path = fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def _move(fresh: Path, place: Path, files: Mapping[str, str | bytes]) -> None:
    if not place.exists():
        fresh.rename(place)
        return
    for name in files:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(place / name)
