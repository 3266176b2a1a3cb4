"""A model's claims beside the rules': what both found is one claim, marked by both; the rest is the model's own."""

from __future__ import annotations

from collections.abc import Sequence

from detente.dossier.evidence import Claim
from detente.reading.llm.nearby import Nearby
from detente.reading.provenance import also_by

__all__ = ["joined", "same"]


def joined(rules: Sequence[Claim], found: Sequence[Claim], model: str) -> tuple[tuple[Claim, ...], int]:
    """The claims of one report, the rules' first, and how many of the model's the rules had made too.

    1. A claim of the model that tells what a rule's claim tells is dropped, and the rule's is marked.
    2. The others follow in the order of the text; what they say was reported by a dropped claim, its twin reported.

    Words that both read count once: no estimate moves because two readers saw the same sentence.
    """
    placed = Nearby(rules)
    twins: dict[str, str] = {}
    for claim in found:
        near = placed.near([(span.start, span.end) for span in claim.spans])
        twin = next((rule for rule in near if same(rule, claim)), None)
        if twin is not None:
            twins[claim.id] = twin.id
    shared = set(twins.values())
    marked = [r.model_copy(update={"rule": also_by(r.rule, model)}) if r.id in shared else r for r in rules]
    own = [_reported(claim, twins) for claim in found if claim.id not in twins]
    own.sort(key=lambda claim: (claim.spans[0].start, claim.spans[0].end, claim.id))
    return (*marked, *own), len(twins)


def _reported(claim: Claim, twins: dict[str, str]) -> Claim:
    twin = twins.get(claim.attributed_to or "")
    return claim if twin is None else claim.model_copy(update={"attributed_to": twin})


def same(one: Claim, other: Claim) -> bool:
    """Whether two claims of a report tell the same thing in words that overlap; the other may know less."""
    if one.id == other.id:
        return True
    if one.kind != other.kind or not _overlap(one, other):
        return False
    if other.actor is not None and one.actor != other.actor:
        return False
    match one.kind:
        case "event":
            return one.type == other.type and (one.recipient == other.recipient or other.recipient is None)
        case "stance":
            return one.issue == other.issue
        case "tie":
            return one.recipient == other.recipient
        case "rule":
            return (one.detail or {}).get("body") == (other.detail or {}).get("body")
        case _:
            return _share(one, other) > 0.5


def _overlap(one: Claim, other: Claim) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.spans for b in other.spans)


def _share(one: Claim, other: Claim) -> float:
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.spans for b in other.spans)
    return common / min(sum(s.end - s.start for s in c.spans) for c in (one, other))
