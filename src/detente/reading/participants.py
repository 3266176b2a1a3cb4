"""Who does an event: subjects, owners, agents, and those joined to them; to whom it is done is in `receivers`."""

from __future__ import annotations

from detente.reading.lexicon import plover_quads
from detente.reading.scenes import Party
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
    "leads_verb",
    "owner",
    "planner",
    "same",
    "wielder",
]

ACTING = frozenset({"state", "body", "official", "faction", "person"})
TARGET_PREPOSITIONS = frozenset("with against on to at for from of over into upon toward towards between in".split())


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
        if n == 0 or unit.nouns[n - 1].last != j + 1 or _joins_clauses(unit, n):
            break
        start = unit.nouns[n - 1].first
        if ended and counted == 1 and (start == 0 or tokens[start - 1].tag != ","):
            break  # "buys gas from Ghana, and Nigeria cut …": two are not joined by a comma, three may be
        n -= 1
    return found


def _joins_clauses(unit: Unit, n: int) -> bool:
    """Whether *and* before a phrase joins clauses: an object of its own verb on the left, a verb on the right.

    "Chile would withdraw its troops and Peru would open the port."
    """
    before, phrase = unit.nouns[n - 1], unit.nouns[n]
    led = any(group.last == before.first and not group.passive for group in unit.verbs)
    return led and leads_verb(unit, phrase.last)


def leads_verb(unit: Unit, last: int) -> bool:
    """Whether a phrase that ends at a token is the subject of a verb right after it."""
    return any(g.finite and last <= g.first <= last + 1 and unit.tokens[g.first - 1].tag != "C" for g in unit.verbs)


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
