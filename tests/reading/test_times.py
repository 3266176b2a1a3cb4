"""When: the days that words mean, by what is told and when it was published."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dossier.evidence import Claim
from tests.reading.reading import claims

MONDAY = date(2024, 3, 18)


def _day(claim: Claim) -> date | None:
    return claim.when.from_ if claim.when is not None else None


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("Peru said on Monday that Chile had seized a trawler on Saturday.", "statement", date(2024, 3, 18)),
        ("Peru said on Monday that Chile had seized a trawler on Saturday.", "event", date(2024, 3, 16)),
        ("Chile will withdraw its troops on Thursday.", "event", date(2024, 3, 21)),
        ("Chile could withdraw its troops on Thursday.", "event", date(2024, 3, 21)),
        ("Chile withdrew its troops on Thursday.", "event", date(2024, 3, 14)),
        (
            "Peru said that it would meet Chile on Friday.",
            "statement",
            None,
        ),
        ("Peru said that Chile must withdraw its troops by 20 April.", "statement", None),
    ],
)
def test_day(text: str, kind: str, day: date | None) -> None:
    found = [_day(claim) for claim in claims(text, kind, published=MONDAY)]
    assert found[:1] == [day]
