"""Gambit's strategic games (.nfg, payoff version): in and out."""

from __future__ import annotations

from math import prod
from pathlib import Path

import numpy as np

from detente.engines.games.strategic import MOST_CELLS, Strategic
from detente.engines.games.tree import Game, Subtree, build, end, move
from detente.errors import FormatError
from detente.formats.gambit_text import Cursor, number_text, quoted

__all__ = ["as_game", "read_nfg", "write_nfg"]


def read_nfg(text: str, file: str | Path | None = None) -> Strategic:
    """A strategic game from the text of a .nfg file (payoff version).

    Raises:
        FormatError: what is wrong, with file, line and column.

    Reference: Gambit documentation, "The strategic game (.nfg) file format, payoff version".

    >>> form = read_nfg('NFG 1 R "t" { "a" "b" } { 2 2 } 1 1 0 2 0 2 1 1')
    >>> form.payoffs[1, 0].tolist()
    [0.0, 2.0]
    """
    cursor = Cursor(text, file)
    cursor.word("NFG")
    cursor.word("1")
    cursor.take("the letter R")
    title = cursor.string("the title")
    cursor.word("{")
    players: list[str] = []
    while not cursor.skip("}"):
        players.append(cursor.string("a player's name"))
    names = _strategies(cursor, len(players))
    comment = cursor.string("the comment") if cursor.next.text.startswith('"') else ""
    if cursor.at("{"):
        cursor.fail(cursor.next, "the outcome version of .nfg", "save the game in the payoff version")
    sizes = [len(own) for own in names]
    if prod(sizes) > MOST_CELLS:
        cursor.fail(cursor.next, f"{prod(sizes)} cells, at most {MOST_CELLS}")
    flat = [float(cursor.number("a payoff")) for _ in range(prod(sizes) * len(players))]
    if cursor.next.text:
        cursor.fail(cursor.next, f"found {cursor.next.text!r} after the last payoff")
    table = np.array(flat).reshape(*sizes[::-1], len(players))  # the first player's strategy runs fastest
    ordered = np.transpose(table, (*range(len(sizes) - 1, -1, -1), len(sizes)))
    return Strategic(title, tuple(players), names, ordered, comment)


def _strategies(cursor: Cursor, players: int) -> tuple[tuple[str, ...], ...]:
    """Strategies as counts, ``{ 2 2 }``, or as names, ``{ { "a" "b" } { "c" "d" } }``."""
    opened = cursor.word("{")
    found: list[tuple[str, ...]] = []
    while not cursor.skip("}"):
        if cursor.skip("{"):
            names: list[str] = []
            while not cursor.skip("}"):
                names.append(cursor.string("a strategy's name"))
            found.append(tuple(names))
        else:
            count = cursor.whole("a number of strategies", 1)
            found.append(tuple(str(k + 1) for k in range(count)))
    if len(found) != players:
        cursor.fail(opened, f"strategies of {len(found)} players, and {players} players")
    return tuple(found)


def write_nfg(form: Strategic) -> str:
    """A strategic game as the text of a .nfg file (payoff version).

    >>> print(write_nfg(read_nfg('NFG 1 R "t" { "a" "b" } { 2 2 } 1 1 0 2 0 2 1 1')))
    NFG 1 R "t" { "a" "b" }
    { { "1" "2" } { "1" "2" } }
    ""
    <BLANKLINE>
    1 1
    0 2
    0 2
    1 1
    <BLANKLINE>
    """
    names = " ".join("{ " + " ".join(map(quoted, own)) + " }" for own in form.strategies)
    axes = (*range(len(form.players) - 1, -1, -1), len(form.players))
    rows = np.transpose(form.payoffs, axes).reshape(-1, len(form.players))
    body = [" ".join(number_text(value) for value in row.tolist()) for row in rows]
    head = f"NFG 1 R {quoted(form.title)} {{ {' '.join(map(quoted, form.players))} }}"
    return "\n".join([head, f"{{ {names} }}", quoted(form.comment), "", *body, ""])


def as_game(form: Strategic) -> Game:
    """The strategic game as a tree in which nobody sees the others' moves, so that all solvers apply."""

    def below(cell: tuple[int, ...]) -> Subtree:
        if len(cell) == len(form.players):
            return end(*form.payoffs[cell].tolist())
        names = form.strategies[len(cell)]
        own = form.players[len(cell)]
        return move(own, own, {name: below((*cell, k)) for k, name in enumerate(names)})

    if len(set(form.players)) < len(form.players):
        raise FormatError("two players have one name", hint="name the players apart")
    return build(form.title, form.players, below(()), form.comment)
