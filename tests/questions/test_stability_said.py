"""A conflict in words: states, statements, and what would have to change for a wish."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dossier import loads
from detente.dossier.templates import template
from detente.questions import ask
from detente.questions.stability import Stability
from detente.questions.stability.phrases import Phrases, option_words

SAYS = Phrases(
    {"usa": "United States", "prk": "North Korea"}, {"usa.meet": "meet", "prk.test": "test", "prk.talk": "talk"}
)

DILEMMA = """
conflict:
  options:
    usa: {arm: arm itself}
    prk: {arm: arm itself, build-up: ""}
  now: [usa.arm, prk.arm]
  preferences:
    usa: [not prk.arm, usa.arm]
    prk: [not usa.arm, prk.arm, not prk.build-up]
"""


def asked(**settings):
    dossier = loads(template("A dilemma", date(2006, 7, 10)) + DILEMMA, "dilemma.yaml")
    return dossier, ask(dossier, Stability(draws=20, noise=0, **settings))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("prk.talk", "“North Korea to talk”"),
        ("not prk.test", "“North Korea not to test”"),
        ("prk.talk and not prk.test", "“North Korea to talk and North Korea not to test”"),
        ("prk.talk or usa.meet", "“North Korea to talk or the United States to meet”"),
        ("prk.talk unless usa.meet", "“prk.talk unless usa.meet”"),
        ("not (prk.talk and usa.meet)", "“not (prk.talk and usa.meet)”"),
        ("prk.talk and (usa.meet or prk.test)", "“prk.talk and (usa.meet or prk.test)”"),
    ],
)
def test_statements_in_words(statement, said):
    assert SAYS.statement(statement) == said


def test_states_and_moves_in_words():
    assert SAYS.state(["prk.talk", "prk.test"]) == "North Korea would talk and test"
    assert SAYS.state([]) == "nobody takes any option"
    assert SAYS.doing({"takes": ["prk.talk"], "gives_up": ["prk.test"]}) == "taking up “talk” and giving up “test”"
    assert SAYS.each(["usa", "prk"]) == "the United States and North Korea would both"
    assert SAYS.each(["usa", "prk", "usa"]).endswith("would all")


def test_an_option_without_words_is_its_id_in_words():
    dossier, answer = asked(wishes=())
    assert option_words(dossier)["prk.build-up"] == "build up"
    assert answer.results["option_words"] == option_words(dossier)


def test_today_is_not_described_again_where_nobody_would_leave_it():
    said = asked(wishes=())[1].sentences()
    at = said.index("Nobody would gain by leaving today’s state, whatever the answer.")
    assert said[at + 1].startswith("The United States and North Korea would both gain from leaving it together")
    assert sum("leaving" in text for text in said) == 2


def test_a_wish_says_who_must_change_its_mind_and_what_must_no_longer_tempt():
    said = asked(wishes=("not usa.arm and not prk.arm", "usa.arm"))[1].sentences()
    wish = "the wish “the United States not to arm itself and North Korea not to arm itself”"
    granted = next(
        text for text in said if "credible answers deter:" in text and wish in text.replace("The w", "the w")
    )
    assert granted.endswith("is granted in a state that can rest when credible answers deter: nobody takes any option.")
    turned = next(text for text in said if text.startswith(f"To grant {wish}"))
    assert "would have to change their minds on" in turned or "would be enough" in turned
    assert "In that state the United States must no longer gain by taking up “arm itself”." in said
