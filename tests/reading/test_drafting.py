"""Drafts: each number says what it rests on, what rests on nothing is listed, and the file passes `check`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.dossier import assumptions, check, dumps, loads, save
from detente.errors import DossierError, ReportError
from detente.reading import draft, read
from detente.reading.drafting import Drafted

DAY = date(2006, 7, 9)
STORY = """\
Envoys race to stop new launches

TOKYO, July 9, 2006 — North Korea fired seven missiles on Wednesday. Japan demanded mandatory sanctions, and its \
government presented a resolution with mandatory sanctions to the Security Council.

China and Russia, both wielding veto power on the Security Council, oppose sanctions. China supplies more than half of \
North Korea's food and fuel.

The United States called for a return to the six-party talks. North Korea would not return to talks until the \
United States released $24 million. “We want bilateral talks,” said Pak Chol, a North Korean diplomat.
"""


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    (tmp_path / "a.txt").write_text(STORY)
    return draft(read([tmp_path / "a.txt"]))


def test_auto_takes_the_codebook_and_says_so(drafted: Drafted) -> None:
    assert drafted.codebook == "missile-crisis"
    assert "codebook: missile-crisis" in drafted.notes


def test_positions_come_from_claims(drafted: Drafted) -> None:
    positions = drafted.dossier.issues["council-response"].positions
    assert positions["jpn"].position.centre > 70 > 40 > positions["chn"].position.centre
    assert positions["jpn"].position.because
    assert positions["jpn"].position.prior == {"mean": 50, "sd": 25}


def test_every_number_rests_on_a_claim_or_is_an_assumption(drafted: Drafted) -> None:
    listed = {slip.path for slip in drafted.assumptions}
    bare = {number.path for number in assumptions(drafted.dossier)}
    silent = {p for p in bare if p.endswith(("position", "salience", "capability"))} - listed
    assert silent == set()


def test_no_claim_is_said_to_tell_what_an_actor_weighs(drafted: Drafted) -> None:
    assumed = {number.path for number in assumptions(drafted.dossier)}
    for id, actor in drafted.dossier.actors.items():
        if actor.capability is not None:
            assert f"actors.{id}.capability" in assumed
            assert (actor.note or "").startswith("clout: ")
            assert actor.capability.low is not None
            assert actor.capability.low < actor.capability.centre


def test_the_file_passes_check(drafted: Drafted, tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    for name, text in drafted.evidence.to_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    dossier = drafted.dossier.model_copy(update={"evidence": "evidence"})
    save(dossier, tmp_path / "crisis.yaml")
    checked = check(tmp_path / "crisis.yaml")
    assert [str(f) for f in checked.faults] == []
    assert loads(dumps(drafted.dossier)) == drafted.dossier


def test_council_drafts_ties_talks(drafted: Drafted) -> None:
    council = drafted.dossier.councils["security-council"]
    assert council.drafts["jpn-draft"].sponsors == ("jpn",)
    assert council.members["chn"].veto
    assert council.members["chn"].because
    assert len(council.members) == 15
    assert drafted.dossier.ties["chn-prk-food-and-fuel"].worth.centre == 55
    conditions = drafted.dossier.talks["denuclearisation-talks"].conditions
    assert [(c.by, c.of) for c in conditions.values()] == [("prk", "usa")]


def test_unknown_membership_is_unnamed_and_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    found = draft(read([tmp_path / "a.txt"]), as_of=date(2031, 1, 1))
    assert found.dossier.groups["elected"] == tuple(f"elected-{n}" for n in range(1, 11))
    assert any("not known" in slip.why for slip in found.assumptions)


def test_without_a_codebook(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    found = draft(read([tmp_path / "a.txt"]), codebook=None)
    assert list(found.dossier.issues) == ["cooperation"]
    assert found.dossier.ties
    assert not found.dossier.councils
    assert [c for c in found.evidence.claims if c.kind == "stance"] == []


def test_another_codebook_reads_the_stances_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    plain = read([tmp_path / "a.txt"], codebook=None)
    assert [c for c in plain.claims if c.kind == "stance"] == []
    assert [c for c in draft(plain, "missile-crisis").evidence.claims if c.kind == "stance"]


def test_reports_after_the_day_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(ReportError, match="no report to draft from"):
        draft(read([tmp_path / "a.txt"]), as_of=date(2006, 7, 1))


def test_no_date_is_today_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Japan demanded sanctions on North Korea.")
    found = draft(read([tmp_path / "a.txt"]))
    assert any("no report has a date" in note for note in found.notes)


def test_an_unknown_codebook(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(DossierError, match="no codebook is called"):
        draft(read([tmp_path / "a.txt"]), "trade-war")


def test_a_report_with_no_claims(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It rained all day on the green hills.")
    found = draft(read([tmp_path / "a.txt"], {"a.txt": DAY}))
    assert found.dossier.actors
    assert found.unsaid


def test_the_two_whom_the_crisis_is_between_have_a_place_on_each_issue(tmp_path: Path) -> None:
    """Neither says a word on the issue, but others do: what the two want is an assumption, and is named as one."""
    file = tmp_path / "a.txt"
    file.write_text(
        "SUVA, May 9, 2031 -- Egypt criticised Turkey on Friday. Turkey criticised Egypt. "
        "Turkey rejected Egyptian criticism, and Egypt rejected Turkish criticism. Germany rejected sanctions. "
        "Greece demanded sanctions.\n"
    )
    found = draft(read([file]), "generic")
    issue = found.dossier.issues["coercion"]
    assert {"egy", "tur", "deu", "grc"} <= set(issue.positions)
    assert not issue.positions["egy"].position.because
    assert found.dossier.title == "Egypt and Turkey, May 2031"
    assert any("nothing is known of" in line and "Egypt" in line and "Turkey" in line for line in found.unsaid)
    assert "issues.coercion.positions.tur.position" in {slip.path for slip in found.assumptions}


def test_an_issue_that_only_unmade_talks_would_settle_is_not_forecast(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "SUVA, May 9, 2031 -- Germany rejected sanctions on Turkey. Greece demanded sanctions. "
        "A bilateral meeting was talked of.\n"
    )
    found = draft(read([file]), "generic")
    settled = {id for talks in found.dossier.talks.values() for id in talks.settles}
    for id, issue in found.dossier.issues.items():
        assert id in settled or any(position.position.because for position in issue.positions.values())
    held = {slip.path.split(".")[1] for slip in found.assumptions if slip.path.startswith("issues.")}
    assert held <= set(found.dossier.issues)


def test_an_issue_that_no_report_touches_is_named_and_not_forecast(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("OSLO, May 9, 2031 -- Norway rejected a Danish proposal for talks. Denmark supports mediation.\n")
    found = draft(read([file]), "generic")
    assert "agreement" in found.dossier.issues
    assert "order" not in found.dossier.issues
    assert any("on order" in line for line in found.unsaid)


@pytest.mark.parametrize("book", ["generic", "sanctions", "border-crisis"])
def test_a_council_sits_where_a_report_names_it(tmp_path: Path, book: str) -> None:
    file = tmp_path / "a.txt"
    told = "NEW YORK, May 9, 2016 -- Norway demanded an embargo and a ceasefire. Denmark rejected talks with Norway.\n"
    file.write_text(told)
    without = draft(read([file]), book)
    assert not without.dossier.councils
    assert any("names the United Nations Security Council" in line for line in without.unsaid)
    file.write_text(told + "Britain asked the Security Council to meet.\n")
    found = draft(read([file]), book)
    council = found.dossier.councils["security-council"]
    assert {seat for seat, member in council.members.items() if member.veto} == {"usa", "chn", "rus", "gbr", "fra"}
    assert len(council.members) == 15
    save(found.dossier, tmp_path / "crisis.yaml")
    assert not [f for f in check(tmp_path / "crisis.yaml").faults if f.key.startswith("councils")]


def test_what_a_side_does_takes_a_place_by_the_codebook(tmp_path: Path) -> None:
    """No word for or against anything; what counts is what was done, not what may be done or what others say of it."""
    file = tmp_path / "a.txt"
    file.write_text(
        "SUVA, May 9, 2031 -- Egypt closed its border on Friday. Turkey shelled an Egyptian port. "
        "Greece may close its airspace. Norway freed three Egyptian prisoners. "
        "A former Egyptian official met Greece's president.\n"
    )
    found = draft(read([file], codebook="generic"), "generic")
    positions = found.dossier.issues["coercion"].positions
    assert min(positions[who].position.centre for who in ("tur", "egy")) > 40
    assert positions["nor"].position.centre < 20
    assert "grc" not in positions or not positions["grc"].position.because
    acts = [c for c in found.evidence.claims if "/act-" in c.rule]
    assert {(c.actor, c.issue, c.reading.value if c.reading else None) for c in acts} == {
        ("EGY", "coercion", 55),
        ("TUR", "coercion", 80),
        ("NOR", "coercion", 10),
        ("NOR", "relief", 85),
    }


def test_where_nobody_names_the_united_nations_a_text_is_not_before_its_council(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    told = "Arab League ministers met. Kuwait and Oman backed a resolution sponsored by Egypt."
    file.write_text(told)
    assert not [c for c in read([file]).claims if c.kind == "rule"]
    file.write_text(told.replace("Arab League ministers met", "The Security Council met"))
    assert [c for c in read([file]).claims if c.kind == "rule"]
