"""In which order a game's information sets can be solved: a few unknowns, and all others explicit given them.

An information set depends on those whose play changes its payoffs or its beliefs. Once the play at a
*feedback set* is given, the rest follows one by one. For a game of perfect information the feedback set is
empty.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int
from numpy import ndarray

from detente.engines.games.equations import covariances
from detente.engines.games.incidence import Incidence

__all__ = ["Level", "Schedule", "dependence", "schedule", "whole"]

NOTHING = 1e-9  # a derivative below this, with payoffs scaled to a range of 1, is rounding
PROBES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Information sets that can be solved at once: their actions, and the terminal nodes behind each.

    ``ends`` lists the terminal nodes behind an action, padded with their number; ``rows`` lists, for each
    information set, its actions' places in ``actions``, padded with their number.
    """

    actions: Int[ndarray, " k"]
    ends: Int[ndarray, "k width"]
    rows: Int[ndarray, "sets most"]


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """The unknowns (``feedback``), and the levels that follow from them, in order."""

    feedback: Level
    levels: tuple[Level, ...]


def dependence(shape: Incidence, payoffs: Float[ndarray, "z players draws"]) -> Bool[ndarray, "h h"]:
    """Which information set's payoffs or beliefs change with play at which other, in a few draws.

    The derivatives are taken at random profiles of play and chance; where all vanish there is no dependence.
    The residual of every answer is computed without this shortcut, so a wrong zero would show.
    """
    rng = np.random.default_rng(0)
    found = np.zeros((len(shape.first), len(shape.first)), dtype=bool)
    for draw in np.linspace(0, payoffs.shape[-1] - 1, PROBES).astype(int):
        scale = max(float(np.ptp(payoffs[..., draw])), np.finfo(float).tiny)
        luck = np.log(rng.uniform(0.2, 1.0, int(shape.chance_path.max(initial=0)) + 1))
        table = covariances(shape, payoffs[..., draw] / scale, luck, _random_play(shape, rng))
        rows, columns = np.nonzero(np.abs(table) > NOTHING)
        found[shape.infoset_of[rows], shape.infoset_of[columns]] = True
    np.fill_diagonal(found, False)
    return found


def _random_play(shape: Incidence, rng: np.random.Generator) -> Float[ndarray, " a"]:
    weight = rng.uniform(0.2, 1.0, shape.actions)
    total = np.bincount(shape.infoset_of, weights=weight, minlength=len(shape.first))
    return np.asarray(np.log(weight / total[shape.infoset_of]))


def _peel(depends: Bool[ndarray, "h h"], left: set[int]) -> tuple[list[int], set[int]]:
    """The information sets that depend on nothing that is left."""
    ready = [h for h in left if not any(depends[h, other] for other in left)]
    return ready, left - set(ready)


def _cut(depends: Bool[ndarray, "h h"], sizes: Int[ndarray, " h"]) -> set[int]:
    """A feedback set, greedily: whoever has the most ties for each of its unknowns goes first."""
    left, cut = set(range(len(depends))), set[int]()
    while left:
        ready, left = _peel(depends, left)
        unused = {h for h in left if not any(depends[other, h] for other in left)}
        left -= unused
        if left and not ready and not unused:
            inside = sorted(left)
            ties = {h: depends[h, inside].sum() * depends[inside, h].sum() / (sizes[h] - 1 or 0.5) for h in inside}
            chosen = max(inside, key=lambda h: ties[h])
            cut.add(chosen)
            left.discard(chosen)
    return cut


def _level(shape: Incidence, chosen: list[int]) -> Level:
    actions = np.concatenate([np.arange(shape.actions)[shape.block(h)] for h in chosen] or [np.zeros(0, np.int64)])
    stops = np.append(shape.entry_start[1:], len(shape.entry_action))
    ends = [shape.entry_terminal[shape.entry_start[a] : stops[a]] for a in actions]
    rows = [np.flatnonzero(shape.infoset_of[actions] == h) for h in chosen]
    return Level(actions, _pad(ends, len(shape.terminals)), _pad(rows, len(actions)))


def _pad(rows: list[Int[ndarray, " some"]], fill: int) -> Int[ndarray, "rows width"]:
    width = max((len(row) for row in rows), default=0)
    padded = np.full((len(rows), width), fill)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
    return padded


def schedule(shape: Incidence, depends: Bool[ndarray, "h h"]) -> Schedule:
    """The order of solution for a game with this dependence.

    1. Peel off what depends on nothing that is left, and what nothing left depends on.
    2. Where only circles are left, cut one: the information set with the most ties joins the feedback set.
    3. Given the feedback set, what depends only on solved information sets makes one level, and so on.
    """
    sizes = np.bincount(shape.infoset_of, minlength=len(shape.first))
    cut = _cut(depends, sizes)
    left, levels = set(range(len(depends))) - cut, []
    while left:
        ready, left = _peel(depends, left)
        levels.append(_level(shape, sorted(ready)))
    return Schedule(_level(shape, sorted(cut)), tuple(levels))


def whole(shape: Incidence) -> Level:
    """All information sets as one level."""
    return _level(shape, list(range(len(shape.first))))
