"""Noun phrases, verb groups, and who is the subject and object of what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.tokens import Token

__all__ = ["Phrase", "VerbGroup", "clause_end", "noun_phrases", "subject", "verb_groups"]

INSIDE = frozenset("DNP#S")
RELATIVE = frozenset({"who", "which", "that"})
NEGATIVES = frozenset("not never no n't neither nor hardly barely".split())
COPULA = frozenset("be is are was were been being am 's i'm it's we're they're you're".split())
HAVE = frozenset("have has had having i've we've they've haven't hasn't hadn't".split())


@dataclass(slots=True)
class Phrase:
    """A noun phrase: tokens ``first:last``, the preposition before it, and its head word."""

    first: int
    last: int
    preposition: str | None
    head: str


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries: tokens ``first:last``; the main verb is the last of them."""

    first: int
    last: int
    lemma: str
    form: str
    modal: str | None = None
    negated: bool = False
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    infinitive: bool = False
    participle: bool = False
    to_be: bool = False
    past: bool = False

    @property
    def finite(self) -> bool:
        """Whether it can head a clause of its own."""
        return not (self.infinitive or self.participle)


def noun_phrases(tokens: Sequence[Token]) -> list[Phrase]:
    """Base noun phrases, left to right."""
    found: list[Phrase] = []
    i = 0
    n = len(tokens)
    while i < n:
        tag = tokens[i].tag
        if tag == "O":
            found.append(Phrase(i, i + 1, _preposition(tokens, i), tokens[i].low))
            i += 1
            continue
        if tag not in INSIDE or tag == "S":
            i += 1
            continue
        j = i
        while j < n and _inside(tokens, j, i):
            j += 1
        while j > i + 1 and tokens[j - 1].tag == "S":
            j -= 1
        found.append(Phrase(i, j, _preposition(tokens, i), tokens[j - 1].low))
        i = max(j, i + 1)
    return found


def _inside(tokens: Sequence[Token], j: int, first: int) -> bool:
    token = tokens[j]
    if j == first:
        return True
    if token.tag == "D":
        return tokens[j - 1].tag in ("D", "S")
    if token.tag in INSIDE:
        if token.tag == "P" and token.low in _DAYS and tokens[j - 1].tag in "NP":
            return False
        if token.tag == "P" and tokens[j - 1].tag == "#" and len(tokens[j - 1].text) == 4:
            return False
        if token.tag == "P" and token.place is None and tokens[j - 1].low in OCCASIONS:
            return False  # "in a Sunday interview Smith said"
        return not (
            token.tag == "N" and tokens[j - 1].tag == "P" and tokens[j - 1].place is None and _day(tokens[j - 1])
        )
    if token.tag in "EGA" and j + 1 < len(tokens) and tokens[j - 1].tag in "D":
        return tokens[j + 1].tag in "NP"
    if token.tag == "C" and token.text in ("&", "and") and j + 1 < len(tokens):
        return _joined(tokens, j)
    return False


OCCASIONS = frozenset("interview statement speech rally debate year week month time day case turn past trial".split())


def _joined(tokens: Sequence[Token], j: int) -> bool:
    """Whether "and" joins two adjectives of nations before one noun: "U.S. and Asian officials"."""
    if tokens[j].text == "&":
        return True
    left, right = tokens[j - 1], tokens[j + 1]
    return bool(
        left.place
        and right.place
        and right.place[1] == "adjective"
        and j + 2 < len(tokens)
        and tokens[j + 2].tag == "N"
    )


def _day(token: Token) -> bool:
    return token.low in _DAYS


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def _preposition(tokens: Sequence[Token], i: int) -> str | None:
    return tokens[i - 1].low if i and tokens[i - 1].tag == "I" else None


def verb_groups(tokens: Sequence[Token]) -> list[VerbGroup]:
    """Verb groups, left to right."""
    found: list[VerbGroup] = []
    i = 0
    while i < len(tokens):
        if tokens[i].tag in "MXVEGT":
            group = _group(tokens, i)
            if group is not None:
                _inherit(tokens, found, group)
                found.append(group)
                i = group.last
                continue
        i += 1
    return found


