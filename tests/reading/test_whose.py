# ruff: noqa: E501  # a table of sentences reads a row a line
"""Whose an office is that a sentence leaves without a state: the pronoun's, the last sentence's, the briefing's."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims, statement

MUST_WAIT = [
    # its and his, with a name after the office
    ("Norway met Malta. Malta offered talks. Its prime minister, Karl Borg, said Norway must wait.", "MLT"),
    ("Chad closed the ford, and its president, Ali Sow, said that Niger must wait.", "TCD"),
    ("King Hussein spoke for Jordan. His prime minister, Sami Rai, said Syria must wait.", "JOR"),
    ("Niger spoke. A senior Chadian official said that his minister had told France that Niger must wait.", "TCD"),
    # the one state of the sentence before
    ("Norway met Malta.\n\nMalta's government dug in. Prime Minister Karl Borg said the ships must wait.", "MLT"),
    ("Norway met Malta. Maltese officials shrugged. The prime minister said that the ships must wait.", "MLT"),
    ("Norway met Malta. Maltese officials shrugged. The prime minister said that Norway must wait.", None),
    ("Norway met Malta. Malta and Norway shrugged. The prime minister said that the ships must wait.", None),
    ("Norway met Malta. Malta shrugged. A diplomat said that the ships must wait.", None),
    # whoever acted in the sentence before is the dateline's
    (
        "ACCRA, May 9 — Ghana's navy stopped a Togolese ship.\n\nInterior Minister Kofi Mensah said the ships must wait.",
        "GHA",
    ),
    (
        "ACCRA, May 9 — Togo's navy stopped a Ghanaian ship.\n\nInterior Minister Kofi Mensah said the ships must wait.",
        None,
    ),
    ("Ghana's navy stopped a Togolese ship.\n\nInterior Minister Kofi Mensah said the ships must wait.", None),
    # who stands in a place for others, and who leads less than a state
    ("Norway must wait, diplomats in Valletta said.", None),
    ("Norway must wait, officials in Valletta said.", "MLT"),
    ("The Maltese regional leader, Ana Vella, said that Norway must wait.", None),
    ("The Maltese separatist leaders said that Norway must wait.", "MLTREB"),
    # leaders of record by their office
    ("Foreign Minister Amr Moussa said that Norway must wait.", None),
    ("Secretary-General Amr Moussa said that Norway must wait.", "IGOARL"),
]


@pytest.mark.parametrize(("text", "actor"), MUST_WAIT)
def test_whose_the_office_is(text: str, actor: str | None) -> None:
    words = "ships must wait" if "ships" in text else "must wait"
    assert statement(text, words).actor == actor


def test_a_name_after_an_office_after_the_words() -> None:
    claim = statement("Four soldiers died, Malta's interior minister, Karl Borg, told reporters.", "Four soldiers")
    assert claim.agent is not None
    assert (claim.actor, claim.agent.name, claim.agent.role) == ("MLT", "Karl Borg", "interior minister")


def test_a_minister_of_information_is_no_part_of_a_name() -> None:
    claim = statement("The plane may land, Information Minister Ali Sow said.", "may land")
    assert claim.agent is not None
    assert (claim.agent.name, claim.agent.role) == ("Ali Sow", "Minister")


def test_an_ambassador_before_a_verb_that_the_words_follow() -> None:
    claim = statement("Malta's ambassador, Karl Borg, said any use of force would end the talks.", "any use")
    assert claim.actor == "MLT"


def test_he_said_they_is_not_himself() -> None:
    text = "Maltese mediator Karl Borg met the rebels. He said they had released the crew."
    assert all(claim.actor is None for claim in claims(text, "event") if claim.type == "RETREAT")
    text = "Maltese spokesman Karl Borg met the rebels. The Maltese spokesman said they had released the crew."
    assert "MLT" in {claim.actor for claim in claims(text, "event") if claim.type == "RETREAT"}


BRIEFING = """DAILY PRESS BRIEFING
Washington, March 3, 2011

MR. LOWE: We urge Chad to leave the ford.

QUESTION: Has Chad agreed to withdraw its troops?

MR. LOWE: The Secretary spoke with Chad. She told Chad that the ford is not its own.
"""


def test_a_briefing_in_a_capital_speaks_for_its_state() -> None:
    assert statement(BRIEFING, "We urge Chad").actor == "USA"
    assert statement(BRIEFING, "Has Chad agreed").actor is None
    assert statement(BRIEFING.replace("PRESS BRIEFING", "TALK SHOW"), "We urge Chad").actor is None


def test_she_is_not_the_speaker_of_the_words() -> None:
    told = [claim for claim in claims(BRIEFING, "statement") if claim.rule.startswith("indirect")]
    assert "the ford is not its own" in {claim.spans[0].quote.strip(".") for claim in told}
    assert all(claim.agent is None or claim.agent.name != "LOWE" for claim in told if claim.recipient == "TCD")


def test_a_question_tells_nothing() -> None:
    found = [claim for claim in claims(BRIEFING, "event") if claim.type in ("AGREE", "RETREAT")]
    assert found
    assert {claim.status for claim in found} == {"hypothetical"}
    assert not list(claims("Did Chad say that the ford was its own?", "statement"))
    assert list(claims("Chad said that the ford was its own.", "statement"))


def test_he_is_who_acted_and_not_whom_it_was_done_to() -> None:
    text = "The Maltese minister, Karl Borg, summoned Norway's envoy, Nils Dahl. He said the ships must wait."
    assert statement(text, "ships must wait").actor == "MLT"
    text = "Norway's envoy, Nils Dahl, spoke. Ships sailed. He said the ships must wait."
    assert statement(text, "ships must wait").actor == "NOR"


def test_a_ministry_of_another_field_is_another_office() -> None:
    text = (
        "SANTIAGO, March 3 -- Peru stopped deliveries of fuel on Tuesday, the energy ministry in Lima announced. "
        "The ministry said that supplies would resume.\n\n"
        "Chile froze the accounts of three Peruvian firms, the finance ministry said."
    )
    told = [(c.actor, c.agent.role) for c in claims(text, "statement") if c.agent]
    assert told == [("PER", "ministry"), ("PER", "ministry"), ("CHL", "finance ministry")]


def test_an_office_of_one_state_in_apposition_is_not_the_other_states_too() -> None:
    text = (
        "LIMA, March 3 -- Peru's foreign minister, Elena Quispe, demanded an apology.\n\n"
        "Chile rejected the demand. Foreign Minister Rodrigo Vial said that Santiago would not apologise."
    )
    assert [c.actor for c in claims(text, "statement") if c.agent and c.agent.name == "Rodrigo Vial"] == ["CHL"]
