from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from detente.dossier import changed, digest, load, save
from detente.dossier.bodies import load_body
from detente.dossier.cases import load_case
from tests.dossier.conftest import CRISIS

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*words: str | Path, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "detente", *map(str, words)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "100", **more},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def crisis_file(tmp_path: Path) -> Path:
    file = tmp_path / "crisis.yaml"
    file.write_text(CRISIS, encoding="utf-8")
    return file


def test_check_says_what_is_sound(crisis_file: Path, tmp_path: Path) -> None:
    result = run("check", crisis_file, cwd=tmp_path)
    assert result.returncode == 0
    assert "sound" in result.stdout
    assert "Traceback" not in result.stderr


def test_check_takes_a_worked_case(tmp_path: Path) -> None:
    result = run("check", "arms-and-aid", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stdout.startswith("arms-and-aid: sound. ")


def test_check_lists_errors_then_warnings_with_exit_status_2(crisis_file: Path, tmp_path: Path) -> None:
    crisis_file.write_text(CRISIS.replace("salience: 80}", "salince: 80}").replace("quota: 3", "quota: 9"))
    result = run("check", crisis_file, cwd=tmp_path)
    assert result.returncode == 2
    lines = result.stderr.splitlines()
    errors = [i for i, row in enumerate(lines) if "warning" not in row]
    warnings = [i for i, row in enumerate(lines) if "warning" in row]
    assert len(errors) == 2
    assert warnings
    assert max(errors) < min(warnings)
    assert "did you mean 'salience'?" in result.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "expected keys and values"),
        (b"\xff\xfe\x00\x81", "not UTF-8"),
        (b"a: &a [*a]", "not allowed"),
        (b"{" * 5000, "nested deeper"),
        (b"detente: 1", "is missing"),
        (b"just words", "expected keys and values"),
    ],
)
def test_bad_dossiers_get_one_clear_message(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(content)
    result = run("check", "bad.yaml", cwd=tmp_path)
    assert result.returncode == 2
    assert message in result.stderr
    assert "bad.yaml" in result.stderr
    assert "Traceback" not in result.stderr


def test_new_writes_a_sound_dossier_and_never_overwrites(tmp_path: Path) -> None:
    assert run("new", "The Ormond crisis", cwd=tmp_path).stdout == "the-ormond-crisis.yaml\n"
    assert run("check", "the-ormond-crisis.yaml", cwd=tmp_path).returncode == 0
    (tmp_path / "the-ormond-crisis.yaml").write_text("mine")
    again = run("new", "The Ormond crisis", cwd=tmp_path)
    assert again.returncode == 2
    assert "exists already" in again.stderr
    assert (tmp_path / "the-ormond-crisis.yaml").read_text() == "mine"


def test_new_from_a_body_has_its_seats_and_its_rule(tmp_path: Path) -> None:
    run("new", "An embargo", "--body", "un-security-council-2006", cwd=tmp_path)
    dossier = load(tmp_path / "an-embargo.yaml")
    council, body = dossier.councils["council"], load_body("un-security-council-2006")
    assert (council.quota, sorted(council.members)) == (9, sorted(body.members))
    assert [id for id, seat in council.members.items() if seat.veto] == [i for i, s in body.members.items() if s.veto]
    answered = run("ask", "vote", "an-embargo.yaml", "--fill", "--draws", "20", "--json", cwd=tmp_path)
    assert 0 < json.loads(answered.stdout)["results"]["drafts"]["first"]["adopted"]["mean"] < 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--body", "natoo"], "did you mean 'nato'?"),
        (["--body", "nato"], "say how many with --members N"),
        (["--body", "nassau-1958", "--members", "9"], "leave out --members"),
        (["--members", "9"], "name the body with --body"),
    ],
)
def test_new_from_a_body_that_cannot_be(tmp_path: Path, options: list[str], said: str) -> None:
    result = run("new", "x", *options, cwd=tmp_path)
    assert result.returncode == 2
    assert said in result.stderr
    assert not (tmp_path / "x.yaml").exists()


def test_new_to_a_place_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("new", "x", "-o", "file/x.yaml", cwd=tmp_path)
    assert result.returncode == 2
    assert "is a file, not a folder" in result.stderr


def test_schema_is_json(tmp_path: Path) -> None:
    assert json.loads(run("schema", cwd=tmp_path).stdout)["title"] == "Détente dossier"


@pytest.mark.parametrize("words", [["chek"], ["ask"], ["check"], ["check", "--nonsense", "x"]])
def test_wrong_use_is_exit_status_2(words: list[str], tmp_path: Path) -> None:
    assert run(*words, cwd=tmp_path).returncode == 2


