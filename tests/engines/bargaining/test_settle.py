"""`bargain`: cutting the draws into chunks changes nothing but the last bits."""

from __future__ import annotations

import numpy as np

from detente.engines.bargaining import Case, Challenge, Mean, bargain
from tests.engines.bargaining.cases import random_case


def test_the_cut_into_chunks_changes_nothing() -> None:
    case = random_case(1)
    for model in (Mean(), Challenge(rounds=3)):
        whole, cut = bargain(case, model), bargain(case, model, chunk=23)
        np.testing.assert_allclose(cut.outcome, whole.outcome, rtol=0, atol=1e-9)
        np.testing.assert_allclose(cut.positions, whole.positions, rtol=0, atol=1e-9)
        np.testing.assert_array_equal(cut.statuses, whole.statuses)


def test_a_single_case_and_a_batch_of_one_agree() -> None:
    case = random_case(3, draws=1)
    single = Case(case.position[0], case.salience[0], case.capability[0], case.status_quo[0], present=case.present)
    for model in (Mean(), Challenge(rounds=3)):
        found, expected = bargain(single, model), bargain(case, model)
        np.testing.assert_array_equal(found.outcome, expected.outcome[0])
        assert found.positions.shape == expected.positions.shape[1:]
        assert found.statuses.shape == ()
