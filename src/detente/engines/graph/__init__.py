"""Where a conflict can rest, and how it gets there: the graph model for conflict resolution."""

from __future__ import annotations

from detente.engines.graph.forms import ArcForm, Form, Graph, OptionForm, arc_form, merge, option_form
from detente.engines.graph.solve import FIVE, Solution, ordinal, solve, trapped

__all__ = [
    "FIVE",
    "ArcForm",
    "Form",
    "Graph",
    "OptionForm",
    "Solution",
    "arc_form",
    "merge",
    "option_form",
    "ordinal",
    "solve",
    "trapped",
]
