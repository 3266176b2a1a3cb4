"""Every error that we raise on purpose.

The tree::

    DetenteError
    └── InputError            wrong input: what was found, where, and what to do (exit status 2)
        ├── ReportError       a report that cannot be opened or read
        ├── ModelReaderError  a language model that cannot be asked, or a recording of its replies that does not hold
        ├── EvidenceError     a claim or a stored report that does not hold
        ├── DossierError      one or more faults in a dossier, codebook or body, all listed at once
        ├── QuestionError     a question that this dossier cannot answer, or an unknown name or path
        ├── CaseError         arrays that an engine cannot work on
        ├── FormatError       another tool's file that does not parse
        └── OutputError       a place that cannot be written

Anything else that escapes is a bug of ours (exit status 1).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

__all__ = [
    "CaseError",
    "DetenteError",
    "DossierError",
    "EvidenceError",
    "Fault",
    "FormatError",
    "InputError",
    "ModelReaderError",
    "OutputError",
    "QuestionError",
    "ReportError",
    "closest",
    "nearest",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what was found, where it stands, and what to do about it.

    >>> print(Fault("unknown key 'salince'", file="crisis.yaml", line=12, hint="did you mean 'salience'?"))
    crisis.yaml:12: unknown key 'salince'; did you mean 'salience'?
    """

    what: str
    file: str | Path | None = None
    line: int | None = None
    key: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = "" if self.file is None else str(self.file)
        if self.line is not None:
            place = f"{place}:{self.line}" if place else f"line {self.line}"
        parts = [part for part in (place, self.key, self.what) if part]
        return ": ".join(parts) + (f"; {self.hint}" if self.hint else "")


class DetenteError(Exception):
    """The root of the tree."""


class InputError(DetenteError):
    """Wrong input. ``faults`` says what was found, where, and what to do; one message, exit status 2."""

    def __init__(
        self,
        what: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        key: str | None = None,
        hint: str | None = None,
    ) -> None:
        self.faults: tuple[Fault, ...] = (Fault(what, file, line, key, hint),)
        super().__init__(str(self.faults[0]))

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> InputError:
        """One error that lists several faults, a line each."""
        listed = tuple(faults)
        error = cls(listed[0].what)
        error.faults = listed
        error.args = ("\n".join(str(fault) for fault in listed),)
        return error


class ReportError(InputError):
    """A report that cannot be opened or read."""


class ModelReaderError(InputError):
    """A language model that cannot be asked, or a recording of its replies that does not hold."""


class EvidenceError(InputError):
    """A claim or a stored report that does not hold: a span that is not in its report, a broken line."""


class DossierError(InputError):
    """One or more faults in a dossier, a codebook or a body."""


class QuestionError(InputError):
    """A question that this dossier cannot answer, or a name or a path that does not exist."""


class CaseError(InputError):
    """Arrays that an engine cannot work on: wrong shapes, NaN, negative weights."""


class FormatError(InputError):
    """Another tool's file that does not parse."""


class OutputError(InputError):
    """A place that cannot be written."""


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one was meant to be, or nothing where none is near.

    >>> closest("salince", ["salience", "position"])
    'salience'
    """
    return next(iter(get_close_matches(word, sorted(set(known)), n=1, cutoff=0.6)), None)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The hint that names the nearest known word, or lists them all when few, or nothing.

    >>> nearest("salince", ["salience", "position"])
    "did you mean 'salience'?"
    >>> nearest("xyzzy", ["salience", "position"])
    'known: position, salience'
    """
    names = sorted(set(known))
    close = closest(word, names)
    if close is not None:
        return f"did you mean '{close}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 20 else None
