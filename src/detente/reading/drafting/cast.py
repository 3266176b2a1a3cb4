"""The actors of a draft: whoever says or does something in the claims, the codebook's council, and factions."""

from __future__ import annotations

from detente.dossier.schema import Actor
from detente.reading.drafting.parts import Parts
from detente.reading.gazetteer import actor_name, known_codes, organisations
from detente.reading.lexicon import rows

__all__ = ["actors"]

PRIVATE = frozenset(
    {"ELI", "EDU", "MED"}
)  # sectors of people who hold no office and lead no side: no actors of a draft
LEAST = 2  # claims that make an actor of somebody whom the codebook does not know
CAPABILITY = 10.0
KNOWN, UNKNOWN = 1.25, 3.0
"""Judgements: a codebook's capability is good to a quarter, that of an actor whom it does not know to a third."""


def actors(parts: Parts) -> dict[str, Actor]:
    """The cast: actors of the codebook that the claims name, others with two claims or more, council members."""
    needed = _needed(parts)
    bodies = {council.body for council in parts.councils.values()}
    cast: dict[str, Actor] = {}
    for code in [*sorted(parts.about, key=lambda c: (-len(parts.about[c]), c)), *needed]:
        id = code.lower()
        if id in cast or code in bodies or not (code in needed or _counts(parts, code)):
            continue
        if _faction(code) and code[:3].lower() not in cast:
            cast[code[:3].lower()] = _actor(parts, code[:3])
        cast[id] = _actor(parts, code)
    for code, group in _unnamed(parts).items():
        cast.update({member: Actor(name=f"elected member {n}", kind="state") for n, member in enumerate(group, 1)})
        parts.groups[code] = group
    if not cast:
        cast["unknown"] = Actor(name="nobody yet", kind="other", note="no claim names an actor")
        parts.unsaid.append("No report names an actor that says or does something.")
    return cast


def _counts(parts: Parts, code: str) -> bool:
    if _faction(code) and code[3:] in PRIVATE:
        return False
    known = code in parts.opponents or (parts.book is not None and code.lower() in parts.book.actors)
    return known or len(parts.about[code]) >= LEAST or any(c.kind in ("tie", "condition") for c in parts.about[code])


def _actor(parts: Parts, code: str) -> Actor:
    """Who a code is. No claim tells how much an actor weighs, so no claim stands behind its capability."""
    book = parts.book.actors.get(code.lower()) if parts.book else None
    why = f"codebook: {book.source}" if book else "no codebook entry"
    parts.assume(f"actors.{code.lower()}.capability", why)
    kind = "state" if len(code) == 3 and code not in organisations() else "organisation"
    given = {"name": book.name if book else actor_name(code), "kind": kind}
    clout = (book.capability, KNOWN) if book else (CAPABILITY, UNKNOWN)
    if _faction(code):
        role = next((c.agent.role for c in parts.about[code] if c.agent and c.agent.role), "a faction")
        given = {"name": f"{role} ({actor_name(code[:3])})", "kind": "faction", "within": code[:3].lower()}
        clout = (CAPABILITY / 2, UNKNOWN)
    return Actor.model_validate({**given, "code": code, "capability": _spread(*clout), "note": f"clout: {why}"})


def _spread(capability: float, factor: float) -> dict[str, float]:
    return {"low": round(capability / factor, 1), "mode": capability, "high": round(capability * factor, 1)}


def _faction(code: str) -> bool:
    """Whether a code is a state's and a sector's: SDNREB, rebels in Sudan."""
    return len(code) == 6 and code not in known_codes() and code[:3] in known_codes()


def _needed(parts: Parts) -> list[str]:
    """The codes that a council or a role needs whether or not the claims name them, and dependents of ties."""
    found = [claim.recipient for claim in parts.of_kind("tie") if claim.recipient]
    found += [claim.recipient for claim in parts.of_kind("condition") if claim.recipient]
    if parts.book is None:
        return [code for code in found if len(code) == 3]
    for id, council in parts.councils.items():
        seats = [parts.book.actors[v].code for v in (*council.vetoes, *council.members)]
        elected = _elected(council.body, parts.day.year) if council.elected else ()
        parts.seats[id] = tuple(code.lower() for code in (*seats, *elected))
        found += [*seats, *elected]
    return [code for code in dict.fromkeys(found) if len(code) == 3]


def _elected(body: str, year: int) -> tuple[str, ...]:
    """The elected members of a body in a year, where the table of members knows them."""
    for row in rows("gazetteer", "council-members.tsv"):
        if row["body"] == body and row["year"] == str(year):
            return tuple(row["members"].split("|"))
    return ()


def _unnamed(parts: Parts) -> dict[str, tuple[str, ...]]:
    """Elected members of a year that the table does not know: so many unnamed ones, as a group."""
    found: dict[str, tuple[str, ...]] = {}
    for id, council in parts.councils.items():
        if council.elected and not _elected(council.body, parts.day.year):
            members = tuple(f"elected-{n}" for n in range(1, council.elected + 1))
            group = "elected" if not found else f"elected-{id}"
            found[group] = members
            parts.seats[id] = (*parts.seats.get(id, ()), group)
            parts.assume(
                f"groups.{group}", f"the elected members of {council.name} in {parts.day.year} are not known here"
            )
    return found
