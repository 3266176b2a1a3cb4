"""The numbers of the answer: each holder, target and issue; each hold; and whom nobody moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from detente.engines import coercion
from detente.questions.answer import estimate_of
from detente.questions.basis import basis
from detente.questions.draws import Array
from detente.questions.leverage.cells import NUMBERS, in_hand
from detente.questions.leverage.holds import Hold, Holds
from detente.questions.leverage.pressing import Pressed, chains_of, pressure_of
from detente.questions.leverage.said import resting
from detente.questions.quotations import quotations
from detente.questions.titles import titled

__all__ = ["REACHED", "numbers_of", "results_of"]

REACHED = 1.0
"""A target is within reach where somebody moves it a unit of a scale, on average."""


def results_of(holds: Holds, on: str | None, issue: str | None, eta: float, links: int) -> dict[str, Any]:
    """All of ``results``, in the shape of ``answers.md``.

    Args:
        holds: every hold, drawn.
        on, issue: the target and the issue asked about; all where not given.
        eta: how much of its gain a holder puts behind a threat.
        links: of the longest chain.
    """
    dossier = holds.dossier
    asked = {pair: hold for pair, hold in holds.all.items() if on in (None, pair[1])}
    issues = [id for id in dossier.issues if issue in (None, id)]
    pressed = Pressed(holds, eta)
    pairs = [row | _evidence(holds, hold, row) for hold in asked.values() for row in _rows(pressed, hold, issues)]
    shown = [id for id in issues if any(row["issue"] == id for row in pairs)]
    actors = dict.fromkeys(actor for pair in holds.all for actor in pair)
    moved = dict.fromkeys(target for _, target in asked)
    most = {actor: max((r["effective"]["mean"] for r in pairs if r["target"] == actor), default=0.0) for actor in moved}
    return {
        "pairs": pairs,
        "holds": [_hold(holds, hold) for hold in asked.values()],
        "chains": chains_of(pressed, on, shown, links),
        "beyond": [{"actor": actor, "most": value} for actor, value in most.items() if value < REACHED],
        "untied": [] if on else _untied(holds),
        "pressure": pressure_of(holds, on, eta),
        "drafts": [{"council": c, "draft": d} for c, council in dossier.councils.items() for d in council.drafts],
        "names": {id: dossier.actors[id].name for id in actors},
        "issues": {id: titled(id) for id in shown},
        "beta": holds.beta,
    }


def _untied(holds: Holds) -> list[str]:
    """Those over whom there is no tie; factions count through the state that they are within."""
    held = {target for _, target in holds.all}
    return [id for id, actor in holds.dossier.actors.items() if actor.within is None and id not in held]


def _evidence(holds: Holds, hold: Hold, row: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a cell rests on: the claims behind it, public threats among them, and the numbers that are assumed."""
    rests = basis(holds.dossier, resting({"ties": hold.ties, "back": hold.back, **row}, [row["issue"]]))
    return {"claims": list(dict.fromkeys((*rests.claims, *hold.public))), "assumptions": list(rests.assumptions)}


def _rows(pressed: Pressed, hold: Hold, issues: list[str]) -> Iterator[dict[str, Any]]:
    shared = tuple(issue for issue in issues if issue in pressed.holds.shared(hold.holder, hold.target))
    if not shared:
        return
    demand, found = pressed.alone(hold.holder, hold.target, shared)
    for at, issue in enumerate(shared):
        here = slice(at * pressed.holds.draws.n, (at + 1) * pressed.holds.draws.n)
        one, leverage = coercion.Demand(*(part[here] for part in demand)), coercion.Leverage(*(p[here] for p in found))
        yield _row(pressed.holds, hold, issue, one, leverage)


def numbers_of(hold: Hold, demand: coercion.Demand, found: coercion.Leverage) -> dict[str, Array]:
    """The numbers of one holder, target and issue that are outcomes, in every draw."""
    capacity = coercion.capacity(demand, hold.threat.reach)
    values = (found.move, capacity, capacity - found.move, found.chance, _promise(hold, demand).move)
    return dict(zip(NUMBERS, values, strict=True))


