"""What a move does to a dossier: numbers put or shifted, options taken or given up; several moves add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from detente.dossier import Dossier
from detente.dossier.estimate import Estimate, PointsEstimate
from detente.dossier.placing import at_path, placed
from detente.dossier.schema import Talks

__all__ = ["Comes", "Edit", "Put", "Shift", "Taken", "applied", "clash", "paths_of", "shifted"]


@dataclass(frozen=True, slots=True)
class Put:
    """Another number at a path."""

    path: str
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Shift:
    """A position moved by so many scale units, within the scale: ``issues.ISSUE.positions.ACTOR.position``."""

    issue: str
    actor: str
    by: float

    @property
    def path(self) -> str:
        """The path of the position."""
        return f"issues.{self.issue}.positions.{self.actor}.position"


@dataclass(frozen=True, slots=True)
class Comes:
    """So many points more (or fewer) for an actor in a format of talks: what its coming is made to be worth."""

    talks: str
    form: str
    actor: str
    by: float

    @property
    def path(self) -> str:
        """The path of the worth of the meeting."""
        return f"talks.{self.talks}.worth.{self.form}.{self.actor}"


@dataclass(frozen=True, slots=True)
class Taken:
    """An option taken, or given up."""

    option: str
    taken: bool

    @property
    def path(self) -> str:
        """The path of what is taken now."""
        return "conflict.now"


Edit: TypeAlias = Put | Shift | Comes | Taken


def paths_of(edits: Iterable[Edit]) -> tuple[str, ...]:
    """The paths that some edits touch, each once."""
    return tuple(dict.fromkeys(edit.path for edit in edits))


def clash(edits: Iterable[Edit]) -> bool:
    """Whether some edits contradict each other: two numbers put at one path, an option taken and given up.

    >>> clash([Taken("usa.meet", True), Taken("usa.meet", False)])
    True
    """
    seen: dict[str, Edit] = {}
    for edit in edits:
        if isinstance(edit, Shift | Comes):
            continue
        key = edit.path if isinstance(edit, Put) else edit.option
        if seen.setdefault(key, edit) != edit:
            return True
    return False


def applied(dossier: Dossier, edits: Iterable[Edit]) -> Dossier:
    """The dossier after some edits, in any order: shifts of one number add up.

    A member of a group whose position is shifted gets an entry of its own, from its group's.
    """
    for edit in edits:
        match edit:
            case Put():
                dossier = placed(dossier, {edit.path: edit.estimate})
            case Shift():
                dossier = _stands(dossier, edit)
            case Comes():
                dossier = _comes(dossier, edit)
            case Taken():
                dossier = _takes(dossier, edit)
    return dossier


def _stands(dossier: Dossier, edit: Shift) -> Dossier:
    issue = dossier.issues[edit.issue]
    held = dossier.position_of(edit.issue, edit.actor)
    if held is None:
        return dossier
    moved = held.model_copy(update={"position": shifted(held.position, edit.by)})
    positions = {**issue.positions, edit.actor: moved}
    return _with(dossier, "issues", edit.issue, issue.model_copy(update={"positions": positions}))


def _comes(dossier: Dossier, edit: Comes) -> Dossier:
    talks: Talks = dossier.talks[edit.talks]
    worth: Mapping[str, PointsEstimate] = talks.worth.get(edit.form, {})
    had = worth.get(edit.actor, PointsEstimate(value=0.0))
    grown = {**talks.worth, edit.form: {**worth, edit.actor: shifted(had, edit.by)}}
    return _with(dossier, "talks", edit.talks, talks.model_copy(update={"worth": grown}))


def _takes(dossier: Dossier, edit: Taken) -> Dossier:
    now: tuple[str, ...] = at_path(dossier, "conflict.now")
    rest = tuple(option for option in now if option != edit.option)
    return placed(dossier, {"conflict.now": (*rest, edit.option) if edit.taken else rest})


def _with(dossier: Dossier, section: str, id: str, record: object) -> Dossier:
    return dossier.model_copy(update={section: {**getattr(dossier, section), id: record}})


def shifted(estimate: Estimate, by: float) -> Estimate:
    """The same spread around another centre, held within the range of its kind.

    >>> from detente.dossier.estimate import ScaleEstimate
    >>> shifted(ScaleEstimate(low=60, mode=70, high=80), 25).high
    100.0
    """
    kind = type(estimate)

    def held(value: float | None) -> float:
        return min(max(float(value or 0.0) + by, kind.floor), kind.top)

    match estimate.form:
        case "exact":
            return kind(value=held(estimate.value))
        case "normal":
            return kind(mean=held(estimate.mean), sd=estimate.sd)
    return kind(low=held(estimate.low), mode=held(estimate.mode), high=held(estimate.high))
