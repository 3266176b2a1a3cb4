"""The conflict: options that exist, statements that parse, preferences and rankings that are whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.dossier.checks.names import Found, Names, each, options_of, statement_faults, unknown_option
from detente.dossier.ranking import MOST_RANKED, named_states, option_names, tier_of_states, unranked
from detente.dossier.schema import Conflict, Dossier, Ordering, Preference, Tier
from detente.dossier.validation import Loc, keyed
from detente.errors import DossierError, Fault, nearest

__all__ = ["conflict_faults"]

MOST_STATEMENTS = 52
"""So many statements have an exact order of preference in points: a number has 53 bits."""


def conflict_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """Options that nobody has, statements that do not parse, preferences that are not whole."""
    conflict = dossier.conflict
    if conflict is None:
        return
    options = set(options_of(dossier))
    yield from each("actor", conflict.options, ("conflict", "options"), names["actors"], keys=True)
    for field in ("now", "one_way"):
        yield from _unknown_options(getattr(conflict, field), ("conflict", field), options)
    for field in ("impossible", "merged"):
        for index, text in enumerate(getattr(conflict, field)):
            yield from statement_faults(text, ("conflict", field, index), options)
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


def _unknown_options(given: Sequence[str], loc: Loc, options: set[str]) -> Iterator[Found]:
    for index, option in enumerate(given):
        if option not in options:
            yield unknown_option(option, (*loc, index), options)


def _preference(conflict: Conflict, given: Preference, loc: Loc, options: set[str]) -> Iterator[Found]:
    if not isinstance(given, Ordering):
        if len(given) > MOST_STATEMENTS:
            hint = f"at most {MOST_STATEMENTS}, of which the first decides first; add up weights instead"
            yield loc, Fault(f"{len(given)} statements in order", key=keyed(loc), hint=hint)
        for index, text in enumerate(given):
            yield from statement_faults(text, (*loc, index), options)
        return
    for text in given.weights:
        yield from statement_faults(text, (*loc, "weights", text), options)
    found = [
        fault for index, tier in enumerate(given.ranking) for fault in _tier(tier, (*loc, "ranking", index), options)
    ]
    yield from found
    if given.ranking and not found and not any(_statements(conflict, options)):
        yield from _whole(conflict, given, (*loc, "ranking"))


def _tier(tier: Tier, loc: Loc, options: set[str]) -> Iterator[Found]:
    if isinstance(tier, str):
        yield from statement_faults(tier, loc, options)
    for state in named_states(tier):
        for option in state:
            if option not in options:
                yield unknown_option(option, loc, options)


def _statements(conflict: Conflict, options: set[str]) -> Iterator[Found]:
    """What is wrong with the statements that say which states there are."""
    for text in (*conflict.impossible, *conflict.merged):
        yield from statement_faults(text, ("conflict",), options)


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
    yield from _unknown_options(unseen, loc, options)
    for index, option in enumerate(unseen):
        place = (*loc, index)
        if option.partition(".")[0] == actor:
            yield place, Fault(f"'{option}' is its own option: it sees it", key=keyed(place))
        elif option in conflict.now:
            yield place, Fault(f"'{option}' is taken now: everybody sees it", key=keyed(place))
    if conflict.merged:
        yield loc, Fault("unseen options and merged states do not go together", key=keyed(loc), hint="leave out one")
