# ruff: noqa: E501  # a table of sentences reads a row a line
"""Events: type, mode, who to whom, and above all whether they happened."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dossier.evidence import claim_id
from tests.reading.reading import claims

EVENTS = [
    ("North Korea fired seven missiles on Tuesday.", "MOBILIZE", "weapons", "PRK", None, "occurred"),
    ("The launch of seven missiles by North Korea alarmed its neighbours.", "MOBILIZE", "weapons", "PRK", None, "occurred"),
    ("Japan banned North Korean officials from entering the country.", "REJECT", "change", "JPN", "PRK", "occurred"),
    ("Iran expelled the British ambassador.", "SANCTION", "expel", "IRN", "GBR", "occurred"),
    ("Three Dutch diplomats were expelled by Turkey.", "SANCTION", "expel", "TUR", "NLD", "occurred"),
    ("Japan condemned the attack.", "ACCUSE", "disapprove", "JPN", None, "occurred"),
    ("France accused Mali of hiding the truth.", "ACCUSE", "allege", "FRA", "MLI", "occurred"),
    ("Egypt called off the summit with Ethiopia.", "REJECT", "meet", "EGY", "ETH", "occurred"),
    ("Norway promised aid to Malawi.", "AGREE", None, "NOR", "MWI", "occurred"),
    ("Norway sent food aid to Malawi.", "AID", None, "NOR", "MWI", "occurred"),
    ("The prime minister of Fiji met the president of Samoa.", "CONSULT", None, "FJI", "WSM", "occurred"),
    ("India and Pakistan held talks in Dubai.", "CONSULT", None, "IND", "PAK", "occurred"),
    ("Turkish warplanes bombed villages in Iraq.", "ASSAULT", "aerial", "TUR", "IRQ", "occurred"),
    ("Russia withdrew its troops from Georgia.", "RETREAT", "withdraw", "RUS", "GEO", "occurred"),
    ("Colombia freed two Venezuelan soldiers.", "RETREAT", "release", "COL", "VEN", "occurred"),
    ("The United States imposed sanctions on Iran.", "SANCTION", None, "USA", "IRN", "occurred"),
    ("China deployed troops on the border with India.", "MOBILIZE", "troops", "CHN", "IND", "occurred"),
    ("Sudan threatened Chad with war.", "THREATEN", "violence", "SDN", "TCD", "occurred"),
    ("Greece asked Turkey for help.", "REQUEST", None, "GRC", "TUR", "occurred"),
    ("Israeli forces seized a Lebanese ship.", "COERCE", "seize", "ISR", "LBN", "occurred"),
    ("Police in Kenya arrested two men from Uganda.", "COERCE", "arrest", "KEN", "UGA", "occurred"),
    ("The United States supports the resolution that Japan has drafted.", "SUPPORT", None, "USA", "JPN", "occurred"),
    ("Bolivia praised Peru.", "SUPPORT", None, "BOL", "PER", "occurred"),
    ("Angola rejected the proposal.", "REJECT", None, "AGO", None, "occurred"),
    ("Russia cut off gas supplies to Ukraine.", "SANCTION", "discontinue", "RUS", "UKR", "occurred"),
    ("Angola rejected a call by Zambia for talks.", "REJECT", None, "AGO", "ZMB", "occurred"),
    ("Angola condemned Zambian raids on Malawi.", "ACCUSE", "disapprove", "AGO", "ZMB", "occurred"),
    ("Angola is opposed to Zambian mediation.", "REJECT", None, "AGO", "ZMB", "occurred"),
    ("Chadian aircraft using old bombs killed four Nigeriens.", "ASSAULT", None, "TCD", "NER", "occurred"),
    ("Chad is investigating alleged crimes by Nigerien soldiers.", "ACCUSE", "investigate", "TCD", "NER", "ongoing"),
    ("Chad lifted its sanctions on Niger.", "RETREAT", "access", "TCD", "NER", "occurred"),
    ("Chad agreed in principle to send aid to Niger.", "AGREE", None, "TCD", "NER", "occurred"),
    ("President Jacques Chirac met the king of Tonga.", "CONSULT", None, "FRA", "TON", "occurred"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type", "mode", "actor", "recipient", "status"), EVENTS)
def test_events(text: str, type: str, mode: str | None, actor: str, recipient: str | None, status: str) -> None:
    found = [(c.type, c.mode, c.actor, c.recipient, c.status) for c in claims(text, "event")]
    assert (type, mode, actor, recipient, status) in found, found


STATUS = [
    ("Iran will fire a missile.", "planned"),
    ("Iran plans to test a missile.", "planned"),
    ("Iran is to meet Iraq on Friday.", "planned"),
    ("Iran did not fire a missile.", "negated"),
    ("Iran refused to meet Iraq.", "negated"),
    ("Iran could attack Iraq.", "hypothetical"),
    ("Iran may attack Iraq.", "hypothetical"),
    ("Iran would attack Iraq if Iraq moved first.", "conditional"),
    ("If Iran attacks Iraq, oil will rise.", "conditional"),
    ("Unless Iran withdraws its troops from Iraq, oil will rise.", "conditional"),
    ("Iran is bombing Iraq.", "ongoing"),
    ("Iran continued to bomb Iraq.", "ongoing"),
    ("Iraq is being bombed by Iran.", "ongoing"),
    ("Iran wants to attack Iraq.", "hypothetical"),
    ("Iran has never attacked Iraq.", "negated"),
    ("Iran attacked Iraq.", "occurred"),
    ("Iraq was attacked by Iran.", "occurred"),
    ("Iran appears to have attacked Iraq.", "assessed"),
    ("Iran threatened to attack Iraq.", "hypothetical"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status(text: str, status: str) -> None:
    found = [(c.type, c.status) for c in claims(text, "event")]
    assert found
    assert status in [s for _, s in found], found
    if status != "occurred":
        assert ("ASSAULT", "occurred") not in found


@pytest.mark.parametrize(
    "text",
    [
        "The crisis struck a nerve.",
        "The market fell on Monday.",
        "Critics fear an attack.",
        "Sanctions are a tool of policy.",
        "The ship sailed past the island.",
    ],
)
def test_no_event_without_anybody(text: str) -> None:
    assert claims(text, "event") == []


def test_supporting_sanctions_against_somebody_is_no_support() -> None:
    found = claims("Peru supported sanctions against Chile.", "event")
    assert ("SUPPORT", "CHL") not in [(c.type, c.recipient) for c in found]


def test_one_event_told_twice_is_one_claim() -> None:
    text = "Iran fired a missile on Tuesday.\n\nThe missile was fired by Iran on Tuesday."
    found = [c for c in claims(text, "event") if c.type == "MOBILIZE"]
    assert len(found) == 1
    assert len(found[0].spans) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Iran fired a missile on Tuesday.", date(2019, 5, 7)),
        ("Iran fired a missile yesterday.", date(2019, 5, 8)),
        ("Iran will meet Iraq on Tuesday.", date(2019, 5, 14)),
        ("Iran fired a missile on April 30.", date(2019, 4, 30)),
    ],
)
def test_when(text: str, day: date) -> None:
    claim = claims(text, "event", date(2019, 5, 9))[0]
    assert claim.when is not None
    assert claim.when.from_ == day


def test_an_event_told_a_thousand_times_keeps_every_span_in_order() -> None:
    text = "Peru seized a boat of Ecuador. " * 1000
    (claim,) = claims(text, "event")
    assert len(claim.spans) == 1000
    assert list(claim.spans) == sorted(claim.spans, key=lambda s: s.start)
    assert claim.id == claim_id(claim.report, "event", claim.spans, claim.actor, claim.type, claim.issue)


def test_without_a_publication_date_the_words_stay() -> None:
    claim = claims("Iran fired a missile on Tuesday.", "event")[0]
    assert claim.when is not None
    assert (claim.when.text, claim.when.from_) == ("Tuesday", None)


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("The United States has no intention to attack or invade Iran.", "COERCE", "negated"),
        ("Japan could halt remittances and restrict trade with Iran.", "COERCE", "hypothetical"),
        ("Peru hardly trades with Chile.", "COOPERATE", "negated"),
        ("Chile gave no aid to Peru.", "AID", "negated"),
    ],
)
def test_twins_and_negatives(text: str, type: str, status: str) -> None:
    found = [(c.type, c.status) for c in claims(text, "event")]
    assert (type, status) in found
    assert all(s != "occurred" for t, s in found)


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        ("Libya gave up its weapons, and in May Washington restored ties.", "LBY", "USA"),
        ("The Group of Eight meets in July, and neither Beijing nor Seoul is invited.", "IGOG8", "CHN"),
        ("Britain supports the draft and says that the Chinese text is weak.", "GBR", "CHN"),
        ("An official, who declined to be named, left Iran.", None, "IRN"),
    ],
)
def test_no_pair_across_clauses(text: str, actor: str | None, recipient: str) -> None:
    assert (actor, recipient) not in [(c.actor, c.recipient) for c in claims(text, "event")]


def test_two_are_not_joined_by_a_comma_and_three_may_be() -> None:
    apart = claims("Togo buys gas from Ghana, and Nigeria cut off aid on Thursday.", "event")
    assert {c.actor for c in apart if c.type == "SANCTION"} == {"NGA"}
    listed = claims("Ghana, Benin, and Nigeria cut off aid on Thursday.", "event")
    assert {c.actor for c in listed if c.type == "SANCTION"} == {"GHA", "BEN", "NGA"}
