"""Détente: reports about an international crisis in, a sourced and runnable model of the negotiation out."""

from __future__ import annotations

__version__ = "0.1.0"
