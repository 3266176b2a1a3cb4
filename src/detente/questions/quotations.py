"""The exact words behind numbers: what is shown beneath an answer in a terminal, and is plain data in its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from detente.display import words
from detente.dossier import Dossier

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["quotations", "rests_on"]

SHOWN = 3
"""Quotations printed beneath a question; the JSON has all."""


def quotations(dossier: Dossier, claims: Iterable[str]) -> list[dict[str, Any]]:
    """Each claim's exact words, and the report that they stand in; nothing where there is no evidence.

    >>> from detente.dossier import example
    >>> quotations(example(), ["c-000000000000"])
    []
    """
    wanted = set(claims)
    reports = {report.sha256: report for report in dossier.archive.reports}
    return [
        {
            "claim": claim.id,
            "report": reports[claim.report].name,
            "published": str(reports[claim.report].published or "") or None,
            "quote": " … ".join(span.quote for span in claim.spans),
        }
        for claim in dossier.archive.claims
        if claim.id in wanted
    ]


def rests_on(what: str, found: Sequence[Mapping[str, Any]], none: str = "assumptions") -> Iterator[RenderableType]:
    """What something rests on, for a terminal: a heading, the first quotations, and how many more there are.

    Args:
        what: it is that rests on them.
        found: as ``quotations`` gives them.
        none: what to say where there are none.
    """
    from rich.padding import Padding
    from rich.text import Text

    yield Text("")
    yield Text(f"What {what} {'rest' if what.endswith('numbers') else 'rests'} on", style="bold")
    lines = [
        f"{words.quoted(' '.join(one['quote'].split()))} ({one['report']}, {one['claim']})" for one in found[:SHOWN]
    ]
    more = len(found) - SHOWN
    lines += [f"and {words.count(more, 'other quotation')}"] if more > 0 else []
    for line in lines or [none]:
        yield Padding(Text(line, style="dim"), (0, 0, 0, 2))
