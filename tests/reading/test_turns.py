"""Where reported words turn into the report's own, and other small words that decide whose they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.reading import draft, read
from tests.reading.reading import claims, statement

ENDS = [
    ("Chad said that it would not vote, and it cut off transfers to the region.", "it would not vote"),
    ("Chad said it would leave the pact and it would cut off aid.", "it would leave the pact and it would cut off aid"),
    ("Western diplomats say the dam matters less to Chad than the ford.", "the dam matters less to Chad than the ford"),
]


@pytest.mark.parametrize(("text", "words"), ENDS)
def test_where_words_end(text: str, words: str) -> None:
    assert statement(text, words).spans[0].quote == words


SPOKE = [
    ("Moscow first agreed to pay for the dam.", "to pay for the dam", "RUS"),
    ("Chad and Niger wrote a text. It called for an exchange of all prisoners.", "an exchange", None),
    ("Niger wrote a text. Chad signed. It called for an exchange of all prisoners.", "an exchange", "TCD"),
]


@pytest.mark.parametrize(("text", "words", "actor"), SPOKE)
def test_who(text: str, words: str, actor: str | None) -> None:
    assert statement(text, words).actor == actor


SAY_NOTHING = [
    "The dam would let Chad decide how much water reaches the fields.",
    "The prisoners were treated according to the Geneva Conventions.",
]


@pytest.mark.parametrize("text", SAY_NOTHING)
def test_what_says_nothing(text: str) -> None:
    assert not claims(text, "statement")


def test_according_to_a_text_that_tells() -> None:
    assert statement("The prisoners were beaten according to the report.", "were beaten")
    assert statement("The prisoners may leave, according to the treaty.", "may leave")


def test_what_would_follow_ends_before_who_says_so() -> None:
    text = "Chad would move the prisoners, diplomats in Accra said, if Niger opened the ford."
    found = claims(text, "condition")[0]
    assert found.detail is not None
    assert found.detail["then"]["quote"] == "Chad would move the prisoners"


def test_it_that_is_cancelled_is_a_thing() -> None:
    found = claims("The European Union said it would freeze the funds unless it was cancelled.", "condition")
    assert [claim.recipient for claim in found] == [None]
    found = claims("Niger said it would stay unless Chad was beaten.", "condition")
    assert [claim.recipient for claim in found] == ["TCD"]


def test_the_united_nations_is_no_state(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("GENEVA, May 9, 2031 -- The United Nations asked Chad to leave. The U.N. warned Niger.\n")
    assert draft(read([file]), "generic").dossier.actors["uno"].kind == "organisation"


ONCE = [
    ("The crew would be freed once Chad agreed to an inquiry.", 1),
    ("Supplies will resume as soon as Chad ends the protests.", 1),
    ("The crew left once Chad had agreed to an inquiry.", 0),
    ("Chad was once asked to leave.", 0),
]


@pytest.mark.parametrize(("text", "count"), ONCE)
def test_once_is_a_condition_of_what_will_be(text: str, count: int) -> None:
    assert len(claims(text, "condition")) == count
    agreed = {claim.status for claim in claims(text, "event") if claim.type == "AGREE"}
    assert agreed <= ({"conditional"} if count else {"occurred"})


TARGETS = [
    ("Chad demanded the return of the crew.", "REQUEST", None),
    ("Chad demanded the withdrawal of Nigerien forces.", "REQUEST", "NER"),
    ("The Chadian navy met Niger but denied that it had fired.", "REJECT", None),
]


@pytest.mark.parametrize(("text", "type", "target"), TARGETS)
def test_whom_it_is_done_to(text: str, type: str, target: str | None) -> None:
    assert {claim.recipient for claim in claims(text, "event") if claim.type == type} == {target}


def test_what_a_supply_depends_on_does_not_get_it() -> None:
    found = claims("Benin exports fuel to Niger, provided that Chad lets it pass.", "tie")
    assert [(claim.actor, claim.recipient) for claim in found] == [("BEN", "NER")]
    assert not claims("Benin ships fuel, provided that Chad lets it pass.", "tie")


def test_protesters_who_sit_down_consult_nobody() -> None:
    assert not claims("Nepali protesters sat down on the bridge and Indian officers left.", "event")
    assert [c.type for c in claims("Nepal sat down with India.", "event")] == ["CONSULT"]
