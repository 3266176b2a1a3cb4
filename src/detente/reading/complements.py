"""What a verb of reporting reports: its complement, by the frames that it takes."""

from __future__ import annotations

from itertools import pairwise

from detente.reading.extents import (
    Span,
    before_aside,
    clause_at,
    description_end,
    object_end,
    past_adverbials,
    phrase_end,
    trimmed,
)
from detente.reading.hearers import past_hearer
from detente.reading.limits import limit
from detente.reading.scenes import Scene
from detente.reading.speech import Cue
from detente.reading.subclauses import clausal, plain_clause, that_at, zero_clause
from detente.reading.tokens import Token
from detente.reading.trailing import trailing_clause

__all__ = ["complement"]

Told = tuple[list[Span], str]
NOTHING: Told = ([], "")
QUESTIONS = frozenset("whether if why how what who when where which".split())
HEARERS = frozenset(
    {"tell", "ask", "warn", "promise", "remind", "advise", "assure"}
)  # whom one speaks to is no content
ASKING = frozenset({"ask", "press", "question", "tell", "brief", "lecture", "query", "pressure"})
CALLING = frozenset({"call", "label", "brand", "dub", "term", "cast", "rate", "pronounce"})
JUDGING = frozenset({"call", "consider", "deem", "judge", "find", "declare", "pronounce", "rate"})
NAMING = JUDGING | {"label", "brand", "dub", "term", "cast", "proclaim"}


def complement(scene: Scene, cue: Cue, found: list[Cue], quoting: bool) -> Told:
    """The words that a cue reports, and the name of the frame that found them.

    In order: the clause before it, a that-clause, what its hearer is told, an infinitive, a question, a clause without
    *that*, a description, a thing.
    """
    end = limit(scene, cue, found)
    if quoting:
        return NOTHING
    cleft = _cleft(scene, cue)
    if cleft is not None:
        return cleft
    told = trailing_clause(scene, cue, end) or _that_clause(scene, cue, end)
    if told is not None:
        return told
    if cue.verb.verb == "hold":
        return NOTHING
    for frame in (_to_hearer, _perceived, _infinitive, _question, _bare_clause, _description):
        told = frame(scene, cue, end)
        if told is not None:
            return told
    return _object(scene, cue, end)


CLEFT = frozenset("want need demand say tell seek ask fear mean hope think believe propose offer oppose like".split())


def _cleft(scene: Scene, cue: Cue) -> Told | None:
    """What a sentence with *what* turns on: "what they want is a port", "what he told us is that he would go".

    Reference: Quirk et al. 1985 §18.29 (pseudo-cleft sentences).
    """
    tokens, nouns = scene.unit.tokens, scene.unit.nouns
    first = nouns[cue.who].first if cue.who is not None and not cue.inverted else 0
    if not first or tokens[first - 1].low != "what" or cue.verb.verb.partition(" ")[0] not in CLEFT:
        return None
    at = cue.last
    while at < len(tokens) and tokens[at].tag in "OAI" and at < cue.last + 3:
        at += 1
    if at >= len(tokens) - 1 or tokens[at].low not in ("is", "was") or first > 3:
        return NOTHING
    at += 1 + (tokens[at + 1].low == "that")
    return trimmed(tokens, at, before_aside(tokens, at, len(tokens))), "cleft"


def _that_clause(scene: Scene, cue: Cue, end: int) -> Told | None:
    tokens = scene.unit.tokens
    at = that_at(scene, cue, end)
    if at is None or not set(cue.verb.frames) & set("tzqo"):
        return None
    verbless = not any(g.finite and at < g.first < end for g in scene.unit.verbs)
    if verbless and (at + 1 >= end or tokens[at + 1].tag not in "DPO#,"):
        return None  # "found that action illegal": a determiner, no conjunction
    return trimmed(tokens, at + 1, end), "that"


