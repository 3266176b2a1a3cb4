"""Where a conflict can rest, and how it gets there: the graph model for conflict resolution."""

from __future__ import annotations

from detente.engines.graph.evolution import OPTION_COST, WIDEST, Chain, by_horizon, chain, first_passage
from detente.engines.graph.foresight import (
    NonMyopic,
    foreseen,
    joint_moves,
    limited_move,
    non_myopic,
    simultaneous,
    spoiling,
)
from detente.engines.graph.forms import ArcForm, Form, Graph, OptionForm, arc_form, listed, merge, option_form
from detente.engines.graph.hypergames import Hypergame, Surprise, solve_hypergame
from detente.engines.graph.inverse import Change, Wish, wish
from detente.engines.graph.journeys import FromHere, Journeys, journeys, solve_from
from detente.engines.graph.lazy import LazyForm, lazy_form
from detente.engines.graph.preferences import WORTH, Program, by_ranking, by_statements, by_weights, holds
from detente.engines.graph.reasons import (
    Concept,
    Verdict,
    coalitions,
    improvements,
    strong,
    strong_under,
    upsets,
    verdict,
)
from detente.engines.graph.relations import Variant, solve_strong, solve_unknown
from detente.engines.graph.solve import FIVE, Solution, ordinal, solve, trapped
from detente.engines.graph.uncertainty import Chances, chances, draw_ranks, draw_statements
from detente.engines.graph.waiting import expected_times
from detente.engines.graph.walks import Path, Remembered, Step, walk

__all__ = [
    "FIVE",
    "OPTION_COST",
    "WIDEST",
    "WORTH",
    "ArcForm",
    "Chain",
    "Chances",
    "Change",
    "Concept",
    "Form",
    "FromHere",
    "Graph",
    "Hypergame",
    "Journeys",
    "LazyForm",
    "NonMyopic",
    "OptionForm",
    "Path",
    "Program",
    "Remembered",
    "Solution",
    "Step",
    "Surprise",
    "Variant",
    "Verdict",
    "Wish",
    "arc_form",
    "by_horizon",
    "by_ranking",
    "by_statements",
    "by_weights",
    "chain",
    "chances",
    "coalitions",
    "draw_ranks",
    "draw_statements",
    "expected_times",
    "first_passage",
    "foreseen",
    "holds",
    "improvements",
    "joint_moves",
    "journeys",
    "lazy_form",
    "limited_move",
    "listed",
    "merge",
    "non_myopic",
    "option_form",
    "ordinal",
    "simultaneous",
    "solve",
    "solve_from",
    "solve_hypergame",
    "solve_strong",
    "solve_unknown",
    "spoiling",
    "strong",
    "strong_under",
    "trapped",
    "upsets",
    "verdict",
    "walk",
    "wish",
]