def _row(holds: Holds, hold: Hold, issue: str, demand: coercion.Demand, found: coercion.Leverage) -> dict[str, Any]:
    """One holder, target and issue: capacity, what of it is believed, and how."""
    numbers = numbers_of(hold, demand, found)
    shares = coercion.intensities(hold.threat, found.loss)
    best = int((hold.harm * shares).mean(axis=1).argmax())
    return {
        "holder": hold.holder,
        "target": hold.target,
        "issue": issue,
        "tie": hold.ties[best],
        **{name: estimate_of(values) for name, values in numbers.items()},
        "intensity": estimate_of(shares[best]),
        "distance": float(demand.distance.mean()),
        "loss": float(found.loss.mean()),
        "full": float(_in_full(hold, demand, numbers["capacity"]).mean()),
        "ties": dict(zip(hold.ties, shares.mean(axis=1).tolist(), strict=True)),
        "promise_kept": float(_promise(hold, demand).chance.mean()),
        "used_up": _lost(hold, demand, 0.0, hold.ceiling),
        "held_by_ceiling": _lost(hold, demand, hold.used, 1.0),
        "at_stake": _at_stake(holds, hold.holder, issue, demand),
        "in_hand": in_hand(holds.dossier, hold.target, issue),
    }


def _at_stake(holds: Holds, holder: str, issue: str, demand: coercion.Demand) -> float:
    """What the holder would gain if the target came all the way, in points."""
    return float((holds.stand(issue, holder)[1] * demand.distance).mean() / 100.0)


def _in_full(hold: Hold, demand: coercion.Demand, capacity: np.ndarray) -> np.ndarray:
    """How likely the holder would carry out the whole threat, were all that it can extract at stake."""
    behind = hold.audience + demand.gain * capacity - coercion.price(hold.threat, hold.threat.reach)
    return coercion.logistic(behind / hold.threat.beta)


def _promise(hold: Hold, demand: coercion.Demand) -> coercion.Leverage:
    """What giving back all that is withheld would extract."""
    reward, saved = ((part * hold.withheld).sum(axis=0) for part in (hold.harm, hold.cost))
    return coercion.promise(demand, reward, saved, np.zeros_like(reward), hold.threat.beta)


def _lost(hold: Hold, demand: coercion.Demand, used: np.ndarray | float, ceiling: np.ndarray | float) -> float:
    """The capacity lost to what is used already, or to the ceiling, in units of the scale."""
    could = coercion.capacity(demand, hold.reach(used, ceiling))
    return float((could - coercion.capacity(demand, hold.threat.reach)).mean())


def _hold(holds: Holds, hold: Hold) -> dict[str, Any]:
    """What is between two: what each could cost the other, who stands in between, what is used already."""
    mutual = holds.all.get((hold.target, hold.holder))
    within, ties = hold.reach(0.0, hold.ceiling), [f"ties.{id}" for id in hold.ties]
    return {
        "holder": hold.holder,
        "target": hold.target,
        "ties": list(hold.ties),
        "what": [holds.dossier.ties[id].what for id in hold.ties],
        "points": estimate_of(hold.threat.reach),
        "cost": estimate_of((hold.cost * np.clip(hold.ceiling - hold.used, 0.0, 1.0)).sum(axis=0)),
        "price": estimate_of(coercion.price(hold.threat, hold.threat.reach)),
        "returned": estimate_of(mutual.threat.reach if mutual else np.zeros(holds.draws.n)),
        "withheld": estimate_of((hold.harm * hold.withheld).sum(axis=0)),
        "used": float(1 - hold.threat.reach.mean() / within.mean()) if within.mean() > 0 else 0.0,
        "expected_conflict": estimate_of(hold.conflict),
        "audience": hold.audience,
        "public_threats": list(hold.public),
        "back": list(hold.back),
        "hostages": list(hold.hostages),
        "quotations": quotations(holds.dossier, (*basis(holds.dossier, ties).claims, *hold.public)),
    }
