"""Other numbers in a sound dossier, without reading the whole of it again: for searches that try thousands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from detente.dossier.estimate import Estimate
from detente.dossier.schema import Dossier
from detente.dossier.validation import keyed
from detente.errors import QuestionError

__all__ = ["at_path", "placed"]


def placed(dossier: Dossier, values: Mapping[str, Estimate | tuple[str, ...]]) -> Dossier:
    """The dossier with other values at paths that it has: estimates, or the list of options taken now.

    Nothing is checked but that the path exists; ``changed`` is for values that a person gives, and checks them.

    Raises:
        QuestionError: there is no such path.

    >>> from detente.dossier import example
    >>> from detente.dossier.estimate import ScaleEstimate
    >>> after = placed(example(), {"issues.response.positions.chn.salience": ScaleEstimate(value=10)})
    >>> after.issues["response"].positions["chn"].salience.value
    10.0
    """
    for path, value in values.items():
        dossier = _placed(dossier, path.split("."), value, path)
    return dossier


def at_path(dossier: Dossier, path: str) -> Any:
    """What stands at a path.

    Raises:
        QuestionError: there is no such path.
    """
    node: Any = dossier
    for part in path.split("."):
        node = _child(node, part, path)
    return node


def _placed(node: Any, parts: Sequence[str], value: Any, path: str) -> Any:
    if not parts:
        return value
    inner = _placed(_child(node, parts[0], path), parts[1:], value, path)
    if isinstance(node, BaseModel):
        return node.model_copy(update={parts[0]: inner})
    return {**node, _key(node, parts[0], path): inner}


def _child(node: Any, part: str, path: str) -> Any:
    if isinstance(node, BaseModel) and not isinstance(node, Estimate):
        if part in type(node).model_fields:
            return getattr(node, part)
        raise QuestionError(f"no such path: '{part}' is not there", key=path)
    return node[_key(node, part, path)]


def _key(node: Any, part: str, path: str) -> Any:
    found = next((key for key in node if keyed((key,)) == part), None) if isinstance(node, Mapping) else None
    if found is None:
        raise QuestionError(f"no such path: '{part}' is not there", key=path)
    return found
