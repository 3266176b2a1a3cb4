"""Looking further ahead: limited-move stability L_h, its limit (non-myopic), and moves made at the same time.

L_h and non-myopic stability are for two actors: for more, the published definitions disagree about who moves next,
and we take none of them silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
from jaxtyping import Bool, Int

from detente.engines.graph.forms import Form, OptionForm, listed, own_patterns
from detente.errors import CaseError

__all__ = ["NonMyopic", "limited_move", "non_myopic", "simultaneous"]

Ends = Int[np.ndarray, "2 states"]
_LONGEST = 10_000
_MOST_COMBINATIONS = 1 << 22


def limited_move(form: Form, horizon: int) -> Bool[np.ndarray, "2 states"]:
    """Which states are L_h stable for which of two actors.

    1. ``G_0(i, s) = s``.
    2. With i to move and h moves left, i goes to the ``q ∈ R_i(s)`` whose end ``G_{h−1}(j, q)`` it likes best (of
       ties, the lowest state) when it likes that end better than s, and else stays:
       ``G_h(i, s)`` is that end, or s.
    3. s is stable for i when ``G_h(i, s) = s``.

    Raises:
        CaseError: not two actors, or a horizon below 1.

    Reference: Kilgour (1985), Mathematical Social Sciences 9; Fang, Hipel & Kilgour (1993), section 3.3.4.
    """
    if horizon < 1:
        raise CaseError(f"a horizon of {horizon} moves", hint="look at least one move ahead")
    play = _Play(form)
    ends = play.start
    for _ in range(horizon):
        ends = play.back(ends)
    return play.stays(ends)


@dataclass(frozen=True, eq=False)
class NonMyopic:
    """The limit of L_h as the horizon grows.

    Attributes:
        stable: L_h stable for every horizon beyond some point.
        unsettled: for ever stable at some horizons and not at others; the limit does not exist there.
        horizon: the point beyond which the verdicts repeat.
    """

    stable: Bool[np.ndarray, "2 states"]
    unsettled: Bool[np.ndarray, "2 states"]
    horizon: int


def non_myopic(form: Form) -> NonMyopic:
    """Non-myopic stability for two actors: the limit of L_h, where there is one.

    1. ``G_h`` depends on ``G_{h−1}`` only, so that the sequence repeats itself at last: go on until it does.
    2. Stable where stable all round the cycle, unsettled where stable in a part of it only.

    Raises:
        CaseError: not two actors, or no repetition within 10,000 moves.

    Reference: Brams & Wittman (1981); Kilgour (1984), Theory and Decision 16.
    """
    play = _Play(form)
    seen: dict[bytes, int] = {}
    history: list[Ends] = []
    ends = play.start
    while ends.tobytes() not in seen:
        if len(history) == _LONGEST:
            raise CaseError(f"no limit within {_LONGEST} moves", hint="ask for limited_move at a horizon")
        seen[ends.tobytes()] = len(history)
        history.append(ends)
        ends = play.back(ends)
    since = seen[ends.tobytes()]
    stays = np.stack([play.stays(each) for each in history[since:]])
    always, ever = np.asarray(stays.all(axis=0)), np.asarray(stays.any(axis=0))
    return NonMyopic(always, ever & ~always, since)


class _Play:
    """Backward induction one move at a time, on listed moves."""

    def __init__(self, form: Form) -> None:
        if form.actors != 2:
            raise CaseError(f"{form.actors} actors", hint="looking h moves ahead is defined for two")
        self.form = listed(form)
        states = form.utilities.shape[1]
        self.start: Ends = np.broadcast_to(np.arange(states), (2, states))
        self.real = np.isin(np.arange(states), form.states)

    def back(self, ends: Ends) -> Ends:
        return np.stack([self._one(actor, ends[1 - actor]) for actor in range(2)])

    def _one(self, actor: int, later: Int[np.ndarray, " states"]) -> Int[np.ndarray, " states"]:
        arcs, worth = self.form.arcs[actor], self.form.utilities[actor]
        chosen: Int[np.ndarray, " states"] = self.start[actor].copy()
        order = np.lexsort((-arcs[:, 1], worth[later[arcs[:, 1]]], arcs[:, 0]))  # the last of a state is its best
        best = arcs[order][np.flatnonzero(np.diff(arcs[order, 0], append=-1))]
        gains = worth[later[best[:, 1]]] > worth[best[:, 0]]
        chosen[best[gains, 0]] = later[best[gains, 1]]
        return chosen

    def stays(self, ends: Ends) -> Bool[np.ndarray, "2 states"]:
        stays: Bool[np.ndarray, "2 states"] = (ends == self.start) & self.real
        return stays


def simultaneous(form: OptionForm, states: Iterable[int]) -> Bool[np.ndarray, "actors asked"]:
    """Whether improvements are spoilt by others' improvements made at the same time (SIM), at some states.

    1. For each improvement of i from s, combine its options with those of every choice of improvements (or of
       staying, but not all stay) by the others from s.
    2. It is spoilt when some such combination is possible and i likes it no better than s.
    3. s is stable for i when all its improvements are spoilt.

    Args:
        form: the conflict, in option form: only there is the outcome of moves made together defined.
        states: possible states to judge; the work grows with the product of the others' improvements.

    Raises:
        CaseError: an impossible state, or more than 2^22 combinations at one of them.

    Reference: Fraser & Hipel (1984), Conflict Analysis, section 2.3 (stability by simultaneity).
    """
    asked = [int(state) for state in states]
    wrong = [state for state in asked if not form.possible[state]]
    if wrong:
        raise CaseError(f"state {wrong[0]} is impossible")
    rows = [[_sim_stable(form, actor, state) for state in asked] for actor in range(form.actors)]
    return np.array(rows, bool).reshape(form.actors, len(asked))


def _sim_stable(form: OptionForm, actor: int, state: int) -> bool:
    better = [_improvements(form, j, state) for j in range(form.actors)]
    others = [j for j in range(form.actors) if j != actor]
    if not better[actor].size:
        return True
    if np.prod([better[j].size + 1.0 for j in others]) * better[actor].size > _MOST_COMBINATIONS:
        raise CaseError(f"too many moves at once from state {state}", hint="judge it under SEQ instead")
    # moves as changed bits: changes of different actors do not overlap, so that XOR makes them together
    stay = np.zeros(1, np.int64)
    joint = reduce(np.bitwise_xor.outer, [np.append(stay, better[j] ^ state) for j in others], stay).ravel()
    together = better[actor][:, None] ^ joint[joint != 0][None, :]
    spoilt = form.possible[together] & (form.utilities[actor, together] <= form.utilities[actor, state])
    return bool(spoilt.any(axis=1).all())


def _improvements(form: OptionForm, actor: int, state: int) -> Int[np.ndarray, " improvements"]:
    targets = own_patterns(form.counts, actor, state)
    reachable = np.isin(targets, form.moves(actor, state))
    better: Int[np.ndarray, " improvements"] = targets[
        reachable & (form.utilities[actor, targets] > form.utilities[actor, state])
    ]
    return better
