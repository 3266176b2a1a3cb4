"""Bargaining models: draws × rounds a second against a NumPy twin and Numba kernels of the same rules.

All ratios are of one run. Where a GPU is, a million draws on it stand beside the processor's. ``--memory`` adds a
million draws of thirty actors, in a process of its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

import jax
import numpy as np
from tests.engines.bargaining import twins

from benchmarks import bargaining_kernels as kernels
from detente.engines.bargaining import Case, Challenge, Condorcet, Exchange, Mean, Median, Model, Nash, bargain

DRAWS, ROUNDS = 10_000, 10


def random_case(draws: int, actors: int, issues: int = 1) -> Case:
    rng = np.random.default_rng(0)
    shape = (draws, actors, issues)
    position, salience = rng.uniform(0, 100, shape), rng.uniform(0, 100, shape)
    return Case(position, salience, rng.uniform(0.1, 1, (draws, actors)), np.zeros((draws, issues)))


def best(work: Callable[[], object], times: int = 3) -> tuple[float, float]:
    """Wall and processor seconds of the fastest of some runs, after one to compile."""
    work()
    runs = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(runs)


def twin_seconds(twin: Callable[..., object], case: Case, draws: int) -> float:
    """Seconds that the NumPy twin takes for one draw."""
    start = time.perf_counter()
    for d in range(draws):
        x, s, c, q = (getattr(case, name)[d] for name in ("position", "salience", "capability", "status_quo"))
        twin(x, s, c, q, case.present)
    return (time.perf_counter() - start) / draws


def numba_of(model: Model, case: Case) -> Callable[[], np.ndarray] | None:
    x, s = case.position[..., 0].copy(), case.salience[..., 0] / 100
    w = s * case.capability[..., 0]
    match model:
        case Nash():
            return lambda: kernels.nash(x, w, case.status_quo[:, 0])
        case Condorcet():
            return lambda: kernels.condorcet(x, w)
        case Exchange():
            all_s = case.salience / 100
            return lambda: kernels.exchange(case.position, all_s, all_s * case.capability)
        case Mean():
            return lambda: kernels.mean(x, w)
        case Median():
            return lambda: kernels.median(x, w)
        case Challenge():
            return lambda: kernels.challenge(x, s, w, model.rounds, model.rest, model.by_kind)[1][:, -1]
    return None


def rows() -> list[tuple[Model, Callable[..., object], int, int]]:
    """Model, twin, rounds, issues."""
    coded = dict(twins.SCHOLZ_CODE, rounds=ROUNDS)
    return [
        (Mean(), twins.mean, 1, 1),
        (Median(), twins.median, 1, 1),
        (Nash(), twins.nash, 1, 1),
        (Condorcet(), twins.condorcet, 1, 1),
        (Challenge(ROUNDS), lambda *a: twins.challenge(*a, rounds=ROUNDS), ROUNDS, 1),
        (Challenge.scholz2011_code(ROUNDS), lambda *a: twins.challenge(*a, **coded), ROUNDS, 1),
        (Exchange(), twins.exchange, 1, 3),
    ]


def main() -> None:
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()  # so that compiling is compiling
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.1f}; processor seconds are of all threads")
    print("model            actors  draws  wall s   cpu s  Mdraw·rounds/s  twin/ours  ours/numba (cpu)  compile s")
    for actors in (6, 10, 20, 50):
        for model, twin, rounds, issues in rows():
            draws = DRAWS if actors < 50 else DRAWS // 10
            if isinstance(model, Exchange):  # a market is asked with fewer draws, the larger the fewer
                draws = {20: DRAWS // 100, 50: DRAWS // 500}.get(actors, DRAWS // 10)
            line(model, twin, rounds, random_case(draws, actors, issues), draws, actors)
    scaling()
    if jax.default_backend() != "cpu":
        beside_the_processor()
    if "--memory" in sys.argv:
        subprocess.run([sys.executable, "-c", "from benchmarks.bench_bargaining import memory; memory()"], check=True)


def line(model: Model, twin: Callable[..., object], rounds: int, case: Case, draws: int, actors: int) -> None:
    start = time.perf_counter()
    bargain(case, model, positions=False)
    first = time.perf_counter() - start
    wall, cpu = best(lambda: bargain(case, model, positions=False))
    slow = twin_seconds(twin, case, 20 if actors < 20 else 2) * draws / wall
    kernel = numba_of(model, case)
    ratio = f"{cpu / best(kernel)[1]:.2f}" if kernel else "–"
    if kernel is not None:
        apart = np.abs(bargain(case, model, positions=False).outcome[:, -1].ravel() - kernel().ravel())
        ratio += "" if np.quantile(apart, 0.99) < 1e-6 else f" ({(apart > 1e-6).mean():.0%} differ)"
    speed = draws * rounds / wall / 1e6
    print(
        f"{model.name:16s} {actors:6d} {draws:6d} {wall:7.3f} {cpu:7.3f} {speed:15.2f} {slow:10.0f} {ratio:>17s} "
        f"{first - wall:10.2f}",
        flush=True,
    )


def scaling() -> None:
    print("\nChallenge, 10 actors, 10 rounds, by draws")
    for draws in (1_000, 10_000, 100_000):
        case = random_case(draws, 10)
        wall, cpu = best(lambda case=case: bargain(case, Challenge(ROUNDS), positions=False), 1)
        print(f"  {draws:8d} draws  wall {wall:7.3f} s  cpu {cpu:7.3f} s", flush=True)


def beside_the_processor() -> None:
    """Where a GPU is: a million draws on it, and fewer on the processor, in a process of their own."""
    print("\nChallenge, 20 actors, 10 rounds")
    throughput(1_000_000)
    program = "from benchmarks.bench_bargaining import throughput; throughput(50_000)"
    subprocess.run([sys.executable, "-c", program], check=True, env={**os.environ, "JAX_PLATFORMS": "cpu"})


def throughput(draws: int) -> None:
    case = random_case(draws, 20)
    wall, _ = best(lambda: bargain(case, Challenge(ROUNDS), positions=False), 1)
    device = jax.devices()[0].device_kind
    print(
        f"  {device:16s} {draws:8d} draws  wall {wall:7.2f} s  {draws * ROUNDS / wall / 1e6:8.2f} Mdraw·rounds/s",
        flush=True,
    )


def memory() -> None:
    """A million draws of thirty actors: the peak of the whole process, its inputs included."""
    draws = 1_000_000
    rng = np.random.default_rng(0)
    position, salience = (rng.uniform(0, 100, (draws, 30, 1)) for _ in range(2))
    case = Case(position, salience, rng.uniform(0.1, 1, 30))
    for model in (Mean(), Challenge(rounds=1)):
        start = time.perf_counter()
        bargain(case, model, positions=False)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"{model.name}: 10^6 draws × 30 actors, {time.perf_counter() - start:.1f} s, peak {peak:.2f} GB")


if __name__ == "__main__":
    main()
