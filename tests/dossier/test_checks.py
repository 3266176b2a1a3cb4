from __future__ import annotations

from pathlib import Path

import pytest

from detente.dossier import check, loads
from detente.errors import DossierError


def faults_of(text: str) -> list[tuple[int | None, str | None, str]]:
    with pytest.raises(DossierError) as caught:
        loads(text, "crisis.yaml")
    return [(fault.line, fault.key, str(fault)) for fault in caught.value.faults]


def line(text: str, part: str) -> int:
    return next(number for number, row in enumerate(text.splitlines(), 1) if part in row)


def test_a_sound_dossier(crisis: str) -> None:
    dossier = loads(crisis)
    assert dossier.issues["passage"].scale[45.0] == "tolls"
    assert dossier.standoffs["strait"].motives["prestige"].p is None


# (what is replaced, by what, the key of the fault, a part of its message)
FAULTY = [
    ("salience: 80}", "salince: 80}", "issues.passage.positions.ava.salince", "did you mean 'salience'?"),
    ("capability: 80", "capability: strong", "actors.ava.capability", "expected a number"),
    ("status_quo: 10", "status_quo: 110", "issues.passage.status_quo", "outside the range 0 to 100"),
    ("horizon: 2031-12-31", "horizon: 2031-01-01", "horizon", "lies before as_of"),
    ("as_of: 2031-05-10", "as_of: last week", "as_of", "last week"),
    ("within: bre, capability: 60", "within: bree, capability: 60", "actors.bre-navy.within", "did you mean 'bre'?"),
    ("[cym, don]", "[cym, dun]", "groups.small.1", "no actor is called 'dun'"),
    ("[cym, don]", "[cym, cym, don]", "groups.small", "stands twice"),
    ("decides: [passage]", "decides: [passge]", "councils.harbour-board.decides.0", "did you mean 'passage'?"),
    ("{sponsors: [ava]", "{sponsors: [avb]", "councils.harbour-board.drafts.open.sponsors.0", "did you mean 'ava'?"),
    ("text: {passage: 90}", "text: {aid: 90}", "councils.harbour-board.drafts.open.text.aid", "does not decide 'aid'"),
    ("small: {}", "small: {}, don: {}", "councils.harbour-board.members", "two seats"),
    ("quota: 3", "quota: 5", "councils.harbour-board.quota", "above the members' total of 4"),
    ("small: {}", "small: {reluctance: 3}", "councils.harbour-board.members.small.reluctance", "add veto: true"),
    ("needs: [ava, bre]", "needs: [ava, bro]", "talks.strait-talks.formats.two.needs.1", "did you mean 'bre'?"),
    ("worth: {two:", "worth: {too:", "talks.strait-talks.worth.too", "no format is called 'too'"),
    ("controls: {passage", "controls: {passages", "talks.strait-talks.controls.passages", "these talks settle"),
    ("by: bre, of: ava", "by: ava, of: ava", "talks.strait-talks.conditions.ships", "asks its own actor"),
    ("option: ava.release", "option: ava.releases", "talks.strait-talks.conditions.ships.option", "did you mean"),
    ("option: ava.release", "option: bre.close", "talks.strait-talks.conditions.ships.option", "not an option of ava"),
    ("granted: false", "granted: true", "talks.strait-talks.conditions.ships.option", "has ava.release not taken"),
    ("used: 0, ceiling: 0.5", "used: 0.6, ceiling: 0.5", "ties.grain.used", "above 'ceiling'"),
    ("used: 0, ceiling: 0.5", "used: 0, ceiling: 1.5", "ties.grain.ceiling", "outside the range 0 to 1"),
    ("holder: ava", "holder: bre", "ties.grain", "over itself"),
    ("now: [bre.close]", "now: [bre.closed]", "conflict.now.0", "did you mean 'bre.close'?"),
    ("one_way: [ava.release]", "one_way: [release]", "conflict.one_way.0", "did you mean 'ava.release'?"),
    ('"bre.attend and bre.close"', '"bre.attend and and"', "conflict.impossible.0", "at character 16"),
    ('["ava.release", ', '["ava.relese", ', "conflict.preferences.bre.0", "ava.relese"),
    ("p: .8, war", "p: rest, war", "standoffs.strait.resolves", "more than one type"),
    ("p: rest, war", "p: .1, war", "standoffs.strait.resolves", "sum to 0.9"),
    ("challenger: bre", "challenger: brx", "standoffs.strait.challenger", "did you mean 'bre'?"),
    ("capability: 10}", "capability: 10}\n  a.b: {name: dotted}", "actors.a.b", "is not an id"),
    ("detente: 1", "detente: 2", "detente", "1"),
    ("option: ava.release", "option: release", "talks.strait-talks.conditions.ships.option", "did you mean 'ava.rel"),
    ("now: [bre.close]", "now: [bre.xyz]", "conflict.now.0", "known: bre.attend, bre.close"),
    ("option: ava.release", "option: x.y", "talks.strait-talks.conditions.ships.option", "known: ava.release, bre.at"),
    ("title: The strait of Ormond", "titel: The strait of Ormond", "titel", "did you mean 'title'?"),
]


