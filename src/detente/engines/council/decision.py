"""What a body does with drafts, each alone against the status quo: all drafts and draws in one program."""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from jaxtyping import Array, Bool, Float

from detente.engines.council.adoption import Conditional, adoption, conditional, unanimity, vetoes
from detente.engines.council.ballots import DEFAULT, Ballots, OrderedLogit, ballots, gains
from detente.engines.council.chamber import Chamber, Texts, leverage, over_draws, texts
from detente.engines.council.diagram import diagram
from detente.engines.council.rule import Rule
from detente.engines.programs import compiled

__all__ = ["Decision", "Outcomes", "adopted", "decide", "draft_votes", "outcomes"]


class Outcomes(NamedTuple):
    """What becomes of each draft in each draw of positions: chances, exact given the draw.

    ``vetoed`` is carried but for a veto; ``unanimous`` that every member present says yes.
    """

    adopted: Float[Array, "draft draw"]
    vetoed: Float[Array, "draft draw"]
    unanimous: Float[Array, "draft draw"]


class Decision(NamedTuple):
    """Who decides: every member's vote on each draft in each draw, and what hangs on it.

    ``given`` is P(adopted) given the member's vote; ``veto`` the chance that the member says no to a draft that
    would be carried but for vetoes.
    """

    adopted: Float[Array, "draft draw"]
    vetoed: Float[Array, "draft draw"]
    votes: Ballots
    given: Conditional
    veto: Float[Array, "member draft draw"]


def adopted(
    rule: Rule,
    seats: Chamber,
    text: Float[ArrayLike, "*draw draft issue"],
    sponsor: Bool[ArrayLike, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Float[Array, "draft draw"]:
    """P(adopted) of each draft in each draw, and nothing else: the fast path.

    >>> from detente.engines.council import chamber
    >>> alone, zero = Rule.of_all(1, 1), jnp.zeros(1)
    >>> one = chamber(alone, jnp.array([[[100.0]]]), jnp.array([[[50.0]]]), zero, zero)
    >>> round(float(adopted(alone, one, jnp.array([[20.0]]), jnp.array([[False]]))[0, 0]), 3)
    0.789
    """
    chance: Float[Array, "draft draw"] = _adopted(rule, seats, texts(seats, text), np.asarray(sponsor), logit.checked())
    return chance


def outcomes(
    rule: Rule,
    seats: Chamber,
    text: Float[ArrayLike, "*draw draft issue"],
    sponsor: Bool[ArrayLike, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Outcomes:
    """Adoption, vetoes and unanimity of each draft, alone against the status quo."""
    found: Outcomes = _outcomes(rule, seats, texts(seats, text), np.asarray(sponsor), logit.checked())
    return found


def decide(
    rule: Rule,
    seats: Chamber,
    text: Float[ArrayLike, "*draw draft issue"],
    sponsor: Bool[ArrayLike, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Decision:
    """Each member's ballot on each draft, alone against the status quo, and what hangs on it."""
    decision: Decision = _decide(rule, seats, texts(seats, text), np.asarray(sponsor), logit.checked())
    return decision


@compiled("rule")
def _adopted(
    rule: Rule,
    seats: Chamber,
    text: Texts,
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Float[Array, "draft draw"]:
    def some_draws(some: Chamber, words: Texts) -> Float[Array, "draft draw"]:
        return adoption(rule, draft_votes(rule, some, words, sponsor, logit), fused=True)

    return over_draws(some_draws, seats, text, text.shape[1] * diagram(rule).width)


@compiled("rule")
def _outcomes(
    rule: Rule,
    seats: Chamber,
    text: Texts,
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Outcomes:
    def some_draws(some: Chamber, words: Texts) -> Outcomes:
        votes = draft_votes(rule, some, words, sponsor, logit)
        chance, carried = adoption(rule, votes), adoption(rule.without_vetoes(), votes)
        return Outcomes(chance, jnp.maximum(0.0, carried - chance), unanimity(rule, votes))

    return over_draws(some_draws, seats, text, text.shape[1] * diagram(rule).width)


@compiled("rule")
def _decide(
    rule: Rule,
    seats: Chamber,
    text: Texts,
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Decision:
    def some_draws(some: Chamber, words: Texts) -> Decision:
        votes = draft_votes(rule, some, words, sponsor, logit)
        chance, given = conditional(rule, votes)
        vetoed, veto = vetoes(rule, votes)
        return Decision(chance, vetoed, votes, given, veto)

    return over_draws(some_draws, seats, text, text.shape[1] * diagram(rule).width)


def draft_votes(
    rule: Rule,
    some: Chamber,
    text: Texts,
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Ballots:
    """How each member votes on each draft against the status quo, in each of some draws."""
    gain = gains(some.position, some.salience, some.status_quo, text) + leverage(some)
    return ballots(rule, gain, sponsor=sponsor[:, :, None], reluctance=some.reluctance.T[:, None], logit=logit)
