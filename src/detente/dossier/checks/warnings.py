"""What is allowed in a dossier and deserves a look."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.checks.names import Found, options_of, statement_faults
from detente.dossier.schema import Dossier
from detente.dossier.statements import parse_statement
from detente.dossier.validation import Loc, keyed
from detente.errors import Fault

__all__ = ["cross_warnings"]


def cross_warnings(dossier: Dossier) -> list[Found]:
    """What is allowed and deserves a look: a position without evidence, a council member without one, a council with
    nothing to vote on, today's state."""
    return [
        *_bare_positions(dossier),
        *_silent_members(dossier),
        *_idle_councils(dossier),
        *_impossible_today(dossier),
    ]


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


def _idle_councils(dossier: Dossier) -> Iterator[Found]:
    for id, council in dossier.councils.items():
        if not council.drafts:
            loc: Loc = ("councils", id)
            hint = "add one under 'drafts', as NAME: {text: {ISSUE: NUMBER}}"
            yield loc, Fault("no draft is before it: there is nothing to vote on", key=keyed(loc), hint=hint)


def _settled_within(dossier: Dossier, issue: str, actor: str) -> bool:
    """Whether factions within an actor settle where it stands."""
    return any(a.within == actor and id in dossier.issues[issue].positions for id, a in dossier.actors.items())


def _impossible_today(dossier: Dossier) -> Iterator[Found]:
    """A present state that the dossier says cannot be: no question on the conflict can be answered from it."""
    conflict, options = dossier.conflict, set(options_of(dossier))
    for text in conflict.impossible if conflict else ():
        if conflict is None or any(statement_faults(text, (), options)):
            continue
        says = parse_statement(text)
        if says.holds({option: option in conflict.now for option in says.variables}):
            loc: Loc = ("conflict", "now")
            hint = "take an option out, or mend the statement: stability cannot be asked"
            yield loc, Fault(f"today's state is impossible by {text!r}", key=keyed(loc), hint=hint)
