"""Section 5: who has leverage on whom, in sentences, as a matrix, and each hold with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Row, Section, Table
from detente.briefing.sections.parts import blocks_or_missing, pictures
from detente.display.words import number, percent
from detente.dossier import Dossier
from detente.questions.basis import basis
from detente.questions.leverage import resting

__all__ = ["holds_table", "leverage"]

MISSING = "The dossier has no ties: say who depends on whom, for what, under `ties:`, and brief again."


def leverage(dossier: Dossier, given: Given) -> Section:
    """The answer in words, its two charts, and a table of holds with their sources."""
    blocks = (_block(dossier, given, key) for key in given.to("leverage"))
    made = blocks_or_missing(blocks, given, ("leverage",), MISSING)
    return Section(5, "leverage", "Who has leverage on whom", made)


def _block(dossier: Dossier, given: Given, key: str) -> Block:
    answer = given.answers[key]
    results = answer.to_dict()["results"]
    return Block(
        statements=statements_of(key, answer),
        pictures=pictures(given, key, "matrix", "chains"),
        tables=(holds_table(dossier, results),) if results.get("pairs") else (),
    )


def holds_table(dossier: Dossier, results: Mapping[str, Any]) -> Table:
    """Who can withhold what from whom, at what cost, how much is used, and where it counts most, with sources."""
    rows = [_row(dossier, results, hold) for hold in results["holds"]]
    head = (
        "Holder",
        "Target",
        "Through",
        "Could still cost it",
        "At a cost of, with what may come back",
        "Used up",
        "Moves it most on",
        "Believed, of capacity",
        "By best threat, of the tie",
    )
    caption = "Ties, in points; moves in units of the issue’s scale, on the issue where each threat moves most"
    return Table(caption, head, tuple(row for row in rows if row is not None), sourced=True)


def _row(dossier: Dossier, results: Mapping[str, Any], hold: Mapping[str, Any]) -> Row | None:
    pairs: Sequence[Mapping[str, Any]] = [row for row in results["pairs"] if _pair(row) == _pair(hold)]
    if not pairs:
        return None
    most = max(pairs, key=lambda row: (row["in_hand"], row["effective"]["mean"]))
    rests = basis(dossier, resting(hold, [row["issue"] for row in pairs]))
    through = dict(zip(hold["ties"], hold["what"], strict=True))[most["tie"]]
    return Row(
        cells=(
            results["names"][hold["holder"]],
            results["names"][hold["target"]],
            "; ".join(hold["what"]),
            number(hold["points"]["mean"]),
            number(hold["price"]["mean"]),
            percent(min(1.0, max(0.0, hold["used"]))),
            results["issues"][most["issue"]],
            f"{number(most['effective']['mean'], 1)} of {number(most['capacity']['mean'])}",
            f"{percent(min(1.0, most['intensity']['mean']))} of {through}",
        ),
        claims=tuple(dict.fromkeys((*rests.claims, *hold["public_threats"]))),
        assumptions=rests.assumptions,
    )


def _pair(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["holder"], row["target"]
