"""Claims of one report by where they stand, so that what touches a place is found without looking at all."""

from __future__ import annotations

from collections.abc import Iterable

from detente.dossier.evidence import Claim

__all__ = ["Nearby"]

STRETCH = 512  # characters


class Nearby:
    """Claims, in the order in which they were added, found by the stretches of text that their spans touch."""

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        self._stretches: dict[int, list[Claim]] = {}
        self._order: dict[str, int] = {}
        for claim in claims:
            self.add(claim)

    def add(self, claim: Claim) -> None:
        """Add one claim."""
        self._order.setdefault(claim.id, len(self._order))
        for stretch in _touched((span.start, span.end) for span in claim.spans):
            self._stretches.setdefault(stretch, []).append(claim)

    def near(self, places: Iterable[tuple[int, int]]) -> list[Claim]:
        """The claims with a span in a stretch that one of these places touches: all that overlap, and more."""
        found = {claim.id: claim for stretch in _touched(places) for claim in self._stretches.get(stretch, ())}
        return sorted(found.values(), key=lambda claim: self._order[claim.id])


def _touched(places: Iterable[tuple[int, int]]) -> set[int]:
    ends = ((start // STRETCH, (max(end, start + 1) - 1) // STRETCH) for start, end in places)
    return {stretch for first, last in ends for stretch in range(first, last + 1)}
