"""Drafts in turn: what comes after a draft decides how members vote on it, and whether it is put to the vote."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from jaxtyping import Array, Bool, Float, Int

from detente.engines.council.adoption import adoption
from detente.engines.council.ballots import DEFAULT, OrderedLogit, ballots, gains
from detente.engines.council.chamber import Chamber, Texts, leverage, over_draws, texts
from detente.engines.council.rule import Rule
from detente.engines.programs import compiled

__all__ = ["DEFEAT", "Agenda", "agenda"]

DEFEAT = 4.0
"""What losing a vote costs a sponsor, in points: a judgement, not a calibration."""


class Agenda(NamedTuple):
    """What becomes of the drafts when they are tabled in turn, in each draw of positions.

    ``pressed`` is 1 where a sponsor insists on the vote and 0 where the draft is withdrawn; ``tabled`` the
    chance that it is voted on at all; ``adopted`` the chance that it is the text that is adopted;
    ``nothing`` that none is.
    """

    pressed: Float[Array, "draft draw"]
    tabled: Float[Array, "draft draw"]
    adopted: Float[Array, "draft draw"]
    nothing: Float[Array, " draw"]


def agenda(
    rules: tuple[Rule, ...],
    seats: Chamber,
    text: Float[ArrayLike, "*draw draft issue"],
    sponsor: Bool[ArrayLike, "member draft"],
    defeat: float = DEFEAT,
    logit: OrderedLogit = DEFAULT,
) -> Agenda:
    """Drafts in the order tabled, one ``rules`` entry a draft, solved backwards.

    1. After the last draft comes the status quo, worth 0 to everybody.
    2. While a draft is before the house, a member compares it with what follows if it fails:
       ``g_i = u_i(y) − W_i``, W the expected worth of the drafts behind it.
    3. A sponsor insists on the vote iff ``P·g > (1 − P)·defeat``; where none does, the draft is withdrawn.
       A draft
       without sponsors is always voted on.
    4. ``W ← P·u(y) + (1 − P)·W`` where it is voted on, else W stays.

    Any sponsor may insist: whoever seconded a draft may require that it be put to the vote.

    Reference: Provisional Rules of Procedure of the Security Council, rule 35; Romer & Rosenthal (1978).
    """
    kinds = tuple(dict.fromkeys(rules))
    kind = np.array([kinds.index(rule) for rule in rules])
    found: Agenda = _agenda(
        kinds,
        kind,
        seats,
        texts(seats, text),
        np.asarray(sponsor),
        np.asarray(defeat, dtype=np.float64),
        logit.checked(),
    )
    return found


@compiled("kinds")
def _agenda(
    kinds: tuple[Rule, ...],
    kind: Int[Array, " draft"],
    seats: Chamber,
    text: Texts,
    sponsor: Bool[Array, "member draft"],
    defeat: Float[Array, ""],
    logit: OrderedLogit,
) -> Agenda:
    def some_draws(some: Chamber, words: Texts) -> Agenda:
        worth = gains(some.position, some.salience, some.status_quo, words)
        pressure = jnp.broadcast_to(leverage(some), worth.shape)
        behind = jnp.zeros((worth.shape[0], worth.shape[2]))
        turns = (kind, jnp.moveaxis(worth, 1, 0), jnp.moveaxis(pressure, 1, 0), sponsor.T)
        turn = partial(_turn, kinds, some, defeat, logit)
        _, (chance, pressed) = jax.lax.scan(turn, behind, turns, reverse=True)
        failed = jnp.cumprod(1.0 - chance * pressed, axis=0)
        reached = jnp.concatenate([jnp.ones_like(failed[:1]), failed[:-1]])
        return Agenda(pressed, reached * pressed, reached * pressed * chance, failed[-1])

    return over_draws(some_draws, seats, text, 16 * text.shape[1])


def _turn(
    kinds: tuple[Rule, ...],
    some: Chamber,
    defeat: Float[Array, ""],
    logit: OrderedLogit,
    behind: Float[Array, "member draw"],
    draft: tuple[Int[Array, ""], Float[Array, "member draw"], Float[Array, "member draw"], Bool[Array, " member"]],
) -> tuple[Float[Array, "member draw"], tuple[Float[Array, " draw"], Float[Array, " draw"]]]:
    kind, worth, pressure, sponsor = draft
    gain = worth - behind

    def chance_under(rule: Rule) -> Float[Array, " draw"]:
        tempted = gain + pressure
        votes = ballots(rule, tempted, sponsor=sponsor[:, None], reluctance=some.reluctance.T, logit=logit)
        return adoption(rule, votes)

    chance = jax.lax.switch(kind, [partial(chance_under, rule) for rule in kinds])
    insists = sponsor[:, None] & (chance * gain > (1.0 - chance) * defeat)
    pressed = jnp.where(sponsor.any(), insists.any(axis=0), True).astype(float)
    voted = chance * pressed
    return voted * worth + (1.0 - voted) * behind, (chance, pressed)
