"""What each government can sign, when it has factions at home (two levels: Putnam 1988)."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.dossier import Dossier
from detente.engines.games import win_set
from detente.questions.answer import estimate_of
from detente.questions.draws import Draws

__all__ = ["BLOCKS", "winsets"]

BLOCKS = 1 / 3
"""A faction can overthrow, or must ratify, from this share of its factions' capability: a judgement of ours."""


def winsets(dossier: Dossier, draws: Draws, actors: tuple[str, ...]) -> dict[str, Any]:
    """For each issue on which factions of these actors have positions: the range that none of them blocks.

    An issue without a status quo has no win-set: there is nothing to prefer a text to.
    """
    found: dict[str, Any] = {}
    for issue in dossier.issues:
        for actor in actors:
            factions = tuple(
                id
                for id, other in dossier.actors.items()
                if other.within == actor and dossier.position_of(issue, id) is not None
            )
            if factions and dossier.issues[issue].status_quo is not None:
                found.setdefault(issue, {})[actor] = _winset(draws, issue, factions)
    return found


def _winset(draws: Draws, issue: str, factions: tuple[str, ...]) -> dict[str, Any]:
    position = np.stack([draws.stand(issue, faction)[0] for faction in factions])
    capability = np.stack([draws.capability(faction) for faction in factions]).mean(axis=1)
    blocks = capability >= BLOCKS * capability.sum()
    quo = draws.status_quo(issue)
    middle = 0.0 if quo is None else float(np.median(quo))
    found = win_set(position, middle, blocks)
    return {
        "low": estimate_of(found.low),
        "high": estimate_of(found.high),
        "factions": {
            faction: {
                "blocks": bool(blocks[k]),
                "low": estimate_of(found.accepts[k, 0]),
                "high": estimate_of(found.accepts[k, 1]),
                "blocks_below": float(np.mean(found.below == k)),
                "blocks_above": float(np.mean(found.above == k)),
            }
            for k, faction in enumerate(factions)
        },
    }