def _to_hearer(scene: Scene, cue: Cue, end: int) -> Told | None:
    """What a hearer is asked or told: "urged Cyprus to leave", "told Cyprus it would leave", "asked it about …"."""
    tokens, frames, start = scene.unit.tokens, cue.verb.frames, cue.last
    after = past_hearer(scene, start) if "o" in frames else None
    if after is None:
        return None
    if after < end and tokens[after].tag == "T" and "i" in frames:
        first = after if cue.verb.verb in HEARERS else start
        return trimmed(tokens, first, phrase_end(scene, after, end)), "infinitive"
    if after + 1 < end and tokens[after].low == "not" and tokens[after + 1].tag == "T":
        return trimmed(tokens, after, end), "infinitive"
    if clause_at(scene, after, end) or (after < end and tokens[after].low in QUESTIONS):
        return trimmed(tokens, after, before_aside(tokens, after, end)), "hearer"
    if after + 1 < end and tokens[after].low in ("about", "on", "over") and cue.verb.verb in ASKING:
        last = phrase_end(scene, after, object_end(tokens, after + 1, end))
        return trimmed(tokens, after + 1, last), "object"
    return None


def _perceived(scene: Scene, cue: Cue, end: int) -> Told | None:
    """An object and what it does: "saw the ships leaving"."""
    after = past_hearer(scene, cue.last) if "p" in cue.verb.frames else None
    if after is None or after >= end or scene.unit.tokens[after].tag != "G":
        return None
    return trimmed(scene.unit.tokens, cue.last, end), "perceived"


TIMES = frozenset("during before after at in".split())


def _infinitive(scene: Scene, cue: Cue, end: int) -> Told | None:
    tokens, frames, start = scene.unit.tokens, cue.verb.frames, cue.last
    if "i" not in frames or start >= end or ("o" in frames and cue.verb.verb not in ("ask", "promise")):
        return None
    aside = past_adverbials(scene, start, TIMES)
    if aside < end and (tokens[aside].tag == "T" or tokens[aside - 1].low == "not"):
        start = aside - 1 if tokens[aside - 1].low == "not" else aside  # "decided after a debate not to leave"
    to = start + 1 if tokens[start].low == "not" and start + 1 < end else start
    if tokens[to].tag == "T" or _bare_infinitive(tokens, to, end, cue.verb.verb):
        return trimmed(tokens, start, phrase_end(scene, start, end)), "infinitive"
    return None


def _question(scene: Scene, cue: Cue, end: int) -> Told | None:
    tokens, start = scene.unit.tokens, cue.last
    asks = "w" in cue.verb.frames or cue.verb.stance in ("say", "explain", "ask")
    if start + 1 < end and tokens[start].tag == "A":
        start += 1  # "reveals just how …"
    if asks and start < end and tokens[start].low in QUESTIONS and tokens[start].tag in "BDO":
        return trimmed(tokens, start, before_aside(tokens, start, end)), "question"
    return None


def _bare_clause(scene: Scene, cue: Cue, end: int) -> Told | None:
    """A clause without *that*: after *say* and its like any, after rarer verbs a plain one."""
    tokens, start = scene.unit.tokens, cue.last
    if set("zt") & set(cue.verb.frames):
        clause = zero_clause(scene, start, end)
        if clause is not None and cue.verb.verb.startswith("be ") and tokens[clause].tag in "BI":
            clause = None  # "was surprised when …": a time, no content
        if clause is not None and ("z" in cue.verb.frames or plain_clause(scene, clause)):
            return trimmed(tokens, clause, end), "clause"
    sure = cue.verb.verb.startswith("be ") and "z" in cue.verb.frames
    if (cue.verb.verb == "say" or sure) and not cue.inverted and clausal(scene, start, end):
        return trimmed(tokens, start, end), "clause"
    return None


