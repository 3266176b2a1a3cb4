"""The answer in words: what helps most, what it costs, which package is enough, and what the others would reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.questions.answer import Sentence
from detente.questions.basis import basis
from detente.questions.gauge import Gauge, gauge

__all__ = ["said"]

TOLD = 3
"""Single moves that get a sentence."""
MATTERS = {"probability": 0.01, "scale": 1.0}
"""Side effects below this are not told."""


def said(dossier: Dossier, of: Gauge, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence of the answer, most important first."""
    return tuple(_Speaker(dossier, of, results).all())


class _Speaker:
    def __init__(self, dossier: Dossier, of: Gauge, results: Mapping[str, Any]) -> None:
        self.dossier, self.of, self.results = dossier, of, results
        self.actor = words.article(dossier.actors[results["actor"]].name)
        self.up = results["threshold"] >= results["now"]
        self.moves: list[Mapping[str, Any]] = results["moves"]
        self.whole = [path for path in of.reads if "." in path]

    def all(self) -> Iterator[Sentence]:
        """What there is to say."""
        yield self._stands()
        if self.results["packages"]:
            yield from self._package(self.results["packages"][0])
        else:
            yield from self._none()
        for move in self._helping()[:TOLD]:
            yield self._single(move)
        yield from self._worst()

    def _resting(self, text: str, paths: Iterable[str], probability: float | None = None) -> Sentence:
        rests = basis(self.dossier, paths)
        return Sentence(words.sentence(text), probability, None, rests.claims, rests.assumptions)

    def _value(self, value: float) -> float | None:
        return self.of.held(value) if self.of.unit == "probability" else None

    def _helping(self) -> list[Mapping[str, Any]]:
        return [m for m in self.moves if (m["effect"] if self.up else -m["effect"]) >= MATTERS[self.of.unit] / 10]

    def _stands(self) -> Sentence:
        text = self.of.told(self.dossier, self.results["now"])
        if self.results["packages_tried"]:
            verb = "raise it to" if self.up else "bring it down to"
            text += f"; the question is how {self.actor} could {verb} {self.of.plain(self.results['threshold'])}"
        return self._resting(text, self.whole, self._value(self.results["now"]))

    def _package(self, package: Mapping[str, Any]) -> Iterator[Sentence]:
        tried = words.count(self.results["packages_tried"], "package")
        text = f"the cheapest way for {self.actor} is to {words.listed(package['what'])}: "
        text += f"{self._comes_to(package)} ({tried} tried)"
        yield self._resting(text, package["rests"], self._value(package["outcome"]))
        yield self._replies(package)

    def _comes_to(self, package: Mapping[str, Any]) -> str:
        """What a package comes to, by how much, at what cost."""
        after, cost = self.of.again(self.dossier, package["outcome"]), words.points(package["cost"], 1)
        by = self.of.amount(package["effect"]) + self.of.off(self.results["now"], package["outcome"])
        return f"{after} then ({by} on today’s {self._today}), at a cost of {cost}"

    @property
    def _today(self) -> str:
        """Where the outcome stands as things are, with every condition as likely to be granted as it is."""
        return self.of.stood(self.results["now"])

    def _moved(self, effect: float) -> str:
        """What a move does by itself, and against what."""
        moved = self.of.moved(effect)
        return f"{moved} from today’s {self._today}" if " by " in moved else moved

    def _replies(self, package: Mapping[str, Any]) -> Sentence:
        if not package["replies"]:
            return self._resting("nobody else gains by a deed of its own in reply", self.whole)
        did = words.listed(
            f"{words.article(self.dossier.actors[r['actor']].name)} would {r['what']}" for r in package["replies"]
        )
        return self._resting(f"in reply {did}; before that the package {self.of.moved(package['alone'])}", self.whole)

    def _none(self) -> Iterator[Sentence]:
        nearest = self.results["nearest"]
        if not self._helping():
            yield self._resting(f"nothing that {self.actor} can do helps", self.whole)
        if nearest is None:
            return
        count = self.results["packages_tried"]
        tried = (
            "the one package tried does not reach"
            if count == 1
            else f"none of {words.cardinal(count)} packages tried reaches"
        )
        text = f"{tried} {self.of.plain(self.results['threshold'])}; {'it' if count == 1 else 'the nearest'} is to "
        text += f"{words.listed(nearest['what'])}: {self._comes_to(nearest)}"
        yield self._resting(text, nearest["rests"], self._value(nearest["outcome"]))
        yield self._replies(nearest)

    def _single(self, move: Mapping[str, Any]) -> Sentence:
        cost = words.points(move["cost"], 1)
        text = f"to {move['what']} {self._moved(move['effect'])}, at a cost of {cost}"
        aside = self._aside(move["side_effects"])
        return self._resting(f"{text}{aside}", move["rests"])

    def _aside(self, side_effects: Mapping[str, float]) -> str:
        told = []
        for path, effect in side_effects.items():
            other = gauge(self.dossier, path)
            if abs(effect) >= MATTERS[other.unit]:
                told.append(f"{other.called} {other.amount(effect)}")
        return f"; aside, {words.listed(told)}" if told else ""

    def _worst(self) -> Iterator[Sentence]:
        """What would make it worse."""
        sign = 1.0 if self.up else -1.0
        hurting = [move for move in self.moves if sign * move["effect"] <= -MATTERS[self.of.unit]]
        if hurting:
            worst = min(hurting, key=lambda move: sign * move["effect"])
            text = f"to {worst['what']} would work the other way: it {self._moved(worst['effect'])}"
            yield self._resting(text, worst["rests"])
