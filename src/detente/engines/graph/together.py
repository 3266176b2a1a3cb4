"""All actors' fewest changes of preference together, where only credible answers deter (SEQ and SSEQ).

There an answer deters by its movers' own preferences, so a change of one actor's preferences can make or unmake the
answer that deters another. One mixed-integer program holds all orders as unknowns (``orders``) and, for each move from
the state wished for to s₁ that its actor shall like better, a flow of one unit: out of s₁, along moves of the others
that shall be improvements for their movers, into states that shall deter. Where the moves are whole, so is a path in
the flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from scipy import sparse

from detente.engines.graph.forms import ArcForm, Form
from detente.engines.graph.orders import Distances, Literal, Order, Unknowns
from detente.engines.graph.walks import Remembered

__all__ = ["Rules", "Together", "fewest_together", "least_together"]

Node = tuple[int, int]
"""A state and its last mover; the last mover is −1 where it does not matter."""
_MOST_ASKED = 120
_MOST_FLOW = 20_000
_MOST_ROUNDS = 200


@dataclass(frozen=True)
class Rules:
    """What an answer must be, and what may change.

    Attributes:
        wary: whether the actor must also be unable to escape from what deters it (SSEQ).
        may: the actors whose preferences may change.
        fixed: for each actor the pairs that must compare as they do.
    """

    wary: bool
    may: frozenset[int]
    fixed: Mapping[int, frozenset[frozenset[int]]]

    def kept(self, actor: int) -> frozenset[frozenset[int]]:
        """The pairs that must compare as they do for one actor."""
        return self.fixed.get(actor, frozenset())


@dataclass(frozen=True, eq=False)
class Together:
    """What the program found.

    Attributes:
        utilities: new ranks, where some were found that cost no more than was asked.
        least: a proven lower bound on what any change costs that is enough; infinite when none is.
        settled: whether the program came to its end.
    """

    utilities: Float[np.ndarray, "actors states"] | None
    least: float
    settled: bool


@dataclass(frozen=True)
class _Arc:
    """A move of one of the others that is an improvement, or may become one."""

    start: Node
    end: Node
    actor: int


@dataclass(frozen=True, eq=False)
class _Need:
    """A move of ``actor`` to something better: the answers to it, and what each must find to be no better."""

    actor: int
    target: int
    arcs: tuple[_Arc, ...]
    ends: Mapping[Node, frozenset[int]]


class _Question:
    """Which comparisons may turn at all, and what the state needs to be stable for all."""

    def __init__(
        self,
        form: Form,
        worth: Float[np.ndarray, "actors states"],
        state: int,
        rules: Rules,
        most: float,
    ) -> None:
        self.form, self.worth, self.state, self.rules, self.most = form, worth, state, rules, most
        self.graph = Remembered(form)
        self.distance = [Distances(own, form.states) for own in worth]

    def better(self, actor: int, x: int, y: int) -> bool | None:
        """Whether an actor likes x better than y; None where that may turn."""
        if x == y:
            return False
        now = bool(self.worth[actor, x] > self.worth[actor, y])
        held = actor not in self.rules.may or frozenset((x, y)) in self.rules.kept(actor)
        return now if held or self.distance[actor](x, y) > self.most else None

    def now(self, actor: int, x: int, y: int) -> bool:
        """Whether an actor likes x better than y as things are."""
        return bool(self.worth[actor, x] > self.worth[actor, y])

    def cost(self, actor: int, x: int, y: int) -> float:
        """What it costs at least that one comparison turns."""
        return np.inf if self.better(actor, x, y) is not None else self.distance[actor](x, y)

    def needs(self) -> Iterator[_Need]:
        """Every move from the state to something that is better, or may be, and that is not deterred for certain."""
        for actor in range(self.form.actors):
            for target in self.graph.moves(actor, self.state):
                if self.better(actor, target, self.state) is not False:
                    need = self._need(actor, target)
                    if not self._certain(need):
                        yield need

    def _need(self, actor: int, target: int) -> _Need:
        start = (target, -1)
        arcs: list[_Arc] = []
        seen, todo = {start}, [start]
        while todo:
            node = todo.pop()
            for arc in self.leaving(actor, node, start):
                arcs.append(arc)
                if arc.end not in seen:
                    seen.add(arc.end)
                    todo.append(arc.end)
        ends = {node: found for node in sorted(seen) if (found := self.deters(actor, node[0])) is not None}
        return _Need(actor, target, tuple(arcs), ends)

    def leaving(self, actor: int, node: Node, start: Node) -> Iterator[_Arc]:
        """The others' next moves; in option form it does not matter who moved last, since moves are transitive."""
        state, last = node
        for other in range(self.form.actors):
            if other in (actor, last):
                continue
            for target in self.graph.moves(other, state):
                end = (target, other if isinstance(self.form, ArcForm) else -1)
                if end != start and self.better(other, target, state) is not False:
                    yield _Arc(node, end, other)

    def deters(self, actor: int, state: int) -> frozenset[int] | None:
        """What the actor must like no better than the state wished for; None where it is better for certain."""
        ahead = (state, *self.graph.moves(actor, state)) if self.rules.wary else (state,)
        found = {q: self.better(actor, q, self.state) for q in ahead}
        return None if True in found.values() else frozenset(q for q, better in found.items() if better is None)

    def _certain(self, need: _Need) -> bool:
        """Whether an answer deters whatever turns within the bound."""
        arcs = [arc for arc in need.arcs if self.better(arc.actor, arc.end[0], arc.start[0])]
        return any(not need.ends.get(node, {None}) for node in _reached((need.target, -1), arcs))


