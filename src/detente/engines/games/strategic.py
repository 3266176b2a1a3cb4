"""The reduced normal form of a game: plans, without moves that a player's own earlier moves rule out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.assessment import children_of
from detente.engines.games.incidence import path_payoffs
from detente.engines.games.tree import Game
from detente.errors import CaseError

__all__ = ["MOST_CELLS", "Strategic", "reduced_form"]

MOST_CELLS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Strategic:
    """A game in normal form: players, their strategies' names, payoffs (one axis a player, then players)."""

    title: str
    players: tuple[str, ...]
    strategies: tuple[tuple[str, ...], ...]
    payoffs: Float[ndarray, "*strategies players"]
    comment: str = ""


Plan = dict[int, int]


def reduced_form(game: Game, most: int = MOST_CELLS) -> Strategic:
    """The reduced normal form.

    1. A player's plans name an action at each of its information sets that the plan itself does not rule out.
    2. Each combination of plans gets its expected payoffs.

    A plan is named by the numbers of its actions, information set by information set, ``*`` where ruled out.

    Raises:
        CaseError: more than ``most`` combinations.

    Reference: Kuhn 1953; Osborne & Rubinstein 1994, section 6.4.

    >>> from detente.engines.games.tree import build, end, move
    >>> answer = move("incumbent", "entered", {"fight": end(0, 0), "acquiesce": end(3, 1)})
    >>> entry = build("entry", ["entrant", "incumbent"],
    ...               move("entrant", "start", {"out": end(2, 2), "in": answer}))
    >>> form = reduced_form(entry)
    >>> form.strategies, form.payoffs[1, 0].tolist()
    ((('1', '2'), ('1', '2')), [0.0, 0.0])
    """
    plans = [_plans(game, player, most) for player in range(len(game.players))]
    sizes = tuple(len(own) for own in plans)
    if prod(sizes) > most:
        raise CaseError(f"{prod(sizes)} combinations of strategies, at most {most}", hint="write the game as .efg")
    payoffs, below = path_payoffs(game), children_of(game)
    ends = {n: z for z, n in enumerate(n for n, node in enumerate(game.nodes) if node.infoset < 0)}
    table = np.zeros((*sizes, len(game.players)))
    for cell in product(*(range(size) for size in sizes)):
        chosen: Plan = {i: a for player, k in enumerate(cell) for i, a in plans[player][k].items()}
        table[cell] = sum(chance * payoffs[ends[n]] for n, chance in _reached(game, chosen, below))
    names = tuple(tuple(_name(game, player, plan) for plan in own) for player, own in enumerate(plans))
    return Strategic(game.title, game.players, names, table, game.comment)


def _reached(game: Game, chosen: Plan, below: list[list[int]]) -> list[tuple[int, float]]:
    """The terminal nodes that these plans reach, and how likely."""
    found, todo = [], [(0, 1.0)]
    while todo:
        index, chance = todo.pop()
        place = game.nodes[index].infoset
        if place < 0:
            found.append((index, chance))
        elif game.infosets[place].player < 0:
            odds = game.infosets[place].probabilities
            todo += [(n, chance * float(p)) for n, p in zip(below[index], odds, strict=True)]
        else:
            todo.append((below[index][chosen[place]], chance))
    return found


def _plans(game: Game, player: int, most: int) -> list[Plan]:
    """All reduced plans of a player, in the order of their actions."""
    before = _before(game, player)
    plans: list[Plan] = [{}]
    for i, ways in before.items():
        longer: list[Plan] = []
        for plan in plans:
            open_ = any(all(plan.get(j) == a for j, a in way) for way in ways)
            longer += [{**plan, i: a} for a in range(len(game.infosets[i].actions))] if open_ else [plan]
        plans = longer
        if len(plans) > most:
            raise CaseError(f"{game.players[player]} has more than {most} strategies", hint="write the game as .efg")
    return plans


def _before(game: Game, player: int) -> dict[int, set[frozenset[tuple[int, int]]]]:
    """For each of a player's information sets, its own moves on the ways there; earlier ones first."""
    own: list[frozenset[tuple[int, int]]] = []
    found: dict[int, set[frozenset[tuple[int, int]]]] = {}
    for index, node in enumerate(game.nodes):
        past = own[node.parent] if index else frozenset()
        if index and game.infosets[game.nodes[node.parent].infoset].player == player:
            past = past | {(game.nodes[node.parent].infoset, node.move)}
        own.append(past)
        if node.infoset >= 0 and game.infosets[node.infoset].player == player:
            found.setdefault(node.infoset, set()).add(past)
    depth = {i: min(len(way) for way in ways) for i, ways in found.items()}
    return {i: found[i] for i in sorted(found, key=lambda i: depth[i])}


def _name(game: Game, player: int, plan: Plan) -> str:
    own = [i for i, place in enumerate(game.infosets) if place.player == player]
    return "".join(str(plan[i] + 1) if i in plan else "*" for i in own)
