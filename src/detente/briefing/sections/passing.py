"""Section 3: what can pass, council by council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Row, Section, Table
from detente.briefing.sections.parts import answers_to, pictures
from detente.display.words import percent, percent_interval
from detente.dossier import Dossier
from detente.questions import Answer
from detente.questions.basis import basis

__all__ = ["drafts_table", "passing", "tally"]

MISSING = (
    "No council has been asked: add one with `members`, `quota` and `drafts` under `councils:`, or read reports that "
    "name its rules and its drafts, and brief again."
)


def passing(dossier: Dossier, answers: Mapping[str, Answer]) -> Section:
    """For each council its drafts in words, in seats, as a table, and the dilution curve."""
    blocks = tuple(_block(dossier, key, answer) for key, answer in answers_to(answers, "vote"))
    return Section(3, "what-can-pass", "What can pass", blocks or (Block(missing=MISSING),))


def _block(dossier: Dossier, key: str, answer: Answer) -> Block:
    council = dossier.councils.get(answer.subject or "")
    drafts = answer.to_dict()["results"].get("drafts", {})
    return Block(
        heading=council.name if council else answer.heading(),
        statements=statements_of(key, answer),
        pictures=pictures(answer, "seats", "dilution"),
        tables=(drafts_table(dossier, answer.subject or "", drafts),) if drafts else (),
    )


def drafts_table(dossier: Dossier, council: str, drafts: Mapping[str, Mapping[str, Any]]) -> Table:
    """Each draft alone against the status quo: chance of adoption and of a veto, and the likeliest tally."""
    rows = tuple(
        Row(
            cells=(
                name,
                percent(draft["adopted"]["mean"]),
                percent_interval(draft["adopted"]["low80"], draft["adopted"]["high80"]),
                percent(draft["vetoed"]["mean"]),
                tally(draft.get("tallies", [])),
            ),
            claims=rest.claims,
            assumptions=rest.assumptions,
        )
        for name, draft in drafts.items()
        for rest in (basis(dossier, [f"councils.{council}.drafts.{name}"]),)
    )
    head = ("Draft", "Adopted", "80% interval", "Vetoed", "Likeliest tally (yes–no–abstain)")
    return Table("Drafts, each alone against the status quo", head, rows, sourced=True)


def tally(tallies: list[Mapping[str, Any]]) -> str:
    """The likeliest tally with its probability.

    >>> first = {"yes": 12, "no": 1, "abstain": 2, "probability": 0.2}
    >>> tally([first, {"yes": 13, "no": 2, "abstain": 0, "probability": 0.4}])
    '13–2–0 (40%)'
    """
    if not tallies:
        return "–"
    best = max(tallies, key=lambda row: (row["probability"], row["yes"], -row["no"]))
    return f"{best['yes']}–{best['no']}–{best['abstain']} ({percent(best['probability'])})"
