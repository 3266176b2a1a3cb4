"""Events of the PLOVER ontology, from trigger patterns over verbs and nouns, longest first.

1. A verb group matches the patterns of its verb: the words that must follow at once, then any one of the words that
   must stand within reach. The longest pattern wins; patterns with needed words beat those without.
2. The subject is the source and the first actor among the objects the target; the passive turns them round.
3. A noun ("the launch of seven missiles", "a ban on port calls") takes its source from its possessor, its adjective or
   *by*, and its target from the preposition after it.
4. An event needs somebody: without a known source or target there is none; a meeting needs two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from detente.dossier.evidence import Status
from detente.reading.chunks import VerbGroup, clause_end, subject
from detente.reading.lexicon import plover_quads, plural, rows
from detente.reading.roster import Party
from detente.reading.status import noun_status, status_of
from detente.reading.tokens import Token
from detente.reading.utterances import Heard

__all__ = ["Event", "events", "joined"]

REACH = 12
ACTING = frozenset({"state", "body", "official", "faction", "person"})
NEEDS_TARGET = frozenset(
    "ask help fight shoot kill talk speak meet brief protect call press fund treat address question "
    "support back feed "
    "attack strike hit aid receive discuss work train arm invite encourage visit defend doubt insist appeal want "
    "welcome honor honour thank sponsor favor favour suggest propose recommend require resist pressure stone whip "
    "club kick charge club find welcome export import buy sell ally gas mine rocket fine search review question "
    "examine monitor suspect find reduce end rescue lend finance".split()
)
SYMMETRIC_NEEDS_TWO = frozenset({"CONSULT", "COOPERATE"})
PARTICLES = frozenset("up down off out away back".split())
TARGET_PREPOSITIONS = frozenset("with against on to at for from of over into upon toward towards between in".split())


MEASURES = frozenset("sanctions embargo sanction blockade tariffs penalties strikes ban".split())
TOOLED = frozenset(
    {"aerial", "heavy-weapons", "drone", "police"}
)  # modes that the subject can tell: "warplanes bombed"
PLANS = frozenset(
    "decision plan plans effort efforts bid attempt attempts refusal vow promise threat threats move demand desire "
    "intention readiness willingness push right ability failure offer pledge agreement drive need "
    "proposal request".split()
)


class Pattern(NamedTuple):
    """One trigger pattern of the lexicon."""

    words: tuple[str, ...]
    needs: frozenset[str]
    type: str
    mode: str | None
    roles: str
    order: int


@dataclass(slots=True)
class Event:
    """An event in a unit: its type, who did it to whom, whether it happened, and the characters that tell it."""

    type: str
    mode: str | None
    source: Party | None
    target: Party | None
    status: Status
    start: int
    end: int
    rule: str
    k: int | None
    anchor: int


@cache
def patterns(form: str) -> Mapping[str, tuple[Pattern, ...]]:
    """First word of a trigger → its patterns, the most specific first."""
    found: dict[str, list[Pattern]] = {}
    for order, row in enumerate(rows("lexicons", "events.tsv")):
        if row["form"] != form:
            continue
        words = tuple(row["trigger"].split())
        needs = frozenset(filter(None, row["needs"].split("|")))
        found.setdefault(words[0], []).append(
            Pattern(words, needs, row["type"], row["mode"] or None, row["roles"], order)
        )
    return {
        word: tuple(sorted(each, key=lambda p: (-len(p.words), not p.needs, p.order))) for word, each in found.items()
    }


@cache
def _noun_starts() -> Mapping[str, tuple[Pattern, ...]]:
    """First word of a noun trigger, singular and plural → its patterns."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for word, each in patterns("n").items():
        found[word] = each
        found.setdefault(plural(word), each)
    return found


def events(heard: Heard) -> list[Event]:
    """The events of one unit: those of its verbs, then those of its nouns that no verb has told.

    What somebody says that it will do is a promise or a threat, and what it says that it will not do is a refusal:
    these are verbal events that happened (PLOVER manual, corner rules).
    """
    found = _plain(heard)
    given = {e.k: e.target for e in reversed(found) if e.k is not None and e.target is not None}
    for event in found:
        if event.k is not None and event.target is None and event.type in VERBAL:
            event.target = _complement(heard, event, given)
    return [_spoken(heard, event) for event in found]


VERBAL = frozenset({"AGREE", "REJECT", "THREATEN", "REQUEST"})


