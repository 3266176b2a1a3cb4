"""What a council's rule and seats must satisfy: a quota that can be met, weights that count, a tie that can arise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor, lcm

from detente.dossier.schema import Council, Dossier, Majority, Member
from detente.dossier.validation import Loc, keyed
from detente.errors import Fault, nearest

__all__ = ["rule_faults", "share_of", "whole_quota", "whole_weights"]

Found = tuple[Loc, Fault]


def rule_faults(dossier: Dossier, id: str, council: Council) -> Iterator[Found]:
    """What contradicts itself in the seats and the rule of a council."""
    here: Loc = ("councils", id)
    seats = {actor: seat for member, seat in council.members.items() for actor in dossier.members_of(member)}
    seated = [actor for member in council.members for actor in dossier.members_of(member)]
    for actor in sorted({actor for actor in seated if seated.count(actor) > 1}):
        yield (*here, "members"), Fault(f"'{actor}' has two seats", key=f"councils.{id}.members")
    if council.casting is not None and council.casting not in seated:
        loc: Loc = (*here, "casting")
        yield loc, Fault(f"'{council.casting}' has no seat", key=keyed(loc), hint=nearest(council.casting, seated))
    yield from _majorities(here, council, list(seats.values()))
    yield from _idle_weights(here, council)
    for name, member in council.members.items():
        if member.reluctance is not None and not member.veto:
            loc = (*here, "members", name, "reluctance")
            yield loc, Fault("only a member with a veto has a reluctance", key=keyed(loc), hint="add veto: true")


def _asked(here: Loc, council: Council) -> Iterator[tuple[Loc, Majority]]:
    """Every majority that the rule asks for, and where it stands."""
    if council.quota is not None:
        yield (*here, "quota"), Majority(quota=council.quota)
    for w, way in enumerate(council.ways):
        for m, majority in enumerate(way):
            yield (*here, "ways", w, m), majority


def _majorities(here: Loc, council: Council, seats: Sequence[Member]) -> Iterator[Found]:
    for loc, majority in _asked(here, council):
        bare = [n for n in council.members if majority.by and majority.by not in council.members[n].weights]
        if bare:
            there: Loc = (*loc, "by")
            yield there, Fault(f"no '{majority.by}' among the weights of {', '.join(bare)}", key=keyed(there))
        elif seats:
            fault = _unmet(majority, seats) or _untied(majority, seats, council.casting)
            if fault:
                yield loc, Fault(fault.what, key=keyed(loc), hint=fault.hint)


def _unmet(majority: Majority, seats: Sequence[Member]) -> Fault | None:
    """A majority that all members together do not reach."""
    weights, unit = whole_weights(majority, seats)
    total = Fraction(sum(weights), unit)
    if not total:
        return Fault("the members' weights add up to nothing", hint="give a member a weight above 0")
    if majority.quota is not None and majority.quota > total + Fraction(1, 10**9):
        return Fault(f"a quota of {majority.quota:g} is above the members' total of {float(total):g}")
    if majority.blocking is not None and majority.blocking > len(seats):
        hint = "it is how many members block"
        return Fault(f"blocking: {majority.blocking} is above the number of members, {len(seats)}", hint=hint)
    return None


def _untied(majority: Majority, seats: Sequence[Member], casting: str | None) -> Fault | None:
    """A casting vote where no tie can arise."""
    if casting is None or majority.of == "voting":
        return None
    weights, unit = whole_weights(majority, seats)
    if 2 * (whole_quota(majority, sum(weights), unit) - 1) == sum(weights):
        return None
    what = f"a casting vote, and no tie can arise: {float(Fraction(sum(weights), unit)):g} votes in all"
    return Fault(what, hint="it breaks a tie where the quota is one more than half, or of those voting")


def _idle_weights(here: Loc, council: Council) -> Iterator[Found]:
    """Weights that no majority counts: `weight` is counted by a quota, `weights` by the majority that names them."""
    asked = [majority for _, majority in _asked(here, council)]
    counted = {majority.by for majority in asked if majority.by}
    for name, member in council.members.items():
        loc: Loc = (*here, "members", name)
        if member.weight is not None and not any(m.quota is not None and m.by is None for m in asked):
            hint = "write it under 'weights' and count it with 'by', as in {share: 0.5, by: votes}"
            yield (*loc, "weight"), Fault("no quota counts this weight", key=keyed((*loc, "weight")), hint=hint)
        for kind in sorted(set(member.weights) - counted):
            there: Loc = (*loc, "weights", kind)
            yield there, Fault(f"no majority counts '{kind}'", key=keyed(there), hint=f"add by: {kind} to one")


def whole_weights(majority: Majority, seats: Sequence[Member]) -> tuple[tuple[int, ...], int]:
    """What each member's vote counts in a majority, in whole numbers, and how many of them make one.

    >>> whole_weights(Majority(quota=2), [Member(weight=0.5), Member(weight=1.25), Member()])
    ((2, 5, 4), 4)
    """
    if majority.by is not None:
        weights = [Fraction(str(seat.weights[majority.by])) for seat in seats]
    elif majority.blocking is not None or majority.share is not None:
        weights = [Fraction(1)] * len(seats)
    else:
        weights = [Fraction(str(1.0 if seat.weight is None else seat.weight)) for seat in seats]
    unit = lcm(*(weight.denominator for weight in weights))
    return tuple(int(weight * unit) for weight in weights), unit


def whole_quota(majority: Majority, total: int, unit: int) -> int:
    """The least yes votes that reach a majority of all, in the whole numbers of ``whole_weights``."""
    if majority.blocking is not None:
        return total - majority.blocking * unit + 1
    if majority.share is not None:
        needed = share_of(majority.share) * total
        return floor(needed) + 1 if majority.strict else ceil(needed)
    return ceil(Fraction(str(majority.quota)) * unit)


def share_of(share: float | None) -> Fraction:
    """A share as a fraction; 0.6667 and the like are meant as two thirds.

    >>> share_of(0.6667), share_of(0.55)
    (Fraction(2, 3), Fraction(11, 20))
    """
    return Fraction(str(share)).limit_denominator(100)
