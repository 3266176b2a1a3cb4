"""The compromise model: everybody gives way in proportion to weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import jax.numpy as jnp
from jaxtyping import Array, Key

from detente.engines.bargaining.case import Case, Draw, Settled, Status
from detente.engines.bargaining.model import ALL_HOLD, Law
from detente.engines.bargaining.weighted import mean_of, weight_of

__all__ = ["Mean"]


@dataclass(frozen=True)
class Mean:
    """The mean of positions weighted by capability × salience, Σ w x / Σ w: the default, hard to beat.

    >>> from detente.engines.bargaining import Case, bargain
    >>> case = Case(position=[[0.0], [100.0]], salience=[[50.0], [100.0]], capability=[2.0, 3.0])
    >>> bargain(case, Mean()).final.tolist()
    [75.0]

    Reference: Van den Bos 1991; Achen 2006 in Thomson et al., *The European Union Decides*, ch. 4.
    """

    name: ClassVar[str] = "mean"
    reference: ClassVar[str] = "Achen 2006; Van den Bos 1991"
    exceptions: ClassVar[Mapping[Law, str]] = ALL_HOLD

    def check(self, case: Case) -> None:
        """Any case will do."""

    def settle(self, draw: Draw, _key: Key[Array, ""], /) -> Settled:
        """Take the weighted mean of each issue."""
        outcome = mean_of(draw.position, weight_of(draw))
        return Settled(draw.position[None], outcome[None], jnp.asarray(Status.SETTLED))

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw."""
        return 8 * actors * issues
