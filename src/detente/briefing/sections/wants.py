"""Section 2: who wants what, issue by issue, and what each position rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Row, Section, Table
from detente.briefing.sections.key import about
from detente.briefing.sections.parts import blocks_or_missing, pictures
from detente.display.words import estimate, number, place
from detente.dossier import Dossier
from detente.questions.basis import basis

__all__ = ["positions_table", "wants"]

MISSING = (
    "No issue has a forecast: add an issue with `scale` and `positions` under `issues:`, or read reports that say "
    "where the actors stand, and brief again."
)


def wants(dossier: Dossier, given: Given) -> Section:
    """One ladder an issue, the forecast in words, and a table of positions with their sources."""
    blocks = (_block(dossier, given, key) for key in given.to("forecast"))
    made = blocks_or_missing(blocks, given, ("forecast",), MISSING)
    return Section(2, "who-wants-what", "Who wants what", made)


def _block(dossier: Dossier, given: Given, key: str) -> Block:
    answer = given.answers[key]
    actors = answer.to_dict()["results"].get("actors", {})
    return Block(
        heading=about(dossier, answer),
        statements=statements_of(key, answer),
        pictures=pictures(given, key, "positions"),
        tables=(positions_table(dossier, answer.subject, actors),)
        if actors and answer.subject in dossier.issues
        else (),
    )


def positions_table(dossier: Dossier, issue: str, actors: Mapping[str, Mapping[str, Any]]) -> Table:
    """Where each actor stands, highest first, in numbers and in the scale's words, and how much it cares.

    Args:
        dossier: what the positions rest on.
        issue: its id.
        actors: by id ``{"name", "position", "salience"}``, estimates, as a forecast gives them.
    """
    ordered = sorted(actors, key=lambda actor: (-actors[actor]["position"]["mean"], actors[actor]["name"]))
    rows = tuple(_row(dossier, issue, actor, actors[actor]) for actor in ordered)
    head = ("Actor", "Stands at (80% interval)", "In the scale’s words", "Salience")
    return Table("Positions, with what each rests on", head, rows, sourced=True)


def _row(dossier: Dossier, issue: str, actor: str, held: Mapping[str, Any]) -> Row:
    position, rests = held["position"], basis(dossier, _paths(dossier, issue, actor))
    return Row(
        cells=(
            held["name"],
            estimate(position["mean"], position["low80"], position["high80"]).replace("80% interval ", ""),
            place(dossier.issues[issue].scale, position["mean"]),
            number(held["salience"]["mean"]),
        ),
        claims=rests.claims,
        assumptions=rests.assumptions,
    )


def _paths(dossier: Dossier, issue: str, actor: str) -> list[str]:
    """The entries that give an actor its position: its own or its group's, else its factions'."""
    if dossier.position_of(issue, actor) is not None:
        return [f"issues.{issue}.positions.{actor}"]
    factions = (id for id, other in dossier.actors.items() if other.within == actor)
    return [path for faction in factions for path in _paths(dossier, issue, faction)]
