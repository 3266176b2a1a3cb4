"""To whom an event is done: the actors, people and places within a verb's reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.reading.chunks import Phrase
from detente.reading.lexicon import plover_quads
from detente.reading.participants import ACTING, TARGET_PREPOSITIONS, leads_verb, owner
from detente.reading.scenes import Description, Party
from detente.reading.units import Unit
from detente.reading.utterances import Heard

__all__ = ["receivers"]

PARTICLES = frozenset("up down off out away back".split())
MEASURES = frozenset("sanctions embargo sanction blockade tariffs penalties strikes ban".split())


@dataclass(slots=True)
class _Reached:
    """What stands within a verb's reach besides somebody who can be its target."""

    owned: list[Party] = field(default_factory=list)
    located: list[Party] = field(default_factory=list)
    anybody: list[Party] = field(default_factory=list)

    def best(self) -> list[Party]:
        """The owner of what is done something to, else people of nowhere at a place, else the place."""
        if self.owned:
            return self.owned
        if self.anybody and self.located:
            return [replace(p, home=self.located[0].code) for p in self.anybody]
        return self.located or self.anybody


def receivers(
    heard: Heard, first: int, end: int, type: str, sources: Sequence[Party] = (), last: str = ""
) -> list[Party]:
    """To whom a verb is done: the first acting party after it, with those joined to it.

    1. Phrases that no preposition governs, or one of those that lead to a target; up to the next verb.
    2. An actor, an official or people of a state; not what the doer itself owns ("sent its troops to …").
    3. Else the owner of the first thing owned, the state of a place, people of nowhere.
    """
    unit, said = heard.scene.unit, heard.scene.said
    reached = _Reached()
    for n, phrase in enumerate(unit.nouns):
        if phrase.first < first or phrase.first >= end or phrase.first - first > 16:
            continue
        preposition = None if phrase.preposition in PARTICLES else phrase.preposition
        what, party = said[n], heard.parties[n]
        if preposition == "by" and type in ANSWERS and what.kind in ACTING and party.code:
            return [party]  # "rejected a call by …"
        if preposition is not None and (preposition not in TARGET_PREPOSITIONS or _topic(type, preposition)):
            continue
        if what.kind == "pronoun" and unit.tokens[phrase.first - 1].low == "that":
            continue  # "denied that it would …"
        nobodys = what.kind in ("faction", "official") and what.code is None and what.owner is None and not party.name
        if type == "REQUEST" and preposition == "of" and nobodys:
            continue  # "demanded the return of the crew": of somebody else
        if _restated(unit, first, n):
            break  # "seize the boxes, a step that American envoys …"
        if unit.tokens[phrase.first - 1].tag == "C" and leads_verb(unit, phrase.last):
            break  # "would withdraw its troops and Peru would …"
        if _past(unit, first, phrase) or (preposition == "against" and plover_quads()[type] <= 2):
            break
        if what.kind == "place" and what.owner:
            there = Party(party.start, party.end, what.owner, kind="state")
            if (last == "in" and preposition == "in") or (preposition == "to" and type in GOING):
                return [there]
        where = _where(type, preposition, what, party)
        if where is not None:
            reached.located = reached.located or [where]
            continue
        asked = type == "REQUEST" and what.kind == "body"  # "seeks in the Council a text that …"
        if (preposition == "in" and what.kind != "state" and not asked) or (preposition == "of" and reached.owned):
            continue
        if _own(unit, phrase) and any(party.code == s.code or party.home == s.code for s in sources):
            continue
        if what.kind in ("official", "faction") and not (party.code and what.kind == "official") and not party.name:
            if what.owner:
                return [Party(party.start, party.end, what.owner, None, what.role, party.rank, "official")]
            reached.anybody = reached.anybody or [party]
            continue
        if what.kind in ACTING or (what.kind == "pronoun" and (party.code or party.name)):
            if reached.owned and preposition is not None and type in ANSWERS:
                return reached.owned  # "condemned Israeli raids on Lebanon"
            return _with_joined(heard, n)
        if phrase.head in MEASURES and plover_quads()[type] <= 2 and type != "RETREAT":
            break
        if what.kind == "other" and not reached.owned and preposition in OWNING:
            owning = what.owner or what.possessor is not None
            reached.owned = owner(heard, n) if owning else []
    return reached.best()


def _topic(type: str, preposition: str) -> bool:
    """Whether a preposition leads to what is talked of or shared: "share data on Chad's missiles"."""
    return type in ("CONSULT", "COOPERATE", "AGREE") and preposition in ("on", "over")


ANSWERS = frozenset({"REJECT", "ACCUSE", "SUPPORT", "AGREE"})
GOING = frozenset({"CONSULT", "AID", "MOBILIZE"})
AT_PLACES = frozenset({"ASSAULT", "COERCE", "THREATEN", "PROTEST", "AID"})
OWNING = frozenset({None, "on", "against", "of", "to", "for", "at", "over", "in", "into"})


def _where(type: str, preposition: str | None, what: Description, party: Party) -> Party | None:
    """The people of the place at which force is used or threatened: "a curfew in Cairo", "shelled Aleppo"."""
    if type not in AT_PLACES:
        return None
    code = what.owner if what.kind == "place" else what.code if what.kind == "state" and preposition == "in" else None
    if what.kind == "other" and what.role and preposition in ("in", "from", "at", "near"):
        code = what.owner  # "the Bosnian town of …"
    return Party(party.start, party.end, code, None, "people", kind="faction", home=code) if code else None


def _past(unit: Unit, first: int, phrase: Phrase) -> bool:
    """Whether a phrase stands past a verb's reach: after another verb, or in a clause that *and that* begins."""
    tokens = unit.tokens
    if any(first <= group.first < phrase.first for group in unit.verbs):
        return True
    return tokens[phrase.first - 1].low == "that" and phrase.first > 1 and tokens[phrase.first - 2].tag == "C"


DEEDS = frozenset("step move act action decision demand plan idea measure tactic gesture threat practice".split())


def _restated(unit: Unit, first: int, n: int) -> bool:
    """Whether a phrase or one before it in reach is a noun that says again, after a comma, what was done."""
    return any(
        p.head in DEEDS
        and p.first > first
        and unit.tokens[p.first].low in ("a", "an")
        and unit.tokens[p.first - 1].tag == ","
        for p in unit.nouns[max(0, n - 2) : n + 1]
    )


def _own(unit: Unit, phrase: Phrase) -> bool:
    return unit.tokens[phrase.first].low in ("its", "his", "her", "their")


def _with_joined(heard: Heard, n: int) -> list[Party]:
    """A party and those that *and* joins to it on its right, but for the subject of the next verb."""
    unit, said = heard.scene.unit, heard.scene.said
    found = [heard.parties[n]]
    while (
        n + 1 < len(unit.nouns)
        and unit.nouns[n + 1].first == unit.nouns[n].last + 1
        and unit.tokens[unit.nouns[n].last].low in ("and", "&")
    ):
        n += 1
        if said[n].kind in ACTING and not leads_verb(unit, unit.nouns[n].last):
            found.append(heard.parties[n])
    return found
