"""Nothing changes: the naive baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import jax.numpy as jnp
from jaxtyping import Array, Key

from detente.engines.bargaining.case import Case, Draw, Settled, Status
from detente.engines.bargaining.model import ALL_HOLD, Law, need_status_quo

__all__ = ["StatusQuo"]


@dataclass(frozen=True)
class StatusQuo:
    """The reversion point stands, whoever wants what. A forecast that cannot beat it is worth nothing."""

    name: ClassVar[str] = "status_quo"
    reference: ClassVar[str] = "the naive baseline"
    exceptions: ClassVar[Mapping[Law, str]] = {
        **ALL_HOLD,
        Law.CONSENSUS: "nothing moves, not even when all agree; that is what makes it the naive baseline",
    }

    def check(self, case: Case) -> None:
        """Raise `CaseError` without a status quo."""
        need_status_quo(case, "StatusQuo")

    def settle(self, draw: Draw, _key: Key[Array, ""], /) -> Settled:
        """Leave everything where it is."""
        assert draw.status_quo is not None
        return Settled(draw.position[None], draw.status_quo[None], jnp.asarray(Status.SETTLED))

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw."""
        return 8 * actors * issues
