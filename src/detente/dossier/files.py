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
from detente.dossier.paths import numbers, to_data
from detente.dossier.schema import Dossier
from detente.dossier.validation import Loc, keyed, validate
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


def check(file: str | Path) -> Checked:
    """Everything that is wrong with a dossier file, at once, and what deserves a look."""
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
        broken += [_placed(loc, fault, tree, file) for loc, fault in _unresolved(dossier)]
        warnings += _stale(dossier)
    return Checked(dossier, (*placed, *broken), tuple(_placed(loc, warning, tree, file) for loc, warning in warnings))


def _ids(data: Any) -> Mapping[str, list[str]]:
    """The ids that stand in the file, whether or not their records are sound."""
    return {
        section: [str(key) for key in data[section]]
        for section in ("actors", "groups", "issues")
        if isinstance(data.get(section), dict)
    }


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


def _placed(loc: Loc, fault: Fault, tree: Any, file: Path) -> Fault:
    return Fault(fault.what, file, yaml.line_of(tree, loc), fault.key, fault.hint)


def _archive(dossier: Dossier | None, folder: Path | None) -> tuple[Evidence | None, list[Fault]]:
    """The evidence that the dossier names, verified, and what is wrong with it."""
    if dossier is None or folder is None or dossier.evidence is None:
        return Evidence(), []
    try:
        return load_evidence(folder / dossier.evidence), []
    except EvidenceError as error:
        return None, list(error.faults)


def _unresolved(dossier: Dossier) -> list[tuple[Loc, Fault]]:
    """Claims that the dossier names and the evidence lacks, or that were published after ``as_of``."""
    if dossier.evidence is None:
        return []
    published = {report.sha256: report.published for report in dossier.archive.reports}
    dates = {claim.id: published.get(claim.report) for claim in dossier.archive.claims}
    found: list[tuple[Loc, Fault]] = []
    for path, ids in _becauses(dossier):
        for id in ids:
            if id not in dates:
                hint = "read the reports again, or take the id out"
                found.append((path, Fault(f"no claim has the id {id}", key=keyed(path), hint=hint)))
            elif (day := dates[id]) is not None and day > dossier.as_of:
                what = f"claim {id} is from a report of {day}, after as_of ({dossier.as_of})"
                found.append((path, Fault(what, key=keyed(path), hint="nothing dated later may be used")))
    return found


def _becauses(dossier: Dossier) -> list[tuple[Loc, tuple[str, ...]]]:
    """Every ``because`` of the file and where it stands."""
    found: list[tuple[Loc, tuple[str, ...]]] = []

    def walk(node: Any, loc: Loc) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "because" and isinstance(value, list | tuple):
                    found.append(((*loc, key), tuple(value)))
                else:
                    walk(value, (*loc, key))

    walk(to_data(dossier), ())
    return found


def _stale(dossier: Dossier, days: int = 60) -> list[tuple[Loc, Fault]]:
    """Numbers whose newest claim is from a report more than two months older than ``as_of``."""
    published = {report.sha256: report.published for report in dossier.archive.reports}
    dates = {claim.id: day for claim in dossier.archive.claims if (day := published.get(claim.report)) is not None}
    found: list[tuple[Loc, Fault]] = []
    for number in numbers(dossier):
        newest = max((dates[id] for id in number.because if id in dates), default=None)
        if newest is not None and (dossier.as_of - newest).days > days:
            what = f"its newest claim is of {newest}, more than {days} days before as_of"
            found.append((tuple(number.path.split(".")), Fault(what, key=number.path, hint="is it still so?")))
    return found


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