def test_convert_goes_out_and_in(tmp_path: Path) -> None:
    out = run("convert", "korea-2006", "-o", "korea.gmcr", cwd=tmp_path)
    assert out.stdout == "korea.gmcr\n"
    assert "only the conflict goes out" in out.stderr
    back = run("convert", "korea.gmcr", "-o", "korea.yaml", "--as-of", "2006-07-10", "--title", "Korea", cwd=tmp_path)
    assert back.stdout == "korea.yaml\n"
    assert run("check", "korea.yaml", cwd=tmp_path).returncode == 0
    for held in ("korea.gmcr", "korea.yaml"):
        over = run("convert", "cuba-1962", "-o", held, cwd=tmp_path)
        assert over.returncode == 2
        assert f"{held}: exists already, and says something else" in over.stderr
    assert run("convert", "cuba-1962", "-o", "korea.yaml", "--force", cwd=tmp_path).returncode == 0
    dated = run("convert", "korea.gmcr", "-o", "again.yaml", cwd=tmp_path)
    assert "as of today" in dated.stderr


def test_convert_takes_the_evidence_along(tmp_path: Path) -> None:
    for source, target in (("korea-2006", "mine.yaml"), ("mine.yaml", "below/theirs.yaml")):
        made = run("convert", source, "-o", target, cwd=tmp_path)
        assert made.returncode == 0, made.stderr
    mine, theirs = load(tmp_path / "mine.yaml"), load(tmp_path / "below" / "theirs.yaml")
    assert (mine.evidence, theirs.evidence) == ("mine-evidence", "../mine-evidence")
    assert digest(mine) == digest(theirs) == digest(load_case("korea-2006"))
    assert len(mine.archive.claims) > 100
    titled = run("convert", "mine.yaml", "-o", "other.yaml", "--title", "Mine", cwd=tmp_path)
    assert titled.returncode == 2
    assert "has a title and dates" in titled.stderr


