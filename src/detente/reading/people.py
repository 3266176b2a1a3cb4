"""The people that a report names: each name with the description beside it, met in reading order.

1. Every phrase is described by itself, in reading order.
2. A name and a description side by side ("X, the ambassador of Y,") are one person.
3. A surname, with or without "Mr.", means the last person of that name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.reading.chunks import Phrase
from detente.reading.gazetteer import leader
from detente.reading.lexicon import bodies, roles
from detente.reading.parties import describe
from detente.reading.scenes import Description, Person, Scene
from detente.reading.units import Unit

__all__ = ["People"]

QUANTITIES = frozenset(
    "group groups number dozens hundreds thousands scores majority handful crowd crowds tens millions most some many "
    "several few pair team convoy wave".split()
)
ACCREDITED = frozenset("diplomats envoys negotiators delegates delegation mission embassy correspondents".split())
"""Those who stand in a place for somebody else: "diplomats in Oslo" are anybody's, "officials in Oslo" Norway's."""
SECOND = ("assistant ", "deputy ", "vice", "under")
PAST_WORDS = ("former", "ex-", "retired")


def _listed(unit: Unit, said: list[Description], k: int) -> bool:
    """Whether a phrase goes on a list or an aside of people: "Ann Low, the minister, Bo Lind"."""
    at = unit.nouns[k].first - 1
    if at < 0 or unit.tokens[at].tag != ",":
        return False
    return k == 0 or (unit.nouns[k - 1].last == at and said[k - 1].acts)


def _labelled(what: Description) -> Description:
    """A speaker's label: the one known by this title, or a surname in capitals."""
    if what.kind == "body" and what.code is None and what.name is not None:
        return Description("person", None, what.name)
    return replace(what, definite=True)


class People:
    """The people of a report, met as it goes."""

    def __init__(self, text: str, year: int | None = None) -> None:
        self.text = text
        self.year = year
        self.met: list[Person] = []
        self.by_word: dict[str, Person] = {}
        self.by_role: dict[str, list[tuple[int, Person]]] = {}
        self.place = 0
        self.labelled: list[Person] = []
        self.administrations: dict[str, str] = {}

    def survey(self, units: Iterable[Unit], shorts: frozenset[str], common: frozenset[str]) -> list[Scene]:
        """Describe every phrase of every unit and join names to their descriptions."""
        scenes = []
        for unit in units:
            said = [describe(self.text, unit.tokens, phrase, shorts, common) for phrase in unit.nouns]
            if unit.label and said:
                said[0] = _labelled(said[0])
            scene = Scene(unit, said)
            self._join(scene)
            if unit.label and said and said[0].person is not None:
                self.labelled.append(said[0].person)
            scenes.append(scene)
        for scene in scenes:
            self._inclusions(scene)
        for person in self.met:
            self._incumbent(person)
        return scenes

    def _incumbent(self, person: Person) -> None:
        """Whose office a leader of public record holds, where the report names the title only ("President Bush").

        A name without any title counts in full only, and only in the years of the office.
        """
        if person.code is not None:
            return
        if person.speaks == "state" or (person.role or "").startswith("former"):
            held = leader(person.name, office=(person.role or "").lower() or None)
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
                if what.role is None and what.person.code is None:  # "Poland's Anna Nowak"
                    what.person.code, what.person.speaks, what.person.rank = what.owner, what.speaks, what.rank
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
            role = (what.role or "").lower()
            wanted = wanted or (phrase.preposition == "in" and role in bodies() and role not in ACCREDITED)
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
                and not _listed(unit, said, k)
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
            self.met.append(person)
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
                low = what.role.lower()
                for role in {low} if low.startswith(SECOND) else {low, low.split()[-1]}:
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

    def holder(self, role: str, before: int, state: str | None = None) -> Person | None:
        """The last named person met before a place who holds a role; of several, the one of the state in question."""
        held = [who for at, who in reversed(self.by_role.get(role, [])) if at < before]
        return next((who for who in held if state is not None and who.code == state), held[0] if held else None)
