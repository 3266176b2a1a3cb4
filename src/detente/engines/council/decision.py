"""What a body does with drafts, each alone against the status quo: all drafts and draws in one program."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, TypeVar

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from detente.engines.council.adoption import adoption, conditional, unanimity, vetoes
from detente.engines.council.ballots import DEFAULT, Ballots, OrderedLogit, ballots, gains
from detente.engines.council.diagram import diagram
from detente.engines.council.rule import Rule
from detente.errors import CaseError

__all__ = ["Chamber", "Decision", "adopted", "chamber", "decide"]

ROOM = 40_000
"""Numbers worked on at a time, drafts × draws × the width of the diagram: what a core keeps in its cache."""

Result = TypeVar("Result")


class Chamber(NamedTuple):
    """Who sits in a body and what they want, over draws; positions and saliences on 0–100.

    ``reluctance`` is κ, what a no costs a member beyond the threshold, in points. ``pressure`` adds to what a
    draft is worth to a member, in points.
    """

    position: Float[Array, "draw member issue"]
    salience: Float[Array, "draw member issue"]
    status_quo: Float[Array, " issue"]
    reluctance: Float[Array, " member"]
    pressure: Float[Array, "draw member"]


class Decision(NamedTuple):
    """What becomes of each draft in each draw of positions: chances, exact given the draw.

    ``vetoed`` is carried but for a veto; ``pivot`` is P(adopted | yes) − P(adopted | no); ``veto`` the
    chance that the member says no to a draft that would be carried but for vetoes.
    """

    adopted: Float[Array, "draft draw"]
    vetoed: Float[Array, "draft draw"]
    unanimous: Float[Array, "draft draw"]
    votes: Ballots
    pivot: Float[Array, "member draft draw"]
    veto: Float[Array, "member draft draw"]


def chamber(
    rule: Rule,
    position: Float[Array, "draw member issue"],
    salience: Float[Array, "draw member issue"],
    status_quo: Float[Array, " issue"],
    reluctance: Float[Array, " member"],
    pressure: Float[Array, "draw member"] | None = None,
) -> Chamber:
    """A checked ``Chamber``.

    Raises:
        CaseError: shapes that do not fit the rule, a number that is not finite, a negative salience or
            reluctance.
    """
    draws, members, issues = _shape(position)
    if members != rule.size:
        raise CaseError(f"positions of {members} members for a rule of {rule.size}")
    if pressure is None:
        pressure = jnp.zeros((draws, members))
    made = Chamber(*(jnp.asarray(a, dtype=float) for a in (position, salience, status_quo, reluctance, pressure)))
    expected = ((draws, members, issues), (draws, members, issues), (issues,), (members,), (draws, members))
    for name, array, shape in zip(Chamber._fields, made, expected, strict=True):
        if array.shape != shape:
            raise CaseError(f"{name} of shape {array.shape}, not {shape}")
        if not bool(jnp.isfinite(array).all()):
            raise CaseError(f"{name} holds a number that is not finite")
    for name, array in (("salience", made.salience), ("reluctance", made.reluctance)):
        if bool((array < 0).any()):
            raise CaseError(f"a negative {name}")
    return made


def _shape(position: Float[Array, "draw member issue"]) -> tuple[int, int, int]:
    if jnp.ndim(position) != 3:
        raise CaseError(f"positions with {jnp.ndim(position)} axes", hint="the axes are draw, member, issue")
    draws, members, issues = jnp.shape(position)
    return draws, members, issues


def adopted(
    rule: Rule,
    seats: Chamber,
    text: Float[Array, "draft issue"],
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Float[Array, "draft draw"]:
    """P(adopted) of each draft in each draw, and nothing else: the fast path.

    >>> alone, zero = Rule.of_all(1, 1), jnp.zeros(1)
    >>> one = chamber(alone, jnp.array([[[100.0]]]), jnp.array([[[50.0]]]), zero, zero)
    >>> round(float(adopted(alone, one, jnp.array([[20.0]]), jnp.array([[False]]))[0, 0]), 3)
    0.789
    """
    chance: Float[Array, "draft draw"] = _adopted(rule, seats, text, sponsor, logit.checked())
    return chance


def decide(
    rule: Rule,
    seats: Chamber,
    text: Float[Array, "draft issue"],
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Decision:
    """Adoption, vetoes, unanimity, ballots and pivots of each draft, alone against the status quo."""
    decision: Decision = _decide(rule, seats, text, sponsor, logit.checked())
    return decision


@partial(jax.jit, static_argnames="rule")
def _adopted(
    rule: Rule,
    seats: Chamber,
    text: Float[Array, "draft issue"],
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Float[Array, "draft draw"]:
    def some_draws(some: Chamber) -> Float[Array, "draft draw"]:
        return adoption(rule, _votes(rule, some, text, sponsor, logit), fused=True)

    return over_draws(some_draws, seats, text.shape[0] * diagram(rule).width)


@partial(jax.jit, static_argnames="rule")
def _decide(
    rule: Rule,
    seats: Chamber,
    text: Float[Array, "draft issue"],
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Decision:
    def some_draws(some: Chamber) -> Decision:
        votes = _votes(rule, some, text, sponsor, logit)
        chance, given = conditional(rule, votes)
        vetoed, veto = vetoes(rule, votes)
        return Decision(chance, vetoed, unanimity(rule, votes), votes, given.yes - given.no, veto)

    return over_draws(some_draws, seats, text.shape[0] * diagram(rule).width)


def _votes(
    rule: Rule,
    some: Chamber,
    text: Float[Array, "draft issue"],
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Ballots:
    gain = gains(some.position, some.salience, some.status_quo, text) + some.pressure.T[:, None]
    return ballots(rule, gain, sponsor=sponsor[:, :, None], reluctance=some.reluctance, logit=logit)


def over_draws(work: Callable[[Chamber], Result], seats: Chamber, rows: int) -> Result:
    """Work on so many draws at a time as stay in a core's cache; every result ends with the axis of draws."""
    draws = seats.position.shape[0]
    size = max(1, min(draws, ROOM // max(rows, 1)))
    short = -draws % size

    def chunks(array: Array) -> Array:
        # the last draw again fills up the last chunk and is cut off below
        filled = jnp.concatenate([array, jnp.repeat(array[-1:], short, axis=0)])
        return filled.reshape(-1, size, *array.shape[1:])

    def whole(array: Array) -> Array:
        joined = jnp.moveaxis(array, 0, -2)
        return joined.reshape(*joined.shape[:-2], -1)[..., :draws]

    batched = (chunks(seats.position), chunks(seats.salience), chunks(seats.pressure))
    results = jax.lax.map(lambda b: work(Chamber(b[0], b[1], seats.status_quo, seats.reluctance, b[2])), batched)
    joined: Result = jax.tree.map(whole, results)
    return joined
