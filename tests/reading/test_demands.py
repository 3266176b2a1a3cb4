"""Duties in reported words are demands of the speaker."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims

DEMANDS = [
    ("Norway said that Malta must open its ports.", "NOR", "MLT"),
    ("“The Maltese have to open their ports,” the Norwegian envoy said.", "NOR", "MLT"),
    ("Norway's foreign minister reiterated that Malta should free the crew.", "NOR", "MLT"),
    ("Malta and Cyprus must wait, Norway says.", "NOR", "CYP"),
    ("“Malta says the US should wait,” the Norwegian envoy said.", "MLT", "USA"),
]
NONE = [
    "Norway said that it must wait.",
    "Malta must open its ports.",
    "Norway said that Malta must have opened its ports.",
    "Norway did not say that Malta must open its ports.",
    "Norway said that sanctions on Malta must be lifted.",
]


@pytest.mark.parametrize(("text", "actor", "recipient"), DEMANDS)
def test_demands(text: str, actor: str, recipient: str) -> None:
    found = [(c.type, c.actor, c.recipient, c.status) for c in claims(text, "event")]
    assert ("REQUEST", actor, recipient, "occurred") in found, found


@pytest.mark.parametrize("text", NONE)
def test_no_demand(text: str) -> None:
    assert all(c.type != "REQUEST" for c in claims(text, "event"))
