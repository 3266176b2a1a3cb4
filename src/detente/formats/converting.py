"""Other programs' files as dossiers, and dossiers as other programs' files: one table of formats, by extension.

A new format is one entry: how its text becomes a dossier, how a dossier becomes its text, and what is lost on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from detente.dossier import Dossier, numbers
from detente.errors import FormatError, nearest
from detente.formats.decide import read_decide, write_decide
from detente.formats.gmcr import read_gmcr, write_gmcr
from detente.formats.gmcr_dossier import dossier_of_gmcr, gmcr_of_dossier, left_out
from detente.formats.ktab import read_ktab_csv, read_ktab_xml, write_ktab_csv, write_ktab_xml
from detente.formats.scenario import Scenario, as_dossier, as_scenario

__all__ = ["FORMATS", "Heading", "Kind", "dossier_from", "kind_of", "text_for"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What a dossier says and other programs' files do not: its title, where it is not the file's, and its dates."""

    title: str | None
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
    title = heading.title or file.stem
    return dossier_of_gmcr(read_gmcr(text, str(file)), title, heading.as_of, heading.horizon)


def _from_csv(text: str, file: Path) -> Scenario:
    """A table of either program: rows of DecideExchange's begin with a tag (``#A``), KTAB's do not."""
    read = read_decide if text.lstrip("\ufeff' \t\r\n").startswith("#") else read_ktab_csv
    return read(text, file)


def _scenario(
    name: str, read: Callable[[str, Path], Scenario], write: Callable[[Scenario], str], lost: Iterable[str] = ()
) -> Kind:
    """A format of actors, issues and positions."""

    def dossier(text: str, file: Path, heading: Heading) -> Dossier:
        found = read(text, file)
        titled = replace(found, title=heading.title or found.title or file.stem)
        return as_dossier(titled, heading.as_of, heading.horizon)

    return Kind(name, dossier, lambda whole: write(as_scenario(whole)), lambda whole: (*_beside_issues(whole), *lost))


def _beside_issues(dossier: Dossier) -> Iterable[str]:
    """What no file of actors, issues and positions can say of a dossier."""
    sections = [name for name in ("councils", "talks", "ties", "conflict", "standoffs") if getattr(dossier, name)]
    if sections:
        yield f"only positions on issues go out, not {', '.join(sections)}"
    if any(number.estimate.uncertain for number in numbers(dossier)):
        yield "ranges go out as their means, scales and claims not at all"


ONE_POWER = (
    "an actor has one power there, the greatest that it has on any issue; who is absent stands at 50, without salience"
)
FORMATS: Mapping[str, Kind] = {
    ".gmcr": Kind("GMCR+", _from_gmcr, lambda dossier: write_gmcr(gmcr_of_dossier(dossier)), left_out),
    ".csv": _scenario("KTAB or DecideExchange", _from_csv, write_ktab_csv, [ONE_POWER]),
    ".xml": _scenario("KTAB", read_ktab_xml, write_ktab_xml, [ONE_POWER]),
    ".tsv": _scenario("DecideExchange", read_decide, write_decide),
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
    except OSError as error:
        raise FormatError(f"cannot be read: {error.strerror}", file=file) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FormatError("not text in UTF-8", file=file, line=line, hint="save it as UTF-8") from error
    return kind.read(text, file, heading)


def text_for(dossier: Dossier, file: Path) -> tuple[str, tuple[str, ...]]:
    """The text of another program's file, and what it leaves out.

    Raises:
        FormatError: no format that we know, or something that it cannot say.
    """
    kind = kind_of(file)
    return kind.write(dossier), tuple(kind.lost(dossier))
