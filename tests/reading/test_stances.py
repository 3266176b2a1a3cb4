# a table of sentences reads a row a line
"""Stances: who is for or against what, by the words that govern a cue of the codebook."""

from __future__ import annotations

import pytest

from detente.dossier.evidence import Claim
from detente.reading.codebooks import load_codebook
from detente.reading.reader import read_report
from tests.reading.reading import report


def stances(text: str) -> list[Claim]:
    book = load_codebook("missile-crisis")
    return [c for c in read_report(report(text), book) if c.kind == "stance"]


ROWS = [
    ("China and Russia have stated opposition to sanctions.", "CHN", "council-response", "oppose"),
    ("China and Russia have stated opposition to sanctions.", "RUS", "council-response", "oppose"),
    ("China is hesitant to go along with an effort to get sanctions enacted.", "CHN", "council-response", "oppose"),
    ("Japan demanded mandatory sanctions.", "JPN", "council-response", "demand"),
    ("Japan called for harsh sanctions on North Korea.", "JPN", "council-response", "demand"),
    ("Russia rejected the draft's mandatory sanctions.", "RUS", "council-response", "refuse"),
    ("France supports a presidential statement.", "FRA", "council-response", "support"),
    ("China does not want sanctions.", "CHN", "council-response", "oppose"),
    ("None of the envoys of China wanted sanctions.", None, None, None),
    ("“We want a presidential statement,” said Wang Bo, China's ambassador.", "CHN", "council-response", "support"),
    ("Burma's leader said North Korea must return to the six-party talks.", "MMR", "direct-contact", "demand"),
    ("South Korea demanded that the North return to the six-party talks.", "KOR", "direct-contact", "demand"),
    ("North Korea would not return to talks.", "PRK", "direct-contact", "oppose"),
    ("North Korea offered a moratorium on tests.", "PRK", "denuclearisation", "offer"),
    ("Sanctions are a tool.", None, None, None),
    ("Sweden said that it opposed military action.", "SWE", "assurance", "oppose"),
]


@pytest.mark.parametrize(("text", "actor", "issue", "stance"), ROWS)
def test_stances(text: str, actor: str | None, issue: str | None, stance: str | None) -> None:
    found = [(c.actor, c.issue, c.stance) for c in stances(text)]
    if actor is None:
        assert found == []
    else:
        assert (actor, issue, stance) in found, found


LED = [
    ("Russia and China, both holding veto power, oppose the embargo.", "coercion", {("CHN", -1), ("RUS", -1)}),
    ("China, who can veto, opposes the embargo.", "coercion", {("CHN", -1)}),
    ("Russia, which can veto any text, supports the embargo.", "coercion", {("RUS", 1)}),
    ("Russia supports the embargo despite its veto.", "coercion", {("RUS", 1)}),
    ("China, a country with a veto, is ready to support sanctions.", "coercion", {("CHN", 1)}),
    ("Russia threatened to veto the embargo.", "coercion", {("RUS", -1)}),
    ("Russia vetoed the embargo.", "coercion", {("RUS", -1)}),
    ("Russia used its veto to block the embargo.", "coercion", {("RUS", -1)}),
    ("France threatened a veto of the embargo.", "coercion", {("FRA", -1)}),
    ("Russia threatened to use its veto against sanctions.", "coercion", {("RUS", -1)}),
    ("Russia holds a veto over sanctions.", "coercion", set()),
    ("The African Union imposed travel bans on the junta.", "order", {("IGOAFU", -1)}),
    ("Chad wants sanctions on Gabon's president and the junta.", "order", {("TCD", -1)}),
    ("The African Union wants economic sanctions and travel bans on the junta.", "order", {("IGOAFU", -1)}),
    ("Nigeria urged pressure on the military council.", "order", {("NGA", -1)}),
    ("France proposed an embargo on arms to the junta.", "order", {("FRA", -1)}),
    ("Nigeria wants a ban on sales of arms to the junta.", "order", {("NGA", -1)}),
    ("Nigeria suspended aid to the junta.", "order", {("NGA", -1)}),
    ("Niger rejected sanctions on the junta.", "order", set()),
    ("Nigeria proposed talks with the junta.", "order", set()),
    ("France voiced support for the junta.", "order", {("FRA", 1)}),
    ("Chad backs the junta.", "order", {("TCD", 1)}),
    ("Ghana demanded that the junta leave the capital.", "order", set()),
    ("Ghana urged the junta to restore constitutional order.", "order", {("GHA", 1)}),
    ("ECOWAS froze the junta's assets.", "order", {("IGOCEM", -1)}),
    ("Kenya wants to lift the embargo.", "coercion", {("KEN", -1)}),
    ("Kenya opposed lifting the embargo.", "coercion", {("KEN", 1)}),
    ("Kenya called for the sanctions on the junta to be lifted.", "coercion", {("KEN", -1)}),
    ("Kenya wants sanctions on the junta lifted.", "coercion", {("KEN", -1)}),
    ("Kenya insisted that the sanctions be lifted.", "coercion", {("KEN", -1)}),
    ("Nigeria suspended talks with the junta.", "agreement", {("NGA", -1)}),
    ("Nigeria resumed talks with the junta.", "agreement", {("NGA", 1)}),
]


