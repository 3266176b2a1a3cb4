"""A model's reply, bounded and checked: a JSON object with claims as a model may offer them.

Nothing in a reply is evaluated or followed. What an offer names is looked for in the report; no character that a model
wrote enters a claim.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, get_args

from pydantic import Field, ValidationError
from pydantic_core import from_json

from detente.dossier.evidence import Kind, Stance, Status
from detente.dossier.model import Model

__all__ = ["MOST_OFFERS", "MalformedReplyError", "Offer", "offers_in", "reply_schema"]

MOST_OFFERS = 300
"""Claims that one reply may offer; more is no reading of a passage."""

Words = Annotated[str, Field(min_length=1, max_length=200)]
Quote = Annotated[str, Field(min_length=2, max_length=1_500)]
Names = Annotated[tuple[Words, ...], Field(max_length=40)]
_FENCE = re.compile(r"\s*```(?:json)?[ \t]*\n(.*)\n[ \t]*```\s*", re.DOTALL | re.IGNORECASE)


class MalformedReplyError(ValueError):
    """A reply that is no JSON object with a list of claims."""


class Offer(Model):
    """One claim as a model offers it: enumerated values, numbers of sentences, and words copied from the report."""

    kind: Kind
    sentence: int = Field(ge=1, le=10_000_000)
    quotes: tuple[Quote, ...] = Field(min_length=1, max_length=4)
    words: Words | None = None
    actor: Words | None = None
    recipient: Words | None = None
    said_by: Words | None = None
    status: Status
    type: Words | None = None
    mode: Words | None = None
    issue: Words | None = None
    stance: Stance | None = None
    point: float | None = Field(default=None, ge=0, le=100)
    resource: Words | None = None
    condition: Quote | None = None
    body: Words | None = None
    members: Names = ()
    vetoes: Names = ()
    sponsors: Names = ()


def offers_in(content: str) -> tuple[list[Offer], int]:
    """The offers of a reply, and how many of its claims are not of the shape that was asked for.

    1. One code fence around the whole is taken off.
    2. The rest must be one JSON object with a list ``claims``; each claim stands or falls alone.

    Raises:
        MalformedReplyError: it is not, or it offers more than ``MOST_OFFERS`` claims.
    """
    fence = _FENCE.fullmatch(content)
    try:
        data = from_json(fence.group(1) if fence else content, allow_inf_nan=False)
    except ValueError:
        raise MalformedReplyError("not JSON") from None
    if not isinstance(data, dict) or not isinstance(data.get("claims"), list):
        raise MalformedReplyError("no JSON object with a list of claims")
    if len(data["claims"]) > MOST_OFFERS:
        raise MalformedReplyError(f"{len(data['claims']):,} claims, more than {MOST_OFFERS}")
    made = [offer for offer in map(_offer, data["claims"]) if offer is not None]
    return made, len(data["claims"]) - len(made)


def _offer(given: Any) -> Offer | None:
    try:
        return Offer.model_validate(given)
    except (ValidationError, RecursionError):
        return None


def reply_schema() -> dict[str, Any]:
    """The JSON Schema of a reply, in the subset that servers enforce strictly: every key required, null for none."""
    offer = {name: _shape(name) for name in Offer.model_fields}
    claim = {"type": "object", "properties": offer, "required": list(offer), "additionalProperties": False}
    claims = {"type": "array", "items": claim}
    return {"type": "object", "properties": {"claims": claims}, "required": ["claims"], "additionalProperties": False}


_ENUMS = {"kind": Kind, "status": Status, "stance": Stance}
_LISTS = frozenset({"quotes", "members", "vetoes", "sponsors"})
_NEVER_NULL = frozenset({"kind", "status"})


def _shape(name: str) -> dict[str, Any]:
    if name in _ENUMS:
        values: list[str | None] = list(get_args(_ENUMS[name]))
        null = name not in _NEVER_NULL
        return {"type": ["string", "null"] if null else "string", "enum": [*values, None] if null else values}
    if name in _LISTS:
        return {"type": "array", "items": {"type": "string"}}
    if name == "sentence":
        return {"type": "integer"}
    return {"type": ["number" if name == "point" else "string", "null"]}
