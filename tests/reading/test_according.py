"""Words that are somebody's by an aside: an *as* that reports, a view that is somebody's."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims, statement


def said(text: str) -> list[str]:
    return [" … ".join(s.quote for s in c.spans) for c in claims(text, "statement")]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("The port was shut, as police have said.", "The port was shut", "police"),
        ("As Borg pointed out on Friday, the port was shut.", "the port was shut", "Borg"),
        ("As many envoys, including Jan Borg, have noted, the port was shut.", "the port was shut", "many envoys"),
        ("The port, as Borg told reporters in Rome, was shut.", "The port … was shut", "Borg"),
        ("But as Malta has said, the port was shut.", "the port was shut", "Malta"),
        ("ROME, July 8 - The port was shut, as Borg said on Friday.", "The port was shut", "Borg"),
        ("In Malta's view, the treaty is dead.", "the treaty is dead", "Malta"),
        ("In the view of many envoys, the treaty is dead.", "the treaty is dead", "many envoys"),
    ],
)
def test_an_aside_says_whose_words_they_are(text: str, words: str, who: str) -> None:
    assert words in said(text)
    claim = statement(text, words.split(" … ")[0])
    assert claim.detail is not None
    assert claim.detail["speaker"]["quote"] == who


def test_words_of_a_noun_end_before_an_aside() -> None:
    assert said("Malta rejected calls by Cyprus to leave, as Borg told reporters.") == [
        "Malta rejected calls by Cyprus to leave"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "As Borg left Rome, the talks failed.",
        "As Borg said he would, he left the talks.",
        "Malta closed the port, as it may.",
        "The port was shut, as Malta would say.",
        "In Malta's port, the ships were idle.",
        "In the view of the harbour, ships were idle.",
    ],
)
def test_other_asides_say_nothing(text: str) -> None:
    assert said(text) == []
