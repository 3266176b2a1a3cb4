"""One actor's fewest changes of preference where the others' answers do not depend on anybody's preferences.

Everything that makes a state s stable for i under Nash, GMR and SMR is about what i likes no better than s. Let U be
the states that i now likes better than s, and F ⊆ U those that it shall no longer like better. The cheapest order with
that F keeps U∖F on top, then s, then F, then the rest, each in the old order. It changes the pairs (s, x) for x ∈ F,
and the pairs (x, y) with x ∈ F, y ∈ U∖F and x liked as well as y or better; any order with that F changes at least
these. (States tied with s cost one more each, whatever F is: they fall below F.) So the fewest changes over all orders
of all states are the least, over the sets F that make s stable, of

    |F| + #{x ∈ F, y ∈ U∖F: x ≿ y}.

Where one thing alone can be done for each improvement (Nash), what must fall is known, and whether more should fall
with it is settled by going down the order once, remembering how many have fallen. Where there is a choice (GMR and SMR:
which answer shall deter) it is a mixed-integer program, solved by SciPy's HiGHS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from jaxtyping import Int, Shaped
from scipy import sparse

__all__ = ["Fallen", "fewest_fallen"]

_MOST_PAIRS = 10_000
_MOST_NODES = 10_000


@dataclass(frozen=True)
class Fallen:
    """What shall no longer be liked better, and a proven lower bound on the cost of any set that will do."""

    states: frozenset[int]
    least: int


@dataclass(frozen=True, eq=False)
class _Above:
    """The states above, best first, in tiers: ``tier`` numbers them from the best."""

    states: tuple[int, ...]
    tier: Int[np.ndarray, " above"]
    barred: frozenset[int]

    def alone(self) -> dict[int, int]:
        """What it costs at least that a state falls: itself, and what stands between it and the state."""
        lower = len(self.states) - np.searchsorted(self.tier, self.tier)
        return dict(zip(self.states, lower.tolist(), strict=True))

    def below(self, forced: frozenset[int]) -> _Above:
        """Without what stands above all that must fall: it never gains by falling too."""
        highest = min(k for state, k in zip(self.states, self.tier.tolist(), strict=True) if state in forced)
        kept = self.tier >= highest
        return _Above(tuple(s for s, fine in zip(self.states, kept, strict=True) if fine), self.tier[kept], self.barred)

    def cost(self, fallen: frozenset[int]) -> int:
        """The comparisons that turn when these fall and no others."""
        down = np.array([state in fallen for state in self.states])
        return int(down.sum() + (down[:, None] & ~down & (self.tier[:, None] <= self.tier)).sum())


def fewest_fallen(
    worth: Shaped[np.ndarray, " states"],
    above: Sequence[int],
    needs: Sequence[Sequence[frozenset[int]]],
    barred: frozenset[int] = frozenset(),
) -> Fallen | None:
    """What must fall at the least cost; None when nothing will do.

    1. A need is met when one of its sets falls whole. What is barred cannot fall.
    2. The lowest tiers of what is above, as many as are needed, give a first answer and so a bound on every other.
    3. One set for each need: go down the order. A choice: the program, over the states that the bound leaves.

    Args:
        worth: how much the actor likes each state.
        above: the states that it likes better than the one wished for.
        needs: for each improvement that must go or be deterred, the sets of which one must fall.
        barred: states that must stay above.
    """
    order = sorted(above, key=lambda state: (-worth[state], state))
    tier = np.unique([-worth[state] for state in order], return_inverse=True)[1]
    tops = _Above(tuple(order), tier, barred)
    open_needs = [[way for way in ways if not way & barred] for ways in needs if not any(not way for way in ways)]
    if any(not ways for ways in open_needs):
        return None
    if not open_needs:
        return Fallen(frozenset(), 0)
    if all(len(ways) == 1 for ways in open_needs):
        forced = frozenset(chain(*(ways[0] for ways in open_needs)))
        fallen = _down_the_order(tops.below(forced), forced)
        return Fallen(fallen, tops.cost(fallen))
    return _chosen(tops, open_needs)


def _down_the_order(tops: _Above, forced: frozenset[int]) -> frozenset[int]:
    """The cheapest set that holds what is forced: by the number fallen so far, from the best tier to the worst.

    When ``a`` of the ``m`` states of a tier fall, and ``c`` have fallen down to here, the tier costs ``a + (m − a) c``.
    """
    size = len(tops.states)
    best = np.full(size + 1, np.inf)
    best[0] = 0
    choices = []
    tiers = np.split(np.arange(size), np.flatnonzero(np.diff(tops.tier)) + 1)
    for tier in tiers:
        states = [tops.states[k] for k in tier]
        least, most = len(forced & set(states)), len(states) - len(tops.barred & set(states))
        after, taken = np.full(size + 1, np.inf), np.zeros(size + 1, int)
        for a in range(least, most + 1):
            fallen = np.arange(a, size + 1)
            cost = best[: size + 1 - a] + a + (len(states) - a) * fallen
            better = cost < after[a:]
            after[a:][better], taken[a:][better] = cost[better], a
        best = after
        choices.append(taken)
    return _retraced(tops, forced, tiers, choices, int(best.argmin()))


def _retraced(
    tops: _Above,
    forced: frozenset[int],
    tiers: list[Int[np.ndarray, " tier"]],
    choices: list[Int[np.ndarray, " fallen"]],
    count: int,
) -> frozenset[int]:
    fallen: list[int] = []
    for tier, taken in zip(reversed(tiers), reversed(choices), strict=True):
        free = [tops.states[k] for k in tier if tops.states[k] not in tops.barred]
        free.sort(key=lambda state: (state not in forced, state))
        fallen += free[: taken[count]]
        count -= int(taken[count])
    return frozenset(fallen)


def _chosen(tops: _Above, needs: list[list[frozenset[int]]]) -> Fallen:
    alone = tops.alone()
    lifted = _lifted(tops, needs)
    first = lifted if lifted is not None else frozenset(chain(*(min(ways, key=sorted) for ways in needs)))
    bound = tops.cost(first)
    kept = [state for state in tops.states if alone[state] <= bound and state not in tops.barred]
    cheap = [[way for way in ways if way <= set(kept)] for ways in needs]
    least = max(min(max(alone[state] for state in way) for way in ways) for ways in needs)
    outside = [state for state in tops.states if state in tops.barred and alone[state] <= bound]
    if (len(kept) + len(outside)) ** 2 > 2 * _MOST_PAIRS:
        return Fallen(first, least)
    found, proven = _program(tops, sorted([*kept, *outside], key=tops.states.index), cheap)
    best = min(found, first, key=tops.cost) if found is not None else first
    return Fallen(best, max(least, proven))


def _lifted(tops: _Above, needs: list[list[frozenset[int]]]) -> frozenset[int] | None:
    """The lowest tiers, as many as are needed; None when something among them is barred."""
    for tier in range(int(tops.tier[-1]), -1, -1):
        fallen = frozenset(np.array(tops.states)[tops.tier >= tier].tolist())
        if all(any(way <= fallen for way in ways) for ways in needs):
            return None if fallen & tops.barred else fallen
    return None


def _program(tops: _Above, states: list[int], needs: list[list[frozenset[int]]]) -> tuple[frozenset[int] | None, int]:
    """b for each state that may fall, y for each way to meet a need, c for each pair that may change places."""
    place = {state: k for k, state in enumerate(states)}
    tier = dict(zip(tops.states, tops.tier.tolist(), strict=True))
    pairs = [(x, z) for x in states for z in states if x != z and tier[x] <= tier[z]]
    ways = [way for need in needs for way in need]
    b, y = len(states), len(ways)
    rows: list[list[tuple[int, float]]] = []
    least: list[float] = []
    first = b
    for need in needs:  # one way at least
        rows.append([(first + k, 1.0) for k in range(len(need))])
        least.append(1.0)
        first += len(need)
    for k, way in enumerate(ways):  # a way counts when all of its states fall
        rows += [[(place[s], 1.0), (b + k, -1.0)] for s in way]
        least += [0.0] * len(way)
    for k, (x, z) in enumerate(pairs):  # c ≥ b_x − b_z
        rows.append([(b + y + k, 1.0), (place[x], -1.0), (place[z], 1.0)])
        least.append(0.0)
    r, c, v = zip(*[(r, c, v) for r, row in enumerate(rows) for c, v in row], strict=True)
    matrix = sparse.csr_array((v, (r, c)), shape=(len(rows), b + y + len(pairs)))
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to load

    result = milp(
        np.concatenate([np.ones(b), np.zeros(y), np.ones(len(pairs))]),
        constraints=LinearConstraint(matrix, np.array(least), np.inf),
        bounds=Bounds(0, np.concatenate([[s not in tops.barred for s in states], np.ones(y + len(pairs))])),
        integrality=np.concatenate([np.ones(b + y), np.zeros(len(pairs))]),
        options={"mip_rel_gap": 0.0, "node_limit": _MOST_NODES},
    )
    bound = 0 if result.mip_dual_bound is None else int(np.ceil(result.mip_dual_bound - 1e-6))
    if result.x is None:
        return None, bound
    return frozenset(s for s, k in place.items() if result.x[k] > 0.5), bound
