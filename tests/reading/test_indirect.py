# a table of sentences reads a row a line
"""Whose words a clause tells, in which sense, and what became of them."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims, speaker, statement


def said(text: str) -> list[str]:
    return [" … ".join(s.quote for s in c.spans) for c in claims(text, "statement")]


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("Citing the ban, Malta left the talks.", "the ban", "Malta"),
        ("After saying that the raid was a mistake, Malta left the talks.", "the raid was a mistake", "Malta"),
        ("Cyprus said the truth was that Greece had lied, adding that it would wait.", "it would wait", "Cyprus"),
        ("Envoys who had been in the talks on Friday said the deal was dead.", "the deal was dead", "Envoys"),
        ("Malta went on to say that the port would close.", "the port would close", "Malta"),
        ("Malta wants to free the crew and Cyprus demands a trial.", "a trial", "Cyprus"),
        ("Jan Borg, of Springfield, Va., said he had fought there.", "he had fought there", "Jan Borg"),
        ("Malta was once asked about the raid. It wants to end the raids.", "to end the raids", "It"),
        ("Eva Borg, the envoy, bemoaned the unrest in Malta.", "the unrest in Malta", "Eva Borg, the envoy"),
        ("The woman disputes the claim that she sold arms.", "the claim that she sold arms", "The woman"),
        ("The text on the envoy's website states that the port is open.", "the port is open", "The text"),
        ("Polls in Malta and Cyprus have shown the lead eroding.", "the lead eroding", "Polls"),
        ("The ban drew protests from some who saw it as a threat to trade.", "it as a threat to trade", "some"),
        ("Studies have found that the ban failed.", "the ban failed", "Studies"),
        ("The port was safe, other studies show.", "The port was safe", "other studies"),
        ("Shipping advocates welcomed the treaty.", "the treaty", "Shipping advocates"),
        ("Trade groups have voiced deep concern about the ban.", "the ban", "Trade groups"),
        ("Some envoys, however, question the wisdom of the ban.", "the wisdom of the ban", "Some envoys"),
        ("Malta said that reports from the port show the need for talks.", "the need for talks", "Malta"),
        ("Leaked texts from his office show he took a bribe.", "he took a bribe", "texts"),
        ("Figures from the 2014 Maltese Port Survey show that trade fell sharply.", "trade fell sharply", "Figures"),
        ("Officials point to the old ban on ships.", "the old ban on ships", "Officials"),
        ("The party plans to leave the talks.", "to leave the talks", "The party"),
        ("Borg notes they were his own ships.", "they were his own ships", "Borg"),
        ("Borg demands accountability from the port.", "accountability from the port", "Borg"),
        (
            "Port administrators decided they would share the berth.",
            "they would share the berth",
            "Port administrators",
        ),
        ("The party plans to stay, a spokesman announced Monday morning.", "The party plans to stay", "a spokesman"),
        ("He's called for talks on the port.", "talks on the port", "He"),
        ("The US on Thursday rejected calls by Malta to leave the port.", "calls by Malta to leave the port", "The US"),
        (
            "Malta's security chief warned that police will no longer tolerate it.",
            "police will no longer tolerate it",
            "Malta's security chief",
        ),
        ("The talks failed hours after Malta and Cyprus agreed to halt the raids.", "to halt the raids", "Malta"),
        ("The raids began again, news site Sirena reported on Tuesday.", "The raids began again", "news site Sirena"),
        ("The raids began again in May, a source and the militia said.", "The raids began again in May", "a source"),
        ("Raiders took the port, officials said on Tuesday, killing two guards.", "Raiders took the port", "officials"),
        (
            "The National Security Council has rejected the demand for talks.",
            "the demand for talks",
            "The National Security Council",
        ),
        (
            "The Ivory Coast rebels on Friday again rejected a new peace plan.",
            "a new peace plan",
            "The Ivory Coast rebels",
        ),
        ("Malta has so far refused to accept the plan.", "to accept the plan", "Malta"),
        (
            "Borg “is the one envoy that has the trust of both sides,” retired Air Force general Lou Vella said.",
            "is the one envoy that has the trust",
            "Air Force general Lou Vella",
        ),
        ("The trouble now, he told me on Friday, is that the port is shut.", "The trouble now", "he"),
        ("The raids go on as China and Russia support the new government.", "the new government", "China"),
        ("A study which notes that trade fell sharply was lost.", "trade fell sharply", "A study"),
        ("Borg was absent on Monday (his aides later disclosed that he has a fever).", "he has a fever", "his aides"),
        ("“The port is safe,” Borg said, adding that trade had doubled.", "trade had doubled", "Borg"),
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
        ("Malta tried to explain that the port was shut.", "the port was shut", "occurred"),
        ("Malta used the summit to condemn the raid.", "the raid", "occurred"),
        ("Malta took to the radio to accuse Cyprus of piracy.", "Cyprus of piracy", "occurred"),
        ("Malta wants to know who fired the shots.", "who fired the shots", "occurred"),
        ("Malta did not apologise for the raid.", "the raid", "negated"),
    ],
)
def test_what_was_not_said_is_marked(text: str, words: str, status: str) -> None:
    assert statement(text, words).status == status


def test_a_quotation_tells_no_stranger_s_mind_but_a_party_s() -> None:
    assert said("“The voters want an end to the raids,” said Eva Borg.") == ["The voters want an end to the raids,"]
    found = statement("“Malta wants to end the raids,” said Eva Borg.", "to end")
    assert found.actor == "MLT" or speaker(found) == "Eva Borg"


def test_speech_that_is_only_supposed_is_none() -> None:
    assert said("If the US made clear that the port is open, the talks would go on.") == []


def test_speech_that_is_only_wanted_is_none() -> None:
    assert said("Malta asked Cyprus to say that the port was open.") == ["to say that the port was open"]
    assert said("Malta built a wall to warn its neighbours that the port was shut.") == []
