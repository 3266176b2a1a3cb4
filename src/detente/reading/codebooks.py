"""The codebooks that ship and those of an analyst: by name or file, with every fault of a file named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from detente.dossier.validation import validate
from detente.dossier.yaml import line_of, parse, plain, read_text
from detente.errors import DossierError, Fault, nearest
from detente.reading.codebook import Codebook

__all__ = ["codebook_names", "codebook_text", "load_codebook"]


def codebook_names() -> list[str]:
    """The codebooks that ship."""
    folder = files("detente").joinpath("data", "codebooks")
    return sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def load_codebook(name: str | Path) -> Codebook:
    """The codebook of a shipped name or of a YAML file.

    Raises:
        DossierError: an unknown name (those that exist are listed), or every fault of the file with line and key.
    """
    if str(name) in codebook_names():
        return _shipped(str(name))
    path = Path(name)
    if path.suffix not in (".yaml", ".yml") and not path.exists():
        known = f"known: {', '.join(codebook_names())}"
        hint = nearest(str(name), codebook_names()) or known
        raise DossierError(f"no codebook is called '{name}'", hint=hint if hint == known else f"{hint} ({known})")
    return _read(read_text(path), path)


def codebook_text(name: str | Path) -> str:
    """The YAML of a sound codebook, comments and all: what ``detente codebook NAME`` prints.

    Raises:
        DossierError: as ``load_codebook``.
    """
    load_codebook(name)
    return _text(str(name)) if str(name) in codebook_names() else read_text(Path(name))


def _text(name: str) -> str:
    return files("detente").joinpath("data", "codebooks", f"{name}.yaml").read_text(encoding="utf-8")


@cache
def _shipped(name: str) -> Codebook:
    return _read(_text(name), Path(f"{name}.yaml"))


def _read(text: str, path: Path) -> Codebook:
    tree = parse(text, path)
    book, found = validate(Codebook, plain(tree))
    faults = [Fault(f.what, path, line_of(tree, loc), f.key, f.hint) for loc, f in found]
    if book is not None and not faults:
        faults = [Fault(f.what, path, line_of(tree, (f.key or "").split(".")), f.key, f.hint) for f in _crossed(book)]
    if faults or book is None:
        raise DossierError.of(faults or [Fault("nothing sound in it", path)])
    return book


def _crossed(book: Codebook) -> list[Fault]:
    """Names that do not exist."""
    issues, actors = set(book.issues), {*book.actors, "target", "sender"}
    found: list[Fault] = []

    def known(kind: str, names: Sequence[str], key: str, among: set[str]) -> None:
        found.extend(
            Fault(f"unknown {kind} '{name}'", key=key, hint=nearest(name, among)) for name in names if name not in among
        )

    for id, council in book.councils.items():
        known("issue", council.decides, f"councils.{id}.decides", issues)
        known("actor", (*council.vetoes, *council.members), f"councils.{id}.vetoes", actors)
        for name, draft in council.drafts.items():
            known("issue", tuple(draft.text), f"councils.{id}.drafts.{name}.text", issues)
    for id, talks in book.talks.items():
        known("issue", (*talks.settles, *talks.otherwise, *talks.controls), f"talks.{id}.settles", issues)
        for issue, controllers in talks.controls.items():
            known("actor", controllers, f"talks.{id}.controls.{issue}", actors)
        for name, form in talks.formats.items():
            known("actor", form.needs, f"talks.{id}.formats.{name}.needs", actors)
    if book.conflict is not None:
        known("actor", tuple(book.conflict.options), "conflict.options", actors)
    return found