def _reached(start: Node, arcs: Iterable[_Arc]) -> set[Node]:
    ahead: dict[Node, list[Node]] = {}
    for arc in arcs:
        ahead.setdefault(arc.start, []).append(arc.end)
    seen, todo = {start}, [start]
    while todo:
        new = [node for node in ahead.get(todo.pop(), ()) if node not in seen]
        seen.update(new)
        todo += new
    return seen


def fewest_together(
    form: Form,
    worth: Float[np.ndarray, "actors states"],
    state: int,
    rules: Rules,
    most: float,
    nodes: int = 3_000,
) -> Together:
    """The cheapest orders under which a state is stable for all under SEQ (or SSEQ), at no more than a cost.

    1. Of the comparisons that may turn at no more than ``most``, find those that matter: of moves that tempt, of the
       others' moves from there, and of what these lead to with the state wished for.
    2. Solve the program without the axioms of an order, add those that its answer breaks, and solve again, until it
       breaks none. Each answer on the way costs no more than the last, so each is a lower bound.

    Args:
        form: the conflict.
        worth: ranks, as they are.
        state: the state wished for.
        rules: the concept, and what may change.
        most: what all changes may cost at most; infinite where nothing is known.
        nodes: of branch and bound, each time the program is solved.
    """
    asked = _Question(form, worth, state, rules, most)
    needs = list(asked.needs())
    if sum(len(need.arcs) + len(need.ends) for need in needs) > _MOST_FLOW:
        return Together(None, 1, False)
    states = _asked_about(asked, needs)
    if max((len(own) for own in states.values()), default=0) > _MOST_ASKED:
        return Together(None, 1, False)
    unknowns = Unknowns()
    orders = {
        actor: Order(worth[actor], form.states, own, most, rules.kept(actor), unknowns) for actor, own in states.items()
    }
    for need in needs:
        _flow(asked, need, orders, unknowns)
    return _solved(worth, orders, unknowns, most, nodes)


def _asked_about(asked: _Question, needs: Iterable[_Need]) -> dict[int, set[int]]:
    """For each actor who may change, the states whose comparisons matter."""
    states: dict[int, set[int]] = {actor: set() for actor in sorted(asked.rules.may)}
    for need in needs:
        pairs = [(need.actor, need.target, asked.state)]
        pairs += [(arc.actor, arc.start[0], arc.end[0]) for arc in need.arcs]
        pairs += [(need.actor, q, asked.state) for states_ in need.ends.values() for q in states_]
        for actor, x, y in pairs:
            if asked.better(actor, x, y) is None:
                states[actor] |= {x, y}
    for actor, own in states.items():
        own.update(q for pair in asked.rules.kept(actor) for q in pair)
    return states


