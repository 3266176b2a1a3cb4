"""The graph model: five concepts on every state, compiled, against NumPy and against the literal twin; and draws.

Ten per cent of the states are impossible, preferences are random. Times are after compilation, the best of a few
runs; ``cpu`` is processor time of one run, which other work on the machine does not stretch.
"""

from __future__ import annotations

import resource
import time

import jax
import numpy as np
from tests.engines.graph.literal import Literal

from detente.engines.graph import Remembered, arc_form, chances, draw_ranks, option_form, solve, verdict, wish
from detente.engines.graph.solve import FIVE, solve_many

SHAPES = ((2, 2, 2), (4, 4, 4), (4, 4, 4, 4), (4, 4, 4, 4, 4))
LARGEST = (4, 4, 4, 4, 4, 4)
TWIN_UP_TO, DRAWS = 64, 10_000
MOE = [[0, 1], [2, 3], [4, 5], [6, 7]]
UNIROYAL = [[s, q] for s in range(8) for q in ([s + 2, 8] if s % 4 < 2 else [8])]
LG = [[s, s ^ 4] for s in range(8)]
RANKINGS = ((7, 3, 4, 8, 5, 1, 2, 6, 9), (1, 4, 8, 5, 9, 3, 7, 2, 6), (7, 3, 5, 1, 8, 6, 4, 2, 9))


def main() -> None:
    head = ("states", "actors × options", "compiled", "cpu", "NumPy", "ratio", "twin", "ratio", "peak memory")
    print(" | ".join(f"{cell:>16}" for cell in head))
    for counts in SHAPES:
        print(" | ".join(f"{cell:>16}" for cell in measured(counts)))
    if jax.default_backend() != "cpu":
        print(" | ".join(f"{cell:>16}" for cell in on_device()))
    draws()
    few_states()
    wishes()


def measured(counts):
    rng = np.random.default_rng(0)
    size = 1 << sum(counts)
    like = rng.permuted(np.tile(np.arange(size, dtype=np.int32), (len(counts), 1)), axis=1)
    form = option_form(counts, like, rng.random(size) > 0.1)
    quick, cpu, found = best(lambda: solve(form), 3)
    plain, _, expected = best(lambda: in_numpy(form), 1)
    assert all((found.stable[c] == expected[c]).all() for c in FIVE)
    slow = None
    if size <= TWIN_UP_TO:
        twin = Literal.of_options(counts, like, form.possible, [])
        slow, _, _ = best(lambda: literal(twin), 1)
    shape = f"{len(counts)} × {counts[0]}"
    peak = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB"
    beside = ("–", "–") if slow is None else (f"{slow:.3f} s", f"{slow / quick:.0f}")
    return (f"2^{sum(counts)}", shape, f"{1e3 * quick:.1f} ms", f"{1e3 * cpu:.1f} ms",
            f"{plain:.3f} s", f"{plain / quick:.1f}", *beside, peak)  # fmt: skip


def on_device():
    """2^24 states on a GPU: spot checks against single verdicts stand in for NumPy, which would take an hour."""
    rng = np.random.default_rng(0)
    size = 1 << sum(LARGEST)
    like = np.stack([rng.permutation(size).astype(np.int32) for _ in LARGEST])
    form = option_form(LARGEST, like, rng.random(size) > 0.1)
    quick, cpu, found = best(lambda: solve(form), 3)
    graph = Remembered(form)
    for state in rng.choice(form.states, 200).tolist():
        for concept in FIVE:
            for actor in range(len(LARGEST)):
                judged = verdict(graph, concept, (actor,), state, limit=2_000).stable
                assert judged is None or judged == found.stable[concept][actor, state]
    peak = f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB"
    shape = f"{len(LARGEST)} × {LARGEST[0]}"
    return f"2^{sum(LARGEST)}", shape, f"{1e3 * quick:.1f} ms", f"{1e3 * cpu:.1f} ms", "–", "–", "–", "–", peak


def best(run, times):
    """Wall time and processor time of the fastest of some runs after one that compiles, and its result."""
    found = run() if times > 1 else None
    spent = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        found = run()
        spent.append((time.perf_counter() - wall, time.process_time() - cpu))
    return min(w for w, _ in spent), min(c for _, c in spent), found


def literal(twin):
    return [twin.stable(c, (i,), s) for c in FIVE for i in twin.actors for s in twin.states]


