"""The ties of a draft: one for each holder, dependent and thing, with what the reports say of its weight."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.dossier.estimate import CostEstimate, ShareEstimate
from detente.dossier.evidence import Claim
from detente.dossier.schema import Actor, Tie
from detente.reading.drafting.parts import Parts, because

__all__ = ["ties", "weight"]

USUAL = 30.0  # points: the end of a tie of which nobody says how much hangs on it
SHARES = {"half": 0.5, "most": 0.65, "all": 1.0, "a third": 0.33, "two-thirds": 0.67, "a quarter": 0.25,
          "three-quarters": 0.75, "the bulk": 0.7, "much": 0.5}  # fmt: skip
COST_SHARE = 0.4  # what withholding costs the holder, as a share of what it costs the dependent


def ties(parts: Parts, cast: Mapping[str, Actor]) -> dict[str, Tie]:
    """Ties between actors of the cast; several claims of one tie are one tie."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in parts.of_kind("tie"):
        detail = claim.detail or {}
        key = (str(detail["holder"]).lower(), str(detail["dependent"]).lower(), str(detail["resource"]))
        if key[0] in cast and key[1] in cast and claim.status != "negated":
            groups.setdefault(key, []).append(claim)
    found: dict[str, Tie] = {}
    for (holder, dependent, what), claims in groups.items():
        id = re.sub(r"[^a-z0-9]+", "-", f"{holder}-{dependent}-{what}".lower()).strip("-")[:70]
        found[id] = _tie(parts, id, holder, dependent, what, claims)
    return found


SHARE = "the reported share, as points: what hangs on all of it is taken to be 100"


def _tie(parts: Parts, id: str, holder: str, dependent: str, what: str, claims: list[Claim]) -> Tie:
    share = max((weight((c.detail or {}).get("magnitude")) for c in claims), default=0.0)
    worth = round(100 * share, 1) if share else USUAL
    here = f"ties.{id}"
    if not share:
        parts.assume(f"{here}.worth", "nobody says how much hangs on it")
    parts.assume(f"{here}.cost", "a share of the worth; nobody says what withholding costs the holder")
    parts.assume(f"{here}.replace", "nobody says what could replace it")
    rests = because(claims)
    return Tie(
        holder=holder,
        dependent=dependent,
        what=what,
        worth=CostEstimate(value=worth, because=rests, note=SHARE) if share else CostEstimate(value=worth),
        cost=CostEstimate(value=round(COST_SHARE * worth, 1)),
        replace=ShareEstimate(value=0.2),
        because=rests,
    )


def weight(magnitude: str | None) -> float:
    """The share that the words of a magnitude name, 0 where they name none.

    >>> weight("more than half"), weight("80 percent"), weight("$24 million"), weight(None)
    (0.55, 0.8, 0.0, 0.0)
    """
    if not magnitude:
        return 0.0
    low = magnitude.lower()
    percent = re.search(r"(\d+(?:\.\d+)?)\s*(?:percent|per cent|%)", low)
    if percent:
        return min(1.0, float(percent.group(1)) / 100)
    share = next(
        (value for word, value in SHARES.items() if re.search(rf"\b{word}\b", low.replace("two thirds", "two-thirds"))),
        0.0,
    )
    return min(1.0, share + 0.05) if share and re.search(r"more than|over", low) else share
