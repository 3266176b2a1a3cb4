"""Who a phrase of a report means: a surname, a pronoun, "the official"; the people themselves are in `people`.

"The official" means the last official of that kind; "he" the last person who spoke or acted. What does not resolve
stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from detente.reading.chunks import Phrase
from detente.reading.lexicon import bodies, sectors
from detente.reading.offices import office_word
from detente.reading.people import People
from detente.reading.scenes import Description, Party, Person, Scene
from detente.reading.units import Unit

__all__ = ["Roster"]

OWNERS = frozenset({"its", "his", "her"})
HE = frozenset({"he", "she", "him", "her", "himself", "herself"})
ANYBODY = frozenset(
    "official officials source sources diplomat diplomats aide aides spokesman spokeswoman negotiator negotiators "
    "envoy envoys leaders ministers delegates representatives countries nations governments allies powers partners "
    "states neighbors neighbours analysts experts scholars agencies groups media press newspaper newspapers".split()
)


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


def _subject(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase stands before the first finite verb of its sentence, without a preposition."""
    first = next((g.first for g in scene.unit.verbs if g.finite), 0)
    return phrase.preposition is None and phrase.last <= first


def _field(scene: Scene, phrase: Phrase) -> str:
    """What an office is of, where a noun before it says so: the finance of "the finance ministry"."""
    tokens = scene.unit.tokens[phrase.first : phrase.last]
    return tokens[-2].low if len(tokens) > 2 and tokens[-2].tag == "N" else ""


def _same_office(one: str, other: str) -> bool:
    return one.split()[-1].lower().rstrip("s") == other.split()[-1].lower().rstrip("s")


class Roster:
    """Who is meant, phrase by phrase in reading order."""

    def __init__(self, text: str, year: int | None = None) -> None:
        self.people = People(text, year)
        self.focus: Person | None = None
        self.last_official: Description | None = None
        self.last_field = ""
        self.last_state: str | None = None
        self.quoted: tuple[int, int] | None = None
        self.quoted_state: str | None = None
        self.quoted_focus: Person | None = None
        self.sole: str | None = None
        self.dateline: str | None = None
        self.briefing: str | None = None
        self.offices: Mapping[str, str] = {}
        self.before: Scene | None = None

    def survey(self, units: Iterable[Unit], shorts: frozenset[str], common: frozenset[str]) -> list[Scene]:
        """Describe every phrase of every unit and join names to their descriptions."""
        return self.people.survey(units, shorts, common)

    def settle(self, sole: str | None, dateline: str | None, offices: Mapping[str, str]) -> None:
        """Where a report plays: the one state that it names, the state of its dateline, whose its offices are."""
        self.sole, self.dateline, self.offices = sole, dateline, offices
        for person in self.people.met:
            if person.code is None and (person.speaks == "state" or (person.role or "").startswith("former")):
                person.code = sole or self._office(person.role)

    def brief(self, state: str | None) -> None:
        """Give those who speak under a label in a state's briefing to that state, but for those who ask."""
        self.briefing = state
        for person in self.people.labelled if state is not None else ():
            if person.code is None and person.role is None:
                person.code, person.speaks, person.role, person.rank = state, "state", "spokesman", "official"

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
        if low in OWNERS and what.kind == "official" and what.speaks == "state" and what.code is None:
            return self._owned(what, low, start, end)
        if person is None and what.kind == "official" and what.definite and what.owner is None and not what.plural:
            person = self.people.holder((what.role or "").lower(), start, self._topic(scene))
        if person is not None:
            if person.code is None and person.speaks == "state":
                person.code = self._of_topic(scene, person.role)
            return _in_person(person, start, end)
        if what.kind == "official" and what.code is None and what.definite and self.last_official is not None:
            last, field = self.last_official, _field(scene, phrase)
            other = bool(field and self.last_field and field != self.last_field)  # the finance, not the energy ministry
            if last.role and what.role and not other and _same_office(last.role, what.role):
                return Party(start, end, last.code, last.name, last.role, last.rank, "official", None, what.plural)
        if what.kind == "official" and what.owner and not what.name:
            self.last_official, self.last_field = what, _field(scene, phrase)
        code = what.code if what.kind != "place" else None
        if what.kind == "faction" and what.owner is not None:
            sector = sectors().get((what.role or "").lower(), "CVL") if len(what.owner) == 3 else ""
            code = what.owner + sector
        if what.kind == "official" and what.speaks == "state" and code is None and what.owner is None:
            role = what.role if what.definite else None
            code = self._headed_by(scene, n) or self._of_topic(scene, role) or self._of_deed(scene, n, role)
        if scene.unit.label and what.kind == "official" and code is None and what.owner is None:
            code = self.briefing  # "SPOKESMAN: …" in a state's own briefing
        party = Party(start, end, code, what.name, what.role, what.rank, what.kind, None, what.plural, what.owner)
        return self.at_home(what, party)

    def _owned(self, what: Description, low: str, start: int, end: int) -> Party:
        """An office that a pronoun owns: "its envoy" is the last state's, "his envoy" the last person's."""
        focus = self.focus.code if self.focus is not None else None
        code = self.last_state if low == "its" else focus
        if what.person is not None:
            if what.person.code is None and what.person.speaks == "state":
                what.person.code = code
            return _in_person(what.person, start, end)
        return Party(start, end, code, what.name, what.role, what.rank, what.kind, None, what.plural)

    def told(self, scene: Scene) -> None:
        """Remember which states a sentence named, for the offices without a state in the next one."""
        if scene.unit.inside is None:
            self.before = scene

    def _topic(self, scene: Scene) -> str | None:
        """The state that the last sentence was about: whoever says or does there, and the only one that it names.

        Where a dateline's state acted, others may be named beside it.
        """
        last = self.before
        if last is None or scene.unit.paragraph - last.unit.paragraph > 1:
            return None
        named = {code for what in last.said if (code := what.code or what.owner) is not None}
        leads = [what for what, phrase in zip(last.said, last.unit.nouns, strict=True) if _subject(last, phrase)]
        told = next((code for what in leads if what.acts and (code := what.code or what.owner) is not None), None)
        only = named == {told} or told == self.dateline
        return told if told is not None and only and len(told) == 3 else None

    def _of_topic(self, scene: Scene, role: str | None) -> str | None:
        """Whose an office without a state is: that of the one state of the sentence before, if this names no other."""
        topic = self._topic(scene) if role is not None and role.lower() not in ANYBODY else None
        others = {what.code for what in scene.said if what.kind in ("state", "official") and what.code}
        return topic if topic is not None and others <= {topic} else None

    def _of_deed(self, scene: Scene, n: int, role: str | None) -> str | None:
        """Whose a ministry is that tells after it what the dateline's state did: "Chad froze …, the ministry said"."""
        if role is None or role.lower() in ANYBODY or self.dateline is None or _subject(scene, scene.unit.nouns[n]):
            return None
        leads = (what for what, phrase in zip(scene.said, scene.unit.nouns, strict=True) if _subject(scene, phrase))
        return next((what.code for what in leads if what.acts and what.code == self.dateline), None)

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