def _inherit(tokens: Sequence[Token], before: Sequence[VerbGroup], group: VerbGroup) -> None:
    """Give a bare verb after *and* or *or* the words before its twin: "to halt or ban", "could halt and ban"."""
    j = group.first - 1
    while j >= 0 and tokens[j].tag == "A":
        group.negated = group.negated or tokens[j].low in NEGATIVES
        j -= 1
    if not before or group.form != "b" or j < 0 or tokens[j].tag != "C" or group.last - group.first != 1:
        return
    twin = before[-1]
    if any(t.tag in (",", ".", ";", ":", "B", "O") for t in tokens[twin.last : j]):
        return
    if twin.infinitive:
        group.infinitive, group.negated = True, twin.negated
    elif twin.modal:
        group.modal, group.negated = twin.modal, twin.negated


def _group(tokens: Sequence[Token], i: int) -> VerbGroup | None:
    n = len(tokens)
    group = VerbGroup(i, i, "", "")
    j = i
    be = False
    inverted = 0
    while j < n:
        token = tokens[j]
        tag, low = token.tag, token.low
        if tag == "T":
            if group.lemma or (be and not group.infinitive):
                group.to_be = be
            group.infinitive = (not group.to_be and j == i) or group.infinitive
            if j > i and not be and not group.infinitive:
                break
        elif tag == "M":
            group.modal = low
            group.negated = group.negated or low.endswith(("n't", "not"))
        elif tag == "X":
            group.negated = group.negated or low.endswith("n't")
            group.perfect = group.perfect or (low in HAVE)
            group.past = group.past or low in ("was", "were", "had", "did")
            group.progressive = group.progressive or low == "being"
            be = low in COPULA or low.endswith(("'m", "'re", "isn't", "aren't", "wasn't", "weren't")) or low in _NOT_BE
            group.lemma, group.form, group.last = (
                ("be" if be else "have" if low in HAVE else "do"),
                "x",
                j + 1,
            )
        elif tag == "A":
            if low in NEGATIVES:
                group.negated = True
        elif low == "no" and be and not group.infinitive:
            break
        elif tag in "VEG":
            return _close(tokens, group, j, be)
        elif tag == "O" and j == i + 1 and tokens[i].tag in "MX" and inverted == 0:
            inverted = 1  # a question: "will they go"
        else:
            break
        j += 1
    if group.lemma:
        return group
    return None


_NOT_BE = frozenset({"isn't", "aren't", "wasn't", "weren't"})


def _close(tokens: Sequence[Token], group: VerbGroup, j: int, be: bool) -> VerbGroup | None:
    token = tokens[j]
    alone = j == group.first or all(t.tag == "A" for t in tokens[group.first : j])
    if token.tag == "G":
        if alone:
            group.participle = True
        elif not be:
            return group if group.lemma else None
        group.progressive = be
    elif token.tag == "E":
        if be and not (token.lemma in INCLINED and j + 1 < len(tokens) and tokens[j + 1].low == "to"):
            group.passive = True
        elif be:
            pass  # "is opposed to …" is an adjective of its subject's mind
        elif alone:
            group.participle = _reduced(tokens, j)
            group.passive = group.participle
            group.past = not group.participle
        elif not group.perfect and not group.modal and group.lemma:
            return group
    elif alone and token.tag == "V":
        group.past = False
    elif be and not group.infinitive and not group.to_be:
        return group
    group.lemma, group.form, group.last = token.lemma, token.form, j + 1
    return group


INCLINED = frozenset({"oppose", "commit", "dedicate", "object", "accustom"})


def _reduced(tokens: Sequence[Token], j: int) -> bool:
    """Whether a bare -ed form is a participle ("missiles launched by …"), not the past of a main clause."""
    form = tokens[j].form
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    if "d" not in form:
        return True
    if following is not None and following.low == "by" and j and tokens[j - 1].tag in "NP":
        return True
    return j > 0 and tokens[j - 1].tag in ("C", ",") and following is not None and following.low in ("by", "with")


