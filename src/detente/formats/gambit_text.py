"""The words of Gambit's files: strings, numbers and braces, each with its line and column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NoReturn

from detente.errors import FormatError

__all__ = ["Cursor", "Token", "number_text", "quoted"]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{},]|[^\s{},"]+', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the file and where it stands (from 1)."""

    text: str
    line: int
    column: int


class Cursor:
    """Walks through a file's words and says where something is wrong."""

    def __init__(self, text: str, file: str | Path | None) -> None:
        self.file = file
        self._tokens = list(self._cut(text))
        self._at = 0

    def _cut(self, text: str) -> list[Token]:
        found: list[Token] = []
        line, start, last = 1, 0, 0
        for match in _TOKEN.finditer(text):
            skipped = text[last : match.start()]
            line, start = _moved(skipped, line, start, last)
            token = Token(match.group(), line, match.start() - start + 1)
            if skipped.strip():
                self.fail(token, "a quotation mark that is never closed stands before this")
            found.append(token)
            line, start = _moved(match.group(), line, start, match.start())
            last = match.end()
        if text[last:].strip():
            line, start = _moved(text[last : last + len(text[last:]) - len(text[last:].lstrip())], line, start, last)
            self.fail(
                Token(text[last:], line, len(text) - len(text[last:].lstrip()) - start + 1),
                "a quotation mark is never closed",
            )
        line, start = _moved(text[last:], line, start, last)
        return [*found, Token("", line, len(text) - start + 1)]

    def fail(self, token: Token, what: str, hint: str | None = None) -> NoReturn:
        """Raise an error that names file, line and column.

        Raises:
            FormatError: always.
        """
        raise FormatError(what, file=self.file, line=token.line, key=f"column {token.column}", hint=hint)

    @property
    def next(self) -> Token:
        """The next word, which stays; its text is empty at the end of the file."""
        return self._tokens[self._at]

    def take(self, what: str) -> Token:
        """The next word, which is consumed; ``what`` says what should stand here."""
        token = self.next
        if not token.text:
            self.fail(token, f"the file ends where {what} should stand")
        self._at += 1
        return token

    def word(self, text: str) -> Token:
        """Consume exactly this word."""
        token = self.take(repr(text))
        if token.text != text:
            self.fail(token, f"found {token.text!r}", f"{text!r} should stand here")
        return token

    def string(self, what: str) -> str:
        """A quoted string."""
        token = self.take(f"{what} in quotation marks")
        if not token.text.startswith('"'):
            self.fail(token, f"found {token.text!r}", f"{what} in quotation marks should stand here")
        return re.sub(r"\\(.)", r"\1", token.text[1:-1], flags=re.DOTALL)

    def whole(self, what: str, least: int = 0) -> int:
        """A whole number, at least ``least``."""
        token = self.take(what)
        if not re.fullmatch(r"[+-]?\d+", token.text) or int(token.text) < least:
            self.fail(token, f"found {token.text!r}", f"{what}, a whole number from {least}, should stand here")
        return int(token.text)

    def number(self, what: str) -> Fraction:
        """A number: 3, -0.5, 1e-3 or 1/3, exactly."""
        token = self.take(what)
        try:
            return Fraction(token.text)
        except (ValueError, ZeroDivisionError):
            self.fail(token, f"found {token.text!r}", f"{what}, a number such as 2, 0.5 or 1/3, should stand here")

    def at(self, text: str) -> bool:
        """Whether the next word is this one."""
        return self.next.text == text

    def skip(self, text: str) -> bool:
        """Consume the next word if it is this one."""
        if self.at(text):
            self._at += 1
            return True
        return False


def _moved(text: str, line: int, start: int, at: int) -> tuple[int, int]:
    """Line number and start of line after a piece of text that begins at ``at``."""
    count = text.count("\n")
    return line + count, at + text.rfind("\n") + 1 if count else start


def quoted(text: str) -> str:
    """A string as Gambit writes it.

    >>> quoted('a "b"')
    '"a \\\\"b\\\\""'
    """
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def number_text(value: Fraction | float | int) -> str:
    """A number so that Gambit reads it exactly: a decimal where it is short, else a ratio.

    >>> number_text(Fraction(1, 3)), number_text(0.25), number_text(Fraction(-3, 2)), number_text(2)
    ('1/3', '0.25', '-1.5', '2')
    """
    exact = value if isinstance(value, Fraction) else Fraction(str(value))
    if exact.denominator == 1:
        return str(exact.numerator)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    decimal = f"{float(exact):.12f}".rstrip("0")
    return decimal if rest == 1 and Fraction(decimal) == exact else f"{exact.numerator}/{exact.denominator}"
