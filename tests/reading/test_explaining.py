"""An estimate explained: prior, readings, posterior, and the words behind each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.dossier import Dossier, changed, example, numbers
from detente.dossier.cases import load_case
from detente.errors import QuestionError
from detente.reading import draft, explain, read

TEXT = (
    "China and Russia have stated opposition to sanctions. China does not want sanctions. North Korea fired a missile."
)
PATH = "issues.council-response.positions.chn.position"


def test_prior_readings_and_posterior(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    dossier = draft(read([tmp_path / "a.txt"], {"a.txt": date(2006, 7, 9)}), "missile-crisis").dossier
    found = explain(dossier, PATH)
    assert found.posterior is not None
    assert found.posterior.mean == pytest.approx(
        dossier.issues["council-response"].positions["chn"].position.mean, abs=0.06
    )
    told = "\n".join(found.lines())
    assert "prior: 50 ± 25" in told
    assert "stated opposition to sanctions" in told
    assert "posterior:" in told


def test_without_its_claims_a_number_is_an_assumption(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    dossier = draft(read([tmp_path / "a.txt"], {"a.txt": date(2006, 7, 9)}), "missile-crisis").dossier
    assert "an assumption" in "\n".join(explain(dossier, "issues.council-response.status_quo").lines())
    typed = changed(dossier, {PATH: 70})
    estimate = explain(typed, PATH).estimate
    assert estimate is not None
    assert estimate.centre == 70


def test_an_unknown_path_names_the_nearest() -> None:
    with pytest.raises(QuestionError, match="did you mean"):
        explain(example(), "issues.response.positions.chn.salince")


def told(dossier: Dossier, path: str) -> list[str]:
    return explain(dossier, path).lines()


def test_what_is_no_number_is_told_with_its_line_and_claims() -> None:
    korea = load_case("korea-2006")
    at = line_of(korea, "    quota: 9")
    assert told(korea, "councils.security-council.quota") == [
        "councils.security-council.quota = 9",
        f"line {at} of the file",
        "no claim stands behind it",
    ]
    veto = told(korea, "councils.security-council.members.chn.veto")
    assert veto[0].endswith("veto = true")
    assert any(row.startswith("c-") for row in veto), "its record has claims"
    assert told(korea, "councils.security-council.casting")[:2] == [
        "councils.security-council.casting = nothing",
        "left out of the file, which means this",
    ]
    assert told(korea, "conflict.now")[0] == "conflict.now = [prk.launch, chn.shield, rus.shield]"


def line_of(dossier: Dossier, start: str) -> int:
    rows = (dossier.text or "").splitlines()
    return next(number for number, row in enumerate(rows, 1) if row.startswith(start))


def test_a_record_lists_its_numbers() -> None:
    rows = told(example(), "councils.council")
    assert rows[0] == "councils.council = a record"
    assert "  councils.council.drafts.strong-text.text.response = 90  (an assumption)" in rows
    every = told(example(), "")
    assert every[0] == "the dossier = a record"
    assert len([row for row in every if row.startswith("  ")]) == len(list(numbers(example())))
    assert told(example(), "councils.council.members")[2:] == ["  no number; it has usa, chn"]


def test_a_member_of_a_group_is_told_of_the_group() -> None:
    found = told(load_case("korea-2006"), "issues.council-response.positions.arg.position")
    assert found[1] == "its group's: issues.council-response.positions.elected-others.position"


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("councils.council.quorum", "did you mean 'councils.council.quota'?"),
        ("titel", "did you mean 'title'?"),
        ("issues.response.status_quo.mode", "did you mean 'issues.response.status_quo'?"),
        ("zzz", "the keys of the file joined by dots"),
    ],
)
def test_where_nothing_stands_the_nearest_is_named(path: str, hint: str) -> None:
    with pytest.raises(QuestionError, match="nothing stands at") as caught:
        explain(example(), path)
    assert hint in str(caught.value)
