"""REPORTS → CLAIMS → a draft dossier: deterministic rules and word lists, every claim with its exact characters."""

from __future__ import annotations

from detente.reading.opening import MAX_SIZE, open_reports
from detente.reading.reader import claims_of, read, read_all

__all__ = ["MAX_SIZE", "claims_of", "open_reports", "read", "read_all"]
