"""What differs between two dossiers, in parts that can be taken over one by one.

A *number* that both have at the same path is one part. Everything else that differs (an actor or a draft added, a
sponsor, a preference, a quota) belongs to its *record*: the smallest entry of the file that can come or go whole.
Numbers that changed because of one and the same claim, come or gone, are one part: the claim.

Parts that the dossier cannot do without one another (a new actor, and its position) are one part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from detente.dossier import Dossier, numbers
from detente.dossier.checks import cross_faults
from detente.dossier.estimate import Estimate
from detente.dossier.paths import to_data
from detente.dossier.placing import at_path, placed
from detente.dossier.validation import keyed, validate
from detente.errors import QuestionError

__all__ = ["Blend", "Difference", "Part", "differences"]

Keys = tuple[Any, ...]
UNREAD = {"title", "note", "evidence", "detente", "as_of", "horizon"}
"""Keys at the top of the file that no question's numbers depend on."""
MISSING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that differs: where it stands, and what the later dossier has there (``MISSING`` where nothing)."""

    keys: Keys
    after: Any

    @property
    def path(self) -> str:
        """Its dotted path."""
        return keyed(self.keys)


@dataclass(frozen=True, slots=True)
class Part:
    """Differences taken over together; ``claims`` came or went behind them; ``claim`` where it is one claim's part.

    ``heard``: what came or went is the claims themselves, whatever number rests on them.
    """

    entries: tuple[Difference, ...]
    claims: tuple[str, ...] = ()
    claim: str | None = None
    heard: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The dotted paths of its entries."""
        return tuple(entry.path for entry in self.entries)


def differences(before: Dossier, after: Dossier, heard: Sequence[str] = ()) -> list[Part]:
    """The parts in which two dossiers differ, in the order of the file.

    1. Compare the files entry by entry; ``because`` and ``note`` are no differences by themselves.
    2. Numbers whose claims differ by one claim only, the same for all of them, are that claim's part.
    3. Each part must leave a sound dossier when it is taken over alone, and when it alone is not; parts that do not
       are joined.

    Args:
        before: the earlier dossier.
        after: the later one.
        heard: claims in one of them only that count by having been heard: together they are one more part.

    Raises:
        QuestionError: the parts cannot be taken apart at all.
    """
    old, new = to_data(before), to_data(after)
    shared = {n.path: n for n in numbers(before)}
    later = {n.path: n for n in numbers(after)}
    found = list(_differing(old, new, (), set(shared) & set(later)))
    entries = [entry for entry in found if not (len(entry.keys) == 1 and entry.keys[0] in UNREAD)]
    claims = {
        entry.path: frozenset(shared[entry.path].because) ^ frozenset(later[entry.path].because)
        for entry in entries
        if entry.path in shared and entry.path in later
    }
    said = Part((Difference(("evidence",), MISSING),), tuple(heard), heard[0] if len(heard) == 1 else None, heard=True)
    return [*_joined(before, list(_by_claim(entries, claims))), *([said] if heard else [])]


def _differing(old: Any, new: Any, at: Keys, numbered: set[str]) -> Iterable[Difference]:
    """The entries that differ, down to numbers, and to records where one side has none."""
    if _bare(old) == _bare(new):
        return
    if keyed(at) in numbered:
        yield Difference(at, new)
    elif isinstance(old, Mapping) and isinstance(new, Mapping) and _opens(at):
        for key in dict.fromkeys(chain(old, new)):
            if key not in new:
                yield Difference((*at, key), MISSING)
            elif key not in old:
                yield Difference((*at, key), new[key])
            else:
                yield from _differing(old[key], new[key], (*at, key), numbered)
    else:
        yield Difference(at, new)


def _opens(at: Keys) -> bool:
    """Whether what stands here is looked into: everything but the words of a scale."""
    return not (at and at[-1] == "scale")


def _bare(data: Any) -> Any:
    """Data without what only says why."""
    if isinstance(data, Mapping):
        return {key: _bare(value) for key, value in data.items() if key not in ("because", "note", "prior", "reading")}
    if isinstance(data, list | tuple):
        return [_bare(value) for value in data]
    return float(data) if isinstance(data, int) and not isinstance(data, bool) else data


