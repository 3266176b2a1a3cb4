"""Under which code somebody stands in an event: private people, own people, former holders, organisations' people."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims

PAIRS = [
    ("A Swedish farmer sued Denmark.", "SWECVL", "DNK"),
    ("A Peruvian judge accused Chile of theft.", "PERJUD", "CHL"),
    ("Kenyan police dispersed Kenyan students.", "KEN", "KENCVL"),
    ("The Fijian army arrested the Fijian prime minister.", "FJI", "FJIGOV"),
    ("Former Irish president Nora Quill met the king of Tonga.", "IRLELI", "TON"),
    ("Kenyan police arrested opposition leader Juma Otieno.", "KEN", "KENLEG"),
    ("The Sudanese government accused Darfur rebels of theft.", "SDN", "SDNREB"),
    ("Hamas militants attacked Israeli soldiers.", "PSEHMS", "ISR"),
    ("Peruvian police arrested rebels in Lima.", "PER", "PERREB"),
    ("Bosnian Croats asked Austria for help.", "BIHCVL", "AUT"),
]


@pytest.mark.parametrize(("text", "actor", "recipient"), PAIRS)
def test_pairs(text: str, actor: str, recipient: str) -> None:
    found = {(c.actor, c.recipient) for c in claims(text, "event")}
    assert (actor, recipient) in found, found


def test_soldiers_abroad_hold_nobody_of_their_own() -> None:
    assert [c.recipient for c in claims("Kenyan soldiers arrested three men, Uganda said.", "event")] == [None]


def test_people_who_speak_for_nobody_act_for_nobody() -> None:
    [event] = claims("A Swedish farmer sued Denmark.", "event")
    assert event.agent is not None
    assert event.agent.acts_for is None


@pytest.mark.parametrize(
    "text", ["Chad sent its troops to Mali.", "Chad withdrew its soldiers.", "Ghana praised Ghana."]
)
def test_nobody_acts_on_itself(text: str) -> None:
    assert all(c.actor is None or c.actor != c.recipient for c in claims(text, "event"))


def test_ethnic_people_are_not_another_state() -> None:
    found = claims("Ethnic Greeks demonstrated in Albania.", "event")
    assert {(c.actor, c.recipient) for c in found} == {("ALBCVL", "ALB")}


IT = [
    ("Chad supplies Mali with oil. It could attack the rebels.", "TCD"),
    ("Chad's soldiers threaten Mali. It could attack the rebels.", "TCD"),
    ("Chad has an army. Its guns threaten Mali. It could attack the rebels.", "TCD"),
    ("Guns arrived in Mali on Monday. Mali could wait. It could attack the rebels.", "MLI"),
]


@pytest.mark.parametrize(("text", "actor"), IT)
def test_it_is_rather_who_did_something_than_whom_it_was_done_to(text: str, actor: str) -> None:
    assert actor in {c.actor for c in claims(text, "event") if c.type == "ASSAULT"}
