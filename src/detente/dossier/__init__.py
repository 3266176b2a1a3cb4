"""WHAT WE BELIEVE: claims with their exact characters, and the dossier that rests on them."""

from __future__ import annotations

from detente.dossier.digest import digest
from detente.dossier.evidence import Claim, Evidence, Report, load_evidence
from detente.dossier.files import Checked, check, dumps, load, loads, save
from detente.dossier.paths import Number, assumptions, changed, numbers, value_at
from detente.dossier.schema import Dossier
from detente.dossier.templates import example, template

__all__ = [
    "Checked",
    "Claim",
    "Dossier",
    "Evidence",
    "Number",
    "Report",
    "assumptions",
    "changed",
    "check",
    "digest",
    "dumps",
    "example",
    "load",
    "load_evidence",
    "loads",
    "numbers",
    "save",
    "template",
    "value_at",
]
