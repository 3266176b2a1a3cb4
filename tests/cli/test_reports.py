"""read, draft and brief as a newcomer uses them; bad input: one clear message, exit status 2, nothing half-written."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from detente.cli.brief import keep_edited
from detente.dossier import changed, check, digest, example, load_evidence, save
from detente.errors import OutputError
from tests.cli.test_cli import ROOT, run

WIRE = """Example Wire

NEW YORK, May 9, 2031 -- North Korea test-fired a missile on Thursday, South Korean officials said.

The United States demanded a resolution with binding sanctions. "The Council has to act," the American ambassador said.

China opposes sanctions, its ambassador said, and would accept a presidential statement.
"""
PAGE = """<html><head><title>Talks <i>resume</i></title><script>alert("x")</script></head><body><article>
<p>Published May 8, 2031. The spokesman said that China supports &lt;script&gt;alert(1)&lt;/script&gt; talks.</p>
<p>Russia said that it would not support sanctions against North Korea, and that a statement of the Security Council's
president would be enough at this stage of the crisis.</p></article></body></html>"""


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    file = tmp_path / "wire.txt"
    file.write_text(WIRE, encoding="utf-8")
    return file


def untouched(folder: Path, *expected: str) -> bool:
    """Nothing but these, and nothing half-written beside them."""
    return sorted(entry.name for entry in folder.iterdir()) == sorted(expected)


def test_read_then_draft_then_ask(wire: Path, tmp_path: Path) -> None:
    read = run("read", wire, "-o", "evidence", cwd=tmp_path)
    assert read.returncode == 0
    evidence = load_evidence(tmp_path / "evidence")
    assert evidence.reports[0].text == WIRE
    assert {"statement", "stance"} <= {claim.kind for claim in evidence.claims}
    draft = run("draft", "evidence", "-o", "crisis.yaml", "--codebook", "missile-crisis", cwd=tmp_path)
    assert draft.returncode == 0, draft.stderr
    checked = check(tmp_path / "crisis.yaml")
    assert not checked.faults
    assert checked.dossier is not None
    assert str(checked.dossier.as_of) == "2031-05-09"
    (counted,) = re.findall(r"\d+ assumptions(?: \(.*?\))?", draft.stdout)
    assert f"; {counted}; " in run("check", "crisis.yaml", cwd=tmp_path).stdout
    assert re.search(r"; no claim states \d+ other values \(the codebook's, or a guess\)\n", draft.stdout)
    vote = run("ask", "vote", "crisis.yaml", "--draws", "100", "--json", cwd=tmp_path)
    assert json.loads(vote.stdout)["question"] == "vote"


def test_a_draft_never_writes_over_an_edited_dossier_unless_told_to(wire: Path, tmp_path: Path) -> None:
    draft, file = ("draft", "evidence", "-o", "crisis.yaml", "--codebook", "missile-crisis"), tmp_path / "crisis.yaml"
    run("read", wire, "-o", "evidence", cwd=tmp_path)
    run(*draft, cwd=tmp_path)
    written = file.read_text(encoding="utf-8")
    assert run(*draft, cwd=tmp_path).returncode == 0, "the same again is no loss"
    file.write_text(f"{written}# mine\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*l*")}
    refused = run(*draft, cwd=tmp_path)
    assert refused.returncode == 2
    assert "crisis.yaml: exists already, and says something else; choose another file with -o" in refused.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert run(*draft, "--force", cwd=tmp_path).returncode == 0
    assert file.read_text(encoding="utf-8") == written


def test_a_brief_never_writes_over_an_edited_dossier_unless_told_to(tmp_path: Path) -> None:
    out, held = tmp_path / "out", tmp_path / "out" / "dossier.yaml"
    out.mkdir()
    keep_edited(held, ["arms-and-aid"])
    save(example(), held)
    keep_edited(held, [str(held)])
    refused = run("brief", "arms-and-aid", "-o", "out", cwd=tmp_path)
    assert refused.returncode == 2
    assert "exists already" in refused.stderr
    page = out / "brief.json"
    page.write_text(json.dumps({"digest": digest(example())}), encoding="utf-8")
    keep_edited(held, ["arms-and-aid"])
    os.utime(page, (0, 0))
    keep_edited(held, ["arms-and-aid"])
    save(changed(example(), {"issues.response.positions.chn.salience": 10}), held)
    with pytest.raises(OutputError, match="was changed since the brief beside it"):
        keep_edited(held, ["arms-and-aid"])
    held.write_text("not: [sound", encoding="utf-8")
    with pytest.raises(OutputError, match="was changed since the brief beside it"):
        keep_edited(held, ["arms-and-aid"])


def test_a_draft_by_another_codebook_rests_on_claims_that_are_there(wire: Path, tmp_path: Path) -> None:
    run("read", wire, "-o", "evidence", cwd=tmp_path)
    for book in ("generic", "sanctions", "missile-crisis"):
        draft = run("draft", "evidence", "-o", f"{book}.yaml", "--codebook", book, cwd=tmp_path)
        assert draft.returncode == 0, draft.stderr
        assert not check(tmp_path / f"{book}.yaml").faults


def test_read_to_standard_output_prints_claims_and_nothing_else(wire: Path, tmp_path: Path) -> None:
    result = run("read", wire, "-o", "-", cwd=tmp_path)
    claims = [json.loads(line) for line in result.stdout.splitlines()]
    assert claims
    assert all(WIRE[s["start"] : s["end"]] == s["quote"] for claim in claims for s in claim["spans"])
    assert untouched(tmp_path, "wire.txt")


def test_the_same_reports_give_the_same_bytes(wire: Path, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        run("read", wire, "-o", folder, cwd=tmp_path)
    for name in ("reports.jsonl", "claims.jsonl"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("undecodable.txt", b"caf\xe9 \x81\x8d\x8f" * 50, ""),
        ("broken.pdf", b"%PDF-1.4 nothing more", "PDF"),
        ("page.html", b"<html><body><script>only()</script></body></html>", ""),
    ],
)
def test_a_bad_report_is_named_and_the_others_are_read(
    wire: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("read", name, wire, "-o", "evidence", cwd=tmp_path)
    assert result.returncode == 2
    faults = [line for line in result.stderr.splitlines() if name in line]
    assert len(faults) == 1
    assert message.lower() in faults[0].lower()
    assert all(line.startswith("detente: ") for line in result.stderr.splitlines()), "no library has its say beside us"
    assert "Traceback" not in result.stderr
    assert len(load_evidence(tmp_path / "evidence").reports) == 1


def test_a_missing_report_and_one_that_is_too_large(wire: Path, tmp_path: Path) -> None:
    missing = run("read", "absent.txt", "-o", "evidence", cwd=tmp_path)
    assert missing.returncode == 2
    assert "absent.txt" in missing.stderr
    large = run("read", wire, "-o", "evidence", "--max-size", "100", cwd=tmp_path)
    assert large.returncode == 2
    assert "--max-size" in large.stderr
    assert untouched(tmp_path, "wire.txt")


def test_a_report_without_claims_is_read(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("Nothing here is a claim. It rained.\n", encoding="utf-8")
    assert run("read", "plain.txt", "-o", "evidence", cwd=tmp_path).returncode == 0
    result = run("draft", "evidence", "-o", "crisis.yaml", "--as-of", "2031-01-01", cwd=tmp_path)
    assert result.returncode in (0, 2)
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["read", "wire.txt", "-o", "file/below"], "is a file, not a folder"),
        (["read", "wire.txt", "--date", "wire.txt"], "--date FILE=DATE"),
        (["read", "wire.txt", "--date", "wire.txt=July"], "--date FILE=DATE"),
        (["brief", "wire.txt", "-o", "file"], "is a file"),
        (["brief", "wire.txt", "--as-of", "soon"], "write it as"),
        (["brief", "wire.txt", "--codebook", "missile-crises"], "did you mean 'missile-crisis'?"),
        (["brief", "wire.txt", "--scale", "icd"], "scale"),
        (["brief", "korea-2006", "wire.txt"], "give one"),
        (["brief", "NOCASE"], "is called 'NOCASE'; known: arms-and-aid, chicken"),
        (["brief", "korea"], "is called 'korea'; did you mean 'korea-2006'?"),
        (["brief", "absent.txt"], "absent.txt: no such file"),
        (["brief", "a-brief", "-o", "out"], "a-brief: is the folder of a brief, not of reports; give its dossier"),
        (["draft", "evidence", "-o", "crisis.txt"], "a dossier ends in .yaml, as crisis.yaml"),
        (["new", "A crisis", "-o", "crisis.txt"], "a dossier ends in .yaml, as crisis.yaml"),
        (["draft", "nowhere", "-o", "crisis.yaml"], "no such file"),
        (["draft", "wire.txt", "-o", "crisis.yaml"], "a file, not a folder of evidence"),
        (["ask", "vote", "korea-2007"], "did you mean 'korea-2006'?"),
        (["codebook", "nonsense"], "missile-crisis"),
    ],
)
def test_wrong_use_is_told_once_and_leaves_nothing(wire: Path, tmp_path: Path, words: list[str], message: str) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "a-brief").mkdir()
    (tmp_path / "a-brief" / "brief.json").write_text("{}", encoding="utf-8")
    result = run(*words, cwd=tmp_path)
    assert result.returncode == 2, result.stdout + result.stderr
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert untouched(tmp_path, "wire.txt", "file", "a-brief")
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_brief_of_reports_full_of_markup_shows_it_as_text(wire: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    result = run("brief", wire, "page.html", "-o", "out", "--codebook", "missile-crisis", "--draws", "50", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    html = (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert "Content-Security-Policy" in html
    assert untouched(tmp_path / "out", "brief.html", "brief.json", "dossier.yaml", "evidence")
    assert not check(tmp_path / "out" / "dossier.yaml").faults
    data = json.loads((tmp_path / "out" / "brief.json").read_text(encoding="utf-8"))
    assert data["digest"]


@pytest.mark.parametrize("after", [0.6, 1.5, 2.5, 4.0, 6.0])
def test_an_interruption_leaves_with_130_and_nothing_half_written(tmp_path: Path, after: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "brief", "korea-2006", "-o", "out", "--draws", "200000"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "interrupted" in said
    assert "Traceback" not in said
    assert untouched(tmp_path)


def test_a_report_with_no_claims_makes_no_brief(tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("It rained all day on the green hills.")
    result = run("brief", "rain.txt", "-o", "out", cwd=tmp_path)
    assert result.returncode == 2
    assert "no claim in 1 report" in result.stderr
    assert not (tmp_path / "out").exists()
