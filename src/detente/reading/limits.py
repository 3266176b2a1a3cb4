"""Where the words that a verb reports end at the latest: a turn of the report, another speaker, the main clause."""

from __future__ import annotations

from detente.reading.clauses import subject
from detente.reading.extents import clause_at
from detente.reading.scenes import Scene
from detente.reading.speech import Cue
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["limit"]

LOOSE = frozenset(
    {"allow", "show", "mean", "see", "feel", "prove", "find", "leave", "learn", "order", "discover", "let"}
)


def limit(scene: Scene, cue: Cue, found: list[Cue]) -> int:
    """Where reported words end at the latest: the sentence's end, or a later cue that speaks anew."""
    tokens, verbs = scene.unit.tokens, scene.unit.verbs
    end = len(tokens)
    while end and tokens[end - 1].tag in (".", ","):
        end -= 1
    relative = bool(verbs[cue.k].first) and tokens[verbs[cue.k].first - 1].low in ("who", "which")
    for j in range(cue.last, end):
        token = tokens[j]
        if token.tag == "," and j + 1 < end and tokens[j + 1].low == "according":
            return j
        if token.tag == ";" or (token.tag == "," and j + 1 < end and tokens[j + 1].low == "then"):
            return j
        if token.tag == "," and relative:
            return j
    end = min(end, _main_clause(scene, cue, end), _turn(scene, cue, end))
    holders = {other.who for other in found if other.k <= cue.k and other.who is not None and not other.inverted}
    for k, group in enumerate(verbs):
        joint = _joint(scene, cue, group.first)
        joined = cue.last < group.first < end and group.finite and tokens[joint].low in ("and", "but")
        if joined and subject(tokens, scene.unit.nouns, verbs, k) in holders:
            end = joint
    for other in found:
        group = verbs[other.k]
        if group.first <= cue.last or group.first >= end:
            continue
        if _twin(scene, cue, other, found):
            other.who = cue.who
            return group.first - 1
        aside = group.participle and tokens[group.first - 1].tag == "," and not group.passive
        if aside and other.verb.verb not in LOOSE:
            return group.first - 1
        if not set(other.verb.frames) & set("qtz"):
            lead = scene.unit.nouns[other.who].first - 1 if other.who is not None and group.finite else 0
            if lead > cue.last + 1 and tokens[lead].tag == "C" and tokens[lead - 1].tag == ",":
                return lead - 1
            continue
        before = tokens[group.first - 1]
        if before.tag == "C" and group.finite and other.who == cue.who and not other.inverted and before.low != "that":
            return group.first - 1
        if other.who is not None and group.finite:
            lead = scene.unit.nouns[other.who].first - 1
            tail = group.last
            if (
                lead > cue.last
                and tokens[lead].tag == ","
                and (tail >= end or tokens[tail].tag in (".", ",", "I", "P", "A"))
            ):
                return lead
            if lead > cue.last + 1 and tokens[lead].tag == "C" and tokens[lead - 1].tag in ",-":
                return lead - 1
            if other.inverted and before.tag == ",":
                return group.first - 1
    return end


def _joint(scene: Scene, cue: Cue, first: int) -> int:
    """Where *and* may stand before a verb; past adverbs where no other verb comes first: "urged … and then warned"."""
    tokens, at = scene.unit.tokens, first
    while at > 2 and tokens[at - 1].tag == "A":
        at -= 1
    between = any(g.finite and cue.last <= g.first < at for g in scene.unit.verbs)
    return first - 1 if at < 2 or between or tokens[at - 2].tag == "A" else at - 1


def _twin(scene: Scene, cue: Cue, other: Cue, found: list[Cue]) -> bool:
    """Whether *and* joins another verb of reporting to a cue: "tweeted that X was Y and encouraged voters to …".

    A verb of reporting goes with one rather than with the plain verb of the words reported.
    """
    tokens, verbs = scene.unit.tokens, scene.unit.verbs
    group = verbs[other.k]
    if cue.who is None or cue.inverted or other.inverted or not group.finite or group.modal or cue.passive:
        return False
    if tokens[group.first - 1].low not in ("and", "but") or verbs[cue.k].modal or not verbs[cue.k].finite:
        return False
    if other.verb.verb.startswith("be "):
        return False  # "said the crews had left and were surprised that …"
    before = next((k for k in range(other.k - 1, cue.k, -1) if verbs[k].finite), None)
    plain = before is not None and all(known.k != before for known in found)
    return plain and ("d" in tokens[group.last - 1].form) == ("d" in tokens[verbs[cue.k].last - 1].form)


def _main_clause(scene: Scene, cue: Cue, end: int) -> int:
    """Where the main clause begins when the cue stands in a subordinate one: "While X said that …, Y …"."""
    tokens = scene.unit.tokens
    if _opens(tokens, verbs := scene.unit.verbs, cue):
        after = {group.first for group in verbs if group.finite}
        commas = (j for j in range(cue.last, end - 1) if tokens[j].tag == ",")
        return next((j for j in commas if j + 1 in after or clause_at(scene, j + 1, len(tokens))), end)
    if cue.who is None or cue.inverted:
        return end
    lead = scene.unit.nouns[cue.who].first - 1
    if lead < 0 or not (tokens[lead].tag == "B" or tokens[lead].low in ("as", "after", "before", "since")):
        return end
    commas = (j for j in range(cue.last + 1, end) if tokens[j].tag == ",")
    return next((j for j in commas if tokens[j + 1].tag != "C" and clause_at(scene, j + 1, end)), end)


def _opens(tokens: list[Token], verbs: list[VerbGroup], cue: Cue) -> bool:
    """Whether a participle opens a sentence or follows a preposition: "Citing the ban, Peru left", "after citing"."""
    group = verbs[cue.k]
    lead = tokens[group.first - 1] if group.first else None
    return group.participle and (lead is None or (lead.tag in "IB" and lead.low != "that"))


def _told_on(scene: Scene, cue: Cue, comma: int) -> bool:
    """Whether a clause after a comma and *and* is the report's own: in the plain past, where what is said is shifted.

    "Said that it would not go, and it cut off aid": what it said would be "and it had cut off aid". Quirk et al. 1985
    §14.31 (backshift in indirect speech).
    """
    verbs = scene.unit.verbs
    said = [g for g in verbs if cue.last <= g.first < comma and g.finite]
    after = next((g for g in verbs if g.first > comma and g.finite), None)
    if not said or after is None or not verbs[cue.k].past or not (said[0].modal == "would" or said[0].perfect):
        return False
    tokens = scene.unit.tokens
    return after.modal is None and not after.perfect and not after.passive and "d" in tokens[after.last - 1].form


def _turn(scene: Scene, cue: Cue, end: int) -> int:
    """Where the report turns from what was said to words of its own: ", although …", ", but the polls …"."""
    tokens = scene.unit.tokens
    for j in range(cue.last + 2, end - 2):
        if tokens[j].tag != ",":
            continue
        if tokens[j + 1].low in ("although", "though"):
            return j
        if tokens[j + 1].low == "but" and tokens[j + 2].tag in "DNP" and clause_at(scene, j + 2, end):
            return j
        if tokens[j + 1].low == "and" and clause_at(scene, j + 2, end) and _told_on(scene, cue, j):
            return j
    return end
