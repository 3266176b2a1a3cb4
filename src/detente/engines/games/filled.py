"""One draw of a game's numbers put back into its tree, so that it can be written down and checked by definition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.tree import Game, Infoset, Node

__all__ = ["filled"]


def filled(game: Game, payoffs: Float[ndarray, "z players"], chances: Float[ndarray, " c"]) -> Game:
    """The game with these payoffs at its ends and these probabilities at its chance moves.

    ``payoffs`` are in the order of the terminal nodes, ``chances`` information set by information set.
    """
    paid, odds = iter(payoffs.tolist()), iter(chances.tolist())
    nodes = tuple(_ended(node, paid) for node in game.nodes)
    return replace(game, infosets=tuple(_drawn(place, odds) for place in game.infosets), nodes=nodes)


def _ended(node: Node, paid: Iterator[list[float]]) -> Node:
    return replace(node, payoffs=tuple(next(paid)) if node.infoset < 0 else ())


def _drawn(place: Infoset, odds: Iterator[float]) -> Infoset:
    if place.player >= 0:
        return place
    given = [next(odds) for _ in place.actions]
    return replace(place, probabilities=tuple(p / sum(given) for p in given))
