"""What a group settles on: ``bargain(case, model)``, one verb and interchangeable models.

>>> case = Case(position=[[20.0], [80.0]], salience=[[100.0], [50.0]], capability=[1, 1], status_quo=[0])
>>> [bargain(case, model).final.tolist() for model in (StatusQuo(), Mean(), Median())]
[[0.0], [40.0], [20.0]]
"""

from __future__ import annotations

from detente.engines.bargaining.case import Case, Draw, Path, Settled, Status
from detente.engines.bargaining.challenge import Challenge
from detente.engines.bargaining.condorcet import Condorcet
from detente.engines.bargaining.exchange import Exchange
from detente.engines.bargaining.mean import Mean
from detente.engines.bargaining.median import Median
from detente.engines.bargaining.model import Law, Model
from detente.engines.bargaining.nash import Nash
from detente.engines.bargaining.settle import bargain
from detente.engines.bargaining.status_quo import StatusQuo

__all__ = [
    "Case",
    "Challenge",
    "Condorcet",
    "Draw",
    "Exchange",
    "Law",
    "Mean",
    "Median",
    "Model",
    "Nash",
    "Path",
    "Settled",
    "Status",
    "StatusQuo",
    "bargain",
]
