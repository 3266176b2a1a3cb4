"""Random conflicts for the fuzz: options with ties, impossible states and one-way options; graphs of any kind."""

from __future__ import annotations

import numpy as np

from detente.engines.graph import arc_form, option_form

from .literal import Literal

SHAPES = [(1, 1), (2, 1), (2, 2), (1, 1, 1), (3, 1), (2, 1, 1), (1, 1, 1, 1), (2, 2, 1), (1, 1, 1, 1, 1)]


def random_options(rng, counts):
    """An option form and its literal twin."""
    size, actors = 1 << sum(counts), len(counts)
    like = rng.integers(0, int(rng.integers(2, size + 2)), (actors, size))
    possible = rng.random(size) > rng.choice([0.0, 0.1, 0.4])
    possible[rng.integers(size)] = True
    one_way = [bit for bit in range(sum(counts)) if rng.random() < 0.2]
    form = option_form(counts, like, possible, one_way)
    return form, Literal.of_options(counts, like, possible, one_way)


def random_arcs(rng, actors, states):
    """A graph with any moves, transitive or not, and its literal twin."""
    like = rng.integers(0, int(rng.integers(2, states + 2)), (actors, states))
    linked = rng.random((actors, states, states)) < rng.choice([0.1, 0.25, 0.5])
    linked[:, np.arange(states), np.arange(states)] = False
    arcs = [np.argwhere(own) for own in linked]
    moves = [{s: {int(q) for q in np.flatnonzero(own[s])} for s in range(states)} for own in linked]
    return arc_form(like, arcs), Literal(range(states), moves, like)


def random_conflict(seed):
    """One of both kinds, two to five actors."""
    rng = np.random.default_rng(seed)
    if seed % 2:
        return random_arcs(rng, 2 + seed // 2 % 4, 8)
    return random_options(rng, SHAPES[seed // 2 % len(SHAPES)])
