"""The chance that a body adopts a draft: exact, one pass over the rule's diagram for all drafts and draws."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from detente.engines.council.ballots import Ballots
from detente.engines.council.diagram import ADOPTED, DEFEATED, Diagram, Layer, diagram
from detente.engines.council.rule import Rule

__all__ = ["Conditional", "adoption", "conditional", "pivots", "unanimity", "vetoes"]

WIDEST = 16
"""Diagrams up to this wide can be written out node by node, which XLA fuses."""


class Conditional(NamedTuple):
    """P(adopted) given that a member says yes, says no or abstains, the others voting as they do."""

    yes: Float[Array, "member *batch"]
    no: Float[Array, "member *batch"]
    abstain: Float[Array, "member *batch"]


def adoption(rule: Rule, votes: Ballots, *, fused: bool = False) -> Float[Array, "*batch"]:
    """P(adopted): every way the members can vote, summed up along the rule's diagram from the last vote back.

    At a node, ``P = P(yes)·P(node after yes) + P(no)·P(node after no) + P(abstain)·P(node after
    abstention)``: sums of products of probabilities, so that the smallest chance keeps its digits.

    >>> rule = Rule.of_all(3, 2, vetoes=[0])
    >>> third = jnp.full(3, 1 / 3)
    >>> round(float(adoption(rule, Ballots(third, third, third))) * 27)  # of the 27 ways to vote
    6
    """
    compiled = diagram(rule)
    if compiled.root in (DEFEATED, ADOPTED):
        return jnp.full(votes.yes.shape[1:], float(compiled.root == ADOPTED))
    return (_written_out if fused and compiled.width <= WIDEST else _swept)(compiled, votes)


def _written_out(compiled: Diagram, votes: Ballots) -> Float[Array, "*batch"]:
    after: list[Float[Array, "*batch"] | None] = [None, None]
    for layer in reversed(compiled.layers):
        rows = [_node(children, votes, layer.member, after) for children in _children(layer)]
        after = [None, None, *rows]
    return _value(after[compiled.root])


def _children(layer: Layer) -> list[tuple[int, int, int]]:
    return list(zip(layer.yes.tolist(), layer.no.tolist(), layer.abstain.tolist(), strict=True))


def _node(
    children: tuple[int, int, int],
    votes: Ballots,
    member: int,
    after: Sequence[Float[Array, "*batch"] | None],
) -> Float[Array, "*batch"]:
    """One node: votes that lead to one node are added up first, those that lead to defeat left out."""
    chances: dict[int, Float[Array, "*batch"]] = {}
    for child, vote in zip(children, votes, strict=True):
        chances[child] = chances[child] + vote[member] if child in chances else vote[member]
    chances.pop(DEFEATED, None)
    terms = [c if child == ADOPTED else c * _value(after[child]) for child, c in chances.items()]
    return sum(terms[1:], terms[0])


def _value(row: Float[Array, "*batch"] | None) -> Float[Array, "*batch"]:
    assert row is not None, "only decided nodes have no row"
    return row


def _swept(compiled: Diagram, votes: Ballots) -> Float[Array, "*batch"]:
    """All nodes of a layer at once, layer by layer: short to compile, however wide the diagram."""
    batch = votes.yes.shape[1:]
    decided = jnp.stack([jnp.zeros(batch), jnp.ones(batch)])
    order = np.array([layer.member for layer in compiled.layers])

    def vote(
        after: Float[Array, "node *batch"], turn: tuple[Int[Array, "vote node"], Ballots]
    ) -> tuple[Float[Array, "node *batch"], None]:
        to, chance = turn
        rows = chance.yes * after[to[0]] + chance.no * after[to[1]] + chance.abstain * after[to[2]]
        return jnp.concatenate([decided, rows]), None

    first = jnp.concatenate([decided, jnp.zeros((compiled.targets.shape[2], *batch))])
    turns = (jnp.asarray(compiled.targets), Ballots(*(chances[order] for chances in votes)))
    before, _ = jax.lax.scan(vote, first, turns, reverse=True)
    root: Float[Array, "*batch"] = before[compiled.root]
    return root


def conditional(rule: Rule, votes: Ballots) -> tuple[Float[Array, "*batch"], Conditional]:
    """P(adopted), and what it becomes given each member's vote.

    1. P(adopted) is linear in the chances of each member (the multilinear extension): its slope by a member's
       P(yes) is P(adopted, and not decided before that member's turn | it says yes). One backward pass
       gives the slopes for all members.
    2. What was decided before its turn, ``P(adopted) − Σ chance·slope``, is the same whatever it votes.

    Reference: Owen (1972), Multilinear extensions of games, Management Science 18, P64–P79.
    """
    chance, slopes = jax.vjp(partial(adoption, rule), votes)
    (slope,) = slopes(jnp.ones_like(chance))
    decided = chance - sum(c * s for c, s in zip(votes, slope, strict=True))
    return chance, Conditional(*(jnp.clip(s + decided, 0.0, 1.0) for s in slope))


def pivots(rule: Rule, votes: Ballots) -> Float[Array, "member *batch"]:
    """Each member's pivot: P(adopted | it says yes) − P(adopted | it says no)."""
    _, given = conditional(rule, votes)
    return given.yes - given.no


def vetoes(rule: Rule, votes: Ballots) -> tuple[Float[Array, "*batch"], Float[Array, "member *batch"]]:
    """P(carried, but vetoed), and for each veto-holder P(it says no and the draft is carried but for vetoes).

    A no from a veto-holder counts as a veto only where the draft had the votes otherwise, as the United
    Nations counts. Several may veto at once, so that the members' chances can add up to more than the
    first.
    """
    carried, given = conditional(rule.without_vetoes(), votes)
    holders = jnp.array([i in rule.vetoes and i not in rule.absent for i in range(rule.size)])
    by = jnp.where(holders.reshape((-1,) + (1,) * (votes.no.ndim - 1)), votes.no * given.no, 0.0)
    return jnp.maximum(0.0, carried - adoption(rule, votes)), by


def unanimity(rule: Rule, votes: Ballots) -> Float[Array, "*batch"]:
    """P(every member present says yes)."""
    return jnp.prod(votes.yes[jnp.array(rule.present)], axis=0)
