"""What play means: path probabilities, beliefs at every information set, payoffs, regret."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.equations import log_paths, worths
from detente.engines.games.incidence import Incidence, incidence, log_chances, path_payoffs
from detente.engines.games.soundness import check_recall
from detente.engines.games.tree import Game

__all__ = [
    "Regret",
    "beliefs",
    "children_of",
    "expected_payoffs",
    "node_values",
    "path_probabilities",
    "regret",
]


@dataclass(frozen=True, slots=True)
class Regret:
    """How far play is from best replies, in points.

    ``action`` is the most that any player could gain at one information set, given that it is reached, by
    another choice there (zero everywhere, with consistent beliefs: a sequential equilibrium); ``player``
    the most that any player could gain in the whole game by another plan (zero: a Nash equilibrium).
    """

    action: float
    player: float


def path_probabilities(game: Game, log_play: Float[ndarray, " a"]) -> Float[ndarray, " z"]:
    """The probability of each path to a terminal node, in the game's order.

    >>> from detente.engines.games.tree import build, end, move
    >>> toy = build("toy", ["a"], move("a", "h", {"l": end(0), "r": end(1)}))
    >>> path_probabilities(toy, np.log([0.25, 0.75])).tolist()
    [0.25, 0.75]
    """
    return np.asarray(np.exp(log_paths(incidence(game), log_chances(game), log_play)))


def expected_payoffs(game: Game, log_play: Float[ndarray, " a"]) -> Float[ndarray, " players"]:
    """What each player expects from the whole game, in points."""
    return np.asarray(path_probabilities(game, log_play) @ path_payoffs(game))


def _log_moves(game: Game, shape: Incidence, log_play: Float[ndarray, " a"]) -> Float[ndarray, " nodes"]:
    """The log-probability of the step into each node, given the node above."""
    chances, steps = log_chances(game), np.zeros(len(game.nodes))
    start = {i: int(shape.first[h]) for h, i in enumerate(shape.infosets)}
    offset = 0
    for i in shape.chance_infosets:
        start[i] = offset
        offset += len(game.infosets[i].actions)
    for index, node in enumerate(game.nodes[1:], 1):
        above = game.nodes[node.parent].infoset
        source = log_play if game.infosets[above].player >= 0 else chances
        steps[index] = source[start[above] + node.move]
    return steps


def beliefs(game: Game, log_play: Float[ndarray, " a"]) -> dict[str, dict[int, float]]:
    """At each information set, by Bayes, how likely each of its nodes is; keys are its name and node numbers.

    Under logit play every information set is reached, so that beliefs are defined everywhere.

    Raises:
        CaseError: never for a game; two players' information sets of one name are told apart by the
        player's name.
    """
    shape = incidence(game)
    reach = _reach(game, _log_moves(game, shape, log_play))
    found: dict[str, dict[int, float]] = {}
    names = [game.infosets[i].name for i in shape.infosets]
    for i in shape.infosets:
        place = game.infosets[i]
        members = [n for n, node in enumerate(game.nodes) if node.infoset == i]
        weight = np.exp(reach[members] - reach[members].max())
        key = place.name if names.count(place.name) == 1 else f"{game.players[place.player]}: {place.name}"
        found[key] = dict(zip(members, (weight / weight.sum()).tolist(), strict=True))
    return found


def _reach(game: Game, steps: Float[ndarray, " nodes"]) -> Float[ndarray, " nodes"]:
    reach = np.zeros(len(game.nodes))
    for index, node in enumerate(game.nodes[1:], 1):
        reach[index] = reach[node.parent] + steps[index]
    return reach


def regret(game: Game, log_play: Float[ndarray, " a"]) -> Regret:
    """What could be gained by choosing better: at one information set, and by a whole new plan.

    1. At each information set, the best action's worth less that of play there (beliefs by Bayes).
    2. For each player, the best reply to the others by dynamic programming over its own information sets,
       deepest first, less what it gets.

    Raises:
        CaseError: a player forgets (best replies need perfect recall).

    Reference: Kreps & Wilson 1982, Econometrica 50; Kuhn 1953.
    """
    check_recall(game)
    shape, payoffs = incidence(game), path_payoffs(game)
    worth = worths(shape, payoffs, log_chances(game), log_play)
    play = np.exp(log_play)
    best = np.maximum.reduceat(worth, shape.first) if len(worth) else np.zeros(1)
    here = np.add.reduceat(worth * play, shape.first) if len(worth) else np.zeros(1)
    steps = np.exp(_log_moves(game, shape, log_play))
    got = expected_payoffs(game, log_play)
    gains = [_best_reply(game, steps, player, payoffs) - got[player] for player in range(len(game.players))]
    return Regret(float(max(np.max(best - here), 0.0)), float(max(*gains, 0.0)))


def _best_reply(
    game: Game, steps: Float[ndarray, " nodes"], player: int, payoffs: Float[ndarray, "z players"]
) -> float:
    """What a player's best plan gets it, against the others' play."""
    own = [n for n, node in enumerate(game.nodes) if node.infoset >= 0 and _mover(game, n) == player]
    depth = _own_depth(game, player)
    others = steps.copy()
    for index, node in enumerate(game.nodes[1:], 1):
        if _mover(game, node.parent) == player:
            others[index] = 1.0
    reach = np.exp(_reach(game, np.log(np.maximum(others, 1e-320))))
    choice: dict[int, int] = {}
    for level in sorted({depth[n] for n in own}, reverse=True):
        value = node_values(game, others, choice, player, payoffs)
        children = children_of(game)
        for i in {game.nodes[n].infoset for n in own if depth[n] == level}:
            members = [n for n in own if game.nodes[n].infoset == i]
            totals = [
                sum(reach[n] * value[children[n][a]] for n in members) for a in range(len(game.infosets[i].actions))
            ]
            choice[i] = int(np.argmax(totals))
    return float(node_values(game, others, choice, player, payoffs)[0])


def _mover(game: Game, node: int) -> int:
    return game.infosets[game.nodes[node].infoset].player


def _own_depth(game: Game, player: int) -> list[int]:
    depth: list[int] = []
    for index, node in enumerate(game.nodes):
        depth.append(depth[node.parent] + (_mover(game, node.parent) == player) if index else 0)
    return depth


def children_of(game: Game) -> list[list[int]]:
    """The nodes below each node, in order."""
    found: list[list[int]] = [[] for _ in game.nodes]
    for index, node in enumerate(game.nodes[1:], 1):
        found[node.parent].append(index)
    return found


def node_values(
    game: Game,
    others: Float[ndarray, " nodes"],
    choice: dict[int, int],
    player: int,
    payoffs: Float[ndarray, "z players"],
) -> Float[ndarray, " nodes"]:
    """What each node is worth to a player that follows its choices so far (0 where it has not chosen yet)."""
    value = np.zeros(len(game.nodes))
    value[[n for n, node in enumerate(game.nodes) if node.infoset < 0]] = payoffs[:, player]
    for index in range(len(game.nodes) - 1, 0, -1):
        node = game.nodes[index]
        above = game.nodes[node.parent].infoset
        chosen = others[index] if _mover(game, node.parent) != player else float(choice.get(above) == node.move)
        value[node.parent] += chosen * value[index]
    return value
