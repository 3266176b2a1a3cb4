"""Where told phrases end (before an aside, an occasion, a clause of another subject), and whether a clause begins."""

from __future__ import annotations

from itertools import pairwise

from detente.reading.clauses import subject
from detente.reading.scenes import Scene
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = [
    "Span",
    "before_aside",
    "clause_at",
    "description_end",
    "object_end",
    "past_adverbials",
    "phrase_end",
    "trimmed",
]

Span = tuple[int, int]
AT_OCCASION = frozenset("in at during on".split())
WHILE = frozenset({"while", "because", "since", "until", "till"})
OCCASIONS = frozenset(
    "statement interview speech rally conference letter meeting debate hearing briefing event forum appearance stop "
    "tweet tweets post memo editorial broadcast remarks testimony dinner ceremony fundraiser session email program "
    "show monday tuesday wednesday thursday friday saturday sunday".split()
)


def object_end(tokens: list[Token], start: int, end: int) -> int:
    """The end of an object: before a comma that leads to a clause or an aside."""
    past = start
    for j in range(start, end - 1):
        if tokens[j].tag in "-:":
            return j - 2 if tokens[j - 1].low == "including" else j
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
        if tokens[j].tag == "-" or (tokens[j].tag == "," and _turns(scene, j, end)):
            return j
        adds = tokens[j].low in ("and", "but") or tokens[j].low in ADVERBIAL
        if adds and tokens[j + 1].tag in "DPO" and tokens[j + 1].low not in RELATIVE and clause_at(scene, j + 1, end):
            return j
    return end


def _turns(scene: Scene, comma: int, end: int) -> bool:
    """Whether a main clause begins after a comma: "after weeks of debating the ban, Malta left the talks"."""
    tokens = scene.unit.tokens
    at = comma + 1
    if at < end and tokens[at].low == "as" and clause_at(scene, at + 1, len(tokens)):
        return True  # "…, as Borg told reporters"
    while at < end and tokens[at].tag == "A":
        at += 1
    k = next((k for k, g in enumerate(scene.unit.verbs) if g.finite and g.first > at), None)
    if k is None or at >= end or tokens[at].tag not in "DPO" or not clause_at(scene, at, end):
        return False
    who = subject(tokens, scene.unit.nouns, scene.unit.verbs, k)
    return who is not None and scene.unit.nouns[who].first == at


def _next_verb(scene: Scene, start: int, end: int) -> int:
    """Where a verb follows another at once: "the target it pledged to reach was missed"."""
    tokens = scene.unit.tokens
    for before, group in pairwise(scene.unit.verbs):
        modifies = tokens[group.first].tag == "E" and group.last < end and tokens[group.last].tag in "NP"
        if not start < group.first < end or not group.finite or modifies:
            continue
        if before.last == group.first:
            return group.first
        if tokens[group.first - 1].tag == "C" and _goes_on(tokens, start, before, group):
            return group.first - 1
    return end


def _goes_on(tokens: list[Token], start: int, before: VerbGroup, group: VerbGroup) -> bool:
    """Whether a verb after *and* is the cue's twin: "rejected the charge and retaliated", "wants talks and says so"."""
    between = tokens[start : group.first - 1]
    return before.last <= start and before.past == group.past and not any(t.tag in "VXMEGBT" for t in between)


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
    """Whether a preposition after a comma leads away from an object: not "…, in which", not "…, including one"."""
    if tokens[at].tag != "I" or tokens[at].low == "including":
        return False
    return at + 1 < len(tokens) and tokens[at + 1].low not in ("which", "whom")


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


OCCASIONAL = frozenset("in at on during before after to with last".split())


def past_adverbials(scene: Scene, at: int, prepositions: frozenset[str] = OCCASIONAL) -> int:
    """The token after times and occasions: "as Borg said in Rome on Friday, …"."""
    tokens = scene.unit.tokens
    while at < len(tokens):
        phrase = next((p for p in scene.unit.nouns if p.first == at + 1 and p.preposition in prepositions), None)
        if tokens[at].tag != "A" and phrase is None:
            break
        at = phrase.last if phrase is not None else at + 1
    return at


def trimmed(tokens: list[Token], first: int, last: int) -> list[Span]:
    """The characters of a stretch without the marks and conjunctions at its edges; none for an empty one."""
    while first < last and tokens[first].tag in (",", "-"):
        first += 1
    while last > first and tokens[last - 1].tag in (",", ".", "C", "-", ":"):
        last -= 1
    if last - first < 1:
        return []
    return [(tokens[first].start, tokens[last - 1].end)]
