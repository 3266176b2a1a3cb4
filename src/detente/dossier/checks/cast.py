"""Actors, groups and issues: who is within whom, who stands twice, what is not on its scale."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.checks.names import Found, Names, each, unknown
from detente.dossier.schema import Dossier
from detente.dossier.validation import Loc, keyed
from detente.errors import Fault

__all__ = ["actor_faults", "group_faults", "issue_faults"]


def actor_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """Actors ``within`` one that is not there, or in a circle."""
    for id, actor in dossier.actors.items():
        if actor.within is None:
            continue
        if actor.within not in names["actors"]:
            yield unknown("actor", actor.within, ("actors", id, "within"), names["actors"])
        elif (cycle := _cycle(dossier, id)) is not None and id == min(cycle):
            loc = ("actors", id, "within")
            yield loc, Fault(f"'within' goes in a circle: {' within '.join([*cycle, cycle[0]])}", key=keyed(loc))


def _cycle(dossier: Dossier, start: str) -> list[str] | None:
    """The circle of ``within`` that an actor is in, or nothing."""
    seen = [start]
    here = dossier.actors[start].within
    while here is not None and here in dossier.actors and here not in seen:
        seen.append(here)
        here = dossier.actors[here].within
    return seen if here == start else None


def group_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """A group called like an actor, of unknown members, or with one twice."""
    for id, members in dossier.groups.items():
        if id in names["actors"]:
            yield ("groups", id), Fault(f"'{id}' is an actor and a group", key=f"groups.{id}", hint="rename one")
        yield from each("actor", members, ("groups", id), names["actors"])
        if len(set(members)) < len(members):
            yield ("groups", id), Fault("an actor stands twice in this group", key=f"groups.{id}")


def issue_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """Positions of nobody, or of one actor twice, and a status quo beside the scale."""
    holders = names["actors"] | names["groups"]
    for id, issue in dossier.issues.items():
        yield from each("actor or group", issue.positions, ("issues", id, "positions"), holders, keys=True)
        yield from _overlaps(dossier, id)
        low, high = min(issue.scale), max(issue.scale)
        for field, estimate in [("status_quo", issue.status_quo)]:
            if estimate is not None and not low <= estimate.centre <= high:
                loc: Loc = ("issues", id, field)
                yield loc, Fault(f"{estimate.centre:g} is not on the scale, {low:g} to {high:g}", key=keyed(loc))


def _overlaps(dossier: Dossier, issue: str) -> Iterator[Found]:
    """An actor that takes its position from two groups."""
    seen: dict[str, str] = {}
    for group in dossier.issues[issue].positions:
        for actor in dossier.groups.get(group, ()):
            if actor in seen and actor not in dossier.issues[issue].positions:
                loc: Loc = ("issues", issue, "positions", group)
                what = f"{actor} has a position from group '{seen[actor]}' already"
                yield loc, Fault(what, key=keyed(loc), hint=f"give {actor} a position of its own")
            seen.setdefault(actor, group)
