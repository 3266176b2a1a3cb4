"""A what-if in sentences: what each outcome becomes, the greatest difference first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.questions.answer import Sentence
from detente.questions.basis import basis
from detente.questions.naming import number_called, outcome_called, outcome_happens
from detente.questions.outcomes import is_chance
from detente.questions.titles import titled

__all__ = ["changes_in_words", "said"]

MATTERS = 0.005
"""A share of the range below which a difference is not told outcome by outcome."""
MOST = 6
"""Sentences about outcomes: the greatest differences."""


def said(dossier: Dossier, results: Mapping[str, Any], rests: Mapping[str, Sequence[str]]) -> tuple[Sentence, ...]:
    """Every sentence, the greatest difference first, then what is not moved and how many sentences change."""
    return tuple(_all(dossier, results, rests))


def _all(dossier: Dossier, results: Mapping[str, Any], rests: Mapping[str, Sequence[str]]) -> Iterator[Sentence]:
    size = {path: abs(one["mean"]) / (1 if is_chance(path) else 100) for path, one in results["difference"].items()}
    moved = sorted((path for path in size if size[path] >= MATTERS), key=lambda path: -size[path])
    whole = f"if {changes_in_words(dossier, results['changes'])}, "
    again = whole if len(results["changes"]) == 1 else f"with these {words.count(len(results['changes']), 'change')}, "
    for place, path in enumerate(moved[:MOST]):
        opening = again if place else whole
        yield _moved(dossier, results, path, opening, [*results["changes"], *rests[path]])
    changed = basis(dossier, list(results["changes"]))
    others = len(moved) - MOST
    if others > 0:
        text = f"{words.count(others, 'other outcome')} {words.agree(others, 'moves', 'move')} too, by less"
        yield Sentence(words.sentence(text), None, None, changed.claims, changed.assumptions)
    if len(moved) < len(size):
        yield Sentence(_unmoved(dossier, [p for p in size if p not in moved]), None, None, changed.claims)
    if results["rewritten"]:
        count = words.count(len(results["rewritten"]), "sentence")
        text = words.sentence(f"{count} of the answers would be said otherwise")
        yield Sentence(text, None, None, changed.claims, changed.assumptions)


def _moved(dossier: Dossier, results: Mapping[str, Any], path: str, opening: str, paths: Sequence[str]) -> Sentence:
    before, after = results["before"][path]["mean"], results["after"][path]["mean"]
    difference = results["difference"][path]
    rest = basis(dossier, paths)
    if not is_chance(path):
        value = f"{outcome_called(dossier, path)} is {words.number(after, 1)}, against {words.number(before, 1)} now"
        moved = {**difference, "mean": words.apart(before, after, 1)}
        text = f"{opening}{value}: {_by(moved, 1.0, 'unit')}"
        return Sentence(words.sentence(text), None, None, rest.claims, rest.assumptions)
    before, after = (min(max(end, 0.0), 1.0) for end in (before, after))
    chance = words.chance_that(after, outcome_happens(dossier, path))
    off = words.before_rounding(before, after, "probability")
    text = f"{opening}{chance}, against {words.percent(before)} now: {_by(difference, 100.0, 'point', off)}"
    return Sentence(words.sentence(text), after, None, rest.claims, rest.assumptions)


def _by(difference: Mapping[str, float], unit: float, name: str, off: str = "") -> str:
    """How much more or less, whether the ends told were rounded apart, and the interval of the difference."""
    mean, low, high = (unit * difference[key] for key in ("mean", "low80", "high80"))
    way = "more" if mean > 0 else "less"
    if mean < 0:
        low, high = -high, -low
    size = words.number(abs(mean), 1)
    between = words.interval(low, high, 1)
    counted = f"{size} {name if size == '1' else words.plural(name)} {way}{off}"
    return counted if between == size else f"{counted} (80% interval {between})"


def _unmoved(dossier: Dossier, paths: Sequence[str]) -> str:
    if len(paths) > 3:
        return words.sentence(f"{words.count(len(paths), 'outcome')} would hardly move")
    named = words.listed(outcome_called(dossier, path) for path in paths)
    return words.sentence(f"{named} would hardly move")


def changes_in_words(dossier: Dossier, changes: Mapping[str, Any]) -> str:
    """The changes as clauses: "China’s salience on “response” is 10 and …".

    >>> from detente.dossier import example
    >>> changes_in_words(example(), {"issues.response.positions.chn.salience": 10})
    'China’s salience on “response” is 10'
    """
    return words.listed(_change(dossier, path, value) for path, value in changes.items())


def _change(dossier: Dossier, path: str, value: Any) -> str:
    match path.split("."):
        case ["talks", talks, "conditions", id, "granted"] if isinstance(value, bool) or value in (0, 1):
            what = words.quoted(dossier.talks[talks].conditions[id].what)
            return f"{what} is {'' if value else 'not '}granted"
        case ["councils", _, "members", member, "veto"] if isinstance(value, bool):
            return f"{_named(dossier, member)} holds {'a' if value else 'no'} veto"
        case ["talks", talks, "formats", form, "needs"] if isinstance(value, list | tuple):
            name = titled(form, dossier.talks[talks].formats[form].name)
            return f"the format {words.quoted(name)} needs {words.listed(_named(dossier, str(id)) for id in value)}"
    called = number_called(dossier, path)
    return f"{called} {'are' if called.endswith(('preferences', 'options')) else 'is'} {_value(value)}"


def _named(dossier: Dossier, actor: str) -> str:
    return words.article(dossier.actors[actor].name) if actor in dossier.actors else actor


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return words.number(value, 4)
        case {"low": low, "mode": mode, "high": high}:
            return f"about {words.number(mode, 4)} ({words.interval(low, high, 4)})"
        case {"mean": mean, "sd": sd}:
            return f"about {words.number(mean, 4)} (standard deviation {words.number(sd, 4)})"
        case list() | tuple():
            return words.listed(words.quoted(str(item)) for item in value) or "nothing"
    return words.quoted(str(value))
