"""The verb: a folder that stands on its own, with the numbers of ``ask --json``."""

from __future__ import annotations

import json

import pytest

from detente.briefing import brief, compose
from detente.briefing.asking import ask_all, questions_of
from detente.dossier import example as example_dossier
from detente.dossier import load, load_evidence
from detente.errors import OutputError
from detente.questions import ask
from detente.questions.forecast import Forecast
from detente.questions.sensitivity import Sensitivity
from detente.questions.vote import Vote
from tests.briefing import example

DRAWS = 200


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    out = tmp_path_factory.mktemp("brief") / "out"
    told = []
    made = brief(example.dossier(), out=out, draws=DRAWS, told=told.append)
    asked = ["forecast:straits", "vote:council"]
    finding_out = ["sensitivity:forecast.straits.mean.outcome", "sensitivity:vote.council.avalon-text.adopted"]
    hanging = ["flip:vote.council.avalon-text.adopted"]
    assert sorted(told) == sorted([*asked, *finding_out, *hanging])
    return out, made


def test_the_folder_holds_what_the_design_says(written):
    out, _ = written
    files = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    assert files == ["brief.html", "brief.json", "dossier.yaml", "evidence/claims.jsonl", "evidence/reports.jsonl"]


def test_the_folder_stands_on_its_own(written):
    out, made = written
    again = load(out / "dossier.yaml")
    assert load_evidence(out / "evidence") == example.dossier().archive
    assert again.archive == example.dossier().archive
    assert ask(again, Forecast("straits", draws=DRAWS)).digest == made.digest


def test_numbers_are_those_of_ask_json(written):
    out, _ = written
    again = load(out / "dossier.yaml")
    data = json.loads((out / "brief.json").read_text("utf-8"))
    adopted = Sensitivity("vote.council.avalon-text.adopted", base=0, draws=DRAWS)
    for question in (Forecast("straits", draws=DRAWS), Vote("council", draws=DRAWS), adopted):
        told = json.loads(ask(again, question).to_json())
        key = f"{told['question']}:{told['subject']}"
        assert data["answers"][key] == told
        section = data["sections"][{"forecast": 1, "vote": 2, "sensitivity": 7}[told["question"]]]
        shown = [s["text"] for block in section["blocks"] for s in block["sentences"] if s["answer"] == key]
        assert shown == [s["text"] for s in told["sentences"]]


def test_the_page_shows_the_same_numbers(written):
    out, made = written
    html = (out / "brief.html").read_text("utf-8")
    for said in made.sections[0].statements():
        assert said.probability is not None
    table = made.sections[1].blocks[0].tables[0]
    assert all(cell in html for row in table.rows for cell in row.cells[:2])


def test_the_same_dossier_gives_the_same_bytes(written, tmp_path):
    out, _ = written
    brief(example.dossier(), out=tmp_path / "again", draws=DRAWS)
    for path in (p for p in out.rglob("*") if p.is_file()):
        assert (tmp_path / "again" / path.relative_to(out)).read_bytes() == path.read_bytes()


def test_a_file_in_the_way_is_found_before_any_question_is_asked(tmp_path):
    (tmp_path / "out").write_text("mine")
    asked = []
    with pytest.raises(OutputError, match="is a file"):
        brief(example.dossier(), out=tmp_path / "out", told=asked.append)
    assert asked == []


def test_a_council_that_cannot_be_asked_says_why_in_its_section():
    dossier = example.dossier()
    issue = dossier.issues["straits"].model_copy(update={"status_quo": None})
    less = dossier.model_copy(update={"issues": {"straits": issue}})
    given = ask_all(less, [asked for asked in questions_of(less, draws=20) if asked.kind == "vote"])
    missing = [block.missing for block in compose(less, given).sections[2].blocks]
    assert len(missing) == 1
    assert missing[0].startswith("`vote council` has no answer: ")
    assert "status_quo" in missing[0]


def test_an_interruption_leaves_nothing(tmp_path, monkeypatch):
    def interrupted(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr("detente.briefing.folder.files_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        brief(example.dossier(), out=tmp_path / "out", draws=DRAWS)
    assert list(tmp_path.iterdir()) == []


def test_a_dossier_with_nothing_to_ask_still_gives_a_brief(tmp_path):
    bare = example_dossier().model_copy(update={"issues": {}, "councils": {}})
    made = brief(bare, out=tmp_path / "out")
    assert all(block.missing for section in made.sections[:8] for block in section.blocks)
