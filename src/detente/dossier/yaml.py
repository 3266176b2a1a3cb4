"""YAML in and out: strict, bounded, with line numbers, and with the analyst's comments kept.

YAML 1.2 through ruamel.yaml. Aliases, tags, duplicate keys, and files that are too large or too deep are errors:
a dossier may come from anybody.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, NodeEvent
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from detente.errors import DossierError

__all__ = ["dump", "line_of", "parse", "plain", "read_text", "update"]

MAX_BYTES = 5_000_000
MAX_DEPTH = 30
FLOW_WIDTH = 110


REMEDIES = {
    "found character '\\t'": "indent with spaces, not with tabs",
    "could not find expected ':'": "a key has a colon and a space behind it; look at the line above too",
    "expected <block end>": "line it up with the keys beside it",
    "mapping values are not allowed here": "a text with a colon in it stands in quotation marks",
    "expected ',' or": "close the brackets, and put commas between what they hold",
}
"""What to do about the commonest slips, by how the parser's message begins."""


class _StrictComposer(Composer):
    """A composer that refuses aliases, anchors and tags, each with the line where it stands."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            raise MarkedYAMLError(
                problem="aliases (*name) are not allowed: write it out", problem_mark=event.start_mark
            )
        if isinstance(event, NodeEvent) and (event.anchor or getattr(event, "tag", None)):
            raise MarkedYAMLError(
                problem="anchors (&name) and tags (!name) are not allowed", problem_mark=event.start_mark
            )
        return super().compose_node(parent, index)


class _StrictConstructor(RoundTripConstructor):
    """A constructor whose impossible values (a 13th month, a number of 5,000 digits) name their line."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, OverflowError, ArithmeticError) as error:
            raise MarkedYAMLError(
                problem=f"{str(node.value)[:40]!r} is not a value: {str(error)[:120]}", problem_mark=node.start_mark
            ) from error


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.Composer = _StrictComposer
    yaml.Constructor = _StrictConstructor
    yaml.allow_duplicate_keys = False
    yaml.max_depth = MAX_DEPTH
    yaml.preserve_quotes = True
    yaml.width = 160
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def read_text(file: Path) -> str:
    """The text of a YAML file, or one clear error.

    Raises:
        DossierError: missing, a folder, not UTF-8, or larger than 5 MB.
    """
    try:
        if file.is_dir():
            inside = file / "dossier.yaml"
            hint = f"its dossier is {inside}" if inside.is_file() else None
            raise DossierError("is a folder, not a YAML file", file=file, hint=hint)
        if file.stat().st_size > MAX_BYTES:
            raise DossierError(f"is larger than {MAX_BYTES // 1_000_000} MB", file=file, hint="is it a dossier?")
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DossierError(
            "no such file", file=file, hint="`detente new NAME` writes a dossier to start from"
        ) from None
    except UnicodeDecodeError as error:
        raise DossierError(f"is not UTF-8 text (byte {error.start})", file=file) from None
    except OSError as error:
        raise DossierError(f"cannot be read: {error.strerror}", file=file) from None


def parse(text: str, file: str | Path | None = None) -> CommentedMap:
    """The tree of a YAML text, with comments and line numbers.

    Raises:
        DossierError: it is not YAML, not a mapping, or uses what a dossier may not.
    """
    try:
        tree = _yaml().load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = (error.problem or error.context or "is not YAML").strip().split("\n")[0]
        if what.startswith("maximum depth"):
            what = f"nested deeper than {MAX_DEPTH} levels"
        hint = next((remedy for start, remedy in REMEDIES.items() if what.startswith(start)), None)
        raise DossierError(what, file=file, line=None if mark is None else mark.line + 1, hint=hint) from None
    except YAMLError as error:
        raise DossierError(f"is not YAML: {str(error).splitlines()[0]}", file=file) from None
    if not isinstance(tree, CommentedMap):
        found = "nothing" if tree is None else "a list" if isinstance(tree, CommentedSeq) else f"{str(tree)!r:.40}"
        raise DossierError(f"expected keys and values, found {found}", file=file, line=1)
    return tree


