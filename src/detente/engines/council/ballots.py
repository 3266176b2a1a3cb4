"""How a member votes on a draft: an ordered logit on what the draft is worth to it, leaning towards unity.

Arrays lead with the member axis, so that all draws of one member lie side by side in memory.
"""

from __future__ import annotations

from typing import NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from detente.engines.council.rule import Rule
from detente.engines.logit import BETA
from detente.errors import CaseError

__all__ = ["OMEGA", "TAU", "VETO_RELUCTANCE", "Ballots", "OrderedLogit", "ballots", "gains"]

TAU = 4.0
OMEGA = 8.0
VETO_RELUCTANCE = 8.0
FARTHEST = 230.0
"""Logits are cut at ±230: e⁻²³⁰ = 10⁻¹⁰⁰ still counts as a chance, and nothing overflows, however small β."""


class OrderedLogit(NamedTuple):
    """How sharply members choose, in points.

    ``beta`` is the noise; ``tau`` the gain or loss below which abstention is likelier than not; ``omega``
    what a member that sees everybody else in favour adds to its gain. The defaults are judgements, not
    calibrations.
    """

    beta: float = BETA
    tau: float = TAU
    omega: float = OMEGA

    def checked(self) -> OrderedLogit:
        """These settings, where they make sense.

        Raises:
            CaseError: β is not above 0, or τ or ω is negative or not finite.
        """
        if not self.beta > 0:
            raise CaseError(f"a noise of {self.beta} points", hint="beta is above 0")
        for name, value in (("tau", self.tau), ("omega", self.omega)):
            if not 0 <= value < float("inf"):
                raise CaseError(f"{name} of {value} points", hint=f"{name} is 0 or more")
        return self


DEFAULT = OrderedLogit()


class Ballots(NamedTuple):
    """P(yes), P(no) and P(abstain) of each member; an absent member abstains."""

    yes: Float[Array, "member *batch"]
    no: Float[Array, "member *batch"]
    abstain: Float[Array, "member *batch"]


def gains(
    position: Float[Array, "draw member issue"],
    salience: Float[Array, "draw member issue"],
    status_quo: Float[Array, "draw issue"],
    text: Float[Array, "draw draft issue"],
) -> Float[Array, "member draft draw"]:
    """What each draft is worth to each member against the status quo, in points.

    ``g_i = Σ_m s_im (|q_m − x_im| − |y_m − x_im|)/100``, summed issue by issue.

    >>> position, salience = jnp.array([[[80.0]]]), jnp.array([[[50.0]]])
    >>> float(gains(position, salience, jnp.array([[0.0]]), jnp.array([[[60.0]]]))[0, 0, 0])
    30.0
    """
    place, weight = jnp.moveaxis(position, 0, 2), jnp.moveaxis(salience, 0, 2) / 100
    total = jnp.zeros((place.shape[0], text.shape[1], place.shape[2]))
    for m in range(text.shape[2]):
        x, s = place[:, m][:, None], weight[:, m][:, None]
        total = total + s * (jnp.abs(status_quo[:, m] - x) - jnp.abs(text[:, :, m].T - x))
    return total


def ballots(
    rule: Rule,
    gain: Float[Array, "member *batch"],
    *,
    sponsor: Bool[Array, "member *batch"],
    reluctance: Float[Array, "member *batch"],
    logit: OrderedLogit = DEFAULT,
) -> Ballots:
    """The chance that each member votes yes, no, or abstains.

    1. With ω = 0, each member is in favour with P⁰ = σ((g − τ)/β); sponsors are, for certain.
    2. A member leans with the others: ``G = g + ω·max(0, 2·mean over the others of P⁰ − 1)``.
    3. ``P(yes) = σ((G − τ)/β)``, ``P(no) = σ((−G − τ − κ)/β)``, and the rest abstains:
       ``(1 − P(yes))·(1 − P(no))·(1 − e^(−(2τ + κ)/β))``, the same without a difference of near numbers.
    4. Where the rule knows no abstention, who does not say no says yes, in P⁰ too.

    Reference: McCullagh (1980), Regression models for ordinal data (the ordered logit).
    """
    present = jnp.array([i not in rule.absent for i in range(rule.size)]).reshape((-1,) + (1,) * (gain.ndim - 1))
    first = _in_favour(rule, gain, reluctance, logit)
    first = jnp.where(present, jnp.where(sponsor, 1.0, first), 0.0)
    others = (first.sum(axis=0) - first) / max(len(rule.present) - 1, 1)
    inclined = gain + logit.omega * jnp.maximum(0.0, 2.0 * others - 1.0)
    return _ballots(rule, inclined, sponsor, present, reluctance, logit)


def _in_favour(
    rule: Rule, gain: Float[Array, "..."], kappa: Float[Array, "..."], logit: OrderedLogit
) -> Float[Array, "..."]:
    threshold = logit.tau if rule.abstention else -logit.tau - kappa
    return 1.0 / (1.0 + _odds((threshold - gain) / logit.beta))


def _ballots(
    rule: Rule,
    gain: Float[Array, "..."],
    sponsor: Bool[Array, "..."],
    present: Bool[Array, "..."],
    kappa: Float[Array, "..."],
    logit: OrderedLogit,
) -> Ballots:
    apart = (2.0 * logit.tau + kappa) / logit.beta
    odds_against = _odds((logit.tau - gain) / logit.beta)
    yes = 1.0 / (1.0 + odds_against)
    odds_unopposed = _odds((gain + logit.tau + kappa) / logit.beta)
    no = 1.0 / (1.0 + odds_unopposed)
    not_yes, not_no = odds_against * yes, odds_unopposed * no
    if rule.abstention:
        abstain = not_yes * not_no * -jnp.expm1(-apart)
    else:
        yes, abstain = not_no, jnp.zeros_like(yes)
    certain, nothing = jnp.where(present, 1.0, 0.0), jnp.where(present, 0.0, 1.0)
    return Ballots(
        jnp.where(sponsor, certain, yes * certain),
        jnp.where(sponsor, 0.0, no * certain),
        jnp.where(sponsor, nothing, abstain * certain + nothing),
    )


def _odds(logit: Float[Array, "..."]) -> Float[Array, "..."]:
    return jnp.exp(jnp.clip(logit, -FARTHEST, FARTHEST))
