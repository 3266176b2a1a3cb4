"""What an outcome hangs on in sentences: what to ask next, what it would do, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.questions.answer import Sentence
from detente.questions.basis import Basis, basis

__all__ = ["ASKED", "said"]

ASKED = 3
"""Questions to ask next."""
SURE = 2.0
"""Standard errors by which the value of finding out must exceed nothing."""
MATTERS = 0.005
"""A shift below this share of the range is not worth a question."""


def said(dossier: Dossier, results: Mapping[str, Any], rests: Basis) -> tuple[Sentence, ...]:
    """Every sentence: the questions to ask, the best first, and how the rest shares what is uncertain."""
    return tuple(_all(dossier, results, rests))


def _all(dossier: Dossier, results: Mapping[str, Any], rests: Basis) -> Iterator[Sentence]:
    whole = 1.0 if results["chance"] else 100.0
    worth = [
        row for row in results["inputs"] if row["shift"] >= MATTERS * whole and row["evppi"] > SURE * row["evppi_error"]
    ]
    for place, row in enumerate(worth[:ASKED]):
        own = basis(dossier, [row["path"]])
        yield Sentence(_ask(results, row, place), None, None, own.claims, own.assumptions)
    yield Sentence(_footing(results, worth), None, None, rests.claims, rests.assumptions)


def _ask(results: Mapping[str, Any], row: Mapping[str, Any], place: int) -> str:
    """One question, what its answer may do, and how likely that changes the judgement's words."""
    order = ("", "second, find out", "third, find out")[place]
    digits = 0 if row["at_high"] - row["at_low"] >= 5 else 2
    at = f"from {words.number(row['at_low'], digits)} to {words.number(row['at_high'], digits)}"
    first, last = _say(results, row["low"]), _say(results, row["high"])
    goes = f"stays at {first}" if first == last else f"goes from {first} to {last}"
    about = order or f"the best thing to find out about {_judged(results)} is"
    text = f"{about} {row['called']}: over its middle 80% ({at}) the {_noun(results)} {goes}"
    moves = (
        f"knowing it would typically move the judgement by {words.amount(row['shift'], _unit(results), signed=False)}"
    )
    return words.sentence(f"{text}; {moves}{_crosses(results, row)}")


def _crosses(results: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    band = "likelihood term" if results["chance"] else "band"
    if row["changes_band"] < 0.01:
        return f", within its {band}"
    return f", and into another {band} in {words.percent(row['changes_band'])} of cases"


def _judged(results: Mapping[str, Any]) -> str:
    return f"{results['called']} ({_say(results, results['outcome']['mean'])})"


def _noun(results: Mapping[str, Any]) -> str:
    return "chance" if results["chance"] else "outcome"


def _say(results: Mapping[str, Any], value: float) -> str:
    return words.level(value, _unit(results))


def _unit(results: Mapping[str, Any]) -> words.Unit:
    return "probability" if results["chance"] else "scale"


def _noun_of(results: Mapping[str, Any]) -> str:
    return "point" if results["chance"] else "unit"


def _footing(results: Mapping[str, Any], worth: list[Mapping[str, Any]]) -> str:
    """How many uncertain numbers there are, how many are worth asking about, and how many are assumptions."""
    many = words.count(results["uncertain"], "uncertain number")
    if not results["uncertain"]:
        return words.sentence(f"{results['called']} rests on exact numbers alone: there is nothing to find out")
    if not worth:
        none = "the one uncertain number" if results["uncertain"] == 1 else f"none of {many}"
        verb = "would hardly move it" if results["uncertain"] == 1 else f"would move it by half a {_noun_of(results)}"
        return words.sentence(f"{none} behind {results['called']} {verb}")
    guessed = sum(row["assumption"] for row in worth)
    if results["uncertain"] == 1:
        kind = "an assumption" if guessed else "no assumption"
        return words.sentence(f"it is the only uncertain number behind {results['called']}, and {kind}")
    some = words.agree(len(worth), "is worth a question", "are worth a question")
    text = f"of {many} behind {results['called']}, {words.cardinal(len(worth))} {some}"
    return words.sentence(f"{text}, {_backed(guessed, len(worth))}")


def _backed(guessed: int, worth: int) -> str:
    """How many of the numbers worth a question are assumptions."""
    if worth == 1:
        return "and it is an assumption" if guessed else "and it is no assumption"
    if guessed in (0, worth):
        return "none of them an assumption" if not guessed else "all of them assumptions"
    return f"{words.cardinal(guessed)} of them {words.agree(guessed, 'an assumption', 'assumptions')}"
