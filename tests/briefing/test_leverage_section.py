"""Section 5 of a brief from a real answer: sentences, the matrix, the chains, the table of holds with sources."""

from __future__ import annotations

from detente.briefing.asking import questions_of
from detente.briefing.given import Given
from detente.briefing.sections.leverage import holds_table, leverage
from detente.dossier import loads
from detente.dossier.cases import load_case
from detente.questions import ask
from detente.questions.leverage import Leverage


def test_section_five_has_sentences_two_charts_and_a_table():
    dossier = load_case("korea-2006")
    answer = ask(dossier, Leverage(draws=50))
    section = leverage(dossier, Given.of([answer]))
    (block,) = section.blocks
    assert section.number == 5
    assert [one.text for one in block.statements] == answer.sentences()
    assert [picture.title for picture in block.pictures] == [
        "Who has leverage on whom",
        "What pressing one to press another adds",
    ]
    assert all(picture.svg.startswith("<svg") and picture.caption for picture in block.pictures)
    rows = block.tables[0].rows
    assert len(rows) == len(answer.results["holds"])
    assert rows[0].cells[:4] == ("China", "North Korea", "food and fuel", "40")
    assert all(row.claims for row in rows)
    assert block.tables[0].sourced


def test_the_numbers_of_the_section_are_those_of_the_answer():
    dossier = load_case("korea-2006")
    answer = ask(dossier, Leverage(draws=50))
    table = holds_table(dossier, answer.to_dict()["results"])
    for row, hold in zip(table.rows, answer.results["holds"], strict=True):
        assert row.cells[3] == f"{hold['points']['mean']:.0f}"


def test_a_brief_asks_for_leverage_where_there_are_ties():
    dossier = load_case("korea-2006")
    assert "leverage" in [asked.kind for asked in questions_of(dossier)]
    assert "leverage" not in [asked.kind for asked in questions_of(load_case("arms-and-aid"))]


def test_a_brief_without_ties_says_how_to_add_them():
    bare = loads("detente: 1\ntitle: t\nas_of: 2020-01-01\nhorizon: 2020-02-01\nactors: {a: {name: A}}\n")
    (block,) = leverage(bare, Given.of([])).blocks
    assert "under `ties:`" in block.missing