@pytest.mark.parametrize(("text", "issue", "sides"), LED)
def test_what_leads_to_a_cue_turns_it_round(text: str, issue: str, sides: set[tuple[str, int]]) -> None:
    found = [c for c in read_report(report(text), load_codebook("generic")) if c.kind == "stance" and c.issue == issue]
    against = ("oppose", "refuse")
    assert {(c.actor, -1 if c.stance in against else 1) for c in found} == sides


@pytest.mark.parametrize(
    ("text", "sd"),
    [
        ("Japanese Prime Minister Ken Mori said that Japan wanted mandatory sanctions.", 6),
        ("Japan's envoy, Ken Mori, demanded mandatory sanctions.", 8),
        ("Japanese officials demanded mandatory sanctions.", 15),
        ("An analyst said that Japan wanted mandatory sanctions.", 20),
        ("Japan imposed sanctions.", 5),
        ("Japanese officials could demand mandatory sanctions.", 22.5),
    ],
)
def test_the_spread_is_by_who_spoke_and_how(text: str, sd: float) -> None:
    found = [c for c in stances(text) if c.actor == "JPN"]
    assert found
    assert found[0].reading is not None
    assert found[0].reading.sd == sd


def test_what_a_speaker_wishes_of_another_is_the_speakers_stance() -> None:
    found = stances("U.S. envoy Ann Poe said: “The North Koreans have to come back to the six-party talks.”")
    assert [(c.actor, c.stance) for c in found] == [("USA", "demand")]


def test_an_assessment_is_not_a_statement() -> None:
    found = stances("Scholars said that China wants sanctions.")
    assert [(c.actor, c.status) for c in found] == [("CHN", "assessed")]


def test_to_sponsor_a_text_is_a_costly_act() -> None:
    found = stances("The Security Council considered a resolution presented by Japan threatening sanctions.")
    assert [(c.actor, c.reading.sd) for c in found if c.reading and c.rule.endswith("sponsor")] == [("JPN", 5)]


SIDES = [
    ("Kenya ruled out any deal.", "agreement", {("KEN", 25)}),
    ("Kenya turned down the talks.", "agreement", {("KEN", 14)}),
    ("Kenya ruled that the deal was void.", "agreement", set()),
    ("Kenya called the embargo an act of war.", "coercion", set()),
    ("Kenya called for an embargo.", "coercion", {("KEN", 50)}),
    ("Kenya wants Chad out of the talks.", "agreement", {("KEN", 14)}),
    ("Kenya pulled out of the talks.", "agreement", {("KEN", 14)}),
    ("Kenya said it would veto any text that mentioned sanctions.", "coercion", {("KEN", 12)}),
    ("Kenya backs a resolution that would impose sanctions on Chad.", "coercion", {("KEN", 50)}),
    ("Kenya backs a draft that lifts the embargo.", "coercion", {("KEN", 12)}),
    ("Kenya praised the envoy that sanctions had hurt.", "coercion", set()),
    (
        "Kenya circulated a draft resolution at the United Nations that would call on Chad to lift the embargo.",
        "coercion",
        {("KEN", 12)},
    ),
]


@pytest.mark.parametrize(("text", "issue", "sides"), SIDES)
def test_phrasal_verbs_and_what_a_text_says(text: str, issue: str, sides: set[tuple[str, float]]) -> None:
    found = [c for c in read_report(report(text), load_codebook("generic")) if c.kind == "stance" and c.issue == issue]
    assert {(c.actor, c.reading.value) for c in found if c.reading} == sides


@pytest.mark.parametrize(
    "text",
    [
        "China denied that it wanted sanctions on North Korea.",
        "China denied reports that it supported sanctions.",
        "Analysts doubt that China will support sanctions.",
        "Does China oppose sanctions?",
    ],
)
def test_what_is_denied_doubted_or_asked_is_no_stance(text: str) -> None:
    assert stances(text) == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Hungary threatened to veto the list.", []),
        ("Hungary threatened to attack Serbia.", [("coercion", "threaten")]),
        ("Hungary left the talks with Serbia.", [("agreement", "oppose")]),
        ("Hungary threatened to leave the talks.", [("agreement", "oppose")]),
    ],
)
def test_who_leaves_talks_or_blocks_a_text_presses_nobody(text: str, sides: list[tuple[str, str]]) -> None:
    found = [c for c in read_report(report(text), load_codebook("generic")) if c.kind == "stance"]
    assert [(c.issue, c.stance) for c in found] == sides
