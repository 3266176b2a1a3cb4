"""Transcripts: who speaks after a label, and what is no label."""

from __future__ import annotations

import pytest

from detente.reading.transcripts import labels
from tests.reading.reading import claims, speaker

BRIEFING = """A Chilean government spokesman took questions in Santiago on Monday.

SPOKESMAN: Chile supports the vote. We want a date.

Q: Do you expect Peru to agree?

SPOKESMAN: Peru must decide. "Soon" is what we heard.
"""


def test_the_bearer_of_a_label_speaks() -> None:
    found = [c for c in claims(BRIEFING, "statement") if c.rule == "quoting:transcript"]
    assert [(c.actor, speaker(c), c.spans[0].quote.split()[0]) for c in found] == [
        ("CHL", "spokesman", "Chile"),
        (None, None, "Do"),
        ("CHL", "spokesman", "Peru"),
    ]
    assert [c.quoted for c in found] == ["indirect", "indirect", "mixed"]


def test_what_is_said_in_a_transcript_is_attributed() -> None:
    found = claims(BRIEFING)
    spoken = {c.id for c in found if c.rule == "quoting:transcript"}
    inside = [c for c in found if c.id not in spoken]
    assert inside
    assert all(c.attributed_to in spoken for c in inside if c.rule != "events:duty")


def test_a_surname_in_capitals_is_who_was_named() -> None:
    text = "Eva Lind, the Swedish envoy, took questions.\n\nQ: Why?\n\nMS. LIND: Because we can.\n\nLIND: I said so."
    found = [c for c in claims(text, "statement") if c.rule == "quoting:transcript"]
    assert [(c.actor, speaker(c)) for c in found] == [(None, None), ("SWE", "Eva Lind"), ("SWE", "Eva Lind")]


@pytest.mark.parametrize(
    "text",
    [
        "NOTE: prices may change.\n\nUPDATE: they did.",
        "SPOKESMAN: one line makes no transcript.",
        "It was simple: he left.\n\nShe was clear: no.",
        "SPOKESMAN:\n\nSPOKESMAN:",
        "",
    ],
)
def test_no_labels(text: str) -> None:
    assert labels(text) == {}
