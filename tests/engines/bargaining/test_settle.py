"""`bargain`: cutting the draws into chunks changes nothing but the last bits."""

from __future__ import annotations

import numpy as np

from detente.engines.bargaining import Challenge, Mean, bargain
from tests.engines.bargaining.cases import random_case


def test_the_cut_into_chunks_changes_nothing() -> None:
    case = random_case(1)
    for model in (Mean(), Challenge(rounds=3)):
        whole, cut = bargain(case, model), bargain(case, model, chunk=23)
        np.testing.assert_allclose(cut.outcome, whole.outcome, rtol=0, atol=1e-9)
        np.testing.assert_allclose(cut.positions, whole.positions, rtol=0, atol=1e-9)
        np.testing.assert_array_equal(cut.statuses, whole.statuses)
