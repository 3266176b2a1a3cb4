"""Every published number of a worked case is met."""

from __future__ import annotations

import pytest

from detente.questions.replication import Replication, replications


def test_every_expected_row_holds() -> None:
    rows = list(replications())
    assert {row.case for row in rows} >= {"arms-and-aid", "emissions-1994", "three-proposals"}
    assert [row.what for row in rows if not row.holds] == []


@pytest.mark.parametrize(("found", "holds"), [((1.05, 2.0), True), ((1.0, 2.2), False)])
def test_a_row_holds_where_every_number_is_near_enough(found: tuple[float, ...], holds: bool) -> None:
    row = Replication("c", "w", "s", "mean", (1.0, 2.0), found, (0.1, 0.1))
    assert row.holds is holds
    assert row.difference == pytest.approx(0.05 if holds else 0.2)
