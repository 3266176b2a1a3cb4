"""The state in which a report plays: the one state that it names, or that of its dateline."""

from __future__ import annotations

import pytest

from detente.reading.home import dateline_state
from tests.reading.reading import claims

AT_HOME = [
    ("President Ana Ruiz lifted the curfew in Bolivia.", "BOL"),
    ("Police fired on crowds in Kampala.", "UGA"),
    ("The government freed all prisoners before the vote in Malawi.", "MWI"),
]
ABROAD = [
    "President Ana Ruiz threatened action against Bolivia.",
    "The foreign minister met the Bolivian president.",
    "President Ana Ruiz flew from Bolivia to Peru and met the army.",
]


@pytest.mark.parametrize(("text", "state"), AT_HOME)
def test_one_state_is_home(text: str, state: str) -> None:
    assert state in {c.actor for c in claims(text, "event")}


@pytest.mark.parametrize("text", ABROAD)
def test_a_counterpart_is_not_home(text: str) -> None:
    assert all(c.actor is None for c in claims(text, "event"))


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ("DAKAR, March 3 — ", "SEN"),
        ("CARACAS, Venezuela (XX) -- ", "VEN"),
        ("CARACAS, Venezuela, March 3, 2009 (XX) -- ", "VEN"),
        ("LISBON - ", "PRT"),
        ("UNITED NATIONS — ", None),
        ("Dakar slept. ", None),
        ("", None),
    ],
)
def test_dateline(line: str, state: str | None) -> None:
    assert dateline_state(f"{line}Police fired on crowds.") == state


def test_a_dateline_places_police_and_no_minister() -> None:
    text = "DAKAR, March 3 — Police arrested ten men. Oil minister Ali Sow criticised Mali. The army praised Ghana."
    found = {(c.actor, c.type) for c in claims(text, "event")}
    assert ("SEN", "COERCE") in found
    assert (None, "ACCUSE") in found
    assert (None, "SUPPORT") in found


def test_a_dateline_of_a_third_country_places_nobody() -> None:
    about = "Rebels entered Togo. Togo closed its borders. Benin said it was ready to send troops to Togo."
    assert not {"SEN"} & {code for c in claims(f"DAKAR, March 3 — {about}") for code in (c.actor, c.recipient)}


def test_unnamed_officials_may_be_anybodys() -> None:
    assert [c.actor for c in claims("Talks on Malta are close, one diplomat said.", "statement")] == [None]
