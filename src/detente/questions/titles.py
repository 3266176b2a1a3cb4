"""What a thing is called in a sentence: the name that the dossier gives it, else its id in words."""

from __future__ import annotations

__all__ = ["titled"]


def titled(id: str, name: str | None = None) -> str:
    """The name where there is one, else the id with spaces.

    >>> titled("six-party"), titled("japan-chapter-vii", "Japan's Chapter VII draft")
    ('six party', "Japan's Chapter VII draft")
    """
    return name or id.replace("-", " ").replace("_", " ")
