"""Ties: who depends on whom, for what, and how much."""

from __future__ import annotations

from detente.reading.deliveries import GIVE, SUPPLY, gets, leans, sent, supplied, supplies, through
from detente.reading.reach import clause_end
from detente.reading.scenes import Party
from detente.reading.tied import Tie, holder_at, tie_of, whose
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["ties"]

LEAN = frozenset("depend rely count".split())
GET = frozenset("get receive import buy obtain purchase draw extract".split())
PASS = frozenset("pass flow go come travel transit run move ship".split())
FREEZE = frozenset("freeze hold impound block withhold".split())
RELEASE = frozenset("release unfreeze return".split())
POWER = frozenset("leverage influence sway clout hold grip".split())
MONEY = frozenset("million billion funds assets accounts money deposits reserves cash account".split())
ACCOUNTS = frozenset("funds assets accounts deposits reserves".split())


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
            return sent(heard, k, group) or supplied(heard, k, group)
        return supplies(heard, k, group) or through(heard, k, whose(heard, k))
    if lemma in PASS:
        return through(heard, k, whose(heard, k))
    if lemma in LEAN:
        return leans(heard, k, group)
    if lemma in GET:
        return gets(heard, k, group) or through(heard, k, holder_at(heard, k))
    if lemma in ("have", "wield", "exert", "exercise", "hold", "enjoy"):
        return wields(heard, k, group)
    if lemma in RELEASE or (lemma in FREEZE and not group.passive):
        return funds(heard, k, group)
    return []


def wields(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
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
                        tie_of(
                            heard,
                            holder_at(heard, k),
                            heard.parties[n],
                            tokens[j].low,
                            k,
                            phrase.last - 1,
                            "leverage",
                        )
                    ]
    return []


def funds(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``X released $24 million …`` that Y asks for, ``X froze Y's assets``."""
    unit = heard.scene.unit
    tokens = unit.tokens
    clause = clause_end(tokens, unit.verbs, k)
    end = min(clause, group.last + 5)
    money = [j for j in range(group.last, end) if tokens[j].low in MONEY or tokens[j].text[0] in "$€£"]
    if not money:
        return []
    holder = holder_at(heard, k)
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
    return [tie_of(heard, holder, dependent, f"frozen {named[-1] if named else 'money'}", k, money[-1], "funds")]


def _asker(heard: Heard, at: int) -> Party | None:
    """Who says the words that stand at a place of the report."""
    for statement in heard.statements:
        if statement.covers(at, at + 1) and statement.speaker.code:
            return statement.speaker
    return heard.speaker if heard.speaker and heard.speaker.code else None
