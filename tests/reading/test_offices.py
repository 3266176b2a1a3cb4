# a table of sentences reads a row a line
"""Offices that a report ties to one state wherever it says whose they are."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims, statement

SAID = [
    ("Malta's junta closed the ports. Norway protested. The junta's spokesman said Norway must wait.", "MLT"),
    ("Norway and Malta talked. Soldiers seized power in Malta. The junta said Norway must wait.", "MLT"),
    ("Norway denounced the coup in Malta. The military junta said that Norway must wait.", "MLT"),
    (
        "Malta's prime minister fled. Norway protested. The prime minister, Karl Borg, said that Norway must wait.",
        "MLT",
    ),
    (
        "Malta's prime minister met Norway's prime minister. The prime minister, Karl Borg, said Norway must wait.",
        None,
    ),
    ("Malta's foreign minister met Norway. The prime minister, Karl Borg, said Norway must wait.", None),
    ("Malta met Norway. The junta's spokesman said Norway must wait.", None),
]


@pytest.mark.parametrize(("text", "actor"), SAID)
def test_whose_an_office_is(text: str, actor: str | None) -> None:
    assert statement(text, "Norway must wait").actor == actor


def test_he_is_the_spokesman_and_has_no_empty_name() -> None:
    text = "Malta's junta ruled. Norway protested. The junta's spokesman said no more. He said Norway must wait."
    claim = statement(text, "Norway must wait")
    assert claim.actor == "MLT"
    assert claim.agent is not None
    assert (claim.agent.name, claim.agent.role) == (None, "spokesman")


def test_an_office_with_two_holders_is_not_one_states() -> None:
    text = "Nigerian President Bola Tinubu spoke of Togo. Rebels agreed to free President Faure Ayeva."
    assert "NGA" not in {claim.recipient for claim in claims(text, "event") if claim.type == "RETREAT"}
