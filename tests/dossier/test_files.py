from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from detente.dossier import changed, check, digest, dumps, load, loads, save, template, yaml
from detente.dossier.evidence import Claim, Evidence, Report, Span, claim_id, sha256_of
from detente.dossier.files import write_atomically
from detente.dossier.schema import json_schema
from detente.errors import DossierError, OutputError


def test_yaml_in_and_out_without_loss(crisis: str) -> None:
    dossier = loads(crisis)
    assert dumps(dossier) == crisis
    bare = dossier.resting_on(dossier.archive, "")
    bare._text = None
    assert loads(dumps(bare)) == dossier
    assert digest(loads(dumps(bare))) == digest(dossier)


def test_comments_survive_a_change(crisis: str, tmp_path: Path) -> None:
    after = changed(
        loads(crisis), {"actors.don.capability": 15, "talks.strait-talks.conditions.ships.worth": {"mean": 9, "sd": 2}}
    )
    file = save(after, tmp_path / "new" / "crisis.yaml")
    written = file.read_text(encoding="utf-8")
    assert "# nothing later" in written
    assert "45: tolls    # the old regime" in written
    assert load(file) == after
    differing = [(a, b) for a, b in zip(crisis.splitlines(), written.splitlines(), strict=True) if a != b]
    assert len(differing) == 2


def test_the_digest_covers_what_is_believed_and_not_how_it_is_written(crisis: str) -> None:
    dossier = loads(crisis)
    assert digest(loads(crisis.replace("# nothing later", "# nothing after that"))) == digest(dossier)
    assert digest(loads(crisis.replace("salience: 80", "salience: 81"))) != digest(dossier)
    report = Report(sha256=sha256_of("text"), text="text")
    assert digest(dossier.resting_on(Evidence(reports=(report,)))) != digest(dossier)


def test_the_schema_accepts_what_we_accept(crisis: str) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    data = json.loads(json.dumps(yaml.plain(yaml.parse(crisis)), default=str))
    assert not list(validator.iter_errors(data))
    data["issues"]["passage"]["positions"]["ava"]["salince"] = 3
    data["actors"]["don"]["capability"] = -1
    assert len(list(validator.iter_errors(data))) == 2


@pytest.mark.parametrize("title", ["A crisis", 'The "quoted" \\ one', "two\nlines", "TITLE AS_OF"])
def test_the_template_is_sound(title: str) -> None:
    dossier = loads(template(title, date(2030, 1, 2)))
    assert dossier.title == title.replace("\n", " ")
    assert dossier.as_of == date(2030, 1, 2)


# ---- evidence -------------------------------------------------------------------------------------------------------

TEXT = "Avalon said it would keep the strait open.\n"