@pytest.mark.parametrize(
    ("before", "after", "key", "message"), FAULTY, ids=[f"{k}-{i}" for i, (_, _, k, _) in enumerate(FAULTY)]
)
def test_a_fault_names_its_line_key_and_remedy(
    crisis: str, before: str, after: str, key: str | None, message: str
) -> None:
    assert crisis.count(before) >= 1
    text = crisis.replace(before, after, 1)
    found = faults_of(text)
    mine = [(at, said) for at, k, said in found if k == key]
    assert any(message in said for _, said in mine), found
    if key is not None and key != "standoffs.strait.resolves":
        assert line(text, after.splitlines()[-1]) in [at for at, _ in mine]


def test_all_faults_are_listed_at_once_and_once_each(crisis: str) -> None:
    text = crisis
    for before, after, _, _ in (FAULTY[0], FAULTY[1], FAULTY[8], FAULTY[12], FAULTY[25]):
        text = text.replace(before, after, 1)
    found = faults_of(text)
    assert [at for at, _, _ in found] == sorted(at or 0 for at, _, _ in found)
    keys = [key for _, key, _ in found]
    for _, _, key, _ in (FAULTY[0], FAULTY[1], FAULTY[8], FAULTY[12], FAULTY[25]):
        assert keys.count(key) == 1, found
    # the broken record of ava does not make every mention of ava unknown
    assert not any("no actor is called 'ava'" in said for _, _, said in found)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("title: The", "titel: The", "titel: unknown key 'titel'; did you mean 'title'?"),
        ("horizon: 2031", "horizont: 2031", "horizont: unknown key 'horizont'; did you mean 'horizon'?"),
        ("holder: ava", "hodler: ava", "ties.grain.hodler: unknown key 'hodler'; did you mean 'holder'?"),
        ("settles: [passage", "settles: [passge", "settles.0: no issue is called 'passge'; did you mean 'passage'?"),
        ("two: {needs: [ava, bre]", "two: {needs: ava", "needs: expected a list, as in [usa, chn], found 'ava'"),
        ("as_of: 2031-05-10", "as_of: 2031-05-10T10:00", "write it as 2006-07-10, found '2031-05-10T10:00'"),
        ("decides: [passage", "decides: [pasage", "decides.0: no issue is called 'pasage'; did you mean 'passage'?"),
    ],
)
def test_one_slip_of_the_pen_is_one_fault(crisis: str, before: str, after: str, said: str) -> None:
    (found,) = faults_of(crisis.replace(before, after, 1))
    assert found[0] == line(crisis, before)
    assert found[2].endswith(said)


def test_what_stands_under_a_misspelt_key_is_checked_too(crisis: str) -> None:
    found = faults_of(crisis.replace("holder: ava", "hodler: avx", 1))
    assert [key for _, key, _ in found] == ["ties.grain.hodler", "ties.grain.holder"]


