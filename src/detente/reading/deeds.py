"""An event as a unit tells it, and how one is made of a pattern and those who do it and suffer it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.dossier.evidence import Status
from detente.reading.lexicon import plover_quads
from detente.reading.scenes import Party
from detente.reading.standing import as_source, as_target
from detente.reading.triggers import Pattern
from detente.reading.utterances import Heard

__all__ = ["SYMMETRIC_NEEDS_TWO", "Event", "told_of"]

SYMMETRIC_NEEDS_TWO = frozenset({"CONSULT", "COOPERATE"})


@dataclass(slots=True)
class Event:
    """An event in a unit: its type, who did it to whom, whether it happened, and the characters that tell it."""

    type: str
    mode: str | None
    source: Party | None
    target: Party | None
    status: Status
    start: int
    end: int
    rule: str
    k: int | None
    anchor: int


def told_of(
    heard: Heard,
    pattern: Pattern,
    sources: list[Party],
    targets: list[Party],
    status: Status,
    first: int,
    last: int,
    k: int | None,
) -> list[Event]:
    """An event for each of up to three doers and two targets, from the tokens ``first`` to ``last`` that tell it.

    None where nobody that the report knows does it, or suffers it.
    """
    tokens = heard.scene.unit.tokens
    sources = [as_source(p) for p in sources if p.code or p.name or p.kind in ("official", "faction")]
    targets = [p for given in targets if (p := as_target(given, sources, pattern.type)) is not None]
    material = plover_quads()[pattern.type] in (2, 4) and any(p.kind in ("official", "faction") for p in targets)
    if not sources and not material and not any(p.code or p.name for p in targets):
        return []
    anchor = tokens[heard.scene.unit.verbs[k].last - 1].start if k is not None else tokens[first].start
    start, end = tokens[first].start, tokens[last].end
    if targets and start <= targets[0].start and targets[0].end <= tokens[last].start + 120 and targets[0].end > end:
        end = targets[0].end
    rule = f"events:{'-'.join(pattern.words)}" + (f"+{sorted(pattern.needs)[0]}…" if pattern.needs else "")
    return [
        Event(pattern.type, pattern.mode, source, target, status, start, end, rule, k, anchor)
        for source in (*sources[:3],) or (None,)
        for target in (*targets[:2],) or (None,)
    ]
