"""The people and actors of one report: who is who, and whom a surname, a pronoun or "the official" means.

1. Every phrase is described by itself, in reading order.
2. A name and a description side by side ("X, the ambassador of Y,") are one person.
3. A surname, with or without "Mr.", means the last person of that name; "the official" the last official of that
   kind; "he" the last person who spoke or acted. What does not resolve stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from detente.reading.chunks import Phrase
from detente.reading.gazetteer import leader
from detente.reading.lexicon import bodies, roles, sectors
from detente.reading.parties import Description, Person, describe
from detente.reading.units import Unit

__all__ = ["Party", "Roster", "Scene", "office_word"]

QUANTITIES = frozenset(
    "group groups number dozens hundreds thousands scores majority handful crowd crowds tens millions most some many "
    "several few pair team convoy wave".split()
)
HE = frozenset({"he", "she", "him", "her", "himself", "herself"})
ANYBODY = frozenset(
    "official officials source sources diplomat diplomats aide aides spokesman spokeswoman negotiator negotiators "
    "envoy envoys leaders ministers delegates representatives countries nations governments allies powers partners "
    "states neighbors neighbours analysts experts scholars agencies groups media press newspaper newspapers".split()
)
PAST_WORDS = ("former", "ex-", "retired")


@dataclass(slots=True)
class Party:
    """A resolved noun phrase: who it is, and where it stands in the report."""

    start: int
    end: int
    code: str | None
    name: str | None = None
    role: str | None = None
    rank: str | None = None
    kind: str = "other"
    person: Person | None = None
    plural: bool = False
    home: str | None = None

    @property
    def acts_for(self) -> str | None:
        """The actor for whom this party speaks, or none."""
        return self.code


@dataclass(slots=True)
class Scene:
    """A unit with what each of its noun phrases says."""

    unit: Unit
    said: list[Description]
    chains: dict[int, int] = field(default_factory=dict)


def _labelled(what: Description) -> Description:
    """A speaker's label: the one known by this title, or a surname in capitals."""
    if what.kind == "body" and what.code is None and what.name is not None:
        return Description("person", None, what.name)
    return replace(what, definite=True)


def office_word(role: str) -> str:
    """An office as the report's other words for it have it: a military junta is a junta."""
    low = role.lower()
    return "junta" if low.endswith("junta") else low


def _in_person(person: Person, start: int, end: int) -> Party:
    """A person known to the report, as the party that these characters name."""
    return Party(
        start,
        end,
        code=person.acts_for,
        name=person.name or None,
        role=person.role,
        rank=person.rank,
        kind="person",
        person=person,
        home=person.code,
    )


