"""The cells of the matrix of leverage: their outcomes' paths, and whose hands an issue is in."""

from __future__ import annotations

from collections.abc import Iterable

from detente.dossier import Dossier
from detente.dossier.schema import Tie
from detente.errors import QuestionError, nearest

__all__ = ["BAND", "NUMBERS", "cell_of", "in_hand", "main_cells", "reads_of"]

NUMBERS = ("effective", "capacity", "gap", "probability", "promised")
BAND = 10.0
"""Units of a scale to a band: leverage is a move and not a place on the scale, so that no named point is near it."""


def cell_of(path: str, cells: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str, str], str]:
    """Holder, target and issue of an outcome, and which of its numbers it is.

    Raises:
        QuestionError: none of these cells has it (the nearest is named).

    >>> cell_of("leverage.chn.prk.arms.gap", [("chn", "prk", "arms")])
    (('chn', 'prk', 'arms'), 'gap')
    """
    by_root = {f"leverage.{'.'.join(cell)}": cell for cell in cells}
    root, _, name = path.rpartition(".")
    if root not in by_root or name not in NUMBERS:
        known = [f"{known}.{number}" for known in by_root for number in NUMBERS]
        raise QuestionError("no such outcome of this leverage", key=path, hint=nearest(path, known))
    return by_root[root], name


def in_hand(dossier: Dossier, target: str, issue: str) -> bool:
    """Whether an issue is in the hands of a target: nobody is said to decide it, or the target is among those who do.

    Talks say who controls an issue; a council that decides it says so by its seats.
    """
    controls = [talks.controls[issue] for talks in dossier.talks.values() if issue in talks.controls]
    councils = [council for council in dossier.councils.values() if issue in council.decides]
    seats = [[actor for id in council.members for actor in dossier.members_of(id)] for council in councils]
    said = [*controls, *seats]
    return not said or any(target in those for those in said)


def reads_of(dossier: Dossier, holder: str, target: str) -> tuple[str, ...]:
    """The paths on which the leverage of one over another can depend.

    1. The holder's ties over the target, and every tie of the target: what comes back, to the holder or to a hostage.
    2. Where these actors stand on any issue (φ, hostages), through their factions and groups too. 3. The evidence:
    threats made in public.
    """
    ties = {id: tie for id, tie in dossier.ties.items() if tie.holder == target or _between(tie, holder, target)}
    actors = {holder, target, *(tie.dependent for tie in ties.values())}
    while inside := {id for id, actor in dossier.actors.items() if actor.within in actors} - actors:
        actors |= inside
    standing = (*actors, *(id for id, members in dossier.groups.items() if actors.intersection(members)))
    return (
        *(f"ties.{id}" for id in ties),
        *(f"issues.{issue}.positions.{id}" for issue in dossier.issues for id in sorted(standing)),
        *(f"actors.{id}" for id in sorted(actors)),
        "groups",
        "evidence",
    )


def _between(tie: Tie, holder: str, target: str) -> bool:
    return (tie.holder, tie.dependent) == (holder, target)


def main_cells(dossier: Dossier) -> tuple[tuple[str, str, str], ...]:
    """For each holder and target the issue in the target's hands with most at stake for the holder, at the centres.

    >>> from detente.dossier.cases import load_case
    >>> main_cells(load_case("korea-2006"))[0]
    ('chn', 'prk', 'denuclearisation')
    """
    pairs = dict.fromkeys((tie.holder, tie.dependent) for tie in dossier.ties.values())
    found = []
    for holder, target in pairs:
        at_stake = {}
        for issue in dossier.issues:
            here, there = dossier.position_of(issue, holder), dossier.position_of(issue, target)
            if here is not None and there is not None and in_hand(dossier, target, issue):
                at_stake[issue] = here.salience.centre * abs(here.position.centre - there.position.centre)
        if at_stake:
            found.append((holder, target, max(at_stake, key=lambda issue: at_stake[issue])))
    return tuple(found)
