"""The digest of a dossier: what an answer names to say which beliefs it comes from."""

from __future__ import annotations

import hashlib
import json

from detente.dossier.schema import Dossier

__all__ = ["canonical_json", "digest"]


def canonical_json(dossier: Dossier) -> str:
    """The validated dossier as JSON with sorted keys and no comments, defaults filled in.

    Where its evidence lies is left out: a dossier that moves house believes the same.
    """
    return json.dumps(
        dossier.model_dump(mode="json", exclude={"evidence"}), sort_keys=True, separators=(",", ":"), ensure_ascii=True
    )


def digest(dossier: Dossier) -> str:
    """SHA-256, in hex, of the canonical JSON and of the hashes of the reports that the dossier rests on.

    >>> from detente.dossier import example
    >>> len(digest(example()))
    64
    """
    reports = sorted(report.sha256 for report in dossier.archive.reports)
    return hashlib.sha256("\n".join([canonical_json(dossier), *reports]).encode()).hexdigest()
