"""Dossiers in and out of files: ``load`` and ``save``, and ``check``, which lists everything at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.dossier import yaml
from detente.dossier.checks import cross_faults, cross_warnings
from detente.dossier.evidence import Evidence, load_evidence
from detente.dossier.paths import to_data
from detente.dossier.resting import claim_faults, stale_claims
from detente.dossier.schema import Dossier
from detente.dossier.validation import Loc, validate
from detente.errors import DossierError, EvidenceError, Fault, InputError, OutputError

__all__ = ["Checked", "check", "dumps", "load", "loads", "located", "save", "write_atomically"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``check`` found: the dossier (null when nothing in it is sound), its faults and its warnings."""

    dossier: Dossier | None
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]


def load(file: str | Path) -> Dossier:
    """Read a dossier and verify it: schema, cross-checks, and every span of its evidence.

    Raises:
        DossierError: what is wrong, all of it at once, each fault with file, line, key and a suggestion.
    """
    return _sound(check(file))


def loads(text: str, name: str = "dossier.yaml") -> Dossier:
    """Read a dossier from YAML text; an ``evidence`` folder that it names is not opened.

    Raises:
        DossierError: as ``load``.
    """
    return _sound(_checked(text, Path(name), None))


def _sound(checked: Checked) -> Dossier:
    if checked.faults or checked.dossier is None:
        raise DossierError.of(checked.faults)
    return checked.dossier


def check(file: str | Path | Dossier) -> Checked:
    """Everything that is wrong with a dossier file, at once, and what deserves a look.

    A dossier that is loaded already is checked as it is, with the lines of the text that it was read from.

    >>> from detente.dossier import example
    >>> check(example()).faults
    ()
    """
    if isinstance(file, Dossier):
        return _checked_again(file)
    path = Path(file)
    try:
        return _checked(yaml.read_text(path), path, path.parent)
    except InputError as error:
        return Checked(None, error.faults, ())


def _checked(text: str, file: Path, folder: Path | None) -> Checked:
    tree = yaml.parse(text, file)
    data = yaml.plain(tree)
    dossier, found = validate(Dossier, data)
    warnings: list[tuple[Loc, Fault]] = []
    if dossier is not None:
        found += cross_faults(dossier, _ids(data))
        warnings = cross_warnings(dossier)
    archive, broken = _archive(dossier, folder)
    placed = sorted(
        (_placed(loc, fault, tree, file) for loc, fault in _told_once(found)), key=lambda fault: fault.line or 0
    )
    if dossier is not None and archive is not None:
        dossier = dossier.resting_on(archive, text)
        broken += [_placed(loc, fault, tree, file) for loc, fault in claim_faults(dossier)]
        warnings += stale_claims(dossier)
    return Checked(dossier, (*placed, *broken), tuple(_placed(loc, warning, tree, file) for loc, warning in warnings))


def _ids(data: Any) -> Mapping[str, list[str]]:
    """The ids that stand in the file, whether or not their records are sound."""
    sections = {name: data.get(name) for name in ("actors", "groups", "issues")}
    talks = data.get("talks")
    for id, one in talks.items() if isinstance(talks, dict) else ():
        sections[f"talks.{id}.formats"] = one.get("formats") if isinstance(one, dict) else None
    return {name: [str(key) for key in held] for name, held in sections.items() if isinstance(held, dict)}


def located(fault: Fault, dossier: Dossier, file: str | Path) -> Fault:
    """The fault with the file and the line of its key, where the key names a place of the dossier or its section.

    A question finds what a dossier lacks long after the file was read; the text that the dossier keeps has the line.

    >>> from detente.dossier import example
    >>> fault = Fault("chn has no position", key="issues.response.positions.chn")
    >>> str(located(fault, example(), "crisis.yaml")).startswith("crisis.yaml:")
    True
    """
    path = fault.key.split(".") if fault.key else []
    if fault.file or not path or path[0] not in Dossier.model_fields:
        return fault
    tree = yaml.parse(dossier.text) if dossier.text else {}
    if yaml.deepest(tree, path) < len(path) - 1:
        return fault  # a path of the question's, such as an outcome's
    return Fault(fault.what, file, yaml.line_of(tree, path), fault.key, fault.hint)


def _told_once(found: list[tuple[Loc, Fault]]) -> list[tuple[Loc, Fault]]:
    return list({(loc, fault.what): (loc, fault) for loc, fault in found}.values())


def _checked_again(dossier: Dossier) -> Checked:
    tree = yaml.parse(dossier.text) if dossier.text else {}
    faults = [*cross_faults(dossier), *claim_faults(dossier)]
    warnings = [*cross_warnings(dossier), *stale_claims(dossier)]
    return Checked(
        dossier,
        tuple(_placed(loc, fault, tree, None) for loc, fault in faults),
        tuple(_placed(loc, warning, tree, None) for loc, warning in warnings),
    )


def _placed(loc: Loc, fault: Fault, tree: Any, file: Path | None) -> Fault:
    return Fault(fault.what, file, yaml.line_of(tree, loc), fault.key, fault.hint)


def _archive(dossier: Dossier | None, folder: Path | None) -> tuple[Evidence | None, list[Fault]]:
    """The evidence that the dossier names, verified, and what is wrong with it."""
    if dossier is None or folder is None or dossier.evidence is None:
        return Evidence(), []
    try:
        return load_evidence(folder / dossier.evidence), []
    except EvidenceError as error:
        return None, list(error.faults)


def dumps(dossier: Dossier) -> str:
    """The dossier as YAML. One that was read from YAML keeps its comments, its order and its spelling.

    >>> from detente.dossier import example
    >>> loads(dumps(example())) == example()
    True
    """
    after = _listed(to_data(dossier))
    if dossier.text is None:
        return yaml.dump(after)
    tree = yaml.parse(dossier.text)
    before, _ = validate(Dossier, yaml.plain(tree))
    if before is None:
        return yaml.dump(after)
    return yaml.update(tree, _listed(to_data(before)), after)


def _listed(data: Any) -> Any:
    """Plain data as YAML writes it: lists for tuples, whole numbers without a fraction."""
    match data:
        case dict():
            return {_whole(key): _listed(value) for key, value in data.items()}
        case list() | tuple():
            return [_listed(value) for value in data]
        case _:
            return _whole(data)


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def save(dossier: Dossier, file: str | Path) -> Path:
    """Write the dossier as YAML, whole or not at all, and return the path.

    Raises:
        OutputError: the place cannot be written.
    """
    path = Path(file)
    write_atomically(path, dumps(dossier))
    return path


def write_atomically(path: Path, text: str | bytes) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    Raises:
        OutputError: the place is a folder, or cannot be written.
    """
    if path.is_dir():
        raise OutputError("is a folder, expected a file to write", file=path)
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", file=path, hint="choose another place") from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", file=path) from None
    finally:
        Path(temporary).unlink(missing_ok=True)
