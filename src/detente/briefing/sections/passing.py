"""Section 3: what can pass, council by council."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.briefing.given import Given
from detente.briefing.judgements import statements_of
from detente.briefing.records import Block, Row, Section, Table
from detente.briefing.sections.key import about
from detente.briefing.sections.parts import blocks_or_missing, pictures
from detente.display.words import in_words, percent, percent_interval
from detente.dossier import Dossier
from detente.questions.basis import basis
from detente.questions.titles import titled

__all__ = ["drafts_table", "passing", "tally"]

MISSING = (
    "No council has been asked: add one with `members`, `quota` and `drafts` under `councils:`, or read reports that "
    "name its rules and its drafts, and brief again."
)


def passing(dossier: Dossier, given: Given) -> Section:
    """For each council its drafts in words, in seats, as a table, and the dilution curve."""
    blocks = (_block(dossier, given, key) for key in given.to("vote"))
    made = blocks_or_missing(blocks, given, ("vote",), MISSING)
    return Section(3, "what-can-pass", "What can pass", made)


def _block(dossier: Dossier, given: Given, key: str) -> Block:
    answer = given.answers[key]
    drafts = answer.to_dict()["results"].get("drafts", {})
    return Block(
        heading=about(dossier, answer),
        statements=statements_of(key, answer),
        pictures=pictures(given, key, "seats", "dilution"),
        tables=(drafts_table(dossier, answer.subject or "", drafts),) if drafts else (),
    )


def drafts_table(dossier: Dossier, council: str, drafts: Mapping[str, Mapping[str, Any]]) -> Table:
    """Each draft alone against the status quo: chance of adoption and of a veto, and the likeliest tally."""
    rows = tuple(
        Row(
            cells=(
                titled(name, draft.get("name")),
                _text(dossier, council, name),
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
    head = ("Draft", "Text", "Adopted", "80% interval", "Vetoed", "Likeliest tally")
    return Table("Drafts, each alone against the status quo; tallies are yes–no–abstain", head, rows, sourced=True)


def _text(dossier: Dossier, council: str, name: str) -> str:
    """What a draft would set, in the words of each issue's scale."""
    draft = dossier.councils[council].drafts.get(name) if council in dossier.councils else None
    texts = draft.text.items() if draft else ()
    return "; ".join(in_words(dossier.issues[issue].scale, value.centre) for issue, value in texts)


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
