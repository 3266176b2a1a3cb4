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

from detente.dossier.evidence import Status
from detente.reading.clauses import subject
from detente.reading.lexicon import plover_quads
from detente.reading.nounstatus import noun_status
from detente.reading.participants import (
    TARGET_PREPOSITIONS,
    after_noun,
    beside,
    doers,
    expeller,
    joined,
    owner,
    planner,
    same,
    wielder,
)
from detente.reading.reach import clause_end
from detente.reading.receivers import receivers
from detente.reading.scenes import Party
from detente.reading.standing import as_source, as_target
from detente.reading.status import status_of
from detente.reading.tokens import Token
from detente.reading.triggers import Pattern, match_noun, match_verb, noun_starts, patterns
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["Event", "events"]

NEEDS_TARGET = frozenset(
    "ask help fight shoot kill talk speak meet brief protect call press fund treat address question "
    "support back feed "
    "attack strike hit aid receive discuss work train arm invite encourage visit defend doubt insist appeal want "
    "welcome honor honour thank sponsor favor favour suggest propose recommend require resist pressure stone whip "
    "club kick charge club find welcome export import buy sell ally gas mine rocket fine search review question "
    "examine monitor suspect find reduce end rescue lend finance".split()
)
SYMMETRIC_NEEDS_TWO = frozenset({"CONSULT", "COOPERATE"})


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
    if k >= len(verbs) or not verbs[k].infinitive:
        return None
    first, last = verbs[k - 1].last, verbs[k].first
    plain = all(token.tag in "ADNPI#" for token in heard.scene.unit.tokens[first:last])
    sought = any(first <= p.first < last and p.preposition is None for p in heard.scene.unit.nouns)
    if last - first > 1 and (last - first > 6 or not plain or (sought and event.type == "REQUEST")):
        return None
    target = given.get(k)
    if target is not None and not (event.source is not None and same(target, event.source)):
        return target
    sources = [event.source] if event.source is not None else []
    end = clause_end(heard.scene.unit.tokens, verbs, k)
    found = (as_target(p, sources) for p in receivers(heard, verbs[k].last, end, event.type, sources))
    return next((p for p in found if p is not None), None)


def _spoken(heard: Heard, event: Event) -> Event:
    """A deed that its own doer only speaks of: "it will …" is a promise or a threat, "it will not …" a refusal."""
    if event.k is None or event.source is None or event.type in VERBAL:
        return event
    group = heard.scene.unit.verbs[event.k]
    over = [s for s in heard.statements if s.covers(event.anchor, event.anchor + 1)]
    own = any(same(s.speaker, event.source) for s in over)
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
            match = match_verb(unit.tokens, unit.verbs, k, candidates)
            if match is not None:
                found += _verb_event(heard, k, *match)
                told |= set(range(group.first, match[1] + 1))
    starts = noun_starts()
    for i, token in enumerate(unit.tokens):
        if token.tag in "NPG" and i not in told and token.low in starts:
            made = _noun_event(heard, i, starts[token.low])
            found += made
            told |= set(range(i, i + 5)) if made else set()
    return found


def _verb_event(heard: Heard, k: int, pattern: Pattern, where: int) -> list[Event]:
    unit = heard.scene.unit
    group = unit.verbs[k]
    tokens = unit.tokens
    if _idle(tokens, group) or _cloaked(tokens, group) or _admits(tokens, group):
        return []
    end = clause_end(tokens, unit.verbs, k)
    who = subject(tokens, unit.nouns, unit.verbs, k)
    sources = joined(heard, who)
    targets = receivers(heard, group.last, end, pattern.type, sources, pattern.words[-1])
    if group.passive or _of_object(heard, k, who):
        agents = doers(heard, group.last, end) or expeller(heard, pattern, group.last, end)
        if not agents and pattern.type == "REQUEST":
            return []
        sources, targets = agents, sources or owner(heard, who)
    elif group.infinitive:
        sources = planner(heard, group) or sources or owner(heard, who)
    elif not sources and who is not None and not group.participle:
        sources = wielder(heard, who, pattern)
        if not sources:
            return []
    if pattern.roles == "ss" and len(sources) > 1 and not targets:
        sources, targets = sources[:1], sources[1:]
    if pattern.words == ("protest",) and group.finite and sources and all(_governs(p) for p in sources):
        pattern = pattern._replace(type="ACCUSE", mode="disapprove")  # a government protests with words
    if pattern.type in SYMMETRIC_NEEDS_TWO and not (sources and targets):
        return []
    if not pattern.needs and len(pattern.words) == 1 and group.lemma in NEEDS_TARGET and not targets:
        return []
    status = status_of(tokens, unit.verbs, k)
    if who is not None and tokens[unit.nouns[who].first].low in ("no", "nobody", "none", "neither"):
        status = "negated"
    if who is not None and tokens[unit.nouns[who].first].low in ("any", "anyone", "anybody", "whoever"):
        status = "hypothetical"  # "any state that fails to comply"
    last = max(where, group.last - 1)
    for phrase in unit.nouns:
        if phrase.first in (group.last, last + 1) and phrase.last <= end:
            last = max(last, phrase.last - 1)
    return _events(heard, pattern, sources, targets, status, _first(heard, who, k), last, k)


