"""Who does an event and to whom: subjects, objects, owners, agents, and those joined to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from detente.reading.chunks import Phrase
from detente.reading.lexicon import plover_quads
from detente.reading.scenes import Description, Party
from detente.reading.triggers import Pattern
from detente.reading.units import Unit
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = [
    "ACTING",
    "TARGET_PREPOSITIONS",
    "after_noun",
    "beside",
    "doers",
    "expeller",
    "joined",
    "owner",
    "planner",
    "receivers",
    "same",
    "wielder",
]

ACTING = frozenset({"state", "body", "official", "faction", "person"})
PARTICLES = frozenset("up down off out away back".split())
TARGET_PREPOSITIONS = frozenset("with against on to at for from of over into upon toward towards between in".split())


MEASURES = frozenset("sanctions embargo sanction blockade tariffs penalties strikes ban".split())
PLANS = frozenset(
    "decision plan plans effort efforts bid attempt attempts refusal vow promise threat threats move demand desire "
    "intention readiness willingness push right ability failure offer pledge agreement drive need "
    "proposal request".split()
)


INSTRUMENTS = frozenset(
    "strike strikes airstrike airstrikes shelling missile missiles rocket rockets fire bombing bombings drone drones "
    "offensive raid raids artillery jets bombs bomb attack attacks bombardment aid assistance "
    "sanctions sanction campaign operation operations blockade embargo tariffs".split()
)


MACHINES = frozenset(
    f"{one}{many}"
    for one in "helicopter jet fighter warplane plane aircraft gunboat warship ship boat tank submarine patrol".split()
    for many in ("", "s")
)


def wielder(heard: Heard, n: int, pattern: Pattern) -> list[Party]:
    """Whose instrument a subject is: "Syrian air strikes hit …"; only for what is done, not for what is said."""
    phrase = heard.scene.unit.nouns[n]
    if plover_quads()[pattern.type] not in (2, 4) or phrase.head not in INSTRUMENTS | MACHINES:
        return []
    return [each for party in owner(heard, n) for each in _each(heard, n, party)]


def planner(heard: Heard, group: VerbGroup) -> list[Party]:
    """Whose plan an infinitive tells: "China's decision whether to support …"."""
    unit = heard.scene.unit
    j = group.first - 1
    while j >= 0 and (unit.tokens[j].tag == "A" or unit.tokens[j].low in ("whether", "how", "not")):
        j -= 1
    for n, phrase in enumerate(unit.nouns):
        if phrase.first <= j < phrase.last and phrase.head in PLANS:
            return owner(heard, n)
    return []


def same(one: Party, other: Party) -> bool:
    """Whether two parties are one actor, by code or, where neither has one, by name."""
    return one.code == other.code if one.code or other.code else one.name is not None and one.name == other.name


def joined(heard: Heard, n: int | None) -> list[Party]:
    """The acting parties of a phrase and of those joined to it by commas and *and* on its left."""
    if n is None:
        return []
    unit, said = heard.scene.unit, heard.scene.said
    tokens = unit.tokens
    found: list[Party] = []
    counted = 0
    while n >= 0:
        counted += 1
        party = heard.parties[n]
        if said[n].kind in ACTING or (said[n].kind == "pronoun" and party.kind in ACTING):
            found = [*_each(heard, n, party), *found]
        elif found or unit.tokens[unit.nouns[n].first].low in ("its", "his", "her", "their"):
            break
        j = unit.nouns[n].first - 1
        if j < 1 or not (
            (tokens[j].tag == "C" and tokens[j].low in ("and", "&")) or (tokens[j].tag == "," and counted > 1)
        ):
            break
        j -= 1
        ended = tokens[j].tag == ","
        if ended:
            j -= 1
        if n == 0 or unit.nouns[n - 1].last != j + 1:
            break
        start = unit.nouns[n - 1].first
        if ended and counted == 1 and (start == 0 or tokens[start - 1].tag != ","):
            break  # "buys gas from Ghana, and Nigeria cut …": two are not joined by a comma, three may be
        n -= 1
    return found


def _each(heard: Heard, n: int, party: Party) -> list[Party]:
    """One party a nation where "and" joins nations before one noun: "Indian and Chinese troops"."""
    unit = heard.scene.unit
    phrase = unit.nouns[n]
    inside = unit.tokens[phrase.first : phrase.last]
    codes = [t.place[0] for t in inside if t.place is not None and t.place[1] in ("adjective", "name")]
    if len(codes) < 2 or not any(t.tag == "C" for t in inside) or party.code not in codes:
        return [party]
    return [Party(party.start, party.end, code, None, party.role, party.rank, party.kind) for code in codes]


def owner(heard: Heard, n: int | None) -> list[Party]:
    """The possessor of a thing, as a party: "China's decision to …"."""
    if n is None:
        return []
    what = heard.scene.said[n]
    party = heard.parties[n]
    if what.kind == "other" and (what.owner or (what.possessor is not None and what.possessor.name)):
        name = what.possessor.name if what.possessor is not None else None
        return [Party(party.start, party.end, what.owner, name, kind="person" if name else "state")]
    return joined(heard, n)


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
        if preposition is not None and preposition not in TARGET_PREPOSITIONS:
            continue
        if what.kind == "pronoun" and unit.tokens[phrase.first - 1].low == "that":
            continue  # "denied that it would …"
        nobodys = what.kind in ("faction", "official") and what.code is None and what.owner is None and not party.name
        if type == "REQUEST" and preposition == "of" and nobodys:
            continue  # "demanded the return of the crew": of somebody else
        if _restated(unit, first, n):
            break  # "seize the boxes, a step that American envoys …"
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
        if said[n].kind in ACTING and not _heads(unit.verbs, unit.nouns[n].last):
            found.append(heard.parties[n])
    return found


def _heads(verbs: Sequence[VerbGroup], last: int) -> bool:
    """Whether a phrase that ends at a token is the subject of a verb right after it."""
    return any(g.finite and 0 <= g.first - last <= 1 for g in verbs)


def doers(heard: Heard, first: int, end: int) -> list[Party]:
    """Who acts in a passive: the parties after *by*."""
    for n, phrase in enumerate(heard.scene.unit.nouns):
        if first <= phrase.first < end and phrase.preposition == "by":
            return joined(heard, n) if heard.scene.said[n].kind in ACTING else owner(heard, n)
    return []


def expeller(heard: Heard, pattern: Pattern, first: int, end: int) -> list[Party]:
    """Who expels, when the report only says from where: "inspectors were expelled from North Korea"."""
    if pattern.mode not in ("expel", "deport", "withdraw"):
        return []
    for n, phrase in enumerate(heard.scene.unit.nouns):
        if first <= phrase.first < end and phrase.preposition == "from":
            return joined(heard, n)
    return []


def beside(heard: Heard, at: int) -> list[Party]:
    """The party after the goods of a noun: "a suspension of aid to Egypt", "the arrest of men from Uganda"."""
    unit = heard.scene.unit
    for n, phrase in enumerate(unit.nouns):
        if at < phrase.first <= at + 6 and phrase.preposition in ("to", "from", "with", "against", "on", "in"):
            if heard.scene.said[n].kind in ACTING and heard.parties[n].code:
                return [heard.parties[n]]
            if heard.scene.said[n].kind == "place" and heard.scene.said[n].owner:
                return [Party(heard.parties[n].start, heard.parties[n].end, heard.scene.said[n].owner, kind="state")]
    return []


def after_noun(heard: Heard, at: int) -> list[Party]:
    """The parties of the phrase that starts at a token: those that a noun's preposition governs."""
    unit = heard.scene.unit
    for n, phrase in enumerate(unit.nouns):
        if phrase.first == at:
            if heard.scene.said[n].kind in ACTING:
                found = [heard.parties[n]]
                following = n + 1
                if (
                    following < len(unit.nouns)
                    and unit.nouns[following].first == phrase.last + 1
                    and unit.tokens[phrase.last].low == "and"
                ):
                    found.append(heard.parties[following])
                return found
            return owner(heard, n)
    return []
