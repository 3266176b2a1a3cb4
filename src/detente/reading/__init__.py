"""Reports in, claims out, and a draft dossier.

Each name is loaded when it is first used: an answer that asks how positions come from claims needs no reader.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.reading.codebook import Codebook as Codebook
    from detente.reading.codebooks import codebook_names as codebook_names
    from detente.reading.codebooks import load_codebook as load_codebook
    from detente.reading.drafting import Drafted as Drafted
    from detente.reading.drafting import draft as draft
    from detente.reading.explaining import Explanation as Explanation
    from detente.reading.explaining import explain as explain
    from detente.reading.reader import claims_of as claims_of
    from detente.reading.reader import read as read
    from detente.reading.reader import read_all as read_all

_HOME_OF = {
    "Codebook": "codebook",
    "Drafted": "drafting",
    "Explanation": "explaining",
    "claims_of": "reader",
    "codebook_names": "codebooks",
    "draft": "drafting",
    "explain": "explaining",
    "load_codebook": "codebooks",
    "read": "reader",
    "read_all": "reader",
}

__all__ = [
    "Codebook",
    "Drafted",
    "Explanation",
    "claims_of",
    "codebook_names",
    "draft",
    "explain",
    "load_codebook",
    "read",
    "read_all",
]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
