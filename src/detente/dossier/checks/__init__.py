"""Cross-checks between the records of a dossier, and what deserves a warning.

Each check is a small function that yields ``(loc, fault)``; ``loc`` is the place in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.dossier.checks.cast import actor_faults, group_faults, issue_faults
from detente.dossier.checks.conflict import conflict_faults
from detente.dossier.checks.councils import council_faults
from detente.dossier.checks.names import Found
from detente.dossier.checks.standoffs import standoff_faults
from detente.dossier.checks.talks import talks_faults, tie_faults
from detente.dossier.checks.warnings import cross_warnings
from detente.dossier.schema import Dossier

__all__ = ["cross_faults", "cross_warnings"]


def cross_faults(dossier: Dossier, known: Mapping[str, Iterable[str]] | None = None) -> list[Found]:
    """Everything in the dossier that contradicts itself.

    Args:
        dossier: the dossier, or the sound part of one.
        known: further ids by section (``actors``, ``issues``, ``talks.ID.formats``…) that stand in the file though
            their records do not validate, so that one fault is not told twice.
    """
    held: dict[str, Iterable[str]] = {
        "actors": dossier.actors,
        "groups": dossier.groups,
        "issues": dossier.issues,
    }
    held |= {f"talks.{id}.formats": talks.formats for id, talks in dossier.talks.items()}
    names = {section: {*ids, *(known or {}).get(section, ())} for section, ids in held.items()}
    checks = (
        actor_faults,
        group_faults,
        issue_faults,
        council_faults,
        talks_faults,
        tie_faults,
        conflict_faults,
        standoff_faults,
    )
    return [found for check in checks for found in check(dossier, names)]