def test_explain_without_a_path_lists_the_numbers(tmp_path: Path) -> None:
    result = run("explain", "arms-and-aid", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "  issues.arms.positions.ava.position = 0  (an assumption)" in result.stdout


def test_convert_of_what_it_does_not_know(tmp_path: Path) -> None:
    (tmp_path / "crisis.doc").write_text("")
    for words in (["crisis.doc", "-o", "x.yaml"], ["korea-2006", "-o", "x.doc"], ["absent.gmcr", "-o", "x.yaml"]):
        result = run("convert", *words, cwd=tmp_path)
        assert result.returncode == 2
        assert "detente: " in result.stderr
        assert "Traceback" not in result.stderr


def test_the_version(tmp_path: Path) -> None:
    assert run("--version", cwd=tmp_path).stdout.startswith("detente 0.")


def test_leverage_is_asked_and_pressure_is_put_on_a_vote(tmp_path: Path) -> None:
    asked = run("ask", "leverage", "korea-2006", "--on", "prk", "--draws", "20", "--json", cwd=tmp_path)
    assert asked.returncode == 0, asked.stderr
    found = json.loads(asked.stdout)
    assert (found["question"], found["subject"]) == ("leverage", "prk")
    assert {row["target"] for row in found["results"]["pairs"]} == {"prk"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["leverage", "arms-and-aid"], "the dossier has no ties"),
        (["leverage", "korea-2006", "--on", "gbr"], "nobody holds a tie over 'gbr'"),
        (["leverage", "korea-2006", "--issue", "assurances"], "did you mean 'assurance'"),
        (["vote", "korea-2006", "--pressure", "chn"], "write --pressure MEMBER=POINTS"),
        (["vote", "korea-2006", "--pressure", "chn=nan"], "finite number"),
        (
            ["vote", "korea-2006", "--set", "title=Else"],
            "detente: --set title: no answer is computed from this; what ca",
        ),
        (["whatif", "korea-2006", "--set", "actors.usa.name=Else"], "explain FILE issues` lists those of the issues"),
        (["vote", "korea-2006", "--pressure", "prk=4", "--draws", "5"], "pressure on 'prk', which has no seat"),
    ],
)
def test_wrong_questions_about_leverage_are_exit_status_2(words: list[str], message: str, tmp_path: Path) -> None:
    result = run("ask", *words, cwd=tmp_path)
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_what_if_prints_the_difference_and_wrong_paths_name_the_nearest(crisis_file: Path, tmp_path: Path) -> None:
    issue = next(iter(load(crisis_file).issues))
    change = ("--set", f"issues.{issue}.positions.small.position=20", "--draws", "40")
    outcome = ("--outcome", f"forecast.{issue}.mean.outcome")
    result = run("ask", "whatif", crisis_file, *change, *outcome, "--no-sentences", "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["results"]["difference"][outcome[1]]["mean"] != 0
    for words in (
        ("--set", f"issues.{issue}.positions.small.positon=20"),
        (*change, "--outcome", f"forecast.{issue}.meen.outcome"),
        ("--outcome", outcome[1]),
    ):
        wrong = run("ask", "whatif", crisis_file, *words, cwd=tmp_path)
        assert wrong.returncode == 2
        assert "did you mean" in wrong.stderr or "nothing is changed" in wrong.stderr
        assert "Traceback" not in wrong.stderr


def test_a_sensitivity_ranks_its_inputs(crisis_file: Path, tmp_path: Path) -> None:
    issue = next(iter(load(crisis_file).issues))
    words = ("ask", "sensitivity", crisis_file, "--outcome", f"forecast.{issue}.mean.outcome", "--draws", "64")
    result = run(*words, "--base", "8", "--ends", "4", "--json", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "path" in json.loads(result.stdout)["results"]["inputs"][0]
    wrong = run(*words, "--base", "12", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "power of two" in wrong.stderr


def results_of(cwd: Path, *words: str | Path) -> dict[str, Any]:
    """The results of a question that is asked with ``--json``: one object on one line, nothing else."""
    result = run("ask", *words, "--json", cwd=cwd)
    assert result.returncode == 0, result.stderr
    assert result.stdout.count("\n") == 1
    answer: dict[str, Any] = json.loads(result.stdout)
    assert answer["question"] == words[0]
    assert set(answer) >= {"detente", "as_of", "method", "seed", "draws", "digest", "version", "sentences", "warnings"}
    found: dict[str, Any] = answer["results"]
    return found


def test_levers_in_json_have_the_keys_of_the_contract(tmp_path: Path) -> None:
    outcome = "forecast.council-response.mean.outcome"
    some = ("--outcome", outcome, "--threshold", "60", "--draws", "40")
    found = results_of(tmp_path, "levers", "korea-2006", "--actor", "usa", *some)
    assert all(set(row) >= {"move", "effect", "cost", "side_effects"} for row in found["moves"])
    assert any(path.startswith("vote.") for row in found["moves"] for path in row["side_effects"])
    (package,) = found["packages"]
    assert set(package) >= {"moves", "effect", "cost", "replies"}
    assert found["now"] + package["effect"] >= 60 - 1e-6


def test_a_flip_in_json_has_the_keys_of_the_contract(tmp_path: Path) -> None:
    path = "leverage.chn.prk.denuclearisation.effective"
    found = results_of(tmp_path, "flip", "korea-2006", "--sentence", path, "--draws", "40", "--largest", "1")
    assert set(found) >= {"removed", "minimal", "before", "after", "one_liar"}
    assert all(set(row) >= {"report", "effect"} for row in found["one_liar"])
    assert 0 < found["before"] < 10
    assert found["claims"]


def test_changes_in_json_have_the_keys_of_the_contract(crisis_file: Path, tmp_path: Path) -> None:
    before = load(crisis_file)
    issue = next(iter(before.issues))
    path = f"issues.{issue}.positions.small.position"
    later = tmp_path / "later.yaml"
    save(changed(before, {path: 20}), later)
    outcome = ("--outcome", f"forecast.{issue}.mean.outcome", "--draws", "40")
    found = results_of(tmp_path, "changes", crisis_file, later, *outcome)
    assert [set(row) >= {"path", "effect"} for row in found["parts"]] == [True]
    assert found["parts"][0]["path"] == path
    assert found["parts"][0]["effect"] == found["total"] != 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["levers", "korea-2006", "--actor", "usa", "--threshold", "3"], "a probability, 0 to 1"),
        (["flip", "korea-2006", "--sentence", "weather"], "no such outcome; known: forecast."),
        (["changes", "korea-2006", "cuba-1962"], "the dossiers have no outcome in common"),
        (["changes", "korea-2006", "none.yaml"], "no such file"),
    ],
)
def test_wrong_questions_about_what_would_change_it_are_exit_status_2(
    words: list[str], message: str, tmp_path: Path
) -> None:
    result = run("ask", *words, cwd=tmp_path)
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_forecast_lists_moves_in_its_json(tmp_path: Path) -> None:
    asked = ["ask", "forecast", "arms-and-aid", "--issue", "arms", "--model", "exchange", "--draws", "20"]
    without = json.loads(run(*asked, "--json", cwd=tmp_path).stdout)["results"]["models"]["exchange"]
    assert "moves" not in without
    found = json.loads(run(*asked, "--moves", "--json", cwd=tmp_path).stdout)["results"]["models"]["exchange"]
    (trade,) = found["moves"]
    assert (trade["actor"], trade["after"], trade["returned"]["issue"]) == ("ava", 100.0, "aid")
    assert trade["externalities"] == {"syl": -13.3333333}


@pytest.mark.parametrize(
    ("drop", "words", "place", "what"),
    [
        ("    status_quo: 10\n", ("vote",), r"crisis.yaml:\d+: issues\.[\w-]+\.status_quo: ", "has no status quo"),
        ("", ("vote", "--council", "nowhere"), r"crisis.yaml:\d+: councils: ", "no council is called 'nowhere'"),
        (
            "",
            ("vote", "--set", "issues.passage.status_quo=110"),
            "detente: issues.passage.status_quo: ",
            "outside the range",
        ),
    ],
)
def test_what_a_question_misses_is_said_with_its_line(
    crisis_file: Path, tmp_path: Path, drop: str, words: tuple[str, ...], place: str, what: str
) -> None:
    text = crisis_file.read_text(encoding="utf-8")
    assert drop in text
    crisis_file.write_text(text.replace(drop, ""), encoding="utf-8")
    result = run("ask", words[0], crisis_file.name, *words[1:], cwd=tmp_path)
    assert result.returncode == 2
    assert re.search(place, result.stderr), result.stderr
    assert what in result.stderr
    assert "Traceback" not in result.stderr
