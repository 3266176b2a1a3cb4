"""What an outcome hangs on: shares of its variance (Sobol), and the expected value of finding out an input."""

from __future__ import annotations

from detente.engines.sensitivity.conditional import Conditional, conditional_mean
from detente.engines.sensitivity.design import Indices, Saltelli, sobol_indices
from detente.engines.sensitivity.finding_out import Found, evppi, finding_out

__all__ = [
    "Conditional",
    "Found",
    "Indices",
    "Saltelli",
    "conditional_mean",
    "evppi",
    "finding_out",
    "sobol_indices",
]
