"""Deeds of states in a crisis: supplies cut, borders closed, fire exchanged; and what looks like a deed and is none."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims

DONE = [
    ("Chad closed its railway to Niger.", ("COERCE", "TCD", "NER")),
    ("Chad cut deliveries of gas to Niger by half.", ("SANCTION", "TCD", "NER")),
    ("Chad suspended deliveries of parts to Niger.", ("SANCTION", "TCD", "NER")),
    ("Chad sent fighters to the border with Niger.", ("MOBILIZE", "TCD", "NER")),
    ("Chadian and Nigerien patrols exchanged fire.", ("ASSAULT", "TCD", "NER")),
    ("A Chadian helicopter fired rockets at a Nigerien post.", ("ASSAULT", "TCD", "NER")),
    ("Chad protested.", ("ACCUSE", "TCD", None)),
    ("In Accra, several hundred people protested on Monday.", ("PROTEST", "GHACVL", None)),
]
NOT = [
    ("The Arab League met at the request of Jordan.", "CONCEDE"),
    ("Chad offered no comment on Niger.", "AGREE"),
    ("The EU suspended 40 million euros in aid to Chad.", "AID"),
    ("Nigerians marched to protest the law.", "ACCUSE"),
    ("Chad's rocket was fired.", "ASSAULT"),
    ("Chad conceded that the maps were unclear.", "CONCEDE"),
]


@pytest.mark.parametrize(("text", "event"), DONE)
def test_deeds(text: str, event: tuple[str, str, str | None]) -> None:
    found = {(c.type, c.actor, c.recipient) for c in claims(text, "event")}
    type, actor, recipient = event
    assert any((t, a) == (type, actor) and (recipient is None or r == recipient) for t, a, r in found), found


@pytest.mark.parametrize(("text", "type"), NOT)
def test_what_is_none(text: str, type: str) -> None:
    assert type not in {c.type for c in claims(text, "event")}


def test_a_deed_said_again_takes_no_target_from_who_comments_on_it() -> None:
    text = "Chad vowed to seize the boxes, a step that Ghanaian envoys had begged it not to take."
    assert "GHA" not in {c.recipient for c in claims(text, "event") if c.type == "COERCE"}


def test_no_soldier_will_fire_is_negated() -> None:
    assert {c.status for c in claims("No Chadian soldier will attack Niger.", "event") if c.type == "ASSAULT"} == {
        "negated"
    }


def test_a_dateline_of_a_third_country_that_is_named_once_places_nobody() -> None:
    told = "Mali shelled Chad. Chad and Mali met. Mali left Chad. Police shot at crowds, officials in Tunis said."
    assert not {"TUNCVL", "TUN"} & {
        code for c in claims(f"TUNIS, May 3 — {told}", "event") for code in (c.actor, c.recipient)
    }


def test_people_in_a_town_that_nobody_knows_are_not_of_the_dateline() -> None:
    told = "Ghana met Togo. Ghana left Togo. In Obuoburg, crowds protested."
    assert not [c for c in claims(f"ACCRA, Ghana, May 9, 2031 — {told}", "event") if c.actor == "GHACVL"]
    told = told.replace("In Obuoburg, crowds", "Crowds")
    assert [c for c in claims(f"ACCRA, Ghana, May 9, 2031 — {told}", "event") if c.actor == "GHACVL"]
