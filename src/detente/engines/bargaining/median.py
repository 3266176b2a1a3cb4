"""The pairwise majority winner on one scale: the weighted median."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import jax.numpy as jnp
from jaxtyping import Array, Key

from detente.engines.bargaining.case import Case, Draw, Settled, Status
from detente.engines.bargaining.model import ALL_HOLD, Law
from detente.engines.bargaining.weighted import median_of, weight_of

__all__ = ["Median"]


@dataclass(frozen=True)
class Median:
    """The position with half the weight on either side; the lower one at a tie.

    >>> from detente.engines.bargaining import Case, bargain
    >>> case = Case(position=[[0.0], [40.0], [100.0]], salience=[[50.0]] * 3, capability=[2.0, 3.0, 4.0])
    >>> bargain(case, Median()).final.tolist()
    [40.0]

    Reference: Black 1958, *The Theory of Committees and Elections*, ch. 4.
    """

    name: ClassVar[str] = "median"
    reference: ClassVar[str] = "Black 1958"
    exceptions: ClassVar[Mapping[Law, str]] = ALL_HOLD

    def check(self, case: Case) -> None:
        """Any case will do."""

    def settle(self, draw: Draw, _key: Key[Array, ""], /) -> Settled:
        """Take the weighted median of each issue."""
        outcome = median_of(draw.position, weight_of(draw))
        return Settled(draw.position[None], outcome[None], jnp.asarray(Status.SETTLED))

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw."""
        return 2 * actors * actors * issues
