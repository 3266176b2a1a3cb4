"""Paths: the keys of the file joined by dots name one number everywhere (what-if, explain, sensitivity, errors)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from detente.dossier.checks import cross_faults
from detente.dossier.estimate import Estimate
from detente.dossier.schema import Dossier
from detente.dossier.validation import keyed, validate
from detente.errors import Fault, QuestionError, nearest

__all__ = ["Number", "assumptions", "changed", "numbers", "to_data", "value_at"]


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a dossier: where it stands, what it is, and the claims that it rests on."""

    path: str
    estimate: Estimate
    because: tuple[str, ...]
    note: str | None


def numbers(dossier: Dossier) -> Iterator[Number]:
    """Every number that the file gives, in its order. A number rests on its own claims, else on its record's."""
    yield from _numbers(dossier, (), (), None)


def _numbers(node: Any, path: tuple[Any, ...], because: tuple[str, ...], note: str | None) -> Iterator[Number]:
    if isinstance(node, Estimate):
        yield Number(keyed(path), node, node.because or because, node.note or note)
    elif isinstance(node, BaseModel):
        because = getattr(node, "because", None) or because
        note = getattr(node, "note", None) or note
        for name in type(node).model_fields:
            if name in node.model_fields_set:
                yield from _numbers(getattr(node, name), (*path, name), because, note)
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _numbers(value, (*path, key), because, note)


def assumptions(dossier: Dossier) -> list[Number]:
    """The numbers with no claim behind them: an analyst's judgement, to be listed as such."""
    return [number for number in numbers(dossier) if not number.because]


def to_data(dossier: Dossier) -> dict[str, Any]:
    """The dossier as plain data, in the file's order, with only what was given."""
    data: dict[str, Any] = dossier.model_dump(mode="python", exclude_unset=True)
    return data


def changed(dossier: Dossier, changes: Mapping[str, Any]) -> Dossier:
    """The dossier with other values at these paths; claims behind a replaced number no longer count.

    A member of a group that has no entry of its own gets one, from its group's.

    Raises:
        QuestionError: a path does not exist (the nearest is named), or a value does not fit there.

    >>> from detente.dossier import example
    >>> after = changed(example(), {"issues.response.positions.chn.salience": 10})
    >>> after.issues["response"].positions["chn"].salience.value
    10.0
    """
    data = _open(to_data(dossier))
    for path, value in changes.items():
        _put(dossier, data, path, value)
    _keep_agreed(data, changes)
    model, faults = validate(Dossier, data)
    listed = [fault for _, fault in faults]
    if model is not None and not listed:
        listed = [Fault(f.what, key=f.key, hint=f.hint) for _, f in cross_faults(model)]
    if listed or model is None:
        raise QuestionError.of(listed)
    return model.resting_on(dossier.archive, dossier.text)


def value_at(dossier: Dossier, path: str) -> Any:
    """What the dossier has at a path, as plain data; nothing where the file leaves it out.

    >>> from detente.dossier import example
    >>> value_at(example(), "issues.response.status_quo")
    0.0
    """
    node: Any = _open(dossier.model_dump(mode="json", exclude_unset=True))
    parts = path.split(".")
    _own_entry(dossier, node, parts)
    for part in parts:
        key = _key(node, part)
        if key is None:
            return None
        node = node[key]
    return node


def _put(dossier: Dossier, data: dict[str, Any], path: str, value: Any) -> None:
    parts = path.split(".")
    _own_entry(dossier, data, parts)
    node: Any = data
    for depth, part in enumerate(parts):
        key = _key(node, part)
        last = depth == len(parts) - 1
        if key is None and last and part in _unset_fields(dossier, parts[:-1]):
            key = part
        if key is None:
            known = [keyed((*parts[:depth], k)) for k in _children(node)]
            raise QuestionError(
                f"no such path: '{part}' is not in {'.'.join(parts[:depth]) or 'the dossier'}",
                key=path,
                hint=nearest(".".join(parts[: depth + 1]), known),
            )
        if last:
            node[key] = value
        else:
            node = node[key]


def _open(data: Any) -> Any:
    """A copy in which everything can be replaced: lists for tuples."""
    match data:
        case dict():
            return {key: _open(value) for key, value in data.items()}
        case list() | tuple():
            return [_open(value) for value in data]
        case _:
            return data


def _keep_agreed(data: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """A condition and the option that grants it say the same: whichever was changed, the other follows."""
    now = (data.get("conflict") or {}).get("now", [])
    for talks_id, talks in data.get("talks", {}).items():
        for name, condition in talks.get("conditions", {}).items():
            option, granted = condition.get("option"), condition.get("granted", 0.0)
            if option is None:
                continue
            if f"talks.{talks_id}.conditions.{name}.granted" in changes:
                if granted in (0, 1) and (option in now) != bool(granted):
                    data["conflict"]["now"] = now = [*now, option] if granted else [o for o in now if o != option]
            elif any(path.startswith("conflict.now") for path in changes):
                condition["granted"] = option in now


def _own_entry(dossier: Dossier, data: dict[str, Any], parts: list[str]) -> None:
    """Give a group's member its own entry among an issue's positions, when a path asks for it."""
    match parts:
        case ["issues", issue, "positions", actor, *_] if issue in dossier.issues:
            own = data["issues"][issue].get("positions", {})
            if actor not in own:
                group = next((g for g, members in dossier.groups.items() if g in own and actor in members), None)
                if group is not None:
                    own[actor] = deepcopy(own[group])


def _unset_fields(dossier: Dossier, parts: list[str]) -> list[str]:
    """The fields that a record may have but the file leaves out."""
    node: Any = dossier
    for part in parts:
        key = None if isinstance(node, BaseModel) else _key(node, part)
        node = getattr(node, part, None) if isinstance(node, BaseModel) else None if key is None else node[key]
    return list(type(node).model_fields) if isinstance(node, BaseModel) and not isinstance(node, Estimate) else []


def _children(node: Any) -> list[Any]:
    if isinstance(node, Mapping):
        return list(node)
    return list(range(len(node))) if isinstance(node, list | tuple) else []


def _key(node: Any, part: str) -> Any:
    return next((key for key in _children(node) if keyed((key,)) == part), None)
