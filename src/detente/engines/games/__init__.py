"""Finite extensive games with chance and imperfect information, and the crisis template built on them."""

from __future__ import annotations

from detente.engines.games.assessment import Regret, beliefs, expected_payoffs, path_probabilities, regret
from detente.engines.games.batch import Draws, quantal_draws
from detente.engines.games.branch import Equilibrium, limit, quantal
from detente.engines.games.crisis import CARE, PATHS, Crisis, crisis_game, crisis_payoffs
from detente.engines.games.provocation import Round, provocation
from detente.engines.games.sequential import Sequential, sequential_equilibria
from detente.engines.games.standing import OUTCOMES, Standing, solve_crisis
from detente.engines.games.strategic import Strategic, reduced_form
from detente.engines.games.threshold import Signal, Threshold, assurance, retaliation, signals
from detente.engines.games.tree import Game, Infoset, Node, build, chance, end, move
from detente.engines.games.winset import Winset, win_set

__all__ = [
    "CARE",
    "OUTCOMES",
    "PATHS",
    "Crisis",
    "Draws",
    "Equilibrium",
    "Game",
    "Infoset",
    "Node",
    "Regret",
    "Round",
    "Sequential",
    "Signal",
    "Standing",
    "Strategic",
    "Threshold",
    "Winset",
    "assurance",
    "beliefs",
    "build",
    "chance",
    "crisis_game",
    "crisis_payoffs",
    "end",
    "expected_payoffs",
    "limit",
    "move",
    "path_probabilities",
    "provocation",
    "quantal",
    "quantal_draws",
    "reduced_form",
    "regret",
    "retaliation",
    "sequential_equilibria",
    "signals",
    "solve_crisis",
    "win_set",
]
