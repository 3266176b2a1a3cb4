"""The inverse question: which changes of preference, fewest first, would make a state an equilibrium?

A *change* turns one comparison between two states for one actor: "better" becomes "no better". The new preferences
must again be an order of all states, so that turning one comparison may force others; all are counted.

Under Nash, GMR and SMR each actor's changes stand alone (``alone``). Under SEQ and SSEQ an answer must be an
improvement for those who make it, so that all actors' orders are unknowns of one program (``together``). First changes
are found with the others' preferences as they are; then the program looks for fewer, or proves that there are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Shaped

from detente.engines.graph.alone import fewest_fallen
from detente.engines.graph.forms import Form
from detente.engines.graph.reasons import Concept, improvements, verdict
from detente.engines.graph.solve import ordinal
from detente.engines.graph.together import Rules, fewest_together, least_together
from detente.engines.graph.walks import Remembered, walk
from detente.errors import CaseError

__all__ = ["Change", "Wish", "wish"]

Ranks = Float[np.ndarray, "actors states"]


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
        possible: whether changes of preference by the actors who may change make it one; ``None`` where neither
            changes nor a proof that there are none were found.
        changes: the comparisons to turn; empty when it is an equilibrium already, or none were found.
        utilities: the preferences after them (ranks), under which the state is an equilibrium; else as they were.
        hopeless: the actors for whom no permitted change makes it stable: a proof of impossibility each.
        least: a proven lower bound on the number of changes, over all orders of all states.
        status: the result as a sentence.
    """

    possible: bool | None
    changes: tuple[Change, ...]
    utilities: Shaped[np.ndarray, "actors states"]
    hopeless: tuple[int, ...]
    least: int
    status: str

    @property
    def exact(self) -> bool:
        """Whether the changes are proved to be the fewest, or it is proved that none are enough."""
        return self.possible is False or (self.possible is True and self.least == len(self.changes))


