"""Ties of what is delivered: who supplies whom, who gets what from whom, through whom it comes."""

from __future__ import annotations

from detente.reading.reach import clause_end
from detente.reading.scenes import Party
from detente.reading.tied import GOODS, MAGNITUDE, Tie, goods_in, holder_at, tie_of, whose
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["GIVE", "SUPPLY", "gets", "leans", "sent", "supplied", "supplies", "through"]

SUPPLY = frozenset("supply provide furnish fund finance subsidise subsidize feed".split())
GIVE = frozenset("sell export ship deliver send give lend".split())
ON_TERMS = frozenset({"provided", "if", "unless", "once"})


def supplies(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``X supplies (most of) Y's oil``, ``X provides Y with oil``, ``X sells oil to Y``."""
    unit = heard.scene.unit
    end = clause_end(unit.tokens, unit.verbs, k)
    end = next((j for j in range(group.last, end) if unit.tokens[j].low in ON_TERMS), end)
    goods = goods_in(heard, group.last, end)
    habit = group.form in ("s", "b") or group.progressive or group.perfect or group.lemma in SUPPLY
    if goods is None or not habit or group.modal or (group.lemma in GIVE and group.past):
        return []
    holder = holder_at(heard, k)
    for n, phrase in enumerate(unit.nouns):
        if not group.last <= phrase.first < end:
            continue
        what, party = heard.scene.said[n], heard.parties[n]
        owner = what.owner if what.kind == "other" else None
        code = party.code or owner
        if code and holder and code != holder.code and phrase.preposition in (None, "to", "of", "for"):
            dependent = Party(party.start, party.end, code, kind="state")
            last = max(goods[1], phrase.last - 1)
            return [tie_of(heard, holder, dependent, goods[0], k, last, "supplies")]
    return []


def supplied(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``two thirds of Y's power is supplied by X``."""
    unit = heard.scene.unit
    goods = goods_in(heard, max(0, group.first - 6), group.first)
    by = next((n for n, p in enumerate(unit.nouns) if p.first == group.last + 1 and p.preposition == "by"), None)
    if goods is None or by is None or group.modal:
        return []
    return [tie_of(heard, heard.parties[by], whose(heard, k), goods[0], k, unit.nouns[by].last - 1, "supplied")]


def sent(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
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


def gets(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``Y gets (most of its) oil from X``, "concessions from X and Z in the form of food"."""
    unit = heard.scene.unit
    end = clause_end(unit.tokens, unit.verbs, k)
    goods = goods_in(heard, group.last, end)
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
            found.append(tie_of(heard, heard.parties[n], holder_at(heard, k), goods[0], k, last, "gets-from"))
    return found


def through(heard: Heard, k: int, dependent: Party | None) -> list[Tie]:
    """``Y's exports pass through X``, ``Y gets its oil through X``: the way is X's to close."""
    unit = heard.scene.unit
    group = unit.verbs[k]
    if dependent is None or group.modal or group.passive:
        return []
    end = clause_end(unit.tokens, unit.verbs, k)
    goods = goods_in(heard, max(0, group.first - 8), end) or _share(heard, group.last, end)
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
            return [tie_of(heard, holder, dependent, f"transit of {goods[0]}", k, phrase.last - 1, "through")]
    return []


def _share(heard: Heard, first: int, end: int) -> tuple[str, int] | None:
    """What a share is of: the fishmeal of "a third of their fishmeal"."""
    unit = heard.scene.unit
    words = " ".join(token.text for token in unit.tokens[first:end])
    shared = (
        (p for p in unit.nouns if first < p.first < end and p.preposition == "of") if MAGNITUDE.search(words) else ()
    )
    return next(((phrase.head, phrase.last - 1) for phrase in shared), None)


def leans(heard: Heard, k: int, group: VerbGroup) -> list[Tie]:
    """``Y depends on X for oil``."""
    unit = heard.scene.unit
    end = clause_end(unit.tokens, unit.verbs, k)
    goods = goods_in(heard, group.last, end)
    for n, phrase in enumerate(unit.nouns):
        if phrase.first < group.last or phrase.first >= end or phrase.preposition not in ("on", "upon"):
            continue
        code = heard.parties[n].code or heard.scene.said[n].owner
        if code:
            holder = Party(heard.parties[n].start, heard.parties[n].end, code, kind="state")
            last = max(goods[1] if goods else 0, phrase.last - 1)
            return [tie_of(heard, holder, whose(heard, k), _on(heard, k, goods), k, last, "depends")]
    return []


def _on(heard: Heard, k: int, goods: tuple[str, int] | None) -> str:
    """What one depends on another for: goods named after the verb, or before it, else support."""
    before = goods_in(heard, max(0, heard.scene.unit.verbs[k].first - 6), heard.scene.unit.verbs[k].first)
    return goods[0] if goods else before[0] if before else "support"