def _by_claim(entries: Sequence[Difference], claims: Mapping[str, frozenset[str]]) -> Iterable[Part]:
    """Numbers with one and the same claim behind their change as one part; every other entry by itself."""
    grouped: dict[str, list[Difference]] = {}
    for entry in entries:
        own = claims.get(entry.path, frozenset())
        grouped.setdefault(f"claim {next(iter(own))}" if len(own) == 1 else entry.path, []).append(entry)
    for key, own_entries in grouped.items():
        behind = tuple(sorted({id for entry in own_entries for id in claims.get(entry.path, frozenset())}))
        yield Part(tuple(own_entries), behind, behind[0] if key.startswith("claim ") else None)


@dataclass
class Blend:
    """The earlier dossier with any of the parts of the later one; structure is checked once for each set of records."""

    before: Dossier
    after: Dossier
    frames: dict[frozenset[Keys], Dossier] = field(default_factory=dict)

    def of(self, parts: Iterable[Part]) -> Dossier:
        """The blend.

        Raises:
            QuestionError: what comes of it contradicts itself.
        """
        numbers: dict[str, Estimate] = {}
        records: list[Difference] = []
        archive = self.before.archive
        for part in parts:
            if part.heard:
                archive = self.after.archive
            elif all(self._number(entry) for entry in part.entries):
                numbers |= {entry.path: at_path(self.after, entry.path) for entry in part.entries}
            else:
                records += part.entries
        return placed(self._frame(records), numbers).resting_on(archive)

    def moved(self, part: Part) -> dict[str, float]:
        """For a part that is one number, the centre ``from`` which it moved and ``to`` which."""
        if len(part.entries) > 1 or not self._number(part.entries[0]):
            return {}
        ends = (at_path(dossier, part.paths[0]).centre for dossier in (self.before, self.after))
        return dict(zip(("from", "to"), ends, strict=True))

    def _number(self, entry: Difference) -> bool:
        return isinstance(_at(self.before, entry), Estimate) and isinstance(_at(self.after, entry), Estimate)

    def _frame(self, entries: Sequence[Difference]) -> Dossier:
        key = frozenset(entry.keys for entry in entries)
        if key not in self.frames:
            found, why = _tried(self.before, [Part(tuple(entries))])
            if found is None:
                raise QuestionError(
                    f"changes that cannot be told apart: {why}", hint="compare dossiers that differ less"
                )
            self.frames[key] = found
        return self.frames[key]


def _at(dossier: Dossier, entry: Difference) -> Any:
    """What a dossier has at a difference's place; nothing where it has nothing there."""
    try:
        return at_path(dossier, entry.path)
    except QuestionError:
        return None


def _tried(before: Dossier, parts: Iterable[Part]) -> tuple[Dossier | None, str]:
    data = to_data(before)
    for part in parts:
        for entry in part.entries:
            data = _with(data, entry.keys, entry.after)
    model, faults = validate(Dossier, data)
    if model is None or faults:
        return None, str(faults[0][1]) if faults else "nothing sound in it"
    crossed = cross_faults(model)
    return (None, str(crossed[0][1])) if crossed else (model.resting_on(before.archive), "")


def _with(data: Any, keys: Keys, value: Any) -> Any:
    """The data with another value at a place; the places on the way are made where they are missing."""
    if not keys:
        return value
    held = dict(data) if isinstance(data, Mapping) else {}
    if value is MISSING and len(keys) == 1:
        held.pop(keys[0], None)
    else:
        held[keys[0]] = _with(held.get(keys[0], {}), keys[1:], value)
    return held


def _joined(before: Dossier, parts: list[Part]) -> list[Part]:
    """Parts that cannot come alone, or cannot be left out alone, joined into one."""
    everything = frozenset(range(len(parts)))
    bound = [k for k in everything if not _alone(before, parts, k) or not _dispensable(before, parts, k)]
    if not bound:
        return parts
    together = Part(
        tuple(entry for k in bound for entry in parts[k].entries),
        tuple(dict.fromkeys(id for k in bound for id in parts[k].claims)),
    )
    free = [part for k, part in enumerate(parts) if k not in bound]
    joined = [*free, together]
    if _alone(before, joined, len(free)) and _dispensable(before, joined, len(free)):
        return joined
    return [Part(tuple(entry for part in parts for entry in part.entries), together.claims)]


def _alone(before: Dossier, parts: Sequence[Part], k: int) -> bool:
    return _tried(before, [parts[k]])[0] is not None


def _dispensable(before: Dossier, parts: Sequence[Part], k: int) -> bool:
    return _tried(before, [part for other, part in enumerate(parts) if other != k])[0] is not None
