"""Moves in short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["in_short"]


def in_short(step: Mapping[str, Any], *, named: bool = True) -> str:
    """One move with what it takes up and gives up, and who makes it where named.

    >>> in_short({"actor": "prk", "takes": ["prk.test"], "gives_up": ["prk.attend"]})
    'prk +test −attend'
    """
    own = [f"+{option.split('.', 1)[1]}" for option in step["takes"]]
    own += [f"−{option.split('.', 1)[1]}" for option in step["gives_up"]]
    return " ".join([step["actor"], *own] if named else own)
