"""Indirect speech: what a clause says that somebody said, by the frame of its verb."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from detente.reading.extents import before_aside, clause_at, description_end, limit, object_end, phrase_end, trimmed
from detente.reading.lexicon import ReportingVerb, reporting_verbs, verb_forms
from detente.reading.nominal import told_by_nouns
from detente.reading.passives import told_in_passive
from detente.reading.roster import Party, Scene
from detente.reading.speech import ACCORDING, MEANT, Cue, Statement, speakers, statement_status
from detente.reading.tokens import Token

__all__ = ["indirect"]

Resolve = Callable[[int], Party]
Span = tuple[int, int]
QUESTIONS = frozenset("whether if why how what who when where which".split())
ACTING = frozenset({"state", "body", "official", "faction", "person", "pronoun"})
INNER_ONLY = frozenset({"show", "learn"})
THINGS = frozenset(
    "report reports statement statements poll polls survey study document documents letter letters email emails "
    "article story newspaper filing complaint lawsuit draft resolution text editorial agency magazine paper website "
    "memo communique communiqué dispatch broadcast advertisement ad research analysis data figures transcript radio "
    "television affidavit indictment ruling post tweet book column campaign committee department office group "
    "panel council court commission board agency association union alliance coalition federation league institute "
    "foundation society bloc lobby network channel outlet press media government regime authorities cabinet "
    "parliament senate congress house ministry embassy "
    "leadership administration team camp side party faction movement delegation mission company firm bank industry "
    "video footage film documentary tape recording photograph image map clip ad spot analysis analyses review audit "
    "average estimate forecast bulletin pact treaty accord agreement charter constitution law bill rules records "
    "findings numbers images cable cables transcript page site blog brief motion petition plan policy strategy "
    "platform manifesto speech message remarks comments".split()
)
PEOPLE = frozenset("some many most all both others few several neither none".split())
VAGUE = frozenset("it that this which there".split())


def indirect(scene: Scene, found: list[Cue], used: set[int], resolve: Resolve) -> list[Statement]:
    """The indirect statements of a unit."""
    unit = scene.unit
    made: list[Statement] = []
    for cue in found:
        if cue.passive and unit.verbs[cue.k].finite:
            continue
        places, rule = _content(scene, cue, found, cue.k in used)
        if rule == "infinitive" and _incognito(scene, cue):
            continue
        if rule in ("infinitive", "object") and (_stranded(scene, places) or _describing(scene, cue)):
            continue
        if not places or not _speaks(scene, cue, rule) or not _weighs(scene, cue, rule, places):
            continue
        group = unit.verbs[cue.k]
        span = (unit.tokens[group.first].start, unit.tokens[cue.last - 1].end)
        recipient, status = _recipient(scene, cue, resolve), statement_status(scene, cue)
        verb = _sense(cue.verb, rule)
        for speaker in speakers(scene, cue, resolve):
            made.append(Statement(list(places), speaker, span, verb, f"indirect:{rule}", status, recipient))
    made += [*_according(scene, resolve), *told_by_nouns(scene, resolve), *told_in_passive(scene, found, resolve)]
    return [s for s in made if not _echoed(s, made)]


def _describing(scene: Scene, cue: Cue) -> bool:
    """Whether the verb only describes the thing before its subject: "the target it pledged to reach"."""
    if cue.who is None or cue.inverted:
        return False
    first = scene.unit.nouns[cue.who].first
    beside = scene.unit.tokens[first - 1].tag if first else ""
    return beside == "N" and any(p.last == first for p in scene.unit.nouns)


GOVERNING = frozenset("of for to at with about from into against".split())


def _stranded(scene: Scene, places: list[Span]) -> bool:
    """Whether words end in a preposition, whose phrase stands before them: "the price that it wants to sell at"."""
    return bool(places) and any(t.low in GOVERNING and t.end == places[-1][1] for t in scene.unit.tokens)


FRAME_OF = {"infinitive": "i", "object": "n", "as": "g", "question": "w", "perceived": "p"}


def _sense(verb: ReportingVerb, rule: str) -> ReportingVerb:
    """The sense of a verb that takes a frame: to seek talks is to demand them, to seek to talk is to mean to."""
    frame = FRAME_OF.get(rule)
    senses = reporting_verbs().get(verb.verb.split()[0], ())
    return next((s for s in senses if s.verb == verb.verb and frame is not None and frame in s.frames), verb)


ECHOES = frozenset(
    f"indirect:{frame}" for frame in ("object", "infinitive", "as", "noun-infinitive", "noun-phrase", "passive")
)


def _echoed(inner: Statement, made: list[Statement]) -> bool:
    """Whether a statement only names again what a larger one reports: "says she opposes the deal"."""
    if inner.rule not in ECHOES:
        return False
    first, last = inner.cue[0], inner.places[-1][1]
    return any(outer is not inner and outer.covers(first, last) for outer in made)


STANCES = frozenset(
    "demand condemn praise refuse deny accept threaten warn propose promise describe cite ask think say "
    "claim explain announce admit".split()
)


def _weighs(scene: Scene, cue: Cue, rule: str, places: list[Span]) -> bool:
    """Whether reported words are worth a claim: not a word or two, not what may only have been said."""
    words = sum(1 for t in scene.unit.tokens for a, b in places if a <= t.start < b)
    if cue.who is not None:
        head = scene.unit.nouns[cue.who].head
        if head in GENERAL:
            return False
    if rule == "as" and statement_status(scene, cue) not in MEANT:
        return False
    if rule == "object":
        status = statement_status(scene, cue)
        named = words == 1 and _person(scene, places[0])
        weighty = cue.verb.stance in STANCES or (cue.verb.verb in SHOWING and _document(scene, cue))
        sided = status == "negated" and cue.verb.stance in TAKING_SIDES
        return (status in MEANT or sided) and (words >= 2 or named) and weighty
    return words >= (2 if rule in ("as", "infinitive", "question") else 3)


SHOWING = frozenset(
    "show indicate suggest reveal find confirm document detail depict portray illustrate reflect".split()
)


def _document(scene: Scene, cue: Cue) -> bool:
    return cue.who is not None and scene.unit.nouns[cue.who].head in THINGS


def _person(scene: Scene, place: Span) -> bool:
    """Whether words are a person's name: to back or blame a state is an event, and told as one."""
    nouns, tokens = scene.unit.nouns, scene.unit.tokens
    named = (
        n for n, p in enumerate(nouns) if place[0] <= tokens[p.first].start < place[1] and tokens[p.first].tag == "P"
    )
    return any(scene.said[n].kind == "person" for n in named)


