"""The boundary: what is wrong is said with its place."""

from __future__ import annotations

import numpy as np
import pytest

from detente.engines.bargaining import Case, Mean, Path, Status, StatusQuo, bargain
from detente.errors import CaseError

ONE = np.ones((2, 1))


@pytest.mark.parametrize(
    ("arrays", "message"),
    [
        ({"position": [1.0, 2.0]}, r"position: the shape is \(2,\)"),
        ({"position": [["a"], [1.0]]}, "position: not an array of numbers"),
        ({"position": [[101.0], [1.0]]}, r"position: 101.0 stands at \[0, 0\]; .* between 0 and 100"),
        ({"salience": [[1.0], [np.nan]]}, r"salience: nan stands at \[1, 0\]"),
        ({"salience": [[1.0]]}, "salience: the shape is"),
        ({"capability": [1.0, -2.0]}, r"capability: -2.0 stands at \[1, 0\]; .* zero or more"),
        ({"capability": [1.0, 2.0, 3.0]}, "capability: the shape is"),
        ({"status_quo": [1.0, 2.0]}, "status_quo: the shape is"),
        ({"present": [[True], [True], [True]]}, "present: the shape is"),
        ({"present": [[False], [False]]}, "present: an issue has no actor"),
        ({"position": np.ones((3, 2, 1)), "salience": np.ones((4, 2, 1))}, "the numbers of draws differ"),
        (
            {"position": np.ones((2, 2, 2)), "salience": np.ones((2, 2)), "capability": np.ones((2, 2))},
            "may be",
        ),
    ],
)
def test_what_is_wrong_is_said(arrays: dict, message: str) -> None:
    whole = {"position": ONE, "salience": ONE, "capability": [1.0, 1.0]} | arrays
    with pytest.raises(CaseError, match=message):
        Case(**whole)


def test_what_stands_in_an_absent_actors_place_is_not_read() -> None:
    case = Case([[10.0], [np.nan]], [[50.0], [np.nan]], [1.0, 1.0], present=[[True], [False]])
    path = bargain(case, Mean())
    assert path.final.tolist() == [10.0]
    assert path.positions[0, 0, 0] == 10.0
    assert np.isnan(path.positions[0, 1, 0])


def test_capability_may_differ_by_draw_or_by_issue() -> None:
    position = np.array([[0.0, 0.0], [100.0, 100.0], [50.0, 50.0]])
    by_draw = Case(np.stack([position, position]), 0 * position + 50, np.array([[1.0, 0, 0], [0, 1.0, 0]]))
    assert bargain(by_draw, Mean()).final.tolist() == [[0.0, 0.0], [100.0, 100.0]]
    by_issue = Case(position, 0 * position + 50, np.array([[1.0, 0], [0, 1.0], [0, 0]]))
    assert bargain(by_issue, Mean()).final.tolist() == [0.0, 100.0]


def test_a_model_says_what_it_needs() -> None:
    with pytest.raises(CaseError, match="StatusQuo needs a reversion point"):
        bargain(Case(ONE, ONE, [1.0, 1.0]), StatusQuo())


def test_without_a_status_quo_the_plain_mean_stands_in_and_is_said() -> None:
    path = bargain(Case([[10.0], [30.0]], 0 * ONE, [1.0, 1.0]), Mean())
    assert path.final.tolist() == [20.0]
    assert path.statuses == Status.NOBODY


def test_positions_can_be_left_out() -> None:
    case = Case(ONE, ONE, [1.0, 1.0])
    kept, dropped = bargain(case, Mean()), bargain(case, Mean(), positions=False)
    assert dropped.positions is None
    assert kept.positions.shape == (1, 2, 1)
    np.testing.assert_array_equal(kept.median, dropped.median)


def test_every_status_has_a_sentence() -> None:
    none = np.zeros((1, 1))
    assert {Path(None, none, none, none, np.array(s)).status for s in Status} == {s.sentence for s in Status}
