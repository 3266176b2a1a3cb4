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
    ("Norway wants Malta to free the crew.", "NOR", "MLT"),
    ("Norway wanted the crew freed by Malta.", "NOR", "MLT"),
    ("Norway wants the ferries returned.", "NOR", None),
]
NONE = [
    "Norway said that it must wait.",
    "Malta must open its ports.",
    "Norway said that Malta must have opened its ports.",
    "Norway did not say that Malta must open its ports.",
    "Norway said that sanctions on Malta must be lifted.",
    "Norway wants to free the crew.",
    "Norway does not want Malta to free the crew.",
    "Norway wanted peace and Malta freed the crew.",
]


@pytest.mark.parametrize(("text", "actor", "recipient"), DEMANDS)
def test_demands(text: str, actor: str, recipient: str | None) -> None:
    found = [(c.type, c.actor, c.recipient, c.status) for c in claims(text, "event")]
    assert ("REQUEST", actor, recipient, "occurred") in found, found


@pytest.mark.parametrize("text", NONE)
def test_no_demand(text: str) -> None:
    assert all(c.type != "REQUEST" for c in claims(text, "event"))


DEEDS = [
    ("The African Union demanded that the president be released.", "release", "hypothetical"),
    ("Norway demanded that the crew be freed by Malta.", "release", "hypothetical"),
    ("Norway demanded that Malta withdraw its troops.", "withdraw", "hypothetical"),
    ("Norway asked that the Maltese forces withdraw their troops.", "withdraw", "hypothetical"),
    ("Norway called for the release of the prisoners.", "release", "hypothetical"),
    ("Norway wants the troops withdrawn.", "withdraw", "hypothetical"),
    ("Malta ordered the sailors released.", "release", "hypothetical"),
    ("It is vital that the crew be freed, Norway said.", "release", "hypothetical"),
    ("Norway insisted that Malta withdrew its troops.", "withdraw", "occurred"),
    ("Norway said that the crew was freed by Malta.", "release", "occurred"),
    ("Norway wants the sailors Malta released.", "release", "occurred"),
]


@pytest.mark.parametrize(("text", "mode", "status"), DEEDS)
def test_what_is_demanded_has_not_happened(text: str, mode: str, status: str) -> None:
    assert {c.status for c in claims(text, "event") if c.mode == mode} == {status}