def _complement(heard: Heard, event: Event, given: Mapping[int, Party | None]) -> Party | None:
    """The target of a promise, a refusal or a threat: that of the deed it names ("refused to meet Iraq")."""
    verbs = heard.scene.unit.verbs
    k = (event.k or 0) + 1
    if k >= len(verbs) or not verbs[k].infinitive or verbs[k].first - verbs[k - 1].last > 1:
        return None
    target = given.get(k)
    if target is not None and not (event.source is not None and _same(target, event.source)):
        return target
    end = clause_end(heard.scene.unit.tokens, verbs, k)
    found = _targets(heard, verbs[k].last, end, event.type)
    return next((p for p in found if event.source is None or not _same(p, event.source)), None)


def _spoken(heard: Heard, event: Event) -> Event:
    """A deed that its own doer only speaks of: "it will …" is a promise or a threat, "it will not …" a refusal."""
    if event.k is None or event.source is None or event.type in VERBAL:
        return event
    group = heard.scene.unit.verbs[event.k]
    over = [s for s in heard.statements if s.covers(event.anchor, event.anchor + 1)]
    own = any(_same(s.speaker, event.source) for s in over)
    if over and not own:
        return event  # what others expect of somebody is neither its promise nor its refusal
    if group.modal not in ("will", "would", "'ll", "won't", "wouldn't", "shall"):
        return event
    quad = plover_quads()[event.type]
    if group.negated:
        if quad <= 2:
            event.type, event.mode, event.status = "REJECT", "meet" if event.type == "CONSULT" else None, "occurred"
        return event
    if own and event.status in ("planned", "hypothetical", "conditional"):
        event.type, event.mode = ("AGREE", None) if quad <= 2 else ("THREATEN", None)
        event.status = "conditional" if event.status == "conditional" else "occurred"
    return event


def _plain(heard: Heard) -> list[Event]:
    unit = heard.scene.unit
    found: list[Event] = []
    told: set[int] = set()
    for k, group in enumerate(unit.verbs):
        candidates = patterns("v").get(group.lemma, ())
        if candidates:
            match = _match_verb(unit.tokens, unit.verbs, k, candidates)
            if match is not None:
                found += _verb_event(heard, k, *match)
                told |= set(range(group.first, match[1] + 1))
    starts = _noun_starts()
    for i, token in enumerate(unit.tokens):
        if token.tag in "NPG" and i not in told and token.low in starts:
            made = _noun_event(heard, i, starts[token.low])
            found += made
            told |= set(range(i, i + 5)) if made else set()
    return found


def _match_verb(
    tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int, candidates: Sequence[Pattern]
) -> tuple[Pattern, int] | None:
    """The best pattern of a verb group and the token where its needed word stands."""
    group = verbs[k]
    end = min(clause_end(tokens, verbs, k), group.last + REACH)
    for pattern in candidates:
        at = _rest(tokens, group.last, pattern.words[1:])
        if at is None:
            continue
        if not pattern.needs:
            return pattern, at - 1
        where = _needed(tokens, group.last, end, pattern.needs)
        if where is None and (group.passive or pattern.mode in TOOLED):
            where = _needed(tokens, max(0, group.first - 8), group.first, pattern.needs)
        if where is not None:
            return pattern, max(where, at - 1) if where >= group.first else at - 1
    return None


def _rest(tokens: Sequence[Token], start: int, words: tuple[str, ...]) -> int | None:
    """The token after the words that must follow a trigger, a gap of two allowed before each."""
    at = start
    for word in words:
        for j in range(at, min(at + 3, len(tokens))):
            if tokens[j].low == word or tokens[j].low == word + "s":
                at = j + 1
                break
            if tokens[j].tag in (",", ".", "B", "C", "V", "X", "M"):
                return None
        else:
            return None
    return at


def _singular(word: str) -> str:
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def _needed(tokens: Sequence[Token], start: int, end: int, needs: frozenset[str]) -> int | None:
    for j in range(start, min(end, len(tokens))):
        low = tokens[j].low
        if low in needs or _singular(low) in needs or low.rpartition("-")[2] in needs:
            return j
        if j + 1 < end and j + 1 < len(tokens) and f"{low} {tokens[j + 1].low}" in needs:
            return j + 1
    return None