def subject(tokens: Sequence[Token], nouns: Sequence[Phrase], verbs: Sequence[VerbGroup], k: int) -> int | None:
    """The index of the noun phrase that is the subject of verb group ``k``, or none.

    1. A participle or an infinitive shares the subject of the verb before it (for an infinitive after an object,
       that object).
    2. A relative pronoun stands for the phrase before it.
    3. Else the nearest phrase on the left that no preposition governs, past asides between commas.
    4. A verb after *and* or *but* shares the subject of the verb before it.
    """
    group = verbs[k]
    if group.infinitive or group.participle:
        return _shared(tokens, nouns, verbs, k)
    j = group.first - 1
    while j >= 0 and tokens[j].tag == "A":
        j -= 1
    if j < 0:
        return None
    if tokens[j].tag == "C" and k:
        return _coordinate(tokens, nouns, verbs, k)
    at = _phrase_at(nouns, j)
    if at is not None and tokens[j].low in RELATIVE:
        return _before(tokens, nouns, at.first) if at.first else None
    if tokens[j].tag == "B" and tokens[j].low in RELATIVE:
        return _before(tokens, nouns, j)
    if tokens[j].tag == ",":
        return _past_aside(tokens, nouns, verbs, k, j)
    if tokens[j].tag == "-":
        return _past_dashes(tokens, nouns, j)
    if tokens[j].tag in "VE" and k and verbs[k - 1].last == j + 1 and verbs[k - 1].finite:
        met = _contact(tokens, nouns, verbs[k - 1])
        if met is not None:
            return met
    found = _head(tokens, nouns, j, j + 1)
    return found if found is not None or tokens[j].tag != "E" else _participle_head(tokens, nouns, j)


def _contact(tokens: Sequence[Token], nouns: Sequence[Phrase], inner: VerbGroup) -> int | None:
    """The phrase that a relative clause without its pronoun describes: "the experts I interviewed said …"."""
    own = _phrase_at(nouns, inner.first - 1)
    if own is None or own.first == 0 or tokens[own.first].tag not in "OP" or tokens[own.first - 1].tag not in "N":
        return None
    return _head(tokens, nouns, own.first - 1)


def _past_dashes(tokens: Sequence[Token], nouns: Sequence[Phrase], dash: int) -> int | None:
    """The subject before an aside between two dashes, the second of which is at ``dash``."""
    j = dash - 1
    while j >= 0 and tokens[j].tag not in ("-", ".", ";", "Q"):
        j -= 1
    return _head(tokens, nouns, j - 1) if j > 0 and tokens[j].tag == "-" else None


def _coordinate(tokens: Sequence[Token], nouns: Sequence[Phrase], verbs: Sequence[VerbGroup], k: int) -> int | None:
    """The subject of the nearest finite verb before a verb that *and* or *but* joins to it."""
    twins = [back for back in range(k - 1, -1, -1) if verbs[back].finite and not _relative(tokens, verbs[back])]
    like = next((back for back in twins if _alike(tokens, verbs[back], verbs[k])), None)
    if like is not None or twins:
        return subject(tokens, nouns, verbs, like if like is not None else twins[0])
    return subject(tokens, nouns, verbs, k - 1)


def _alike(tokens: Sequence[Token], one: VerbGroup, other: VerbGroup) -> bool:
    if one.perfect and one.lemma != "have" and not other.modal:
        return "n" in tokens[other.last - 1].form or _tense(tokens, other) == "present"  # "have gone and called"
    return _tense(tokens, one) == _tense(tokens, other)


def _tense(tokens: Sequence[Token], group: VerbGroup) -> str:
    """What joins verbs of one subject: "said it would go and warned …" joins the two in the past."""
    if group.modal:
        return "modal"
    if group.last - group.first == 1 or group.lemma in ("be", "have", "do"):
        main = tokens[group.last - 1]
        return "past" if "d" in main.form or group.past else "present"
    return "past" if group.past else "present"


