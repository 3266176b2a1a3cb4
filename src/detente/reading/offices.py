"""Whose an office is that a report ties to one state in one place and to none in another.

"Gabon's junta closed the border. … The junta's spokesman said": where every junta of a report that has a state has the
same one, a definite junta without a state is that state's. A coup in a state ties a junta to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.reading.scenes import Description, Scene

__all__ = ["office_word", "offices_of"]

TAKEOVERS = frozenset({"coup", "power", "takeover", "putsch"})
JUNTA = "junta"
ANYONES = frozenset({"state", "forces", "force", "troops", "soldiers", "official", "leader", "government"})


def offices_of(scenes: Sequence[Scene]) -> Mapping[str, str]:
    """An office → the one state whose office it is wherever the report says whose.

    Not where one who bears another name holds it too, of whom the report does not say whose he is.
    """
    found: dict[str, set[str]] = {}
    names: dict[tuple[str, bool], set[str]] = {}
    for scene in scenes:
        for n, what in enumerate(scene.said):
            name = what.name or (what.person.name if what.person is not None else None)
            if what.kind == "official" and name and not what.plural:
                names.setdefault((office_word(what.role or ""), _tied(what)), set()).add(name.split()[-1])
            for told in (what, what.possessor):
                if told is not None and _tied(told):
                    found.setdefault(office_word(told.role or ""), set()).add(told.owner or "")
            state = _taken(scene, n)
            if state:
                found.setdefault(JUNTA, set()).add(state)
    known = {word: next(iter(codes)) for word, codes in found.items() if len(codes) == 1 and word not in ANYONES}
    return {word: code for word, code in known.items() if not _shared(names, word)}


def _shared(names: Mapping[tuple[str, bool], set[str]], office: str) -> bool:
    holders, others = names.get((office, True), set()), names.get((office, False), set())
    return bool(holders) and not others <= holders


def _tied(what: Description) -> bool:
    owned = what.kind == "official" and what.speaks == "state" and what.owner is not None and len(what.owner) == 3
    return owned and bool(what.role) and not what.plural


def _taken(scene: Scene, n: int) -> str:
    """The state of "a coup in Gabon", "power in Gabon"."""
    nouns = scene.unit.nouns
    if nouns[n].head not in TAKEOVERS or n + 1 == len(nouns):
        return ""
    after, what = nouns[n + 1], scene.said[n + 1]
    beside = after.preposition == "in" and after.first == nouns[n].last + 1
    return what.code or "" if beside and what.kind == "state" else ""


def office_word(role: str) -> str:
    """An office as the report's other words for it have it: a military junta is a junta."""
    low = role.lower()
    return "junta" if low.endswith("junta") else low
