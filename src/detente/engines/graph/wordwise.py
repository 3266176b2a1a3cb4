"""How often a few states are stable over drawn preferences: the draws side by side, a bit each, in machine words.

Solving every state for every draw is a search for least values, a number a draw. For a few states it is enough to
know whether something that deters can be reached, a yes or no a draw, and sixty-four draws fit in one word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

import numpy as np
from jaxtyping import Bool, Shaped, UInt64

from detente.engines.graph.forms import OptionForm
from detente.engines.graph.strided import FiveConcepts

__all__ = ["stable_at"]

Words: TypeAlias = UInt64[np.ndarray, "... words"]


def stable_at(
    form: OptionForm, utilities: Shaped[np.ndarray, "draws actors states"], states: Iterable[int]
) -> Bool[np.ndarray, "concepts draws actors asked"]:
    """For each draw and actor, whether some possible states are stable under the five main concepts.

    For each of the states ``s``, each actor i and each of its moves to ``s₁``, in all draws at once:

    1. What deters i: the states that it likes no better than s (GMR, SEQ), and those of them from which no move of
       its own leads to something that does not deter it (SMR, SSEQ).
    2. What the others can reach from s₁ by any moves, the same in every draw; and by improving moves, one pass over
       their moves after the other until nothing is added. They leave i's own options as they are.
    3. s₁ is no temptation in the draws in which i likes it no better, or something that deters is reached.

    Returns:
        for Nash, GMR, SMR, SEQ and SSEQ in turn, draw, actor and state asked.
    """
    drawn = np.ascontiguousarray(utilities.transpose(1, 2, 0))
    moves = [list(_moves(form, actor, drawn[actor])) for actor in range(form.actors)]
    asked = [int(state) for state in states]
    found = [[_stable(form, moves, drawn[i], i, state) for state in asked] for i in range(form.actors)]
    bits = np.array(found, np.uint64).reshape(form.actors, len(asked), len(FiveConcepts._fields), -1)
    return _unpacked(bits, len(utilities)).transpose(2, 3, 0, 1)


class _Move(NamedTuple):
    """One change of an actor's options: where it may be made, and in which draws it is an improvement."""

    flip: int
    allowed: Bool[np.ndarray, " states"]
    better: Words


def _moves(form: OptionForm, actor: int, liked: Shaped[np.ndarray, "states draws"]) -> Iterator[_Move]:
    start = np.arange(form.possible.size)
    for pattern in range(1, 1 << form.counts[actor]):
        flip = pattern << form.offsets[actor]
        allowed = form.possible & form.possible[start ^ flip] & (start & flip & form.kept == 0)
        yield _Move(flip, allowed, _packed((liked[start ^ flip] > liked) & allowed[:, None]))


def _stable(
    form: OptionForm, moves: list[list[_Move]], liked: Shaped[np.ndarray, "states draws"], actor: int, state: int
) -> Words:
    """In which draws the state is stable for the actor: a row of words for each concept."""
    deters = _packed((liked <= liked[state]) & form.possible[:, None])
    firm = deters.copy()
    start = np.arange(form.possible.size)
    for own in moves[actor]:
        firm &= np.where(own.allowed[:, None], deters[start ^ own.flip], ~np.uint64(0))
    stable = np.full((len(FiveConcepts._fields), deters.shape[1]), ~np.uint64(0))
    for own in moves[actor]:
        tempted = own.better[state]
        if tempted.any():
            deterred = _deterred(_Others(form, moves, actor, state ^ own.flip), tempted, deters, firm)
            stable &= ~tempted | deterred
    return stable


class _Others:
    """What the others can do while an actor's own options stay as they are in one state."""

    def __init__(self, form: OptionForm, moves: list[list[_Move]], actor: int, state: int) -> None:
        low, own = 1 << form.offsets[actor], 1 << form.counts[actor]
        self.split, self.pattern = (-1, own, low), state // low % own
        self.start = state // (low * own) * low + state % low
        others = [move for j, each in enumerate(moves) if j != actor for move in each]
        self.flips = [move.flip if move.flip < low else move.flip // own for move in others]
        self.allowed = [self.part(move.allowed) for move in others]
        self.better = [self.part(move.better) for move in others]

    def part(self, x: Shaped[np.ndarray, "states ..."]) -> Shaped[np.ndarray, "some ..."]:
        """The states in which the actor's options are as they are."""
        return x.reshape(*self.split, *x.shape[1:])[:, self.pattern].reshape(-1, *x.shape[1:])

    def reach(self, begun: Shaped[np.ndarray, "some ..."], steps: list[np.ndarray]) -> Shaped[np.ndarray, "some ..."]:
        """All that is reached by such steps from where it has begun."""
        place = np.arange(len(begun))
        while True:
            before = begun.copy()
            for flip, step in zip(self.flips, steps, strict=True):
                begun |= (begun & step)[place ^ flip]
            if np.array_equal(begun, before):
                return begun


def _deterred(others: _Others, tempted: Words, deters: Words, firm: Words) -> Words:
    """In which draws the others reach something that deters: a row of words for each concept."""
    calm, wary = others.part(deters), others.part(firm)
    anywhere = np.zeros(len(calm), bool)
    anywhere[others.start] = True
    improved = np.zeros_like(calm)
    improved[others.start] = tempted
    near, credible = others.reach(anywhere, others.allowed), others.reach(improved, others.better)
    rows = [np.zeros_like(tempted), *(_any(each[near]) for each in (calm, wary))]
    return np.stack([*rows, *(_any(each & credible) for each in (calm, wary))])


def _any(words: Words) -> Words:
    return np.asarray(np.bitwise_or.reduce(words, axis=0))


def _packed(yes: Bool[np.ndarray, "... draws"]) -> Words:
    most = -(-yes.shape[-1] // 64) * 8
    packed = np.zeros((*yes.shape[:-1], most), np.uint8)
    packed[..., : -(-yes.shape[-1] // 8)] = np.packbits(yes, axis=-1)
    return packed.view(np.uint64)


def _unpacked(words: Words, draws: int) -> Bool[np.ndarray, "... draws"]:
    return np.unpackbits(words.view(np.uint8), axis=-1, count=draws).astype(bool)
