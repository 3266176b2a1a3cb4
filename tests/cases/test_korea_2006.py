"""The worked case knows only what was known on 10 July 2006, and rests on what its dispatches say."""

from __future__ import annotations

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tools.cases import evidence as tool
from tools.cases.pdf import pdf

from detente.dossier import Dossier, check, numbers, yaml
from detente.dossier.cases import load_case
from detente.dossier.evidence import Report, load_evidence

CASE = tool.CASES / "korea-2006"
AS_OF = date(2006, 7, 10)
LATER = re.compile(
    r"1695|1718|1874|Punggye|Berlin|Initial Actions|special responsibility|luxury|strongly deplore|PRST/2006"
    r"|\b200[78]\b|(August|September|October|November|December) 2006|(1[2-9]|[23]\d) July 2006|Singapore|Hanoi"
    r"|nuclear test (of|in|on) October|tested a nuclear device",
    re.IGNORECASE,
)
PERMANENT = {"chn", "fra", "gbr", "rus", "usa"}
ELECTED = {"arg", "cog", "dnk", "gha", "grc", "jpn", "per", "qat", "svk", "tza"}


@cache
def dossier() -> Dossier:
    return load_case("korea-2006")


@cache
def reports() -> tuple[Report, ...]:
    return load_evidence(CASE / "evidence").reports


@cache
def data(name: str) -> Any:
    return yaml.plain(yaml.parse(yaml.read_text(CASE / name)))


def unfounded(dossier: Dossier) -> list[str]:
    """Numbers and drafts that rest on no claim and are not listed as an assumption by a note of their own."""
    bare = [number.path for number in numbers(dossier) if not (number.because or number.note)]
    drafts = [(c, d, draft) for c, council in dossier.councils.items() for d, draft in council.drafts.items()]
    return bare + [f"councils.{c}.drafts.{d}" for c, d, draft in drafts if not (draft.because or draft.note)]


def without(path: str, *fields: str) -> str:
    """The dossier's YAML with fields of one record taken out."""
    text = (CASE / "dossier.yaml").read_text(encoding="utf-8")
    before, after = (yaml.plain(yaml.parse(text)) for _ in range(2))
    record = after
    for part in path.split("."):
        record = record[part]
    for field in fields:
        del record[field]
    return yaml.update(yaml.parse(text), before, after)


def elsewhere(text: str, folder: Path) -> Path:
    """A file in another folder with this dossier, resting on the evidence of the case."""
    file = folder / "dossier.yaml"
    file.write_text(text.replace("evidence: evidence/", f"evidence: {CASE / 'evidence'}"), encoding="utf-8")
    return file


# the dispatches


def test_six_to_ten_dispatches_in_three_formats() -> None:
    kinds = [file.suffix for file in sorted((CASE / "dispatches").iterdir())]
    assert 6 <= len(kinds) <= 10
    assert kinds.count(".html") == 1
    assert kinds.count(".pdf") == 1
    assert len(reports()) == len(kinds)


def test_every_dispatch_is_dated_from_4_to_10_july() -> None:
    dates = {report.path: report.published for report in reports()}
    assert all(day is not None and date(2006, 7, 4) <= day <= AS_OF for day in dates.values()), dates


def test_dispatches_are_short_reports() -> None:
    lengths = {report.path: len(report.text.split()) for report in reports()}
    assert all(250 <= words <= 700 for words in lengths.values()), lengths


def test_no_dispatch_knows_the_future() -> None:
    assert {report.path: found for report in reports() if (found := LATER.search(report.text))} == {}


@pytest.mark.parametrize("name", ["dossier.yaml", "because.yaml", "dispatches/05-tables-and-chairs.html"])
def test_no_file_of_the_case_but_the_outcomes_knows_the_future(name: str) -> None:
    assert LATER.search((CASE / name).read_text(encoding="utf-8")) is None


def test_the_search_for_the_future_finds_it() -> None:
    assert LATER.search((CASE / "outcomes.yaml").read_text(encoding="utf-8"))


def test_scripts_and_navigation_of_the_page_are_not_in_its_text() -> None:
    text = next(report.text for report in reports() if (report.path or "").endswith(".html"))
    assert "agreed to nothing in this script" not in text
    assert "Typhoon season" not in text


def test_the_pdf_is_what_its_source_makes() -> None:
    source = Path(tool.__file__).with_name("korea_2006_backgrounder.txt").read_text(encoding="utf-8")
    assert (CASE / "dispatches" / "07-backgrounder.pdf").read_bytes() == pdf(source)
    text = next(report.text for report in reports() if (report.path or "").endswith(".pdf"))
    assert text.split() == re.sub(r"^#+ ", "", source, flags=re.MULTILINE).split()


