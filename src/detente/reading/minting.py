"""What every claim is made of: exact spans, an id, times, who reported it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from detente.dossier.evidence import Agent, Claim, Report, Span, When, claim_id
from detente.reading.dating import owns
from detente.reading.scenes import Party
from detente.reading.speech import Statement
from detente.reading.times import resolve
from detente.reading.utterances import Heard

__all__ = ["Mint", "agent_of"]

CLOSING = re.compile(r"[.,!?]?[”\"]")


class Mint:
    """The parts of one report's claims, and the ids of its statements."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = report.text
        self.ids: dict[Statement, str] = {}

    def span(self, start: int, end: int) -> Span:
        """The exact characters of a stretch of the report."""
        return Span(start=start, end=end, quote=self.text[start:end])

    def bare(self, start: int, end: int) -> dict[str, Any]:
        """The same as a plain object, for a claim's detail."""
        return {"start": start, "end": end, "quote": self.text[start:end]}

    def attributed(self, heard: Heard, at: int) -> str | None:
        """The claim that reported what stands at a place: the innermost statement around it, or none."""
        around = [s for s in heard.statements if s.covers(at, at + 1) and s in self.ids]
        if around:
            return self.ids[min(around, key=lambda s: sum(b - a for a, b in s.places))]
        return self.ids.get(heard.within) if heard.within is not None else None

    def make(self, **fields: Any) -> Claim:
        """A claim with its id; what is not given is null."""
        spans = fields["spans"]
        id = claim_id(
            self.report.sha256,
            fields["kind"],
            spans,
            fields.get("actor"),
            fields.get("type"),
            fields.get("issue"),
        )
        return Claim(id=id, report=self.report.sha256, **fields)

    def when(self, heard: Heard, at: int, future: bool, told: Sequence[tuple[int, int]] = ()) -> When | None:
        """The time words nearest to a place in its sentence.

        Not those in what is ``told``; of a place in words that are told, none outside them: that is the day of telling.
        """
        unit = heard.scene.unit
        around = [s for s in heard.statements if s.covers(at, at + 1)] if not told else []
        inside = min((s.places for s in around), key=lambda places: sum(b - a for a, b in places), default=None)
        owned = partial(owns, unit, at)
        return resolve(self.text, unit.start, unit.end, at, self.report.published, future, told, inside, owned)

    def trimmed(self, start: int, end: int) -> tuple[int, int] | None:
        """A place without white space at its edges, with the mark that closes a partial quotation; none if empty."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        words = self.text[start:end]
        if words.count("“") > words.count("”") or words.count('"') % 2:
            closing = CLOSING.match(self.text, end)  # a partial quotation ends with its mark
            end = closing.end() if closing else end
        return (start, end) if end > start else None


def agent_of(party: Party) -> Agent | None:
    """The person or office behind a party, where one is named."""
    if party.kind in ("state", "other", "place", "pronoun") and not party.name:
        return None
    if not (party.name or party.role):
        return None
    acts_for = party.code if party.kind != "faction" else None
    return Agent(name=party.name, role=party.role, acts_for=acts_for)
