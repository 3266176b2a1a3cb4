"""Packages of provisions over several issues: which to put together, and whose vote each one buys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float

from detente.engines.council.ballots import DEFAULT, OrderedLogit
from detente.engines.council.chamber import Chamber
from detente.engines.council.decision import decide
from detente.engines.council.rule import Rule
from detente.engines.council.texts import expected

__all__ = ["Bundle", "best_bundle"]

MOST_LISTED = 12
SWEEPS = 20
Provision = tuple[int, float]
"""An issue, and what it is set to."""


class Bundle(NamedTuple):
    """The provisions taken, the text that they make, and what it comes to.

    ``bought`` is, for each provision taken, how much likelier each member is to say yes than to the text without it.
    """

    taken: tuple[int, ...]
    text: Float[np.ndarray, " issue"]
    adopted: float
    points: float
    bought: Float[np.ndarray, "provision member"]


def best_bundle(
    rule: Rule, seats: Chamber, sponsor: int, provisions: Sequence[Provision], logit: OrderedLogit = DEFAULT
) -> Bundle:
    """The provisions of greatest expected points to a member that proposes them together.

    1. Up to 12 provisions: all subsets with at most one provision an issue. Beyond: one provision is taken in or left
       out at a time, whichever helps most, until none does (coordinate ascent).
    2. What bought whose vote: P(yes) of each member with the whole package less that without the provision.
    """
    sets = _listed(provisions) if len(provisions) <= MOST_LISTED else _climbed(rule, seats, sponsor, provisions, logit)
    texts = np.stack([_text(seats, provisions, chosen) for chosen in sets])
    chance, points = expected(rule, seats, np.full(len(texts), sponsor), texts[None], logit)
    best = int(points[0].argmax())
    taken = tuple(np.flatnonzero(sets[best]).tolist())
    bought = _bought(rule, seats, sponsor, provisions, sets[best], logit)
    return Bundle(taken, texts[best], float(chance[0, best]), float(points[0, best]), bought)


def _allowed(provisions: Sequence[Provision], chosen: Bool[np.ndarray, " provision"]) -> bool:
    issues = [issue for (issue, _), taken in zip(provisions, chosen, strict=True) if taken]
    return len(set(issues)) == len(issues)


def _listed(provisions: Sequence[Provision]) -> list[Bool[np.ndarray, " provision"]]:
    every = (np.array(chosen, dtype=bool) for chosen in product((False, True), repeat=len(provisions)))
    return [chosen for chosen in every if _allowed(provisions, chosen)]


def _climbed(
    rule: Rule, seats: Chamber, sponsor: int, provisions: Sequence[Provision], logit: OrderedLogit
) -> list[Bool[np.ndarray, " provision"]]:
    """The set at the top of the climb, alone in a list."""
    now = np.zeros(len(provisions), dtype=bool)
    for _ in range(SWEEPS * len(provisions)):
        turned = [now, *(_with_turned(provisions, now, k) for k in range(len(provisions)))]
        texts = np.stack([_text(seats, provisions, chosen) for chosen in turned])
        _, points = expected(rule, seats, np.full(len(texts), sponsor), texts[None], logit)
        best = int(points[0].argmax())
        if best == 0:
            break
        now = turned[best]
    return [now]


def _with_turned(
    provisions: Sequence[Provision], chosen: Bool[np.ndarray, " provision"], k: int
) -> Bool[np.ndarray, " provision"]:
    """The set with provision k taken in, in place of another on its issue, or left out."""
    turned = chosen.copy()
    for other, (issue, _) in enumerate(provisions):
        if issue == provisions[k][0] and other != k:
            turned[other] = False
    turned[k] = not chosen[k]
    return turned


def _text(
    seats: Chamber, provisions: Sequence[Provision], chosen: Bool[np.ndarray, " provision"]
) -> Float[np.ndarray, " issue"]:
    text: Float[np.ndarray, " issue"] = np.asarray(seats.status_quo).mean(axis=0)
    for (issue, value), taken in zip(provisions, chosen, strict=True):
        if taken:
            text[issue] = value
    return text


def _bought(
    rule: Rule,
    seats: Chamber,
    sponsor: int,
    provisions: Sequence[Provision],
    chosen: Bool[np.ndarray, " provision"],
    logit: OrderedLogit,
) -> Float[np.ndarray, "provision member"]:
    taken = np.flatnonzero(chosen)
    without = [np.where(np.arange(len(chosen)) == k, False, chosen) for k in taken]
    texts = np.stack([_text(seats, provisions, each) for each in [chosen, *without]])
    signed = np.zeros((rule.size, len(texts)), dtype=bool)
    signed[sponsor] = True
    yes = np.asarray(decide(rule, seats, texts, signed, logit).votes.yes).mean(axis=2)
    gained: Float[np.ndarray, "provision member"] = (yes[:, :1] - yes[:, 1:]).T
    return gained