def draws():
    """Ten thousand orders of preference of Elmira."""
    worth = [[9 - ranking.index(state + 1) for state in range(9)] for ranking in RANKINGS]
    elmira = arc_form(np.array(worth), [np.array(MOE), np.array(UNIROYAL), np.array(LG)])
    drawn = draw_ranks(elmira.utilities, 1.0, DRAWS, 0)

    def batch():
        return np.asarray(solve_many(elmira, drawn).seq)

    quick, cpu, found = best(batch, 3)
    wall = time.perf_counter()
    some = [solve(elmira.preferring(each)).stable["seq"] for each in drawn[:200]]
    one_by_one = (time.perf_counter() - wall) * DRAWS / 200
    assert (np.array(some) == found[:200]).all()
    spent = f"{1e3 * quick:.0f} ms ({1e3 * cpu:.0f} ms cpu)"
    print(f"\n{DRAWS:,} orders of Elmira: {spent}; one by one {one_by_one:.1f} s, ratio {one_by_one / quick:.0f}")


def few_states():
    """Two hundred orders of six actors with eleven options: ten states side by side in words, against all states."""
    rng = np.random.default_rng(0)
    counts = (3, 3, 2, 1, 1, 1)
    form = option_form(counts, np.zeros((6, 1 << 11), np.int32), rng.random(1 << 11) > 0.25)
    drawn = rng.permuted(np.tile(np.arange(1 << 11, dtype=np.int32), (200, 6, 1)), axis=2)
    asked = rng.choice(form.states, 10, replace=False)
    quick, cpu, few = best(lambda: chances(form, drawn, asked), 3)
    slow, _, every = best(lambda: chances(form, drawn), 2)
    assert all((few.probability[c][asked] == every.probability[c][asked]).all() for c in FIVE)
    spent = f"{1e3 * quick:.0f} ms ({1e3 * cpu:.0f} ms cpu)"
    print(f"200 orders of 2^11 states, ten asked: {spent}; all states {1e3 * slow:.0f} ms, ratio {slow / quick:.1f}")


def wishes():
    """The fewest changes under SEQ: the program with all orders as unknowns, by number of states."""
    for counts in ((1, 1, 1), (2, 1, 1), (2, 2, 1), (2, 2, 2)):
        rng = np.random.default_rng(0)
        size = 1 << sum(counts)
        form = option_form(counts, rng.permuted(np.tile(np.arange(size), (3, 1)), axis=1))
        wall, cpu = time.perf_counter(), time.process_time()
        found = [wish(form, state, "seq") for state in rng.choice(size, 8, replace=False).tolist()]
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        proved, most = sum(one.exact for one in found), max(len(one.changes) for one in found)
        spent = f"{wall / 8:.2f} s ({cpu / 8:.2f} s cpu) a wish"
        print(f"wishes under SEQ, {size} states: {spent}; {proved} of 8 proved the fewest, up to {most} changes")


def in_numpy(form):
    """The same reductions in plain NumPy, a pattern of the actor at a time."""
    n, low, top = form.actors, -1, np.iinfo(np.int32).max
    like = np.where(form.possible, form.utilities, low)
    stable = {}
    views = [(1 << form.counts[j], 1 << form.offsets[j]) for j in range(n)]

    def over(x, j, pick):
        count, inner = views[j]
        rows = x.reshape(-1, count, inner)
        return np.broadcast_to(pick.reduce(rows, axis=1, keepdims=True), rows.shape).reshape(x.shape)

    def improving(x, j):
        count, inner = views[j]
        rows, own = x.reshape(-1, count, inner), like[j].reshape(-1, count, inner)
        least = np.full_like(rows, top)
        for q in range(count):
            np.minimum(least, np.where(own[:, q : q + 1] > own, rows[:, q : q + 1], top), out=least)
        return least.reshape(x.shape)

    def settled(value, i, step):
        while True:
            after = value
            for j in range(n):
                if j != i:
                    after = np.where(form.possible, np.minimum(after, step(after, j)), top)
            if (after == value).all():
                return after
            value = after

    escape = np.stack([over(like[i], i, np.maximum) for i in range(n)])
    stable["nash"] = (escape <= like) & form.possible
    steps = {"gmr": lambda x, j: over(x, j, np.minimum), "seq": improving}
    for calm, wary, step in (("gmr", "smr", steps["gmr"]), ("seq", "sseq", steps["seq"])):
        for name, value in ((calm, like), (wary, escape)):
            worst = [settled(np.where(form.possible, value[i], top), i, step) for i in range(n)]
            tempting = np.where(form.possible, np.minimum(like, worst), low)
            best_of = np.stack([over(tempting[i], i, np.maximum) for i in range(n)])
            stable[name] = (best_of <= like) & form.possible
    return stable


if __name__ == "__main__":
    main()
