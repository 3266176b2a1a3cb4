"""A tie and what makes it: who holds, who depends, for what goods, how much of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.reading.clauses import subject
from detente.reading.scenes import Party
from detente.reading.utterances import Heard

__all__ = ["GOODS", "MAGNITUDE", "Tie", "goods_in", "holder_at", "tie_of", "whose"]

GOODS = frozenset(
    "food fuel oil gas energy electricity power coal grain rice wheat fertilizer fertiliser aid cash money remittances "
    "remittance funds loans investment trade weapons arms water medicine goods imports exports supplies currency "
    "tourism tourists credit assistance income revenue concessions crude diesel market jobs wages protection security "
    "troops parts components technology bandwidth transit port access".split()
)
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


def tie_of(
    heard: Heard, holder: Party | None, dependent: Party | None, resource: str, k: int, last: int, rule: str
) -> Tie:
    """The tie that verb group ``k`` tells, from its subject or itself to the token ``last``."""
    unit = heard.scene.unit
    group = unit.verbs[k]
    n = subject(unit.tokens, unit.nouns, unit.verbs, k)
    first = group.first
    if n is not None and unit.nouns[n].first < first and first - unit.nouns[n].first < 14:
        first = unit.nouns[n].first
    return Tie(holder, dependent, resource, _magnitude(heard, first, last + 1), first, last, f"ties:{rule}", k)


def _magnitude(heard: Heard, text_first: int, text_last: int) -> str | None:
    tokens = heard.scene.unit.tokens
    words = " ".join(t.text for t in tokens[text_first:text_last])
    match = MAGNITUDE.search(words)
    return match.group(1).strip() if match else None


def holder_at(heard: Heard, k: int) -> Party | None:
    """The actor that is the subject of verb group ``k``, or none."""
    unit = heard.scene.unit
    n = subject(unit.tokens, unit.nouns, unit.verbs, k)
    return heard.parties[n] if n is not None and heard.parties[n].code else None


def whose(heard: Heard, k: int) -> Party | None:
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


def goods_in(heard: Heard, first: int, end: int) -> tuple[str, int] | None:
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
