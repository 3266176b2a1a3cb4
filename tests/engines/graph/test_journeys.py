"""From here: shortest legal paths, first movers, and solving only what can be reached."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.graph import FIVE, Remembered, journeys, lazy_form, solve, solve_from, verdict

from .models import random_conflict


def shortest(twin, start, improving):
    """Lengths of shortest legal paths and their first movers, by extending every legal path."""
    step = twin.improvements if improving else (lambda i, s: twin.moves[i][s])
    lengths, first = {}, {}
    front = {(start, None, None)}
    seen = set()
    for length in range(1, 3 * len(twin.states) * len(twin.actors)):
        front = {
            (q, i, f if f is not None else i)
            for s, last, f in front
            for i in twin.actors
            if i != last
            for q in step(i, s)
        } - seen
        seen |= front
        for q, _, f in front:
            if lengths.setdefault(q, length) == length:
                first.setdefault(q, set()).add(f)
    return lengths, first


@pytest.mark.parametrize("improving", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_shortest_paths_and_first_movers(seed, improving):
    form, twin = random_conflict(seed)
    start = int(form.states[0])
    lengths, first = shortest(twin, start, improving)
    found = journeys(Remembered(form), start, improving=improving)
    assert found.complete
    assert {s: len(path) for s, path in found.paths.items()} == lengths
    assert {s: set(movers) for s, movers in found.first.items()} == first
    assert all(path[0].actor in first[s] for s, path in found.paths.items())


@pytest.mark.parametrize("improving", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_all_steps_of_one_length_at_once_is_the_same_search(seed, improving):
    form, _ = random_conflict(seed)
    start = int(form.states[-1])
    at_once, one_by_one = (journeys(graph, start, improving=improving) for graph in (form, Remembered(form)))
    assert at_once == one_by_one
    assert list(at_once.paths) == list(one_by_one.paths)
    shortened = [journeys(graph, start, improving=improving, limit=2) for graph in (form, Remembered(form))]
    assert shortened[0] == shortened[1]


@pytest.mark.parametrize("seed", range(10))
def test_solving_from_here_is_exact(seed):
    form, _ = random_conflict(seed)
    here = solve_from(form, int(form.states[0]))
    whole = solve(form)
    for concept in FIVE:
        np.testing.assert_array_equal(here.solution.stable[concept], whole.stable[concept][:, list(here.states)])


def test_a_conflict_too_large_to_enumerate():
    """Sixty-one options of 21 actors: two of them can be taken, or all."""
    counts, nobody = [1] + [3] * 20, [[]] * 19
    wants = [[(0,)], [(1,), (0, -1)], *nobody]
    narrow = lazy_form(counts, wants, impossible=[(bit,) for bit in range(2, 61)])
    here = solve_from(narrow, 0)
    assert here.states == (0, 1, 2, 3)
    assert here.solution.equilibria("nash").tolist() == [3]
    wide = lazy_form(counts, wants)
    beyond = solve_from(wide, 0, limit=500)
    assert beyond.solution is None
    assert "more than 500" in beyond.status
    assert verdict(wide, "seq", (0,), 0, limit=100).stable is False
    assert verdict(wide, "gmr", (0,), 0, limit=100).stable is None
    assert len(journeys(wide, 0, improving=True).paths) == 9
