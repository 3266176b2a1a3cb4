"""The principal branch of logit equilibria of one game, traced from λ = 0 by predictor and Newton steps.

Damped fixed points of the logit map cycle on ordinary payoffs; the branch does not. The path is followed by
arc length, so that it may turn back in λ, with large linear systems solved sparsely: games of some 10⁴ nodes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.equations import log_play, slope
from detente.engines.games.incidence import Incidence, incidence, log_chances, path_payoffs
from detente.engines.games.jacobian import Pattern, pattern, solve
from detente.engines.games.tree import Game
from detente.engines.logit import BETA

__all__ = ["LIMIT", "RESIDUAL", "Equilibrium", "limit", "quantal", "trace"]

RESIDUAL = 1e-8  # above this it is not an answer
LIMIT = 1e5  # λ times the range of payoffs at which the limit is read off
NEAR, AIM = 0.05, 0.01  # how long the first Newton step of a round may be, and should be (log-odds)
GROWTH, TURN = 2.0, 0.9  # a step may grow so much at once; the cosine of a turn may be no less
STEPS = 5_000
EXACT = 1e-10
ROUGH = 1e-5  # points on the way need not be exact; the last one is


@dataclass(frozen=True, slots=True, eq=False)
class Equilibrium:
    """Play at every information set, and how well it solves the logit equations.

    ``log_play`` are log-probabilities of the personal actions, ``precision`` is λ in 1/points, ``residual``
    the greatest error of the log-odds, ``status`` a sentence; where ``found`` is false there is no answer.
    """

    log_play: Float[ndarray, " a"]
    precision: float
    residual: float
    steps: int
    found: bool
    status: str

    @property
    def play(self) -> Float[ndarray, " a"]:
        """The probability of each personal action."""
        return np.asarray(np.exp(self.log_play))


@dataclass(frozen=True, slots=True, eq=False)
class _Problem:
    """One game in scaled form: payoffs with a range of 1, so that λ and the log-odds are of one size."""

    shape: Incidence
    cells: Pattern
    payoffs: Float[ndarray, "z players"]
    chances: Float[ndarray, " c"]

    def gap(self, odds: Float[ndarray, " n"]) -> Float[ndarray, " n"]:
        """How much more each free action is worth than the first of its information set."""
        return slope(self.shape, self.cells, self.payoffs, self.chances, odds)[0]

    def newton(self, point: Float[ndarray, " m"], border: Float[ndarray, " m"]) -> Float[ndarray, "m 2"]:
        """At (log-odds, λ): the Newton step orthogonal to ``border``, and the direction of the branch."""
        odds, precision = point[:-1], point[-1]
        gap, cells = slope(self.shape, self.cells, self.payoffs, self.chances, odds)
        right = np.zeros((len(point), 2))
        right[:-1, 0] = precision * gap - odds
        right[-1, 1] = 1.0
        return solve(self.cells, -precision * cells, gap, border, right)


@dataclass(frozen=True, slots=True, eq=False)
class _Stand:
    """Where the tracer stands: point, tangent, the tangent before it, the steps between and next."""

    point: Float[ndarray, " m"]
    tangent: Float[ndarray, " m"]
    before: Float[ndarray, " m"]
    taken: float
    step: float
    count: int = 0

    def ahead(self, step: float) -> Float[ndarray, " m"]:
        """The point a step further, along the tangent and its change."""
        bend = (self.tangent - self.before) / self.taken if self.taken else 0.0
        return np.asarray(self.point + step * self.tangent + 0.5 * step**2 * bend)


def _correct(
    problem: _Problem, guess: Float[ndarray, " m"], border: Float[ndarray, " m"], close: float
) -> tuple[Float[ndarray, " m"], Float[ndarray, " m"], float] | None:
    """Newton steps from a guess, orthogonal to ``border``: point, tangent, and the first step's length."""
    point, first, last = guess, 0.0, np.inf
    for turn in range(12):
        try:
            solved = problem.newton(point, border)
        except (RuntimeError, np.linalg.LinAlgError):  # exactly singular: the caller takes a shorter step
            return None
        change = solved[:, 0]
        size = float(np.max(np.abs(change[:-1]), initial=0.0))
        first = size if turn == 0 else first
        if not np.isfinite(size) or first > NEAR:
            return None
        point = point + change
        floor = close + 1e-9 * abs(point[-1]) * (turn > 2 and size > 0.3 * last)  # rounding grows with λ
        if size < floor:
            return point, solved[:, 1] / np.linalg.norm(solved[:, 1]), first
        if turn > 1 and size > 0.7 * last:
            return None
        last = size
    return None


