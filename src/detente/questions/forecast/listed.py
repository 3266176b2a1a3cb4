"""The moves of a model at the means of the draws, with the ids of the dossier: who moved where, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.display import words
from detente.engines.bargaining import Challenge, Exchange, Model
from detente.engines.bargaining.moves import Move, moves
from detente.questions.forecast.cases import Bargain, centre

__all__ = ["moves_of", "moves_told"]


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


def moves_told(moves: list[dict[str, Any]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """A row for each move that was made: who goes from where to where, and why."""
    tell = _trade if moves and "returned" in moves[0] else _offer
    return [{"round": move["round"], **tell(move, names)} for move in moves if move["accepted"]]


def _offer(move: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "who": names[move["actor"]],
        "from": move["before"],
        "to": move["after"],
        "why": f"{move['kind']} {'to' if move['kind'] == 'capitulation' else 'with'} {names[move['other']]}",
        "pressure": move["gain"],
    }


def _trade(move: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    back = move["returned"]
    worst = sorted(move["externalities"].items(), key=lambda pair: -abs(pair[1]))[:3]
    return {
        "who": names[move["actor"]],
        "gives": f"{move['issue']} {words.number(move['before'])} to {words.number(move['after'])}",
        "to": names[move["other"]],
        "for": f"{back['issue']} {words.number(back['before'])} to {words.number(back['after'])}",
        "each gains": move["gain"],
        "others": ", ".join(f"{names[actor]} {gain:+.1f}" for actor, gain in worst) or "none",
    }
