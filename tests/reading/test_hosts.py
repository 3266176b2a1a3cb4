"""Who hosts talks between whom, what money is called, whom a question asks about, which title a draft has."""

from __future__ import annotations

from pathlib import Path

from detente.reading import draft, read
from detente.reading.drafting import Drafted
from tests.reading.reading import claims, statement


def drafted(folder: Path, *texts: str, codebook: str = "generic") -> Drafted:
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text)
    return draft(read([folder], codebook=codebook), codebook)


TOLD = "SUVA, May 9, 2031 -- Chad accused Niger of spying. Niger expelled Chad's envoy. "


def test_a_host_names_a_format_and_the_two_who_need_to_come(tmp_path: Path) -> None:
    found = drafted(tmp_path, TOLD + "Oman mediates between Chad and Niger.\n")
    form = found.dossier.talks["contacts"].formats["bilateral"]
    assert set(form.needs) == {"tcd", "ner"}
    assert form.because


def test_their_own_meeting_and_a_proposal_that_they_meet_name_it_too(tmp_path: Path) -> None:
    for told in ("Chad's foreign minister met Niger's president.", "Oman proposed that the two governments meet."):
        (tmp_path / "0.txt").write_text(TOLD + told)
        found = draft(read([tmp_path], codebook="generic"), "generic")
        talks = found.dossier.talks["contacts"]
        assert set(talks.formats["bilateral"].needs) == {"tcd", "ner"}
        assert {*talks.settles, *talks.controls, *talks.otherwise} <= set(found.dossier.issues)


def test_whoever_mediates_elsewhere_names_none(tmp_path: Path) -> None:
    found = drafted(tmp_path, TOLD + "Oman mediates between Mali and Togo.\n")
    assert "contacts" not in found.dossier.talks


def test_frozen_money_is_called_what_it_is() -> None:
    told = claims("Morocco froze $310 million in deposits of Algeria's oil company.", "tie")
    assert [(c.actor, c.recipient, (c.detail or {})["resource"], (c.detail or {})["magnitude"]) for c in told] == [
        ("MAR", "DZA", "frozen deposits", "$310 million")
    ]
    assert not claims("Morocco froze $310 million in a Maltese bank.", "tie")


def test_a_question_names_the_target(tmp_path: Path) -> None:
    told = "SUVA, May 9, 2031 -- Norway imposed sanctions on Chad. Norway demanded that Chad comply with the ruling.\n"
    found = drafted(tmp_path, told, codebook="sanctions")
    asks = {issue.asks for issue in found.dossier.issues.values()}
    assert not any("the target" in ask for ask in asks)
    assert any("Chad" in ask for ask in asks)


def test_the_title_is_one_that_names_the_two(tmp_path: Path) -> None:
    shouted = "DAILY PRESS BRIEFING\n\n" + TOLD
    found = drafted(tmp_path, shouted)
    assert found.dossier.title != "DAILY PRESS BRIEFING"
    found = drafted(tmp_path, shouted, "Chad and Niger at Odds Over a Spy\n\n" + TOLD.replace("spying", "theft"))
    assert found.dossier.title == "Chad and Niger at Odds Over a Spy"


def test_what_they_want_is() -> None:
    assert statement("What Chad wants is a port on the sea.", "a port").actor == "TCD"
    assert not claims("What Chad wants from Niger will be seen in June.", "statement")


def test_a_dateline_with_an_agency_is_no_part_of_what_is_said() -> None:
    text = "SUVA, March 4, 2019 (Wire) -- Chad stopped the trains, Chad's minister of trade said."
    assert statement(text, "the trains").spans[0].quote == "Chad stopped the trains"
