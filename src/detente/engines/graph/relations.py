"""Preferences that are no plain order: pairs whose order nobody knows, and strong preference (≫).

Both need the relation between pairs of states, so they work on matrices states × states, for conflicts of up to
about a thousand states.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
from jaxtyping import Bool, Shaped

from detente.engines.graph.forms import Form, listed
from detente.engines.graph.solve import Solution
from detente.errors import CaseError

__all__ = ["Variant", "solve_strong", "solve_unknown"]

Variant: TypeAlias = Literal["a", "b", "c", "d"]
Relation: TypeAlias = Bool[np.ndarray, "states states"]
_MOST_STATES = 2048


def solve_unknown(form: Form, unknown: Bool[np.ndarray, "actors states states"], variant: Variant) -> Solution:
    """Stable states where the order of some pairs is unknown to us, under one of four attitudes.

    =======  ==========================================  =====================================
    variant  the actor leaves for an unknown state       an unknown state deters it
    =======  ==========================================  =====================================
    a        yes                                         no
    b        no                                          no
    c        yes                                         yes
    d        no                                          yes
    =======  ==========================================  =====================================

    The others' credible answers are moves to states that they like better, or that they may like better.

    Args:
        form: the conflict; its order says what is known of the other pairs.
        unknown: for each actor, the pairs whose order is unknown (symmetric).
        variant: the attitude towards them.

    Raises:
        CaseError: wrong shape, a relation that is not symmetric, an unknown variant, or too many states.

    Reference: Li, Hipel, Kilgour & Fang (2004), IEEE Transactions on Systems, Man, and Cybernetics A 34:507.
    """
    if variant not in ("a", "b", "c", "d"):
        raise CaseError(f"variant {variant!r}", hint="a, b, c or d")
    shape = (form.actors, form.utilities.shape[1], form.utilities.shape[1])
    unknown = np.asarray(unknown, bool)
    if unknown.shape != shape or (unknown != unknown.transpose(0, 2, 1)).any():
        raise CaseError(f"unknown pairs of shape {unknown.shape}", hint=f"{shape} and symmetric is needed")
    better = _better(form.utilities) & ~unknown
    maybe = better | unknown
    tempting = maybe if variant in "ac" else better
    deterring = ~better & ((variant in "cd") | ~unknown)
    return _solve(form, tempting, deterring, maybe)


def solve_strong(form: Form, greatly: Bool[np.ndarray, "actors states states"]) -> Solution:
    """States that are *strongly* stable: every improvement can be answered by something greatly less liked.

    A state that is stable but not strongly so is weakly stable. Nash stability has no strength.

    Args:
        form: the conflict.
        greatly: for each actor, ``greatly[i, s, q]`` where it likes s much better than q (s ≫ q).

    Raises:
        CaseError: wrong shape, a pair in ≫ that is not in the order, or too many states.

    Reference: Hamouda, Kilgour & Hipel (2006), Applied Mathematics and Computation 173:1161.
    """
    better = _better(form.utilities)
    greatly = np.asarray(greatly, bool)
    # better[i, s, q] says that i likes q better than s, so that s ≫ q needs better[i, q, s]
    if greatly.shape != better.shape or (greatly & ~better.transpose(0, 2, 1)).any():
        raise CaseError("strong preferences that the order does not have", hint="s ≫ q needs s liked better than q")
    return _solve(form, better, greatly, better)


def _better(utilities: Shaped[np.ndarray, "actors states"]) -> Bool[np.ndarray, "actors states states"]:
    """``better[i, s, q]``: actor i likes q better than s."""
    if utilities.shape[1] > _MOST_STATES:
        raise CaseError(f"{utilities.shape[1]} states", hint=f"relations between pairs: at most {_MOST_STATES}")
    return utilities[:, None, :] > utilities[:, :, None]


def _solve(
    form: Form,
    tempting: Bool[np.ndarray, "actors states states"],
    deterring: Bool[np.ndarray, "actors states states"],
    credible: Bool[np.ndarray, "actors states states"],
) -> Solution:
    moves = _matrices(form)
    real = np.isin(np.arange(form.utilities.shape[1]), form.states)
    found: dict[str, list[np.ndarray]] = {name: [] for name in ("nash", "gmr", "smr", "seq", "sseq")}
    for i in range(form.actors):
        leaves = moves[i] & tempting[i]
        # a state deters from s for good when i cannot move on from it to something that does not deter from s
        firm = deterring[i] & ~_joined(~deterring[i], moves[i].T)
        others = [j for j in range(form.actors) if j != i]
        any_moves = _reach([moves[j] for j in others], moves[i].shape)
        improving = _reach([moves[j] & credible[j] for j in others], moves[i].shape)
        found["nash"].append(~leaves.any(axis=1))
        for name, reach, deters in (
            ("gmr", any_moves, deterring[i]),
            ("smr", any_moves, firm),
            ("seq", improving, deterring[i]),
            ("sseq", improving, firm),
        ):
            answered = _joined(deters, reach.T)  # [s, s₁]: some state in reach of s₁ deters from s
            found[name].append(~(leaves & ~answered).any(axis=1))
    return Solution({name: np.stack(rows) & real for name, rows in found.items()})


def _matrices(form: Form) -> Bool[np.ndarray, "actors states states"]:
    states = form.utilities.shape[1]
    moves = np.zeros((form.actors, states, states), bool)
    for actor, arcs in enumerate(listed(form).arcs):
        moves[actor, arcs[:, 0], arcs[:, 1]] = True
    return moves


def _joined(first: Relation, second: Relation) -> Relation:
    """Whether there is something between: the product of two relations."""
    return (first.astype(np.float32) @ second.astype(np.float32)) > 0


def _reach(steps: list[Relation], shape: tuple[int, ...]) -> Relation:
    """Where a group can get to, nobody moving twice running: a fixed point over the last mover."""
    last = [step.copy() for step in steps]
    while True:
        after = [
            own | _joined(_union([last[k] for k in range(len(steps)) if k != mover], shape), steps[mover])
            for mover, own in enumerate(last)
        ]
        if all((new == old).all() for new, old in zip(after, last, strict=True)):
            return _union(last, shape)
        last = after


def _union(relations: list[Relation], shape: tuple[int, ...]) -> Relation:
    together = np.zeros(shape, bool)
    for relation in relations:
        together |= relation
    return together
