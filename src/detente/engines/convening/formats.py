"""Which meeting takes place: formats tried in order, each of which needs certain parties to come."""

from __future__ import annotations

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Bool, Float

from detente.engines.logit import BETA
from detente.engines.programs import on_device
from detente.errors import CaseError

__all__ = ["GOODWILL", "PATIENCE", "Choice", "Convening", "Meetings", "convene", "worths"]

PATIENCE = 0.9
GOODWILL = 4.0


class Choice(NamedTuple):
    """How parties choose: noise β, patience d with the next format, and goodwill a that favours coming, in points."""

    beta: float = BETA
    patience: float = PATIENCE
    goodwill: float = GOODWILL

    def checked(self) -> Choice:
        """These settings, where they make sense.

        Raises:
            CaseError: β is not above 0, or patience lies outside [0, 1].
        """
        if not self.beta > 0:
            raise CaseError(f"a noise of {self.beta} points", hint="beta is above 0")
        if not 0 <= self.patience <= 1:
            raise CaseError(f"a patience of {self.patience}", hint="patience lies between 0 and 1")
        return self


class Meetings(NamedTuple):
    """The formats in order, and the conditions for coming, over draws. Worths and costs are in points.

    ``gain`` is what each format's package is worth to each party, ``success`` the chance that the meeting ends in it,
    ``worth`` what the meeting itself is worth. A condition is asked ``by`` one party ``of`` another.
    """

    gain: Float[Array, "draw format party"]
    success: Float[Array, "draw format"]
    worth: Float[Array, "draw format party"]
    needed: Bool[Array, "format party"]
    condition_worth: Float[Array, "draw condition"]
    condition_cost: Float[Array, "draw condition"]
    by: Bool[Array, "condition party"]
    of: Bool[Array, "condition party"]


class Convening(NamedTuple):
    """What becomes of the formats, for one set of granted conditions.

    ``attends``: the chance that a party comes once the format is reached (1 where it is not needed); ``convenes``: that
    this is the meeting that takes place; ``value``: what the whole is worth to each party before the first format.
    """

    attends: Float[Array, "*batch format party"]
    convenes: Float[Array, "*batch format"]
    value: Float[Array, "*batch party"]


def worths(meetings: Meetings, granted: Float[Array, "profile condition"]) -> Float[Array, "draw profile format party"]:
    """``v_i(f, C)``: what a format that convenes is worth to each party when the conditions C are granted.

    ``ρ_f Δu_i + worth_if + Σ_{c ∈ C by i} worth_c − Σ_{c ∈ C of i} cost_c``; a condition counts only in formats that
    need both parties to it.
    """
    base = meetings.success[..., None] * meetings.gain + meetings.worth
    asking, asked = meetings.by.astype(float), meetings.of.astype(float)
    needed = meetings.needed.astype(float)
    counts = (asking @ needed.T) * (asked @ needed.T)
    change = meetings.condition_worth[..., None] * asking - meetings.condition_cost[..., None] * asked
    paid = jnp.einsum("pk,kf,dki->dpfi", granted, counts, change)
    return base[:, None] + paid


def convene(
    worth: Float[Array, "*batch format party"], needed: Bool[Array, "format party"], choice: Choice
) -> Convening:
    """Sequential logit over the formats, solved backwards.

    1. After the last format nobody meets: ``V = 0``.
    2. A needed party comes with ``σ((v_i − d·V_i(f + 1) + a)/β)``: it compares coming with being the one who does not.
    3. The format convenes if all it needs come; ``V_i(f) = P_f v_i + (1 − P_f)·d·V_i(f + 1)``. Those who are not needed
       live with the outcome too.

    >>> alone = convene(jnp.array([[-4.0, -4.0]]), jnp.array([[True, True]]), Choice())
    >>> float(alone.convenes[0])
    0.25
    """
    after = jnp.zeros(worth.shape[:-2] + worth.shape[-1:])
    attends, meets = [], []
    for f in reversed(range(worth.shape[-2])):
        comes = jax.nn.sigmoid((worth[..., f, :] - choice.patience * after + choice.goodwill) / choice.beta)
        comes = jnp.where(needed[f], comes, 1.0)
        meet = comes.prod(axis=-1)
        after = meet[..., None] * worth[..., f, :] + (1 - meet)[..., None] * choice.patience * after
        attends.append(comes)
        meets.append(meet)
    chance = jnp.stack(meets[::-1], axis=-1)
    missed = jnp.cumprod(1.0 - chance, axis=-1)
    reached = jnp.concatenate([jnp.ones_like(missed[..., :1]), missed[..., :-1]], axis=-1)
    return Convening(jnp.stack(attends[::-1], axis=-2), reached * chance, after)


def checked(meetings: Meetings) -> Meetings:
    """The same, as arrays that fit each other.

    Raises:
        CaseError: shapes that do not fit, a number that is not finite, a format that needs nobody.
    """
    made = Meetings(*(np.asarray(array) for array in meetings))  # type: ignore[arg-type] # checked as NumPy, used as JAX
    draws, formats, parties = made.gain.shape
    conditions = made.by.shape[0]
    shapes = (
        (draws, formats, parties),
        (draws, formats),
        (draws, formats, parties),
        (formats, parties),
        (draws, conditions),
        (draws, conditions),
        (conditions, parties),
        (conditions, parties),
    )
    for name, array, shape in zip(Meetings._fields, made, shapes, strict=True):
        if array.shape != shape:
            raise CaseError(f"{name} of shape {array.shape}, not {shape}")
        if not np.isfinite(array).all():
            raise CaseError(f"{name} holds a number that is not finite")
    if not np.asarray(made.needed).any(axis=1).all():
        raise CaseError("a format that needs nobody")
    return Meetings(*map(on_device, made))
