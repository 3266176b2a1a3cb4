"""Nouns that report: with a clause, an infinitive or a phrase, and whose they are."""

from __future__ import annotations

import pytest

from detente.reading.lexicon import reporting_nouns
from tests.reading.reading import claims

TOLD = [
    ("Malta's refusal to open the port angered Cyprus.", "to open the port", "MLT"),
    ("The plan by Malta to close the port failed.", "to close the port", "MLT"),
    ("Concerns among Maltese officials that the port would close grew.", "the port would close", "MLT"),
    ("A warning from Malta that the port would close came late.", "the port would close", "MLT"),
    ("Malta voiced opposition to the treaty.", "the treaty", "MLT"),
    ("Malta's fears about the treaty grew.", "the treaty", "MLT"),
    ("Cyprus repeated its threat to leave the talks.", "to leave the talks", "CYP"),
    ("Malta's decision to close the port that Cyprus built was late.", "to close the port that Cyprus built", "MLT"),
]


@pytest.mark.parametrize(("text", "words", "actor"), TOLD)
def test_told_by_a_noun(text: str, words: str, actor: str) -> None:
    found = [c for c in claims(text, "statement") if c.rule.startswith("indirect:noun")]
    assert [(c.spans[0].quote, c.actor) for c in found] == [(words, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "The decision to close the port was late.",
        "Malta has a choice to make.",
        "The idea of peace is old.",
        "Malta's push for votes was late.",
        "Malta may repeat a threat to leave the talks.",
        "Malta's threat grew.",
        "An assurance from a government that leaves office in May may not outlive it.",
    ],
)
def test_told_by_nobody(text: str) -> None:
    assert [c for c in claims(text, "statement") if c.rule.startswith("indirect:noun")] == []


def test_what_a_larger_statement_holds_is_not_told_again() -> None:
    found = claims("Malta defended its decision to close the port.", "statement")
    assert [c.spans[0].quote for c in found] == ["its decision to close the port"]


def test_the_plural_reports_too() -> None:
    nouns = reporting_nouns()
    assert nouns["fears"] is nouns["fear"]
    assert nouns["fear"].prepositions >= {"about"}
