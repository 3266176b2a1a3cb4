"""Chains of pressure, and pressure on votes: what one can credibly take from another who is to choose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from detente.dossier.schema import Draft
from detente.engines import coercion
from detente.questions.answer import estimate_of
from detente.questions.draws import Array
from detente.questions.leverage.cells import in_hand
from detente.questions.leverage.holds import Holds

__all__ = ["MOST_CHAINS", "Pressed", "chains_of", "pressure_of"]

MOST_CHAINS = 30
LEAST_POINTS = 0.05
"""Pressure below this, on average, is not followed further: it adds less than a hundredth to any probability."""


def chains_of(pressed: Pressed, on: str | None, issues: Sequence[str], links: int) -> list[dict[str, Any]]:
    """The chains that add most to what the last but one can extract from the last, the best first.

    Only over issues that are in the hands of the last, who is to yield. Each link's ``adds`` is in units of the scale:
    the last link's is what its holder extracts alone, the one before it what pressing that holder adds, and so on.
    ``pressure`` is what the second is pressed by, in points.
    """
    holds = pressed.holds
    found = [
        made
        for way in coercion.chains(holds.pairs, links)
        if on in (None, way[-1])
        for made in pressed.chains(way, _at_issue(holds, way[-1], issues))
    ]
    return sorted(found, key=lambda chain: -chain["adds"]["mean"])[:MOST_CHAINS]


def _at_issue(holds: Holds, target: str, issues: Sequence[str]) -> tuple[str, ...]:
    return tuple(issue for issue in issues if holds.has(issue, target) and in_hand(holds.dossier, target, issue))


class Pressed:
    """Leverage with and without others' pressure, each computed once, over several issues at a time.

    Arrays are (issues · draws,), issue after issue; one without a position on an issue cares nothing for it.
    """

    def __init__(self, holds: Holds, eta: float) -> None:
        self.holds, self.eta = holds, eta
        self.alone, self.move, self.taken = cache(self._alone), cache(self._move), cache(self._taken)

    def chains(self, way: tuple[str, ...], issues: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """The chain on each issue with what each link adds; none where its first link presses too little."""
        if not issues:
            return
        pressure = self._apart(self.taken(way[:2], way[2:], issues), issues)
        worth = [
            at
            for at, issue in enumerate(issues)
            if pressure[at].mean() >= LEAST_POINTS and all(self.holds.has(issue, actor) for actor in way)
        ]
        if not worth:
            return
        moves = [self._apart(self.move(way[at:], issues), issues) for at in range(len(way) - 1)]
        for at in worth:
            rising = [move[at] for move in moves]
            adds = [first - then for first, then in zip(rising, [*rising[1:], np.zeros_like(rising[0])], strict=True)]
            yield {
                "actors": list(way),
                "issue": issues[at],
                "adds": estimate_of(adds[0]),
                "effective": estimate_of(rising[0]),
                "pressure": estimate_of(pressure[at]),
                "links": [
                    {"holder": way[link], "target": way[link + 1], "adds": float(part.mean())}
                    for link, part in enumerate(adds)
                ],
            }

    def _apart(self, flat: Array, issues: tuple[str, ...]) -> Array:
        return flat.reshape(len(issues), -1)

    def threat(self, holder: str, target: str, issues: tuple[str, ...]) -> coercion.Threat:
        """What the holder has to threaten with, once for each issue."""
        draws = np.tile(np.arange(self.holds.draws.n), len(issues))
        return self.holds.hold(holder, target).threat.some(draws)

    def _move(self, way: tuple[str, ...], issues: tuple[str, ...]) -> Array:
        """How far the last of a chain moves when each presses the next."""
        holder, target = way[-2:]
        if len(way) == 2:
            return self.alone(holder, target, issues)[1].move
        resolve = self.holds.hold(holder, target).audience + self.taken(way[:-1], way[-1:], issues)
        demand, alone = self.alone(holder, target, issues)
        pressed = coercion.press(self.threat(holder, target, issues), demand, resolve).move
        return np.asarray(np.maximum(pressed, alone.move))  # more resolve never extracts less

    def _alone(self, holder: str, target: str, issues: tuple[str, ...]) -> tuple[coercion.Demand, coercion.Leverage]:
        """What a holder asks of a target, and what it extracts by itself."""
        hold = self.holds.hold(holder, target)
        here, there = self._stand(holder, issues), self._stand(target, issues)
        demand = coercion.demand(here, there, np.tile(hold.conflict, len(issues)), self.eta)
        resolve = np.full(demand.distance.shape, hold.audience)
        return demand, coercion.press(self.threat(holder, target, issues), demand, resolve)

    def _stand(self, actor: str, issues: tuple[str, ...]) -> Array:
        nothing = np.zeros((2, self.holds.draws.n))
        has = self.holds.has
        return np.concatenate([self.holds.stand(m, actor) if has(m, actor) else nothing for m in issues], axis=1)

    def _taken(self, way: tuple[str, ...], ahead: tuple[str, ...], issues: tuple[str, ...]) -> Array:
        """What the last but one of ``way`` can credibly take from the last, or give to it, so that it presses on.

        ``ahead`` are those who come next, the one who is to yield last. A holder counts on what the one that it presses
        extracts without it; one that would lose by that has nothing to press for. A threat made in public was about the
        target's own conduct, so its audience costs do not count.
        """
        holder, target = way[-2:]
        hold = self.holds.hold(holder, target)
        gain = self._gain(holder, (target, *ahead), issues)
        behind = gain + (self.taken(way[:-1], (target, *ahead), issues) if len(way) > 2 else 0.0)
        reward, saved = (np.tile((part * hold.withheld).sum(axis=0), len(issues)) for part in (hold.harm, hold.cost))
        given = reward * coercion.logistic((gain + saved) / self.holds.beta)
        taken = coercion.pressure(self.threat(holder, target, issues), behind)
        return np.where(gain > 0.0, np.maximum(taken, given), 0.0)

    def _gain(self, holder: str, onwards: tuple[str, ...], issues: tuple[str, ...]) -> Array:
        """η times what a holder gains when the first of ``onwards`` presses on: of the way to its own position."""
        here, there, towards = (self._stand(actor, issues) for actor in (holder, onwards[-1], onwards[-2]))
        same_side = (here[0] - there[0]) * (towards[0] - there[0]) > 0.0
        far = np.where(same_side, np.minimum(self.move(onwards, issues), np.abs(here[0] - there[0])), 0.0)
        conflict = np.tile(self.holds.conflict(holder, onwards[-1]), len(issues))
        gain: Array = self.eta * here[1] * (1.0 + conflict) * far / 100.0
        return gain


def pressure_of(holds: Holds, on: str | None, eta: float) -> list[dict[str, Any]]:
    """What the sponsors of drafts can credibly take from the members of their council, in points."""
    rows = (
        _on_vote(holds, (id, name), draft, holder, member, eta)
        for id, council in holds.dossier.councils.items()
        for name, draft in council.drafts.items()
        for holder, member in holds.pairs
        if on in (None, member) and holder in draft.sponsors and member not in draft.sponsors
        if any(member in holds.dossier.members_of(seat) for seat in council.members)
    )
    return [row for row in rows if row is not None]


def _on_vote(
    holds: Holds, where: tuple[str, str], draft: Draft, holder: str, member: str, eta: float
) -> dict[str, Any] | None:
    """One sponsor's pressure on one member; nothing where the sponsor would not gain by its draft."""
    hold = holds.hold(holder, member)
    gain = np.zeros(holds.draws.n)
    for issue, text in draft.text.items():
        now = holds.draws.status_quo(issue)
        if now is not None and holds.has(issue, holder):
            position, salience = holds.stand(issue, holder)
            after = holds.draws.of(f"councils.{where[0]}.drafts.{where[1]}.text.{issue}", text)
            gain += salience * (np.abs(now - position) - np.abs(after - position)) / 100.0
    if gain.mean() <= 0.0:
        return None
    taken = coercion.pressure(hold.threat, hold.audience + eta * np.maximum(gain, 0.0))
    points = estimate_of(np.where(gain > 0.0, taken, 0.0))
    return {"council": where[0], "draft": where[1], "holder": holder, "member": member, "points": points}
