from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.reading.llm.nearby import Nearby
from tests.reading.llm.test_joining import claim

PLACE = st.tuples(st.integers(0, 3000), st.integers(1, 900)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(PLACE, max_size=12, unique=True), st.lists(PLACE, min_size=1, max_size=3))
def test_nothing_that_overlaps_is_missed_and_the_order_is_kept(spans: list[tuple[int, int]], places: list) -> None:
    claims = [claim(*span) for span in spans]
    found = Nearby(claims).near(places)
    overlapping = [c for c in claims if any(s.start < b and a < s.end for s in c.spans for a, b in places)]
    assert [c for c in found if c in overlapping] == overlapping
    assert [c for c in claims if c in found] == found