def _verb_event(heard: Heard, k: int, pattern: Pattern, where: int) -> list[Event]:
    unit = heard.scene.unit
    group = unit.verbs[k]
    tokens = unit.tokens
    if _idle(tokens, group) or _cloaked(tokens, group):
        return []
    end = clause_end(tokens, unit.verbs, k)
    who = subject(tokens, unit.nouns, unit.verbs, k)
    sources = joined(heard, who)
    targets = _targets(heard, group.last, end, pattern.type, pattern.words[-1] == "in")
    if group.passive:
        agents = _by(heard, group.last, end) or _from(heard, pattern, group.last, end)
        if not agents and pattern.type == "REQUEST":
            return []
        sources, targets = agents, sources or _owner(heard, who)
    elif group.infinitive:
        sources = _planner(heard, group) or sources or _owner(heard, who)
    elif not sources and who is not None and not group.participle:
        sources = _wielder(heard, who, pattern)
        if not sources:
            return []
    if pattern.roles == "ss" and len(sources) > 1 and not targets:
        sources, targets = sources[:1], sources[1:]
    if pattern.type in SYMMETRIC_NEEDS_TWO and not (sources and targets):
        return []
    if not pattern.needs and len(pattern.words) == 1 and group.lemma in NEEDS_TARGET and not targets:
        return []
    status = status_of(tokens, unit.verbs, k)
    last = max(where, group.last - 1)
    for phrase in unit.nouns:
        if phrase.first in (group.last, last + 1) and phrase.last <= end:
            last = max(last, phrase.last - 1)
    return _events(heard, pattern, sources, targets, status, _first(heard, who, k), last, k)


INSTRUMENTS = frozenset(
    "strike strikes airstrike airstrikes shelling missile missiles rocket rockets fire bombing bombings drone drones "
    "offensive raid raids artillery jets bombs bomb attack attacks bombardment aid assistance "
    "sanctions sanction campaign operation operations blockade embargo tariffs".split()
)


def _wielder(heard: Heard, n: int, pattern: Pattern) -> list[Party]:
    """Whose instrument a subject is: "Syrian air strikes hit …"; only for what is done, not for what is said."""
    phrase = heard.scene.unit.nouns[n]
    if plover_quads()[pattern.type] not in (2, 4) or phrase.head not in INSTRUMENTS:
        return []
    return _owner(heard, n)


def _first(heard: Heard, who: int | None, k: int) -> int:
    """Where the telling of an event begins: at its subject when that stands right before its verb."""
    unit = heard.scene.unit
    group = unit.verbs[k]
    if who is None or group.infinitive:
        return group.first
    first = unit.nouns[who].first
    near = first < group.first and group.first - first < 14
    return first if near and not any(first < g.first < group.first and g.finite for g in unit.verbs) else group.first


def _planner(heard: Heard, group: VerbGroup) -> list[Party]:
    """Whose plan an infinitive tells: "China's decision whether to support …"."""
    unit = heard.scene.unit
    j = group.first - 1
    while j >= 0 and (unit.tokens[j].tag == "A" or unit.tokens[j].low in ("whether", "how", "not")):
        j -= 1
    for n, phrase in enumerate(unit.nouns):
        if phrase.first <= j < phrase.last and phrase.head in PLANS:
            return _owner(heard, n)
    return []


