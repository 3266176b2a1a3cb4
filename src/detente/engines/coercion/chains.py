"""Who can be pressed to press whom: the ways through a set of ties."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from typing import TypeVar

__all__ = ["LINKS", "chains"]

LINKS = 3
Name = TypeVar("Name", bound=Hashable)


def chains(pairs: Collection[tuple[Name, Name]], most: int = LINKS) -> Iterator[tuple[Name, ...]]:
    """Every way of two to ``most`` links through (holder, target) pairs that meets no actor twice, shorter ones first.

    The first presses the second to press the third, and so on; the last is the one who is to yield.

    >>> list(chains([("usa", "chn"), ("chn", "prk"), ("prk", "kor"), ("kor", "prk")]))
    [('usa', 'chn', 'prk'), ('chn', 'prk', 'kor'), ('usa', 'chn', 'prk', 'kor')]
    """
    ways: list[tuple[Name, ...]] = list(dict.fromkeys(pairs))
    for _ in range(most - 1):
        ways = [(*way, target) for way in ways for holder, target in pairs if holder == way[-1] and target not in way]
        yield from ways
