"""The moves of a model at the means of the draws, with the ids of the dossier: who moved where, and why."""

from __future__ import annotations

from typing import Any

from detente.engines.bargaining import Challenge, Exchange, Model
from detente.engines.bargaining.moves import Move, moves
from detente.questions.forecast.cases import Bargain, centre

__all__ = ["moves_of"]


def moves_of(bargain: Bargain, model: Model) -> list[dict[str, Any]]:
    """Every offer and trade at the means of the draws; nothing for a model without moves."""
    if not isinstance(model, Challenge | Exchange):
        return []
    return [_record(move, bargain) for move in moves(centre(bargain.case), model)]


def _record(move: Move, bargain: Bargain) -> dict[str, Any]:
    record: dict[str, Any] = {
        "round": move.round,
        "kind": move.kind,
        "issue": bargain.issues[move.issue],
        "actor": bargain.actors[move.actor],
        "other": bargain.actors[move.other],
        "before": move.before,
        "after": move.after,
        "accepted": move.accepted,
        "gain": move.gain,
    }
    if move.returned is not None:
        record["returned"] = {
            "issue": bargain.issues[move.returned.issue],
            "before": move.returned.before,
            "after": move.returned.after,
        }
        sides = (move.actor, move.other)
        record["externalities"] = {
            bargain.actors[k]: gain for k, gain in enumerate(move.externalities) if k not in sides and abs(gain) > 1e-9
        }
    return record
