"""The conflict files of GMCR+ (.gmcr): in and out.

A file is one JSON object: ``options`` (name and ``permittedDirection``: ``both``, ``fwd`` or ``back``),
``decisionMakers`` (name, the numbers of its options from 0, and its preferences) and ``infeasibles``. A *pattern* is a
list ``[[option, "Y" or "N"], …]``; a preference is a pattern or ``{"compound": true, "members": [pattern, …]}``, of
which one holds. A ranking (``preferenceVector``, in later files ``preferenceRanking``), best first with ties in
brackets, numbers the feasible states from 1 in the order of their patterns read as binary numbers, option 0 lowest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, Literal, TypeAlias

import numpy as np
from jaxtyping import Bool, Int

from detente.dossier.statements import Statement, parse_statement
from detente.engines.graph import OptionForm, by_ranking, option_form
from detente.errors import FormatError

__all__ = ["GmcrActor", "GmcrFile", "GmcrOption", "gmcr_of_statements", "load_gmcr", "read_gmcr", "write_gmcr"]

Pattern: TypeAlias = tuple[tuple[int, bool], ...]
Preference: TypeAlias = tuple[Pattern, ...]
Direction: TypeAlias = Literal["both", "fwd", "back"]
_MOST_VARIABLES = 12
_RANKINGS = ("preferenceVector", "preferenceRanking")


@dataclass(frozen=True, slots=True)
class GmcrOption:
    """An option, and whether it can be taken up and given up (``both``) or only one of them."""

    name: str
    direction: Direction = "both"


@dataclass(frozen=True, slots=True)
class GmcrActor:
    """A decision maker: its options, its preferences most important first, and a ranking of states if it has one."""

    name: str
    options: tuple[int, ...]
    preferences: tuple[Preference, ...] = ()
    ranking: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class GmcrFile:
    """What a .gmcr file says. ``by_ranking`` says which of the two kinds of preference counts."""

    options: tuple[GmcrOption, ...]
    actors: tuple[GmcrActor, ...]
    infeasible: tuple[Pattern, ...] = ()
    by_ranking: bool = False

    def states(self) -> Int[np.ndarray, " feasible"]:
        """The feasible states as numbers, option 0 lowest, rising: state 1 of a ranking is the first."""
        every = np.arange(1 << len(self.options))
        barred = [_matches(pattern, every) for pattern in self.infeasible]
        return every[~np.any(barred, axis=0)] if barred else every

    def form(self) -> tuple[OptionForm, Int[np.ndarray, " feasible"]]:
        """The conflict for the solvers, and for each feasible state of the file its number there.

        The options of each actor stand together there, and an option that can only be given up stands for its
        opposite, so that what is one-way is always taken up.

        Raises:
            FormatError: an option that nobody or more than one has, or a ranking that misses a state.
        """
        owned = [option for actor in self.actors for option in actor.options]
        if sorted(owned) != list(range(len(self.options))):
            raise FormatError("every option needs exactly one owner", key="decisionMakers")
        states = self.states()
        there = np.zeros_like(states)
        for bit, option in enumerate(owned):
            taken = states >> option & 1 ^ (self.options[option].direction == "back")
            there |= taken << bit
        worth = np.zeros((len(self.actors), 1 << len(owned)))
        for row, actor in zip(worth, self.actors, strict=True):
            row[there] = self._worth(actor, states)
        possible = np.zeros(1 << len(owned), bool)
        possible[there] = True
        one_way = [bit for bit, option in enumerate(owned) if self.options[option].direction != "both"]
        return option_form([len(a.options) for a in self.actors], worth, possible, one_way), there

    def _worth(self, actor: GmcrActor, states: Int[np.ndarray, " feasible"]) -> np.ndarray:
        if self.by_ranking and actor.ranking is not None:
            tiers = [[state - 1 for state in tier] for tier in actor.ranking]
            if sorted(s for tier in tiers for s in tier) != list(range(states.size)):
                raise FormatError(f"the ranking of {actor.name} is not of all {states.size} states", key=actor.name)
            return by_ranking(tiers, states.size)
        worth = np.zeros(states.size)
        for number, preference in enumerate(actor.preferences, 1):
            worth += 2.0**-number * np.any([_matches(pattern, states) for pattern in preference], axis=0)
        return worth


def _matches(pattern: Pattern, states: Int[np.ndarray, " states"]) -> Bool[np.ndarray, " states"]:
    fits = np.ones(states.size, bool)
    for option, taken in pattern:
        fits &= (states >> option & 1 == 1) == taken
    return fits


def load_gmcr(path: str | Path) -> GmcrFile:
    """Read a .gmcr file.

    Raises:
        FormatError: it cannot be read, or is no such file.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"cannot be read: {error}", file=path) from error
    return read_gmcr(text, str(path))


