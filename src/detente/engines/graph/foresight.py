"""Looking further ahead: limited-move stability L_h, its limit (non-myopic), and moves made at the same time.

L_h and non-myopic stability are for two actors: for more, the published definitions disagree about who moves next,
and we take none of them silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from jaxtyping import Bool, Int

from detente.engines.graph.forms import Form, OptionForm, listed
from detente.engines.graph.walks import Path, Step
from detente.errors import CaseError

__all__ = ["NonMyopic", "foreseen", "joint_moves", "limited_move", "non_myopic", "simultaneous", "spoiling"]

Ends = Int[np.ndarray, "2 states"]
_LONGEST = 10_000
_MOST_COMBINATIONS = 1 << 22
_AT_ONCE = 1 << 18
"""Combinations that are looked at together, for the sake of memory."""
Improvements = tuple[Int[np.ndarray, " improvements"], Int[np.ndarray, " improvements"]]


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


def foreseen(form: Form, horizon: int, actor: int, state: int) -> Path:
    """Why a state is L_h stable or not: the actor's best move and the play that it foresees after it.

    The state is stable when the actor likes the end of this path no better, or has no move (an empty path).

    Raises:
        CaseError: not two actors, or a horizon below 1.

    Reference: as for :func:`limited_move`.

    >>> from detente.engines.graph.forms import option_form
    >>> dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    >>> foreseen(dilemma, 2, 0, 3)  # A would defect, then B: no better than both cooperating
    (Step(actor=0, state=2), Step(actor=1, state=0))
    """
    if horizon < 1:
        raise CaseError(f"a horizon of {horizon} moves", hint="look at least one move ahead")
    play = _Play(form)
    ends = [play.start]
    for _ in range(horizon - 1):
        ends.append(play.back(ends[-1]))
    path: list[Step] = []
    for later in reversed(ends):
        moves = form.moves(actor, state)
        best = max(moves, key=lambda q: (form.worth(actor, int(later[1 - actor, q])), -q), default=None)  # used at once
        if best is None or (path and form.worth(actor, int(later[1 - actor, best])) <= form.worth(actor, state)):
            break
        path.append(Step(actor, best))
        actor, state = 1 - actor, best
    return tuple(path)


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
    asked = np.array([int(state) for state in states], np.int64)
    own = _improvements(form, asked)
    spoilt = [np.zeros(changes.size, bool) for _, changes in own]
    for places in _some_at_a_time(own, asked):
        place, chosen = _choices(own, places, asked.size)
        after = asked[place]
        for (_, changes), choice in zip(own, chosen, strict=True):
            after[choice >= 0] ^= changes[choice[choice >= 0]]
        joint = (chosen >= 0).sum(axis=0) > 1
        for actor, choice in enumerate(chosen):
            row = np.flatnonzero(joint & (choice >= 0))
            worth = form.utilities[actor]
            bad = form.possible[after[row]] & (worth[after[row]] <= worth[asked[place[row]]])
            spoilt[actor][choice[row[bad]]] = True
    found = np.ones((form.actors, asked.size), bool)
    for actor, (place, _) in enumerate(own):
        found[actor, place[~spoilt[actor]]] = False
    return found


def joint_moves(form: OptionForm, states: Iterable[int]) -> int:
    """How many moves made at the same time :func:`simultaneous` looks at, over some states."""
    asked = np.array([int(state) for state in states], np.int64)
    sizes = _sizes(_improvements(form, asked), asked.size)
    return int((sizes / (sizes + 1) * np.prod(sizes + 1.0, axis=0)).sum())


def spoiling(form: OptionForm, actor: int, state: int) -> tuple[int, int] | None:
    """Why a state is SIM stable or not: an improvement, and what it turns into with others' moves at the same time.

    Returns:
        where stable, the best improvement and the state liked least that moves made at once bring about instead; where
        not, an improvement that nobody spoils, twice; None where there is no improvement.

    Raises:
        CaseError: an impossible state, or more than 2^22 combinations.
    """
    changes = [changes for _, changes in _improvements(form, np.array([state], np.int64))]
    worth = form.utilities[actor]
    own = changes[actor][np.lexsort((changes[actor], -worth[changes[actor] ^ state]))]
    changes = [own if k == actor else each for k, each in enumerate(changes)]
    bad = _spoilt(form, actor, state, changes)
    if not own.size:
        return None
    if not bad.any(axis=1).all():
        alone = int(own[~bad.any(axis=1)][0]) ^ state
        return alone, alone
    together = state ^ own[0] ^ _joint(changes, actor)[bad[0]]
    return int(own[0]) ^ state, int(together[np.argmin(worth[together])])


def _improvements(form: OptionForm, asked: Int[np.ndarray, " asked"]) -> list[Improvements]:
    """Each actor's improvements from some states: the number of the state, rising, and the changed bits.

    Changes of different actors do not overlap, so that XOR makes them together.
    """
    wrong = asked[~form.possible[asked]]
    if wrong.size:
        raise CaseError(f"state {wrong[0]} is impossible")
    found = []
    for actor in range(form.actors):
        place, targets = form.moves_from(actor, asked)
        better = form.utilities[actor, targets] > form.utilities[actor, asked[place]]
        found.append((place[better], targets[better] ^ asked[place[better]]))
    return found


def _sizes(own: Sequence[Improvements], asked: int) -> Int[np.ndarray, "actors asked"]:
    return np.stack([np.bincount(place, minlength=asked) for place, _ in own])


def _some_at_a_time(own: Sequence[Improvements], asked: Int[np.ndarray, " asked"]) -> list[Int[np.ndarray, " some"]]:
    """Numbers of states, in groups that have a bounded number of choices together."""
    choices = np.prod(_sizes(own, asked.size) + 1.0, axis=0)
    if asked.size and choices.max() > _MOST_COMBINATIONS:
        raise _too_many(int(asked[choices.argmax()]))
    group = np.cumsum(choices) // _AT_ONCE
    return np.split(np.arange(asked.size), np.flatnonzero(np.diff(group)) + 1)


def _too_many(state: int) -> CaseError:
    return CaseError(f"too many moves at once from state {state}", hint="judge it under SEQ instead")


def _choices(
    own: Sequence[Improvements], places: Int[np.ndarray, " some"], asked: int
) -> tuple[Int[np.ndarray, " rows"], Int[np.ndarray, "actors rows"]]:
    """Every choice of one improvement or none by each actor: the number of the state, and each one's (−1: none)."""
    place, chosen = places, np.empty((0, places.size), np.int64)
    for sizes in _sizes(own, asked):
        first, many = np.cumsum(sizes) - sizes, 1 + sizes[place]
        row = np.repeat(np.arange(place.size), many)
        turn = np.arange(row.size) - np.repeat(np.cumsum(many) - many, many)
        place = place[row]
        chosen = np.vstack([chosen[:, row], np.where(turn > 0, first[place] + turn - 1, -1)])
    return place, chosen


def _joint(changes: Sequence[Int[np.ndarray, " improvements"]], actor: int) -> Int[np.ndarray, " joint"]:
    """What the others may do at the same time, one or more of them."""
    stay = np.zeros(1, np.int64)
    others = [np.append(stay, own) for k, own in enumerate(changes) if k != actor and own.size]
    return np.asarray(reduce(np.bitwise_xor.outer, others, stay).ravel()[1:])  # the first: all stay


def _spoilt(
    form: OptionForm, actor: int, state: int, changes: Sequence[Int[np.ndarray, " improvements"]]
) -> Bool[np.ndarray, "improvements joint"]:
    """For each improvement, which moves of others at the same time spoil it."""
    if np.prod([own.size + 1.0 for own in changes]) > _MOST_COMBINATIONS:
        raise _too_many(state)
    together = state ^ changes[actor][:, None] ^ _joint(changes, actor)[None, :]
    return np.asarray(form.possible[together] & (form.utilities[actor, together] <= form.utilities[actor, state]))