def _relative(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether a verb's clause is a relative one: who, which or that stands right before it."""
    j = group.first - 1
    while j >= 0 and tokens[j].tag == "A":
        j -= 1
    if j < 0 or tokens[j].low not in RELATIVE:
        return False
    return tokens[j].low != "that" or (j > 0 and tokens[j - 1].tag in "NP")


def _shared(tokens: Sequence[Token], nouns: Sequence[Phrase], verbs: Sequence[VerbGroup], k: int) -> int | None:
    group = verbs[k]
    if group.passive and not group.infinitive:
        return _before(tokens, nouns, group.first)
    if (
        group.participle
        and group.first
        and tokens[group.first - 1].tag in "IB"
        and not any(v.finite for v in verbs[:k])
    ):
        after = next((n for n in range(k + 1, len(verbs)) if verbs[n].finite), None)
        comma = any(t.tag == "," for t in tokens[group.last : verbs[after].first]) if after is not None else False
        return subject(tokens, nouns, verbs, after) if after is not None and comma else None
    if k == 0:
        return None
    previous = verbs[k - 1]
    if group.infinitive:
        between = [n for n, p in enumerate(nouns) if p.first >= previous.last and p.last <= group.first]
        direct = [n for n in between if nouns[n].preposition in (None, "on", "for", "upon", "to")]
        if direct and previous.lemma in OBJECT_CONTROL:
            return direct[0]
    elif group.first and tokens[group.first - 1].tag == "C":
        for back in range(k - 1, -1, -1):
            if verbs[back].participle and not verbs[back].passive:
                return subject(tokens, nouns, verbs, back)
            if verbs[back].finite:
                break
    elif group.first and tokens[group.first - 1].tag not in (",", "C", "I", "B"):
        head = _head(tokens, nouns, group.first - 1)
        return head if head is not None else _before(tokens, nouns, group.first)
    for back in range(k - 1, -1, -1):
        if verbs[back].finite:
            return subject(tokens, nouns, verbs, back)
    return None


OBJECT_CONTROL = frozenset(
    "urge ask tell order force persuade convince press pressure call appeal invite encourage command instruct get "
    "allow permit enable cause lead help want warn advise require compel push prod request challenge "
    "forbid ban authorize "
    "authorise lobby beg implore direct expect need like".split()
)


def _phrase_at(nouns: Sequence[Phrase], j: int) -> Phrase | None:
    for phrase in nouns:
        if phrase.first <= j < phrase.last:
            return phrase
        if phrase.first > j:
            break
    return None


def _before(tokens: Sequence[Token], nouns: Sequence[Phrase], j: int) -> int | None:
    """The phrase that ends just before token ``j``."""
    j -= 1
    while j >= 0 and tokens[j].tag in ("A", ",", "I"):
        j -= 1
    for n in range(len(nouns) - 1, -1, -1):
        if nouns[n].first <= j < nouns[n].last:
            return n
    return None


CLAUSAL = frozenset("until till before after since as than".split())


def _head(tokens: Sequence[Token], nouns: Sequence[Phrase], j: int, stop: int = -1) -> int | None:
    """The phrase that heads what ends at token ``j``: past every "preposition + phrase" on its left."""
    for n in range(len(nouns) - 1, -1, -1):
        phrase = nouns[n]
        if phrase.first <= j < phrase.last:
            if phrase.preposition is None or (phrase.preposition in CLAUSAL and phrase.last == stop):
                outer = _before_gerund(tokens, nouns, phrase.first) if stop > 0 else None
                return n if outer is None else outer
            if phrase.first < 2:
                return None
            back = phrase.first - 2
            while back >= 0 and tokens[back].tag in ("A", "I"):
                back -= 1
            if back > 0 and tokens[back].tag == "C" and tokens[back - 1].tag in "NP" and phrase.preposition is not None:
                return _head(tokens, nouns, back - 1)
            if back < 0 or tokens[back].tag not in "NPO#DS":
                return _participle_head(tokens, nouns, back)
            return _head(tokens, nouns, back)
    return None


def _before_gerund(tokens: Sequence[Token], nouns: Sequence[Phrase], first: int) -> int | None:
    """The phrase that an -ing form right after it describes: "aircraft using bombs killed …" is about the aircraft."""
    j = first - 1
    while j > 0 and tokens[j].tag == "A":
        j -= 1
    if j < 1 or tokens[j].tag != "G" or tokens[j - 1].tag not in "NP":
        return None
    return _head(tokens, nouns, j - 1)


def _participle_head(tokens: Sequence[Token], nouns: Sequence[Phrase], j: int) -> int | None:
    """The phrase before a participle that governs a prepositional phrase: "funds held in Macao were …"."""
    while j > 0 and tokens[j].tag in "EGA":
        j -= 1
        if tokens[j].tag in "NP":
            return _head(tokens, nouns, j)
        if tokens[j].tag == "C":
            j -= 1
            before = next((p for p in nouns if p.first <= j < p.last), None)
            if before is None or before.preposition != "by":
                return None
            j = before.first - 2
    return None


def _past_aside(
    tokens: Sequence[Token], nouns: Sequence[Phrase], verbs: Sequence[VerbGroup], k: int, comma: int
) -> int | None:
    """The subject before an aside between two commas, the second of which is at ``comma``."""
    j = _opening(tokens, comma)
    if j <= 0 or tokens[j].tag != ",":
        return subject(tokens, nouns, verbs, k - 1) if k and verbs[k - 1].finite and verbs[k - 1].last > j else None
    aside = tokens[j + 1]
    while (further := _opening(tokens, j)) > 0 and tokens[further].tag == "," and _minor(tokens, further + 1, j):
        j = further
    name = tokens[j - 1].tag in "NPO#"
    if name and (aside.tag in "DNPEGIW#XAB" or aside.low in RELATIVE or aside.tag == "O"):
        found = _head(tokens, nouns, j - 1)
        return found if found is not None else _head(tokens, nouns, comma - 1)
    return None


def _opening(tokens: Sequence[Token], comma: int) -> int:
    """The comma or other mark before a comma."""
    j = comma - 1
    while j >= 0 and tokens[j].tag not in (",", "-", ";", ":", ".", "Q"):
        j -= 1
    return j


def _minor(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether what stands between two commas cannot be a subject: an age, a state's abbreviation, "of Hilo"."""
    between = tokens[first:last]
    if not between:
        return False
    if between[0].tag == "I":
        return not any(t.tag in "VMX" for t in between)
    place = len(between) == 1 and between[0].place is not None
    return place or all(t.tag == "#" for t in between) or (len(between) <= 2 and between[0].low in ABBREVIATED)


ABBREVIATED = frozenset(
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn "
    "tex va vt wash wis wyo d.c. n.y. n.j. n.c. s.c. n.h. n.m. r.i. w.va".split()
)


def clause_end(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> int:
    """Where the reach of verb group ``k`` ends: the next finite verb's clause, a stop, or a subordinator."""
    group = verbs[k]
    for j in range(group.last, len(tokens)):
        tag = tokens[j].tag
        if tag in (".", ";", ":", "-", "Q") or (tag == "B" and tokens[j].low != "that"):
            return j
        if tag == "O" and tokens[j].low in ("who", "which"):
            return j
        if tag == "," and _new_clause(tokens, verbs, j):
            return j
    return len(tokens)


def _new_clause(tokens: Sequence[Token], verbs: Sequence[VerbGroup], comma: int) -> bool:
    """Whether a clause with its own subject and verb begins after a comma."""
    if comma + 1 >= len(tokens) or tokens[comma + 1].low == "according":
        return True
    start = comma + 2 if tokens[comma + 1].tag == "C" else comma + 1
    for group in verbs:
        if group.first > comma and group.finite:
            between = tokens[start : group.first]
            named = any(t.tag in "DNPO" for t in between) and all(t.tag in "DNP#SIAOC" for t in between)
            return named and (start == comma + 2 or between[0].tag != "I")
    return False
