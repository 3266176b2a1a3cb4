"""What a sentence rests on: the claims and the assumptions behind the numbers that it was computed from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from detente.dossier import Dossier, Number, numbers

__all__ = ["Basis", "basis"]


@dataclass(frozen=True, slots=True)
class Basis:
    """Claim ids, paths of assumed numbers, and how many different reports the claims come from."""

    claims: tuple[str, ...]
    assumptions: tuple[str, ...]
    sources: int


def basis(dossier: Dossier, paths: Iterable[str]) -> Basis:
    """What the numbers under these paths rest on.

    A path stands for itself and for everything below it; a group's member stands for its group where it has no
    entry of its own. A report that repeats another adds no source, because its claims are not kept twice.

    >>> from detente.dossier import example
    >>> found = basis(example(), ["issues.response.positions.chn"])
    >>> found.sources, found.assumptions
    (0, ('issues.response.positions.chn.position', 'issues.response.positions.chn.salience'))
    """
    wanted = {_own(dossier, path) for path in paths}
    under = [number for number, within in _listed(_This(dossier)) if not wanted.isdisjoint(within)]
    claims = dict.fromkeys(id for number in under for id in number.because)
    reports = {claim.report for claim in dossier.archive.claims if claim.id in claims}
    return Basis(tuple(claims), tuple(n.path for n in under if not n.because), len(reports))


@dataclass(frozen=True, eq=False)
class _This:
    """A dossier that equals itself alone, so that it can be looked up without comparing its numbers."""

    dossier: Dossier

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and other.dossier is self.dossier

    def __hash__(self) -> int:
        return id(self.dossier)


@lru_cache(maxsize=2)
def _listed(this: _This) -> tuple[tuple[Number, tuple[str, ...]], ...]:
    """The numbers of a dossier, which every sentence of every answer asks for, each with the paths that it is under."""
    return tuple((n, tuple(accumulate(n.path.split("."), "{}.{}".format))) for n in numbers(this.dossier))


def _own(dossier: Dossier, path: str) -> str:
    """The path of the entry that a position comes from: a member's own, or its group's."""
    match path.split("."):
        case ["issues", issue, "positions", actor, *rest] if issue in dossier.issues:
            positions = dossier.issues[issue].positions
            if actor not in positions:
                group = next((g for g, m in dossier.groups.items() if g in positions and actor in m), actor)
                return ".".join(["issues", issue, "positions", group, *rest])
    return path
