"""Statements about which options are taken: ``prk.test unless usa.assure``.

The words are ``not``, ``and``, ``or``, ``if``, ``iff``, ``unless`` and parentheses, in this order of binding:

- ``not a`` binds closest, then ``a and b``, then ``a or b``;
- ``a if b`` is ``a or not b``; ``a unless b`` is ``a or b``; ``a iff b`` holds when both or neither holds.
  Only one of these three stands at a level: ``a if b unless c`` says two things and wants parentheses.

Everything else is the name of an option. Words may be written in capitals; names may not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypeAlias

from detente.errors import DossierError, nearest

__all__ = [
    "AND",
    "IFF",
    "NOT",
    "OR",
    "Connected",
    "Expression",
    "Name",
    "Not",
    "Statement",
    "parse_statement",
]

Connective = Literal["and", "or", "if", "iff", "unless"]
Expression: TypeAlias = "Name | Not | Connected"

NOT: Final = -1
AND: Final = -2
OR: Final = -3
IFF: Final = -4

_DEPTH = 64
_SHOWN = 80
"""So much of a long statement is shown before and after the character at which it fails."""
_WORDS: dict[str, Connective] = {"and": "and", "or": "or", "if": "if", "iff": "iff", "unless": "unless"}
_LOOSE = ("if", "iff", "unless")
_TOKEN = re.compile(r"\s*(?P<token>[^\W_][\w-]*(?:\.[\w-]+)*|[()])")


@dataclass(frozen=True, slots=True)
class Name:
    """An option, and the character of the statement at which it stands (from 0)."""

    id: str
    at: int


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of an expression."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Connected:
    """Expressions joined by one word; ``and`` and ``or`` join two or more, the others two."""

    word: Connective
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Statement:
    """A parsed statement: its text as written, and the tree of what it says."""

    text: str
    tree: Expression

    @cached_property
    def postfix(self) -> tuple[str, ...]:
        """The names with ``not and or iff`` behind what they join.

        >>> parse_statement("prk.test unless usa.assure").postfix
        ('prk.test', 'usa.assure', 'or')
        """
        return tuple(_postfix(self.tree))

    @cached_property
    def variables(self) -> frozenset[str]:
        """The options that it names."""
        return frozenset(self.postfix) - {"not", "and", "or", "iff"}

    def holds(self, taken: Mapping[str, bool]) -> bool:
        """Whether it holds where these options are taken (true) and those not (false).

        >>> parse_statement("not a if b").holds({"a": True, "b": True})
        False
        """
        stack: list[bool] = []
        for step in self.postfix:
            if step == "not":
                stack.append(not stack.pop())
            elif step in _JOIN:
                second, first = stack.pop(), stack.pop()
                stack.append(_JOIN[step](first, second))
            else:
                stack.append(taken[step])
        return stack.pop()

    def program(self, bits: Mapping[str, int]) -> tuple[int, ...]:
        """The same in numbers, for engines: an option is its bit (0 and up), the words are negative.

        ``NOT`` −1 turns the last value; ``AND`` −2, ``OR`` −3 and ``IFF`` −4 join the last two.

        >>> parse_statement("a and not b").program({"a": 0, "b": 1})
        (0, 1, -1, -2)
        """
        return tuple(_CODES[step] if step in _CODES else bits[step] for step in self.postfix)


_JOIN: dict[str, Callable[[bool, bool], bool]] = {
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
    "iff": lambda a, b: a == b,
}
_CODES = {"not": NOT, "and": AND, "or": OR, "iff": IFF}


def _postfix(tree: Expression) -> Iterable[str]:
    if isinstance(tree, Name):
        yield tree.id
    elif isinstance(tree, Not):
        yield from _postfix(tree.of)
        yield "not"
    else:
        yield from _connected(tree)


def _connected(tree: Connected) -> Iterable[str]:
    first, *others = tree.parts
    yield from _postfix(first)
    for part in others:
        yield from _postfix(part)
        if tree.word == "if":
            yield "not"
        yield "or" if tree.word in ("if", "unless") else tree.word


def parse_statement(text: str, known: Iterable[str] | None = None) -> Statement:
    """Read one statement.

    Args:
        text: the statement as written.
        known: the options that exist; a name outside is an error. ``None`` takes every name.

    Raises:
        DossierError: it does not parse, or names an unknown option; the message points at the character.

    >>> sorted(parse_statement("prk.test unless (usa.assure and not chn.cut)").variables)
    ['chn.cut', 'prk.test', 'usa.assure']
    >>> parse_statement("a or or b")
    Traceback (most recent call last):
    ...
    detente.errors.DossierError: an option was expected and 'or' found at character 6: a or ▸or b
    """
    parser = _Parser(text, _tokens(text))
    tree = parser.loose(0)
    if parser.word:
        raise parser.fault(f"{parser.shown} does not fit here", "a word such as 'and' is missing before it")
    if known is not None:
        _check_names(text, tree, frozenset(known))
    return Statement(text, tree)


def _tokens(text: str) -> tuple[tuple[str, int], ...]:
    found, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            wrong = at + len(text[at:]) - len(text[at:].lstrip())
            hint = "options are written actor.option, joined by and, or, not, if, iff, unless"
            raise _pointed(text, wrong, f"{text[wrong]!r} means nothing here", hint)
        found.append((match["token"], match.start("token")))
        at = match.end()
    return tuple(found)


def _pointed(text: str, at: int, what: str, hint: str | None = None) -> DossierError:
    """An error whose message shows the statement with a mark before the character at which it fails."""
    before = text[:at] if at <= _SHOWN else f"…{text[at - _SHOWN : at]}"
    after = text[at:] if len(text) - at <= _SHOWN else f"{text[at : at + _SHOWN]}…"
    return DossierError(f"{what} at character {at + 1}: {before}▸{after}", hint=hint)


def _names(tree: Expression) -> Iterable[Name]:
    if isinstance(tree, Name):
        yield tree
    else:
        for part in (tree.of,) if isinstance(tree, Not) else tree.parts:
            yield from _names(part)


def _check_names(text: str, tree: Expression, known: frozenset[str]) -> None:
    for name in _names(tree):
        if name.id not in known:
            raise _pointed(text, name.at, f"there is no option {name.id!r}", nearest(name.id, known))


class _Parser:
    """Recursive descent, one method a level of binding."""

    def __init__(self, text: str, tokens: tuple[tuple[str, int], ...]) -> None:
        self.text, self.tokens, self.next = text, tokens, 0

    @property
    def token(self) -> str:
        return self.tokens[self.next][0] if self.next < len(self.tokens) else ""

    @property
    def word(self) -> str:
        return self.token.lower()

    @property
    def shown(self) -> str:
        return repr(self.token) if self.token else "the end"

    def fault(self, what: str, hint: str | None = None) -> DossierError:
        at = self.tokens[self.next][1] if self.next < len(self.tokens) else len(self.text)
        return _pointed(self.text, at, what, hint)

    def loose(self, depth: int) -> Expression:
        left = self.joined("or", depth)
        if self.word not in _LOOSE:
            return left
        word = _WORDS[self.word]
        self.next += 1
        right = self.joined("or", depth)
        if self.word in _LOOSE:
            raise self.fault(f"{self.shown} after {word!r} can be read in two ways", "add parentheses")
        return Connected(word, (left, right))

    def joined(self, word: Literal["or", "and"], depth: int) -> Expression:
        parts = [self.part(word, depth)]
        while self.word == word:
            self.next += 1
            parts.append(self.part(word, depth))
        return parts[0] if len(parts) == 1 else Connected(word, tuple(parts))

    def part(self, word: Literal["or", "and"], depth: int) -> Expression:
        return self.joined("and", depth) if word == "or" else self.closest(depth)

    def closest(self, depth: int) -> Expression:
        if depth > _DEPTH:
            raise self.fault(f"nested more than {_DEPTH} deep", "write it in fewer levels")
        if self.word == "not":
            self.next += 1
            return Not(self.closest(depth + 1))
        return self.bracket(depth) if self.token == "(" else self.name()

    def bracket(self, depth: int) -> Expression:
        self.next += 1
        inside = self.loose(depth + 1)
        if self.token != ")":
            raise self.fault(f"')' was expected and {self.shown} found")
        self.next += 1
        return inside

    def name(self) -> Name:
        if not self.token or self.token == ")" or self.word in _WORDS:
            raise self.fault(f"an option was expected and {self.shown} found")
        self.next += 1
        return Name(*self.tokens[self.next - 1])
