"""Which actions lie on which paths: a game as index arrays, computed once and shared by all solvers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray

from detente.engines.games.tree import Game

__all__ = ["Incidence", "incidence", "log_chances", "path_payoffs"]

NEVER = 1e-60  # chance 0 becomes this: beliefs after it are the limit of trembles, and nothing underflows


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """A game's paths and actions as arrays.

    Personal actions are numbered through (``action``), information set by information set; chance actions
    likewise. ``path`` and ``chance_path`` list the actions on the way to each terminal node, padded with
    the number of actions. ``entry_*`` are the pairs (terminal node, action on its path), sorted by action.
    ``free`` are all actions but the first of each information set, ``base`` the first of theirs.
    """

    terminals: Int[ndarray, " z"]
    path: Int[ndarray, "z length"]
    chance_path: Int[ndarray, "z chance_length"]
    infosets: tuple[int, ...]
    chance_infosets: tuple[int, ...]
    first: Int[ndarray, " h"]
    infoset_of: Int[ndarray, " a"]
    player_of: Int[ndarray, " a"]
    entry_terminal: Int[ndarray, " e"]
    entry_action: Int[ndarray, " e"]
    entry_start: Int[ndarray, " a"]
    free: Int[ndarray, " n"]
    base: Int[ndarray, " n"]

    @property
    def actions(self) -> int:
        """How many personal actions there are."""
        return len(self.infoset_of)

    def block(self, infoset: int) -> slice:
        """The actions of a personal information set (by its place in ``infosets``)."""
        size = int(np.sum(self.infoset_of == infoset))
        return slice(int(self.first[infoset]), int(self.first[infoset]) + size)


def _paths(game: Game, number: dict[tuple[int, int], int]) -> list[list[int]]:
    """For each node the numbered actions on the way to it."""
    paths: list[list[int]] = []
    for index, node in enumerate(game.nodes):
        if not index:
            paths.append([])
            continue
        step = number.get((game.nodes[node.parent].infoset, node.move))
        paths.append(paths[node.parent] + ([] if step is None else [step]))
    return paths


def _numbered(game: Game, personal: bool) -> tuple[tuple[int, ...], dict[tuple[int, int], int]]:
    chosen = tuple(i for i, place in enumerate(game.infosets) if (place.player >= 0) == personal)
    pairs = [(i, k) for i in chosen for k in range(len(game.infosets[i].actions))]
    return chosen, {pair: index for index, pair in enumerate(pairs)}


def _padded(rows: list[list[int]], fill: int) -> Int[ndarray, "z length"]:
    width = max((len(row) for row in rows), default=0)
    return np.array([row + [fill] * (width - len(row)) for row in rows], dtype=np.int64).reshape(len(rows), width)


def incidence(game: Game) -> Incidence:
    """The index arrays of a game.

    >>> from detente.engines.games.tree import build, end, move
    >>> game = build("toy", ["a"], move("a", "h", {"l": end(0), "r": end(1)}))
    >>> incidence(game).path.tolist(), incidence(game).free.tolist()
    ([[0], [1]], [1])
    """
    chosen, number = _numbered(game, personal=True)
    chance_sets, chance_number = _numbered(game, personal=False)
    terminals = [i for i, node in enumerate(game.nodes) if node.infoset < 0]
    ways, chance_ways = _paths(game, number), _paths(game, chance_number)
    sizes = np.array([len(game.infosets[i].actions) for i in chosen], dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]]) if len(sizes) else np.zeros(0)
    infoset_of = np.repeat(np.arange(len(chosen)), sizes)
    entries = sorted((a, z) for z, node in enumerate(terminals) for a in ways[node])
    entry_action = np.array([a for a, _ in entries], dtype=np.int64)
    free = np.setdiff1d(np.arange(len(infoset_of)), first)
    return Incidence(
        terminals=np.array(terminals, dtype=np.int64),
        path=_padded([ways[node] for node in terminals], len(number)),
        chance_path=_padded([chance_ways[node] for node in terminals], len(chance_number)),
        infosets=chosen,
        chance_infosets=chance_sets,
        first=first.astype(np.int64),
        infoset_of=infoset_of,
        player_of=np.array([game.infosets[chosen[h]].player for h in infoset_of], dtype=np.int64),
        entry_terminal=np.array([z for _, z in entries], dtype=np.int64),
        entry_action=entry_action,
        entry_start=np.searchsorted(entry_action, np.arange(len(infoset_of))),
        free=free,
        base=first.astype(np.int64)[infoset_of[free]] if len(free) else free,
    )


def path_payoffs(game: Game) -> Float[ndarray, "z players"]:
    """What each path pays each player, in points: the sum over its nodes."""
    total = np.zeros((len(game.nodes), len(game.players)))
    for index, node in enumerate(game.nodes):
        gained = np.array([float(value) for value in node.payoffs]) if node.payoffs else 0.0
        total[index] = gained + (total[node.parent] if index else 0.0)
    return total[[i for i, node in enumerate(game.nodes) if node.infoset < 0]]


def log_chances(game: Game) -> Float[ndarray, " c"]:
    """The logarithm of each chance action's probability, in the order of ``chance_path``."""
    odds = [float(p) for place in game.infosets if place.player < 0 for p in place.probabilities]
    return np.log(np.maximum(np.array(odds, dtype=np.float64), NEVER))
