"""All the statements of a report, in reading order, with continuation from sentence to sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from detente.reading.indirect import indirect
from detente.reading.lexicon import bodies, sectors
from detente.reading.quoting import Memory, quoted
from detente.reading.roster import Roster
from detente.reading.scenes import Description, Party, Person, Scene
from detente.reading.speech import Cue, Statement, cues
from detente.reading.units import Unit

__all__ = ["Heard", "hear"]

WITHIN = frozenset({"within", "in", "of", "inside"})
MINDS = frozenset({"think", "learn", "show", "decide"})  # of whom? what they want matters where they are a party
OWN = frozenset({"i", "we", "us", "me", "our", "my"})


@dataclass(slots=True)
class Heard:
    """A unit with its parties resolved, its cues and its statements."""

    scene: Scene
    parties: list[Party]
    cues: list[Cue]
    statements: list[Statement]
    speaker: Party | None = None
    within: Statement | None = None
    used: set[int] = field(default_factory=set)


def hear(roster: Roster, scenes: Sequence[Scene]) -> Iterator[Heard]:
    """Every unit with what is said in it; the units inside a quotation follow the unit that quotes them."""
    memory = Memory()
    outer: Heard | None = None
    for scene in scenes:
        if scene.unit.inside is None:
            outer = _outer(roster, scene, memory)
            yield outer
        else:
            yield _inner(roster, scene, outer)


def _outer(roster: Roster, scene: Scene, memory: Memory) -> Heard:
    unit = scene.unit
    parties = _parties(roster, scene)
    found = cues(scene)
    direct, used = quoted(scene, found, parties.__getitem__, memory)
    told = indirect(scene, found, used, parties.__getitem__)
    heard = Heard(scene, parties, found, [*direct, *told], used=used)
    _echo(heard, told)
    _remember(heard, direct, told, memory)
    roster.told(scene)
    for statement in direct[-1:] or told[:1]:
        roster.attend(statement.speaker)
    memory.open = any(q.open for q in unit.quotes) or (memory.open and not direct and not unit.tokens)
    return heard


def _echo(heard: Heard, told: list[Statement]) -> None:
    """A pronoun that opens reported words means their speaker: "Turkey says it will …", "workers said they will …"."""
    for statement in told:
        for n, phrase in enumerate(heard.scene.unit.nouns):
            token = heard.scene.unit.tokens[phrase.first]
            if phrase.last >= len(heard.scene.unit.tokens) or heard.scene.unit.tokens[phrase.last].tag not in "VEMXA":
                continue  # "dismissed it as rumour": no subject
            if token.low in ("it", "they", "he", "she") and any(place[0] == token.start for place in statement.places):
                who = statement.speaker
                if token.low == "they" and _pronoun(heard.scene.unit, who):
                    continue  # "he said they had dropped the demand"; "the spokesman said they would" is his side
                heard.parties[n] = Party(
                    token.start, token.end, who.code, who.name, who.role, who.rank, who.kind, who.person, who.plural
                )


def _pronoun(unit: Unit, who: Party) -> bool:
    return any(token.start == who.start and token.low in ("he", "she") for token in unit.tokens)


def _remember(heard: Heard, direct: list[Statement], told: list[Statement], memory: Memory) -> None:
    unit = heard.scene.unit
    last = direct[-1] if direct else (told[0] if told else None)
    if last is not None:
        memory.last, memory.paragraph = last, unit.paragraph
    memory.colon = None
    ends = unit.tokens[-1].tag == ":" if unit.tokens else False
    if ends and heard.cues:
        cue = heard.cues[-1]
        if cue.who is not None and "q" in cue.verb.frames:
            group = unit.verbs[cue.k]
            memory.colon = heard.parties[cue.who]
            memory.colon_cue = (unit.tokens[group.first].start, unit.tokens[cue.last - 1].end)


def _parties(roster: Roster, scene: Scene) -> list[Party]:
    found = []
    subject = led = False
    passed: int | None = None
    for n, phrase in enumerate(scene.unit.nouns):
        party, what, first = roster.party(scene, n), scene.said[n], scene.unit.tokens[phrase.first]
        found.append(party)
        if phrase.preposition is None and what.kind != "pronoun":
            leads = any(g.finite and 0 <= g.first - phrase.last <= 1 for g in scene.unit.verbs)
            side = party.kind in ("state", "body")
            acted_on = any(g.last == phrase.first for g in scene.unit.verbs)
            person = party.kind in ("person", "official") and not party.plural
            later = subject if side else led and person
            beside = passed is not None and phrase.first == scene.unit.nouns[passed].last + 1  # "the envoy, Nils Dahl"
            if (acted_on and later) or (beside and person):
                passed = n  # a later "it" or "he" is rather who did it than whom it was done to
            else:
                roster.attend(party)
            led = led or (leads and person)
            subject = subject or (leads and side)
            if leads and side and n and _and_before(scene, n) and found[n - 1].kind in ("state", "body"):
                roster.last_state = None  # "Togo and Benin wrote a text. It …": none of the two
            if leads and first.low == "its":  # "Its artillery threatens Seoul. It …"
                subject = True
            elif leads and what.plural and what.owner is not None:  # "Iran's missiles … . It …"
                roster.last_state, subject = what.owner, True
            elif (
                what.kind == "other"
                and (phrase.first == 0 or leads or scene.unit.tokens[phrase.first - 1].tag == "B")
                and not what.plural
            ):
                roster.last_state = None
    _placed(roster, scene, found)
    for n, party in enumerate(found[:-1]):
        home, phrase = found[n + 1], scene.unit.nouns[n + 1]
        if scene.said[n].kind == "faction" and party.code is None and home.code and phrase.preposition in WITHIN:
            sector = sectors().get((scene.said[n].role or "").lower(), "CVL")
            party.code = home.code[:3] + sector
    return found


def _and_before(scene: Scene, n: int) -> bool:
    """Whether *and* joins a phrase to the one before it."""
    first = scene.unit.nouns[n].first
    return scene.unit.nouns[n - 1].last == first - 1 and scene.unit.tokens[first - 1].low == "and"


def _placed(roster: Roster, scene: Scene, found: list[Party]) -> None:
    """People of no state in a sentence that opens with a place are of there: "In Accra, crowds burned a flag".

    Of a place that the gazetteer does not know they are nobody's, and not of the dateline.
    """
    nouns, tokens = scene.unit.nouns, scene.unit.tokens
    if not nouns or nouns[0].preposition != "in" or nouns[0].first > 1 or tokens[nouns[0].last - 1].tag != "P":
        return
    if nouns[0].last >= len(tokens) or tokens[nouns[0].last].tag != "," or roster.sole is not None:
        return
    home = scene.said[0].owner or scene.said[0].code
    for what, party in zip(scene.said[1:], found[1:], strict=True):
        if what.kind == "faction" and what.owner is None and not what.definite:
            known = home is not None and len(home) == 3
            party.home = home if known else None
            party.code = f"{home}{sectors().get((what.role or '').lower(), 'CVL')}" if known else None
        elif _ruling(what, party) and (scene.unit.tokens[nouns[0].last - 1].place or ("", ""))[1] == "name":
            party.code = home


def _ruling(what: Description, party: Party) -> bool:
    """Whether a phrase is an office of a state that it does not name: "the government", "police"."""
    unnamed = what.kind == "official" and what.speaks == "state" and what.owner is None and not party.name
    return unnamed and party.code is None and (what.role or "").lower() in bodies()


def _inner(roster: Roster, scene: Scene, outer: Heard | None) -> Heard:
    """A sentence inside a quotation: *we* and *I* are its speaker."""
    within = None
    if outer is not None and scene.unit.inside is not None:
        within = next((s for s in outer.statements if s.covers(scene.unit.start, scene.unit.end)), None)
    speaker = within.speaker if within else None
    focus, state = roster.focus, roster.last_state
    again = roster.quoted == scene.unit.inside
    roster.last_state = roster.quoted_state if again else None
    roster.focus = roster.quoted_focus if again else _not(focus, speaker)
    parties = _parties(roster, scene)
    roster.quoted, roster.quoted_state, roster.quoted_focus = scene.unit.inside, roster.last_state, roster.focus
    roster.focus, roster.last_state = focus, state
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.head in OWN and scene.unit.tokens[phrase.first].tag == "O" and speaker is not None:
            parties[n] = Party(
                parties[n].start,
                parties[n].end,
                speaker.code,
                speaker.name,
                speaker.role,
                speaker.rank,
                "person",
                speaker.person,
            )
    found = cues(scene)
    told = indirect(scene, found, set(), parties.__getitem__) if speaker is not None else []
    told = [s for s in told if s.speaker.code or (s.verb.stance not in MINDS and _known(s))]
    return Heard(scene, parties, found, told, speaker, within)


def _not(focus: Person | None, speaker: Party | None) -> Person | None:
    """Whom *he* may mean in a speaker's own words: the last person named, and never the speaker."""
    return None if speaker is not None and focus is not None and focus is speaker.person else focus


def _known(statement: Statement) -> bool:
    """Whether somebody that the report knows says it, or a pronoun that may be one."""
    who = statement.speaker
    return bool(who.name or who.role) or who.kind == "pronoun"
