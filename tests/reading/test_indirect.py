# ruff: noqa: E501  # a table of sentences reads a row a line
"""What a clause says that somebody said or holds: each frame with sentences that have it and sentences that do not."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims, speaker, statement


def said(text: str) -> list[str]:
    return [" … ".join(s.quote for s in c.spans) for c in claims(text, "statement")]


HELD = [
    # a thing that is admitted, judged, opposed
    ("Malta has acknowledged the reality of the ban.", "the reality of the ban"),
    ("Malta admitted using the port.", "using the port"),
    ("Malta denounced what it calls “a reckless raid”.", "what it calls “a reckless raid”"),
    ("Malta praised Borg.", "Borg"),
    ("Malta likened the raid to an act of war.", "the raid to an act of war"),
    ("Malta accused Cyprus, which owns the ships, of piracy.", "Cyprus, which owns the ships, of piracy"),
    ("Malta blamed him for the raid.", "him for the raid"),
    ("A poll shows a close contest in Malta.", "a close contest in Malta"),
    ("Malta asked Cyprus about the missing ships.", "the missing ships"),
    ("Regulators rejected the merger.", "the merger"),
    # what it is called or seen as
    ("Malta considers the raid a mistake.", "the raid a mistake"),
    ("Malta called the charges unfounded.", "the charges unfounded"),
    ("Malta sees the treaty as a threat.", "the treaty as a threat"),
    # infinitives
    ("Malta is willing to reopen the port.", "to reopen the port"),
    ("Malta plans to revitalize trade with Cyprus.", "to revitalize trade with Cyprus"),
    ("Malta agreed to quietly lend Cyprus two ships.", "to quietly lend Cyprus two ships"),
    # clauses without *that*, questions
    ("Malta complained it was not heard.", "it was not heard"),
    ("Malta said single ships and convoys - old or new - would pay the toll.", "single ships and convoys - old or new - would pay the toll"),
    ("Malta explained how the ships were lost.", "how the ships were lost"),
    # where the words end
    ("Malta rejected the plan because its ships were at sea.", "the plan"),
    ("Malta opposed the treaty during the talks in Rome.", "the treaty"),
    ("Malta backs the treaty and Cyprus opposes it.", "the treaty"),
    ("Malta wants to free the crew and Cyprus demands a trial.", "to free the crew"),
    ("Malta wondered whether the talks would resume, stalling for time.", "whether the talks would resume"),
    ("Citing the ban, Malta left the talks.", "the ban"),
    ("The target that Malta pledged to reach was missed.", "to reach"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), HELD)
def test_held(text: str, words: str) -> None:
    assert words in said(text)


NOT_HELD = [
    "Malta called an emergency meeting on Monday.",
    "Malta shows an interest in the port.",
    "The ship shows signs of damage.",
    "It was the price it wanted to sell at.",
    "The price it sought to charge was high.",
    "Malta would support the treaty if Cyprus left.",
    "Malta may condemn the raid.",
    "Malta backed Cyprus.",
    "The borders reject the plan.",
    "Malta said so.",
    "Malta disclosed them to the press.",
]


@pytest.mark.parametrize("text", NOT_HELD)
def test_not_held(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Citing the ban, Malta left the talks.", "the ban", "Malta"),
        ("After saying that the raid was a mistake, Malta left the talks.", "the raid was a mistake", "Malta"),
        ("Cyprus said the truth was that Greece had lied, adding that it would wait.", "it would wait", "Cyprus"),
        ("Envoys who had been in the talks on Friday said the deal was dead.", "the deal was dead", "Envoys"),
        ("Malta went on to say that the port would close.", "the port would close", "Malta"),
        ("Malta wants to free the crew and Cyprus demands a trial.", "a trial", "Cyprus"),
        ("Eva Borg, the envoy, bemoaned the unrest in Malta.", "the unrest in Malta", "Eva Borg, the envoy"),
    ],
)
def test_whose_words_they_are(text: str, words: str, who: str) -> None:
    claim = statement(text, words)
    assert claim.detail is not None
    assert who.startswith(claim.detail["speaker"]["quote"])


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("Malta seeks to end the raids.", "to end the raids", None),
        ("Malta seeks an end to the raids.", "an end to the raids", "demand"),
    ],
)
def test_a_verb_has_the_sense_of_its_frame(text: str, words: str, stance: str | None) -> None:
    assert statement(text, words).stance == stance


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Malta appeared to blame Cyprus for the raid.", "Cyprus for the raid", "assessed"),
        ("Malta went on to say that the port would close.", "the port would close", "occurred"),
        ("Malta does not support the treaty.", "the treaty", "negated"),
    ],
)
def test_what_was_not_said_is_marked(text: str, words: str, status: str) -> None:
    assert statement(text, words).status == status


def test_a_quotation_tells_no_stranger_s_mind_but_a_party_s() -> None:
    assert said("“The voters want an end to the raids,” said Eva Borg.") == ["The voters want an end to the raids,"]
    found = statement("“Malta wants to end the raids,” said Eva Borg.", "to end")
    assert found.actor == "MLT" or speaker(found) == "Eva Borg"
