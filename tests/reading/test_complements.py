# ruff: noqa: E501  # a table of sentences reads a row a line
"""What a verb of reporting reports: each frame with sentences that have it and sentences that do not."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims


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
    ("Borg was sure Lund would triumph.", "Lund would triumph"),
    ("Borg joked that, among envoys, Lund ranks fourth.", "among envoys, Lund ranks fourth"),
    ("Malta explained how the ships were lost.", "how the ships were lost"),
    # where the words end
    ("Malta rejected the plan because its ships were at sea.", "the plan"),
    ("Malta opposed the treaty during the talks in Rome.", "the treaty during the talks in Rome"),
    ("Malta has opposed the treaty since the talks in Rome.", "the treaty"),
    ("Malta praised Borg's work on the port but also had to let him go.", "Borg's work on the port"),
    ("Officials said they want an inquiry, but pledged to stay calm.", "they want an inquiry"),
    # a participle, an indefinite pronoun, a described thing, an adjective in quotation marks
    ("Malta proposed nothing that would raise its own share.", "nothing that would raise its own share"),
    ("Malta discussed recently lost ships.", "recently lost ships"),
    ("Malta called the harbour master “wholly unfit.”", "the harbour master “wholly unfit.”"),
    ("Though Malta called the raid “vile” and asked for talks, Cyprus waited.", "the raid “vile”"),
    # past a time or an occasion
    ("Malta decided after a long debate not to leave the talks.", "not to leave the talks"),
    ("Malta pledged at the summit in Rome to reopen the port.", "to reopen the port"),
    ("The crews, Borg explained earlier in the hearing, were safe and well.", "The crews … were safe and well"),
    # an adjective of a mind
    ("Traders were frustrated that the port stayed shut.", "the port stayed shut"),
    ("Borg complained about the delay, even suggesting the port had been mined.", "the port had been mined"),
    ("Malta is opposed to joining the treaty.", "joining the treaty"),
    ("Malta was unsettled by the raids on its ships.", "the raids on its ships"),
    ("Traders are convinced the port will open.", "the port will open"),
    ("Malta called Borg's words on Friday “a true alarm” for the port.", "Borg's words on Friday “a true alarm” for the port"),
    ("The text reveals just how old the ships are.", "how old the ships are"),
    ("She implored her to bring the crew back.", "her to bring the crew back"),
    ("Malta refused to disclose detailed port records.", "to disclose detailed port records"),
    ("Malta condemned the raids, including one in May.", "the raids, including one in May"),
    ("After weeks of Malta wondering about the ban, the port's owner has left.", "the ban"),
    # nouns that are voiced
    ("Malta sounded a call for an inquiry.", "an inquiry"),
    ("Malta signed an agreement to reopen the port.", "to reopen the port"),
    # what is not done or held is told as such
    ("Malta did not mention the raid.", "the raid"),
    ("Malta does not consider the raid a mistake.", "the raid a mistake"),
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
    "It is worth noting that the port closed.",
    "It goes without saying that the port closed.",
    "Malta was speaking to a crowd.",
    "When the ban came, Malta said enough.",
    "It took over the ships of Borg, another firm that had declared bankruptcy.",
    "Malta said so.",
    "Malta disclosed them to the press.",
    "The border disputes the two states have settled were old.",
    "The crews were ferried to the port that stayed open.",
    "Malta decided on a plan to dredge the port.",
    "Malta was surprised when the port closed.",
    "Not all were convinced, given that the port had closed.",
    "Malta was sceptical of it.",
    "Malta proposed nothing.",
]


@pytest.mark.parametrize("text", NOT_HELD)
def test_not_held(text: str) -> None:
    assert said(text) == []
