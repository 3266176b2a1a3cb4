"""What every bargaining model is: a frozen value that settles one draw, and says which laws it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from jaxtyping import Array, Key

from detente.engines.bargaining.case import Case, Draw, Settled
from detente.errors import CaseError

__all__ = ["ALL_HOLD", "Law", "Model", "need_status_quo"]


class Law(StrEnum):
    """The laws of the contract suite, which every model keeps or says why not."""

    RELABEL = "actors in another order: the same answer"
    SHIFT = "the scale shifted: the answer shifts"
    STRETCH = "the scale stretched: the answer stretches"
    ZERO_WEIGHT = "an actor without weight changes nothing"
    CONSENSUS = "all agree: they settle there"
    HULL = "the outcome lies within the hull of positions and status quo"
    SAME_SEED = "same seed, same bytes"
    TWIN = "a NumPy twin written from the formulas agrees to 1e-9"
    BOUNDARY = "NaN or a negative number is an error at the boundary"


ALL_HOLD: Mapping[Law, str] = MappingProxyType({})
"""The exceptions of a model that keeps every law."""


class Model(Protocol):
    """A rule by which a group settles. Values are frozen and hashable: they are static where we compile."""

    @property
    def name(self) -> str:
        """The model's name in answers."""

    @property
    def reference(self) -> str:
        """Where the rule comes from."""

    @property
    def exceptions(self) -> Mapping[Law, str]:
        """The laws that do not hold, and why."""

    def check(self, case: Case) -> None:
        """Raise `CaseError` where the model cannot work on this case."""

    def settle(self, draw: Draw, key: Key[Array, ""], /) -> Settled:
        """Settle one draw. Pure, and free of Python branches on values: it is mapped and compiled."""

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw: the bound by which draws are cut into chunks."""

    def __hash__(self) -> int: ...

    def __eq__(self, other: Any, /) -> bool: ...


def need_status_quo(case: Case, model: str) -> None:
    """Raise unless the case has a status quo."""
    if case.status_quo is None:
        raise CaseError(f"{model} needs a reversion point", key="status_quo", hint="give the status quo")
