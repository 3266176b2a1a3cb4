"""The conflict of a draft: the codebook's options for the roles, what is taken now, and preferences to argue with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.dossier.schema import Actor, Conflict
from detente.reading.codebook import BookConflict, BookOption
from detente.reading.drafting.parts import Parts

__all__ = ["conflict"]


def conflict(parts: Parts, cast: Mapping[str, Actor]) -> Conflict | None:
    """Options of target and sender where both are known; an option is taken now where an event shows it."""
    book = parts.book.conflict if parts.book else None
    if book is None:
        return None
    ids = {role: parts.role(role) for role in book.options}
    if any(id is None or id not in cast for id in ids.values()) or len(set(ids.values())) < len(ids):
        parts.unsaid.append("Who presses whom is not clear enough for the options of a conflict.")
        return None
    options = {ids[role] or "": {name: o.what for name, o in each.items()} for role, each in book.options.items()}
    now = tuple(
        f"{ids[role]}.{name}"
        for role, each in book.options.items()
        for name, option in each.items()
        if _taken(parts, ids[role] or "", option)
    )
    parts.assume("conflict.preferences", f"codebook: {book.source}")
    return Conflict(
        options=options,
        now=now,
        one_way=tuple(_named(o, ids) for o in book.one_way if _named(o, ids) not in now),
        preferences=_preferences(book, ids),
    )


def _taken(parts: Parts, actor: str, option: BookOption) -> bool:
    """Whether an event of the actor shows that it has taken an option: by type and by its words."""
    for claim in parts.of_kind("event"):
        kind = f"{claim.type}:{claim.mode}" if claim.mode else str(claim.type)
        if (claim.actor or "").lower() != actor or claim.status not in ("occurred", "ongoing"):
            continue
        words = " ".join(span.quote.lower() for span in claim.spans)
        if option.says and kind in option.moves and any(word in words for word in option.says):
            return True
    return False


def _named(text: str, ids: Mapping[str, str | None]) -> str:
    """A statement with the roles' own ids."""
    return re.sub(r"\b(target|sender)\.", lambda m: f"{ids[m.group(1)]}.", text)


def _preferences(book: BookConflict, ids: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    return {ids[role] or "": tuple(_named(s, ids) for s in statements) for role, statements in book.preferences.items()}
