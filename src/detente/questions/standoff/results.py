"""A solved standoff as the JSON of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from detente.engines.games import (
    OUTCOMES,
    PATHS,
    Crisis,
    Signal,
    Standing,
    assurance,
    crisis_game,
    crisis_payoffs,
    limit,
    provocation,
    regret,
    retaliation,
    signals,
    solve_crisis,
)
from detente.engines.games.crisis import crisis_chances
from detente.engines.games.filled import filled
from detente.engines.games.standing import path_table
from detente.questions.answer import estimate_of
from detente.questions.standoff.inputs import Array

__all__ = ["beliefs_of", "definition_of", "outcomes_of", "paths_of", "repeated_of", "table_of", "thresholds_of"]

MOVES = ("hold", "provoke", "ignore", "sanction", "offer", "strike", "back_down", "accept", "escalate")


def paths_of(solved: Standing, seen: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every path that is still possible, likeliest first, with its probability."""
    given = solved.given(seen)
    rows = [
        {"moves": list(path), "probability": float(given[k].mean()), **_ends(given[k])}
        for k, path in enumerate(PATHS)
        if path[: len(seen)] == seen
    ]
    return sorted(rows, key=lambda row: -float(row["probability"]))


def _ends(values: Array) -> dict[str, float]:
    found = estimate_of(values)
    return {"low80": found["low80"], "high80": found["high80"]}


def outcomes_of(solved: Standing, seen: tuple[str, ...]) -> dict[str, Any]:
    """Each outcome's probability over draws, given the moves seen."""
    return {name: estimate_of(solved.outcome(name, seen)) for name in OUTCOMES}


def beliefs_of(solved: Standing, seen: tuple[str, ...]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What is believed about both sides after each move seen, and what each next move would tell."""
    told = [_belief(solved, seen[:k]) for k in range(len(seen) + 1)]
    onward = {path[len(seen)] for path in PATHS if path[: len(seen)] == seen and len(path) > len(seen)}
    ahead = [(*seen, move) for move in MOVES if move in onward]
    ahead += [(*seen, move) for move in sorted(onward - set(MOVES))]
    return told, [_belief(solved, moves) for moves in ahead]


def _belief(solved: Standing, moves: tuple[str, ...]) -> dict[str, Any]:
    motive, resolve = solved.beliefs(moves)
    named = {name: float(motive[k].mean()) for k, name in enumerate(solved.crisis.motives)}
    others = {name: float(resolve[k].mean()) for k, name in enumerate(solved.crisis.resolves)}
    return {"after": list(moves), **named, "resolves": others}


def table_of(crisis: Crisis) -> list[dict[str, Any]]:
    """The table of payoffs that was used, at the centre of every estimate."""
    cells = crisis_payoffs(crisis).mean(axis=-1).reshape(len(crisis.motives), len(crisis.resolves), len(PATHS), 2)
    return [
        {
            "moves": list(path),
            "motive": motive,
            "resolve": resolve,
            "challenger": float(cells[m, r, k, 0]),
            "defender": float(cells[m, r, k, 1]),
        }
        for m, motive in enumerate(crisis.motives)
        for r, resolve in enumerate(crisis.resolves)
        for k, path in enumerate(PATHS)
    ]


def thresholds_of(crisis: Crisis, precision: float) -> dict[str, Any]:
    """The least credible assurance, the retaliation that deters and the cost of a believable signal, by type."""
    credible = (crisis.resolve["p"] * crisis.resolve["credible"]).sum(axis=0)
    third = crisis.common["third"]
    kept = {name: assurance(crisis, k, precision) for k, name in enumerate(crisis.motives)}
    deters = {name: retaliation(crisis, k, precision) for k, name in enumerate(crisis.resolves)}
    return {
        "assurance": {
            name: {
                **estimate_of(one.value),
                "verdict": _verdict(float(np.median(one.value))),
                "none_suffices": float(np.mean(one.value > 1)),
                "none_needed": float(np.mean(one.value < 0)),
                "met_today": float(np.mean(one.value <= credible)),
            }
            for name, one in kept.items()
        },
        "retaliation": {
            name: {**estimate_of(one.value), "met_today": float(np.mean(one.value <= third))}
            for name, one in deters.items()
        },
        "signal": {
            name: _signal(found)
            for side, names in ((0, crisis.motives), (1, crisis.resolves))
            for name, found in zip(names, signals(crisis, side, precision), strict=True)
        },
    }


def _verdict(value: float) -> str:
    if value > 1:
        return "no guarantee suffices"
    return "none needed" if value < 0 else "a guarantee this credible suffices"


def _signal(found: Signal) -> dict[str, Any]:
    return {
        "sunk": estimate_of(found.sunk),
        "tied": estimate_of(found.tied.value) if found.tied.inside.mean() >= 0.5 else None,
        "tied_possible": float(found.tied.inside.mean()),
        "worth": estimate_of(found.worth),
        "works": float(np.mean(found.sunk < found.worth)),
    }


def repeated_of(crisis: Crisis, rounds: int, precision: float) -> list[dict[str, Any]]:
    """Round after round, each given that the one before was won: how often it is tried, pays and wins."""
    return [
        {
            "round": number,
            "provokes": estimate_of(one.provokes),
            "pays": estimate_of(one.pays),
            "won": estimate_of(one.won),
            "gain": estimate_of(one.gain),
        }
        for number, one in enumerate(provocation(crisis, rounds, precision), 1)
    ]


def definition_of(crisis: Crisis, solved: Standing, seen: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    """How far the central answer is from best replies, and where the branch goes as the noise vanishes."""
    game = filled(
        crisis_game(crisis.motives, crisis.resolves),
        crisis_payoffs(crisis)[..., 0],
        np.exp(crisis_chances(crisis)[:, 0]),
    )
    now, far = regret(game, solved.draws.log_play[:, 0]), limit(game)
    at_end = regret(game, far.log_play)
    found = {
        "action": now.action,
        "player": now.player,
        "residual": float(solved.draws.residual.max()),
        "limit": {"action": at_end.action, "player": at_end.player, "found": far.found},
    }
    return found, {"paths": _limit_paths(crisis, far.log_play, seen), "status": far.status}


def _limit_paths(crisis: Crisis, log_play: Array, seen: tuple[str, ...]) -> list[dict[str, Any]]:
    table = path_table(crisis, log_play[:, None]).sum(axis=(1, 2))[:, 0]
    fits = np.array([path[: len(seen)] == seen for path in PATHS])
    whole = float(table[fits].sum())
    if whole < 1e-9:  # full rationality never makes the moves that were seen
        return []
    return [
        {"moves": list(path), "probability": float(table[k] / whole)}
        for k, path in enumerate(PATHS)
        if fits[k] and table[k] / whole > 0.005
    ]


def moved(outcomes: tuple[str, ...], crisis: Crisis, seen: tuple[str, ...], precision: float) -> Mapping[str, Array]:
    """Some outcomes of a crisis whose draws are variants of one another."""
    solved = solve_crisis(crisis, precision)
    return {name: solved.outcome(name, seen) for name in outcomes}
