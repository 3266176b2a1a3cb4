"""Where reported words end: at a turn of the report, another speaker, an occasion, an aside."""

from __future__ import annotations

from itertools import pairwise

from detente.reading.chunks import VerbGroup
from detente.reading.clauses import subject
from detente.reading.roster import Scene
from detente.reading.speech import Cue
from detente.reading.tokens import Token

__all__ = ["before_aside", "clause_at", "dash", "description_end", "limit", "object_end", "phrase_end", "trimmed"]

Span = tuple[int, int]
AT_OCCASION = frozenset("in at during on".split())
WHILE = frozenset({"during", "while", "because"})
OCCASIONS = frozenset(
    "statement interview speech rally conference letter meeting debate hearing briefing event forum appearance stop "
    "tweet tweets post memo editorial broadcast remarks testimony dinner ceremony fundraiser session email program "
    "show monday tuesday wednesday thursday friday saturday sunday".split()
)
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
    for k, group in enumerate(verbs):
        joined = cue.last < group.first < end and group.finite and tokens[group.first - 1].low in ("and", "but")
        own = cue.who is not None and not cue.inverted
        if joined and own and subject(tokens, scene.unit.nouns, verbs, k) == cue.who:
            end = group.first - 1
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
                and (tail >= end or tokens[tail].tag in (".", ",", "I", "P"))
            ):
                return lead
            if lead > cue.last + 1 and tokens[lead].tag == "C" and tokens[lead - 1].tag in ",-":
                return lead - 1
            if other.inverted and before.tag == ",":
                return group.first - 1
    return end


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
    return end


def object_end(tokens: list[Token], start: int, end: int) -> int:
    """The end of an object: before a comma that leads to a clause or an aside."""
    past = start
    for j in range(start, end - 1):
        if tokens[j].tag in "-:":
            return j
        if j < past:
            continue
        if tokens[j].tag == ",":
            past = _past_aside(tokens, j, end)
            if past > j:
                continue
        if tokens[j].tag == "," and (tokens[j + 1].tag in "OBG" or _leaves(tokens, j + 1)):
            return j
        if j > start and tokens[j].low in WHILE and tokens[j].tag in "IB":
            return j
        if tokens[j].low in AT_OCCASION and any(t.low in OCCASIONS for t in tokens[j + 1 : j + 7]):
            return j if j > start else end
        if tokens[j].tag == "C" and tokens[j + 1].tag in "VXM":
            return j
    return end


RELATIVE = frozenset("who whom which what whose".split())
ADVERBIAL = frozenset("although though while whereas since because".split())


def phrase_end(scene: Scene, start: int, end: int) -> int:
    """The end of a phrase or an infinitive: before a clause of another subject that *and* or *because* adds."""
    tokens = scene.unit.tokens
    end = min(before_aside(tokens, start, end), _next_verb(scene, start, end))
    for j in range(start + 1, end - 1):
        if tokens[j].tag == "-":
            return j
        adds = tokens[j].low in ("and", "but") or tokens[j].low in ADVERBIAL
        if adds and tokens[j + 1].tag in "DPO" and tokens[j + 1].low not in RELATIVE and clause_at(scene, j + 1, end):
            return j
    return end


def _next_verb(scene: Scene, start: int, end: int) -> int:
    """Where a verb follows another at once: "the target it pledged to reach was missed"."""
    verbs = scene.unit.verbs
    return next((g.first for b, g in pairwise(verbs) if start < g.first < end and g.finite and b.last == g.first), end)


def before_aside(tokens: list[Token], start: int, end: int) -> int:
    """The end of words that are no clause of their own: before a comma and an -ing form about who said them."""
    return next((j for j in range(start + 1, end - 1) if tokens[j].tag == "," and _aside(tokens, j + 1)), end)


def _aside(tokens: list[Token], at: int) -> bool:
    """Whether an -ing form stands at a token, past an adverb: ", implicitly putting …"."""
    return tokens[at].tag == "G" or (tokens[at].tag == "A" and at + 1 < len(tokens) and tokens[at + 1].tag == "G")


def _past_aside(tokens: list[Token], comma: int, end: int) -> int:
    """The token after an aside about somebody blamed: "accused Lund, who led the talks, of …"; else the comma."""
    closing = next((j for j in range(comma + 1, min(comma + 16, end - 1)) if tokens[j].tag == ","), None)
    return closing + 1 if closing is not None and tokens[closing + 1].low in ("of", "as", "with") else comma


def _leaves(tokens: list[Token], at: int) -> bool:
    """Whether a preposition after a comma leads away from an object: not "…, in which"."""
    return tokens[at].tag == "I" and at + 1 < len(tokens) and tokens[at + 1].low not in ("which", "whom")


def dash(tokens: list[Token], start: int, end: int) -> int:
    """The first dash in a stretch, or its end."""
    return next((j for j in range(start, end) if tokens[j].tag == "-"), end)


EMBEDDING = frozenset("how what that why which who where whether".split())


def description_end(tokens: list[Token], start: int, end: int) -> int:
    """Where a description ends: before a clause or a time of its own."""
    for j in range(start + 1, end):
        if (
            tokens[j].tag == "-"
            or (tokens[j].tag == "B" and tokens[j].low not in EMBEDDING)
            or tokens[j].low in ("after", "during", "before", "following", "amid", "while")
        ):
            return j
    return end


def clause_at(scene: Scene, start: int, end: int) -> bool:
    """Whether a finite clause starts at a token: a phrase and then its verb."""
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first != start and not (
            phrase.first == start + 1
            and (scene.unit.tokens[start].low in CLAUSE_LEADS or scene.unit.tokens[phrase.first].tag == "#")
        ):
            continue
        return any(
            group.finite and phrase.last <= group.first < end and _reaches(scene, n, group)
            for group in scene.unit.verbs
        )
    return False


CLAUSE_LEADS = frozenset({"if", "when", "in", "there", "after"})


def _reaches(scene: Scene, n: int, group: VerbGroup) -> bool:
    """Whether only phrases, prepositions and asides stand between a phrase and a verb."""
    between = scene.unit.tokens[scene.unit.nouns[n].last : group.first]
    commas = sum(1 for t in between if t.tag == ",")
    dashes = sum(1 for t in between if t.tag == "-")
    plain = all(t.tag in "DNP#SIAC,-OEGTV" or t.low == "whether" for t in between)
    return len(between) <= 16 + 8 * (dashes > 0) and commas % 2 == 0 and dashes % 2 == 0 and plain


def trimmed(tokens: list[Token], first: int, last: int) -> list[Span]:
    """The characters of a stretch without the marks and conjunctions at its edges; none for an empty one."""
    while first < last and tokens[first].tag in (",", "-"):
        first += 1
    while last > first and tokens[last - 1].tag in (",", ".", "C", "-", ":"):
        last -= 1
    if last - first < 1:
        return []
    return [(tokens[first].start, tokens[last - 1].end)]