def evidence(folder: Path, published: str | None = "2031-05-09", start: int = 0) -> str:
    quote = TEXT[start : start + 12]
    span = Span(start=start, end=start + len(quote), quote=quote)
    report = Report(sha256=sha256_of(TEXT), text=TEXT, published=published)  # type: ignore[arg-type] # pydantic reads the date
    claim = Claim(
        id=claim_id(report.sha256, "statement", [span], "AVA"),
        report=report.sha256,
        kind="statement",
        actor="AVA",
        status="occurred",
        spans=(span,),
        rule="test",
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in Evidence(reports=(report,), claims=(claim,)).to_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return claim.id


def resting(crisis: str, folder: Path, claim: str) -> Path:
    text = crisis.replace("horizon:", "evidence: evidence\nhorizon:", 1)
    file = folder / "crisis.yaml"
    file.write_text(text.replace("salience: 80}", f"salience: 80, because: [{claim}]}}", 1), encoding="utf-8")
    return file


def test_a_dossier_rests_on_its_evidence(crisis: str, tmp_path: Path) -> None:
    dossier = load(resting(crisis, tmp_path, evidence(tmp_path / "evidence")))
    assert dossier.archive.claims[0].spans[0].quote == TEXT[:12]


def test_a_claim_that_is_not_there(crisis: str, tmp_path: Path) -> None:
    evidence(tmp_path / "evidence")
    checked = check(resting(crisis, tmp_path, "c-000000000000"))
    assert [fault.key for fault in checked.faults] == ["issues.passage.positions.ava.because"]
    assert checked.faults[0].line is not None
    assert "no claim has the id c-000000000000" in checked.faults[0].what


def test_evidence_of_another_reading_is_one_fault(crisis: str, tmp_path: Path) -> None:
    evidence(tmp_path / "evidence")
    file = resting(crisis, tmp_path, "c-000000000000")
    text = file.read_text()
    for number in (90, 30, 40, 70):
        text = text.replace(f"salience: {number}}}", f"salience: {number}, because: [c-0000000000{number}]}}", 1)
    file.write_text(text)
    (fault,) = check(file).faults
    assert (fault.key, fault.line) == ("evidence", 5)
    assert fault.what.startswith(
        "5 claims are not there, on which 5 places rest, the first issues.passage.positions.ava"
    )


def test_a_folder_is_no_dossier_and_may_hold_one(tmp_path: Path) -> None:
    assert check(tmp_path).faults[0].hint is None
    (tmp_path / "dossier.yaml").write_text("")
    assert str(check(tmp_path).faults[0]).endswith("dossier.yaml")


def test_a_claim_from_a_later_report(crisis: str, tmp_path: Path) -> None:
    checked = check(resting(crisis, tmp_path, evidence(tmp_path / "evidence", "2031-05-11")))
    assert "after as_of" in checked.faults[0].what


def test_an_as_of_before_the_reports_is_one_fault(crisis: str, tmp_path: Path) -> None:
    file = resting(crisis, tmp_path, claim := evidence(tmp_path / "evidence", "2031-05-11"))
    text = file.read_text()
    for few in ("salience: 90", "salience: 30"):
        text = text.replace(f"{few}}}", f"{few}, because: [{claim}]}}", 1)
    file.write_text(text)
    assert [fault.key for fault in check(file).faults] == [f"issues.passage.positions.{id}.because" for id in
        ("ava", "bre-navy", "bre-party")]  # fmt: skip
    file.write_text(text.replace("salience: 40}", f"salience: 40, because: [{claim}]}}", 1))
    (fault,) = check(file).faults
    assert (fault.key, fault.line) == ("as_of", 4)
    assert "2031-05-10 lies before all reports, of 2031-05-11, on which 4 places rest" in fault.what
    assert "set it to 2031-05-11 or later" in (fault.hint or "")


def test_a_dossier_that_is_loaded_is_checked_as_it_is(crisis: str, tmp_path: Path) -> None:
    file = resting(crisis, tmp_path, evidence(tmp_path / "evidence", "2030-01-01"))
    dossier = load(file)
    again = check(dossier)
    assert again.dossier is dossier
    assert not again.faults
    assert [(w.line, w.key, w.what) for w in again.warnings] == [(w.line, w.key, w.what) for w in check(file).warnings]
    quota = dossier.councils["harbour-board"].model_copy(update={"quota": 9.0})
    wrong = dossier.model_copy(update={"councils": {"harbour-board": quota}})
    assert [fault.key for fault in check(wrong).faults] == ["councils.harbour-board.quota"]


def test_a_span_that_is_not_exact(crisis: str, tmp_path: Path) -> None:
    claim = evidence(tmp_path / "evidence")
    claims = tmp_path / "evidence" / "claims.jsonl"
    claims.write_text(claims.read_text().replace("Avalon said ", "Avalon says "))
    checked = check(resting(crisis, tmp_path, claim))
    assert "the report has 'Avalon said ' at 0:12" in checked.faults[0].what
    assert checked.faults[0].line == 1


def test_a_report_that_was_changed(crisis: str, tmp_path: Path) -> None:
    claim = evidence(tmp_path / "evidence")
    reports = tmp_path / "evidence" / "reports.jsonl"
    reports.write_text(reports.read_text().replace("open", "shut"))
    assert "the stored report was changed" in check(resting(crisis, tmp_path, claim)).faults[0].what


def test_evidence_that_is_missing_or_broken(crisis: str, tmp_path: Path) -> None:
    file = resting(crisis, tmp_path, "c-000000000000")
    assert [Path(str(f.file)).name for f in check(file).faults] == ["reports.jsonl", "claims.jsonl"]
    evidence(tmp_path / "evidence")
    with (tmp_path / "evidence" / "claims.jsonl").open("a") as stream:
        stream.write("{not json\n")
    assert check(file).faults[0].line == 2


def test_old_evidence_is_a_warning(crisis: str, tmp_path: Path) -> None:
    checked = check(resting(crisis, tmp_path, evidence(tmp_path / "evidence", "2030-01-01")))
    assert not checked.faults
    assert any("more than 60 days" in warning.what for warning in checked.warnings)


# ---- writing --------------------------------------------------------------------------------------------------------


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    write_atomically(file, "whole")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "chmod", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(file, "half")
    assert file.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [file]


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        write_atomically(tmp_path / "file" / "below", "text")
    with pytest.raises(OutputError, match="is a folder"):
        write_atomically(tmp_path, "text")


def test_load_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="no such file"):
        load(tmp_path / "absent.yaml")
