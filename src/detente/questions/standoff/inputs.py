"""A dossier's standoff as the arrays of the crisis template: over draws, at its centre, or one number moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.dossier import Dossier
from detente.dossier.estimate import Estimate
from detente.dossier.schema import Motive, Resolve
from detente.dossier.schema import Standoff as Record
from detente.engines.games import CARE, PATHS, Crisis
from detente.engines.games.crisis import Cell
from detente.errors import QuestionError, nearest

__all__ = ["Array", "Pick", "crisis_of", "numbers_of", "retaliators", "seen_of"]

Array: TypeAlias = NDArray[np.float64]
Pick: TypeAlias = Callable[[str, Estimate], Array]

_MOTIVE = ("stake", "prestige", "sanctioned", "concession", "audience")
_RESOLVE = ("war", "sanction", "concede", "exposure", "offer", "credible")
_COMMON = ("provoke", "war", "assurance", "deal", "insult", "relief")
_CELL = re.compile(r"^\s*(?P<path>[^()]+?)\s*(?:\((?P<types>[^()]*)\))?\s*$")


def retaliators(dossier: Dossier, record: Record) -> tuple[str, ...]:
    """The ties by which the challenger would hit third parties: those that it holds and that speak of retaliation.

    A tie counts when its id or what it is about has the word, and it does not hit the defender itself.
    """
    return tuple(
        id
        for id, tie in dossier.ties.items()
        if tie.holder == record.challenger
        and tie.dependent != record.defender
        and "retaliation" in f"{id} {tie.what}".lower()
    )


def numbers_of(dossier: Dossier, id: str) -> Iterator[tuple[str, Estimate]]:
    """Every number that the game reads, by its path: the standoff's own, and what third parties would lose."""
    record, root = dossier.standoffs[id], f"standoffs.{id}"
    for kind, motive in record.motives.items():
        yield from _fields(f"{root}.motives.{kind}", motive, ("p", *_MOTIVE))
    for kind, resolve in record.resolves.items():
        yield from _fields(f"{root}.resolves.{kind}", resolve, ("p", *_RESOLVE))
    yield from _fields(root, record, _COMMON)
    for name, cell in record.payoffs.items():
        yield from _fields(f"{root}.payoffs.{name}", cell, ("challenger", "defender"))
    for tie in retaliators(dossier, record):
        yield f"ties.{tie}.worth", dossier.ties[tie].worth


def _fields(root: str, record: object, names: tuple[str, ...]) -> Iterator[tuple[str, Estimate]]:
    for name in names:
        value = getattr(record, name)
        if value is not None:
            yield f"{root}.{name}", value


def seen_of(record: Record, id: str) -> tuple[str, ...]:
    """The moves seen so far, checked against the template.

    Raises:
        QuestionError: no path of the game begins with them.
    """
    moves = tuple(_move(move) for move in record.seen)
    if not any(path[: len(moves)] == moves for path in PATHS):
        known = {move for path in PATHS for move in path}
        wrong = next((move for move in moves if move not in known), "")
        hint = nearest(wrong, known) if wrong else "moves follow each other as in docs/models/standoff.md"
        raise QuestionError(f"no path begins with {' · '.join(moves)}", key=f"standoffs.{id}.seen", hint=hint)
    return moves


def _move(written: str) -> str:
    return written.strip().replace(" ", "_").replace("-", "_")


def crisis_of(dossier: Dossier, id: str, pick: Pick) -> Crisis:
    """The template's inputs, each number taken by ``pick(path, estimate)``.

    Raises:
        QuestionError: a replaced cell is not in the table, or nothing is left for a type.
    """
    record, root = dossier.standoffs[id], f"standoffs.{id}"

    def types(
        part: str, records: Mapping[str, Motive] | Mapping[str, Resolve], names: tuple[str, ...]
    ) -> dict[str, Array]:
        found = {
            name: np.stack([pick(f"{root}.{part}.{kind}.{name}", getattr(records[kind], name)) for kind in records])
            for name in names
        }
        return {"p": _chances(f"{root}.{part}", records, pick), **found}

    lost = [pick(f"ties.{tie}.worth", dossier.ties[tie].worth) for tie in retaliators(dossier, record)]
    common = {name: pick(f"{root}.{name}", getattr(record, name)) for name in _COMMON}
    common["third"] = CARE * np.sum(lost, axis=0) if lost else np.zeros_like(common["war"])
    return Crisis(
        tuple(record.motives),
        tuple(record.resolves),
        types("motives", record.motives, _MOTIVE),
        types("resolves", record.resolves, _RESOLVE),
        common,
        dict(_cells(record, root, pick)),
    )


def _chances(root: str, records: Mapping[str, Motive] | Mapping[str, Resolve], pick: Pick) -> Array:
    """The types' probabilities: ``rest`` takes what the others leave; where they leave nothing, they are scaled."""
    given = {kind: record.p for kind, record in records.items()}
    drawn = {kind: pick(f"{root}.{kind}.p", p) for kind, p in given.items() if p is not None}
    total = np.sum(list(drawn.values()), axis=0) if drawn else 0.0
    rest = np.maximum(1.0 - total, 0.0)
    stacked = np.stack([drawn.get(kind, rest) * np.ones_like(rest) for kind in records])
    return np.asarray(stacked / stacked.sum(axis=0))


def _cells(record: Record, root: str, pick: Pick) -> Iterator[tuple[Cell, Array]]:
    for name, cell in record.payoffs.items():
        path, motive, resolve = _cell(record, name, f"{root}.payoffs.{name}")
        for side in ("challenger", "defender"):
            value = getattr(cell, side)
            if value is not None:
                yield (side, path, motive, resolve), pick(f"{root}.payoffs.{name}.{side}", value)


def _cell(record: Record, name: str, key: str) -> tuple[tuple[str, ...], str | None, str | None]:
    """A cell's name, ``provoke · offer · accept`` or ``provoke · offer · accept (deterrent, patient)``."""
    match = _CELL.match(name)
    path = tuple(_move(move) for move in re.split(r"[·>/]", match["path"])) if match else ()
    if not match or path not in PATHS:
        listed = " · ".join(PATHS[9])
        raise QuestionError(f"no path {name!r} in the table", key=key, hint=f"write a path as in '{listed}'")
    named = [kind.strip() for kind in (match["types"] or "").split(",") if kind.strip()]
    unknown = [kind for kind in named if kind not in (*record.motives, *record.resolves)]
    if unknown:
        hint = nearest(unknown[0], (*record.motives, *record.resolves))
        raise QuestionError(f"no type is called {unknown[0]!r}", key=key, hint=hint)
    motive = next((kind for kind in named if kind in record.motives), None)
    return path, motive, next((kind for kind in named if kind in record.resolves), None)
