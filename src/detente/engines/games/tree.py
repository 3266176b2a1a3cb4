"""Finite extensive games as frozen values, and a small way to write them down.

A game is nested: chance(...) and move(...) hold subtrees, end(...) holds payoffs. Nodes of one player with
one information-set name belong to one information set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from detente.engines.games.soundness import check
from detente.errors import CaseError

__all__ = ["CHANCE", "Game", "Infoset", "Node", "Number", "Subtree", "build", "chance", "end", "move"]

Number = Fraction | float | int
CHANCE = -1


@dataclass(frozen=True, slots=True)
class Infoset:
    """Nodes that the mover cannot tell apart: who moves (an index, or ``CHANCE``), and what it can do."""

    player: int
    name: str
    actions: tuple[str, ...]
    probabilities: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A position: where it hangs, whose information set it is in (−1 where the game ends), what it pays.

    ``payoffs`` are gained on arrival, one a player, in points; an empty tuple pays nothing. What a path
    pays is the sum over its nodes.
    """

    parent: int
    move: int
    infoset: int
    payoffs: tuple[Number, ...] = ()
    name: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Game:
    """A finite extensive game with chance and imperfect information; nodes in prefix order.

    Raises:
        CaseError: the nodes do not make a tree, chances do not sum to 1, or a path meets one information
        set twice.
    """

    title: str
    players: tuple[str, ...]
    infosets: tuple[Infoset, ...]
    nodes: tuple[Node, ...]
    comment: str = ""

    def __post_init__(self) -> None:
        check(self)


@dataclass(frozen=True, slots=True)
class Subtree:
    """A part of a game that is being written down; made by :func:`move`, :func:`chance` and :func:`end`."""

    player: str | None = None
    infoset: str = ""
    actions: tuple[str, ...] = ()
    children: tuple[Subtree, ...] = ()
    probabilities: tuple[Number, ...] = ()
    payoffs: tuple[Number, ...] = ()
    name: str = ""


def move(player: str, infoset: str, branches: Mapping[str, Subtree], name: str = "") -> Subtree:
    """A node where a player moves; the branches are its actions, in order."""
    return Subtree(player, infoset, tuple(branches), tuple(branches.values()), name=name)


def chance(infoset: str, branches: Mapping[str, tuple[Number, Subtree]], name: str = "") -> Subtree:
    """A node where chance moves; each branch has its probability."""
    odds, children = zip(*branches.values(), strict=True)
    return Subtree(None, infoset, tuple(branches), children, probabilities=odds, name=name)


def end(*payoffs: Number, name: str = "") -> Subtree:
    """A node where the game ends; payoffs in points, one a player.

    >>> end(3, 1).payoffs
    (3, 1)
    """
    return Subtree(payoffs=payoffs, name=name)


@dataclass(slots=True)
class _Draft:
    """What has been laid out so far: information sets in order of appearance, nodes in prefix order."""

    players: tuple[str, ...]
    keys: dict[tuple[int, str], int] = field(default_factory=dict)
    infosets: list[Infoset] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)

    def player(self, name: str | None) -> int:
        if name is None:
            return CHANCE
        if name not in self.players:
            raise CaseError(f"a node is moved by {name!r}, who is no player", hint="name all players of the game")
        return self.players.index(name)

    def infoset(self, tree: Subtree) -> int:
        key = (self.player(tree.player), tree.infoset)
        wanted = Infoset(*key, tree.actions, tree.probabilities)
        if key not in self.keys:
            self.keys[key] = len(self.infosets)
            self.infosets.append(wanted)
        if self.infosets[self.keys[key]] != wanted:
            raise CaseError(
                f"information set {tree.infoset!r} has two sets of actions or chances: "
                f"{self.infosets[self.keys[key]].actions} and {tree.actions}",
                hint="nodes of one information set have the same actions with the same chances",
            )
        return self.keys[key]

    def lay(self, tree: Subtree, parent: int, step: int) -> None:
        here = len(self.nodes)
        place = self.infoset(tree) if tree.actions else -1
        self.nodes.append(Node(parent, step, place, tree.payoffs, tree.name))
        for index, child in enumerate(tree.children):
            self.lay(child, here, index)


def build(title: str, players: Sequence[str], tree: Subtree, comment: str = "") -> Game:
    """A game from nested moves.

    1. Lay the nodes out in prefix order.
    2. Nodes with the same player and information-set name share one information set.
    3. Check that it is a game (:class:`Game`).

    Raises:
        CaseError: an unknown player, an information set with different actions, or no game.

    Reference: McKelvey & Palfrey 1998, Experimental Economics 1, figure 1a (the entry game).

    >>> answer = move("incumbent", "entered", {"fight": end(0, 0), "acquiesce": end(3, 1)})
    >>> entry = build("entry", ["entrant", "incumbent"],
    ...               move("entrant", "start", {"out": end(2, 2), "in": answer}))
    >>> len(entry.nodes), [infoset.name for infoset in entry.infosets]
    (5, ['start', 'entered'])
    """
    draft = _Draft(tuple(players))
    draft.lay(tree, -1, -1)
    return Game(title, draft.players, tuple(draft.infosets), tuple(draft.nodes), comment)
