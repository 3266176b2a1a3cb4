"""The answer in words: from what to what, and which changes did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.display import words
from detente.dossier import Claim, Dossier
from detente.questions.answer import Sentence
from detente.questions.gauge import Gauge

__all__ = ["said"]

NAMED = 3
"""Parts that get a sentence of their own."""
LEAST = {"probability": 0.0005, "scale": 0.05}
"""Effects below this are not told: they would be told as 0."""


def said(after: Dossier, before: Dossier, of: Gauge, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence of the answer, most important first."""
    return tuple(_Speaker(after, before, of, results).all())


class _Speaker:
    def __init__(self, after: Dossier, before: Dossier, of: Gauge, results: Mapping[str, Any]) -> None:
        self.after, self.before, self.of, self.results = after, before, of, results
        archives = (*before.archive.claims, *after.archive.claims)
        self.claims: dict[str, Claim] = {claim.id: claim for claim in archives}
        self.moved = [row for row in results["parts"] if abs(row["effect"]) >= LEAST[of.unit]]

    def all(self) -> Iterator[Sentence]:
        """What there is to say."""
        yield self._whole()
        for row in self.moved[:NAMED]:
            yield self._part(row)
        if len(self.moved) > NAMED:
            rest = sum(row["effect"] for row in self.moved[NAMED:])
            count = words.count(len(self.moved) - NAMED, "other change")
            yield self._sentence(f"{count} together: {self.of.amount(rest)}", ())
        if not self.results["exact"] and self.moved:
            worst = self.of.amount(max(row["standard_error"] for row in self.moved), 3).removeprefix("+")
            text = f"shares are averages over drawn orders, with a standard error of at most {worst}"
            yield self._sentence(text, ())

    def _sentence(self, text: str, claims: tuple[str, ...], probability: float | None = None) -> Sentence:
        return Sentence(words.sentence(text), probability, None, claims)

    def _whole(self) -> Sentence:
        found, now = self.results, self.of.told(self.after, self.results["after"])
        probability = found["after"] if self.of.unit == "probability" else None
        if not self.moved:
            return self._sentence(f"{now}, as it was: {self._unmoved()}", (), probability)
        then, total = self.of.stood(found["before"]), found["total"]
        if abs(total) < LEAST[self.of.unit]:
            return self._sentence(f"{now}, as it was: the changes all but cancel out", (), probability)
        change = words.amount(total, self.of.unit, signed=False)
        off = self.of.off(found["before"], found["after"])
        text = f"{now}; that is {change} {'more' if total > 0 else 'less'}{off} than the {then} of before"
        return self._sentence(text, (), probability)

    def _unmoved(self) -> str:
        """Why nothing moved."""
        rows = self.results["parts"]
        if not rows:
            return "the dossiers do not differ"
        if len(rows) == 1:
            return f"the one difference {'hardly moves' if rows[0]['effect'] else 'does not move'} it"
        none = f"none of the {words.cardinal(len(rows))} differences moves it"
        least = words.amount(LEAST[self.of.unit], self.of.unit, signed=False)
        return f"{none} by {least}" if any(row["effect"] for row in rows) else none

    def _part(self, row: Mapping[str, Any]) -> Sentence:
        claims = tuple(id for id in row["claims"] if id in self.claims)
        what = self._claim(row["claim"]) if "claim" in row else self._change(row)
        behind = f", with {words.count(len(claims), 'claim')} come or gone," if claims and "claim" not in row else ""
        return self._sentence(f"{what}{behind} makes {self.of.amount(row['effect'])} of that", claims)

    def _change(self, row: Mapping[str, Any]) -> str:
        """The change of a number, by its name and from where to where; of a record, by its path."""
        if "from" in row:
            return f"the change of {row['what']}{_moved(row)}"
        return f"the change of {row['what']}"

    def _claim(self, id: str) -> str:
        claim = self.claims.get(id)
        if claim is None:
            return f"claim {id}"
        report = self.after.archive.report(claim.report) or self.before.archive.report(claim.report)
        quote = words.quoted(" ".join(claim.spans[0].quote.split()))
        come = any(other.id == id for other in self.after.archive.claims)
        verb = "that" if come else "the loss of the claim that"
        return f"{verb} {quote} ({report.name if report else 'report not stored'})"


def _moved(row: Mapping[str, Any]) -> str:
    """From where to where a number went."""
    if "from" not in row:
        return ""
    digits = 0 if max(abs(row["from"]), abs(row["to"])) >= 10 else 2
    return f" from {words.number(row['from'], digits)} to {words.number(row['to'], digits)}"
