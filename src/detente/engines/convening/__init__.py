"""Who comes to the table: what a format would settle, which conditions are granted, which meeting takes place."""

from __future__ import annotations

from detente.engines.convening.formats import (
    GOODWILL,
    PATIENCE,
    Choice,
    Convening,
    Meetings,
    convene,
    worths,
)
from detente.engines.convening.granting import Equilibrium, granting, profiles, talks
from detente.engines.convening.package import FLOOR, Package, Stakes, packages

__all__ = [
    "FLOOR",
    "GOODWILL",
    "PATIENCE",
    "Choice",
    "Convening",
    "Equilibrium",
    "Meetings",
    "Package",
    "Stakes",
    "convene",
    "granting",
    "packages",
    "profiles",
    "talks",
    "worths",
]
