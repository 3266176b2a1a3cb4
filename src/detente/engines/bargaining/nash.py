"""The Nash solution on one scale: what all gain by, weighted by what each brings to bear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import ClassVar

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Key

from detente.engines.bargaining.case import Case, Draw, Settled, Status
from detente.engines.bargaining.model import ALL_HOLD, Law, need_status_quo
from detente.engines.bargaining.weighted import weight_of
from detente.errors import CaseError

__all__ = ["Nash"]

HALVINGS = 60


@dataclass(frozen=True)
class Nash:
    """The outcome that maximises Σ w log(u(x) − u(q)), with quadratic losses u_i(x) = −(x − x_i)².

    1. Measure from the reversion point q: y = |x − q|, and y_i how far actor i would go from q.
    2. Actor i gains y(2y_i − y), so all gain only for 0 < y < 2 min y_i. Where weight stands on both sides of
       q, or on q itself, no change suits all, and the reversion point stands.
    3. Otherwise solve Σ w_i / y = Σ w_i / (2y_i − y), whose left side falls and right side rises, by halving.

    As q goes to infinity the outcome tends to the weighted mean; with linear losses it would tend to the median.

    Attributes:
        reversion: q in scale units, which need not lie on the scale; the case's status quo where unsaid.

    >>> from detente.engines.bargaining import Case, bargain
    >>> case = Case([[40.0], [80.0]], [[100.0], [100.0]], [3.0, 1.0], status_quo=[0.0])
    >>> bargain(case, Nash()).final.round(3).tolist()
    [43.765]
    >>> bargain(case, Nash(reversion=-1e7)).final.round(3).tolist()
    [50.0]

    Raises:
        CaseError: the reversion point is not finite.

    Reference: Nash 1950, Econometrica 18(2), 155–162; Achen 2006 in Thomson et al., ch. 4.
    """

    reversion: float | None = None

    name: ClassVar[str] = "nash"
    reference: ClassVar[str] = "Nash 1950; Achen 2006"

    def __post_init__(self) -> None:
        if self.reversion is not None and not isfinite(self.reversion):
            raise CaseError(f"the reversion point is {self.reversion}", key="reversion", hint="give a number")

    @property
    def exceptions(self) -> Mapping[Law, str]:
        """The laws that do not hold, and why."""
        if self.reversion is None:
            return ALL_HOLD
        fixed = "the reversion point is a setting, so it does not move with the scale"
        outside = "the reversion point is a setting, and where no change suits all it stands, wherever it lies"
        return {Law.SHIFT: fixed, Law.STRETCH: fixed, Law.HULL: outside}

    def check(self, case: Case) -> None:
        """Raise `CaseError` without a reversion point."""
        if self.reversion is None:
            need_status_quo(case, "Nash")

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw."""
        return 12 * actors * issues

    def settle(self, draw: Draw, _key: Key[Array, ""], /) -> Settled:
        """Solve every issue by itself."""
        if self.reversion is not None:
            quo = jnp.full(draw.position.shape[1], self.reversion)
        else:
            assert draw.status_quo is not None
            quo = draw.status_quo
        weight = weight_of(draw)
        way = jnp.sign(draw.position - quo)
        up = jnp.all((way > 0) | (weight == 0.0), axis=0)
        down = jnp.all((way < 0) | (weight == 0.0), axis=0)
        gain = _solve(jnp.abs(draw.position - quo), weight, up | down)
        outcome = quo + jnp.where(up, gain, jnp.where(down, -gain, 0.0))
        stuck = jnp.any(~(up | down))
        return Settled(draw.position[None], outcome[None], jnp.where(stuck, Status.NO_GAIN, Status.SETTLED))


def _solve(
    ideal: Float[Array, "actors issues"], weight: Float[Array, "actors issues"], open_: Bool[Array, " issues"]
) -> Float[Array, " issues"]:
    """y in (0, 2 min y_i) with Σ w/y = Σ w_i/(2y_i − y), by halving; 0 where no change suits all."""
    whole = jnp.sum(weight, axis=0)
    most = jnp.max(jnp.where(weight > 0.0, ideal, 0.0), axis=0)
    least = jnp.min(jnp.where(weight > 0.0, ideal, jnp.inf), axis=0)
    top = jnp.where(open_ & jnp.isfinite(least), jnp.minimum(2.0 * least, most), 0.0)

    def halve(
        _: int, bounds: tuple[Float[Array, " issues"], Float[Array, " issues"]]
    ) -> tuple[Float[Array, " issues"], Float[Array, " issues"]]:
        low, high = bounds
        y = 0.5 * (low + high)
        room = 2.0 * ideal - y
        pull = jnp.sum(jnp.where(weight > 0.0, weight * y / jnp.where(room > 0.0, room, jnp.inf), 0.0), axis=0)
        short = pull < whole
        return jnp.where(short, y, low), jnp.where(short, high, y)

    low, high = jax.lax.fori_loop(0, HALVINGS, halve, (jnp.zeros_like(top), top))
    middle: Float[Array, " issues"] = 0.5 * (low + high)
    return middle
