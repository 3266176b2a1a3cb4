"""The answer in words: which claims a judgement hangs on, and what one false report would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.questions.answer import Sentence
from detente.questions.gauge import Gauge

__all__ = ["said"]

QUOTED = 5
"""Claims that are quoted."""


def said(dossier: Dossier, of: Gauge, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence of the answer, most important first."""
    return tuple(_Speaker(dossier, of, results).all())


class _Speaker:
    def __init__(self, dossier: Dossier, of: Gauge, results: Mapping[str, Any]) -> None:
        self.dossier, self.of, self.results = dossier, of, results
        self.claims = {claim.id: claim for claim in dossier.archive.claims}

    def all(self) -> Iterator[Sentence]:
        """What there is to say."""
        if not self.results["claims"]:
            yield self._sentence(f"no claim stands behind {self.subject}: it rests on assumptions alone", ())
            return
        yield self._flip() if self.results["flips"] else self._firm()
        yield from self._quoted()
        yield from self._liar()

    @property
    def subject(self) -> str:
        """The judgement as the subject of a sentence."""
        return self.of.called

    def _sentence(self, text: str, claims: tuple[str, ...], probability: float | None = None) -> Sentence:
        return Sentence(words.sentence(text), probability, None, claims)

    def _flip(self) -> Sentence:
        removed, of, results = tuple(self.results["removed"]), self.of, self.results
        before, after = of.told(self.dossier, results["before"]), of.again(self.dossier, results["after"])
        fewest = "" if results["minimal"] else " (a search step by step; a smaller set may exist)"
        tail = f"{words.count(len(removed), 'claim')} of {len(results['claims'])}{fewest}"
        return self._sentence(f"{before}; that hangs on {tail}: without {_them(removed)} {after}", removed)

    def _firm(self) -> Sentence:
        of, results = self.of, self.results
        before, after = of.told(self.dossier, results["before"]), of.again(self.dossier, results["without_all"])
        count = words.count(len(results["claims"]), "claim")
        text = f"{before}; of the {count} behind it {self._tried()} changes that: without any of them {after}"
        return self._sentence(text, tuple(results["claims"]))

    def _tried(self) -> str:
        """Which sets were tried in vain."""
        if self.results["largest"] == 1:
            return "none by itself"
        if self.results["largest"]:
            return f"no set of up to {words.cardinal(self.results['largest'])}"
        return "no set of them" if self.results["minimal"] else "no set that was tried"

    def _quoted(self) -> Iterator[Sentence]:
        """What the claims say that it hangs on; claims of the same words are quoted once."""
        quotes: dict[str, list[str]] = {}
        for id in self.results["removed"]:
            claim = self.claims.get(id)
            report = self.dossier.archive.report(claim.report) if claim else None
            if claim is not None and report is not None:
                quote = " … ".join(" ".join(span.quote.split()) for span in claim.spans)
                quotes.setdefault(
                    f"the report {words.quoted(report.name)} has it that {words.quoted(quote)}", []
                ).append(id)
        for text, ids in list(quotes.items())[:QUOTED]:
            yield self._sentence(text, tuple(ids))

    def _liar(self) -> Iterator[Sentence]:
        rows = [row for row in self.results["one_liar"] if row["claims"]]
        if not rows:
            return
        worst = rows[0]
        mine = {id for id in self.results["claims"] if id in self.claims and self.claims[id].report == worst["report"]}
        value = self.results["before"] + worst["effect"]
        change = self.of.amount(worst["effect"]) + self.of.off(self.results["before"], value)
        text = f"the single report that would change most, were it false, is {words.quoted(worst['name'])} ({change}): "
        text += f"then {self.of.again(self.dossier, value)}"
        yield self._sentence(text, tuple(id for id in self.results["claims"] if id in mine))
        flipping = sum(bool(row["flips"]) for row in rows)
        yield self._sentence(_flipping(flipping, len(rows)), tuple(self.results["claims"]))


def _flipping(flipping: int, reports: int) -> str:
    """How many of the reports behind a judgement would change its band by being false."""
    would = "would change its band by being false"
    if reports == 1:
        return f"it rests on one report, which {would if flipping else would.replace('would', 'would not')}"
    every = words.cardinal(reports)
    if flipping in (0, reports):
        none, some = ("neither", "either") if reports == 2 else ("none", "any")
        return f"{some if flipping else none} of the {every} reports behind it {would}"
    return f"{words.cardinal(flipping)} of the {every} reports behind it {would}"


def _them(removed: tuple[str, ...]) -> str:
    return "it" if len(removed) == 1 else "them"
