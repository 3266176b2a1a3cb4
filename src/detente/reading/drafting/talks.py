"""The talks of a draft: formats that the reports name, and conditions for coming."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.dossier.estimate import CostEstimate, PointsEstimate, ScaleEstimate, ShareEstimate
from detente.dossier.evidence import Claim
from detente.dossier.schema import Actor, Condition, Format, Issue, Talks
from detente.reading.codebook import BookTalks
from detente.reading.drafting.parts import Parts, because
from detente.reading.provenance import family

__all__ = ["talks"]

MEETING = re.compile(
    r"\b(?:talks?|negotiat\w*|meet(?:ing)?s?|table|dialogue|summit|return|attend|rejoin)\b", re.IGNORECASE
)
WORTH, COST = 10.0, 8.0  # points: what a condition is worth to its asker and costs the asked, where nobody says


def talks(parts: Parts, cast: Mapping[str, Actor], matters: Mapping[str, Issue]) -> dict[str, Talks]:
    """The talks of the codebook in the formats that the claims name and whose parties are in the cast."""
    if parts.book is None:
        return {}
    found = {}
    for id, book in parts.book.talks.items():
        formats = _formats(parts, id, book, cast)
        if not formats:
            parts.unsaid.append(f"No report names a format of the {id} whose parties are known.")
            continue
        given = {
            "settles": tuple(i for i in book.settles if i in matters),
            "otherwise": {i: ScaleEstimate(value=v) for i, v in book.otherwise.items() if i in matters},
            "controls": {issue: ids for issue, ids in _controls(parts, book, cast).items() if issue in matters},
            "formats": formats,
            "conditions": _conditions(parts, id, cast),
        }
        found[id] = Talks.model_validate({key: value for key, value in given.items() if value})
        for issue in found[id].otherwise:
            parts.assume(f"talks.{id}.otherwise.{issue}", f"codebook: {book.source}")
    return found


def _formats(parts: Parts, id: str, book: BookTalks, cast: Mapping[str, Actor]) -> dict[str, Format]:
    found = {}
    for name, form in book.formats.items():
        needs = tuple(dict.fromkeys(n for n in (parts.role(need) for need in form.needs) if n is not None))
        named = parts.naming(form)
        if len(needs) < 2 or len(needs) < len(form.needs) or not named or any(n not in cast for n in needs):
            continue
        found[name] = Format(needs=needs, success=ShareEstimate(value=form.success), because=because(named))
        parts.assume(f"talks.{id}.formats.{name}.success", f"codebook: {book.source}")
    return found


def _controls(parts: Parts, book: BookTalks, cast: Mapping[str, Actor]) -> dict[str, tuple[str, ...]]:
    found = {}
    for issue, roles in book.controls.items():
        ids = tuple(n for n in (parts.role(role) for role in roles) if n is not None and n in cast)
        if ids:
            found[issue] = ids
    return found


def _conditions(parts: Parts, id: str, cast: Mapping[str, Actor]) -> dict[str, Condition]:
    """Conditions for coming to a meeting that one actor puts to another."""
    found: dict[str, Condition] = {}
    for claim in parts.of_kind("condition"):
        detail = claim.detail or {}
        by, of = (claim.actor or "").lower(), (claim.recipient or "").lower()
        if by not in cast or of not in cast or by == of or not MEETING.search(detail["then"]["quote"]):
            continue
        if family(claim.rule) not in ("conditions:until", "conditions:unless"):
            continue
        name = f"{by}-asks-{of}-{len(found) + 1}"
        what = " ".join(detail["if"]["quote"].split())
        found[name] = _condition(claim, by, of, what)
        for field in ("worth", "cost"):
            parts.assume(f"talks.{id}.conditions.{name}.{field}", "nobody says what it is worth: a middling guess")
    return found


def _condition(claim: Claim, by: str, of: str, what: str) -> Condition:
    return Condition(
        by=by, of=of, what=what, worth=PointsEstimate(value=WORTH), cost=CostEstimate(value=COST), because=(claim.id,)
    )
