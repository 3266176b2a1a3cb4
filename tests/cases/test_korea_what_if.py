"""What would change the answers about Korea: the Macao funds, and the three best questions, each with its sources."""

from __future__ import annotations

import pytest
from rich.console import Console

from detente.dossier.cases import load_case
from detente.questions import ask
from detente.questions.sensitivity import Sensitivity
from detente.questions.whatif import WhatIf

MEETS = "talks.denuclearisation-talks.six-party.convenes"
RELEASED = "talks.denuclearisation-talks.conditions.macao-funds.granted"


@pytest.fixture(scope="module")
def dossier():
    return load_case("korea-2006")


def test_releasing_the_funds_moves_the_meeting_and_the_sentence_says_by_how_much(dossier):
    answer = ask(dossier, WhatIf({RELEASED: True}, [MEETS], draws=200, sentences=False))
    difference = answer.results["difference"][MEETS]
    assert difference["low80"] <= difference["mean"] <= difference["high80"]
    assert difference["mean"] != 0
    first = answer.said[0]
    assert first.probability == answer.results["after"][MEETS]["mean"]
    assert "Macao” is granted" in first.text
    assert set(dossier.talks["denuclearisation-talks"].conditions["macao-funds"].because) <= set(first.claims)


def test_the_three_best_questions_each_have_their_sources(dossier):
    answer = ask(dossier, Sensitivity("vote.security-council.japan-chapter-vii.adopted", base=0, draws=2_000))
    best = answer.results["inputs"][:3]
    assert best[0]["path"] == "issues.council-response.positions.chn.position"
    known = {claim.id for claim in dossier.archive.claims}
    for row, said in zip(best, answer.said, strict=False):
        assert row["called"] in said.text
        assert list(said.claims) == row["claims"]
        assert row["claims"] or row["assumption"]
        assert set(row["claims"]) <= known
        assert row["evppi"] > 2 * row["evppi_error"]
        texts = [one["quote"] for one in row["quotations"]]
        reports = [report.text for report in dossier.archive.reports]
        assert {one["claim"] for one in row["quotations"]} == set(row["claims"])
        assert all(any(part in text for text in reports) for quote in texts for part in quote.split(" … "))
    console = Console(width=120, record=True)
    console.print(answer)
    assert "What China’s position on “council response” rests on" in console.export_text()
