"""The Kalman posterior against its definition, and the salience's Beta posterior."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.codebooks import load_codebook
from detente.reading.positions import DRIFT, LEAST_SD, Point, kalman, reading, salience
from detente.reading.reader import read_report
from tests.reading.reading import report

DAY = date(2006, 7, 10)


def precision_weighted(prior: tuple[float, float], points: list[Point]) -> tuple[float, float]:
    """The same posterior for readings of one day, by adding precisions: the slow literal twin."""
    weights = [1 / prior[1] ** 2] + [1 / p.sd**2 for p in points]
    values = [prior[0]] + [p.value for p in points]
    total = sum(weights)
    return sum(w * v for w, v in zip(weights, values, strict=True)) / total, math.sqrt(1 / total)


readings = st.lists(st.tuples(st.floats(40, 60), st.floats(10, 30)), min_size=1, max_size=6)


@given(st.floats(20, 80), st.floats(8, 30), readings)
def test_one_day_is_adding_precisions(mean: float, sd: float, given: list[tuple[float, float]]) -> None:
    points = [Point(f"c-{n}", DAY, v, s) for n, (v, s) in enumerate(given)]
    found = kalman(mean, sd, points, DAY)
    expected, spread = precision_weighted((mean, sd), points)
    assert found.mean == pytest.approx(expected)
    if found.chi_square <= 1:
        assert found.sd == pytest.approx(max(LEAST_SD, spread))


def test_old_words_fade() -> None:
    old = kalman(50, 25, [Point("c-1", DAY - timedelta(weeks=20), 90, 8)], DAY)
    new = kalman(50, 25, [Point("c-1", DAY, 90, 8)], DAY)
    assert old.sd > new.sd
    assert old.sd == pytest.approx(min(25.0, math.sqrt(1 / (1 / 625 + 1 / 64) + 16 * 20)))


def test_readings_that_conflict_widen_the_posterior() -> None:
    agree = kalman(50, 25, [Point("c-1", DAY, 50, 6), Point("c-2", DAY, 52, 6)], DAY)
    differ = kalman(50, 25, [Point("c-1", DAY, 20, 6), Point("c-2", DAY, 80, 6)], DAY)
    assert differ.chi_square == pytest.approx((30**2 + 30**2) / 36)
    assert differ.sd > 3 * agree.sd


def test_no_reading_is_the_prior() -> None:
    found = kalman(40, 22, [], DAY)
    assert (found.mean, found.sd) == (40, 22)


@given(st.integers(0, 50), st.integers(0, 50), st.floats(1, 99))
def test_salience_is_a_beta_posterior(on: int, off: int, prior: float) -> None:
    mean, _ = salience(on, on + off, prior)
    assert mean == pytest.approx(100 * (6 * prior / 100 + on) / (6 + on + off), abs=0.051)


def test_a_deed_of_long_ago_says_less_of_today() -> None:
    told = date(2025, 8, 3)
    text = "Russia imposed an embargo on Kazakhstan{}."
    book = load_codebook("generic")
    readings = {}
    for when in ("", " in 2010", " on Friday"):
        made = read_report(report(text.format(when), told), book)
        readings[when] = next(reading(c, told) for c in made if c.kind == "stance")
    now, then, lately = readings[""], readings[" in 2010"], readings[" on Friday"]
    weeks = (told - date(2010, 12, 31)).days / 7
    assert then.sd == pytest.approx((now.sd**2 + DRIFT**2 * weeks) ** 0.5)
    assert (lately.sd, lately.value) == (now.sd, now.value)
    assert abs(kalman(30, 20, [then], told).mean - 30) < abs(kalman(30, 20, [now], told).mean - 30) / 4


def test_a_claim_without_a_reading_is_no_reading() -> None:
    claim = read_report(report("Malta said that Rome must wait."))[0]
    with pytest.raises(ValueError, match="is no reading"):
        reading(claim, None)
