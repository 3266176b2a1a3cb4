"""Other programs' files as dossiers, and dossiers as other programs' files: one table of formats, by extension.

A new format is one entry: how its text becomes a dossier, how a dossier becomes its text, and what is lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.dossier import Dossier
from detente.errors import FormatError, nearest
from detente.formats.gmcr import read_gmcr, write_gmcr
from detente.formats.gmcr_dossier import dossier_of_gmcr, gmcr_of_dossier, left_out

__all__ = ["FORMATS", "Heading", "Kind", "dossier_from", "kind_of", "text_for"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a dossier says and other programs' files do not: its title and its dates."""

    title: str
    as_of: date
    horizon: date


@dataclass(frozen=True, slots=True)
class Kind:
    """One format: its name, the way in, the way out, and what the way out leaves out of a dossier."""

    name: str
    read: Callable[[str, Path, Heading], Dossier]
    write: Callable[[Dossier], str]
    lost: Callable[[Dossier], Iterable[str]]


def _from_gmcr(text: str, file: Path, heading: Heading) -> Dossier:
    return dossier_of_gmcr(read_gmcr(text, str(file)), heading.title, heading.as_of, heading.horizon)


FORMATS: Mapping[str, Kind] = {
    ".gmcr": Kind("GMCR+", _from_gmcr, lambda dossier: write_gmcr(gmcr_of_dossier(dossier)), left_out),
}
"""By the end of a file's name."""


def kind_of(file: Path) -> Kind:
    """The format of a file, by the end of its name.

    Raises:
        FormatError: no format that we know.

    >>> kind_of(Path("crisis.gmcr")).name
    'GMCR+'
    """
    kind = FORMATS.get(file.suffix.lower())
    if kind is None:
        known = ["a dossier ends in .yaml", *(f"{own.name} in {end}" for end, own in FORMATS.items())]
        hint = nearest(file.suffix, FORMATS) if file.suffix and len(FORMATS) > 8 else ", ".join(known)
        raise FormatError("a file of no format that we know", file=file, hint=hint)
    return kind


def dossier_from(file: Path, heading: Heading) -> Dossier:
    """The dossier of another program's file.

    Raises:
        FormatError: no format that we know, it cannot be read, or is no such file.
    """
    kind = kind_of(file)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"cannot be read: {error}", file=file) from error
    return kind.read(text, file, heading)


def text_for(dossier: Dossier, file: Path) -> tuple[str, tuple[str, ...]]:
    """The text of another program's file, and what it leaves out.

    Raises:
        FormatError: no format that we know, or something that it cannot say.
    """
    kind = kind_of(file)
    return kind.write(dossier), tuple(kind.lost(dossier))
