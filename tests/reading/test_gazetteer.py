"""The tables: every row has a source, codes are unique, twenty rows of each list are looked at again."""

from __future__ import annotations

import random
from datetime import date

import pytest

from detente.dossier.evidence import Claim
from detente.reading.gazetteer import actor_name, known_codes, leader, mark_places, phrases
from detente.reading.lexicon import inflect, rows, verb_forms
from detente.reading.tokens import tokenise
from tests.reading.reading import claims

TABLES = [
    ("gazetteer", "states.tsv", 195),
    ("gazetteer", "organisations.tsv", 60),
    ("gazetteer", "places.tsv", 200),
    ("gazetteer", "leaders.tsv", 500),
    ("lexicons", "reporting.tsv", 900),
    ("lexicons", "reporting_nouns.tsv", 90),
    ("lexicons", "events.tsv", 600),
    ("lexicons", "roles.tsv", 200),
    ("lexicons", "bodies.tsv", 100),
    ("lexicons", "verbs.tsv", 400),
    ("lexicons", "irregular.tsv", 100),
    ("lexicons", "governors.tsv", 60),
    ("lexicons", "veracity.tsv", 100),
    ("lexicons", "homographs.tsv", 100),
    ("lexicons", "plover.tsv", 16),
    ("lexicons", "boilerplate.tsv", 8),
]


@pytest.mark.parametrize(("folder", "name", "least"), TABLES)
def test_twenty_rows_have_a_source(folder: str, name: str, least: int) -> None:
    table = rows(folder, name)
    assert len(table) >= least, f"{name} has {len(table)} rows"
    for row in random.Random(20).sample(table, min(20, len(table))):
        assert len(row["source"]) >= 8, row


def test_codes_are_unique_and_states_are_alpha_three() -> None:
    codes = [row["code"] for row in rows("gazetteer", "states.tsv")]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 3 and code.isupper() for code in codes)
    assert len(known_codes()) == len(codes) + len(rows("gazetteer", "organisations.tsv"))


def test_no_name_stands_for_two_states() -> None:
    owners: dict[str, set[str]] = {}
    for row in rows("gazetteer", "states.tsv"):
        for column in ("name", "aliases", "adjectives", "people", "capitals", "seats"):
            for text in filter(None, row[column].split("|")):
                owners.setdefault(text, set()).add(row["code"])
    shared = {text: codes for text, codes in owners.items() if len(codes) > 1}
    assert shared == {}


def test_twenty_states_are_found_by_name_and_adjective() -> None:
    for row in random.Random(7).sample(rows("gazetteer", "states.tsv"), 20):
        found = claims(f"{row['name']} rejected the proposal on Monday.", "event")
        assert [c.actor for c in found] == [row["code"]], row["name"]


def test_names() -> None:
    assert actor_name("PRK") == "North Korea"
    assert actor_name("XYZ") == "XYZ"
    assert phrases()["the"]


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("ban", "banned"),
        ("deny", "denies"),
        ("visit", "visited"),
        ("veto", "vetoes"),
        ("lie", "lying"),
        ("refer", "referred"),
    ],
)
def test_forms(verb: str, form: str) -> None:
    assert any(lemma == verb for lemma, _ in verb_forms()[form])


def test_inflection_keeps_vowels() -> None:
    assert inflect("play")["played"] == "dn"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Kremlin rejected the plan.", "RUS"),
        ("Beijing rejected the plan.", "CHN"),
        ("The White House condemned the move.", "USA"),
        ("The Bush administration condemned the move.", "USA"),
        ("North Korea fired a missile. The North rejected the plan.", "PRK"),
        ("The Security Council condemned the launch.", "UNSC"),
        ("The European Union condemned the launch.", "IGOEUR"),
        ("The Saudi government condemned the attack.", "SAU"),
        ("Norway's navy seized the trawler.", "NOR"),
        ("Iranian warships seized the tanker.", "IRN"),
    ],
)
def test_who_acts(text: str, actor: str) -> None:
    assert actor in [c.actor for c in claims(text, "event")]


@pytest.mark.parametrize(
    "text",
    [
        "A Chinese city rejected the plan.",
        "The envoys met in Beijing on Monday.",
        "A Libya-like solution was rejected.",
        "Chinese food was banned from the hall.",
        "The U.S.-led effort was rejected.",
        "Michael Jordan rejected the plan.",
    ],
)
def test_who_does_not(text: str) -> None:
    def bad(claim: Claim) -> bool:
        return claim.actor in ("CHN", "LBY", "USA", "JOR")

    assert not [c for c in claims(text, "event") if bad(c)]


def test_leaders_are_of_known_actors_and_years() -> None:
    for row in rows("gazetteer", "leaders.tsv"):
        assert row["actor"] in known_codes(), row
        assert not row["to"] or int(row["from"]) <= int(row["to"]), row


@pytest.mark.parametrize(
    ("name", "year", "actor"),
    [
        ("Vladimir Putin", None, "RUS"),
        ("Putin", None, "RUS"),
        ("Oleg Putin", None, None),
        ("Roh Moo-hyun", 2006, "KOR"),
        ("Roh Moo-hyun", 2010, None),
        ("Kim", None, None),
        ("", None, None),
    ],
)
def test_leaders_by_name(name: str, year: int | None, actor: str | None) -> None:
    found = leader(name, year)
    assert (found.actor if found else None) == actor


def test_a_title_is_enough_and_a_name_alone_is_not() -> None:
    assert [c.actor for c in claims("President Chirac praised Peru.", "event")] == ["FRA"]
    assert [c.actor for c in claims("Senator Chirac praised Peru.", "event")] == [None]
    assert [c.actor for c in claims("Jacques Chirac praised Peru.", "event")] == [None]
    assert [c.actor for c in claims("Jacques Chirac praised Peru.", "event", date(2004, 5, 1))] == ["FRA"]
    assert [c.actor for c in claims("Jacques Chirac praised Peru.", "event", date(2012, 5, 1))] == [None]


def test_accents_that_a_report_writes_or_leaves_out():
    for text in ("Lome rejected it.", "Lomé rejected it.", "Chişinău rejected it.", "Bogota rejected it."):
        tokens = mark_places(text, tokenise(text, 0, len(text)))
        assert tokens[0].place is not None, text
    assert leader("Hugo Chavez") == leader("Hugo Chávez") is not None
    tokens = mark_places("Male suspects fled.", tokenise("Male suspects fled.", 0, 19))
    assert tokens[0].place is None  # not Malé
