"""Where a conflict can rest, and how it gets there: the graph model for conflict resolution."""

from __future__ import annotations

from detente.engines.graph.foresight import NonMyopic, limited_move, non_myopic, simultaneous
from detente.engines.graph.forms import ArcForm, Form, Graph, OptionForm, arc_form, listed, merge, option_form
from detente.engines.graph.journeys import FromHere, Journeys, journeys, solve_from
from detente.engines.graph.lazy import LazyForm, lazy_form
from detente.engines.graph.preferences import WORTH, Program, by_ranking, by_statements, by_weights, holds
from detente.engines.graph.reasons import Concept, Verdict, coalitions, improvements, strong, upsets, verdict
from detente.engines.graph.relations import Variant, solve_strong, solve_unknown
from detente.engines.graph.solve import FIVE, Solution, ordinal, solve, trapped
from detente.engines.graph.walks import Path, Step, walk

__all__ = [
    "FIVE",
    "WORTH",
    "ArcForm",
    "Concept",
    "Form",
    "FromHere",
    "Graph",
    "Journeys",
    "LazyForm",
    "NonMyopic",
    "OptionForm",
    "Path",
    "Program",
    "Solution",
    "Step",
    "Variant",
    "Verdict",
    "arc_form",
    "by_ranking",
    "by_statements",
    "by_weights",
    "coalitions",
    "holds",
    "improvements",
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
    "solve_strong",
    "solve_unknown",
    "strong",
    "trapped",
    "upsets",
    "verdict",
    "walk",
]
