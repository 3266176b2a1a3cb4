"""What stands before the words that attribute it: ``C, S said``."""

from __future__ import annotations

from detente.reading.extents import Span, past_adverbials, trimmed
from detente.reading.scenes import Scene
from detente.reading.speech import Cue
from detente.reading.subclauses import that_at

__all__ = ["clause_start", "past_addressee", "past_dateline", "trailing_clause"]


def trailing_clause(scene: Scene, cue: Cue, end: int) -> tuple[list[Span], str] | None:
    """``C, S said.`` and ``C, S said, C``: the clause before the cue (and after it)."""
    tokens, verbs = scene.unit.tokens, scene.unit.verbs
    group = verbs[cue.k]
    if cue.who is None or not set(cue.verb.frames) & set("qz") or not group.finite or group.passive:
        return None
    lead = (group.first if cue.inverted else min(_first_speaker(scene, cue.who), group.first)) - 1
    if lead < 1 or tokens[lead].tag != "," or _relative(scene, group.first):
        return None
    said = scene.unit.nouns[cue.who].last if cue.inverted else cue.last
    tail = _past_occasion(scene, past_addressee(scene, cue, said), lead)
    medial = tail < len(tokens) and tokens[tail].tag == ","
    closing = tail >= end or medial or _closes(scene, tail) or _only_adverbials(scene, said, end) or cue.inverted
    if not closing or (not medial and that_at(scene, cue, end) is not None):
        return None
    first = clause_start(scene, lead)
    if not any(g.finite and first <= g.first < lead for g in verbs) and not medial:
        return None
    before = trimmed(tokens, first, lead)
    if medial and not cue.inverted and tail + 1 < end and any(g.finite and tail < g.first < end for g in verbs):
        return [*before, *trimmed(tokens, tail + 1, end)], "medial"
    if tokens[first].tag == "B" and not any(t.tag == "," for t in tokens[first:lead]):
        return None  # "when the ban came, Malta said enough": a clause of time, nothing said
    if lead < 3 or not any(g.finite and first <= g.first < lead for g in verbs):
        return None
    return before, "trailing"


def past_addressee(scene: Scene, cue: Cue, at: int) -> int:
    """The token after whom one tells: "…, he told me on Friday, …"."""
    hearer = next((p for p in scene.unit.nouns if p.first == at), None) if "o" in cue.verb.frames else None
    return hearer.last if hearer is not None else at


def _first_speaker(scene: Scene, who: int) -> int:
    """Where the first of joined speakers begins: "…, a source and the militia said"."""
    tokens, nouns = scene.unit.tokens, scene.unit.nouns
    while who and nouns[who - 1].last == nouns[who].first - 1 and tokens[nouns[who - 1].last].low in ("and", "or"):
        who -= 1
    first = nouns[who].first
    return first - 1 if first > 1 and tokens[first - 1].tag == "E" and tokens[first - 2].tag == "," else first


def _closes(scene: Scene, tail: int) -> bool:
    """Whether a time and then an aside end the sentence: "…, officials said on Tuesday, killing …"."""
    tokens = scene.unit.tokens
    at = past_adverbials(scene, tail)
    if at == tail or at + 1 >= len(tokens) or tokens[at].tag != ",":
        return False
    return tokens[at + 1].tag in "GB" or tokens[at + 1].low in (
        "as",
        "after",
        "before",
        "with",
        "amid",
        "hours",
        "days",
    )


def _past_occasion(scene: Scene, start: int, lead: int) -> int:
    """The comma after times and places that a verb follows: "the crews, Borg said in Rome on Friday, were safe"."""
    tokens, verbs = scene.unit.tokens, scene.unit.verbs
    at = past_adverbials(scene, start)
    follows = any(g.finite and g.first == at + 1 for g in verbs) and not any(g.finite and g.first < lead for g in verbs)
    return at if follows and at < len(tokens) and tokens[at].tag == "," else start


def _relative(scene: Scene, first: int) -> bool:
    """Whether a verb's clause tells of the phrase before it: "another firm that had declared …"."""
    tokens = scene.unit.tokens
    while first > 1 and tokens[first - 1].tag == "A":
        first -= 1
    return first > 1 and tokens[first - 1].low in ("who", "which", "that")


def _only_adverbials(scene: Scene, tail: int, end: int) -> bool:
    """Whether nothing but times, places and hearers follows: "…, officials said in a statement on Monday"."""
    tokens = scene.unit.tokens
    if any(t.tag in ("B", "T", "M", "X", "V", "Q", ";", ":") for t in tokens[tail:end]):
        return False
    return tail >= end or tokens[tail].tag in "IPA,N" or tokens[tail].low in ("reporters", "journalists", "the", "a")


def clause_start(scene: Scene, lead: int) -> int:
    """Where the clause before a trailing cue starts: the sentence's start, or after a quotation or a semicolon."""
    tokens = scene.unit.tokens
    for j in range(lead - 1, -1, -1):
        if tokens[j].tag in (";",) or (tokens[j].tag == "Q" and j < lead - 1):
            return j + 1
    if tokens[0].tag == "C" and len(tokens) > 1:
        return 1
    return past_dateline(scene, 0, lead)


DATELINE = 14  # tokens that a place, a date and an agency in brackets take


def past_dateline(scene: Scene, first: int, lead: int) -> int:
    """The token after a place and a date that open a report: "ROME, July 8 (Wire) - The port …"."""
    tokens = scene.unit.tokens
    dash = next((j for j in range(first, min(first + DATELINE, lead)) if tokens[j].tag == "-"), None)
    dated = (
        dash is not None and first == 0 and tokens[0].text.isupper() and all(t.tag in 'P,#A."' for t in tokens[:dash])
    )
    return dash + 1 if dated and dash is not None else first
