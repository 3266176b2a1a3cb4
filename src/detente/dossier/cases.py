"""Worked cases: dossiers of past crises that ship with the package, with their reports and what happened."""

from __future__ import annotations

from importlib.resources import as_file, files

from detente.dossier.files import load
from detente.dossier.schema import Dossier
from detente.errors import DossierError, nearest

__all__ = ["case_names", "load_case"]

_CASES = files("detente").joinpath("data/cases")


def case_names() -> list[str]:
    """The names of the worked cases, sorted."""
    if not _CASES.is_dir():
        return []
    return sorted(case.name for case in _CASES.iterdir() if case.joinpath("dossier.yaml").is_file())


def load_case(name: str) -> Dossier:
    """The dossier of a worked case, with its evidence.

    Raises:
        DossierError: there is no such case; the nearest is named.
    """
    if name not in case_names():
        raise DossierError(f"no worked case is called '{name}'", hint=nearest(name, case_names()))
    with as_file(_CASES.joinpath(name)) as folder:
        return load(folder / "dossier.yaml")
