"""Reports in the passive: what is reported of the subject, and who reports it."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims

REPORTED = [
    ("The ship is said to carry arms.", ["The ship", "to carry arms"], None),
    ("The port is expected to close on Friday.", ["The port", "to close on Friday"], None),
    ("Malta was accused of piracy.", ["Malta", "of piracy"], None),
    ("Malta was accused by Cyprus of piracy.", ["Malta", "of piracy"], "CYP"),
    ("Malta is seen as weak.", ["Malta", "as weak"], None),
    ("The plan was rejected by Cyprus.", ["The plan"], "CYP"),
]


@pytest.mark.parametrize(("text", "words", "actor"), REPORTED)
def test_reported(text: str, words: list[str], actor: str | None) -> None:
    found = [c for c in claims(text, "statement") if c.rule == "indirect:passive"]
    assert [([s.quote for s in c.spans], c.actor) for c in found] == [(words, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "The song was written by Borg.",
        "The ship was seen by sailors near the port.",
        "The port was to be closed.",
        "The crew is supposed to leave on Friday.",
        "It was backed by Malta.",
        "Malta's stance is known to envoys.",
        "Malta could be accused of piracy.",
    ],
)
def test_not_reported(text: str) -> None:
    assert [c for c in claims(text, "statement") if c.rule == "indirect:passive"] == []