TELLING = frozenset({"say", "claim", "announce", "admit", "warn", "demand"})
HEARERS = frozenset(
    {"tell", "ask", "warn", "promise", "remind", "advise", "assure"}
)  # whom one speaks to is no content
ASKING = frozenset({"ask", "press", "question", "tell", "brief", "lecture", "query", "pressure"})
CALLING = frozenset({"call", "label", "brand", "dub", "term", "cast", "rate", "pronounce"})
JUDGING = frozenset({"call", "consider", "deem", "judge", "find", "declare", "pronounce", "rate"})
NAMING = JUDGING | {"label", "brand", "dub", "term", "cast", "proclaim"}
GENERAL = frozenset("i we you everyone everybody nobody anyone one us me".split())


def _speaks(scene: Scene, cue: Cue, rule: str) -> bool:
    """Whether the subject can speak: anyone who acts, a document with a clause; never *it* or *there*."""
    if cue.who is None:
        return False
    what, phrase = scene.said[cue.who], scene.unit.nouns[cue.who]
    if phrase.head in VAGUE and phrase.last - phrase.first == 1:
        if phrase.head == "it" and rule in ("object", "infinitive") and cue.verb.stance in TAKING_SIDES:
            return True
        told = cue.verb.stance in TELLING and not cue.passive and rule in ("that", "clause", "medial", "trailing")
        return phrase.head == "it" and told and not scene.unit.verbs[cue.k].to_be
    if what.kind in ACTING or phrase.head in PEOPLE:
        return True
    if phrase.head in THINGS or phrase.head in KIN or _agentive(phrase.head):
        return True
    if rule in ("object", "as", "infinitive"):
        return False
    return what.kind == "other" and (cue.verb.stance in ("say", "claim", "admit", "announce") or rule == "that")


KIN = frozenset(
    "father mother parent parents wife husband spouse son daughter brother sister family families partner partners "
    "colleague colleagues friend friends rival rivals ally allies".split()
)
TAKING_SIDES = frozenset("demand condemn refuse deny accept propose praise promise threaten".split())


def _agentive(head: str) -> bool:
    """Whether a noun names whoever does what a verb says: regulators regulate, readers read."""
    single = head.removesuffix("s")
    stem = single[:-2]
    known = verb_forms()
    return single.endswith(("er", "or")) and len(stem) > 2 and (stem in known or stem + "e" in known)


def _incognito(scene: Scene, cue: Cue) -> bool:
    """Whether the words only ask for a cloak: "who asked not to be named"."""
    words = {token.low for token in scene.unit.tokens[cue.last : cue.last + 5]}
    return bool(words & {"named", "identified", "anonymous"})


