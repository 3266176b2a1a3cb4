"""The inverse question: which changes of preference, fewest first, would make a state an equilibrium?

A *change* turns one comparison between two states for one actor: "better" becomes "no better". The new preferences
must again be an order of all states, so that turning one comparison may force others; all are counted.

Everything that makes a state s stable for i is about what i likes no better than s. Let U be the states that i now
likes better than s, and F ⊆ U those that it shall no longer like better. The cheapest order with that F keeps U∖F on
top, then s, then F, then the rest, each in the old order. It changes the pairs (s, x) for x ∈ F, and the pairs
(x, y) with x ∈ F, y ∈ U∖F and x liked as well as y or better; any order with that F changes at least these. (States
tied with s cost one more each, whatever F is: they fall below F.) So the fewest changes over all orders of all states
are the least of

    Σ_{x ∈ U} b_x + Σ_{x, y ∈ U: x ≿ y} c_xy      with c_xy ≥ b_x − b_y, b binary,

under the stability of s, which is linear in b: a mixed-integer program, solved exactly (SciPy's HiGHS), one for each
actor. Under SEQ and SSEQ the others' credible answers are those of their present preferences.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Shaped
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from detente.engines.graph.forms import Form
from detente.engines.graph.reasons import Concept, improvements, verdict
from detente.engines.graph.solve import ordinal
from detente.engines.graph.walks import walk
from detente.errors import CaseError

__all__ = ["Change", "Wish", "wish"]

_MOST_EXACT = 80


@dataclass(frozen=True)
class Change:
    """One comparison of one actor that must turn against ``falls``: from better than ``rises`` to no better, or
    from as good to worse."""

    actor: int
    falls: int
    rises: int


@dataclass(frozen=True, eq=False)
class Wish:
    """What would make a state an equilibrium.

    Attributes:
        possible: whether any change of preference by the actors who may change makes it one.
        changes: the fewest comparisons to turn; empty when it is an equilibrium already, or cannot become one.
        utilities: the preferences after them (ranks), under which the state is an equilibrium; else as they were.
        hopeless: the actors for whom no permitted change makes it stable: a proof of impossibility each.
        exact: whether the changes are proved to be the fewest of all orders. They are not where an actor likes more
            than 80 states better: there the wished-for state rises in its order, and all else keeps its place.
        status: the result as a sentence.
    """

    possible: bool
    changes: tuple[Change, ...]
    utilities: Shaped[np.ndarray, "actors states"]
    hopeless: tuple[int, ...]
    exact: bool
    status: str


def wish(
    form: Form,
    state: int,
    concept: Concept = "nash",
    *,
    movable: Iterable[int] | None = None,
    kept: Sequence[Change] = (),
) -> Wish:
    """The fewest changes of preference that make a state an equilibrium, by an exact program for each actor.

    1. An actor for whom the state is stable changes nothing.
    2. For each other actor, minimise the changes over all new orders under which the state is stable for it.
    3. Solve the new conflict forward at that state: the result is what it says, or the status says that it is not
       (under SEQ and SSEQ, when one actor's changes undo another's credible answer).

    Args:
        form: the conflict.
        state: the state wished for.
        concept: ``nash``, ``gmr``, ``smr``, ``seq`` or ``sseq``.
        movable: the actors who may change; all where not given.
        kept: comparisons that must not turn (red lines); ``rises`` is the state wished for.

    Raises:
        CaseError: no such state.

    Reference: our formulation; the question is that of Sakakibara, Okada & Nakase (2002) and of Kinsara, Kilgour &
    Hipel (2015), IEEE Transactions on Systems, Man, and Cybernetics 45:774.

    >>> from detente.engines.graph.forms import option_form
    >>> dilemma = option_form([1, 1], np.array([[1, 0, 3, 2], [1, 3, 0, 2]]))
    >>> [(c.actor, c.falls) for c in wish(dilemma, 3, "nash").changes]
    [(0, 2), (1, 1)]
    """
    if state not in form.states:
        raise CaseError(f"state {state} is impossible or does not exist")
    may = set(range(form.actors)) if movable is None else {int(actor) for actor in movable}
    worth = ordinal(form.utilities).astype(float)
    changes: list[Change] = []
    hopeless, exact = [], True
    for actor in range(form.actors):
        if verdict(form, concept, (actor,), state).stable:
            continue
        exact &= int((form.utilities[actor, form.states] > form.utilities[actor, state]).sum()) <= _MOST_EXACT
        fixed = {change.falls for change in kept if change.actor == actor}
        fallen = _fallen(form, actor, state, concept, fixed) if actor in may else None
        if fallen is None:
            hopeless.append(actor)
            continue
        changes += _turned(worth[actor], actor, state, fallen)
        worth[actor] = _reordered(worth[actor], state, fallen)
    if hopeless:
        return Wish(False, (), form.utilities, tuple(hopeless), exact, "impossible: no permitted change is enough")
    after = form.preferring(worth)
    if all(verdict(after, concept, (actor,), state).stable for actor in range(form.actors)):
        return Wish(
            True, tuple(changes), ordinal(worth), (), exact, f"{len(changes)} changes, verified by solving forward"
        )
    return Wish(False, (), form.utilities, (), False, "not found: the changes of one actor undo an answer of another")


def _fallen(form: Form, actor: int, state: int, concept: Concept, fixed: set[int]) -> set[int] | None:
    """The states that the actor must no longer like better, at the least cost; None when none will do."""
    worth = form.utilities[actor]
    above = [int(s) for s in form.states if worth[s] > worth[state]]
    program = _Program(above, fixed)
    for path in improvements(form, (actor,), state):
        target = path[-1].state
        answers = _answers(form, actor, target, concept)
        program.require([{target}, *(_deters(form, actor, q, concept, set(above)) for q in answers)])
    return program.solve(worth) if len(above) <= _MOST_EXACT else program.lift(worth)


def _answers(form: Form, actor: int, target: int, concept: Concept) -> list[int]:
    if concept == "nash":
        return []
    others = [j for j in range(form.actors) if j != actor]
    return [q for q, _ in walk(form, others, target, improving=concept in ("seq", "sseq"))]


def _deters(form: Form, actor: int, q: int, concept: Concept, above: set[int]) -> set[int]:
    """The states that must fall so that ``q`` deters: itself, and what the actor can escape to from it."""
    needed = {q, *form.moves(actor, q)} if concept in ("smr", "sseq") else {q}
    return needed & above


class _Program:
    """The mixed-integer program: b for each state above, one y for each way to meet a requirement, c for pairs."""

    def __init__(self, above: list[int], fixed: set[int]) -> None:
        self.above, self.place = above, {s: k for k, s in enumerate(above)}
        self.fixed = fixed
        self.needs: list[list[set[int]]] = []

    def require(self, ways: list[set[int]]) -> None:
        """One of these sets must fall whole."""
        self.needs.append([way for way in ways if not way & self.fixed])

    def solve(self, worth: Shaped[np.ndarray, " states"]) -> set[int] | None:
        if any(not ways for ways in self.needs):
            return None
        values = np.asarray([worth[s] for s in self.above], float)
        pairs = np.argwhere((values[:, None] >= values[None, :]) & ~np.eye(len(values), dtype=bool))
        ways = [way for need in self.needs for way in need]
        b, y = len(self.above), len(ways)
        cost = np.concatenate([np.ones(b), np.zeros(y), np.ones(len(pairs))])
        result = milp(
            cost,
            constraints=self._constraints(ways, pairs),
            bounds=Bounds(0, np.concatenate([[s not in self.fixed for s in self.above], np.ones(y + len(pairs))])),
            integrality=np.concatenate([np.ones(b + y), np.zeros(len(pairs))]),
            options={"mip_rel_gap": 0.0},
        )
        return None if result.x is None else {s for s, k in self.place.items() if result.x[k] > 0.5}

    def lift(self, worth: Shaped[np.ndarray, " states"]) -> set[int] | None:
        """The least that must fall when the state only rises in the old order, past one tier after the other."""
        for tier in sorted({float(worth[s]) for s in self.above}):
            fallen = {s for s in self.above if worth[s] <= tier}
            if fallen & self.fixed:
                return None
            if all(any(way <= fallen for way in ways) for ways in self.needs):
                return fallen
        return None

    def _constraints(self, ways: list[set[int]], pairs: Shaped[np.ndarray, "pairs 2"]) -> list[LinearConstraint]:
        b, width = len(self.above), len(self.above) + len(ways) + len(pairs)
        rows: list[list[tuple[int, float]]] = []
        least: list[float] = []
        first = b
        for need in self.needs:  # one way at least
            rows.append([(first + k, 1.0) for k in range(len(need))])
            least.append(1.0)
            first += len(need)
        for k, way in enumerate(ways):  # a way counts when all of its states fall
            rows += [[(self.place[s], 1.0), (b + k, -1.0)] for s in way]
            least += [0.0] * len(way)
        for k, (x, z) in enumerate(pairs):  # c ≥ b_x − b_z
            rows.append([(b + len(ways) + k, 1.0), (int(x), -1.0), (int(z), 1.0)])
            least.append(0.0)
        index = [(r, c, v) for r, row in enumerate(rows) for c, v in row]
        if not index:
            return []
        r, c, v = zip(*index, strict=True)
        return [LinearConstraint(sparse.csr_array((v, (r, c)), shape=(len(rows), width)), np.array(least), np.inf)]


def _turned(worth: Float[np.ndarray, " states"], actor: int, state: int, fallen: set[int]) -> list[Change]:
    """The comparisons that change, the wished-for state's first."""
    down = np.array(sorted(fallen), int)
    kept = np.setdiff1d(np.flatnonzero(worth > worth[state]), down)
    tied = [int(s) for s in np.flatnonzero(worth == worth[state]) if int(s) != state]
    own = [Change(actor, x, state) for x in [*sorted(fallen), *tied]]
    crossed = worth[down][:, None] >= worth[kept][None, :]
    pairs = zip(down[np.nonzero(crossed)[0]].tolist(), kept[np.nonzero(crossed)[1]].tolist(), strict=True)
    return own + [Change(actor, x, y) for x, y in pairs]


def _reordered(worth: Float[np.ndarray, " states"], state: int, fallen: set[int]) -> Float[np.ndarray, " states"]:
    """The new order: those that stay above, the state, those that fell, the rest; each in the old order."""
    block = np.where(worth > worth[state], 3.0, 0.0)
    block[list(fallen)] = 1.0
    block[state] = 2.0
    order = np.lexsort((worth, block))
    new = np.empty_like(worth)
    rank = np.concatenate([[0], np.cumsum((np.diff(block[order]) != 0) | (np.diff(worth[order]) != 0))])
    new[order] = rank
    return new
