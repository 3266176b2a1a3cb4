"""What makes nodes and information sets a game, checked once, when the game is made."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING

from detente.errors import CaseError

if TYPE_CHECKING:
    from detente.engines.games.tree import Game

__all__ = ["check", "check_recall"]

SUM = 1e-9  # chances written as floats need not sum to 1 exactly


def check(game: Game) -> None:
    """Check that the nodes make a tree in prefix order and that every information set is sound.

    Raises:
        CaseError: what is wrong, and at which node or information set.
    """
    _check_infosets(game)
    _check_tree(game)
    _check_payoffs(game)
    _check_minds(game)


def _check_infosets(game: Game) -> None:
    for place in game.infosets:
        if not place.actions:
            raise CaseError(f"information set {place.name!r} has no actions")
        if not -1 <= place.player < len(game.players):
            raise CaseError(f"information set {place.name!r} is moved by player {place.player}, who does not exist")
        if place.player < 0:
            _check_chances(place.name, place.probabilities, len(place.actions))


def _check_chances(name: str, odds: tuple[Fraction | float | int, ...], count: int) -> None:
    if len(odds) != count:
        raise CaseError(f"chance move {name!r} has {count} actions and {len(odds)} probabilities")
    if any(not isfinite(p) or p < 0 for p in odds) or abs(float(sum(odds)) - 1) > SUM:
        shown = ", ".join(str(p) for p in odds)
        raise CaseError(f"chances at {name!r} are {shown}", hint="probabilities are ≥ 0 and sum to 1")


def _check_tree(game: Game) -> None:
    if not game.nodes or game.nodes[0].parent != -1:
        raise CaseError("a game starts with its root, whose parent is -1")
    open_at: list[list[int]] = []  # [node, actions still without a child]
    for index, node in enumerate(game.nodes):
        while open_at and open_at[-1][1] == 0:
            open_at.pop()
        if index and (not open_at or open_at[-1][0] != node.parent):
            raise CaseError(f"node {index} does not follow its parent {node.parent} in prefix order")
        if index:
            _take_branch(game, open_at[-1], index)
        if node.infoset >= 0:
            open_at.append([index, len(game.infosets[node.infoset].actions)])
    if any(left for _, left in open_at):
        raise CaseError(f"node {open_at[-1][0]} has fewer children than actions")


def _take_branch(game: Game, above: list[int], index: int) -> None:
    count = len(game.infosets[game.nodes[above[0]].infoset].actions)
    if game.nodes[index].move != count - above[1]:
        raise CaseError(f"node {index} hangs on action {game.nodes[index].move} of its parent, out of order")
    above[1] -= 1


def _check_payoffs(game: Game) -> None:
    for index, node in enumerate(game.nodes):
        if node.payoffs and len(node.payoffs) != len(game.players):
            raise CaseError(f"node {index} pays {len(node.payoffs)} of {len(game.players)} players")
        if any(not isfinite(value) for value in node.payoffs):
            raise CaseError(f"node {index} pays {node.payoffs}", hint="payoffs are finite numbers of points")


def _check_minds(game: Game) -> None:
    """No path meets one information set twice: beliefs would have no meaning there (absent-mindedness)."""
    seen: list[frozenset[int]] = []
    for index, node in enumerate(game.nodes):
        above = seen[node.parent] if index else frozenset()
        if node.infoset in above and game.infosets[node.infoset].player >= 0:
            raise CaseError(
                f"a path meets information set {game.infosets[node.infoset].name!r} twice",
                hint="give the later node an information set of its own",
            )
        seen.append(above | {node.infoset})


def check_recall(game: Game) -> None:
    """Check perfect recall: at each information set its player made the same own moves on every way there.

    Raises:
        CaseError: a player forgets what it knew or did.

    Reference: Kuhn 1953, definition 17.
    """
    for player in range(len(game.players)):
        known: dict[int, tuple[tuple[int, int], ...]] = {}
        own: list[tuple[tuple[int, int], ...]] = []
        for index, node in enumerate(game.nodes):
            above = game.nodes[node.parent]
            past = own[node.parent] if index else ()
            if index and game.infosets[above.infoset].player == player:
                past = (*past, (above.infoset, node.move))
            own.append(past)
            if node.infoset < 0 or game.infosets[node.infoset].player != player:
                continue
            if known.setdefault(node.infoset, past) != past:
                raise CaseError(
                    f"{game.players[player]} forgets at {game.infosets[node.infoset].name!r} what it did",
                    hint="best replies and sequential equilibria need perfect recall",
                )
