"""Coercion: a draw by the engine against a draw by the literal twin, and the question on korea-2006."""

from __future__ import annotations

import time

import numpy as np
from tests.engines.coercion import literal

from detente.dossier.cases import load_case
from detente.engines.coercion import Back, Demand, press, threat
from detente.engines.logit import BETA
from detente.questions import ask
from detente.questions.leverage import Leverage

DRAWS, TWINS, MOVES, STEPS = 10_000, 20, 201, 201


def _spent(run):
    run()
    start = time.process_time()
    run()
    return time.process_time() - start


def main():
    rng = np.random.default_rng(0)
    worth, replace, cost, room = (rng.uniform(*ends, (1, DRAWS)) for ends in ((1, 100), (0, 0.9), (0, 60), (0, 1)))
    loss, spent = rng.uniform(0, 60, (2, DRAWS)), rng.uniform(0, 60, (2, DRAWS))
    parts = rng.uniform(1, 100, DRAWS), rng.uniform(0.05, 1.4, DRAWS), rng.uniform(0, 0.45, DRAWS)
    found, resolve = threat(worth, replace, cost, room, Back(loss, spent)), rng.uniform(0, 20, DRAWS)

    def twins():
        for k in range(TWINS):
            tie = (worth[0, k], replace[0, k], cost[0, k], room[0, k])
            back = list(zip(loss[:, k], spent[:, k], strict=True))
            literal.effective([tie], back, *(p[k] for p in parts), resolve[k], BETA, moves=MOVES, steps=STEPS)

    ours = _spent(lambda: press(found, Demand(*parts), resolve)) / DRAWS
    theirs = _spent(twins) / TWINS
    print(f"one draw by the engine   {1e6 * ours:10.1f} µs      1.0")
    print(f"one draw by the twin     {1e6 * theirs:10.1f} µs  {theirs / ours:7.0f}   (a grid of {MOVES} by {STEPS})")
    dossier, base = load_case("korea-2006"), None
    for draws in (1_000, 10_000):
        took = _spent(lambda draws=draws: ask(dossier, Leverage(draws=draws)))
        base = base or took
        print(f"korea-2006, {draws:6,} draws {took:8.2f} s CPU  {took / base:6.1f}")


if __name__ == "__main__":
    main()
