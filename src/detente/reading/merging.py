"""One claim for what a report tells in several sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from detente.dossier.evidence import Claim, claim_id

__all__ = ["merged"]


def merged(told: Iterable[tuple[int, Claim]]) -> list[Claim]:
    """One claim for one thing told in several sentences of a report: the first, with the spans of all.

    Events are the same when type, mode, source, target, status and dates agree; other claims when their ids do.
    Claims come with the place of their sentence: two acts in one sentence are two.
    """
    alike: dict[Any, list[Claim]] = {}
    sentence: dict[Any, int] = {}
    for place, claim in told:
        key = _sameness(claim)
        if claim.kind == "event" and sentence.get(key) == place:
            key = claim.id
        alike.setdefault(key, []).append(claim)
        sentence.setdefault(key, place)
    claims = (each[0] if key == each[0].id else _together(each) for key, each in alike.items())
    unique: dict[str, Claim] = {}
    for claim in claims:  # the same words may be found in two ways
        unique.setdefault(claim.id, claim)
    return list(unique.values())


def _together(claims: list[Claim]) -> Claim:
    """The first of claims on one thing, with the spans of all and the first date that any of them tells."""
    first = claims[0]
    if len(claims) == 1:
        return first
    spans = tuple(sorted({span for claim in claims for span in claim.spans}, key=lambda s: (s.start, s.end)))
    id = claim_id(first.report, "event", spans, first.actor, first.type, first.issue)
    when = next((claim.when for claim in claims if claim.when is not None), None)
    return first.model_copy(update={"spans": spans, "id": id, "when": when})


def _sameness(claim: Claim) -> Any:
    if claim.kind != "event" or claim.actor is None or claim.status != "occurred":
        return claim.id
    dates = None if claim.when is None else (claim.when.from_, claim.when.to)
    agent = claim.agent.name if claim.agent else None
    verb = claim.rule.split(":")[1].split("-")[0].split("+")[0]
    return (
        "event",
        claim.type,
        claim.mode,
        claim.actor,
        claim.recipient,
        dates,
        agent,
        verb if claim.recipient is None else "",
    )
