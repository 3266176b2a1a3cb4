"""Equal-gain trades of positions between pairs of issues; the published code is a named preset."""

from __future__ import annotations

from detente.engines.bargaining.exchange.rounds import Exchange

__all__ = ["Exchange"]
