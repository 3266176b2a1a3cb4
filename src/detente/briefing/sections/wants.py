"""Section 2: who wants what, issue by issue, and what each position rests on."""

from __future__ import annotations

from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Row, Section, Table
from detente.briefing.sections.parts import blocks_or_missing, pictures
from detente.display.words import estimate, in_words, number
from detente.dossier import Dossier
from detente.questions import Answer
from detente.questions.answer import estimate_of
from detente.questions.basis import basis
from detente.questions.draws import Draws

__all__ = ["positions_table", "wants"]

MISSING = (
    "No issue has a forecast: add an issue with `scale` and `positions` under `issues:`, or read reports that say "
    "where the actors stand, and brief again."
)


def wants(dossier: Dossier, given: Given) -> Section:
    """One ladder an issue, the forecast in words, and a table of positions with their sources."""
    blocks = (_block(dossier, key, answer) for key, answer in given.to("forecast"))
    made = blocks_or_missing(blocks, given, ("forecast",), MISSING)
    return Section(2, "who-wants-what", "Who wants what", made)


def _block(dossier: Dossier, key: str, answer: Answer) -> Block:
    issue = answer.subject if answer.subject in dossier.issues else None
    return Block(
        heading=dossier.issues[issue].asks if issue else answer.heading(),
        statements=statements_of(key, answer),
        pictures=pictures(answer, "ladder"),
        tables=(positions_table(dossier, issue, answer.draws, answer.seed),) if issue else (),
    )


def positions_table(dossier: Dossier, issue: str, draws: int, seed: int) -> Table:
    """Where each actor stands, highest first, in numbers and in the scale's words, and how much it cares.

    Numbers are means over the same draws as the forecast's.
    """
    drawn = Draws(dossier, draws, seed).issue(issue)
    stands = [estimate_of(drawn.position[:, at]) for at in range(len(drawn.actors))]
    cares = [estimate_of(drawn.salience[:, at])["mean"] for at in range(len(drawn.actors))]
    scale = dossier.issues[issue].scale
    rests = [basis(dossier, _paths(dossier, issue, actor)) for actor in drawn.actors]
    rows = [
        (
            stand["mean"],
            Row(
                cells=(
                    dossier.actors[actor].name,
                    estimate(stand["mean"], stand["low80"], stand["high80"]).replace("80% interval ", ""),
                    in_words(scale, stand["mean"]).rsplit(" (", 1)[0],
                    number(care),
                ),
                claims=rest.claims,
                assumptions=rest.assumptions,
            ),
        )
        for actor, stand, care, rest in zip(drawn.actors, stands, cares, rests, strict=True)
    ]
    ordered = tuple(row for _, row in sorted(rows, key=lambda pair: (-pair[0], pair[1].cells[0])))
    head = ("Actor", "Stands at (80% interval)", "In the scale’s words", "Salience")
    return Table("Positions, with what each rests on", head, ordered, sourced=True)


def _paths(dossier: Dossier, issue: str, actor: str) -> list[str]:
    """The entries that give an actor its position: its own or its group's, else its factions'."""
    if dossier.position_of(issue, actor) is not None:
        return [f"issues.{issue}.positions.{actor}"]
    factions = (id for id, other in dossier.actors.items() if other.within == actor)
    return [path for faction in factions for path in _paths(dossier, issue, faction)]