def _recipient(scene: Scene, cue: Cue, resolve: Resolve) -> Party | None:
    if cue.inverted or not ({"o", "n"} & set(cue.verb.frames)):
        return None
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first == cue.last:
            return resolve(n) if scene.said[n].kind in ACTING else None
    return None


def _content(scene: Scene, cue: Cue, found: list[Cue], quoting: bool) -> tuple[list[Span], str]:
    """The words that a cue reports, and the name of the frame that found them."""
    tokens = scene.unit.tokens
    frames = cue.verb.frames
    end = limit(scene, cue, found)
    if quoting:
        return [], ""
    trailing = _trailing(scene, cue, end)
    if trailing:
        return trailing
    at = _that(scene, cue, end)
    verbless = not any(g.finite and at is not None and at < g.first < end for g in scene.unit.verbs)
    if at is not None and verbless and (at + 1 >= end or tokens[at + 1].tag not in "DPO#"):
        at = None  # "found that action illegal": a determiner, no conjunction
    if at is not None and set(frames) & set("tzqo"):
        return trimmed(tokens, at + 1, end), "that"
    start = cue.last
    if cue.verb.verb == "hold":
        return [], ""
    if "o" in frames:
        after = _past_hearer(scene, start)
        if after is not None:
            if after < end and tokens[after].tag == "T" and "i" in frames:
                first = after if cue.verb.verb in HEARERS else start
                return trimmed(tokens, first, phrase_end(scene, after, end)), "infinitive"
            if after + 1 < end and tokens[after].low == "not" and tokens[after + 1].tag == "T":
                return trimmed(tokens, after, end), "infinitive"
            if clause_at(scene, after, end) or (after < end and tokens[after].low in QUESTIONS):
                return trimmed(tokens, after, before_aside(tokens, after, end)), "hearer"
            if after + 1 < end and tokens[after].low in ("about", "on", "over") and cue.verb.verb in ASKING:
                return trimmed(
                    tokens, after + 1, phrase_end(scene, after, object_end(tokens, after + 1, end))
                ), "object"
    if "p" in frames:
        after = _past_hearer(scene, start)
        if after is not None and after < end and tokens[after].tag == "G":
            return trimmed(tokens, start, end), "perceived"
    if "i" in frames and start < end and ("o" not in frames or cue.verb.verb in ("ask", "promise")):
        to = start + 1 if tokens[start].low == "not" and start + 1 < end else start
        if tokens[to].tag == "T" or _bare_infinitive(tokens, to, end, cue.verb.verb):
            return trimmed(tokens, start, phrase_end(scene, start, end)), "infinitive"
    if (
        ("w" in frames or cue.verb.stance in ("say", "explain", "ask"))
        and start < end
        and tokens[start].low in QUESTIONS
        and tokens[start].tag in "BDO"
    ):
        return trimmed(tokens, start, before_aside(tokens, start, end)), "question"
    if set("zt") & set(frames):
        clause = _zero(scene, start, end)
        if clause is not None and ("z" in frames or _plain(scene, clause)):
            return trimmed(tokens, clause, end), "clause"
    if cue.verb.verb == "say" and not cue.inverted and _clausal(scene, start, end):
        return trimmed(tokens, start, end), "clause"
    if "g" in frames:
        as_at = next((j for j in range(start, min(end, start + 8)) if tokens[j].low == "as"), None)
        if as_at is not None and as_at + 1 < end:
            last = before_aside(tokens, start, description_end(tokens, as_at + 1, end))
            return trimmed(tokens, start, last), "as"
        if cue.verb.verb in NAMING:
            last = phrase_end(scene, start, object_end(tokens, start, end))
            while last > start + 1 and tokens[last - 1].tag == "A":
                last -= 1
            if _named_so(scene, start, cue.verb.verb in JUDGING):
                return trimmed(tokens, start, last), "as"
            if "n" not in frames or cue.verb.verb in CALLING:
                return [], ""
    while "n" in frames and start < end - 1 and tokens[start].tag == "A":
        start += 1
    if "n" in frames and start < end and _thing(tokens, start, end):
        return trimmed(tokens, start, phrase_end(scene, start, object_end(tokens, start, end))), "object"
    if cue.verb.verb.count(" ") and "n" in frames and start < end:
        return trimmed(tokens, start, end), "object"
    return [], ""


