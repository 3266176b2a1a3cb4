"""Events that a verb tells: its pattern, its subject and objects, active or passive."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.clauses import subject
from detente.reading.deeds import SYMMETRIC_NEEDS_TWO, Event, told_of
from detente.reading.participants import (
    doers,
    expeller,
    joined,
    owner,
    planner,
    wielder,
)
from detente.reading.reach import clause_end
from detente.reading.receivers import receivers
from detente.reading.scenes import Party
from detente.reading.status import status_of
from detente.reading.tokens import Token
from detente.reading.triggers import Pattern
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["verb_events"]

NEEDS_TARGET = frozenset(
    "ask help fight shoot kill talk speak meet brief protect call press fund treat address question "
    "support back feed "
    "attack strike hit aid receive discuss work train arm invite encourage visit defend doubt insist appeal want "
    "welcome honor honour thank sponsor favor favour suggest propose recommend require resist pressure stone whip "
    "club kick charge club find welcome export import buy sell ally gas mine rocket fine search review question "
    "examine monitor suspect find reduce end rescue lend finance".split()
)
COMMENTS = frozenset("comment comments details explanation reason evidence proof condolences congratulations".split())
SUFFERED = frozenset(
    "convict sentence accuse suspect charge jail imprison detain arrest hold capture kidnap abduct kill wound injure "
    "expel deport".split()
)
PARTICLES = frozenset("over out up back off down".split())


def verb_events(heard: Heard, k: int, pattern: Pattern, where: int) -> list[Event]:
    """The events that verb group ``k`` tells by a pattern whose needed word stands at token ``where``."""
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
    return told_of(heard, pattern, sources, targets, status, _first(heard, who, k), last, k)


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
