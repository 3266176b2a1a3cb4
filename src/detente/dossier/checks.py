"""Cross-checks between the records of a dossier, and what deserves a warning.

Each check is a small function that yields ``(loc, fault)``; ``loc`` is the place in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.dossier.estimate import Estimate
from detente.dossier.ranking import MOST_RANKED, named_states, option_names, tier_of_states, unranked
from detente.dossier.rules import rule_faults
from detente.dossier.schema import Conflict, Dossier, Ordering, Preference, Talks, Tier
from detente.dossier.statements import parse_statement
from detente.dossier.validation import Loc, keyed
from detente.errors import DossierError, Fault, nearest

__all__ = ["cross_faults", "cross_warnings"]

Found = tuple[Loc, Fault]
MOST_STATEMENTS = 52
"""So many statements have an exact order of preference in points: a number has 53 bits."""


def cross_faults(dossier: Dossier, known: Mapping[str, Iterable[str]] | None = None) -> list[Found]:
    """Everything in the dossier that contradicts itself.

    Args:
        dossier: the dossier, or the sound part of one.
        known: further ids by section (``actors``, ``issues``…) that stand in the file though their records do
            not validate, so that one fault is not told twice.
    """
    names = {
        "actors": {*dossier.actors, *(known or {}).get("actors", ())},
        "groups": {*dossier.groups, *(known or {}).get("groups", ())},
        "issues": {*dossier.issues, *(known or {}).get("issues", ())},
    }
    checks = (_actors, _groups, _issues, _councils, _talks, _ties, _conflict, _standoffs)
    return [found for check in checks for found in check(dossier, names)]


def _unknown(kind: str, id: str, loc: Loc, names: Iterable[str]) -> Found:
    return loc, Fault(f"no {kind} is called '{id}'", key=keyed(loc), hint=nearest(id, names))


MOST_CONDITIONS = 12
"""Of talks: all 2¹² sets of granted conditions are solved."""

Names = Mapping[str, set[str]]


def _each(kind: str, ids: Iterable[str], loc: Loc, names: set[str], keys: bool = False) -> Iterator[Found]:
    for index, id in enumerate(ids):
        if id not in names:
            yield _unknown(kind, id, (*loc, id if keys else index), names)


def _once(kind: str, ids: Sequence[str], loc: Loc) -> Iterator[Found]:
    """What is listed twice."""
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield (*loc, index), Fault(f"the {kind} '{id}' stands twice in this list", key=keyed((*loc, index)))


def _actors(dossier: Dossier, names: Names) -> Iterator[Found]:
    for id, actor in dossier.actors.items():
        if actor.within is None:
            continue
        if actor.within not in names["actors"]:
            yield _unknown("actor", actor.within, ("actors", id, "within"), names["actors"])
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


def _groups(dossier: Dossier, names: Names) -> Iterator[Found]:
    for id, members in dossier.groups.items():
        if id in names["actors"]:
            yield ("groups", id), Fault(f"'{id}' is an actor and a group", key=f"groups.{id}", hint="rename one")
        yield from _each("actor", members, ("groups", id), names["actors"])
        if len(set(members)) < len(members):
            yield ("groups", id), Fault("an actor stands twice in this group", key=f"groups.{id}")


def _issues(dossier: Dossier, names: Names) -> Iterator[Found]:
    holders = names["actors"] | names["groups"]
    for id, issue in dossier.issues.items():
        yield from _each("actor or group", issue.positions, ("issues", id, "positions"), holders, keys=True)
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


def _councils(dossier: Dossier, names: Names) -> Iterator[Found]:
    seats = names["actors"] | names["groups"]
    for id, council in dossier.councils.items():
        here: Loc = ("councils", id)
        yield from _each("issue", council.decides, (*here, "decides"), names["issues"])
        yield from _each("actor or group", council.members, (*here, "members"), seats, keys=True)
        yield from _once("issue", council.decides, (*here, "decides"))
        yield from rule_faults(dossier, id, council)
        for name, draft in council.drafts.items():
            there: Loc = (*here, "drafts", name)
            yield from _each("actor", draft.sponsors, (*there, "sponsors"), names["actors"])
            for issue in draft.text:
                if issue not in council.decides:
                    loc: Loc = (*there, "text", issue)
                    yield (
                        loc,
                        Fault(
                            f"this council does not decide '{issue}'",
                            key=keyed(loc),
                            hint=nearest(issue, council.decides),
                        ),
                    )


def _talks(dossier: Dossier, names: Names) -> Iterator[Found]:
    for id, talks in dossier.talks.items():
        here: Loc = ("talks", id)
        yield from _each("issue", talks.settles, (*here, "settles"), names["issues"])
        yield from _once("issue", talks.settles, (*here, "settles"))
        for field in ("otherwise", "controls", "kept"):
            settled = set(talks.settles)
            yield from _each("issue that these talks settle", getattr(talks, field), (*here, field), settled, keys=True)
        for issue, actors in talks.controls.items():
            yield from _each("actor", actors, (*here, "controls", issue), names["actors"])
        for name, form in talks.formats.items():
            yield from _each("actor", form.needs, (*here, "formats", name, "needs"), names["actors"])
            yield from _once("actor", form.needs, (*here, "formats", name, "needs"))
        yield from _worths(talks, here, names)
        yield from _conditions(dossier, talks, here, names)


def _worths(talks: Talks, here: Loc, names: Names) -> Iterator[Found]:
    yield from _each("format", talks.worth, (*here, "worth"), set(talks.formats), keys=True)
    for name, worths in talks.worth.items():
        yield from _each("actor", worths, (*here, "worth", name), names["actors"], keys=True)


def _conditions(dossier: Dossier, talks: Talks, here: Loc, names: Names) -> Iterator[Found]:
    if len(talks.conditions) > MOST_CONDITIONS:
        what = f"{len(talks.conditions)} conditions, and all sets of them are looked at"
        loc: Loc = (*here, "conditions")
        yield loc, Fault(what, key=keyed(loc), hint=f"keep the {MOST_CONDITIONS} that matter most")
    for name, condition in talks.conditions.items():
        there: Loc = (*here, "conditions", name)
        for field in ("by", "of"):
            if (id := getattr(condition, field)) not in names["actors"]:
                yield _unknown("actor", id, (*there, field), names["actors"])
        if condition.by == condition.of:
            yield there, Fault("asks its own actor", key=keyed(there), hint="'by' wants something of another, 'of'")
        yield from _linked_option(dossier, there, condition.option, condition.of, condition.granted)


def _linked_option(dossier: Dossier, loc: Loc, option: str | None, asked: str, granted: Estimate) -> Iterator[Found]:
    """A condition and the option that grants it agree: who takes it, and whether it is taken now."""
    if option is None:
        return
    loc = (*loc, "option")
    if option not in _options(dossier):
        yield _unknown("option", option, loc, _options(dossier))
        return
    if option.split(".")[0] != asked:
        yield loc, Fault(f"'{option}' is not an option of {asked}, who is asked", key=keyed(loc))
    now = dossier.conflict is not None and option in dossier.conflict.now
    if granted.value is not None and granted.value in (0, 1) and bool(granted.value) != now:
        state = "taken" if now else "not taken"
        yield loc, Fault(f"'granted' is {granted.value:g}, and conflict.now has {option} {state}", key=keyed(loc))


def _ties(dossier: Dossier, names: Names) -> Iterator[Found]:
    for id, tie in dossier.ties.items():
        for field in ("holder", "dependent"):
            if (actor := getattr(tie, field)) not in names["actors"]:
                yield _unknown("actor", actor, ("ties", id, field), names["actors"])
        if tie.holder == tie.dependent:
            yield ("ties", id), Fault("an actor does not hold a tie over itself", key=f"ties.{id}")
        if tie.used.centre > tie.ceiling.centre + 1e-9:
            what = f"'used' ({tie.used.centre:g}) is above 'ceiling' ({tie.ceiling.centre:g})"
            yield ("ties", id, "used"), Fault(what, key=f"ties.{id}.used")


def _options(dossier: Dossier) -> tuple[str, ...]:
    return option_names(dossier.conflict) if dossier.conflict else ()


def _conflict(dossier: Dossier, names: Names) -> Iterator[Found]:
    conflict = dossier.conflict
    if conflict is None:
        return
    options = set(_options(dossier))
    yield from _each("actor", conflict.options, ("conflict", "options"), names["actors"], keys=True)
    for field in ("now", "one_way"):
        yield from _each("option", getattr(conflict, field), ("conflict", field), options)
    for field in ("impossible", "merged"):
        for index, text in enumerate(getattr(conflict, field)):
            yield from _statement(text, ("conflict", field, index), options)
    for field in ("preferences", "unaware"):
        for actor in getattr(conflict, field):
            if actor not in conflict.options:
                loc: Loc = ("conflict", field, actor)
                what = f"'{actor}' has {'preferences' if field == 'preferences' else 'unseen options'} and no options"
                yield loc, Fault(what, key=keyed(loc), hint=nearest(actor, conflict.options))
    for actor, given in conflict.preferences.items():
        yield from _preference(conflict, given, ("conflict", "preferences", actor), options)
    for actor, unseen in conflict.unaware.items():
        yield from _unaware(conflict, actor, unseen, options)


def _preference(conflict: Conflict, given: Preference, loc: Loc, options: set[str]) -> Iterator[Found]:
    if not isinstance(given, Ordering):
        if len(given) > MOST_STATEMENTS:
            hint = f"at most {MOST_STATEMENTS}, of which the first decides first; add up weights instead"
            yield loc, Fault(f"{len(given)} statements in order", key=keyed(loc), hint=hint)
        for index, text in enumerate(given):
            yield from _statement(text, (*loc, index), options)
        return
    for text in given.weights:
        yield from _statement(text, (*loc, "weights", text), options)
    found = [
        fault for index, tier in enumerate(given.ranking) for fault in _tier(tier, (*loc, "ranking", index), options)
    ]
    yield from found
    if given.ranking and not found and not any(_statements(conflict, options)):
        yield from _whole(conflict, given, (*loc, "ranking"))


def _tier(tier: Tier, loc: Loc, options: set[str]) -> Iterator[Found]:
    if isinstance(tier, str):
        yield from _statement(tier, loc, options)
    for state in named_states(tier):
        for option in state:
            if option not in options:
                yield _unknown("option", option, loc, options)


def _statements(conflict: Conflict, options: set[str]) -> Iterator[Found]:
    """What is wrong with the statements that say which states there are."""
    for text in (*conflict.impossible, *conflict.merged):
        yield from _statement(text, ("conflict",), options)


def _whole(conflict: Conflict, given: Ordering, loc: Loc) -> Iterator[Found]:
    """A ranking has every state exactly once."""
    if len(option_names(conflict)) > MOST_RANKED:
        yield (
            loc,
            Fault(
                f"states of more than {MOST_RANKED} options cannot be ranked",
                key=keyed(loc),
                hint="use statements or weights",
            ),
        )
        return
    try:
        left = unranked(conflict, tier_of_states(conflict, given.ranking))
    except DossierError as error:
        yield loc, Fault(error.faults[0].what, key=keyed(loc))
        return
    if left:
        states = f"{len(left)} possible states are" if len(left) > 1 else "a possible state is"
        first = f"such as [{', '.join(left[0])}]" if len(left) > 1 else f"[{', '.join(left[0])}]"
        what = f"{states} not ranked, {first}"
        hint = "add the states; a statement ranks all where it holds"
        yield loc, Fault(what, key=keyed(loc), hint=hint)


def _unaware(conflict: Conflict, actor: str, unseen: tuple[str, ...], options: set[str]) -> Iterator[Found]:
    loc: Loc = ("conflict", "unaware", actor)
    yield from _each("option", unseen, loc, options)
    for index, option in enumerate(unseen):
        place = (*loc, index)
        if option.partition(".")[0] == actor:
            yield place, Fault(f"'{option}' is its own option: it sees it", key=keyed(place))
        elif option in conflict.now:
            yield place, Fault(f"'{option}' is taken now: everybody sees it", key=keyed(place))
    if conflict.merged:
        yield loc, Fault("unseen options and merged states do not go together", key=keyed(loc), hint="leave out one")


def _statement(text: str, loc: Loc, options: set[str]) -> Iterator[Found]:
    try:
        parse_statement(text, options)
    except DossierError as error:
        yield loc, Fault(error.faults[0].what, key=keyed(loc), hint=error.faults[0].hint)


def _standoffs(dossier: Dossier, names: Names) -> Iterator[Found]:
    for id, standoff in dossier.standoffs.items():
        for field in ("challenger", "defender"):
            if (actor := getattr(standoff, field)) not in names["actors"]:
                yield _unknown("actor", actor, ("standoffs", id, field), names["actors"])
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


def cross_warnings(dossier: Dossier) -> list[Found]:
    """What is allowed and deserves a look: a position without evidence, a council member without one, today's state."""
    return [*_bare_positions(dossier), *_silent_members(dossier), *_impossible_today(dossier)]