def plain(node: Any) -> Any:
    """The same data without comments: plain dicts, lists, strings and numbers."""
    match node:
        case Mapping():
            return {_scalar(key): plain(value) for key, value in node.items()}
        case list() | tuple():
            return [plain(value) for value in node]
        case _:
            return _scalar(node)


def _scalar(value: Any) -> Any:
    for kind in (bool, int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return value


def line_of(tree: Any, path: Sequence[str | int]) -> int | None:
    """The line (1-based) of the deepest part of ``path`` that exists in the tree."""
    lines = list(_lines(tree, path))
    return lines[-1] if lines else None


def deepest(tree: Any, path: Sequence[str | int]) -> int:
    """How many parts of ``path`` exist in the tree, from the first on."""
    return len(list(_lines(tree, path)))


def _lines(node: Any, path: Sequence[str | int]) -> Iterator[int]:
    """The line of each part of ``path``, as far as it exists."""
    for part in path:
        if isinstance(node, CommentedMap):
            key = _key_like(node, part)
            if key is None:
                return
            yield node.lc.key(key)[0] + 1
            node = node[key]
        elif isinstance(node, CommentedSeq) and isinstance(part, int) and part < len(node):
            yield node.lc.item(part)[0] + 1
            node = node[part]
        else:
            return


def _key_like(node: Mapping[Any, Any], part: str | int) -> Any:
    """The mapping's own key for a part of a path; scale points are numbers in the file and text in a path."""
    if part in node:
        return part
    return next((key for key in node if str(key) == str(part) or _number(key) == _number(part)), None)


def _number(value: Any) -> float | object:
    try:
        return float(value)
    except (TypeError, ValueError):
        return object()


def dump(data: Mapping[str, Any]) -> str:
    """YAML of plain data: keys in the order given, small records on one line."""
    stream = io.StringIO()
    _yaml().dump(_styled(data, 0), stream)
    return stream.getvalue()


def _styled(value: Any, indent: int) -> Any:
    match value:
        case Mapping():
            node = CommentedMap({_styled(key, indent): _styled(item, indent + 2) for key, item in value.items()})
            if indent and indent + len(str(plain(node))) < FLOW_WIDTH and _small(node):
                node.fa.set_flow_style()
            return node
        case list() | tuple():
            items = CommentedSeq([_styled(item, indent + 2) for item in value])
            if indent + len(str(plain(items))) < FLOW_WIDTH and not any(
                isinstance(item, str) and len(item) > 40 for item in items
            ):
                items.fa.set_flow_style()
            return items
        case float() if value.is_integer() and abs(value) < 1e15:
            return int(value)
        case str() if not value.isprintable():
            # line separators and control characters survive only as escapes
            return DoubleQuotedScalarString(value)
        case _:
            return value


def _small(node: CommentedMap) -> bool:
    """Whether a record reads well on one line: no long words in it."""
    return not any(isinstance(item, str) and len(item) > 60 for item in node.values())


def update(tree: CommentedMap, before: Any, after: Any) -> str:
    """The text of a parsed tree with the differences between two data trees written into it, comments kept."""
    _merge(tree, before, after)
    stream = io.StringIO()
    _yaml().dump(tree, stream)
    return stream.getvalue()


def _merge(node: CommentedMap, before: Mapping[Any, Any], after: Mapping[Any, Any]) -> None:
    for key in [key for key in node if key not in after and _key_like(after, key) is None]:
        if _key_like(before, key) is not None:
            del node[key]
    for key, value in after.items():
        own = _key_like(node, key)
        if own is None:
            if key not in before or before[key] != value:
                node[key] = _styled(value, 2)
        elif before.get(key) != value:
            inner = node[own]
            if isinstance(inner, CommentedMap) and isinstance(value, Mapping) and isinstance(before.get(key), Mapping):
                _merge(inner, before[key], value)
            else:
                node[own] = _styled(value, 2)