def _shingles(text: str, n: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


@pytest.mark.shared
def test_no_words_are_taken_from_the_seeds(shared: Path) -> None:
    seeds = [file.read_text(encoding="utf-8") for file in (shared / "seeds").glob("*.txt")]
    assert seeds
    taken = {r.path: _shingles(r.text) & _shingles(seed) for r in reports() for seed in seeds}
    assert not any(taken.values()), taken


# the evidence


def test_evidence_and_because_are_what_the_reader_makes_now() -> None:
    assert tool.changes(tool.files_of(CASE, tool.evidence_of(CASE))) == [], (
        "run `python -m tools.cases.evidence korea-2006`"
    )


def test_every_span_is_exact() -> None:
    archive = load_evidence(CASE / "evidence")
    assert archive.claims
    assert archive.faults() == []


def test_every_quotation_stands_in_its_dispatch() -> None:
    texts = {Path(report.path or "").name: " ".join(report.text.split()) for report in reports()}
    rows = {row for listed in tool.quotations(CASE).values() for row in listed}
    assert [row for row in rows if " ".join(row.words.split()) not in texts[row.dispatch]] == []


def test_a_quotation_that_no_claim_covers_is_named() -> None:
    wanted = {"ties.x": [tool.Quotation("01-wire-launches.txt", "words that nobody wrote")]}
    with pytest.raises(tool.InputError, match=r"ties\.x: the reader made no claim"):
        tool.anchored(wanted, load_evidence(CASE / "evidence"))


# the dossier


def test_the_dossier_is_sound() -> None:
    checked = check(CASE / "dossier.yaml")
    assert checked.faults == ()
    assert all("a position without evidence" in str(warning) for warning in checked.warnings)


def test_every_number_rests_on_a_claim_or_is_listed_as_an_assumption() -> None:
    assert unfounded(dossier()) == []


def test_what_rests_on_nothing_is_found(tmp_path: Path) -> None:
    path = "councils.security-council.drafts.condemn-and-request"
    found = check(elsewhere(without(path, "because", "note"), tmp_path))
    assert found.dossier is not None
    assert path in unfounded(found.dossier)


def test_what_rests_on_a_later_dispatch_is_found(tmp_path: Path) -> None:
    text = (CASE / "dossier.yaml").read_text(encoding="utf-8").replace("as_of: 2006-07-10", "as_of: 2006-07-09")
    faults = [str(fault) for fault in check(elsewhere(text, tmp_path)).faults]
    assert any("drafts.china-statement" in fault and "after as_of" in fault for fault in faults)
    assert any("positions.chn" in fault and "after as_of" in fault for fault in faults)


def test_claims_behind_the_dossier_are_of_its_dispatches() -> None:
    published = {claim.id: dossier().archive.report(claim.report) for claim in dossier().archive.claims}
    behind = {id for number in numbers(dossier()) for id in number.because}
    assert behind
    for id in behind:
        report = published[id]
        assert report is not None
        assert report.published is not None
        assert report.published <= dossier().as_of


def test_the_council_of_2006() -> None:
    council = dossier().councils["security-council"]
    seats = {actor for member in council.members for actor in dossier().members_of(member)}
    assert seats == PERMANENT | ELECTED
    assert {m for m, seat in council.members.items() if seat.veto} == PERMANENT
    assert council.quota == 9
    assert all(dossier().position_of("council-response", actor) for actor in seats)


def test_drafts_grade_from_strong_to_weak() -> None:
    drafts = dossier().councils["security-council"].drafts
    assert [draft.text["council-response"].centre for draft in drafts.values()] == [85, 65, 45, 20]
    assert {"japan-chapter-vii", "china-statement"} <= set(drafts)
    assert drafts["china-statement"].by == "consensus"


def test_the_conflict_has_options_and_orders_for_six_actors() -> None:
    conflict = dossier().conflict
    assert conflict is not None
    assert len(conflict.options) >= 6
    assert sum(map(len, conflict.options.values())) >= 10
    assert set(conflict.preferences) == set(conflict.options)


def test_names_that_others_ask_for() -> None:
    talks = dossier().talks["denuclearisation-talks"]
    assert list(talks.formats) == ["six-party", "six-informal", "five-party", "bilateral"]
    assert talks.conditions["macao-funds"].option == "usa.release"
    assert {"chinese-food-and-fuel", "korean-remittances", "retaliation"} <= set(dossier().ties)
    assert "programme" in dossier().standoffs


# what happened


def test_outcomes_are_settled_after_the_as_of_date() -> None:
    questions = data("outcomes.yaml")["questions"]
    assert list(questions) == [f"Q{n:02}" for n in range(1, 22)]
    for id, asked in questions.items():
        assert asked["outcome"] in (0, 1), id
        assert asked["settled"] > AS_OF, id
        assert asked["sources"], id
        assert asked["scored_by"] or asked["note"], id


def test_numbers_to_score_name_what_the_dossier_has() -> None:
    for asked in data("outcomes.yaml")["questions"].values():
        for number in asked["scored_by"]:
            assert number["as"] in ("probability", "complement")
            match number["path"].split("."):
                case ["vote", council, draft, *_]:
                    assert draft in dossier().councils[council].drafts
                case ["talks", talks, "conditions", condition, "granted"]:
                    assert condition in dossier().talks[talks].conditions
                case ["talks", talks, form, "convenes"]:
                    assert form in dossier().talks[talks].formats
                case ["stability", "horizon", actor, option]:
                    assert dossier().conflict is not None
                    assert option in dossier().conflict.options[actor]  # type: ignore[union-attr]
                case other:
                    assert other[:2] == ["standoff", "programme"]


@pytest.mark.shared
def test_outcomes_agree_with_the_reference(shared: Path) -> None:
    reference = json.loads((shared / "reference" / "korea-2006.json").read_text(encoding="utf-8"))["questions"]
    ours = data("outcomes.yaml")["questions"]
    assert {q["id"]: (q["outcome"], q["resolved"]) for q in reference} == {
        id: (asked["outcome"], str(asked["settled"])) for id, asked in ours.items()
    }