def _flow(asked: _Question, need: _Need, orders: Mapping[int, Order], unknowns: Unknowns) -> None:
    """One unit from what tempts to what deters, where it tempts."""

    def literal(actor: int, x: int, y: int) -> Literal:
        known = asked.better(actor, x, y)
        return orders[actor].better(x, y) if known is None else known

    balance: dict[Node, list[tuple[float, Literal]]] = {}
    for arc in need.arcs:
        column = unknowns.column()
        unknowns.row([(-1.0, column), (1.0, literal(arc.actor, arc.end[0], arc.start[0]))], 0.0)
        balance.setdefault(arc.start, []).append((-1.0, column))
        balance.setdefault(arc.end, []).append((1.0, column))
    arriving: list[tuple[float, Literal]] = [(-1.0, literal(need.actor, need.target, asked.state))]
    for node, found in need.ends.items():
        column = unknowns.column()
        for q in found:
            unknowns.row([(-1.0, column), (-1.0, literal(need.actor, q, asked.state))], -1.0)
        balance.setdefault(node, []).append((-1.0, column))
        arriving.append((1.0, column))
    unknowns.row(arriving, 0.0)
    balance.pop((need.target, -1), None)
    for terms in balance.values():
        unknowns.row(terms, 0.0)


def _solved(
    worth: Float[np.ndarray, "actors states"], orders: Mapping[int, Order], unknowns: Unknowns, most: float, nodes: int
) -> Together:
    least = 0.0
    if np.isfinite(most) and unknowns.cost:
        unknowns.row([(-cost, k) for k, cost in enumerate(unknowns.cost) if cost], unknowns.constant - most)
    for _ in range(_MOST_ROUNDS):
        found, bound, done = _minimised(unknowns, nodes)
        least = max(least, bound)
        if found is None or not done:
            return Together(None, least, done)
        comparisons = {actor: order.found(found) for actor, order in orders.items()}
        cuts = [cut for actor, order in orders.items() for cut in order.cuts(comparisons[actor])]
        if not cuts:
            after = worth.copy()
            for actor, order in orders.items():
                after[actor] = order.ranks(comparisons[actor])
            return Together(after, least, True)
        for across, first, second in cuts:
            unknowns.row([(-1.0, across), (1.0, first), (1.0, second)], 0.0)
    return Together(None, least, False)


def _minimised(unknowns: Unknowns, nodes: int) -> tuple[Float[np.ndarray, " columns"] | None, float, bool]:
    """A solution, a lower bound (infinite when there is none), and whether the solver came to its end."""
    if any(not row for row in unknowns.rows):
        return None, np.inf, True  # something known asks for what cannot be
    if not unknowns.cost:
        return np.zeros(0), unknowns.constant, True
    r, c, v = zip(*[(r, c, v) for r, row in enumerate(unknowns.rows) for c, v in row], strict=True)
    matrix = sparse.csr_array((v, (r, c)), shape=(len(unknowns.rows), len(unknowns.cost)))
    from scipy.optimize import Bounds, LinearConstraint, milp  # slow to load

    result = milp(
        np.array(unknowns.cost),
        constraints=LinearConstraint(matrix, np.array(unknowns.least), np.inf),
        bounds=Bounds(0, 1),
        integrality=np.array(unknowns.whole, int),
        options={"mip_rel_gap": 0.0, "node_limit": nodes},
    )
    if result.status == 2:
        return None, np.inf, True
    bound = -np.inf if result.mip_dual_bound is None else result.mip_dual_bound
    return result.x, float(np.ceil(bound + unknowns.constant - 1e-6)), result.status == 0


def least_together(form: Form, worth: Float[np.ndarray, "actors states"], state: int, rules: Rules) -> dict[int, float]:
    """For each actor, what it costs at least that the state is stable for it; infinite where it cannot be.

    Take an improvement that nobody deters, and all that the others can reach from it by improvements. Unless the
    improvement itself ends, something within must come to deter, or some move out of it become an improvement: each
    costs at least what one comparison costs.
    """
    asked = _Question(form, worth, state, rules, np.inf)
    return {
        actor: max(
            (_least(asked, actor, q) for q in asked.graph.moves(actor, state) if asked.now(actor, q, state)),
            default=0.0,
        )
        for actor in range(form.actors)
    }


def _least(asked: _Question, actor: int, target: int) -> float:
    least = asked.cost(actor, target, asked.state)
    seen, todo = {(target, -1)}, [(target, -1)]
    while todo:
        node = todo.pop()
        found = asked.deters(actor, node[0])
        if found is not None and node[0] != target:
            falling = [asked.cost(actor, q, asked.state) for q in found if asked.now(actor, q, asked.state)]
            least = min(least, max(falling, default=0.0))
        for arc in asked.leaving(actor, node, (target, -1)):
            if not asked.now(arc.actor, arc.end[0], node[0]):
                least = min(least, asked.cost(arc.actor, arc.end[0], node[0]))
            elif arc.end not in seen:
                seen.add(arc.end)
                todo.append(arc.end)
    return least
