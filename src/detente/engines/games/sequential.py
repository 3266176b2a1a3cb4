"""All pure sequential equilibria of a small game, by enumeration.

A plan for each information set is a sequential equilibrium when, with beliefs that are limits of trembles, no
other choice at any information set is better (Kreps & Wilson 1982).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice, product
from math import prod

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.assessment import children_of, node_values
from detente.engines.games.incidence import NEVER, path_payoffs
from detente.engines.games.soundness import check_recall
from detente.engines.games.tree import Game
from detente.errors import CaseError

__all__ = ["MOST_PLANS", "Sequential", "sequential_equilibria"]

MOST_PLANS = 200_000
MOST_BELIEFS = 5_000
SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Sequential:
    """A pure sequential equilibrium: the action at each information set, and beliefs that support it.

    ``plan`` maps an information set's index to the chosen action's index; ``beliefs`` maps it to its nodes'
    probabilities; ``decided`` is false where beliefs that make every choice best exist at each information
    set, but no consistent combination of the candidates was found.
    """

    plan: dict[int, int]
    beliefs: dict[int, dict[int, float]]
    decided: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class _Play:
    """A plan at work: who is reached, and what each node is worth to each player under it."""

    game: Game
    plan: dict[int, int]
    steps: Float[ndarray, " nodes"]
    values: Float[ndarray, "players nodes"]
    children: list[list[int]]

    def gains(self, infoset: int) -> Float[ndarray, "actions members"]:
        """What the chosen action is worth more than each other one, at each node."""
        place, members = self.game.infosets[infoset], self.members(infoset)
        worth = np.array(
            [[self.values[place.player, self.children[n][a]] for n in members] for a in range(len(place.actions))]
        )
        return np.asarray(worth[self.plan[infoset]] - worth)

    def members(self, infoset: int) -> list[int]:
        """The nodes of an information set."""
        return [n for n, node in enumerate(self.game.nodes) if node.infoset == infoset]


def sequential_equilibria(game: Game, most: int = MOST_PLANS) -> list[Sequential]:
    """All pure sequential equilibria.

    1. Try every plan: the product of the actions over the information sets.
    2. At information sets that the plan reaches, beliefs follow by Bayes; elsewhere they are the corners
       and the middle of the set of beliefs under which the planned action is best. An empty set ends the
       plan.
    3. Beliefs are consistent when orders of trembles (a linear program) and their leading weights (a second
       one) produce them: Kreps & Wilson 1982, lemma A1.

    Raises:
        CaseError: a player forgets, or there are more than ``most`` plans.

    Reference: Kreps & Wilson 1982, Econometrica 50, pp. 863–894.

    >>> from detente.engines.games.tree import build, end, move
    >>> answer = move("incumbent", "entered", {"fight": end(0, 0), "acquiesce": end(3, 1)})
    >>> entry = build("entry", ["entrant", "incumbent"],
    ...               move("entrant", "start", {"out": end(2, 2), "in": answer}))
    >>> [one.plan for one in sequential_equilibria(entry)]
    [{0: 1, 1: 1}]
    """
    check_recall(game)
    own = [i for i, place in enumerate(game.infosets) if place.player >= 0]
    count = prod(len(game.infosets[i].actions) for i in own)
    if count > most:
        raise CaseError(f"{count} plans to try, at most {most}", hint="enumerate smaller games; use limit() here")
    plans = product(*(range(len(game.infosets[i].actions)) for i in own))
    found = (_judge(game, dict(zip(own, plan, strict=True))) for plan in plans)
    return [one for one in found if one is not None]


def _play(game: Game, plan: dict[int, int]) -> _Play:
    steps, children = np.ones(len(game.nodes)), children_of(game)
    for index, node in enumerate(game.nodes[1:], 1):
        place = game.infosets[game.nodes[node.parent].infoset]
        chosen = plan.get(game.nodes[node.parent].infoset)
        steps[index] = float(place.probabilities[node.move]) if chosen is None else float(chosen == node.move)
    payoffs = path_payoffs(game)
    values = np.stack([node_values(game, steps, plan, p, payoffs) for p in range(len(game.players))])
    return _Play(game, plan, steps, values, children)


def _judge(game: Game, plan: dict[int, int]) -> Sequential | None:
    play = _play(game, plan)
    reach = np.ones(len(game.nodes))
    for index, node in enumerate(game.nodes[1:], 1):
        reach[index] = reach[node.parent] * play.steps[index]
    candidates: dict[int, list[Float[ndarray, " members"]]] = {}
    for i in plan:
        weight = reach[play.members(i)]
        if weight.sum() > 0:
            options = [weight / weight.sum()]
            options = [b for b in options if (play.gains(i) @ b >= -SLACK * _size(play.gains(i))).all()]
        else:
            options = _best_beliefs(play.gains(i))
        if not options:
            return None
        candidates[i] = options
    return _consistent(play, candidates)


def _size(gains: Float[ndarray, "actions members"]) -> float:
    return max(float(np.abs(gains).max()), 1.0)


def _best_beliefs(gains: Float[ndarray, "actions members"]) -> list[Float[ndarray, " members"]]:
    """Corners and middle of the set of beliefs under which no action is better than the planned one."""
    count = gains.shape[1]
    walls = np.concatenate([gains, np.eye(count)])
    corners: list[Float[ndarray, " members"]] = []
    for chosen in combinations(range(len(walls)), count - 1):
        table = np.concatenate([walls[list(chosen)], np.ones((1, count))])
        if abs(np.linalg.det(table)) < 1e-12:
            continue
        corner = np.linalg.solve(table, np.append(np.zeros(count - 1), 1.0))
        fits = (corner >= -SLACK).all() and (gains @ corner >= -SLACK * _size(gains)).all()
        if fits and not any(np.allclose(corner, other) for other in corners):
            corners.append(np.clip(corner, 0.0, None))
    return [*corners, np.mean(corners, axis=0)] if len(corners) > 1 else corners


def _consistent(play: _Play, candidates: dict[int, list[Float[ndarray, " members"]]]) -> Sequential | None:
    combos: Iterator[tuple[Float[ndarray, " members"], ...]] = product(*candidates.values())
    for combo in islice(combos, MOST_BELIEFS):
        held = dict(zip(candidates, combo, strict=True))
        if _trembles(play, held):
            named = {i: dict(zip(play.members(i), b.tolist(), strict=True)) for i, b in held.items()}
            return Sequential(play.plan, named)
    return Sequential(play.plan, {}, decided=False)


def _trembles(play: _Play, held: dict[int, Float[ndarray, " members"]]) -> bool:
    """Whether trembles exist whose limit gives these beliefs: first their orders, then their weights."""
    ways, luck, count = _slips(play)
    equal, less, weights, logs = [], [], [], []
    for i, belief in held.items():
        members = play.members(i)
        chief = members[int(np.argmax(belief))]
        for n, b in zip(members, belief, strict=True):
            if n != chief and b > SLACK:
                equal.append(ways[n] - ways[chief])
                weights.append(ways[n] - ways[chief])
                logs.append(np.log(b / belief.max()) - luck[n] + luck[chief])
            elif n != chief:
                less.append(ways[chief] - ways[n])
    if count == 0:
        return not less and all(abs(value) < 1e-7 for value in logs)
    orders = _feasible(np.array(less).reshape(-1, count), np.array(equal).reshape(-1, count), None, low=1.0)
    return orders and _feasible(np.zeros((0, count)), np.array(weights).reshape(-1, count), np.array(logs), low=None)


def _feasible(
    less: Float[ndarray, "k n"],
    equal: Float[ndarray, "m n"],
    right: Float[ndarray, " m"] | None,
    low: float | None,
) -> bool:
    """Whether some x ≥ low has ``less · x ≤ −1`` and ``equal · x = right``."""
    from scipy.optimize import linprog  # slow to load

    answer = linprog(
        np.zeros(less.shape[1]),
        A_ub=less if len(less) else None,
        b_ub=-np.ones(len(less)) if len(less) else None,
        A_eq=equal if len(equal) else None,
        b_eq=(np.zeros(len(equal)) if right is None else right) if len(equal) else None,
        bounds=(low, None),
    )
    return bool(answer.status == 0)


def _slips(play: _Play) -> tuple[Float[ndarray, "nodes slips"], Float[ndarray, " nodes"], int]:
    """Which unplanned actions lie on the way to each node, and the log-chance of the way."""
    slips = [(i, a) for i in play.plan for a in range(len(play.game.infosets[i].actions)) if a != play.plan[i]]
    number = {slip: k for k, slip in enumerate(slips)}
    ways, luck = np.zeros((len(play.game.nodes), len(slips))), np.zeros(len(play.game.nodes))
    for index, node in enumerate(play.game.nodes[1:], 1):
        above = play.game.nodes[node.parent].infoset
        ways[index], luck[index] = ways[node.parent], luck[node.parent]
        if play.game.infosets[above].player < 0:
            luck[index] += np.log(max(play.steps[index], NEVER))
        elif (above, node.move) in number:
            ways[index, number[above, node.move]] += 1
    return ways, luck, len(slips)