def _cloaked(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether a refusal or a request is only about the speaker's name: "who declined to be identified"."""
    words = {t.low for t in tokens[group.last : group.last + 5]}
    return group.lemma in ("decline", "refuse", "ask", "request") and bool(
        words & {"named", "identified", "anonymity", "anonymous"}
    )


def _idle(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether a verb stands for something else: "called on", an adjective before a noun."""
    main = tokens[group.last - 1]
    following = tokens[group.last] if group.last < len(tokens) else None
    return (
        group.participle
        and not group.passive
        and main.form == "g"
        and following is not None
        and following.tag == "N"
        and group.first > 0
        and tokens[group.first - 1].tag in ("D", "N", "S")
    )


def _events(
    heard: Heard,
    pattern: Pattern,
    sources: list[Party],
    targets: list[Party],
    status: Status,
    first: int,
    last: int,
    k: int | None,
) -> list[Event]:
    tokens = heard.scene.unit.tokens
    sources = [p for p in sources if p.code or p.name or p.kind in ("official", "faction")]
    targets = [p for p in targets if not any(_same(p, s) for s in sources)]
    if not sources and not any(p.code or p.name for p in targets):
        return []
    anchor = tokens[heard.scene.unit.verbs[k].last - 1].start if k is not None else tokens[first].start
    start, end = tokens[first].start, tokens[last].end
    if targets and start <= targets[0].start and targets[0].end <= tokens[last].start + 120 and targets[0].end > end:
        end = targets[0].end
    rule = f"events:{'-'.join(pattern.words)}" + (f"+{sorted(pattern.needs)[0]}…" if pattern.needs else "")
    return [
        Event(pattern.type, pattern.mode, source, target, status, start, end, rule, k, anchor)
        for source in (*sources[:3],) or (None,)
        for target in (*targets[:2],) or (None,)
    ]


def _same(one: Party, other: Party) -> bool:
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
        elif not found:
            return []
        else:
            break
        j = unit.nouns[n].first - 1
        if j < 1 or not (
            (tokens[j].tag == "C" and tokens[j].low in ("and", "&")) or (tokens[j].tag == "," and counted > 1)
        ):
            break
        j -= 1
        if tokens[j].tag == ",":
            j -= 1
        if n == 0 or unit.nouns[n - 1].last != j + 1:
            break
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


def _owner(heard: Heard, n: int | None) -> list[Party]:
    """The possessor of a thing, as a party: "China's decision to …"."""
    if n is None:
        return []
    what = heard.scene.said[n]
    party = heard.parties[n]
    if what.kind == "other" and (what.owner or (what.possessor is not None and what.possessor.name)):
        name = what.possessor.name if what.possessor is not None else None
        return [Party(party.start, party.end, what.owner, name, kind="person" if name else "state")]
    return joined(heard, n)


def _targets(heard: Heard, first: int, end: int, type: str, arriving: bool = False) -> list[Party]:
    """The first acting party after a verb, with those joined to it; else the owner of the first thing owned."""
    unit, said = heard.scene.unit, heard.scene.said
    tokens = unit.tokens
    owned: list[Party] = []
    anybody: list[Party] = []
    located: list[Party] = []
    for n, phrase in enumerate(unit.nouns):
        if phrase.first < first or phrase.first >= end or phrase.first - first > 16:
            continue
        what, party = said[n], heard.parties[n]
        preposition = None if phrase.preposition in PARTICLES else phrase.preposition
        if preposition is not None and preposition not in TARGET_PREPOSITIONS:
            continue
        if any(first <= g.first < phrase.first for g in unit.verbs):
            break
        if tokens[phrase.first - 1].low == "that" and phrase.first > 1 and tokens[phrase.first - 2].tag == "C":
            break
        if what.kind == "place" and what.owner and arriving and preposition == "in":
            return [Party(party.start, party.end, what.owner, kind="state")]
        if what.kind == "place" and what.owner and preposition == "to" and type in ("CONSULT", "AID", "MOBILIZE"):
            return [Party(party.start, party.end, what.owner, kind="state")]
        if what.kind == "place" and what.owner and type in ("ASSAULT", "COERCE"):
            located = located or [Party(party.start, party.end, what.owner, kind="state")]
        if (preposition == "in" and what.kind != "state") or (preposition == "of" and owned):
            continue
        if preposition == "against" and plover_quads()[type] <= 2:
            break
        if what.kind in ("official", "faction") and not (party.code and what.kind == "official") and not party.name:
            if what.owner:
                return [Party(party.start, party.end, what.owner, None, what.role, kind="official")]
            anybody = anybody or [party]
            continue
        if what.kind in ACTING or (what.kind == "pronoun" and (party.code or party.name)):
            found = [party]
            while (
                n + 1 < len(unit.nouns)
                and unit.nouns[n + 1].first == unit.nouns[n].last + 1
                and tokens[unit.nouns[n].last].low in ("and", "&")
            ):
                n += 1
                if said[n].kind in ACTING and not _heads(unit.verbs, unit.nouns[n].last):
                    found.append(heard.parties[n])
            return found
        if phrase.head in MEASURES and plover_quads()[type] <= 2:
            break
        if (
            what.kind == "other"
            and not owned
            and (what.owner or what.possessor is not None)
            and preposition in (None, "on", "against", "of", "to", "for", "at", "over", "in", "into")
        ):
            owned = _owner(heard, n)
    return owned or located or anybody


def _heads(verbs: Sequence[VerbGroup], last: int) -> bool:
    """Whether a phrase that ends at a token is the subject of a verb right after it."""
    return any(g.finite and 0 <= g.first - last <= 1 for g in verbs)


def _by(heard: Heard, first: int, end: int) -> list[Party]:
    for n, phrase in enumerate(heard.scene.unit.nouns):
        if first <= phrase.first < end and phrase.preposition == "by":
            return joined(heard, n) if heard.scene.said[n].kind in ACTING else _owner(heard, n)
    return []


def _from(heard: Heard, pattern: Pattern, first: int, end: int) -> list[Party]:
    """Who expels, when the report only says from where: "inspectors were expelled from North Korea"."""
    if pattern.mode not in ("expel", "deport", "withdraw"):
        return []
    for n, phrase in enumerate(heard.scene.unit.nouns):
        if first <= phrase.first < end and phrase.preposition == "from":
            return joined(heard, n)
    return []


def _noun_event(heard: Heard, i: int, candidates: Sequence[Pattern]) -> list[Event]:
    unit = heard.scene.unit
    tokens = unit.tokens
    for pattern in candidates:
        at = _noun_rest(tokens, i, pattern)
        if at is None:
            continue
        if pattern.needs and _needed(tokens, at, min(at + 6, len(tokens)), pattern.needs) is None:
            continue
        phrase_n = next((n for n, p in enumerate(unit.nouns) if p.first <= i < p.last), None)
        if phrase_n is None:
            return []
        phrase = unit.nouns[phrase_n]
        what = heard.scene.said[phrase_n]
        governing = _governing(unit.verbs, phrase.first)
        sources = (
            [Party(tokens[phrase.first].start, tokens[phrase.last - 1].end, what.owner, kind="state")]
            if what.owner
            else []
        )
        sources = sources or _by(heard, at, min(len(tokens), at + 12))
        if not sources and governing is not None and unit.verbs[governing].lemma in LIGHT:
            sources = joined(heard, subject(tokens, unit.nouns, unit.verbs, governing))
        prepositional = pattern.words[-1] in TARGET_PREPOSITIONS
        targets = (_noun_targets(heard, at) if prepositional else []) or _second(heard, at)
        if pattern.roles == "ss" and pattern.words[-1] == "between" and len(targets) > 1:
            sources, targets = targets[:1], targets[1:]
        elif pattern.roles == "ss" and not sources and governing is not None:
            sources = joined(heard, subject(tokens, unit.nouns, unit.verbs, governing))
        if pattern.type in SYMMETRIC_NEEDS_TWO and not (sources and targets):
            return []
        if pattern.roles == "so":
            targets = []
        status = noun_status(tokens, i if tokens[i - 1].tag not in "DNPS" else phrase.first + 1, unit.verbs, governing)
        if not sources and (pattern.roles == "so" or plover_quads()[pattern.type] in (1, 3)):
            return []
        return _events(
            heard, pattern, sources, targets, status, phrase.first, max(i, at - 1 - int(prepositional)), None
        )
    return []


LIGHT = frozenset(
    "announce launch open stage issue make continue begin start resume order impose declare give express voice offer "
    "reiterate conduct carry mount hold lead hit keep call extend repeat renew step plan authorise authorize approve "
    "intensify maintain undertake pledge".split()
)


def _second(heard: Heard, at: int) -> list[Party]:
    """The party after the goods of a noun: "a suspension of aid to Egypt", "the arrest of men from Uganda"."""
    unit = heard.scene.unit
    for n, phrase in enumerate(unit.nouns):
        if at < phrase.first <= at + 6 and phrase.preposition in ("to", "from", "with", "against", "on", "in"):
            if heard.scene.said[n].kind in ACTING and heard.parties[n].code:
                return [heard.parties[n]]
            if heard.scene.said[n].kind == "place" and heard.scene.said[n].owner:
                return [Party(heard.parties[n].start, heard.parties[n].end, heard.scene.said[n].owner, kind="state")]
    return []


def _noun_rest(tokens: Sequence[Token], i: int, pattern: Pattern) -> int | None:
    """The token after a noun trigger: its words stand side by side, the last noun in either number."""
    for n, word in enumerate(pattern.words[1:], 1):
        if i + n >= len(tokens) or (tokens[i + n].low != word and tokens[i + n].low != plural(word)):
            return None
    return i + len(pattern.words)


def _noun_targets(heard: Heard, at: int) -> list[Party]:
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
            return _owner(heard, n)
    return []


def _governing(verbs: Sequence[VerbGroup], first: int) -> int | None:
    """The verb on whose right a phrase stands, within reach."""
    for k in range(len(verbs) - 1, -1, -1):
        if verbs[k].last <= first:
            return k if first - verbs[k].last <= 8 else None
    return None
