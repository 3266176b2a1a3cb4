"""The conflict of a dossier as a .gmcr file, and a .gmcr file as a dossier."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from detente.dossier import Dossier
from detente.dossier.ranking import MOST_RANKED, option_names
from detente.dossier.schema import Conflict, Ordering
from detente.errors import FormatError
from detente.formats.gmcr import GmcrActor, GmcrFile, Pattern, Preference, gmcr_of_statements
from detente.questions.stability.board import Board, board_of

__all__ = ["dossier_of_gmcr", "gmcr_of_dossier", "left_out"]

_LONGEST = 40
_MOST_OPTIONS = 16
_MOST_LISTED = 16
_NOTE = "From a .gmcr file, which names no present state: now is the feasible state with the fewest options taken."


def dossier_of_gmcr(file: GmcrFile, title: str, as_of: date, horizon: date) -> Dossier:
    """A dossier of the conflict in a .gmcr file.

    1. Ids are made of the names. An option that can only be given up becomes its opposite, which can only be taken up.
    2. A pattern is a statement that joins its options by ``and``; a preference of several patterns joins these by
       ``or``.
    3. Rankings stay rankings where the file goes by them.

    4. A file of this kind names no present state: it is the feasible one with the fewest options taken, and a note
       says so.

    Raises:
        FormatError: an option without exactly one owner, or a ranking of more states than a dossier can rank.
    """
    owned = [option for actor in file.actors for option in actor.options]
    if sorted(owned) != list(range(len(file.options))):
        raise FormatError("every option needs exactly one owner", key="decisionMakers")
    if file.by_ranking and len(owned) > MOST_RANKED:
        hint = "let GMCR+ order the states by preference statements"
        raise FormatError(f"rankings over {len(owned)} options; at most {MOST_RANKED}", hint=hint)
    names = _Names(file)
    if not all(file.infeasible):
        raise FormatError("a pattern of no option: every state is infeasible", key="infeasibles")
    conflict = {
        "options": {
            names.actors[k]: {names.own[o]: names.told[o] for o in actor.options} for k, actor in enumerate(file.actors)
        },
        "now": names.calm(),
        "impossible": [names.statement((pattern,)) for pattern in file.infeasible],
        "one_way": [names.option(o) for o in owned if file.options[o].direction != "both"],
        "preferences": {names.actors[k]: names.preference(actor) for k, actor in enumerate(file.actors)},
        "note": _NOTE,
    }
    conflict = {key: value for key, value in conflict.items() if value}
    data: dict[str, Any] = {
        "detente": 1,
        "title": title,
        "as_of": as_of,
        "horizon": horizon,
        "actors": {id: {"name": actor.name} for id, actor in zip(names.actors, file.actors, strict=True)},
        "conflict": conflict,
    }
    return Dossier.model_validate(data)


class _Names:
    """The ids of a file's actors and options, and its patterns as statements about them."""

    def __init__(self, file: GmcrFile) -> None:
        self.file = file
        self.actors = _ids(actor.name for actor in file.actors)
        self.flipped = [option.direction == "back" for option in file.options]
        pairs = zip(file.options, self.flipped, strict=True)
        self.told = [f"no longer: {option.name}" if flipped else option.name for option, flipped in pairs]
        self.own = [""] * len(file.options)
        self.owner = [""] * len(file.options)
        for id, actor in zip(self.actors, file.actors, strict=True):
            for option, own in zip(actor.options, _ids(self.told[o] for o in actor.options), strict=True):
                self.own[option], self.owner[option] = own, id

    def option(self, number: int) -> str:
        return f"{self.owner[number]}.{self.own[number]}"

    def statement(self, preference: Preference) -> str:
        """A preference in words."""
        ways = [self._joined(pattern) for pattern in preference]
        several = [f"({way})" if " and " in way else way for way in ways]
        return ways[0] if len(ways) == 1 else " or ".join(several)

    def _joined(self, pattern: Pattern) -> str:
        signed = [(self.option(o), taken != self.flipped[o]) for o, taken in pattern]
        return " and ".join(name if taken else f"not {name}" for name, taken in signed)

    def calm(self) -> list[str]:
        """The options taken in the feasible state with the fewest, the first of several."""
        if len(self.own) > _MOST_LISTED:
            return []
        states = self.file.states().tolist()
        return min((self._taken(state) for state in states), key=len, default=[])

    def preference(self, actor: GmcrActor) -> Any:
        if not self.file.by_ranking or actor.ranking is None:
            return [self.statement(one) for one in actor.preferences if one and all(one)]
        states = self.file.states()
        if sorted(s for tier in actor.ranking for s in tier) != list(range(1, states.size + 1)):
            raise FormatError(f"the ranking of {actor.name} is not of all {states.size} states", key=actor.name)
        return {"ranking": [self._tier([int(states[s - 1]) for s in tier]) for tier in actor.ranking]}

    def _tier(self, states: list[int]) -> list[Any]:
        listed = [self._taken(state) for state in states]
        return listed[0] if len(listed) == 1 else listed

    def _taken(self, state: int) -> list[str]:
        return [self.option(o) for o in range(len(self.own)) if (state >> o & 1 == 1) != self.flipped[o]]


