"""No two labels overlap, whatever the places and the words."""

from __future__ import annotations

import doctest
import importlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.display.charts.layout import LINE_HEIGHT, flags, spread, text_width, wrapped

places = st.lists(st.floats(0, 500), max_size=12)
texts = st.text(st.characters(codec="ascii", categories=["L", "Zs"]), min_size=1, max_size=60)


@given(places, st.floats(0, 40))
def test_spread_keeps_order_gap_and_ends(at, gap):
    moved = spread(at, gap, 0, 500)
    fits = min(gap, 500 / max(1, len(at) - 1))
    ordered = sorted(range(len(at)), key=lambda i: (at[i], i))
    steps = [moved[b] - moved[a] for a, b in pairwise(ordered)]
    assert all(step >= fits - 1e-6 for step in steps)
    assert all(-1e-6 <= place <= 500 + 1e-6 for place in moved)


@given(places)
def test_spread_leaves_what_is_already_apart(at):
    apart = sorted({round(place) * 20.0 % 500 for place in at})
    assert spread(apart, 20, 0, 500) == apart


@given(texts, st.floats(40, 200), st.floats(8, 14))
def test_wrapped_lines_fit_and_keep_the_words(text, width, size):
    lines = wrapped(text, width, size)
    assert all(text_width(line, size) <= width for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines) == " ".join(text.split())


@given(st.lists(st.tuples(st.integers(0, 10), texts), min_size=1, max_size=9, unique_by=lambda p: p[0]))
def test_flags_neither_overlap_nor_are_crossed(points):
    points = sorted((x * 50.0, text) for x, text in points)
    placed, height = flags(points, 600, 10)
    boxes = [
        (
            f.x,
            f.top,
            f.x + 4 + max((text_width(line, 10) for line in f.lines), default=0),
            f.top + LINE_HEIGHT * len(f.lines),
        )
        for f in placed
    ]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert bottom <= height
        for j, (x, line_top, _, _) in enumerate(boxes):
            if i != j and left < x < right:  # another's line stands here: it must begin below this label
                assert line_top >= bottom - 1e-9
        assert top >= 0


@pytest.mark.parametrize("name", ["ladder", "layout", "seats", "svg"])
def test_the_examples_of_the_charts_run(name):
    assert doctest.testmod(importlib.import_module(f"detente.display.charts.{name}")).failed == 0
