# ruff: noqa: E501  # a table of sentences reads a row a line
"""Ties, conditions and rules of bodies."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims

TIES = [
    ("China supplies more than half of North Korea's food and fuel.", "CHN", "PRK", "food and fuel", "more than half"),
    ("Lithuania depends on Russia for most of its gas.", "RUS", "LTU", "gas", "most"),
    ("Jordan gets 80 percent of its oil from Iraq.", "IRQ", "JOR", "oil", "80 percent"),
    ("South Africa provides Lesotho with electricity.", "ZAF", "LSO", "electricity", None),
    ("Tokyo could block cash remittances sent by Koreans in Japan to relatives in North Korea.", "JPN", "PRK", "cash remittances", None),
    ("A North Korean diplomat said that North Korea would not return until the United States released $24 million held in a bank in the Chinese city of Macao.", "USA", "PRK", "frozen money", "$24 million"),
    ("Chad makes threats and in return gets concessions from Sudan in the form of food and fuel.", "SDN", "TCD", "food and fuel", None),
    ("Chad has lived on an old trick – making threats and in return getting aid from Sudan and Mali in the form of fuel.", "MLI", "TCD", "fuel", None),
    ("Turkey has leverage over Azerbaijan.", "TUR", "AZE", "leverage", None),
    ("About 80 percent of Uganda's imports pass through Mombasa in Kenya.", "KEN", "UGA", "transit of imports", "80 percent"),
    ("Most of Rwanda's fuel comes through Tanzania.", "TZA", "RWA", "transit of fuel", "Most"),
    ("Ethiopia gets 90 percent of its imports through Djibouti.", "DJI", "ETH", "transit of imports", "90 percent"),
    ("Peru's canneries sell a third of their fishmeal through Chilean ports.", "CHL", "PER", "transit of fishmeal", "a third"),
    ("Landlocked Ethiopia relies on Djibouti's port.", "DJI", "ETH", "port", None),
    ("Uganda's trade depends on the Kenyan port of Mombasa.", "KEN", "UGA", "port", None),
    ("Two-thirds of Moldova's electricity is supplied by Ukraine.", "UKR", "MDA", "electricity", "Two-thirds"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "holder", "dependent", "resource", "magnitude"), TIES)
def test_ties(text: str, holder: str, dependent: str, resource: str, magnitude: str | None) -> None:
    found = [c.detail for c in claims(text, "tie")]
    assert {"holder": holder, "dependent": dependent, "resource": resource, "magnitude": magnitude} in found, found


@pytest.mark.parametrize(
    "text",
    [
        "China does not supply Iran's food.",
        "Iran has little leverage over Iraq.",
        "Uganda's ministers depend on the president.",
        "The talks went through Kenya's foreign ministry.",
        "Refugees from Uganda passed through Kenya.",
    ],
)
def test_no_tie(text: str) -> None:
    assert claims(text, "tie") == []


CONDITIONS = [
    ("North Korea would not return to talks until the U.S. released $24 million.", "PRK", "USA"),
    ("If Iran halts enrichment, the United States will lift sanctions.", "USA", "IRN"),
    ("Serbia will sign unless Kosovo closes the border.", "SRB", "XKX"),
    ("The embargo would end, Norway said, if Sweden withdrew its claim.", None, "SWE"),
    ("Libya offered to pay in return for a pardon.", "LBY", None),
    ("“If the Iranians want to talk, we are ready to do so,” the Omani envoy said.", "OMN", "IRN"),
    ("If the US left Mr. Diaz alone, then that could help.", None, "USA"),
]


@pytest.mark.parametrize(("text", "by", "of"), CONDITIONS)
def test_conditions(text: str, by: str | None, of: str | None) -> None:
    found = claims(text, "condition")
    assert len(found) == 1
    assert found[0].recipient == of
    if by is not None:
        assert found[0].actor == by
    detail = found[0].detail
    assert detail is not None
    for side in ("if", "then"):
        assert text[detail[side]["start"] : detail[side]["end"]] == detail[side]["quote"]


@pytest.mark.parametrize(
    "text", ["He asked if Iran would come.", "It looks as if Iran will come.", "Officials wonder if Iran is ready."]
)
def test_no_condition(text: str) -> None:
    assert claims(text, "condition") == []


def test_veto_holders() -> None:
    found = claims("China and Russia, both wielding veto power on the Security Council, oppose the draft.", "rule")
    assert found[0].detail is not None
    assert found[0].detail["vetoes"] == ["CHN", "RUS"]


def test_sponsors() -> None:
    found = claims("The Security Council considered a resolution presented by Japan and backed by the US.", "rule")
    assert found[0].detail is not None
    assert found[0].detail["sponsor"] == ["JPN", "USA"]


def test_an_attribution_is_no_part_of_a_condition() -> None:
    found = claims("Iran will wait until Iraq withdraws, the former negotiator said.", "condition")
    assert found[0].detail is not None
    assert found[0].detail["if"]["quote"] == "Iraq withdraws"


def test_a_dateline_is_no_part_of_a_condition() -> None:
    found = claims("PORT LAREN, March 3, 2027 -- Egypt will close the canal unless Turkey withdraws.", "condition")
    assert next(span.quote for claim in found for span in claim.spans) == "Egypt will close the canal"
