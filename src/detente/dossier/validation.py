"""From plain data to a dossier: every fault at once, each with its key, its line and a suggestion."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError

from detente.errors import Fault, closest, nearest

__all__ = ["Loc", "in_words", "keyed", "validate"]

Loc = tuple[str | int, ...]
M = typing.TypeVar("M", bound=BaseModel)

_WORDS = {
    "missing": "is missing",
    "string_pattern_mismatch": "is not an id: letters, digits, hyphens and underscores",
    "too_short": "is too short or empty",
    "date_from_datetime_parsing": "is not a date: write it as 2006-07-10",
    "date_from_datetime_inexact": "is not a date: write it as 2006-07-10",
    "date_type": "is not a date: write it as 2006-07-10",
    "model_type": "expected keys and values",
    "dict_type": "expected keys and values",
    "tuple_type": "expected a list, as in [usa, chn]",
    "string_type": "expected text",
    "bool_type": "expected true or false",
    "bool_parsing": "expected true or false",
    "finite_number": "expected a finite number",
}


def keyed(loc: Sequence[str | int]) -> str:
    """A place in the file as a path: keys joined by dots.

    >>> keyed(("issues", "aid", "scale", 45.0))
    'issues.aid.scale.45'
    """
    return ".".join(f"{part:g}" if isinstance(part, float) else str(part) for part in loc)


def in_words(message: str) -> str:
    """A message of pydantic's as ours are written.

    >>> in_words("Value error, sha256 is not the hash of the text"), in_words("Input should be 1")
    ('sha256 is not the hash of the text', 'expected 1')
    """
    return message.removeprefix("Value error, ").replace("Input should be", "expected")


def validate(model: type[M], data: Any) -> tuple[M | None, list[tuple[Loc, Fault]]]:
    """The model of the data, or as much of it as is sound, with all faults.

    1. Validate. 2. Where it fails, note each fault and take the offending piece out; a misspelt key that is required is
    one fault, and stands under its right name from there on. 3. Repeat on what is left, without noting again what only
    went missing by step 2, so that later checks can still see the rest.

    Returns:
        The model of the sound part (null where nothing sound is left) and the faults of the whole.
    """
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        misspelt = _misspelt(error)
        found = _faults(model, error, misspelt)
    rest = deepcopy(data)
    for loc, key in misspelt.items():
        _rename(rest, loc, key)
    _prune(rest, [loc for loc, _ in found if loc not in misspelt])
    for _ in range(10):
        try:
            return model.model_validate(rest), found
        except ValidationError as error:
            _prune(rest, [_at(item)[:-1] for item in error.errors()])
    return None, found


def _misspelt(error: ValidationError) -> dict[Loc, str]:
    """Keys that nobody knows beside a required one that is missing, and the key that each was meant to be."""
    items = [(item["type"], _at(item)) for item in error.errors()]
    missing = [loc for kind, loc in items if kind == "missing"]
    found: dict[Loc, str] = {}
    for loc in (loc for kind, loc in items if kind == "extra_forbidden"):
        free = [str(at[-1]) for at in missing if at[:-1] == loc[:-1] and at not in _meant(found)]
        if (key := closest(str(loc[-1]), free)) is not None:
            found[loc] = key
    return found


def _meant(misspelt: Mapping[Loc, str]) -> set[Loc]:
    return {(*loc[:-1], key) for loc, key in misspelt.items()}


def _faults(model: type[BaseModel], error: ValidationError, misspelt: Mapping[Loc, str]) -> list[tuple[Loc, Fault]]:
    found: dict[Loc, Fault] = {}
    for item in error.errors():
        loc = _at(item)
        if loc in misspelt:
            found[loc] = Fault(f"unknown key '{loc[-1]}'", key=keyed(loc), hint=f"did you mean '{misspelt[loc]}'?")
        elif loc not in _meant(misspelt):
            found.setdefault(loc, _fault(model, loc, item))
    return list(found.items())


def _fault(model: type[BaseModel], loc: Loc, item: Any) -> Fault:
    kind, message = item["type"], in_words(item["msg"])
    if kind == "extra_forbidden":
        known = _fields_at(model, loc[:-1])
        return Fault(f"unknown key '{loc[-1]}'", key=keyed(loc), hint=nearest(str(loc[-1]), known))
    if kind == "missing":
        return Fault(f"'{loc[-1]}' is missing", key=keyed(loc[:-1]) or None)
    found = item.get("input")
    words = _WORDS.get(kind, message)
    shown = f", found {found!r:.60}" if kind != "value_error" and isinstance(found, str | int | float | bool) else ""
    return Fault(words + shown, key=keyed(loc) or None)


def _at(item: Any) -> Loc:
    """Where a fault of pydantic's stands; an unknown key may look like one of its marks."""
    if item["type"] == "extra_forbidden":
        return (*_clean(item["loc"][:-1]), item["loc"][-1])
    return _clean(item["loc"])


def _clean(loc: Sequence[str | int]) -> Loc:
    """The location without the marks that pydantic adds for keys and unions."""
    return tuple(part for part in loc if not (isinstance(part, str) and part.startswith(("[", "function-"))))


def _fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that may stand at a place of the file."""
    here: Any = model
    for part in loc:
        here = _inside(here, part)
        if here is None:
            return []
    return _keys(here) if isinstance(here, type) and issubclass(here, BaseModel) else []


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def _inside(here: Any, part: str | int) -> Any:
    """The type one step further down: a field of a model, a value of a mapping, an item of a list."""
    if isinstance(here, type) and issubclass(here, BaseModel):
        field = here.model_fields.get(str(part))
        return None if field is None else _bare(field.annotation)
    arguments = typing.get_args(here)
    if typing.get_origin(here) is dict:
        return _bare(arguments[1])
    if typing.get_origin(here) is tuple:
        return _bare(arguments[0])
    return None


def _bare(annotation: Any) -> Any:
    """A type without ``Annotated`` and ``| None``; of several, the one with keys."""
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in (typing.Union, types.UnionType):
            kinds = [_bare(a) for a in typing.get_args(annotation) if a is not type(None)]
            annotation = next((a for a in kinds if isinstance(a, type) and issubclass(a, BaseModel)), kinds[0])
        else:
            return annotation


def _prune(data: Any, locs: list[Loc]) -> None:
    """Take out what stands at these places, deepest list items first; where nothing stands, its parent."""
    for loc in sorted(set(locs), key=lambda loc: [str(part).rjust(12) for part in loc], reverse=True):
        _take_out(data, loc)


def _rename(data: Any, loc: Loc, key: str) -> None:
    node = data
    for part in loc[:-1]:
        if not _has(node, part):
            return
        node = node[part]
    if isinstance(node, dict) and loc[-1] in node:
        node[key] = node.pop(loc[-1])


def _take_out(data: Any, loc: Loc) -> None:
    if not loc:
        return
    node = data
    for part in loc[:-1]:
        if not _has(node, part):
            return
        node = node[part]
    if _has(node, loc[-1]):
        del node[loc[-1]]
    else:
        _take_out(data, loc[:-1])


def _has(node: Any, part: str | int) -> bool:
    if isinstance(node, dict):
        return part in node
    return isinstance(node, list) and isinstance(part, int) and part < len(node)
