"""What an audit of eight reports on other crises found wrong: each general rule with a sentence or two of its own."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reading.reading import claims, statement

TUESDAY = date(2024, 3, 19)

EVENTS = [
    ("Togo ordered the closure of its border with Ghana.", "COERCE", "TGO", "GHA"),
    ("Togo shut the pipeline to Ghana.", "COERCE", "TGO", "GHA"),
    ("Togo suspends its strategic partnership with Ghana.", "REJECT", "TGO", "GHA"),
    ("Togo withdrew the closure order on Saturday.", "RETREAT", "TGO", None),
    ("Togo exchanged fourteen prisoners with Ghana overnight.", "COOPERATE", "TGO", "GHA"),
    ("In Togo, the government has confirmed that it expelled two envoys of Ghana.", "SANCTION", "TGO", "GHA"),
    ("Togo and Benin have agreed to share data on Ghana's missiles.", "COOPERATE", "TGO", "BEN"),
    ("The Togolese army spokesman dismissed it as rumour.", "REJECT", "TGO", None),
    ("Togo offered aid to Ghana.", "AGREE", "TGO", "GHA"),
]


@pytest.mark.parametrize(("text", "type", "actor", "recipient"), EVENTS)
def test_events(text: str, type: str, actor: str, recipient: str | None) -> None:
    found = [(c.type, c.actor, c.recipient) for c in claims(text, "event")]
    assert (type, actor, recipient) in found, found


@pytest.mark.parametrize("text", ["Armed groups. It rained in Togo.", "Togo will hold talks in Ghana on March 20."])
def test_no_event(text: str) -> None:
    assert [c.type for c in claims(text, "event") if c.type in ("AID", "PROTEST")] == []


def test_any_state_that_fails_to_do_something_has_not_yet_failed() -> None:
    found = claims("Togo urged the AU to consider suspending any state that refuses to comply.", "event")
    assert [c.status for c in found if c.type == "REJECT"] == ["hypothetical"]


DAYS = [
    ("Togo released fishermen of Ghana who were detained in September.", "RETREAT", None),
    ("In April 2004 Togo expelled the envoy of Ghana.", "SANCTION", date(2004, 4, 1)),
    ("In 2004 Togo expelled the envoy of Ghana.", "SANCTION", date(2004, 1, 1)),
    ("Togo agreed on Monday to close its border by Saturday.", "AGREE", date(2024, 3, 18)),
    ("Togo agreed on Monday to close its border by Saturday.", "COERCE", date(2024, 3, 23)),
    ("Togo expelled the envoy of Ghana, and on Monday Ghana closed its border.", "COERCE", date(2024, 3, 18)),
    ("Togo expelled the envoy of Ghana, and on Monday Ghana closed its border.", "SANCTION", None),
    ("The raid on Togo on Monday killed two soldiers.", "ASSAULT", date(2024, 3, 18)),
    ("Togo will lift the ban of 1 March that Ghana resents.", "RETREAT", date(2024, 3, 1)),
]


@pytest.mark.parametrize(("text", "type", "day"), DAYS)
def test_a_time_is_its_own_verbs(text: str, type: str, day: date | None) -> None:
    found = [c.when.from_ if c.when else None for c in claims(text, "event", TUESDAY) if c.type == type]
    assert found[:1] == [day]


@pytest.mark.parametrize(
    ("text", "words", "actor"),
    [
        ('Poland\'s Anna Nowak: "We will wait."', "We will wait", "POL"),
        ('Prime Minister Gia Koba of Georgia, on state television: "The vote was free."', "The vote was", "GEO"),
        ("Russia's Anna Nowak told reporters that Malta must wait.", "Malta must wait", "RUS"),
        ("Malta must wait, its foreign ministry announced an hour ago.", "Malta must wait", "MLT"),
        ("The Ministry of Foreign Affairs of Malta said that Rome must wait.", "Rome must wait", "MLT"),
        ("In Malta, the government said that Rome must wait.", "Rome must wait", "MLT"),
    ],
)
def test_who_says_it(text: str, words: str, actor: str | None) -> None:
    assert statement(text, words).actor == actor


def test_a_spokesman_in_a_capitals_briefing_speaks_for_its_state() -> None:
    text = (
        "FOREIGN MINISTRY, NEW DELHI\nTranscript of the weekly media briefing\n\n"
        "SPOKESMAN: We have seen those reports.\n\nQUESTION: Will you wait?\n\nSPOKESMAN: We will not."
    )
    assert statement(text, "seen those").actor == "IND"
    assert statement(text, "Will you wait").actor is None


@pytest.mark.parametrize(
    ("text", "if_"),
    [
        ("Should the ban not be lifted by May, Malta will raise tariffs.", "the ban not be lifted by May"),
        ("Were Togo to attack, Ghana would close the port.", "Togo to attack"),
    ],
)
def test_an_inverted_condition(text: str, if_: str) -> None:
    found = [c.detail["if"]["quote"] for c in claims(text, "condition") if c.detail]
    assert found == [if_]


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("The Republic of Kazakhstan warned the Kingdom of Saudi Arabia.", "KAZ", "SAU"),
        ("M23 attacked the Congolese army.", "CODM23", "COD"),
        ("Gabon warned Brazzaville. Congolese troops attacked Gabon.", "COG", "GAB"),
    ],
)
def test_long_names_of_states_and_adjectives_of_two(text: str, actor: str, recipient: str) -> None:
    assert [(c.actor, c.recipient) for c in claims(text, "event")][-1:] == [(actor, recipient)]


def test_us_who_are_told_end_an_attribution() -> None:
    text = "Malta has agreed to freeze the assets, two diplomats told us."
    told = {c.spans[0].quote for c in claims(text, "statement")}
    assert "Malta has agreed to freeze the assets" in told


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("Belarus released a German medic sentenced to death.", "DEU"),
        ("Poland released a Russian envoy accused of spying.", "RUS"),
    ],
)
def test_who_is_released_has_sentenced_nobody(text: str, recipient: str) -> None:
    found = [(c.actor, c.recipient) for c in claims(text, "event") if c.type in ("SANCTION", "ACCUSE")]
    assert found == [(None, recipient)]


def test_an_inverted_conditions_subject_is_the_doer() -> None:
    found = [(c.type, c.actor) for c in claims("Were Malta to impose sanctions, the mine would close.", "event")]
    assert found[:1] == [("SANCTION", "MLT")]


def test_a_promises_day_is_to_come() -> None:
    found = claims("Malta said that it would send an envoy to Rome on Monday.", "event", TUESDAY)
    assert [c.when.from_ for c in found if c.when][-1:] == [date(2024, 3, 25)]


@pytest.mark.parametrize(("word", "connective"), [("unless", "unless"), ("if", "if")])
def test_a_condition_says_by_which_word(word: str, connective: str) -> None:
    found = claims(f"Malta will raise tariffs {word} Rome closes the port.", "condition")
    assert [c.detail["connective"] for c in found if c.detail] == [connective]
