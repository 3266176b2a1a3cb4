"""What is named in a dossier and is not there, or stands twice: what every check shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from detente.dossier.ranking import option_names
from detente.dossier.schema import Dossier
from detente.dossier.statements import parse_statement
from detente.dossier.validation import Loc, keyed
from detente.errors import DossierError, Fault, closest, nearest

__all__ = ["Found", "Names", "each", "meant", "once", "options_of", "statement_faults", "unknown", "unknown_option"]

Found = tuple[Loc, Fault]
Names = Mapping[str, set[str]]


def unknown(kind: str, id: str, loc: Loc, names: Iterable[str]) -> Found:
    """An id that names nothing, with the nearest that does."""
    return loc, Fault(f"no {kind} is called '{id}'", key=keyed(loc), hint=nearest(id, names))


def each(kind: str, ids: Iterable[str], loc: Loc, names: set[str], keys: bool = False) -> Iterator[Found]:
    """Those of a list that name nothing; ``keys`` where it is a mapping."""
    for index, id in enumerate(ids):
        if id not in names:
            yield unknown(kind, id, (*loc, id if keys else index), names)


def meant(ids: Iterable[str], known: Iterable[str]) -> set[str]:
    """The ids, and for one that is not known the one that it is nearest to: a misspelt id is told where it stands, and
    what is spelt rightly elsewhere is not told to be wrong.

    >>> sorted(meant(["passge", "aid"], ["passage", "aid"]))
    ['aid', 'passage', 'passge']
    """
    given, names = set(ids), set(known)
    return given | {near for id in given - names if (near := closest(id, names)) is not None}


def unknown_option(option: str, loc: Loc, options: Iterable[str]) -> Found:
    """An option that nobody has: the nearest, those of the same actor, all, or that there is none."""
    names = set(options)
    own = {name for name in names if name.partition(".")[0] == option.partition(".")[0]}
    hint = nearest(option, names) if closest(option, names) else nearest(option, own or names)
    none = None if names else "options stand under 'conflict', as conflict.options.ACTOR.OPTION"
    return loc, Fault(f"no option is called '{option}'", key=keyed(loc), hint=hint or none)


def once(kind: str, ids: Sequence[str], loc: Loc) -> Iterator[Found]:
    """What is listed twice."""
    for index, id in enumerate(ids):
        if id in ids[:index]:
            yield (*loc, index), Fault(f"the {kind} '{id}' stands twice in this list", key=keyed((*loc, index)))


def options_of(dossier: Dossier) -> tuple[str, ...]:
    """The options of the conflict, none where there is no conflict."""
    return option_names(dossier.conflict) if dossier.conflict else ()


def statement_faults(text: str, loc: Loc, options: set[str]) -> Iterator[Found]:
    """What is wrong with a statement on the options."""
    try:
        parse_statement(text, options)
    except DossierError as error:
        yield loc, Fault(error.faults[0].what, key=keyed(loc), hint=error.faults[0].hint)
