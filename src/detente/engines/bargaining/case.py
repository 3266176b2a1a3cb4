"""What a model works on, and what it gives back: `Case`, one `Draw` of it, and `Path`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np
from jaxtyping import Array, Bool, Float, Int

from detente.engines.programs import on_device
from detente.errors import CaseError

__all__ = ["Case", "Draw", "Path", "Settled", "Status"]

TOP = 100.0  # scales and saliences run from 0 to 100


class Status(IntEnum):
    """How a draw ended. A failure is a number in the arrays and a sentence outside, never a NaN."""

    SETTLED = 0
    MOVING = 1
    NO_GAIN = 2
    NOBODY = 3
    UNSETTLED = 4

    @property
    def sentence(self) -> str:
        """The status as a sentence without its full stop."""
        return _SENTENCES[self]


_SENTENCES = {
    Status.SETTLED: "settled",
    Status.MOVING: "positions were still moving when the rounds ran out",
    Status.NO_GAIN: "some actor with weight loses by any change, so the reversion point stands",
    Status.NOBODY: "nobody has weight on an issue; there the status quo stands, or else the plain mean",
    Status.UNSETTLED: "the iteration did not converge within its bound; the last iterate stands",
}


class Draw(NamedTuple):
    """One draw of a case, as models see it: every array whole, absent actors without weight."""

    position: Float[Array, "actors issues"]
    salience: Float[Array, "actors issues"]
    capability: Float[Array, "actors issues"]
    present: Bool[Array, "actors issues"]
    status_quo: Float[Array, " issues"] | None


class Settled(NamedTuple):
    """What a model makes of one draw: positions and outcome after each round, round 1 first."""

    positions: Float[Array, "rounds actors issues"]
    outcome: Float[Array, "rounds issues"]
    status: Int[Array, ""]


@dataclass(frozen=True, eq=False)
class Case:
    """A bargaining problem: who stands where on which issue, cares how much, and can bring how much to bear.

    Positions, saliences and the status quo run from 0 to 100; capability is zero or more, in any unit.
    Each array may have a leading axis of draws; those that have none hold in every draw. Missing actors are
    marked in ``present``; what stands in their place in the other arrays is not read.

    >>> Case(position=[[0.0], [100.0]], salience=[[50.0], [50.0]], capability=[1.0, 3.0]).actors
    2

    Raises:
        CaseError: a shape that does not fit, NaN, a negative number, or a number beyond its scale.
    """

    position: Float[np.ndarray, "*draws actors issues"]
    salience: Float[np.ndarray, "*draws actors issues"]
    capability: Float[np.ndarray, "*draws actors issues"] | Float[np.ndarray, "*draws actors"]
    status_quo: Float[np.ndarray, "*draws issues"] | None = None
    present: Bool[np.ndarray, "actors issues"] | None = None

    def __post_init__(self) -> None:
        position = _numbers("position", self.position)
        if position.ndim not in (2, 3) or 0 in position.shape:
            raise _shape_error("position", position.shape, "(actors, issues) or (draws, actors, issues)")
        whole = position.shape[-2:]
        present = np.ones(whole, bool) if self.present is None else np.asarray(self.present, bool)
        if present.shape != whole:
            raise _shape_error("present", present.shape, str(whole))
        if not present.any(axis=0).all():
            raise CaseError("an issue has no actor", key="present", hint="leave the issue out")
        salience = _fit("salience", _numbers("salience", self.salience), whole)
        capability = _capability(_numbers("capability", self.capability), position.shape)
        fields = {"position": position, "salience": salience, "capability": capability}
        for name, values in fields.items():
            top = np.inf if name == "capability" else TOP
            fields[name] = _within(name, values, top, present)
        if self.status_quo is not None:
            status_quo = _fit("status_quo", _numbers("status_quo", self.status_quo), whole[-1:])
            fields["status_quo"] = _within("status_quo", status_quo, TOP, np.ones(whole[-1], bool))
        _same_draws(fields, whole)
        for name, values in (fields | {"present": present}).items():
            object.__setattr__(self, name, values)

    @property
    def draws(self) -> int | None:
        """Number of draws, or none where no array has an axis of draws."""
        counts = [a.shape[0] for a, rank in self._ranked() if a.ndim > rank]
        return counts[0] if counts else None

    @property
    def actors(self) -> int:
        """Number of actors, present or not."""
        return int(self.position.shape[-2])

    @property
    def issues(self) -> int:
        """Number of issues."""
        return int(self.position.shape[-1])

    def part(self, numbers: Int[np.ndarray, " draws"]) -> Draw:
        """The draws with these numbers, stacked, as arrays of the device."""

        def some(array: np.ndarray | None, rank: int) -> Array:
            assert array is not None
            each = array[numbers] if array.ndim > rank else np.broadcast_to(array, (len(numbers), *array.shape))
            return on_device(each)

        return Draw(
            some(self.position, 2),
            some(self.salience, 2),
            some(self.capability, 2),
            some(self.present, 2),
            None if self.status_quo is None else some(self.status_quo, 1),
        )

    def _ranked(self) -> list[tuple[np.ndarray, int]]:
        ranked = [(self.position, 2), (self.salience, 2), (self.capability, 2)]
        return ranked if self.status_quo is None else [*ranked, (self.status_quo, 1)]


@dataclass(frozen=True, eq=False)
class Path:
    """How positions and the outcome moved, round 1 first; a leading axis of draws where the case has one.

    ``mean`` and ``median`` are those of the positions after each round, weighted by capability × salience.
    ``positions`` is NaN where an actor is absent, and none where it was not asked for.
    """

    positions: Float[np.ndarray, "*draws rounds actors issues"] | None
    outcome: Float[np.ndarray, "*draws rounds issues"]
    mean: Float[np.ndarray, "*draws rounds issues"]
    median: Float[np.ndarray, "*draws rounds issues"]
    statuses: Int[np.ndarray, "*draws"]

    @property
    def final(self) -> Float[np.ndarray, "*draws issues"]:
        """The outcome after the last round, in scale units."""
        return self.outcome[..., -1, :]

    @property
    def status(self) -> str:
        """How the draws ended, as a sentence: the share of each ending where they differ.

        >>> one = np.zeros((2, 1, 1))
        >>> Path(None, one, one, one, np.array([0, 1])).status
        'settled in 1 of 2 draws; positions were still moving when the rounds ran out in 1 of 2 draws'
        """
        counts = Counter(np.atleast_1d(self.statuses).tolist())
        total = sum(counts.values())
        if len(counts) == 1:
            return Status(next(iter(counts))).sentence
        parts = [f"{Status(s).sentence} in {counts[s]} of {total} draws" for s in sorted(counts)]
        return "; ".join(parts)


def _numbers(name: str, values: np.ndarray) -> np.ndarray:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise CaseError(f"not an array of numbers: {error}", key=name) from None


def _shape_error(name: str, shape: tuple[int, ...], wanted: str) -> CaseError:
    return CaseError(f"the shape is {shape}", key=name, hint=f"it must be {wanted}")


def _fit(name: str, values: np.ndarray, whole: tuple[int, ...]) -> np.ndarray:
    rank = len(whole)
    if values.ndim not in (rank, rank + 1) or values.shape[-rank:] != whole:
        raise _shape_error(name, values.shape, f"{whole}, or that with draws in front")
    return values


def _capability(values: np.ndarray, position: tuple[int, ...]) -> np.ndarray:
    """Capability as (…, actors, issues): one number an actor is repeated on each issue."""
    actors, issues = position[-2:]
    whole = (actors, issues)
    by_actor = values.ndim == 1 and values.shape == (actors,)
    by_draw = values.ndim == 2 and len(position) == 3 and values.shape == (position[0], actors)
    if by_draw and values.shape == whole:
        raise CaseError(
            f"the shape {values.shape} may be (draws, actors) or (actors, issues)",
            key="capability",
            hint="give all three axes",
        )
    if by_actor or by_draw:
        return np.broadcast_to(values[..., None], (*values.shape, issues))
    return _fit("capability", values, whole)


def _within(name: str, values: np.ndarray, top: float, present: np.ndarray) -> np.ndarray:
    """The values with absent actors at zero; an error names the first number that is not in [0, top]."""
    bad = ~((values >= 0.0) & (values <= top) & np.isfinite(values)) & present
    if bad.any():
        place = tuple(int(k) for k in np.argwhere(bad)[0])
        bound = "zero or more" if top == np.inf else f"between 0 and {top:g}"
        raise CaseError(f"{values[place]} stands at {list(place)}", key=name, hint=f"a finite number {bound} is needed")
    return values if present.all() else np.where(present, values, 0.0)


def _same_draws(fields: dict[str, np.ndarray], whole: tuple[int, ...]) -> None:
    counts = {name: a.shape[0] for name, a in fields.items() if a.ndim > (1 if name == "status_quo" else len(whole))}
    if len(set(counts.values())) > 1:
        raise CaseError(f"the numbers of draws differ: {counts}")