class Roster:
    """The people of a report, filled in reading order."""

    def __init__(self, text: str, year: int | None = None) -> None:
        self.text = text
        self.year = year
        self.people: list[Person] = []
        self.by_word: dict[str, Person] = {}
        self.by_role: dict[str, list[tuple[int, Person]]] = {}
        self.focus: Person | None = None
        self.last_official: Description | None = None
        self.last_state: str | None = None
        self.quoted: tuple[int, int] | None = None
        self.quoted_state: str | None = None
        self.place = 0
        self.administrations: dict[str, str] = {}
        self.sole: str | None = None
        self.dateline: str | None = None
        self.offices: Mapping[str, str] = {}

    def survey(self, units: Iterable[Unit], shorts: frozenset[str], common: frozenset[str]) -> list[Scene]:
        """Describe every phrase of every unit and join names to their descriptions."""
        scenes = []
        for unit in units:
            said = [describe(self.text, unit.tokens, phrase, shorts, common) for phrase in unit.nouns]
            if unit.label and said:
                said[0] = _labelled(said[0])
            scene = Scene(unit, said)
            self._join(scene)
            scenes.append(scene)
        for scene in scenes:
            self._inclusions(scene)
        for person in self.people:
            self._incumbent(person)
        return scenes

    def _incumbent(self, person: Person) -> None:
        """Whose office a leader of public record holds, where the report names the title only ("President Bush").

        A name without any title counts in full only, and only in the years of the office.
        """
        if person.code is not None:
            return
        if person.speaks == "state" or (person.role or "").startswith("former"):
            held = leader(person.name)
            if held is not None:
                person.code = held.actor
        elif person.role is None and self.year is not None and " " in person.name:
            held = leader(person.name, self.year)
            if held is not None:
                person.code, person.speaks, person.role = held.actor, "state", held.office
                person.rank = roles()[held.office].rank if held.office in roles() else "official"

    def _join(self, scene: Scene) -> None:
        unit, said = scene.unit, scene.said
        for n, phrase in enumerate(unit.nouns):
            what = said[n]
            self.place = unit.tokens[phrase.first].start
            holder = what.possessor
            if holder is not None and holder.name and holder.kind in ("person", "official"):
                holder.person = self._meet(holder.name, holder)
            self._affiliate(unit, said, n)
            if phrase.head in QUANTITIES and n + 1 < len(said) and unit.nouns[n + 1].preposition == "of":
                said[n] = what = replace(said[n + 1], plural=True)
            if what.kind == "official" and what.name:
                what.person = self._meet(what.name, what)
            elif what.kind == "person" and what.name:
                description = self._described(unit, said, n, phrase)
                what.person = self._meet(what.name, description)
                if description is not None and description.kind == "official" and description.person is None:
                    description.person = what.person
            if what.kind == "official" and what.role and what.role.lower() == "administration":
                self._administration(unit, phrase)

    def _administration(self, unit: Unit, phrase: Phrase) -> None:
        for token in unit.tokens[phrase.first : phrase.last]:
            if token.tag == "P" and token.place is None and token.low != "administration":
                self.administrations[token.low] = "USA"

    def _affiliate(self, unit: Unit, said: list[Description], n: int) -> None:
        """The country of an office that names it after *of* or *for*: "the president of Iran"."""
        what = said[n]
        if what.kind not in ("official", "faction") or what.owner is not None or what.name:
            return
        k, hops = n + 1, 0
        while k < len(said) and hops < 3:
            phrase = unit.nouns[k]
            if (
                phrase.preposition not in ("of", "for", "from", "in", "with", "at", "within")
                or phrase.first != unit.nouns[k - 1].last + 1
            ):
                return
            other = said[k]
            code = other.code or other.owner
            wanted = phrase.preposition in ("of", "for", "from", "within") or what.kind == "faction"
            wanted = wanted or (phrase.preposition == "in" and (what.role or "").lower() in bodies())
            if code and wanted and other.kind in ("state", "body", "official", "other", "place"):
                if other.kind == "other" and not other.role:
                    return
                what.owner = code
                if what.speaks == "state":
                    what.code = code
                return
            if other.kind == "person" or (other.kind == "other" and phrase.preposition == "at"):
                if what.speaks == "state" and phrase.preposition == "at":
                    what.speaks = "none"
                return
            k, hops = k + 1, hops + 1

    def _described(self, unit: Unit, said: list[Description], n: int, phrase: Phrase) -> Description | None:
        """The description beside a name: "NAME, a ROLE of …," or "a ROLE in …, NAME,"."""
        tokens, nouns = unit.tokens, unit.nouns
        if phrase.last < len(tokens) and tokens[phrase.last].tag == "," and n + 1 < len(nouns):
            after = nouns[n + 1]
            speaks = any(g.finite and g.first == after.last for g in unit.verbs)
            if (
                after.first == phrase.last + 1
                and said[n + 1].kind == "official"
                and not said[n + 1].name
                and not speaks
            ):
                self._affiliate(unit, said, n + 1)
                return said[n + 1]
        if phrase.first and tokens[phrase.first - 1].tag == "," and n:
            k = n - 1
            if nouns[k].last != phrase.first - 1:
                return None
            while k >= 0 and nouns[k].preposition is not None:
                k -= 1
            if (
                k >= 0
                and (said[k].kind == "official" or (said[k].kind == "faction" and not said[k].plural))
                and not said[k].name
                and (nouns[k].first == 0 or tokens[nouns[k].first - 1].tag != ",")
            ):
                return said[k]
        if (
            phrase.last < len(tokens)
            and tokens[phrase.last].low == "of"
            and n + 1 < len(nouns)
            and said[n + 1].kind == "other"
        ):
            return Description("official", None, None, None, "none", "expert")
        return None

    def _meet(self, name: str, what: Description | None) -> Person:
        """The person of this name, with whatever the phrase adds to what is known."""
        words = [w for w in name.replace("’s", "").split() if len(w.strip(".")) > 1]
        person = self._known(words)
        if person is None:
            person = Person(name)
            self.people.append(person)
        elif len(words) > 1 and len(person.name.split()) == 1:
            person.name = name
        if words:
            for word in (words[0], words[-1]):
                self.by_word[word.lower()] = person
        if what is not None and what.kind in ("official", "faction") and what.role:
            former = what.role.lower().startswith(PAST_WORDS)
            stale = person.speaks == "none" and person.role is not None
            if not stale or former:
                person.role = what.role
                person.speaks = what.speaks
                person.rank = what.rank
                person.code = what.owner or what.code or person.code
            if not former:
                for role in {what.role.lower(), what.role.split()[-1].lower()}:
                    self.by_role.setdefault(role, []).append((self.place, person))
        elif what is not None and what.speaks == "self":
            person.role, person.speaks, person.rank = person.role or what.role, "self", "legislator"
        return person

    def _known(self, words: list[str]) -> Person | None:
        """The person that a name means: all its words for a full name, any end of the name for one word."""
        if not words:
            return None
        if len(words) == 1:
            return self.by_word.get(words[0].lower())
        for key in (words[-1].lower(), words[0].lower()):
            person = self.by_word.get(key)
            if person is None:
                continue
            have = {w.lower() for w in person.name.split()}
            if {w.lower() for w in words} <= have or have <= {w.lower() for w in words}:
                return person
        return None

    def _inclusions(self, scene: Scene) -> None:
        """Whose side a name is on: a group that includes it ("US officials, including Mr. Bush") or its government."""
        unit, said = scene.unit, scene.said
        for n, what in enumerate(said):
            person = what.person
            if person is None or person.code is not None:
                continue
            surname = person.name.split()[-1].lower()
            code = self.administrations.get(surname)
            if code is None and n and unit.nouns[n].preposition == "including" and said[n - 1].code:
                code = said[n - 1].code
            if code is not None:
                person.code, person.speaks = code, person.speaks or "state"
                person.rank = person.rank or "official"

    # resolution -----------------------------------------------------------

    def party(self, scene: Scene, n: int) -> Party:
        """Who phrase ``n`` of a scene is, as far as the report tells."""
        what, phrase = scene.said[n], scene.unit.nouns[n]
        tokens = scene.unit.tokens
        start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
        low = tokens[phrase.first].low
        if what.kind == "pronoun":
            return self._pronoun(low, start, end)
        if what.possessor is not None and what.possessor.person is not None and what.owner is None:
            what.owner = what.possessor.person.code
        elif what.possessor is not None and what.owner is None and what.possessor.kind == "official":
            self._of_office(what, what.possessor)
        person = what.person
        if person is None and what.kind == "official" and what.definite and what.owner is None and not what.plural:
            person = self._holder((what.role or "").lower(), start)
        if person is not None:
            return _in_person(person, start, end)
        if what.kind == "official" and what.code is None and what.definite and self.last_official is not None:
            last = self.last_official
            if (
                last.role
                and what.role
                and last.role.split()[-1].lower().rstrip("s") == what.role.split()[-1].lower().rstrip("s")
            ):
                return Party(start, end, last.code, last.name, last.role, last.rank, "official", None, what.plural)
        if what.kind == "official" and what.code is None and what.speaks == "state" and low in ("its", "his", "her"):
            focus = self.focus.code if self.focus is not None else None
            code = self.last_state if low == "its" else focus
            return Party(start, end, code, what.name, what.role, what.rank, what.kind, None, what.plural)
        if what.kind == "official" and what.owner and not what.name:
            self.last_official = what
        code = what.code if what.kind != "place" else None
        if what.kind == "faction" and what.owner is not None:
            sector = sectors().get((what.role or "").lower(), "CVL") if len(what.owner) == 3 else ""
            code = what.owner + sector
        if what.kind == "official" and what.speaks == "state" and code is None and what.owner is None:
            code = self._headed_by(scene, n)
        party = Party(start, end, code, what.name, what.role, what.rank, what.kind, None, what.plural, what.owner)
        return self.at_home(what, party)

    def _of_office(self, what: Description, holder: Description) -> None:
        """Whose spokesman or deputy it is whom an office without a state has: "the junta's spokesman"."""
        code = self._office(holder.role) if holder.definite and not holder.plural else None
        if code is not None and what.kind == "official":
            what.owner = code
            what.code = code if what.speaks == "state" else what.code

    def _headed_by(self, scene: Scene, n: int) -> str | None:
        """The state of a government that is named by its head: "the government of President X"."""
        nouns = scene.unit.nouns
        if n + 1 == len(nouns) or nouns[n + 1].preposition != "of" or nouns[n + 1].first != nouns[n].last + 1:
            return None
        head = scene.said[n + 1].person
        return head.acts_for if head is not None else None

    def settle(self, sole: str | None, dateline: str | None, offices: Mapping[str, str]) -> None:
        """Where a report plays: the one state that it names, the state of its dateline, whose its offices are."""
        self.sole, self.dateline, self.offices = sole, dateline, offices
        for person in self.people:
            if person.code is None and (person.speaks == "state" or (person.role or "").startswith("former")):
                person.code = sole or self._office(person.role)

    def _office(self, role: str | None) -> str | None:
        """The state of an office that the report ties to one state wherever it says whose it is."""
        return self.offices.get(office_word(role)) if role else None

    def at_home(self, what: Description, party: Party) -> Party:
        """An office, a faction or people of no known state in a report that plays in one.

        One sole state places all of them; a dateline only police, soldiers and people that *the* does not tie to
        something told before. Unnamed officials and diplomats may be anybody's.
        """
        role = (what.role or "").lower()
        home = self.sole or (None if what.definite or role not in bodies() else self.dateline)
        if home is None and what.definite and what.kind == "official" and not what.plural:
            home = self._office(role)
        if home is None or party.code is not None or party.home is not None or role in ANYBODY:
            return party
        if what.kind == "official":
            return replace(party, code=home if what.speaks == "state" else None, home=home)
        if what.kind == "faction":
            return replace(party, code=home + sectors().get(role, "CVL"), home=home)
        return party

    def _holder(self, role: str, before: int) -> Person | None:
        """The last named person met before a place who holds a role."""
        return next((who for at, who in reversed(self.by_role.get(role, [])) if at < before), None)

    def _pronoun(self, low: str, start: int, end: int) -> Party:
        if low in HE and self.focus is not None:
            return _in_person(self.focus, start, end)
        if low in ("it",) and self.last_state is not None:
            return Party(start, end, self.last_state, kind="state")
        return Party(start, end, None, kind="pronoun", plural=low in ("they", "we", "them", "us"))

    def attend(self, party: Party) -> None:
        """Remember who was last in the reader's eye."""
        if party.person is not None:
            self.focus = party.person
        elif party.kind == "official" and party.code and not party.plural and (party.role or "").lower() in bodies():
            self.last_state = party.code
        elif party.kind == "official" and not party.plural and party.role:
            self.focus = Person(party.name or "", party.role, "state" if party.code else "none", party.rank, party.code)
        elif party.kind in ("state", "body") and party.code:
            self.last_state = party.code
