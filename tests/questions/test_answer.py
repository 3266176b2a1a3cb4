from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

import numpy as np
import pytest

from detente.dossier import example, loads
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.answer import ENOUGH, Answer, Method, Sentence, estimate_of, rounded
from detente.questions.stability import Stability
from detente.questions.vote import Vote
from tests.dossier.conftest import CRISIS


class Plain(Answer):
    def table(self) -> list[dict[str, Any]]:
        return [{"name": "[red]<b>x</b>", "p": 0.25, "n": None, "ids": ["a", "b"]}]

    def drawings(self) -> dict[str, Any]:
        return {}


def plain(results: dict[str, Any]) -> Plain:
    return Plain(
        question="plain",
        subject="x",
        as_of=date(2030, 1, 2),
        method=Method("none", {"beta": 10 / math.log(9)}, "nowhere"),
        seed=0,
        draws=2,
        digest="0" * 64,
        results=results,
        said=(Sentence("It is <likely> [bold] (60%).", 0.6, None, ("c-0123456789ab",), ("a.b",)),),
        warnings=("careful",),
    )


def test_the_shape_that_other_programs_read() -> None:
    given = json.loads(plain({"b": np.float64(1 / 3), "a": (1, None, True)}).to_json())
    assert given["detente"] == 1
    assert given["results"] == {"a": [1, None, True], "b": 0.333333333}
    assert given["method"] == {"name": "none", "settings": {"beta": 4.55119613}, "reference": "nowhere"}
    assert given["as_of"] == "2030-01-02"
    assert given["sentences"] == [
        {
            "text": "It is <likely> [bold] (60%).",
            "probability": 0.6,
            "confidence": None,
            "claims": ["c-0123456789ab"],
            "assumptions": ["a.b"],
        }
    ]
    assert list(given) == sorted(given)


@pytest.mark.parametrize(("draws", "told"), [(1, "one draw tells"), (99, "99 draws tell")])
def test_few_draws_carry_no_confidence_and_a_warning(draws: int, told: str) -> None:
    few = ask(example(), Vote(draws=draws))
    assert {said.confidence for said in few.said} <= {None, "low"}
    assert f"Confidence is low: {told} too little." in few.sentences()
    assert "too few for an interval" in few.warnings[-1]


def test_one_draw_of_the_pace_of_events_is_few_whatever_is_exact() -> None:
    one = ask(loads(CRISIS), Stability(draws=1))
    assert "Confidence is low: one draw tells too little." in one.sentences()
    assert not any("80% interval" in text for text in one.sentences())


def test_enough_draws_or_exact_numbers_carry_what_they_say() -> None:
    exact = {f"issues.response.positions.{who}.position": 50 for who in ("usa", "chn", "prk")}
    exact["actors.prk.capability"] = 20
    for answer in (ask(example(), Vote(draws=ENOUGH)), ask(example(), Vote(draws=1), changes=exact)):
        assert answer.warnings == ()
        assert not any("too little" in text for text in answer.sentences())


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_an_answer_holds_no_number_that_is_none(number: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        plain({"x": [number]}).to_json()


def test_rounding_gives_the_same_bytes_for_the_same_number() -> None:
    assert rounded(0.1 + 0.2) == 0.3
    assert json.dumps(rounded(-1e-400)) == "0.0"


def test_an_estimate_of_draws() -> None:
    drawn = np.arange(101.0)
    assert estimate_of(drawn) == pytest.approx({"mean": 50, "median": 50, "sd": drawn.std(), "low80": 10, "high80": 90})


def test_markup_shows_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    Console(width=100, highlight=False).print(plain({}))
    out = capsys.readouterr().out
    assert "[red]<b>x</b>" in out
    assert "It is <likely> [bold] (60%)." in out
    html = plain({})._repr_html_()
    assert "<b>x" not in html
    assert "&lt;likely&gt;" in html


@pytest.mark.parametrize("given", ["korea-2006", None, {"actors": {}}])
def test_what_is_no_dossier_is_told_so(given: Any) -> None:
    with pytest.raises(QuestionError, match="is no dossier; read it first"):
        ask(given, Vote())


@pytest.mark.parametrize("given", ["vote", Vote, None])
def test_what_is_no_question_is_told_so(given: Any) -> None:
    with pytest.raises(QuestionError, match="is no question; make one"):
        ask(example(), given)