def _thing(tokens: list[Token], start: int, end: int) -> bool:
    """Whether an object starts at a token; a bare *him* or *it* tells nothing, "him for not paying" does."""
    return (
        tokens[start].tag in "DNPS#G"
        or tokens[start].low == "what"
        or (
            tokens[start].tag == "O"
            and end - start >= 3
            and (tokens[start + 1].low in ("for", "as", "of", "with", "and") or tokens[start + 1].tag == "A")
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
            return False
        if one.last == other.first and tokens[other.first].tag in "DN":
            return True
    stop = next((j for j in range(start, len(tokens)) if tokens[j].tag in (",", "V", "M", "X", ":", ";")), len(tokens))
    marked = (j for j in range(start + 1, stop) if tokens[j].start - tokens[j - 1].end > 1 and tokens[j].tag in "NDGE")
    return start < stop and tokens[start].tag in "DNPO" and any(True for _ in marked)


def _that(scene: Scene, cue: Cue, end: int) -> int | None:
    """The *that* of a cue: past phrases, adverbs and participles, but no verb of a clause.

    After an object that is no hearer, *that* begins a clause about the object ("stressed the raid that …").
    """
    tokens = scene.unit.tokens
    if cue.last < end and tokens[cue.last].tag in "DNP#" and tokens[cue.last].low != "that" and not _hears(cue):
        return None
    for j in range(cue.last, min(end, cue.last + 22)):
        token = tokens[j]
        if token.low == "that" and token.tag == "B":
            if _verb_next(tokens, j):
                plain = j == cue.last or tokens[j - 1].low in _DAYS
                return j - 1 if plain and "z" in cue.verb.frames else None
            return j
        if token.tag in ("V", "M", "X", "T", "Q", ".", ";", ":"):
            return None
        if token.tag == "B":
            return None
    return None


def _hears(cue: Cue) -> bool:
    return bool(set(cue.verb.frames) & set("og")) or cue.inverted


def _verb_next(tokens: list[Token], j: int) -> bool:
    """Whether *that* is a relative pronoun: a verb stands right after it."""
    if j + 1 >= len(tokens):
        return False
    following = tokens[j + 1]
    return following.tag in "VXM" or (following.tag == "E" and j + 2 < len(tokens) and tokens[j + 2].tag in "DPI")


def _past_hearer(scene: Scene, start: int) -> int | None:
    """The token after the hearer that stands at ``start``, past "of" and "in" phrases that belong to it."""
    tokens = scene.unit.tokens
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first != start:
            continue
        at = phrase.last
        k = n + 1
        while (
            k < len(scene.unit.nouns)
            and at < len(tokens)
            and tokens[at].low in ("of", "and", "in", "on", "at", "from")
            and scene.unit.nouns[k].first == at + 1
        ):
            at = scene.unit.nouns[k].last
            k += 1
        at = _past_apposition(tokens, at)
        while at < len(tokens) and (tokens[at].tag == "A" and tokens[at].low != "not"):
            at += 1
        if at < len(tokens) and tokens[at].low in _DAYS:
            at += 1
        return at
    return None


def _past_apposition(tokens: list[Token], at: int) -> int:
    """The token after an aside about the hearer: "asked Holt, the moderator, to …"."""
    if at >= len(tokens) or tokens[at].tag != ",":
        return at
    closing = next((j for j in range(at + 1, min(at + 16, len(tokens) - 1)) if tokens[j].tag == ","), None)
    return closing + 1 if closing is not None and tokens[closing + 1].tag == "T" else at


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def _zero(scene: Scene, start: int, end: int) -> int | None:
    """Where a clause without *that* starts: at once, or after "Monday", "on Monday", "in a statement"."""
    tokens = scene.unit.tokens
    at = start
    for _ in range(3):
        if at >= end:
            return None
        counts = at + 1 < end and tokens[at + 1].tag == "#"
        if tokens[at].low in _DAYS or (tokens[at].tag == "A" and tokens[at].low != "not" and not counts):
            at += 1
        elif tokens[at].tag == "I" and at + 1 < end:
            phrase = next((p for p in scene.unit.nouns if p.first == at + 1), None)
            if phrase is None or (at == start and not _adverbial(tokens, at, phrase.last)):
                break
            at = phrase.last
        else:
            break
    if at < end and clause_at(scene, at, end):
        return at
    if at < end and tokens[at].low in ("if", "when", "there", "in", "after", "as") and clause_at(scene, at, end):
        return at
    return None


def _clausal(scene: Scene, start: int, end: int) -> bool:
    """Whether what follows *say* must be a clause: any subject and a finite verb that no pronoun relates to it."""
    tokens = scene.unit.tokens
    group = next((g for g in scene.unit.verbs if g.finite and start < g.first < end), None)
    if group is None or tokens[start].tag not in "DNP#GX" or tokens[start].low == "so":
        return False
    between = tokens[start : group.first]
    return all(t.tag != "B" and t.low not in ("who", "which", "same", "much") for t in between)


def _plain(scene: Scene, at: int) -> bool:
    """Whether a phrase and at once its verb stand at a token: what a clause without *that* needs after a rarer verb."""
    tokens = scene.unit.tokens
    last = next((p.last for p in scene.unit.nouns if p.first == at), None)
    while last is not None and last < len(tokens) and tokens[last].tag == "A":
        last += 1
    return any(group.finite and group.first == last for group in scene.unit.verbs)


def _adverbial(tokens: list[Token], at: int, last: int) -> bool:
    return tokens[at].low in ("on", "in", "at", "during", "late", "after", "to", "through", "last") and last - at <= 8


def _trailing(scene: Scene, cue: Cue, end: int) -> tuple[list[Span], str] | None:
    """``C, S said.`` and ``C, S said, C``: the clause before the cue (and after it)."""
    tokens, verbs = scene.unit.tokens, scene.unit.verbs
    group = verbs[cue.k]
    if cue.who is None or not set(cue.verb.frames) & set("qz") or not group.finite or group.passive:
        return None
    lead = (group.first if cue.inverted else min(scene.unit.nouns[cue.who].first, group.first)) - 1
    if lead < 1 or tokens[lead].tag != ",":
        return None
    tail = scene.unit.nouns[cue.who].last if cue.inverted else cue.last
    medial = tail < len(tokens) and tokens[tail].tag == ","
    closing = tail >= end or medial or _only_adverbials(scene, tail, end) or cue.inverted
    if not closing or (not medial and _that(scene, cue, end) is not None):
        return None
    first = _clause_start(scene, lead)
    if not any(g.finite and first <= g.first < lead for g in verbs) and not medial:
        return None
    before = trimmed(tokens, first, lead)
    if medial and not cue.inverted and tail + 1 < end and any(g.finite and tail < g.first < end for g in verbs):
        return [*before, *trimmed(tokens, tail + 1, end)], "medial"
    if lead < 3 or not any(g.finite and first <= g.first < lead for g in verbs):
        return None
    return before, "trailing"


def _only_adverbials(scene: Scene, tail: int, end: int) -> bool:
    """Whether nothing but times, places and hearers follows: "…, officials said in a statement on Monday"."""
    tokens = scene.unit.tokens
    if any(t.tag in ("B", "T", "M", "X", "V", "Q", ";", ":") for t in tokens[tail:end]):
        return False
    return tail >= end or tokens[tail].tag in "IPA,N" or tokens[tail].low in ("reporters", "journalists", "the", "a")


def _clause_start(scene: Scene, lead: int) -> int:
    """Where the clause before a trailing cue starts: the sentence's start, or after a quotation or a semicolon."""
    tokens = scene.unit.tokens
    for j in range(lead - 1, -1, -1):
        if tokens[j].tag in (";",) or (tokens[j].tag == "Q" and j < lead - 1):
            return j + 1
    first = 0
    if tokens[0].tag == "C" and len(tokens) > 1:
        first = 1
    return first


def _according(scene: Scene, resolve: Resolve) -> list[Statement]:
    """``C, according to S`` and ``According to S, C``."""
    unit = scene.unit
    tokens = unit.tokens
    made = []
    for j, token in enumerate(tokens):
        if token.low != "according" or j + 2 >= len(tokens) or tokens[j + 1].low != "to":
            continue
        n = next((n for n, p in enumerate(unit.nouns) if p.first >= j + 2), None)
        if n is None:
            continue
        places = _around(scene, j, n)
        if places:
            cue = (token.start, tokens[j + 1].end)
            made.append(Statement(places, resolve(n), cue, ACCORDING, "indirect:according-to"))
    return made


def _around(scene: Scene, j: int, n: int) -> list[Span]:
    tokens = scene.unit.tokens
    end = len(tokens)
    while end and tokens[end - 1].tag == ".":
        end -= 1
    if j <= 1:
        comma = next((i for i in range(scene.unit.nouns[n].last, end) if tokens[i].tag == ","), None)
        if comma is not None and comma + 1 < end and tokens[comma + 1].tag == "Q":
            return []
        return trimmed(tokens, comma + 1, end) if comma is not None else []
    start = 0
    before = j - 1 if tokens[j - 1].tag == "," else j
    if tokens[before - 1].tag == "Q":
        return []
    return trimmed(tokens, start, before)