def read_gmcr(text: str, file: str | None = None) -> GmcrFile:
    """What the text of a .gmcr file says.

    Raises:
        FormatError: it is not JSON, a key is missing, or an option is numbered that does not exist.

    >>> option = '{"name": "Cooperate", "permittedDirection": "both"}'
    >>> actor = '{"name": "One", "options": [0], "preferences": [[[0, "N"]]]}'
    >>> read_gmcr(f'{{"options": [{option}], "decisionMakers": [{actor}], "infeasibles": []}}').actors[0].preferences
    ((((0, False),),),)
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"not JSON: {error.msg}", file=file, line=error.lineno) from error
    return _Reader(data, file).read()


class _Reader:
    """One file being read; every complaint says where."""

    def __init__(self, data: Any, file: str | None) -> None:
        self.file, self.count = file, 0
        self.data = self.kind(data, dict, "the file")

    def kind(self, value: Any, wanted: type, key: str) -> Any:
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise FormatError(f"a {wanted.__name__} was expected and {value!r:.60} found", file=self.file, key=key)
        return value

    def of(self, data: dict[str, Any], key: str, wanted: type) -> Any:
        if key not in data:
            raise FormatError(f"there is no '{key}'", file=self.file, key=key)
        return self.kind(data[key], wanted, key)

    def read(self) -> GmcrFile:
        options = tuple(self.option(self.kind(one, dict, "options")) for one in self.of(self.data, "options", list))
        self.count = len(options)
        makers = self.of(self.data, "decisionMakers", list)
        actors = tuple(self.actor(self.kind(one, dict, "decisionMakers")) for one in makers)
        barred = tuple(self.pattern(one, "infeasibles") for one in self.of(self.data, "infeasibles", list))
        return GmcrFile(options, actors, barred, bool(self.data.get("useManualPreferenceVectors", False)))

    def option(self, data: dict[str, Any]) -> GmcrOption:
        direction = data.get("permittedDirection", "both")
        if direction not in ("both", "fwd", "back"):
            raise FormatError(f"a direction {direction!r}", file=self.file, key="options", hint="both, fwd or back")
        return GmcrOption(self.of(data, "name", str), direction)

    def actor(self, data: dict[str, Any]) -> GmcrActor:
        name = self.of(data, "name", str)
        ranking = next((data[key] for key in _RANKINGS if data.get(key)), None)
        return GmcrActor(
            name,
            tuple(self.number(one, name) for one in self.of(data, "options", list)),
            tuple(self.preference(one, name) for one in data.get("preferences", [])),
            None if ranking is None else tuple(self.tier(one, name) for one in self.kind(ranking, list, name)),
        )

    def tier(self, value: Any, key: str) -> tuple[int, ...]:
        return tuple(self.kind(one, int, key) for one in (value if isinstance(value, list) else [value]))

    def preference(self, value: Any, key: str) -> Preference:
        if isinstance(value, dict):
            return tuple(self.pattern(one, key) for one in self.of(value, "members", list))
        return (self.pattern(value, key),)

    def pattern(self, value: Any, key: str) -> Pattern:
        return tuple(self.literal(one, key) for one in self.kind(value, list, key))

    def literal(self, value: Any, key: str) -> tuple[int, bool]:
        if not isinstance(value, list) or len(value) != 2 or value[1] not in ("Y", "N"):
            raise FormatError(f'[option, "Y" or "N"] was expected and {value!r:.60} found', file=self.file, key=key)
        return self.number(value[0], key), value[1] == "Y"

    def number(self, value: Any, key: str) -> int:
        number: int = self.kind(value, int, key)
        if not 0 <= number < self.count:
            raise FormatError(f"there is no option {number}", file=self.file, key=key, hint=f"0 to {self.count - 1}")
        return number


def write_gmcr(conflict: GmcrFile) -> str:
    """The text of a .gmcr file; reading it gives the same conflict."""
    data = {
        "program": "detente",
        "useManualPreferenceVectors": conflict.by_ranking,
        "options": [{"name": o.name, "permittedDirection": o.direction} for o in conflict.options],
        "decisionMakers": [_written(actor) for actor in conflict.actors],
        "infeasibles": [_pattern(pattern) for pattern in conflict.infeasible],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _written(actor: GmcrActor) -> dict[str, Any]:
    preferences = [
        _pattern(one[0]) if len(one) == 1 else {"compound": True, "members": [_pattern(p) for p in one]}
        for one in actor.preferences
    ]
    data: dict[str, Any] = {"name": actor.name, "options": list(actor.options), "preferences": preferences}
    if actor.ranking is not None:
        data["preferenceVector"] = [tier[0] if len(tier) == 1 else list(tier) for tier in actor.ranking]
    return data


def _pattern(pattern: Pattern) -> list[list[Any]]:
    return [[option, "Y" if taken else "N"] for option, taken in pattern]


def gmcr_of_statements(
    options: Sequence[tuple[str, Sequence[str]]],
    preferences: Sequence[Sequence[str]],
    impossible: Sequence[str] = (),
    one_way: Sequence[str] = (),
) -> GmcrFile:
    """A conflict by statements, as a dossier has it, in the terms of a .gmcr file.

    Args:
        options: each actor's name with the names of its options, as the statements have them.
        preferences: for each actor its statements, most important first.
        impossible: statements that cannot hold.
        one_way: options that cannot be taken back.

    Raises:
        FormatError: a statement over more than twelve options: the format would need thousands of patterns.

    >>> file = gmcr_of_statements([("One", ["a"]), ("Two", ["b"])], [["not a"], ["a iff b"]])
    >>> file.actors[1].preferences
    ((((0, False), (1, False)), ((0, True), (1, True))),)
    """
    names = [name for _, own in options for name in own]
    place = {name: number for number, name in enumerate(names)}

    def patterns(text: str) -> Preference:
        return tuple(_patterns(parse_statement(text, names), place))

    actors = [
        GmcrActor(name, tuple(place[one] for one in own), tuple(filter(None, map(patterns, statements))))
        for (name, own), statements in zip(options, preferences, strict=True)
    ]
    listed = tuple(GmcrOption(name, "fwd" if name in one_way else "both") for name in names)
    return GmcrFile(listed, tuple(actors), tuple(p for text in impossible for p in patterns(text)))


def _patterns(statement: Statement, place: dict[str, int]) -> Iterator[Pattern]:
    """The shortest patterns that cover a statement: the rows of its truth table, joined where one option is idle."""
    names = sorted(statement.variables, key=place.__getitem__)
    if len(names) > _MOST_VARIABLES:
        raise FormatError(f"{statement.text!r} is about {len(names)} options", hint=f"at most {_MOST_VARIABLES}")
    rows = product((False, True), repeat=len(names))
    held = {
        tuple(zip((place[name] for name in names), row, strict=True))
        for row in rows
        if statement.holds(dict(zip(names, row, strict=True)))
    }
    yield from sorted(_joined(held))


def _joined(patterns: set[Pattern]) -> set[Pattern]:
    """Two patterns that differ in one option become one without it, until none do (Quine 1952)."""
    shorter, used = set(), set()
    for pattern in patterns:
        for k, (option, taken) in enumerate(pattern):
            twin = (*pattern[:k], (option, not taken), *pattern[k + 1 :])
            if twin in patterns:
                shorter.add((*pattern[:k], *pattern[k + 1 :]))
                used.add(pattern)
    return (patterns - used) | (_joined(shorter) if shorter else set())