def _ids(names: Iterable[str]) -> list[str]:
    """Ids that look like the names, each once.

    >>> _ids(["Air strike!", "air strike", "—"])
    ['air-strike', 'air-strike-2', 'x']
    """
    found: list[str] = []
    for name in names:
        plain = _cut(re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")) or "x"
        twins = (f"{plain}-{number}" for number in range(2, len(found) + 3))
        found.append(plain if plain not in found else next(twin for twin in twins if twin not in found))
    return found


def _cut(id: str) -> str:
    """At most forty characters, whole words where there are several."""
    if len(id) <= _LONGEST:
        return id
    return id[: _LONGEST + 1].rpartition("-")[0] or id[:_LONGEST]


def gmcr_of_dossier(dossier: Dossier) -> GmcrFile:
    """The conflict of a dossier in the terms of a .gmcr file.

    1. Where all preferences are statements they stay so. Else every actor gets a ranking of the possible states.
    2. Merged states go out as states of one rank, and what nobody sees goes out as if all did: ``left_out`` says so.

    Raises:
        QuestionError: the dossier has no conflict.
        FormatError: a statement over more than twelve options, or rankings of states of more than sixteen.
    """
    board = board_of(dossier)
    conflict = dossier.conflict
    assert conflict is not None
    owned = [(actor, [f"{actor}.{option}" for option in conflict.options[actor]]) for actor in board.actors]
    given = [conflict.preferences.get(actor, ()) for actor in board.actors]
    ordered = any(isinstance(own, Ordering) for own in given)
    statements = [() if isinstance(own, Ordering) else own for own in given]
    file = gmcr_of_statements(owned, statements, conflict.impossible, conflict.one_way)
    words = [_told(conflict, name) for name in option_names(conflict)]
    options = tuple(replace(option, name=told) for option, told in zip(file.options, words, strict=True))
    actors = tuple(
        replace(own, name=dossier.actors[actor].name) for own, actor in zip(file.actors, board.actors, strict=True)
    )
    file = replace(file, options=options, actors=actors)
    return _ranked(file, board) if ordered or conflict.merged else file


def _told(conflict: Conflict, option: str) -> str:
    actor, name = option.split(".", 1)
    return conflict.options[actor][name] or name


def _ranked(file: GmcrFile, board: Board) -> GmcrFile:
    """With a ranking for every actor, best first."""
    if len(file.options) > _MOST_OPTIONS:
        raise FormatError(f"rankings over {len(file.options)} options", hint=f"at most {_MOST_OPTIONS}")
    worth = np.zeros((len(file.actors), 1 << len(file.options)))
    for state in board.form.states.tolist():
        worth[:, board.members(state)] = board.form.utilities[:, [state]]
    states = file.states()
    actors = tuple(replace(own, ranking=_tiers(row[states])) for own, row in zip(file.actors, worth, strict=True))
    return replace(file, actors=actors, by_ranking=True)


def _tiers(worth: np.ndarray) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple((np.flatnonzero(worth == value) + 1).tolist()) for value in np.unique(worth)[::-1])


def left_out(dossier: Dossier) -> Iterator[str]:
    """What a .gmcr file cannot say of a dossier."""
    conflict = dossier.conflict
    if conflict is None:
        return
    sections = [name for name in ("issues", "councils", "talks", "ties", "standoffs") if getattr(dossier, name)]
    if sections:
        yield f"only the conflict goes out, not {', '.join(sections)}"
    if conflict.now:
        yield "the file names no present state: what is taken now is left out"
    if conflict.merged:
        yield "merged states go out as states of one rank: between them moves are left"
    if conflict.unaware:
        yield "what an actor does not see goes out as seen by all"
    if any(isinstance(own, Ordering) and own.weights for own in conflict.preferences.values()):
        yield "weights go out as rankings"
