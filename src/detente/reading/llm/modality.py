"""What the words that carry a claim say of it by themselves: whether it happened, for or against, and whose it is.

"Could" is no "will", "will" is no "did", and "did not" is no "did".
"""

from __future__ import annotations

from detente.dossier.evidence import Stance, Status
from detente.reading.chains import AGAINST, BOTH, FOR
from detente.reading.clauses import subject
from detente.reading.nounstatus import noun_status
from detente.reading.scenes import Party
from detente.reading.status import status_of
from detente.reading.utterances import Heard

__all__ = ["POSITIVE", "doers_at", "sign_at", "speaker_at", "status_at", "stronger"]

Place = tuple[int, int]
STRENGTH: dict[Status, int] = {
    "occurred": 4, "ongoing": 4, "planned": 3, "assessed": 2, "conditional": 2, "hypothetical": 1, "negated": 0,
}  # fmt: skip
ADVERBS = frozenset({"please", "now", "then", "also", "instead", "and", "so", ","})
ORDERS = frozenset(
    "report say state write record note claim list tell add output conclude assume pretend imagine code answer reply "
    "respond assert mention summarise summarize translate remember".split()
)
ORDERED = frozenset({"that", ":", "only", "as", "how", "with", "in", "this", "it"})
HAPPEN = frozenset("take happen occur come begin start proceed follow go be carry conduct hold stage launch".split())
DEFINITE = frozenset({"the", "its", "their", "his", "her", "this", "that", "these", "those"})
POSITIVE: frozenset[Stance] = frozenset({"support", "demand", "offer", "threaten"})


def stronger(claimed: Status, told: Status) -> bool:
    """Whether a status says more than the text's, or denies what the text does not deny.

    >>> stronger("planned", "hypothetical"), stronger("hypothetical", "planned"), stronger("negated", "occurred")
    (True, False, True)
    """
    if "negated" in (claimed, told):
        return claimed != told
    return STRENGTH[claimed] > STRENGTH[told]


def status_at(heard: Heard, place: Place) -> Status:
    """The status that the words at a place have in their sentence.

    0. What a sentence orders its reader to say ("Report that …", "You must state that …") is hypothetical.
    1. Of a verb there, the last one's.
    2. Of a noun, what the words before it and the verb that governs it say.
    3. Of a noun that is its verb's subject, that verb's too where it tells of the noun's happening.
    """
    unit = heard.scene.unit
    if _orders(heard):
        return "hypothetical"
    k = _verb(heard, place)
    if k is not None:
        return status_of(unit.tokens, unit.verbs, k)
    at = next((i for i, t in enumerate(unit.tokens) if t.start < place[1] and place[0] < t.end), None)
    if at is None:
        return "occurred"
    above = next((k for k in range(len(unit.verbs) - 1, -1, -1) if unit.verbs[k].last <= at), None)
    told = noun_status(unit.tokens, at, unit.verbs, above)
    own = _happening(heard, at)
    return told if own is None or STRENGTH[told] <= STRENGTH[own] else own


def _orders(heard: Heard) -> bool:
    """Whether a sentence tells its reader what to say."""
    words = [token.low for token in heard.scene.unit.tokens[:4] if token.low not in ADVERBS]
    if words[:1] == ["you"]:
        return words[1:2] == ["must"] or words[1:2] == ["should"] or words[1:2] == ["shall"]
    return len(words) > 1 and words[0] in ORDERS and words[1] in ORDERED


def _happening(heard: Heard, at: int) -> Status | None:
    """The status of the verb whose subject a noun is, where that verb says whether the noun happened."""
    unit = heard.scene.unit
    n = next((n for n, p in enumerate(unit.nouns) if p.first <= at < p.last), None)
    if n is None:
        return None
    for k, group in enumerate(unit.verbs):
        if group.first >= at and subject(unit.tokens, unit.nouns, unit.verbs, k) == n:
            known = unit.tokens[unit.nouns[n].first].low in DEFINITE
            return status_of(unit.tokens, unit.verbs, k) if group.lemma in HAPPEN or not known else None
    return None


def sign_at(heard: Heard, place: Place) -> int:
    """For (1) or against (−1) by the verb at a place and its negation; 0 where the verb says neither."""
    k = _verb(heard, place)
    if k is None:
        return 0
    group = heard.scene.unit.verbs[k]
    if group.lemma in BOTH or (group.lemma in FOR) == (group.lemma in AGAINST):
        return 0
    sign = 1 if group.lemma in FOR else -1
    return -sign if status_of(heard.scene.unit.tokens, heard.scene.unit.verbs, k) == "negated" else sign


def doers_at(heard: Heard, place: Place) -> frozenset[str]:
    """The codes of the subject of the verb at a place, and of those joined to it; none where it is no active verb."""
    unit = heard.scene.unit
    k = _verb(heard, place)
    if k is None or unit.verbs[k].passive or not unit.verbs[k].finite:
        return frozenset()
    n = subject(unit.tokens, unit.nouns, unit.verbs, k)
    found: set[str | None] = set()
    while n is not None and n >= 0:
        found.add(heard.parties[n].code)
        between = unit.tokens[unit.nouns[n - 1].last : unit.nouns[n].first] if n else []
        n = n - 1 if between and all(token.tag in ("C", ",") for token in between) else None
    return frozenset() if None in found else frozenset(code for code in found if code is not None)


def speaker_at(heard: Heard | None, place: Place) -> Party | None:
    """Whose the verb of reporting at a place is, by our rules of speech; none where there is no such verb."""
    if heard is None:
        return None
    for cue in heard.cues:
        tokens, group = heard.scene.unit.tokens, heard.scene.unit.verbs[cue.k]
        here = tokens[group.first].start < place[1] and place[0] < tokens[group.last - 1].end
        if here and cue.who is not None and not cue.passive:
            return heard.parties[cue.who]
    return None


def _verb(heard: Heard, place: Place) -> int | None:
    unit = heard.scene.unit
    tokens = unit.tokens
    inside = [
        k
        for k, group in enumerate(unit.verbs)
        if tokens[group.first].start < place[1] and place[0] < tokens[group.last - 1].end
    ]
    return inside[-1] if inside else None
