"""A forecast in sentences: where it settles, how likely that band is, and how far the models agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.display import words
from detente.questions.answer import Sentence
from detente.questions.basis import Basis
from detente.questions.forecast.models import LEAD, MIXTURE, TITLES

__all__ = ["said"]


def said(results: Mapping[str, Any], basis: Basis, draws: int) -> tuple[Sentence, ...]:
    """The sentences of a forecast, the most important first; each rests on the same claims and assumptions."""
    outcome = results["models"][LEAD]["outcome"]
    level = words.confidence(
        basis.sources,
        _apart(results) / 100 if len(_rivals(results)) > 0 else None,
        words.apart(outcome["low80"], outcome["high80"]) / 100,
    )
    band, share = max(results["models"][LEAD]["bands"].items(), key=lambda pair: pair[1])
    chance = min(share, 1 - 0.5 / draws)  # draws that all agree make nothing certain
    lands = words.sentence(words.chance_that(chance, _lands(results, band)))
    plain = (
        _settles(results),
        _today(results),
        _models(results),
        _mixture(results),
        words.confidence_sentence(level),
    )
    texts = [(text, None) for text in plain if text]
    return tuple(
        Sentence(text, probability, level.level, basis.claims, basis.assumptions)
        for text, probability in (texts[0], (lands, chance), *texts[1:])
    )


def _lands(results: Mapping[str, Any], band: str) -> str:
    """What the leading model expects, and how far the others do: no model's chance is told alone."""
    others = [results["models"][name]["bands"][band] for name in _rivals(results) if name != "status_quo"]
    asked = words.quoted(results["asks"])
    tied = len(words.equally_near(results["scale"], results["models"][LEAD]["outcome"]["mean"])) > 1
    nearest = f"{words.quoted(band)} (of two equally near, the lower)" if tied else words.quoted(band)
    lands = f"the answer to {asked} lands nearest to {nearest} if the {TITLES[LEAD]} decides"
    if not others:
        return lands
    low, high = words.percent(min(others)), words.percent(max(others))
    given = low if low == high else f"{low} to {high}"
    return f"{lands}; {words.agree(len(others), 'another model gives', 'other models give')} it {given}"


def _settles(results: Mapping[str, Any]) -> str:
    outcome = results["models"][LEAD]["outcome"]
    value = words.estimate(outcome["mean"], outcome["low80"], outcome["high80"])
    where, asked = words.place(results["scale"], outcome["mean"]), words.quoted(results["asks"])
    return words.sentence(f"on {asked}, the {TITLES[LEAD]} of positions is {value}, {where}")


def _today(results: Mapping[str, Any]) -> str | None:
    if results["status_quo"] is None:
        return None
    move = words.apart(results["status_quo"]["mean"], results["models"][LEAD]["outcome"]["mean"])
    if abs(move) < 1:
        return "That is where it stands today."
    way = "above" if move > 0 else "below"
    today = words.in_words(results["scale"], results["status_quo"]["mean"])
    return words.sentence(f"that is {_units(abs(move))} {way} today, {today}")


def _models(results: Mapping[str, Any]) -> str | None:
    """How far the answer depends on the choice of the model."""
    if not [name for name in _rivals(results) if name != "status_quo"]:
        return None
    if min(results["spread"], _apart(results)) < 1:
        return "The choice of the model changes nothing: all settle within one unit of each other."
    low, high = results["lowest"], results["highest"]
    ends = [f"{TITLES[name]} {words.number(results['models'][name]['outcome']['mean'])}" for name in (low, high)]
    named = [words.quoted(_nearest(results, name)) for name in (low, high)]
    where = f"nearest to {named[0]} all the same" if named[0] == named[1] else f"from {named[0]} to {named[1]}"
    moves = f"the choice of the model moves the forecast by {_units(_apart(results))}"
    return words.sentence(f"{moves} ({ends[0]}, {ends[1]}): {where}")


def _mixture(results: Mapping[str, Any]) -> str | None:
    """Of what the mixture is made, and on which cases its weights rest."""
    mixture = results["models"].get(MIXTURE)
    if mixture is None:
        return None
    shares = [
        f"{TITLES[name]} {words.percent(weight)}" if weight < 1 else f"{TITLES[name]} alone"
        for name, weight in sorted(mixture["weights"].items(), key=lambda pair: -pair[1])
        if weight > 0
    ]
    cases = mixture["cases"]
    return words.sentence(
        f"the {TITLES[MIXTURE]} is the {words.listed(shares)}, by {words.count(len(cases), 'resolved case')} "
        f"({', '.join(cases)})"
    )


def _apart(results: Mapping[str, Any]) -> float:
    """How far apart the models are, between the ends as they print."""
    low, high = (results["models"][results[end]]["outcome"]["mean"] for end in ("lowest", "highest"))
    return words.apart(low, high)


def _rivals(results: Mapping[str, Any]) -> list[str]:
    """The models beside the leading one; a mixture is made of the others, so it is none of them."""
    return [name for name in results["models"] if name not in (LEAD, MIXTURE)]


def _nearest(results: Mapping[str, Any], name: str) -> str:
    return words.nearest_point(results["scale"], results["models"][name]["outcome"]["mean"])[1]


def _units(size: float) -> str:
    return words.points(size).replace("point", "unit")
