"""How a vote may come out: the chance of every tally, 13–0–2 and all the others."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from jaxtyping import Array, Bool, Float

from detente.engines.council.ballots import DEFAULT, Ballots, OrderedLogit
from detente.engines.council.chamber import Chamber, Texts, mean_over_draws, texts
from detente.engines.council.decision import draft_votes
from detente.engines.council.rule import Rule
from detente.engines.programs import compiled

__all__ = ["Tallies", "tallies", "tally"]


class Tallies(NamedTuple):
    """The chance of so many yes and so many no votes, the other members present abstaining.

    ``unvetoed`` is the part of it in which no veto-holder is among the noes.
    """

    chance: Float[Array, "yes no *batch"]
    unvetoed: Float[Array, "yes no *batch"]


def tally(rule: Rule, votes: Ballots) -> Float[Array, "yes no *batch"]:
    """The chance of every tally: a recursion over the members on (yes, no).

    >>> half = jnp.full(2, 0.5)
    >>> tally(Rule.of_all(2, 1), Ballots(half, half, 0 * half))[:, 0].tolist()  # no noes: only yes–yes is left
    [0.0, 0.0, 0.25]
    """
    present = np.array(rule.present)
    size = len(present) + 1
    start = jnp.zeros((size, size, *votes.yes.shape[1:])).at[0, 0].set(1.0)

    def vote(before: Float[Array, "yes no *batch"], chance: Ballots) -> tuple[Float[Array, "yes no *batch"], None]:
        with_yes = jnp.concatenate([jnp.zeros_like(before[:1]), before[:-1]])
        with_no = jnp.concatenate([jnp.zeros_like(before[:, :1]), before[:, :-1]], axis=1)
        return chance.yes * with_yes + chance.no * with_no + chance.abstain * before, None

    after, _ = jax.lax.scan(vote, start, Ballots(*(chances[present] for chances in votes)))
    found: Float[Array, "yes no *batch"] = after
    return found


def tallies(
    rule: Rule,
    seats: Chamber,
    text: Float[ArrayLike, "*draw draft issue"],
    sponsor: Bool[ArrayLike, "member draft"],
    logit: OrderedLogit = DEFAULT,
) -> Tallies:
    """The chance of every tally for each draft, averaged over the draws; the batch is the drafts."""
    found: Tallies = _tallies(rule, seats, texts(seats, text), np.asarray(sponsor), logit.checked())
    return found


@compiled("rule")
def _tallies(
    rule: Rule,
    seats: Chamber,
    text: Texts,
    sponsor: Bool[Array, "member draft"],
    logit: OrderedLogit,
) -> Tallies:
    holders = jnp.array([i in rule.vetoes for i in range(rule.size)])[:, None, None]

    def some_draws(some: Chamber, words: Texts) -> Tallies:
        votes = draft_votes(rule, some, words, sponsor, logit)
        silent = votes._replace(no=jnp.where(holders, 0.0, votes.no))
        return Tallies(tally(rule, votes), tally(rule, silent))

    return mean_over_draws(some_draws, seats, text, text.shape[1] * (len(rule.present) + 1) ** 2)
