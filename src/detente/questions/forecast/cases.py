"""Draws of a dossier → the cases that models settle: one issue, or all issues that can be traded against it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from detente.engines.bargaining import Case
from detente.questions.draws import Draws, IssueDraws

__all__ = ["Bargain", "centre", "first", "of_all_issues", "of_issue"]

SEATS = 4


@dataclass(frozen=True)
class Bargain:
    """A case, and the ids of its actors and issues in their order."""

    case: Case
    actors: tuple[str, ...]
    issues: tuple[str, ...]


def of_issue(drawn: IssueDraws) -> Bargain:
    """One issue by itself, with empty seats up to a multiple of four: issues of like size share one program."""
    actors = len(drawn.actors)
    seats = -(-actors // SEATS) * SEATS

    def seated(values: Float[np.ndarray, "draws actors"]) -> Float[np.ndarray, "draws seats 1"]:
        return np.pad(values, ((0, 0), (0, seats - actors)))[:, :, None]

    case = Case(
        seated(drawn.position),
        seated(drawn.salience),
        seated(drawn.capability),
        None if drawn.status_quo is None else drawn.status_quo[:, None],
        (np.arange(seats) < actors)[:, None],
    )
    return Bargain(case, drawn.actors, (drawn.issue,))


def of_all_issues(draw: Draws, issue: str) -> Bargain | None:
    """This issue first, with every issue on which two of its actors stand; nothing where there is none."""
    dossier = draw.dossier
    known = {name: draw.actors_on(name) for name in dossier.issues}
    others = [name for name in dossier.issues if name != issue and len(set(known[name]) & set(known[issue])) > 1]
    if not others:
        return None
    drawn = [draw.issue(name) for name in (issue, *others)]
    actors = tuple(id for id in dossier.actors if any(id in one.actors for one in drawn))
    arrays = np.zeros((3, draw.n, len(actors), len(drawn)))
    present = np.zeros((len(actors), len(drawn)), bool)
    for m, one in enumerate(drawn):
        rows = [actors.index(id) for id in one.actors]
        present[rows, m] = True
        arrays[:, :, rows, m] = one.position, one.salience, one.capability
    position, salience, capability = arrays
    return Bargain(Case(position, salience, capability, present=present), actors, (issue, *others))


def first(case: Case, draws: int) -> Case:
    """The first draws of a case."""
    return Case(
        case.position[:draws],
        case.salience[:draws],
        case.capability[:draws],
        None if case.status_quo is None else case.status_quo[:draws],
        case.present,
    )


def centre(case: Case) -> Case:
    """The case at the means of its draws."""
    return Case(
        case.position.mean(axis=0),
        case.salience.mean(axis=0),
        case.capability.mean(axis=0),
        None if case.status_quo is None else case.status_quo.mean(axis=0),
        case.present,
    )