def wish(
    form: Form,
    state: int,
    concept: Concept = "nash",
    *,
    movable: Iterable[int] | None = None,
    kept: Sequence[Change] = (),
    nodes: int = 3_000,
) -> Wish:
    """The fewest changes of preference that make a state an equilibrium.

    1. Under Nash, GMR and SMR: for each actor for whom the state is not stable, the fewest over all new orders.
    2. Under SEQ and SSEQ: a first answer, the cheapest of those in which each actor's changes answer to the others'
       preferences as they are, and of those in which nobody is tempted; and a lower bound. Where they differ, one
       program over the orders of all actors finds a cheaper answer or proves that there is none.
    3. Solve the new conflict forward at that state: no answer is given that this does not confirm.

    What is too large for the programs (more than about a hundred states of an actor that matter) comes with its lower
    bound: ``exact`` says whether it is met.

    Args:
        form: the conflict.
        state: the state wished for.
        concept: ``nash``, ``gmr``, ``smr``, ``seq`` or ``sseq``.
        movable: the actors who may change; all where not given.
        kept: comparisons that must not turn (red lines); ``rises`` is the state wished for.
        nodes: of branch and bound, each time the program of SEQ and SSEQ is solved; with 0 it is not solved, and
            the first answer and its bound are given.

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
    may = frozenset(range(form.actors)) if movable is None else frozenset(int(actor) for actor in movable)
    asked = _Asked(form, _ranks(form), state, concept, may, tuple(kept))
    return asked.together(nodes) if concept in ("seq", "sseq") else asked.alone()


def _ranks(form: Form) -> Ranks:
    return np.stack([np.unique(row, return_inverse=True)[1] for row in ordinal(form.utilities)]).astype(float)


@dataclass(frozen=True, eq=False)
class _Asked:
    """The question, with the orders as ranks."""

    form: Form
    worth: Ranks
    state: int
    concept: Concept
    may: frozenset[int]
    kept: tuple[Change, ...]

    def alone(self) -> Wish:
        """Each actor by itself."""
        graph, after = Remembered(self.form), self.worth.copy()
        hopeless, least = [], 0
        for actor in range(self.form.actors):
            if verdict(graph, self.concept, (actor,), self.state).stable:
                continue
            found = self._fallen(self.worth, actor, self.concept) if actor in self.may else None
            if found is None:
                hopeless.append(actor)
            else:
                after[actor] = found[0]
                least += found[1]
        if hopeless:
            return self._impossible(tuple(hopeless), "no permitted change is enough")
        return self._confirmed(after, least)

    def together(self, nodes: int) -> Wish:
        """All actors at once."""
        if self._rests(self.worth):
            return self._confirmed(self.worth, 0)
        rules = Rules(self.concept == "sseq", self.may, self._fixed())
        bounds = least_together(self.form, self.worth, self.state, rules)
        hopeless = tuple(actor for actor, bound in bounds.items() if bound == np.inf)
        if hopeless:
            return self._impossible(hopeless, "no permitted change of anybody is enough")
        least = int(max(bounds.values()))
        first = min(self._first(), key=self._cost, default=None)
        cost = np.inf if first is None else self._cost(first)
        if nodes and least < cost:
            found = fewest_together(self.form, self.worth, self.state, rules, cost - 1, nodes)
            if found.utilities is not None:
                return self._confirmed(found.utilities, self._cost(found.utilities))
            if found.settled and first is None:
                return self._impossible((), "what one actor must keep, another must not")
            least = int(min(cost, max(least, found.least)))
        if first is None:
            return Wish(
                None, (), self.form.utilities, (), least, "not decided: too large to search, or to prove impossible"
            )
        return self._confirmed(first, least)

    def _fallen(self, worth: Ranks, actor: int, concept: Concept) -> tuple[Float[np.ndarray, " states"], int] | None:
        """The actor's new order when the others' preferences stay as they are, and a lower bound on its cost."""
        form, own = Remembered(self.form.preferring(worth)), worth[actor]
        above = [int(s) for s in self.form.states if own[s] > own[self.state]]
        needs = [
            [{target}, *(_deters(form, actor, q, concept) for q in _answers(form, actor, target, concept))]
            for target in (path[-1].state for path in improvements(form, (actor,), self.state))
        ]
        inside = [[frozenset(way & set(above)) for way in ways] for ways in needs]
        barred = frozenset(c.falls for c in self.kept if c.actor == actor and c.rises == self.state)
        found = fewest_fallen(own, above, inside, barred)
        if found is None:
            return None
        after = _reordered(own, self.state, found.states)
        tied = int((own[self.form.states] == own[self.state]).sum()) - 1 if found.states else 0
        return after, found.least + tied

    def _first(self) -> Iterator[Ranks]:
        """Answers that solving forward confirms: to present answers one by one; nobody tempted, of some or of all."""
        for concept, all_of_them in ((self.concept, False), ("nash", False), ("nash", True)):
            after = self.worth.copy()
            for actor in sorted(self.may):
                graph = Remembered(self.form.preferring(after))
                if all_of_them or not verdict(graph, self.concept, (actor,), self.state).stable:
                    found = self._fallen(after, actor, concept)
                    after[actor] = after[actor] if found is None else found[0]
            if self._keeps(after) and self._rests(after):
                yield after

    def _fixed(self) -> Mapping[int, frozenset[frozenset[int]]]:
        actors = {change.actor for change in self.kept}
        return {a: frozenset(frozenset((c.falls, c.rises)) for c in self.kept if c.actor == a) for a in actors}

    def _keeps(self, after: Ranks) -> bool:
        return all(after[c.actor, c.falls] > after[c.actor, c.rises] for c in self.kept if self._held(c))

    def _held(self, change: Change) -> bool:
        return bool(self.worth[change.actor, change.falls] > self.worth[change.actor, change.rises])

    def _rests(self, after: Ranks) -> bool:
        graph = Remembered(self.form.preferring(after))
        return all(verdict(graph, self.concept, (actor,), self.state).stable for actor in range(self.form.actors))

    def _cost(self, after: Ranks) -> int:
        return sum(len(_pairs(old, new, self.form)) for old, new in zip(self.worth, after, strict=True))

    def _confirmed(self, after: Ranks, least: int) -> Wish:
        """The result, solved forward."""
        changes = tuple(_changes(self.worth, after, self.state, self.form))
        if not self._rests(after):
            raise AssertionError(f"changes that do not make state {self.state} rest")
        told = "the fewest that there are" if least == len(changes) else f"the fewest are {least} or more"
        status = f"{len(changes)} changes, verified by solving forward: {told}"
        return Wish(True, changes, after.astype(np.int32), (), least, status)

    def _impossible(self, hopeless: tuple[int, ...], why: str) -> Wish:
        return Wish(False, (), self.form.utilities, hopeless, 0, f"impossible: {why}")


def _answers(form: Remembered, actor: int, target: int, concept: Concept) -> list[int]:
    if concept == "nash":
        return []
    others = [j for j in range(form.actors) if j != actor]
    return [q for q, _ in walk(form, others, target, improving=concept in ("seq", "sseq"))]


def _deters(form: Remembered, actor: int, q: int, concept: Concept) -> set[int]:
    """The states that must fall so that ``q`` deters: itself, and what the actor can escape to from it."""
    return {q, *form.moves(actor, q)} if concept in ("smr", "sseq") else {q}


def _pairs(old: Float[np.ndarray, " states"], new: Float[np.ndarray, " states"], form: Form) -> np.ndarray:
    """The pairs (falls, rises) of possible states that compare otherwise than they did."""
    states = _moved(old[form.states], new[form.states], form.states)
    a, b = old[states], new[states]
    turned = (a[:, None] >= a) & (b[:, None] <= b) & ((a[:, None] > a) | (b[:, None] < b))
    return np.asarray(states[np.argwhere(turned)])


def _moved(old: np.ndarray, new: np.ndarray, states: np.ndarray) -> np.ndarray:
    """The states between the lowest and the highest that changed: the others compare with all as they did."""
    inside = np.ones(states.size, bool)
    for sign in (1, -1):
        before, after = (np.unique(sign * each, return_inverse=True)[1] for each in (old, new))
        lowest = np.minimum(before, after)[before != after].min(initial=states.size)
        inside &= before >= lowest
    return np.asarray(states[inside])


def _changes(before: Ranks, after: Ranks, state: int, form: Form) -> Iterator[Change]:
    """Every comparison that turns, actor by actor, those with the state wished for first."""
    for actor, (old, new) in enumerate(zip(before, after, strict=True)):
        pairs = _pairs(old, new, form).tolist()
        for falls, rises in sorted(pairs, key=lambda pair: (pair[1] != state, pair)):
            yield Change(actor, falls, rises)


def _reordered(worth: Float[np.ndarray, " states"], state: int, fallen: frozenset[int]) -> Float[np.ndarray, " states"]:
    """The new order: those that stay above, the state, those that fell, the rest; each in the old order."""
    if not fallen:
        return worth
    block = np.where(worth > worth[state], 3.0, 0.0)
    block[list(fallen)] = 1.0
    block[state] = 2.0
    return np.unique(np.stack([block, worth]), axis=1, return_inverse=True)[1].ravel().astype(float)
