"""The answer in words: whether anybody meets, in which format, who holds it up, and what would bring them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.questions.answer import Sentence
from detente.questions.basis import basis
from detente.questions.titles import titled

__all__ = ["said"]

MATTERS = 0.02


def said(dossier: Dossier, name: str, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence of the answer, most important first."""
    return tuple(_Speaker(dossier, name, results).all())


class _Speaker:
    def __init__(self, dossier: Dossier, name: str, results: Mapping[str, Any]) -> None:
        self.dossier, self.id, self.results = dossier, name, results
        self.formats: Mapping[str, Any] = results["formats"]
        self.paths = [f"talks.{name}", *(f"issues.{i}.positions" for i in dossier.talks[name].settles)]

    def all(self) -> Iterator[Sentence]:
        """What there is to say, most important first."""
        yield self._any()
        yield self._confidence()
        yield from self._holdup()
        yield from self._conditions()
        yield from self._concession()
        yield from self._contradictions()
        yield from self._settled()

    def _named(self, party: str) -> str:
        return words.article(self.dossier.actors[party].name)

    def _any(self) -> Sentence:
        some = min(1.0, max(0.0, 1 - self.results["none"]))
        best = max(self.formats, key=lambda name: self.formats[name]["convenes"]["mean"])
        chance = words.percent(self.formats[best]["convenes"]["mean"])
        text = words.chance_that(some, "a meeting in one of these formats takes place")
        return self._resting(
            f"{text}, likeliest {words.quoted(self.results['formats'][best]['name'])} ({chance})", some
        )

    def _confidence(self) -> Sentence:
        best = max(self.formats.values(), key=lambda form: form["convenes"]["mean"])["convenes"]
        rests = basis(self.dossier, self.paths)
        found = words.confidence(rests.sources, None, max(0.0, best["high80"] - best["low80"]))
        return Sentence(words.confidence_sentence(found), None, found.level, rests.claims, rests.assumptions)

    def _holdup(self) -> Iterator[Sentence]:
        party = self.results["holdup"]
        if party is None or self.results["holdup_effect"] < MATTERS:
            return
        sure = min(1.0, 1 - self.results["none"] + self.results["holdup_effect"])
        text = f"{self._named(party)} holds it up most; were it sure to come, {words.chance_of(sure, 'a meeting')}"
        yield self._resting(text, sure, [*self.paths, f"talks.{self.id}.worth"])

    def _conditions(self) -> Iterator[Sentence]:
        for id, condition in self.results["conditions"].items():
            asked, asking = self._named(condition["of"]), self._named(condition["by"])
            granted = words.chance_to(asked, condition["granted"], "grant it", "granting it")
            effect = 100 * condition["effect_on_any"]
            if abs(effect) < 100 * MATTERS:
                change = "granted or not, it hardly changes the chance of a meeting"
            else:
                moves = "raises" if effect > 0 else "lowers"
                change = f"granting it {moves} the chance of a meeting by {words.points(abs(effect))}"
            text = f"{asking} asks of {asked}: {words.quoted(condition['what'])}; {change}, and {granted}"
            paths = [f"talks.{self.id}.conditions.{id}"]
            yield self._resting(text, condition["granted"], paths)

    def _concession(self) -> Iterator[Sentence]:
        found = self.results["concession"]
        if found is None:
            yield self._resting("no set of conditions, if granted, makes a meeting likelier than not", None)
        elif not found["conditions"]:
            yield self._resting("a meeting is likelier than not even if every open condition is refused", None)
        else:
            conditions = self.results["conditions"]
            granted = words.listed(words.quoted(conditions[id]["what"]) for id in found["conditions"])
            chance = words.percent(found["meets"])
            text = (
                f"the cheapest concession that makes a meeting likelier than not ({chance}) is {granted}, "
                f"at {words.points(found['cost'])} to those who grant it"
            )
            yield self._resting(text, None)

    def _contradictions(self) -> Iterator[Sentence]:
        conditions = self.results["conditions"]
        for one, other in self.results["contradictions"]:
            first, second = (words.quoted(conditions[id]["what"]) for id in (one, other))
            paths = [f"talks.{self.id}.conditions.{id}" for id in (one, other)]
            yield self._resting(f"{first} and {second} stand against each other: each waits for the other", None, paths)

    def _settled(self) -> Iterator[Sentence]:
        """What each format could settle; formats that settle the same in one sentence."""
        alike: dict[str, list[str]] = {}
        for name, form in self.formats.items():
            moved = [self._moved(issue, form["settles"][issue]["mean"]) for issue in form["moves"]]
            if form["deal"] < 1e-9 or not moved:
                text = "has no package that all it needs would prefer to no deal"
            else:
                share = words.percent(form["deal"])
                text = f"would settle {words.listed(moved)} where there is a deal to be had ({share})"
            alike.setdefault(text, []).append(words.quoted(self.results["formats"][name]["name"]))
        for text, names in alike.items():
            verbs = text if len(names) == 1 else text.replace("has ", "have ", 1)
            yield self._resting(f"{words.listed(names)} {verbs}", None)

    def _moved(self, issue: str, value: float) -> str:
        scale = {str(at): text for at, text in self.dossier.issues[issue].scale.items()}
        return f"{titled(issue)} {words.in_words(scale, value)}"

    def _resting(self, text: str, probability: float | None, paths: list[str] | None = None) -> Sentence:
        rests = basis(self.dossier, self.paths if paths is None else paths)
        return Sentence(words.sentence(text), probability, None, rests.claims, rests.assumptions)
