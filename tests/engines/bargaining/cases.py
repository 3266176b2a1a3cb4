"""Random cases for the contract suite: with ties, absent actors, and actors who have no weight."""

from __future__ import annotations

import numpy as np

from detente.engines.bargaining import Case


def random_case(
    seed: int, draws: int = 60, actors: int = 6, issues: int = 2, *, absent: bool = True, coarse: bool = True
) -> Case:
    """Half of the draws lie on a coarse grid, where ties abound; some actors weigh nothing somewhere."""
    rng = np.random.default_rng(seed)
    shape = (draws, actors, issues)
    position, salience = rng.uniform(0, 100, shape), rng.uniform(0, 100, shape)
    capability = rng.uniform(0, 10, shape)
    status_quo = rng.uniform(0, 100, (draws, issues))
    if coarse:
        half = slice(0, draws // 2)
        position[half] = np.round(position[half] / 20) * 20
        salience[half] = np.round(salience[half] / 50) * 50
        capability[half] = np.round(capability[half] / 5) * 5
        status_quo[half] = np.round(status_quo[half] / 20) * 20
    present = rng.uniform(size=(actors, issues)) < 0.8 if absent else np.ones((actors, issues), bool)
    present[:2] = True
    return Case(position, salience, capability, status_quo, present)


def changed(case: Case, **fields: np.ndarray | None) -> Case:
    """The case with some of its arrays replaced."""
    kept = {
        name: getattr(case, name)
        for name in ("position", "salience", "capability", "status_quo", "present")
        if name not in fields
    }
    return Case(**(kept | fields))


def relabelled(case: Case, order: np.ndarray) -> Case:
    """The same actors in another order."""
    arrays = {name: getattr(case, name)[:, order] for name in ("position", "salience", "capability")}
    return changed(case, **arrays, present=case.present[order])


def mapped(case: Case, scale: float, shift: float) -> Case:
    """The same case on another scale."""
    return changed(case, position=case.position * scale + shift, status_quo=case.status_quo * scale + shift)


def joined(case: Case, seed: int) -> Case:
    """The case with one actor more, who stands somewhere inside the range and has no weight."""
    rng = np.random.default_rng(seed)
    draws, _, issues = case.position.shape
    low, high = case.position.min(), case.position.max()
    new = rng.uniform(low, high, (draws, 1, issues))
    return changed(
        case,
        position=np.concatenate([case.position, new], axis=1),
        salience=np.concatenate([case.salience, np.full_like(new, 60.0)], axis=1),
        capability=np.concatenate([case.capability, np.zeros_like(new)], axis=1),
        present=np.concatenate([case.present, np.ones((1, issues), bool)]),
    )


def agreed(case: Case) -> Case:
    """The case with everybody where the first actor is, and with weight."""
    position = np.broadcast_to(case.position[:, :1], case.position.shape).copy()
    salience, capability = np.maximum(case.salience, 1.0), np.maximum(case.capability, 0.1)
    return changed(case, position=position, salience=salience, capability=capability)
