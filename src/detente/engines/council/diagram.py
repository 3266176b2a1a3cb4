"""A rule as a decision diagram: the members vote one after the other, and equal prospects share a node.

Everything that a body can do is then one pass over the diagram: adoption, who is pivotal, who vetoes. Under a
quota the nodes are the counts of yes votes; under several majorities at once they are vectors of weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Int

from detente.engines.council.rule import Majority, Rule

__all__ = ["ADOPTED", "DEFEATED", "Diagram", "Layer", "diagram"]

DEFEATED = 0
ADOPTED = 1
MOST_REMAINDERS = 20_000
"""Sums that the members still to come can add are listed up to this many; beyond it, states merge less."""

Codes = Int[np.ndarray, " state"]
SURE, HOPELESS = -(2**62), -(2**62) - 1


class Remainders(NamedTuple):
    """The sums that the members still to come can add, in order; only the least and the greatest where there
    are too many to list."""

    sums: Codes
    listed: bool


@dataclass(frozen=True, eq=False)
class Layer:
    """One member's vote: for each node, the nodes of the next layer after its yes, no or abstention.

    Nodes 0 and 1 of every layer are ``DEFEATED`` and ``ADOPTED``; they are kept out of the arrays, whose
    first row is node 2.
    """

    member: int
    yes: Codes
    no: Codes
    abstain: Codes


@dataclass(frozen=True, eq=False)
class Diagram:
    """The layers in the order of the vote, and the node at which it starts."""

    layers: tuple[Layer, ...]
    root: int

    @property
    def nodes(self) -> int:
        """How many nodes all layers have together."""
        return sum(len(layer.yes) for layer in self.layers)

    @property
    def width(self) -> int:
        """How many nodes the widest layer has, at least 1."""
        return max((len(layer.yes) for layer in self.layers), default=1) or 1

    @cached_property
    def targets(self) -> Int[np.ndarray, "layer vote node"]:
        """The three targets of every node, layers filled up to one width with ``DEFEATED``."""
        filled = np.full((len(self.layers), 3, self.width), DEFEATED)
        for row, layer in zip(filled, self.layers, strict=True):
            row[:, : len(layer.yes)] = layer.yes, layer.no, layer.abstain
        return filled


@lru_cache(maxsize=256)
def diagram(rule: Rule) -> Diagram:
    """Compile a rule.

    1. Every majority's score starts at 0; the vetoes cast so far are counted beside the scores.
    2. Member by member, every state of the layer gets its three successors.
    3. A score is replaced by how many of the sums that are still to come would not be enough: states with the
       same prospects become one node, and states that are decided become ``ADOPTED`` or ``DEFEATED``.

    Reference: Bolus (2011), Power indices of simple games and vector-weighted majority games by means of
    binary decision diagrams, European Journal of Operational Research 210, 258–272 (the idea; abstention
    and vetoes are added here).
    """
    return _Compiler(rule).compile()


class _Compiler:
    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.order = rule.present
        self.ways = [[m for majority in way for m in majority.with_somebody()] for way in rule.ways]
        self.majorities: list[Majority] = list(dict.fromkeys(m for way in self.ways for m in way))
        self.thresholds = np.array([m.threshold for m in self.majorities], dtype=np.int64)
        self.steps = [self._step(member) for member in self.order]
        self.remainders = self._remainders()

    def compile(self) -> Diagram:
        states = np.zeros((1, len(self.majorities) + 1), dtype=np.int64)
        codes, states = self._numbered(states, 0)
        root, layers = int(codes[0]), []
        for turn, member in enumerate(self.order):
            after = [states + step for step in self.steps[turn]]
            codes, following = self._numbered(np.concatenate(after), turn + 1)
            yes, no, abstain = np.split(codes, 3)
            layers.append(Layer(member, yes, no, abstain))
            states = following
        return Diagram(tuple(layers), root)

    def _step(self, member: int) -> Int[np.ndarray, "vote score"]:
        """What the member's yes, no and abstention add to the scores and to the vetoes."""
        casting = member == self.rule.casting
        scores = [majority.scores()[member] for majority in self.majorities]
        bonus = [int(casting and any(m in way for way in self.rule.ways)) for m in self.majorities]
        yes = [gained + more for (gained, _), more in zip(scores, bonus, strict=True)] + [0]
        no = [lost for _, lost in scores] + [int(member in self.rule.vetoes)]
        return np.array([yes, no, [0] * len(yes)], dtype=np.int64)

    def _remainders(self) -> list[list[Remainders]]:
        """For each turn and majority, what the members still to come can add."""
        nothing = Remainders(np.zeros(1, dtype=np.int64), True)
        found = [[nothing for _ in self.majorities]]
        for step in reversed(self.steps):
            found.append([_extended(later, step[:, m]) for m, later in enumerate(found[-1])])
        return found[::-1]

    def _numbered(
        self, states: Int[np.ndarray, "state score"], turn: int
    ) -> tuple[Codes, Int[np.ndarray, "node score"]]:
        """The node of each state, and one state for each node that is not decided yet."""
        adopted, defeated, prospects = self._prospects(states, turn)
        codes = np.full(len(states), DEFEATED)
        codes[adopted] = ADOPTED
        is_open = ~(adopted | defeated)
        _, first, inverse = np.unique(prospects[is_open], axis=0, return_index=True, return_inverse=True)
        codes[is_open] = inverse.reshape(-1) + 2
        return codes, states[is_open][first]

    def _prospects(
        self, states: Int[np.ndarray, "state score"], turn: int
    ) -> tuple[Bool[np.ndarray, " state"], Bool[np.ndarray, " state"], Int[np.ndarray, "state score"]]:
        """Whether each state is adopted, is defeated, and a key that states with the same prospects share."""
        last = len(self.majorities)
        sure = np.zeros((len(states), last), dtype=bool)
        lost = np.zeros_like(sure)
        keys = states.copy()
        for m in range(last):
            missing = self.thresholds[m] - states[:, m]
            sums, listed = self.remainders[turn][m]
            sure[:, m], lost[:, m] = missing <= sums[0], missing > sums[-1]
            keys[:, m] = np.searchsorted(sums, missing) if listed else missing
        needed, sure_way, lost_way = self._ways(sure, lost)
        keys[:, :last] = np.where(sure, SURE, np.where(lost | ~needed, HOPELESS, keys[:, :last]))
        vetoes_to_come = sum(member in self.rule.vetoes for member in self.order[turn:])
        vetoed = states[:, last] >= self.rule.vetoes_needed
        unvetoable = states[:, last] + vetoes_to_come < self.rule.vetoes_needed
        keys[:, last] = np.where(unvetoable, SURE, states[:, last])
        return sure_way & unvetoable, lost_way | vetoed, keys

    def _ways(
        self, sure: Bool[np.ndarray, "state majority"], lost: Bool[np.ndarray, "state majority"]
    ) -> tuple[Bool[np.ndarray, "state majority"], Bool[np.ndarray, " state"], Bool[np.ndarray, " state"]]:
        """Which majorities still matter, whether some way is sure, and whether all ways are lost."""
        needed = np.zeros_like(sure)
        some_sure = np.zeros(len(sure), dtype=bool)
        all_lost = np.ones(len(sure), dtype=bool)
        for way in self.ways:
            columns = [self.majorities.index(majority) for majority in way]
            way_lost: Bool[np.ndarray, " state"] = np.any(lost[:, columns], axis=1)
            needed[:, columns] |= ~way_lost[:, None]
            some_sure |= sure[:, columns].all(axis=1)
            all_lost &= way_lost
        needed &= ~some_sure[:, None]
        return needed, some_sure, all_lost


def _extended(later: Remainders, step: Codes) -> Remainders:
    sums = np.unique(later.sums[:, None] + np.unique(step))
    if later.listed and len(sums) <= MOST_REMAINDERS:
        return Remainders(sums, True)
    return Remainders(sums[[0, -1]], False)
