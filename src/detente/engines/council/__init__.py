"""What a body with quotas and vetoes can adopt: exact chances, batched over drafts and draws."""

from __future__ import annotations

from detente.engines.council.adoption import Conditional, adoption, conditional, pivots, unanimity, vetoes
from detente.engines.council.ballots import (
    OMEGA,
    TAU,
    VETO_RELUCTANCE,
    Ballots,
    OrderedLogit,
    ballots,
    gains,
)
from detente.engines.council.decision import Chamber, Decision, adopted, chamber, decide
from detente.engines.council.rule import Majority, Rule

__all__ = [
    "OMEGA",
    "TAU",
    "VETO_RELUCTANCE",
    "Ballots",
    "Chamber",
    "Conditional",
    "Decision",
    "Majority",
    "OrderedLogit",
    "Rule",
    "adopted",
    "adoption",
    "ballots",
    "chamber",
    "conditional",
    "decide",
    "gains",
    "pivots",
    "unanimity",
    "vetoes",
]
