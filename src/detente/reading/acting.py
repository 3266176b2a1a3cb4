"""Acts as positions: what a side does stands for a point of an issue's scale where the codebook lists its type.

"Peru closed the border" holds no word for or against anything, and still says how far Peru goes. A codebook's issue
lists PLOVER types under ``acts``, each with its point. An act read by its type only is no firmer than the report's own
voice: its spread is 15, and 20 where somebody else tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.dossier.evidence import Claim
from detente.reading.codebook import Codebook
from detente.reading.stances import Held

__all__ = ["acted"]

DONE = frozenset({"occurred", "ongoing"})


def acted(book: Codebook, act: Claim, told: Sequence[Held]) -> Iterator[tuple[str, float]]:
    """The issues on which an act takes a place, each with the point, but where its own words already tell a stance."""
    if act.actor is None or act.type is None or act.status not in DONE:
        return
    for issue, point in book.deeds(act.type, act.mode):
        if not any(held.issue == issue and held.holder.code == act.actor and _beside(held, act) for held in told):
            yield issue, point


def _beside(held: Held, act: Claim) -> bool:
    return any(held.start < span.end and span.start < held.end for span in act.spans)
