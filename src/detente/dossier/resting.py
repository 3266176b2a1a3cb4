"""What the claims behind a dossier's numbers must satisfy: they exist, and come from no report after ``as_of``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from detente.dossier.paths import numbers, to_data
from detente.dossier.schema import Dossier
from detente.dossier.validation import Loc, keyed
from detente.errors import Fault

__all__ = ["claim_faults", "stale_claims"]

Found = tuple[Loc, Fault]
MOST = 3
"""More places than this with claims that are lost, or with all claims later than ``as_of``, are one fault: the evidence
is another, or ``as_of`` is wrong."""


def claim_faults(dossier: Dossier) -> list[Found]:
    """Claims that the dossier names and the evidence lacks, or that were published after ``as_of``."""
    if dossier.evidence is None:
        return []
    published = {report.sha256: report.published for report in dossier.archive.reports}
    dates = {claim.id: published.get(claim.report) for claim in dossier.archive.claims}
    return [*_lost(dossier, dates), *_late(dossier, dates)]


def _lost(dossier: Dossier, dates: Mapping[str, date | None]) -> list[Found]:
    lost = [(path, id) for path, ids in _becauses(dossier) for id in ids if id not in dates]
    places = list(dict.fromkeys(path for path, _ in lost))
    if len(places) > MOST:
        ids = len({id for _, id in lost})
        what = f"{ids} claims are not there, on which {len(places)} places rest, the first {keyed(places[0])}"
        hint = "name the folder that the dossier was drafted from, read its reports again, or draft again"
        return [(("evidence",), Fault(what, key="evidence", hint=hint))]
    hint = "read the reports again, or take the id out"
    return [(path, Fault(f"no claim has the id {id}", key=keyed(path), hint=hint)) for path, id in lost]


def _late(dossier: Dossier, dates: Mapping[str, date | None]) -> list[Found]:
    dated = [(path, id, day) for path, ids in _becauses(dossier) for id in ids if (day := dates.get(id)) is not None]
    late = [(path, id, day) for path, id, day in dated if day > dossier.as_of]
    places = list(dict.fromkeys(path for path, _, _ in late))
    if len(late) == len(dated) and len(places) > MOST:
        return [_too_early(dossier, places, [day for _, _, day in late])]
    return [
        (
            path,
            Fault(
                f"claim {id} is from a report of {day}, after as_of ({dossier.as_of})",
                key=keyed(path),
                hint="nothing dated later may be used",
            ),
        )
        for path, id, day in late
    ]


def _too_early(dossier: Dossier, places: list[Loc], days: list[date]) -> Found:
    """One fault for an ``as_of`` that lies before everything that the dossier rests on."""
    first, last = min(days), max(days)
    of = f"of {first}" if first == last else f"of {first} to {last}"
    rest = f"{len(places)} places rest, the first {keyed(places[0])}"
    what = f"{dossier.as_of} lies before all reports, {of}, on which {rest}"
    hint = f"nothing dated later may be used: set it to {last} or later, or draft again with --as-of"
    return ("as_of",), Fault(what, key="as_of", hint=hint)


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


def stale_claims(dossier: Dossier, days: int = 60) -> list[tuple[Loc, Fault]]:
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
