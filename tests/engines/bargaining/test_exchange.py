"""`Exchange` against the published program's outcomes, and against trades computed by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.engines.bargaining import Case, Exchange, Mean, bargain
from detente.engines.bargaining.moves import moves
from detente.errors import CaseError
from tests.engines.bargaining import twins
from tests.engines.bargaining.cases import random_case

TWO = Case([[0.0, 0.0], [100.0, 100.0]], [[20.0, 80.0], [80.0, 20.0]], [1.0, 1.0])


@pytest.fixture(scope="module")
def reference(shared: Path) -> dict[str, Any]:
    return json.loads((shared / "reference" / "exchange.json").read_text())


@pytest.fixture(scope="module")
def copenhagen(shared: Path) -> tuple[Case, list[str], list[str]]:
    with (shared / "reference" / "copenhagen-2009.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quotechar="'"))
    actors, issues = ([row[1] for row in rows if row[0] == tag] for tag in ("#A", "#P"))
    arrays = np.full((3, len(actors), len(issues)), np.nan)
    for row in rows:
        if row[0] == "#D":
            arrays[:, actors.index(row[1]), issues.index(row[2])] = [float(value) for value in row[3:6]]
    position, salience, power = arrays
    return Case(position, 100 * salience, power, present=~np.isnan(position)), actors, issues


@pytest.mark.shared
def test_the_outcomes_of_the_published_program(reference: dict[str, Any], copenhagen: Any) -> None:
    case, _, issues = copenhagen
    before = bargain(case, Mean()).final
    after = bargain(case, Exchange.published_code()).final
    expected = np.array([reference["outcome_before_after"][issue] for issue in issues])
    np.testing.assert_allclose(before, expected[:, 0], rtol=0, atol=1e-6)
    np.testing.assert_allclose(after, expected[:, 1], rtol=0, atol=1e-6)


@pytest.mark.shared
def test_the_first_trades_of_the_published_program(reference: dict[str, Any], copenhagen: Any) -> None:
    case, actors, issues = copenhagen
    trades = moves(case, Exchange.published_code())
    assert len(trades) == reference["realised"]
    for trade, expected in zip(trades, reference["first_trades"], strict=False):
        sides = {actors[s.actor]: (issues[s.issue], s.after) for s in (trade, trade.returned)}
        for side in ("i", "j"):
            issue, after = expected[f"{side}_moves"]
            assert sides[expected[side]][0] == issue
            assert sides[expected[side]][1] == pytest.approx(after, abs=1e-5)
        assert trade.gain == pytest.approx(expected["gain"], abs=1e-8)


def test_a_trade_by_hand() -> None:
    """Weights 0.2 and 0.8, so outcomes 80 and 20; a full move of either has the effect 0.2 × 100 = 20, and the ratio
    of the effects is (0.2 + 0.8)/(0.8 + 0.2) = 1. Each gives 20 × 0.2 = 4 points and gets 20 × 0.8 = 16: gain 12.
    """
    trade = moves(TWO, Exchange())[0]
    assert trade.gain == pytest.approx(12)
    assert {(trade.actor, trade.issue, trade.after)} == {(0, 0, 100.0)}
    assert (trade.returned.actor, trade.returned.issue, trade.returned.after) == (1, 1, 0.0)
    np.testing.assert_allclose(bargain(TWO, Exchange()).final, [100, 0])


def test_a_third_party_bears_the_externality() -> None:
    """A third actor at (0, 100) with weight 0.5 on each issue loses on both by what the outcomes move."""
    case = Case([[0.0, 0.0], [100.0, 100.0], [0.0, 100.0]], [[20.0, 80.0], [80.0, 20.0], [50.0, 50.0]], [1.0, 1.0, 1.0])
    trade = moves(case, Exchange())[0]
    before = bargain(case, Mean()).final
    after = np.array([before[0] + 0.2 * 100 / 1.5, before[1] - 0.2 * 100 / 1.5])
    np.testing.assert_allclose(trade.externalities[2], -0.5 * (after[0] - before[0]) - 0.5 * (before[1] - after[1]))
    assert trade.externalities[0] == pytest.approx(trade.gain)


def test_the_twin_on_more_issues() -> None:
    for coded, model in ((False, Exchange()), (True, Exchange.published_code())):
        case = random_case(5, draws=20, actors=5, issues=4)
        found = bargain(case, model).outcome
        for d in range(20):
            x, s, c, q = (getattr(case, n)[d] for n in ("position", "salience", "capability", "status_quo"))
            expected = twins.exchange(x, s, c, q, case.present, coded=coded)
            np.testing.assert_allclose(found[d], expected, rtol=0, atol=1e-9, err_msg=f"draw {d}")


@pytest.mark.parametrize("rounds", [1, 2])
def test_both_sides_gain_alike_in_every_trade(rounds: int) -> None:
    """Also late in a round, when an outcome may have passed where a supplier stood: it would gain by giving."""
    case = random_case(7, draws=20, actors=6, issues=4)
    for d in range(20):
        single = Case(case.position[d], case.salience[d], case.capability[d], case.status_quo[d], case.present)
        for trade in moves(single, Exchange(rounds=rounds)):
            both = [trade.externalities[k] for k in (trade.actor, trade.returned.actor)]
            assert both[0] == pytest.approx(both[1], abs=1e-6) == pytest.approx(trade.gain, abs=1e-6)


def test_on_one_issue_nobody_trades() -> None:
    case = random_case(1, issues=1)
    np.testing.assert_allclose(bargain(case, Exchange()).outcome, bargain(case, Mean()).outcome)


def test_rounds_are_one_or_more() -> None:
    with pytest.raises(CaseError, match="rounds"):
        Exchange(rounds=0)
