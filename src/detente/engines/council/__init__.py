"""What a body with quotas and vetoes can adopt: exact chances, batched over drafts and draws."""

from __future__ import annotations

from detente.engines.council.adoption import Conditional, adoption, conditional, pivots, unanimity, vetoes
from detente.engines.council.agenda import DEFEAT, Agenda, agenda
from detente.engines.council.ballots import (
    OMEGA,
    TAU,
    VETO_RELUCTANCE,
    Ballots,
    OrderedLogit,
    ballots,
    gains,
)
from detente.engines.council.chamber import Chamber, chamber, first
from detente.engines.council.decision import Decision, Outcomes, adopted, decide, outcomes
from detente.engines.council.provisions import Bundle, best_bundle
from detente.engines.council.rule import Majority, Rule
from detente.engines.council.tally import Tallies, tallies, tally
from detente.engines.council.texts import STRENGTHS, BestText, best_texts, dilution, passing

__all__ = [
    "DEFEAT",
    "OMEGA",
    "STRENGTHS",
    "TAU",
    "VETO_RELUCTANCE",
    "Agenda",
    "Ballots",
    "BestText",
    "Bundle",
    "Chamber",
    "Conditional",
    "Decision",
    "Majority",
    "OrderedLogit",
    "Outcomes",
    "Rule",
    "Tallies",
    "adopted",
    "adoption",
    "agenda",
    "ballots",
    "best_bundle",
    "best_texts",
    "chamber",
    "conditional",
    "decide",
    "dilution",
    "first",
    "gains",
    "outcomes",
    "passing",
    "pivots",
    "tallies",
    "tally",
    "unanimity",
    "vetoes",
]