def _of_object(heard: Heard, k: int, who: int | None) -> bool:
    """Whether a participle tells of the object before it: "handed over four men convicted of spying"."""
    unit = heard.scene.unit
    group, before = unit.verbs[k], unit.verbs[k - 1] if k else None
    if who is None or before is None or before.passive or group.last - group.first != 1:
        return False
    following = unit.tokens[group.last].low if group.last < len(unit.tokens) else ""
    if group.lemma not in SUFFERED or following not in ("of", "to", "for", "in", "by", "at", "on", "over"):
        return False
    phrase = unit.nouns[who]
    between = unit.tokens[before.last : phrase.first]
    return before.last <= phrase.first and phrase.last == group.first and all(t.low in PARTICLES for t in between)


SUFFERED = frozenset(
    "convict sentence accuse suspect charge jail imprison detain arrest hold capture kidnap abduct kill wound injure "
    "expel deport".split()
)
PARTICLES = frozenset("over out up back off down".split())


def _governs(party: Party) -> bool:
    return party.code is not None and len(party.code) == 3 and not party.plural


def _first(heard: Heard, who: int | None, k: int) -> int:
    """Where the telling of an event begins: at its subject when that stands right before its verb."""
    unit = heard.scene.unit
    group = unit.verbs[k]
    if who is None or group.infinitive:
        return group.first
    first = unit.nouns[who].first
    near = first < group.first and group.first - first < 14
    return first if near and not any(first < g.first < group.first and g.finite for g in unit.verbs) else group.first


def _cloaked(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether a refusal or a request is only about the speaker's name, or an offer only a comment.

    "Who declined to be identified"; "offered no comment".
    """
    words = {t.low for t in tokens[group.last : group.last + 5]}
    if group.lemma == "offer" and any(t.low in COMMENTS for t in tokens[group.last : group.last + 3]):
        return True
    return group.lemma in ("decline", "refuse", "ask", "request") and bool(
        words & {"named", "identified", "anonymity", "anonymous"}
    )


def _admits(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether somebody concedes a point and yields nothing: "conceded that the maps were unclear"."""
    return group.lemma == "concede" and group.last < len(tokens) and tokens[group.last].tag == "B"


COMMENTS = frozenset("comment comments details explanation reason evidence proof condolences congratulations".split())


def _idle(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether a verb stands for something else: "called on", an adjective before a noun."""
    main = tokens[group.last - 1]
    following = tokens[group.last] if group.last < len(tokens) else None
    if group.first == 0 and "n" in main.form and following is not None and following.tag == "N":
        return True  # "Armed groups."
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
    sources = [as_source(p) for p in sources if p.code or p.name or p.kind in ("official", "faction")]
    targets = [p for given in targets if (p := as_target(given, sources, pattern.type)) is not None]
    material = plover_quads()[pattern.type] in (2, 4) and any(p.kind in ("official", "faction") for p in targets)
    if not sources and not material and not any(p.code or p.name for p in targets):
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


def _noun_event(heard: Heard, i: int, candidates: Sequence[Pattern]) -> list[Event]:
    unit = heard.scene.unit
    tokens = unit.tokens
    for pattern in candidates:
        at = match_noun(tokens, i, pattern)
        if at is None:
            continue
        phrase_n = next((n for n, p in enumerate(unit.nouns) if p.first <= i < p.last), None)
        if phrase_n is None:
            return []
        phrase = unit.nouns[phrase_n]
        what = heard.scene.said[phrase_n]
        governing = _governing(unit.verbs, phrase.first)
        if pattern.type == "AID" and governing is not None and unit.verbs[governing].lemma in CUTTING:
            return []  # "suspended a million euros in aid to …"
        sources = (
            [Party(tokens[phrase.first].start, tokens[phrase.last - 1].end, what.owner, kind="state")]
            if what.owner
            else []
        )
        sources = sources or doers(heard, at, min(len(tokens), at + 12))
        if not sources and governing is not None and unit.verbs[governing].lemma in LIGHT:
            sources = joined(heard, subject(tokens, unit.nouns, unit.verbs, governing))
        prepositional = pattern.words[-1] in TARGET_PREPOSITIONS
        targets = (after_noun(heard, at) if prepositional else []) or beside(heard, at)
        if pattern.roles == "ss" and pattern.words[-1] == "between" and len(targets) > 1:
            sources, targets = targets[:1], targets[1:]
        elif pattern.roles == "ss" and not sources and governing is not None:
            sources = joined(heard, subject(tokens, unit.nouns, unit.verbs, governing))
        if pattern.type in SYMMETRIC_NEEDS_TWO and not (sources and targets):
            return []
        if pattern.roles == "so":
            targets = []
        status = noun_status(tokens, i, unit.verbs, governing)
        if not sources and (pattern.roles == "so" or plover_quads()[pattern.type] in (1, 3)):
            return []
        return _events(
            heard, pattern, sources, targets, status, phrase.first, max(i, at - 1 - int(prepositional)), None
        )
    return []


CUTTING = frozenset("suspend halt stop cut freeze withhold end block reduce cancel deny refuse".split())
LIGHT = frozenset(
    "announce launch open stage issue make continue begin start resume order impose declare give express voice offer "
    "reiterate conduct carry mount hold lead hit keep call extend repeat renew step plan authorise authorize approve "
    "intensify maintain undertake pledge go proceed complete finish speed accelerate suspend halt delay".split()
)


def _governing(verbs: Sequence[VerbGroup], first: int) -> int | None:
    """The verb on whose right a phrase stands, within reach."""
    for k in range(len(verbs) - 1, -1, -1):
        if verbs[k].last <= first:
            return k if first - verbs[k].last <= 8 else None
    return None
