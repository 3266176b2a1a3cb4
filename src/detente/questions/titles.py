"""What a thing is called in a sentence: the name that the dossier gives it, else its id in words."""

from __future__ import annotations

import re

from detente.display import words

__all__ = ["kinded", "titled"]


def titled(id: str, name: str | None = None) -> str:
    """The name where there is one, else the id with spaces.

    >>> titled("six-party"), titled("japan-chapter-vii", "Japan's Chapter VII draft")
    ('six party', "Japan's Chapter VII draft")
    """
    return name or id.replace("-", " ").replace("_", " ")


def kinded(kind: str, name: str) -> str:
    """A named thing behind the word for its kind, which is left out where the name has it already.

    >>> kinded("draft", "Japan's text"), kinded("draft", "the draft of Peru")
    ("the draft “Japan's text”", '“the draft of Peru”')
    """
    said = re.search(rf"\b{re.escape(kind)}\b", name, re.IGNORECASE)
    return words.quoted(name) if said else f"the {kind} {words.quoted(name)}"
