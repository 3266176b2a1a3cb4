# a table of sentences reads a row a line
"""Seats of bodies and short forms that several bodies share."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims

SEATS = [
    ("The European Union met on Monday. Brussels imposed tariffs on Norway.", "IGOEUR"),
    ("Norway wrote to the EU. Brussels's fisheries commissioner criticised Norway.", "IGOEUR"),
    ("Belgium wrote to the EU. Brussels imposed tariffs on Norway.", "BEL"),
    ("The EU heard Belgian officials. Brussels imposed tariffs on Norway.", "BEL"),
    ("Brussels imposed tariffs on Norway.", "BEL"),
    ("The African Union met. Addis Ababa condemned Norway.", "IGOAFU"),
    ("The IAEA met. Vienna criticised Norway.", "IGOIAEA"),
    ("The IAEA met. OPEC did not. Vienna criticised Norway.", "AUT"),
    ("The International Criminal Court met. The Hague criticised Norway.", "IGOICC"),
    ("The European Union met. The bloc imposed tariffs on Norway.", "IGOEUR"),
    ("ECOWAS met on Sunday. The bloc imposed sanctions on Norway.", "IGOCEM"),
    ("The European Union wrote to ASEAN. The bloc criticised Norway.", "IGOASN"),
    ("The EU met on Monday. The Commission criticised Norway.", "IGOEUR"),
]


@pytest.mark.parametrize(("text", "actor"), SEATS)
def test_who_a_seat_or_a_short_form_is(text: str, actor: str) -> None:
    assert actor in [c.actor for c in claims(text, "event") if c.recipient == "NOR"]


@pytest.mark.parametrize(
    "text", ["The bloc criticised Norway.", "The Commission criticised Norway.", "Iran met the EU in Brussels."]
)
def test_a_short_form_without_its_body_and_a_place_are_nobody(text: str) -> None:
    assert not {"IGOEUR", "IGOASN", "BEL"} & {c.actor for c in claims(text, "event")}
