"""Words with their exact places in the report."""

from __future__ import annotations

import re

__all__ = ["Token", "tokenise"]

WORD = re.compile(
    r"""
    (?:[A-Z]\.){2,}                                   # U.S., D.P.R.K.
  | (?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Brig|Adm|Capt|Sgt|St|Jr|Sr|Prof|Messrs)\.
  | (?:MR|MRS|MS|DR|SEN|REP|GOV|GEN)\.
  | [A-Z]\.(?=\s?[A-Z])                               # an initial
  | [A-Z][a-z]+-(?:[A-Z]\.){2,}                        # Sino-U.S.
  | [RDI]-(?:[A-Z]\.){2,}|[RDI]-[A-Z][a-z]+\.?         # R-Ky.: a legislator's party and state
  | \d+(?:-[a-z]+)+                                   # 50-minute, 17-year-old
  | [$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|%|[a-z]{1,2}\b)?
  | ['’]s\b
  | [^\W\d_]+(?:['’](?!s\b)[^\W\d_]+|-[^\W_]+)*       # words, with inner apostrophes and hyphens
  | --+
  | \S
    """,
    re.VERBOSE,
)


class Token:
    """A word: its text, its place in the report, a part of speech and, for verbs, the lemma and form.

    Tags: P proper, N noun or adjective, D determiner, O pronoun, S possessive mark, I preposition, T infinitive to,
    C coordinator, B subordinator, M modal, X auxiliary, V finite verb or base, E past participle or past, G -ing,
    A adverb, # number, Q a whole quotation; punctuation stands for itself.
    """

    __slots__ = ("end", "form", "lemma", "low", "place", "quote", "start", "tag", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        low = text.lower()
        self.low = low.replace("’", "'") if "’" in low else low
        self.start = start
        self.end = end
        self.tag = "N"
        self.lemma = ""
        self.form = ""
        self.quote = -1
        self.place: tuple[str, str] | None = None

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The words of ``text[start:end]``, without tags."""
    return [Token(m.group(), m.start(), m.end()) for m in WORD.finditer(text, start, end)]
