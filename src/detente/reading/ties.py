"""Ties: who depends on whom, for what, and how much."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.clauses import subject
from detente.reading.reach import clause_end
from detente.reading.scenes import Party
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["Tie", "ties"]

SUPPLY = frozenset("supply provide furnish fund finance subsidise subsidize feed".split())
GIVE = frozenset("sell export ship deliver send give lend".split())
LEAN = frozenset("depend rely count".split())
GET = frozenset("get receive import buy obtain purchase draw extract".split())
PASS = frozenset("pass flow go come travel transit run move ship".split())
FREEZE = frozenset("freeze hold impound block withhold".split())
RELEASE = frozenset("release unfreeze return".split())
POWER = frozenset("leverage influence sway clout hold grip".split())
GOODS = frozenset(
    "food fuel oil gas energy electricity power coal grain rice wheat fertilizer fertiliser aid cash money remittances "
    "remittance funds loans investment trade weapons arms water medicine goods imports exports supplies currency "
    "tourism tourists credit assistance income revenue concessions crude diesel market jobs wages protection security "
    "troops parts components technology bandwidth transit port access".split()
)
MONEY = frozenset("million billion funds assets accounts money deposits reserves cash account".split())
ON_TERMS = frozenset({"provided", "if", "unless", "once"})
ACCOUNTS = frozenset("funds assets accounts deposits reserves".split())
MAGNITUDE = re.compile(
    r"\b((?:more than|over|nearly|almost|about|at least|up to|roughly|around)?\s*"
    r"(?:half|most|all|a third|two[- ]thirds|a quarter|three[- ]quarters|the bulk|much"
    r"|\d+(?:\.\d+)?(?: percent| per cent|%)"
    r"|[$€£]\d[\d,.]*(?: (?:million|billion|trillion))?))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Tie:
    """Who holds, who depends, for what, how much; and the tokens that say so."""

    holder: Party | None
    dependent: Party | None
    resource: str
    magnitude: str | None
    first: int
    last: int
    rule: str
    k: int


def ties(heard: Heard) -> list[Tie]:
    """The ties of one unit."""
    found: list[Tie] = []
    for k, group in enumerate(heard.scene.unit.verbs):
        if group.negated:
            continue
        made = _of_verb(heard, k, group)
        found += [tie for tie in made if _holds(tie)]
    return found


def _holds(tie: Tie) -> bool:
    """A tie needs two different actors."""
    holder, dependent = tie.holder, tie.dependent
    return bool(holder and dependent and holder.code and dependent.code and holder.code != dependent.code)


def _of_verb(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    lemma = group.lemma
    if lemma in SUPPLY or lemma in GIVE:
        if group.passive:
            return _sent(heard, k, group) or _supplied(heard, k, group)
        return _supplies(heard, k, group)
    if lemma in PASS:
        return _through(heard, k, _source(heard, k))
    if lemma in LEAN:
        return _leans(heard, k, group)
    if lemma in GET:
        return _gets(heard, k, group) or _through(heard, k, _subject(heard, k))
    if lemma in ("have", "wield", "exert", "exercise", "hold", "enjoy"):
        return _wields(heard, k, group)
    if lemma in RELEASE or (lemma in FREEZE and not group.passive):
        return _funds(heard, k, group)
    return []


def _subject(heard: Heard, k: int) -> Party | None:
    unit = heard.scene.unit
    n = subject(unit.tokens, unit.nouns, unit.verbs, k)
    return heard.parties[n] if n is not None and heard.parties[n].code else None


def _source(heard: Heard, k: int) -> Party | None:
    """Whose the subject of a verb is: "Chad's imports", "80 percent of Chad's imports", or the subject itself."""
    unit = heard.scene.unit
    n = subject(unit.tokens, unit.nouns, unit.verbs, k)
    while n is not None:
        party, owner = heard.parties[n], heard.scene.said[n].owner
        code = party.code if heard.scene.said[n].kind != "place" else None
        if code or owner:
            return Party(party.start, party.end, code or owner, kind="state")
        following = unit.nouns[n + 1] if n + 1 < len(unit.nouns) else None
        led = following is not None and following.preposition == "of" and following.first == unit.nouns[n].last + 1
        n = n + 1 if led else None
    return None


def _through(heard: Heard, k: int, dependent: Party | None) -> list[Tie]:
    """``Y's exports pass through X``, ``Y gets its oil through X``: the way is X's to close."""
    unit = heard.scene.unit
    group = unit.verbs[k]
    if dependent is None or group.modal or group.passive:
        return []
    end = clause_end(unit.tokens, unit.verbs, k)
    goods = _goods(heard, max(0, group.first - 8), end)
    if goods is None:
        return []
    for n, phrase in enumerate(unit.nouns):
        if not group.last <= phrase.first < end or phrase.preposition not in ("through", "via", "across"):
            continue
        what, party = heard.scene.said[n], heard.parties[n]
        after = heard.parties[n + 1] if n + 1 < len(unit.nouns) and unit.nouns[n + 1].preposition == "in" else None
        code = party.code or what.owner or (after.code if after is not None else None)
        if code:
            holder = Party(party.start, party.end, code, kind="state")
            return [_tie(heard, holder, dependent, f"transit of {goods[0]}", k, phrase.last - 1, "through")]
    return []


def _supplied(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``two thirds of Y's power is supplied by X``."""
    unit = heard.scene.unit
    goods = _goods(heard, max(0, group.first - 6), group.first)
    by = next((n for n, p in enumerate(unit.nouns) if p.first == group.last + 1 and p.preposition == "by"), None)
    if goods is None or by is None or group.modal:
        return []
    return [_tie(heard, heard.parties[by], _source(heard, k), goods[0], k, unit.nouns[by].last - 1, "supplied")]