def _advance(problem: _Problem, stand: _Stand) -> _Stand:
    """One step along the branch, or the same stand with a shorter step in mind."""
    found = _correct(problem, stand.ahead(stand.step), stand.tangent, ROUGH)
    if found is None or found[1] @ stand.tangent < TURN:
        return replace(stand, step=stand.step / 3, count=stand.count + 1)
    point, tangent, size = found
    grown = stand.step * float(np.clip((AIM / max(size, 1e-12)) ** (1 / 3), 0.5, GROWTH))
    return _Stand(point, tangent, stand.tangent, stand.step, grown, stand.count + 1)


def _land(problem: _Problem, stand: _Stand, target: float) -> Float[ndarray, " m"] | None:
    """The point of the branch at λ = target, when the next step would cross it."""
    low, high = 0.0, stand.step
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if stand.ahead(middle)[-1] >= target else (middle, high)
    guess = stand.ahead(high)
    guess[-1] = target
    found = _correct(problem, guess, np.eye(len(guess))[-1], EXACT)
    return None if found is None else found[0]


def trace(
    shape: Incidence,
    payoffs: Float[ndarray, "z players"],
    chances: Float[ndarray, " c"],
    precision: float,
    tolerance: float = RESIDUAL,
) -> Equilibrium:
    """The logit equilibrium at λ = ``precision`` (1/points) on the principal branch.

    1. At λ = 0 all actions of an information set are equally likely.
    2. Predict along the tangent and its change; correct by Newton steps orthogonal to the tangent; shorten
       the step when the first correction is long or Newton does not contract (it might jump to another
       branch).
    3. Where the path first crosses λ, solve for it there.

    Reference: Turocy 2010, Economic Theory 42, pp. 243–269; Allgower & Georg 1990, chapter 6.
    """
    scale = max(float(np.ptp(payoffs)), np.finfo(float).tiny) if payoffs.size else 1.0
    problem, target = _Problem(shape, pattern(shape), payoffs / scale, chances), precision * scale
    size = len(shape.free) + 1
    start = np.zeros(size)
    tangent = np.append(problem.gap(start[:-1]), 1.0) if size > 1 else np.ones(1)
    tangent /= np.linalg.norm(tangent)
    stand = _Stand(start, tangent, tangent, 0.0, min(0.3, max(target, 1e-12)))
    while stand.count < STEPS and stand.step > 1e-9:
        if stand.ahead(stand.step)[-1] >= target:
            landed = _land(problem, stand, target)
            if landed is not None:
                return _answer(problem, landed, scale, stand.count, tolerance)
            stand = replace(stand, step=stand.step / 3, count=stand.count + 1)
        else:
            stand = _advance(problem, stand)
    return _answer(problem, stand.point, scale, stand.count, 0.0)


def _answer(problem: _Problem, point: Float[ndarray, " m"], scale: float, steps: int, tolerance: float) -> Equilibrium:
    odds, precision = point[:-1], float(point[-1])
    error = odds - precision * problem.gap(odds) if len(odds) else odds
    residual = float(np.max(np.abs(error), initial=0.0))
    found = residual < tolerance
    where = f"λ = {precision / scale:.6g} after {steps} steps, residual {residual:.1e}"
    status = f"the principal branch was traced to {where}"
    if not found:
        status = f"no answer: tracing stopped at {where}"
    return Equilibrium(log_play(problem.shape, odds), precision / scale, residual, steps, found, status)


def quantal(game: Game, precision: float = 1 / BETA) -> Equilibrium:
    """The agent quantal-response equilibrium of a game at λ = ``precision``, on its principal branch.

    Each player chooses anew at each information set, better actions more often: ``log π_a − log π_b = λ
    (U_a − U_b)`` with U the expected payoff given that the information set is reached, beliefs by Bayes.

    Reference: McKelvey & Palfrey 1998, Experimental Economics 1, pp. 9–41.

    >>> from detente.engines.games.tree import build, end, move
    >>> game = build("one choice", ["a"], move("a", "h", {"worse": end(0), "better": end(10)}))
    >>> quantal(game).play.round(6).tolist()
    [0.1, 0.9]
    """
    return trace(incidence(game), path_payoffs(game), log_chances(game), precision)


def limit(game: Game) -> Equilibrium:
    """Where the principal branch goes as λ grows: a selection of sequential equilibrium.

    Read off at λ = 10⁵ / (range of payoffs): what is left of noise is some 10⁻⁵ of that range.
    Log-odds are then of the size of λ, and the residual is judged relative to it: payoffs hold to 10⁻⁸ of
    their range.

    Reference: McKelvey & Palfrey 1998, theorem 4 (limit points of logit-AQRE are sequential equilibria).
    """
    payoffs = path_payoffs(game)
    spread = float(np.ptp(payoffs)) or 1.0
    return trace(incidence(game), payoffs, log_chances(game), LIMIT / spread, RESIDUAL * LIMIT)
