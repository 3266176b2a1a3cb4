"""Where the words go on after whom they are told to."""

from __future__ import annotations

from detente.reading.closed import DAYS
from detente.reading.scenes import Scene
from detente.reading.tokens import Token

__all__ = ["past_hearer"]


def past_hearer(scene: Scene, start: int) -> int | None:
    """The token after the hearer that stands at ``start``, past "of" and "in" phrases that belong to it."""
    tokens = scene.unit.tokens
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first != start:
            continue
        at = phrase.last
        k = n + 1
        while (
            k < len(scene.unit.nouns)
            and at < len(tokens)
            and tokens[at].low in ("of", "and", "in", "on", "at", "from")
            and scene.unit.nouns[k].first == at + 1
        ):
            at = scene.unit.nouns[k].last
            k += 1
        at = _past_apposition(tokens, at)
        while at < len(tokens) and (tokens[at].tag == "A" and tokens[at].low != "not"):
            at += 1
        if at < len(tokens) and tokens[at].low in DAYS:
            at += 1
        return at
    return None


def _past_apposition(tokens: list[Token], at: int) -> int:
    """The token after an aside about the hearer: "asked Holt, the moderator, to …"."""
    if at >= len(tokens) or tokens[at].tag != ",":
        return at
    closing = next((j for j in range(at + 1, min(at + 16, len(tokens) - 1)) if tokens[j].tag == ","), None)
    return closing + 1 if closing is not None and tokens[closing + 1].tag == "T" else at
