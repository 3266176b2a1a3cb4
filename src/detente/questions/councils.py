"""A council of a dossier as an engine's rule and seats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.dossier import Dossier
from detente.dossier.estimate import ScaleEstimate
from detente.dossier.rules import share_of, whole_quota, whole_weights
from detente.dossier.schema import Council, Draft, Majority, Member
from detente.errors import Fault, QuestionError, nearest
from detente.questions.draws import Array, Draws

if TYPE_CHECKING:
    from detente.engines import council as engine
    from detente.engines.council import Chamber, Rule

__all__ = ["Seated", "council_of", "members_of", "rule_of", "rules_of", "seated", "stands"]

WIDE_POSITION = ScaleEstimate(mean=50, sd=30)
WIDE_SALIENCE = ScaleEstimate(mean=50, sd=25)
"""What ``--fill`` takes for a member without a position: it may stand anywhere."""


@dataclass(frozen=True)
class Seated:
    """The members of a council in order, with draws of where they stand, and who was filled in for want of a
    position (``issue``, ``member``)."""

    members: tuple[str, ...]
    chamber: Chamber
    filled: tuple[tuple[str, str], ...]


def council_of(dossier: Dossier, name: str | None) -> tuple[str, Council]:
    """The council of that name, or the only one, or the first.

    Raises:
        QuestionError: the dossier has none, or none of that name.
    """
    if not dossier.councils:
        raise QuestionError("the dossier has no council", key="councils", hint="add one under 'councils'")
    if name is None:
        return next(iter(dossier.councils.items()))
    if name not in dossier.councils:
        raise QuestionError(f"no council is called '{name}'", key="councils", hint=nearest(name, dossier.councils))
    return name, dossier.councils[name]


def members_of(dossier: Dossier, council: Council) -> dict[str, Member]:
    """Every seat by its actor, groups taken apart."""
    return {actor: seat for id, seat in council.members.items() for actor in dossier.members_of(id)}


def rules_of(dossier: Dossier, council: Council) -> dict[str, Rule]:
    """The rule for each draft: the council's own, consensus where the draft says so, no veto where it is procedural."""
    return {name: _rule_for(dossier, council, draft) for name, draft in council.drafts.items()}


def _rule_for(dossier: Dossier, council: Council, draft: Draft) -> Rule:
    from detente.engines.council import Rule

    own = rule_of(dossier, council)
    if draft.by == "consensus":
        return Rule.consensus(own.size).without(own.absent)
    return own.without_vetoes() if draft.procedural and not council.double_veto else own


def rule_of(dossier: Dossier, council: Council) -> Rule:
    """The council's rule: quota or ways or consensus, vetoes, casting vote, and who is absent."""
    from detente.engines.council import Rule

    members = members_of(dossier, council)
    seats, names = list(members.values()), list(members)
    absent = [i for i, seat in enumerate(seats) if seat.absent]
    if council.consensus:
        return Rule.consensus(len(seats)).without(absent)
    asked = council.ways or ((Majority(quota=council.quota, by=None),),)
    ways = tuple(tuple(_majority(majority, seats) for majority in way) for way in asked)
    vetoes = frozenset(i for i, seat in enumerate(seats) if seat.veto)
    casting = None if council.casting is None else names.index(council.casting)
    return Rule(len(seats), ways, vetoes, absent=frozenset(absent), casting=casting)


def _majority(majority: Majority, seats: Sequence[Member]) -> engine.Majority:
    """A majority in whole numbers: weights 0.5 and 1.25 become 2 and 5 quarters, and the quota with them."""
    from detente.engines import council as engine

    whole, unit = whole_weights(majority, seats)
    if majority.of == "voting":
        return engine.Majority(whole, of="voting", share=share_of(majority.share), strict=majority.strict)
    return engine.Majority(whole, whole_quota(majority, sum(whole), unit))


def seated(
    dossier: Dossier,
    council: Council,
    draws: Draws,
    rule: Rule,
    *,
    fill: bool = False,
    pressure: Mapping[str, float] | None = None,
    reluctance: float,
) -> Seated:
    """Draws of every member's position, salience and reluctance.

    Raises:
        QuestionError: a member has no position on an issue that the council decides, and ``fill`` is false; an
            issue has no status quo; ``pressure`` names somebody without a seat.
    """
    from detente.engines.council import chamber

    seats = tuple(members_of(dossier, council))
    filled = tuple((issue, member) for issue in council.decides for member in seats if not stands(draws, issue, member))
    if filled and not fill:
        raise QuestionError.of([_missing(issue, member) for issue, member in filled])
    held = [[_stand(draws, issue, member, filled) for member in seats] for issue in council.decides]
    position, salience = (np.moveaxis(np.array([[one[k] for one in row] for row in held]), 2, 0) for k in (0, 1))
    status_quo = np.stack([_status_quo(draws, issue) for issue in council.decides], axis=1)
    made = chamber(
        rule,
        np.swapaxes(position, 1, 2),
        np.swapaxes(salience, 1, 2),
        status_quo,
        _reluctance(draws, dossier, council, reluctance),
        _pressure(pressure or {}, seats, draws.n),
    )
    return Seated(seats, made, filled)


def stands(draws: Draws, issue: str, member: str) -> bool:
    """Whether a member has a position on an issue: its own, a group's, or its factions'."""
    return member in draws.actors_on(issue) or draws.dossier.position_of(issue, member) is not None


def _missing(issue: str, member: str) -> Fault:
    path = f"issues.{issue}.positions.{member}"
    return Fault(f"{member} votes on '{issue}' and has no position on it", key=path, hint="give it one, or use --fill")


def _stand(draws: Draws, issue: str, member: str, filled: Sequence[tuple[str, str]]) -> tuple[Array, Array]:
    if (issue, member) not in filled:
        return draws.stand(issue, member)
    path = f"issues.{issue}.positions.{member}"
    return draws.of(f"{path}.position", WIDE_POSITION), draws.of(f"{path}.salience", WIDE_SALIENCE)


def _status_quo(draws: Draws, issue: str) -> Array:
    drawn = draws.status_quo(issue)
    if drawn is None:
        path = f"issues.{issue}.status_quo"
        raise QuestionError(
            f"'{issue}' has no status quo",
            key=path,
            hint="say what holds if nothing is adopted: members compare with it",
        )
    return drawn


def _reluctance(draws: Draws, dossier: Dossier, council: Council, usual: float) -> Array:
    """κ of every member in each draw: the dossier's for a veto-holder, else the usual one; 0 without a veto."""
    name = next(id for id, other in dossier.councils.items() if other is council)
    return np.stack(
        [
            np.full(draws.n, usual if seat.veto else 0.0)
            if seat.reluctance is None
            else draws.of(f"councils.{name}.members.{entry}.reluctance", seat.reluctance)
            for entry, seat in council.members.items()
            for _ in dossier.members_of(entry)
        ],
        axis=1,
    )


def _pressure(pressure: Mapping[str, float], seats: tuple[str, ...], draws: int) -> Array:
    for member in pressure:
        if member not in seats:
            raise QuestionError(f"pressure on '{member}', which has no seat", hint=nearest(member, seats))
    return np.tile(np.array([pressure.get(member, 0.0) for member in seats])[:, None], (draws, 1, 1))
