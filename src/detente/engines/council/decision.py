"""What a body does with drafts, each alone against the status quo: all drafts and draws in one program."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
from jaxtyping import Array, Bool, Float

from detente.engines.council.adoption import adoption, conditional, unanimity, vetoes
from detente.engines.council.ballots import DEFAULT, Ballots, OrderedLogit, ballots, gains
from detente.engines.council.chamber import Chamber, Texts, leverage, over_draws, texts
from detente.engines.council.diagram import diagram
from detente.engines.council.rule import Rule

__all__ = ["Decision", "adopted", "decide", "draft_votes"]


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


def adopted(
    rule: Rule,
    seats: Chamber,
    text: Float[Array, "*draw draft issue"],
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Float[Array, "draft draw"]:
    """P(adopted) of each draft in each draw, and nothing else: the fast path.

    >>> from detente.engines.council import chamber
    >>> alone, zero = Rule.of_all(1, 1), jnp.zeros(1)
    >>> one = chamber(alone, jnp.array([[[100.0]]]), jnp.array([[[50.0]]]), zero, zero)
    >>> round(float(adopted(alone, one, jnp.array([[20.0]]), jnp.array([[False]]))[0, 0]), 3)
    0.789
    """
    chance: Float[Array, "draft draw"] = _adopted(rule, seats, texts(seats, text), sponsor, logit.checked())
    return chance


def decide(
    rule: Rule,
    seats: Chamber,
    text: Float[Array, "*draw draft issue"],
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Decision:
    """Adoption, vetoes, unanimity, ballots and pivots of each draft, alone against the status quo."""
    decision: Decision = _decide(rule, seats, texts(seats, text), sponsor, logit.checked())
    return decision


@partial(jax.jit, static_argnames="rule")
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


@partial(jax.jit, static_argnames="rule")
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
        return Decision(chance, vetoed, unanimity(rule, votes), votes, given.yes - given.no, veto)

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
    return ballots(rule, gain, sponsor=sponsor[:, :, None], reluctance=some.reluctance, logit=logit)
