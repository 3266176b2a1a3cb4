"""Games: many draws of the crisis template against tracing them one by one, and large games against a plain sweep."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from detente.engines.games import Crisis, build, chance, crisis_payoffs, end, move, quantal_draws
from detente.engines.games.branch import trace
from detente.engines.games.crisis import crisis_chances, crisis_shape
from detente.engines.games.equations import worths
from detente.engines.games.incidence import incidence, log_chances, path_payoffs
from detente.engines.games.tree import Game, Subtree
from detente.engines.logit import BETA

DRAWS = 10_000
MOTIVE = {"stake": (60, 30), "prestige": (0, 40), "sanctioned": (15, 10), "concession": (30, 30), "audience": (5, 5)}
RESOLVE = {
    "war": (90, 40),
    "sanction": (6, 3),
    "concede": (25, 60),
    "exposure": (10, 30),
    "offer": (10, 30),
    "credible": (0.5, 0.05),
}
COMMON = {"provoke": 3, "war": 100, "assurance": 50, "deal": 45, "insult": 10, "relief": 10, "third": 50}


def crisis(draws: int, spread: float = 0.3) -> Crisis:
    """The design's example with every number moved by up to ±30% of itself."""
    rng = np.random.default_rng(0)

    def moved(value: float) -> np.ndarray:
        return value * (1 + spread * rng.uniform(-1, 1, draws))

    first, second = np.clip(moved(0.6), 0.05, 0.95), np.clip(moved(0.8), 0.05, 0.95)
    motive = {key: np.stack([moved(one) for one in pair]) for key, pair in MOTIVE.items()}
    resolve = {key: np.stack([moved(one) for one in pair]) for key, pair in RESOLVE.items()}
    return Crisis(
        ("deterrent", "prestige"),
        ("patient", "pressing"),
        {**motive, "p": np.stack([first, 1 - first])},
        {**resolve, "p": np.stack([second, 1 - second])},
        {key: moved(value) for key, value in COMMON.items()},
    )


def poker(cards: int) -> Game:
    """Kuhn's poker with so many cards."""

    def deal(one: int, two: int) -> Subtree:
        win = 1 if one > two else -1
        late = move("one", f"{one}, bet against", {"fold": end(-1, 1), "call": end(2 * win, -2 * win)})
        checked = move("two", f"{two}, checked to", {"check": end(win, -win), "bet": late})
        bet = move("two", f"{two}, bet against", {"fold": end(1, -1), "call": end(2 * win, -2 * win)})
        return move("one", f"{one}", {"check": checked, "bet": bet})

    pairs = [(a, b) for a in range(cards) for b in range(cards) if a != b]
    deals = {f"{a} {b}": (1 / len(pairs), deal(a, b)) for a, b in pairs}
    return build(f"poker, {cards} cards", ["one", "two"], chance("deal", deals))


def seen(depth: int) -> Game:
    """A random binary game of perfect information."""
    rng = np.random.default_rng(1)

    def grow(level: int, way: str) -> Subtree:
        if level == depth:
            return end(*(float(v) for v in rng.normal(0, 20, 2)))
        return move("ab"[level % 2], way, {"l": grow(level + 1, way + "l"), "r": grow(level + 1, way + "r")})

    return build("perfect information", ["a", "b"], grow(0, "."))


def unseen(depth: int) -> Game:
    """A random game in which neither player sees the other's last move."""
    rng = np.random.default_rng(2)

    def grow(level: int, way: str) -> Subtree:
        if level == depth:
            return end(*(float(v) for v in rng.normal(0, 20, 2)))
        known = way[:-1] if level else way
        own = f"{'ab'[level % 2]} {known}"
        return move("ab"[level % 2], own, {str(k): grow(level + 1, way + str(k)) for k in range(2)})

    return build("last moves unseen", ["a", "b"], grow(0, "."))


def timed(work: Callable[[], object], times: int = 1) -> float:
    """The least seconds of so many runs."""
    best = np.inf
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return float(best)


def main() -> None:
    """Print the measurements."""
    some = crisis(DRAWS)
    shape, payoffs, chances = crisis_shape(some.motives, some.resolves), crisis_payoffs(some), crisis_chances(some)
    compiled = timed(lambda: quantal_draws(shape, payoffs[..., :32], chances[:, :32]))
    many = timed(lambda: quantal_draws(shape, payoffs, chances), 3)
    start = time.process_time()
    quantal_draws(shape, payoffs, chances)
    spent = time.process_time() - start
    one = timed(lambda: [trace(shape, payoffs[..., k], chances[:, k], 1 / BETA) for k in range(40)]) / 40
    print(f"{'what':34}{'seconds':>9}{'baseline':>10}{'ratio':>9}")
    print(
        f"{'crisis, 10,000 draws, compiled':34}{many:9.2f}{one * DRAWS:10.2f}{one * DRAWS / many:8.1f}x  (one by one)"
    )
    print(f"{'  the same, CPU seconds in all':34}{spent:9.2f}")
    print(f"{'crisis, first call (32 draws)':34}{compiled:9.2f}")
    for game in (poker(15), seen(10), unseen(10)):
        big = incidence(game)
        numbers, luck = path_payoffs(game), log_chances(game)
        even = np.zeros(big.actions)
        sweep = timed(lambda b=big, n=numbers, k=luck, e=even: worths(b, n, k, e), 5)
        answer = trace(big, numbers, luck, 1 / BETA)
        took = timed(lambda b=big, n=numbers, k=luck: trace(b, n, k, 1 / BETA))
        name = f"{game.title}, {len(game.nodes)} nodes, {len(big.free)} unknowns"
        print(f"{name:34}{took:9.2f}{sweep:10.5f}{took / sweep:8.0f}x  (one sweep); found {answer.found}")


if __name__ == "__main__":
    main()