def _description(scene: Scene, cue: Cue, end: int) -> Told | None:
    """What something is called or seen as: "described it as a mistake", "called it a mistake"."""
    tokens, start = scene.unit.tokens, cue.last
    if "g" not in cue.verb.frames:
        return None
    as_at = next((j for j in range(start, min(end, start + 8)) if tokens[j].low == "as"), None)
    if as_at is not None and as_at + 1 < end:
        last = before_aside(tokens, start, description_end(tokens, as_at + 1, end))
        return trimmed(tokens, start, last), "as"
    if cue.verb.verb not in NAMING:
        return None
    marked = _marked(tokens, start, end)
    last = phrase_end(scene, start, object_end(tokens, start if marked is None else marked, end))
    while last > start + 1 and tokens[last - 1].tag == "A":
        last -= 1
    if _named_so(scene, start, cue.verb.verb in JUDGING):
        return trimmed(tokens, start, last), "as"
    return NOTHING if "n" not in cue.verb.frames or cue.verb.verb in CALLING else None


def _object(scene: Scene, cue: Cue, end: int) -> Told:
    """A thing that is named: "condemned the raid"."""
    tokens, start = scene.unit.tokens, cue.last
    if "n" not in cue.verb.frames:
        return NOTHING
    while start < end - 1 and tokens[start].tag == "A":
        start += 1
    described = start + 1 < end and tokens[start].tag == "E" and tokens[start + 1].tag == "N"
    if described and tokens[start - 1].tag == "A":  # "discussed recently released figures"
        return trimmed(tokens, start - 1, phrase_end(scene, start, object_end(tokens, start, end))), "object"
    if start < end and _thing(tokens, start, end):
        return trimmed(tokens, start, phrase_end(scene, start, object_end(tokens, start, end))), "object"
    if cue.verb.verb.count(" ") and start < end:
        return trimmed(tokens, start, end), "object"
    return NOTHING


def _thing(tokens: list[Token], start: int, end: int) -> bool:
    """Whether an object starts at a token; a bare *him* or *it* tells nothing, "him for not paying" does."""
    return (
        tokens[start].tag in "DNPS#G"
        or tokens[start].low == "what"
        or (
            tokens[start].tag == "O"
            and end - start >= 3
            and (
                tokens[start + 1].low in ("for", "as", "of", "with", "and")
                or tokens[start + 1].tag == "A"
                or tokens[start].low in ("nothing", "something", "anything", "everything")
            )
        )
    )


MEANING = frozenset(
    "want plan intend promise vow pledge decide refuse decline hope wish aim threaten need seek".split()
)


def _bare_infinitive(tokens: list[Token], to: int, end: int, verb: str) -> bool:
    """Whether an unlisted word after *to* must be a verb: "plans to revitalize …", which no noun can follow."""
    return verb in MEANING and to + 1 < end and tokens[to].low == "to" and tokens[to + 1].tag in "NA"


def _named_so(scene: Scene, start: int, judged: bool) -> bool:
    """Whether a thing and then what it is called follow: "the move a mistake", "it reckless", "the move “vile”".

    A mark that was passed over leaves a gap between two words. What is judged may be called by a participle: "called
    the charges unfounded".
    """
    nouns, tokens = scene.unit.nouns, scene.unit.tokens
    thing = next((p for p in nouns if p.first == start), None)
    if judged and thing is not None and thing.last < len(tokens) and tokens[thing.last].tag == "E":
        after = thing.last + 1
        return after >= len(tokens) or tokens[after].low != "by"
    for one, other in pairwise(p for p in nouns if p.first >= start):
        if any(t.tag in (",", "V", "M", "X", ":", ";") for t in tokens[start : one.last]):
            break
        if one.last == other.first and tokens[other.first].tag in "DN":
            return True
    return start < len(tokens) and tokens[start].tag in "DNPO" and _marked(tokens, start, len(tokens)) is not None


def _marked(tokens: list[Token], start: int, end: int) -> int | None:
    """The first word in quotation marks of what something is called."""
    stop = next((j for j in range(start, end) if tokens[j].tag in (",", "V", "M", "X", ":", ";")), end)
    named = (j for j in range(start + 1, stop) if tokens[j].start - tokens[j - 1].end > 1)
    return next((j for j in named if tokens[j].tag in "NDGEA"), None)
