"""What a threat can extract: ties used as threats and promises, how far they are believed, and chains of pressure.

The engine knows arrays over draws only. It is plain NumPy: the work is small, and a compiled program would cost more to
trace than to run.
"""

from __future__ import annotations

from detente.engines.coercion.belief import believed
from detente.engines.coercion.chains import chains
from detente.engines.coercion.demand import ETA, Demand, demand, expectation
from detente.engines.coercion.leverage import AUDIENCE, CARE, Leverage, capacity, press, pressure, promise
from detente.engines.coercion.threat import Back, Threat, intensities, logistic, price, threat

__all__ = [
    "AUDIENCE",
    "CARE",
    "ETA",
    "Back",
    "Demand",
    "Leverage",
    "Threat",
    "believed",
    "capacity",
    "chains",
    "demand",
    "expectation",
    "intensities",
    "logistic",
    "press",
    "pressure",
    "price",
    "promise",
    "threat",
]