def test_a_key_that_looks_like_a_mark_of_the_validator_is_a_key(crisis: str) -> None:
    assert [key for _, key, _ in faults_of(crisis.replace("as_of:", '"[as_of":', 1))] == ["[as_of"]
    assert [key for _, key, _ in faults_of(crisis.replace("holder: ava", '"[]": ava', 1))] == [
        "ties.grain",
        "ties.grain.[]",
    ]


def test_two_misspelt_keys_are_told_apart(crisis: str) -> None:
    text = crisis.replace("holder: ava, dependent: bre", "holdr: ava, dependnt: bre", 1)
    assert [said.rpartition("; ")[2] for _, _, said in faults_of(text)] == [
        "did you mean 'holder'?",
        "did you mean 'dependent'?",
    ]


def test_an_option_without_a_conflict_says_where_options_stand(crisis: str) -> None:
    before, _, after = crisis.partition("conflict:\n")
    found = faults_of(before + after[after.index("standoffs:") :])
    assert ["options stand under 'conflict'" in said for _, _, said in found] == [True]


def test_a_council_without_drafts_is_a_warning(crisis: str) -> None:
    start, end = crisis.index("    drafts:\n"), crisis.index("talks:\n")
    checked = check(loads(crisis[:start] + crisis[end:]))
    assert not checked.faults
    (idle,) = [warning for warning in checked.warnings if "nothing to vote on" in warning.what]
    assert (idle.key, idle.line) == ("councils.harbour-board", line(crisis, "  harbour-board:"))


def test_a_circle_of_within_is_told_once(crisis: str) -> None:
    found = faults_of(crisis.replace("capability: {low: 10, mode: 20, high: 30}}", "within: bre-navy}", 1))
    circles = [said for _, _, said in found if "circle" in said]
    assert len(circles) == 1
    assert "bre within bre-navy within bre" in circles[0]


def test_warnings_do_not_stop_a_dossier(crisis: str, tmp_path: Path) -> None:
    file = tmp_path / "crisis.yaml"
    file.write_text(
        crisis.replace("small: {}", "small: {}, don2: {}", 1).replace(
            "don: {name", "don2: {name: Don2}\n  don: {name", 1
        )
    )
    checked = check(file)
    assert not checked.faults
    silent = [w for w in checked.warnings if "don2 has no position on 'passage'" in w.what]
    assert len(silent) == 1
    assert silent[0].hint is not None
    assert "--fill" in silent[0].hint


def test_a_member_whose_factions_have_positions_is_not_silent(crisis: str, tmp_path: Path) -> None:
    file = tmp_path / "crisis.yaml"
    file.write_text(crisis)
    assert not any("bre has no position" in warning.what for warning in check(file).warnings)


def test_a_present_state_that_cannot_be_is_a_warning_with_its_line(crisis: str, tmp_path: Path) -> None:
    file = tmp_path / "crisis.yaml"
    file.write_text(crisis.replace("now: [bre.close]", "now: [bre.close, bre.attend]"))
    checked = check(file)
    assert not checked.faults
    found = [warning for warning in checked.warnings if warning.key == "conflict.now"]
    assert [warning.what for warning in found] == ["today's state is impossible by 'bre.attend and bre.close'"]
    assert found[0].line == line(file.read_text(), "now: [bre.close, bre.attend]")
    file.write_text(crisis)
    assert not any(warning.key == "conflict.now" for warning in check(file).warnings)


def test_more_statements_than_an_order_can_have_are_a_fault(crisis: str) -> None:
    most = crisis.replace('"bre.attend"]', ", ".join(["bre.attend"] * 51) + "]")
    assert loads(most)
    found = faults_of(most.replace("ava: [", "ava: [bre.attend, "))
    assert [(key, "53 statements" in said) for _, key, said in found] == [("conflict.preferences.ava", True)]
