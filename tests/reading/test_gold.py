"""Our twelve reports: floors under what `make bench-reading` prints, so that no rule makes the reader worse unseen."""

from __future__ import annotations

import pytest
from benchmarks.bench_reading import GOLD, gold

FLOORS = {
    "statements, precision": 0.95,
    "statements, recall": 0.9,
    "statements, right speaker": 0.85,
    "events, precision": 0.65,
    "events, recall": 0.75,
    "events, right status": 0.9,
    "ties, recall": 0.9,
    "conditions, recall": 0.6,
}


@pytest.mark.parametrize("folder", ["first", "aside"])
def test_floors(folder: str) -> None:
    files = sorted((GOLD / folder).glob("*.yaml"))
    assert len(files) == 6
    counts = gold(files, False)
    shares = {name: counts[name] / counts[f"{name} of"] for name in FLOORS}
    assert {name: share for name, share in shares.items() if share < FLOORS[name]} == {}
