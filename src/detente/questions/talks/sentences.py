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
"""A chance that changes by less than this, or a single one by less than half of it, is not worth a word."""


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
        name, share = words.quoted(self.formats[best]["name"]), self.formats[best]["convenes"]["mean"]
        text = words.chance_that(some, "a meeting in one of these formats takes place")
        likeliest = f", likeliest {name} ({words.percent(share)})" if some > 0.0 and share > 0.0 else ""
        return self._resting(f"{text}{likeliest}", some)

    def _confidence(self) -> Sentence:
        best = max(self.formats.values(), key=lambda form: form["convenes"]["mean"])["convenes"]
        rests = basis(self.dossier, self.paths)
        found = words.confidence(rests.sources, None, words.percent_apart(best["low80"], best["high80"]))
        return Sentence(words.confidence_sentence(found), None, found.level, rests.claims, rests.assumptions)

    def _holdup(self) -> Iterator[Sentence]:
        party = self.results["holdup"]
        if party is None or self.results["holdup_effect"] < MATTERS:
            return
        sure = min(1.0, 1 - self.results["none"] + self.results["holdup_effect"])
        text = f"{self._named(party)} holds it up most; if it is sure to come, {words.chance_of(sure, 'a meeting')}"
        yield self._resting(text, sure, [*self.paths, f"talks.{self.id}.worth"])

    def _conditions(self) -> Iterator[Sentence]:
        """Of each condition who asks it of whom, how likely it is granted, and what granting it does."""
        for id, condition in self.results["conditions"].items():
            asked, paths = self._named(condition["of"]), [f"talks.{self.id}.conditions.{id}"]
            asks = f"{self._named(condition['by'])} asks of {asked}: {words.quoted(condition['what'])}"
            if condition["granted"] == 1.0:
                yield self._resting(f"{asks}; it is granted", None, paths)
            else:
                granted = words.chance_to(asked, condition["granted"], "grant it", "granting it")
                yield self._resting(f"{asks}; {granted}", condition["granted"], paths)
            yield self._resting(self._worth_of(condition), None, [*self.paths, *paths])

    def _worth_of(self, condition: Mapping[str, Any]) -> str:
        """What granting a condition changes: the likeliest format where it counts, any meeting, and who comes there."""
        counts = condition["effect_on_coming"]
        if not counts:
            return "granted or refused, it changes nothing: no format needs both of them"
        name = max(counts, key=lambda id: self.formats[id]["convenes"]["mean"])
        called = words.quoted(self.formats[name]["name"])
        does = _changes({called: condition["effect"][name], "a meeting in any format": condition["effect_on_any"]})
        moved = [self._moved_to_come(condition, id, by) for id, by in counts[name].items() if abs(by) >= MATTERS / 2]
        return f"{does}; it makes {words.listed(moved)} to come to {called}" if moved else does

    def _moved_to_come(self, condition: Mapping[str, Any], party: str, change: float) -> str:
        """Who asks comes likelier, and who is asked less, which is why a concession can cost a meeting."""
        pays = " (which pays for it)" if party == condition["of"] else ""
        return f"{self._named(party)}{pays} {_likelier(change)}"

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
            first, second = conditions[one], conditions[other]
            waits = (first["by"], first["of"]) == (second["of"], second["by"])
            why = "each side waits for the other" if waits else "they cannot both be granted"
            text = f"{words.quoted(first['what'])} and {words.quoted(second['what'])} stand against each other: {why}"
            yield self._resting(text, None, [f"talks.{self.id}.conditions.{id}" for id in (one, other)])

    def _settled(self) -> Iterator[Sentence]:
        """What each format could settle; formats that settle the same in one sentence."""
        alike: dict[str, list[str]] = {}
        for name, form in self.formats.items():
            moved = [self._set(issue, form["settles"][issue]["mean"]) for issue in form["moves"]]
            if form["deal"] < 1e-9 or not moved:
                text = "has no package that all it needs would prefer to no deal"
            else:
                share = words.percent(form["deal"])
                text = (
                    f"would settle {words.listed(moved)} where there is a deal to be had ({share}){self._gains(form)}"
                )
            alike.setdefault(text, []).append(words.quoted(self.results["formats"][name]["name"]))
        for text, names in alike.items():
            verbs = text if len(names) == 1 else text.replace("has ", "have ", 1)
            yield self._resting(f"{words.listed(names)} {verbs}", None)

    def _gains(self, form: Mapping[str, Any]) -> str:
        """Who of those that a format needs gains most by its package, and who least."""
        gains = {party: form["gains"][party]["mean"] for party in form["attends"]}
        most, least = max(gains, key=lambda id: gains[id]), min(gains, key=lambda id: gains[id])
        return (
            f"; {self._named(most)} gains most by it ({words.points(gains[most])}) and {self._named(least)} least "
            f"({words.number(gains[least])})"
        )

    def _set(self, issue: str, value: float) -> str:
        scale = {str(at): text for at, text in self.dossier.issues[issue].scale.items()}
        return f"{titled(issue)} {words.in_words(scale, value)}"

    def _resting(self, text: str, probability: float | None, paths: list[str] | None = None) -> Sentence:
        rests = basis(self.dossier, self.paths if paths is None else paths)
        return Sentence(words.sentence(text), probability, None, rests.claims, rests.assumptions)


def _changes(effects: Mapping[str, float]) -> str:
    """What granting a condition makes likelier or less likely; what changes alike in one breath.

    >>> _changes({"six": 0.031, "any meeting": 0.029})
    'granted rather than refused, it makes six and any meeting 3 points likelier'
    >>> _changes({"six": 0.02, "five": -0.03})
    'granted rather than refused, it makes six 2 points likelier and five 3 points less likely'
    >>> _changes({"six": 0.001})
    'granted or refused, it hardly changes who meets'
    """
    alike: dict[str, list[str]] = {}
    for what, by in effects.items():
        if abs(by) >= MATTERS / 2:
            alike.setdefault(_likelier(by), []).append(what)
    made = words.listed(f"{words.listed(whats)} {by}" for by, whats in alike.items())
    return (
        f"granted rather than refused, it makes {made}" if made else "granted or refused, it hardly changes who meets"
    )


def _likelier(difference: float) -> str:
    """By how much likelier or less likely.

    >>> _likelier(0.031), _likelier(-0.012)
    ('3 points likelier', '1 point less likely')
    """
    amount = words.points(100 * abs(difference))
    return f"{amount} {'likelier' if difference > 0 else 'less likely'}"