def _goods(heard: Heard, first: int, end: int) -> tuple[str, int] | None:
    """The goods named in a stretch, as the report names them, and the last of their tokens."""
    tokens = heard.scene.unit.tokens
    named = [j for j in range(first, min(end, len(tokens))) if tokens[j].low in GOODS]
    if not named:
        return None
    form = next((j for j in named if tokens[j - 2].low == "form" and tokens[j - 1].low == "of"), None)
    named = [j for j in named if form is None or j >= form]  # "concessions in the form of food"
    run = [named[0]]
    for j in named[1:]:
        if j - run[-1] <= 3:
            run.append(j)
    words = [tokens[j].low for j in run]
    return (" and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]), run[-1]


def _magnitude(heard: Heard, text_first: int, text_last: int) -> str | None:
    tokens = heard.scene.unit.tokens
    words = " ".join(t.text for t in tokens[text_first:text_last])
    match = MAGNITUDE.search(words)
    return match.group(1).strip() if match else None


def _supplies(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``X supplies (most of) Y's oil``, ``X provides Y with oil``, ``X sells oil to Y``."""
    unit = heard.scene.unit
    end = clause_end(unit.tokens, unit.verbs, k)
    end = next((j for j in range(group.last, end) if unit.tokens[j].low in ON_TERMS), end)
    goods = _goods(heard, group.last, end)
    habit = group.form in ("s", "b") or group.progressive or group.perfect or group.lemma in SUPPLY
    if goods is None or not habit or group.modal or (group.lemma in GIVE and group.past):
        return []
    holder = _subject(heard, k)
    for n, phrase in enumerate(unit.nouns):
        if not group.last <= phrase.first < end:
            continue
        what, party = heard.scene.said[n], heard.parties[n]
        owner = what.owner if what.kind == "other" else None
        code = party.code or owner
        if code and holder and code != holder.code and phrase.preposition in (None, "to", "of", "for"):
            dependent = Party(party.start, party.end, code, kind="state")
            last = max(goods[1], phrase.last - 1)
            return [_tie(heard, holder, dependent, goods[0], k, last, "supplies")]
    return []


def _tie(
    heard: Heard, holder: Party | None, dependent: Party | None, resource: str, k: int, last: int, rule: str
) -> Tie:
    unit = heard.scene.unit
    group = unit.verbs[k]
    n = subject(unit.tokens, unit.nouns, unit.verbs, k)
    first = group.first
    if n is not None and unit.nouns[n].first < first and first - unit.nouns[n].first < 14:
        first = unit.nouns[n].first
    return Tie(holder, dependent, resource, _magnitude(heard, first, last + 1), first, last, f"ties:{rule}", k)


def _leans(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``Y depends on X for oil``."""
    unit = heard.scene.unit
    end = clause_end(unit.tokens, unit.verbs, k)
    goods = _goods(heard, group.last, end)
    for n, phrase in enumerate(unit.nouns):
        if phrase.first < group.last or phrase.first >= end or phrase.preposition not in ("on", "upon"):
            continue
        code = heard.parties[n].code or heard.scene.said[n].owner
        if code:
            holder = Party(heard.parties[n].start, heard.parties[n].end, code, kind="state")
            last = max(goods[1] if goods else 0, phrase.last - 1)
            return [_tie(heard, holder, _source(heard, k), _on(heard, k, goods), k, last, "depends")]
    return []


def _on(heard: Heard, k: int, goods: tuple[str, int] | None) -> str:
    """What one depends on another for: goods named after the verb, or before it, else support."""
    before = _goods(heard, max(0, heard.scene.unit.verbs[k].first - 6), heard.scene.unit.verbs[k].first)
    return goods[0] if goods else before[0] if before else "support"


def _gets(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``Y gets (most of its) oil from X``, "concessions from X and Z in the form of food"."""
    unit = heard.scene.unit
    end = clause_end(unit.tokens, unit.verbs, k)
    goods = _goods(heard, group.last, end)
    if goods is None or group.modal:
        return []
    found = []
    for n, phrase in enumerate(unit.nouns):
        if not group.last <= phrase.first < end:
            continue
        joined = n > 0 and unit.nouns[n - 1].preposition == "from" and unit.nouns[n - 1].last + 1 == phrase.first
        joined = joined and unit.tokens[phrase.first - 1].low == "and"
        if (phrase.preposition == "from" or joined) and heard.parties[n].code:
            last = max(goods[1], phrase.last - 1)
            found.append(_tie(heard, heard.parties[n], _subject(heard, k), goods[0], k, last, "gets-from"))
    return found


def _wields(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``X has leverage over Y``."""
    unit = heard.scene.unit
    tokens = unit.tokens
    end = clause_end(tokens, unit.verbs, k)
    for j in range(group.last, min(end, group.last + 6)):
        if tokens[j].low in POWER and j + 1 < end and tokens[j + 1].low in ("over", "on", "with", "in"):
            for n, phrase in enumerate(unit.nouns):
                if phrase.first == j + 2 and heard.parties[n].code and tokens[j + 1].low in ("over", "on", "with"):
                    if any(t.low in ("little", "no", "n't", "limited") for t in tokens[group.last : j]):
                        return []
                    return [
                        _tie(
                            heard,
                            _subject(heard, k),
                            heard.parties[n],
                            tokens[j].low,
                            k,
                            phrase.last - 1,
                            "leverage",
                        )
                    ]
    return []


def _sent(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``remittances sent by Koreans in Japan to relatives in North Korea``."""
    unit = heard.scene.unit
    tokens = unit.tokens
    before = [j for j in range(max(0, group.first - 4), group.first) if tokens[j].low in GOODS]
    if not before:
        return []
    holder: Party | None = None
    dependent: Party | None = None
    stop = min(len(tokens), group.last + 16)
    for n, phrase in enumerate(unit.nouns):
        if not group.last <= phrase.first < stop or phrase.preposition not in ("by", "in", "to", "from"):
            continue
        what = heard.scene.said[n]
        code = heard.parties[n].code or (what.owner if what.kind in ("place", "other") else None)
        if code is None:
            continue
        found = Party(heard.parties[n].start, heard.parties[n].end, code, kind="state")
        if phrase.preposition == "to" or (phrase.preposition == "in" and n and unit.nouns[n - 1].preposition == "to"):
            dependent = found
            last = phrase.last - 1
        elif holder is None or phrase.preposition == "in":
            holder = found
    if dependent is None:
        return []
    words = " ".join(tokens[j].low for j in range(before[0], before[-1] + 1))
    return [Tie(holder, dependent, words, None, before[0], last, "ties:sent", k)]


def _funds(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``X released $24 million …`` that Y asks for, ``X froze Y's assets``."""
    unit = heard.scene.unit
    tokens = unit.tokens
    clause = clause_end(tokens, unit.verbs, k)
    end = min(clause, group.last + 5)
    money = [j for j in range(group.last, end) if tokens[j].low in MONEY or tokens[j].text[0] in "$€£"]
    if not money:
        return []
    holder = _subject(heard, k)
    dependent: Party | None = None
    for n, phrase in enumerate(unit.nouns):
        # whose money it is stands in its own phrase ("Ormond's assets"), not in that of the place where it lies
        if phrase.first <= money[0] < phrase.last and heard.scene.said[n].owner:
            dependent = Party(heard.parties[n].start, heard.parties[n].end, heard.scene.said[n].owner, kind="state")
        # "$310 million in deposits of Ormond's oil company"
        of = phrase.preposition == "of" and money[-1] < phrase.first < min(clause, money[-1] + 8)
        if of and dependent is None and (owner := heard.scene.said[n].owner or heard.parties[n].code):
            dependent = Party(heard.parties[n].start, heard.parties[n].end, owner, kind="state")
    if dependent is None:
        dependent = _asker(heard, tokens[group.first].start)
    named = [tokens[j].low for j in money if tokens[j].low in ACCOUNTS]
    return [_tie(heard, holder, dependent, f"frozen {named[-1] if named else 'money'}", k, money[-1], "funds")]


def _asker(heard: Heard, at: int) -> Party | None:
    """Who says the words that stand at a place of the report."""
    for statement in heard.statements:
        if statement.covers(at, at + 1) and statement.speaker.code:
            return statement.speaker
    return heard.speaker if heard.speaker and heard.speaker.code else None
