"""An estimate explained: prior, readings, posterior, and the words behind each."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.dossier import changed, example
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
    assert explain(typed, PATH).estimate.centre == 70


def test_an_unknown_path_names_the_nearest() -> None:
    with pytest.raises(QuestionError, match="did you mean"):
        explain(example(), "issues.response.positions.chn.salince")
