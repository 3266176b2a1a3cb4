"""Standoffs: who stands against whom, and chances of hidden types that sum to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.dossier.checks.names import Found, Names, unknown
from detente.dossier.estimate import Estimate
from detente.dossier.schema import Dossier
from detente.dossier.validation import Loc, keyed
from detente.errors import Fault

__all__ = ["standoff_faults"]


def standoff_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """Unknown opponents, and chances of hidden types that do not sum to one."""
    for id, standoff in dossier.standoffs.items():
        for field in ("challenger", "defender"):
            if (actor := getattr(standoff, field)) not in names["actors"]:
                yield unknown("actor", actor, ("standoffs", id, field), names["actors"])
        for field in ("motives", "resolves"):
            yield from _shares(getattr(standoff, field), ("standoffs", id, field))


def _shares(types: Mapping[str, object], loc: Loc) -> Iterator[Found]:
    """The chances of the hidden types leave exactly one rest, or sum to one."""
    given = [p.centre for t in types.values() if isinstance(p := getattr(t, "p", None), Estimate)]
    rests = len(types) - len(given)
    if rests > 1:
        yield loc, Fault("more than one type says 'p: rest'", key=keyed(loc))
    elif rests == 0 and abs(sum(given) - 1) > 1e-6:
        yield loc, Fault(f"the chances sum to {sum(given):g}, not 1", key=keyed(loc), hint="let one say 'p: rest'")
    elif rests == 1 and sum(given) > 1 + 1e-9:
        yield loc, Fault(f"the chances sum to {sum(given):g}, above 1", key=keyed(loc))
