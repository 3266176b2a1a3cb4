"""Reports in, claims out, and a draft dossier."""

from __future__ import annotations

from detente.reading.codebook import Codebook, codebook_names, load_codebook
from detente.reading.drafting import Drafted, draft
from detente.reading.explaining import Explanation, explain
from detente.reading.reader import claims_of, read, read_all

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
