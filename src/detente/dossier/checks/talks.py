"""Talks and ties: what they settle, formats and conditions, who holds what over whom."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.checks.names import Found, Names, each, meant, once, options_of, unknown, unknown_option
from detente.dossier.estimate import Estimate
from detente.dossier.schema import Dossier, Talks
from detente.dossier.validation import Loc, keyed
from detente.errors import Fault

__all__ = ["talks_faults", "tie_faults"]

MOST_CONDITIONS = 12
"""Of talks: all 2¹² sets of granted conditions are solved."""


def talks_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """Issues and actors that are not there, formats of nobody, conditions that contradict themselves."""
    for id, talks in dossier.talks.items():
        here: Loc = ("talks", id)
        yield from each("issue", talks.settles, (*here, "settles"), names["issues"])
        yield from once("issue", talks.settles, (*here, "settles"))
        settled = meant(talks.settles, names["issues"])
        for field in ("otherwise", "controls", "kept"):
            yield from each("issue that these talks settle", getattr(talks, field), (*here, field), settled, keys=True)
        for issue, actors in talks.controls.items():
            yield from each("actor", actors, (*here, "controls", issue), names["actors"])
        for name, form in talks.formats.items():
            yield from each("actor", form.needs, (*here, "formats", name, "needs"), names["actors"])
            yield from once("actor", form.needs, (*here, "formats", name, "needs"))
        yield from _worths(talks, here, names)
        yield from _conditions(dossier, talks, here, names)


def _worths(talks: Talks, here: Loc, names: Names) -> Iterator[Found]:
    yield from each("format", talks.worth, (*here, "worth"), names[keyed((*here, "formats"))], keys=True)
    for name, worths in talks.worth.items():
        yield from each("actor", worths, (*here, "worth", name), names["actors"], keys=True)


def _conditions(dossier: Dossier, talks: Talks, here: Loc, names: Names) -> Iterator[Found]:
    if len(talks.conditions) > MOST_CONDITIONS:
        what = f"{len(talks.conditions)} conditions, and all sets of them are looked at"
        loc: Loc = (*here, "conditions")
        yield loc, Fault(what, key=keyed(loc), hint=f"keep the {MOST_CONDITIONS} that matter most")
    for name, condition in talks.conditions.items():
        there: Loc = (*here, "conditions", name)
        for field in ("by", "of"):
            if (id := getattr(condition, field)) not in names["actors"]:
                yield unknown("actor", id, (*there, field), names["actors"])
        if condition.by == condition.of:
            yield there, Fault("asks its own actor", key=keyed(there), hint="'by' wants something of another, 'of'")
        yield from _linked_option(dossier, there, condition.option, condition.of, condition.granted)


def _linked_option(dossier: Dossier, loc: Loc, option: str | None, asked: str, granted: Estimate) -> Iterator[Found]:
    """A condition and the option that grants it agree: who takes it, and whether it is taken now."""
    if option is None:
        return
    loc = (*loc, "option")
    if option not in options_of(dossier):
        yield unknown_option(option, loc, options_of(dossier))
        return
    if option.split(".")[0] != asked:
        yield loc, Fault(f"'{option}' is not an option of {asked}, who is asked", key=keyed(loc))
    now = dossier.conflict is not None and option in dossier.conflict.now
    if granted.value is not None and granted.value in (0, 1) and bool(granted.value) != now:
        state = "taken" if now else "not taken"
        yield loc, Fault(f"'granted' is {granted.value:g}, and conflict.now has {option} {state}", key=keyed(loc))


def tie_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """A tie of nobody or over oneself, or used beyond its ceiling."""
    for id, tie in dossier.ties.items():
        for field in ("holder", "dependent"):
            if (actor := getattr(tie, field)) not in names["actors"]:
                yield unknown("actor", actor, ("ties", id, field), names["actors"])
        if tie.holder == tie.dependent:
            yield ("ties", id), Fault("an actor does not hold a tie over itself", key=f"ties.{id}")
        if tie.used.centre > tie.ceiling.centre + 1e-9:
            what = f"'used' ({tie.used.centre:g}) is above 'ceiling' ({tie.ceiling.centre:g})"
            yield ("ties", id, "used"), Fault(what, key=f"ties.{id}.used")
