"""Rules of bodies that a report states: who holds a veto, who sits, who sponsors or backs a draft."""

from __future__ import annotations

from dataclasses import dataclass

from detente.reading.clauses import subject
from detente.reading.scenes import Party
from detente.reading.utterances import Heard

__all__ = ["BodyRule", "body_rules"]

TEXTS = frozenset("resolution resolutions draft drafts text statement measure proposal motion declaration".split())
SPONSOR = frozenset("present sponsor co-sponsor cosponsor draft introduce propose submit table circulate offer".split())
BACK = frozenset("back support endorse favour favor".split())
HOLD = frozenset("wield hold have possess".split())
BODY = "UNSC"


@dataclass(slots=True)
class BodyRule:
    """A rule of a body: its veto-holders, members or the sponsors of a draft, and the tokens that say so."""

    body: str
    members: tuple[str, ...]
    vetoes: tuple[str, ...]
    sponsor: tuple[str, ...]
    first: int
    last: int
    rule: str
    k: int | None = None


def body_rules(heard: Heard) -> list[BodyRule]:
    """The rules of bodies that one unit states."""
    found = [*_vetoes(heard), *_memberships(heard)]
    found += _sponsors(heard)
    return found


def _codes(heard: Heard, n: int | None) -> list[Party]:
    """The states of a phrase and of those joined to it on its left."""
    if n is None:
        return []
    unit = heard.scene.unit
    found: list[Party] = []
    while n >= 0 and heard.parties[n].code and heard.scene.said[n].kind in ("state", "official", "person"):
        found.insert(0, heard.parties[n])
        j = unit.nouns[n].first - 1
        if j < 1 or unit.tokens[j].low not in ("and", ",") or n == 0 or unit.nouns[n - 1].last < j - 1:
            break
        n -= 1
    return found


def _vetoes(heard: Heard) -> list[BodyRule]:
    """``X and Y, both wielding veto power``; ``X, which holds a veto``."""
    unit = heard.scene.unit
    tokens = unit.tokens
    found = []
    for k, group in enumerate(unit.verbs):
        if group.lemma not in HOLD or group.negated or group.modal:
            continue
        at = next(
            (j for j in range(group.last, min(group.last + 5, len(tokens))) if tokens[j].low in ("veto", "vetoes")),
            None,
        )
        if at is None or (at + 1 < len(tokens) and tokens[at + 1].tag in "VXM"):
            continue
        n = subject(tokens, unit.nouns, unit.verbs, k)
        if n is not None and not heard.parties[n].code:
            n = n - 1 if unit.nouns[n].head == "both" and n else n
        holders = _codes(heard, n) or _codes(heard, _last_before(heard, group.first))
        if holders:
            first = next(p.first for i, p in enumerate(unit.nouns) if heard.parties[i] is holders[0])
            codes = tuple(dict.fromkeys(p.code for p in holders if p.code))
            last = at + 1 if at + 1 < len(tokens) and tokens[at + 1].low in ("power", "powers", "rights") else at
            found.append(BodyRule(BODY, (), codes, (), first, last, "bodies:veto", k))
    return found


def _last_before(heard: Heard, at: int) -> int | None:
    n = next(
        (n for n in range(len(heard.scene.unit.nouns) - 1, -1, -1) if heard.scene.unit.nouns[n].last <= at),
        None,
    )
    while n is not None and n > 0 and not heard.parties[n].code and at - heard.scene.unit.nouns[n].last <= 3:
        n -= 1
    return n


def _memberships(heard: Heard) -> list[BodyRule]:
    """``X, a permanent member of the Council``: permanent members hold vetoes."""
    unit = heard.scene.unit
    tokens = unit.tokens
    found = []
    for j, token in enumerate(tokens):
        if token.low not in ("member", "members") or j < 1:
            continue
        permanent = tokens[j - 1].low in ("permanent", "veto-wielding", "veto-holding")
        council = any(t.place and t.place[0] == BODY for t in tokens[j : j + 6])
        council = council or any(t.place and t.place[0] == BODY for t in tokens[max(0, j - 4) : j])
        if not (permanent or council):
            continue
        n = next((n for n, p in enumerate(unit.nouns) if p.first <= j < p.last), None)
        if n is None or n == 0:
            continue
        aside = unit.nouns[n - 1].last == unit.nouns[n].first - 1 and tokens[unit.nouns[n].first - 1].tag == ","
        holders = _codes(heard, n - 1) if aside else []
        if not holders:
            k = next(
                (
                    k
                    for k, g in enumerate(unit.verbs)
                    if g.lemma == "be"
                    and not g.negated
                    and g.last <= unit.nouns[n].first
                    and unit.nouns[n].first - g.last <= 2
                ),
                None,
            )
            holders = _codes(heard, subject(tokens, unit.nouns, unit.verbs, k)) if k is not None else []
        if holders:
            first = next(p.first for i, p in enumerate(unit.nouns) if heard.parties[i] is holders[0])
            codes = tuple(dict.fromkeys(p.code for p in holders if p.code))
            found.append(
                BodyRule(
                    BODY,
                    codes,
                    codes if permanent else (),
                    (),
                    min(first, unit.nouns[n].first),
                    max(j, unit.nouns[n].last - 1),
                    "bodies:member",
                )
            )
    return found


def _sponsors(heard: Heard) -> list[BodyRule]:
    """``a resolution presented by X and backed by Y``; ``X's draft``; ``X sponsored a resolution``."""
    unit = heard.scene.unit
    tokens = unit.tokens
    found: dict[int, BodyRule] = {}
    for k, group in enumerate(unit.verbs):
        if group.lemma not in SPONSOR and group.lemma not in BACK:
            continue
        if group.negated or group.modal:
            continue
        if group.passive:
            text = next(
                (j for j in range(group.first - 1, max(-1, group.first - 9), -1) if tokens[j].low in TEXTS),
                None,
            )
            n = next(
                (
                    n
                    for n, p in enumerate(unit.nouns)
                    if p.preposition == "by" and group.last <= p.first <= group.last + 2
                ),
                None,
            )
            end = unit.nouns[n].last - 1 if n is not None else 0
        else:
            text = next(
                (j for j in range(group.last, min(group.last + 6, len(tokens))) if tokens[j].low in TEXTS),
                None,
            )
            n = subject(tokens, unit.nouns, unit.verbs, k)
            end = text or 0
            if group.lemma in BACK:
                text = None
        if text is None or n is None or any(t.low in ("no", "neither") for t in tokens[group.last : end]):
            continue
        parties = _codes(heard, n)
        codes = tuple(p.code for p in parties if p.code)
        if not codes:
            continue
        old = found.get(text)
        first = min(text, unit.nouns[n].first)
        if old is not None:
            codes = tuple(dict.fromkeys([*old.sponsor, *codes]))
            first, end = min(first, old.first), max(end, old.last)
        found[text] = BodyRule(BODY, (), (), codes, first, max(end, text), "bodies:sponsor", k)
    return list(found.values())