def _bare_positions(dossier: Dossier) -> Iterator[Found]:
    for id, issue in dossier.issues.items():
        for actor, position in issue.positions.items():
            if not (position.because or position.position.because):
                loc: Loc = ("issues", id, "positions", actor)
                yield (
                    loc,
                    Fault("a position without evidence", key=keyed(loc), hint="an assumption until a claim backs it"),
                )


def _silent_members(dossier: Dossier) -> Iterator[Found]:
    for id, council in dossier.councils.items():
        for member in council.members:
            for actor in dossier.members_of(member):
                for issue in (issue for issue in council.decides if issue in dossier.issues):
                    if dossier.position_of(issue, actor) is None and not _settled_within(dossier, issue, actor):
                        loc: Loc = ("councils", id, "members", member)
                        what = f"{actor} has no position on '{issue}'"
                        yield loc, Fault(what, key=keyed(loc), hint="give it one, or ask with --fill")


def _settled_within(dossier: Dossier, issue: str, actor: str) -> bool:
    """Whether factions within an actor settle where it stands."""
    return any(a.within == actor and id in dossier.issues[issue].positions for id, a in dossier.actors.items())


def _impossible_today(dossier: Dossier) -> Iterator[Found]:
    """A present state that the dossier says cannot be: no question on the conflict can be answered from it."""
    conflict, options = dossier.conflict, set(_options(dossier))
    for text in conflict.impossible if conflict else ():
        if conflict is None or any(_statement(text, (), options)):
            continue
        says = parse_statement(text)
        if says.holds({option: option in conflict.now for option in says.variables}):
            loc: Loc = ("conflict", "now")
            hint = "take an option out, or mend the statement: stability cannot be asked"
            yield loc, Fault(f"today's state is impossible by {text!r}", key=keyed(loc), hint=hint)
