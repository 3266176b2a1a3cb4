"""Acts as positions: what a side does stands for a point of an issue's scale where the codebook lists its type.

"Peru closed the border" holds no word for or against anything, and still says how far Peru goes. A codebook's issue
lists PLOVER types under ``acts``, each with its point. An act read by its type only is no firmer than the report's own
voice: its spread is 15, and 20 where somebody else tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.dossier.evidence import Claim
from detente.reading.bodies import BodyRule
from detente.reading.chains import chain_of
from detente.reading.codebook import Codebook
from detente.reading.stances import Found, Held
from detente.reading.utterances import Heard

__all__ = ["acted", "laid"]

PRIVATE = frozenset({"ELI", "EDU", "MED"})  # a former envoy who once negotiated holds no side
STAYING = re.compile(r"\bto (?:veto|boycott|leave|quit|abstain|withdraw|walk|reject|oppose)\b", re.IGNORECASE)
"""What is threatened with words or by staying away: a veto of a text presses nobody."""
DONE = frozenset({"occurred", "ongoing"})


def acted(book: Codebook, act: Claim, told: Sequence[Held]) -> Iterator[tuple[str, float]]:
    """The issues on which an act takes a place, each with the point, but where its own words already tell a stance."""
    if act.actor is None or act.type is None or act.status not in DONE or act.actor[3:] in PRIVATE:
        return
    if act.type == "THREATEN" and any(STAYING.search(span.quote) for span in act.spans):
        return
    for issue, point in book.deeds(act.type, act.mode):
        if not any(held.issue == issue and held.holder.code == act.actor and _beside(held, act) for held in told):
            yield issue, point


def _beside(held: Held, act: Claim) -> bool:
    return any(held.start < span.end and span.start < held.end for span in act.spans)


def laid(heard: Heard, rule: BodyRule, cues: Sequence[Found], book: Codebook) -> tuple[float, Found] | None:
    """The point that a text laid before a body takes, and the strongest cue beside it that says so."""
    unit = heard.scene.unit
    decided = {issue for council in book.councils.values() if council.body == rule.body for issue in council.decides}
    inside = [cue for cue in cues if unit.start <= cue.start < unit.end and cue.issue in decided]
    points = [(point, cue) for cue in inside if (point := _proposed(heard, cue)) is not None]
    return max(points, key=lambda p: (p[0], -p[1].start)) if rule.sponsor and points else None


def _proposed(heard: Heard, found: Found) -> float | None:
    """The point that a text takes by a cue beside it: its opponents' where the text is told to be against it."""
    at = next((i for i, t in enumerate(heard.scene.unit.tokens) if t.start <= found.start < t.end), None)
    chain = chain_of(heard, at) if at is not None else None
    return found.cue.oppose if chain is not None and chain.sign < 0 else found.cue.support
