"""Whose a verb is."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.chunks import Phrase
from detente.reading.heads import head_of, participle_head, phrase_at, phrase_before
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["subject"]

RELATIVE = frozenset({"who", "which", "that"})


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
    at = phrase_at(nouns, j)
    if at is not None and tokens[j].low in RELATIVE:
        return _antecedent(tokens, nouns, at.first) if at.first else None
    if tokens[j].low == "that" and j and tokens[j - 1].low in ("then", "and", "but"):
        return None  # "then that could help": the pronoun of a whole clause
    if tokens[j].tag == "B" and tokens[j].low in RELATIVE:
        return _antecedent(tokens, nouns, j)
    if tokens[j].tag == ",":
        return _past_aside(tokens, nouns, verbs, k, j)
    if tokens[j].tag == "-":
        return _past_dashes(tokens, nouns, j)
    if tokens[j].tag in "VE" and k and verbs[k - 1].last == j + 1 and verbs[k - 1].finite:
        met = _contact(tokens, nouns, verbs[k - 1])
        if met is not None:
            return met
    found = head_of(tokens, nouns, j, j + 1)
    if found is None:
        found = _past_relative(tokens, nouns, verbs, k)
    object_ = found is not None and k > 0 and verbs[k - 1].finite and nouns[found].first >= verbs[k - 1].last
    if found is not None and object_ and any(t.tag == "C" for t in tokens[nouns[found].last : group.first]):
        return _coordinate(tokens, nouns, verbs, k)  # "makes threats and in return gets …"
    return found if found is not None or tokens[j].tag != "E" else participle_head(tokens, nouns, j)


TEXTS = frozenset("resolution draft text statement measure proposal motion declaration letter report".split())
BODIES_AFTER = frozenset({"at", "in", "before", "to"})


def _antecedent(tokens: Sequence[Token], nouns: Sequence[Phrase], j: int) -> int | None:
    """What a relative pronoun stands for: the phrase before it, or the text laid before that ("a draft at X that")."""
    found = phrase_before(tokens, nouns, j)
    if not found or nouns[found].preposition not in BODIES_AFTER or nouns[found].first != nouns[found - 1].last + 1:
        return found
    return found - 1 if nouns[found - 1].head.removesuffix("s") in TEXTS else found


def _past_relative(tokens: Sequence[Token], nouns: Sequence[Phrase], verbs: Sequence[VerbGroup], k: int) -> int | None:
    """The phrase that a relative clause before the verb describes: "leaders who had been in the talks left"."""
    back = next((back for back in range(k - 1, -1, -1) if verbs[back].finite), None)
    if back is None or not _relative(tokens, verbs[back]):
        return None
    between = tokens[verbs[back].last : verbs[k].first]
    return None if any(t.tag in ",;:CB" for t in between) else subject(tokens, nouns, verbs, back)


def _contact(tokens: Sequence[Token], nouns: Sequence[Phrase], inner: VerbGroup) -> int | None:
    """The phrase that a relative clause without its pronoun describes: "the experts I interviewed said …"."""
    own = phrase_at(nouns, inner.first - 1)
    if own is None or own.first == 0 or tokens[own.first].tag not in "OP" or tokens[own.first - 1].tag not in "N":
        return None
    return head_of(tokens, nouns, own.first - 1)


def _past_dashes(tokens: Sequence[Token], nouns: Sequence[Phrase], dash: int) -> int | None:
    """The subject before an aside between two dashes, the second of which is at ``dash``."""
    j = dash - 1
    while j >= 0 and tokens[j].tag not in ("-", ".", ";", "Q"):
        j -= 1
    return head_of(tokens, nouns, j - 1) if j > 0 and tokens[j].tag == "-" else None


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
    if group.participle and not group.passive and _opens(tokens, group.first):
        return _main_subject(tokens, nouns, verbs, k)
    if group.passive and not group.infinitive:
        return phrase_before(tokens, nouns, group.first)
    if (
        group.participle
        and group.first
        and tokens[group.first - 1].tag in "IB"
        and not any(v.finite for v in verbs[:k])
    ):
        after = next((n for n in range(k + 1, len(verbs)) if verbs[n].finite), None)
        comma = any(t.tag == "," for t in tokens[group.last : verbs[after].first]) if after is not None else False
        return subject(tokens, nouns, verbs[k + 1 :], after - k - 1) if after is not None and comma else None
    if k == 0:
        return None
    previous = verbs[k - 1]
    if group.infinitive and previous.first == 0 and tokens[0].low == "were":
        return next((n for n, p in enumerate(nouns) if p.first <= 1 < p.last), None)  # "Were they to go, …"
    if group.infinitive:
        between = [n for n, p in enumerate(nouns) if p.first >= previous.last and p.last <= group.first]
        direct = [n for n in between if nouns[n].preposition in (None, "on", "for", "upon", "to")]
        if direct and previous.lemma in OBJECT_CONTROL:
            return direct[0]
    elif group.first and (tokens[group.first - 1].tag == "C" or _joined_past(tokens, nouns, group.first)):
        for back in range(k - 1, -1, -1):
            if verbs[back].participle and not verbs[back].passive:
                return subject(tokens, nouns, verbs, back)
            if verbs[back].finite:
                break
    elif group.first and tokens[_lead(tokens, group.first)].tag not in (",", "C", "I", "B", "-"):
        head = head_of(tokens, nouns, group.first - 1)
        return head if head is not None else phrase_before(tokens, nouns, group.first)
    for back in range(k - 1, -1, -1):
        if verbs[back].finite:
            return subject(tokens, nouns, verbs, back)
    return None


def _lead(tokens: Sequence[Token], first: int) -> int:
    """The token before a verb, past adverbs: ", even suggesting …"."""
    while first > 1 and tokens[first - 1].tag == "A":
        first -= 1
    return first - 1


def _opens(tokens: Sequence[Token], first: int) -> bool:
    """Whether a participle opens a sentence, past a conjunction: "Citing the ban, …", "After saying that …, …"."""
    return first == 0 or (first == 1 and tokens[0].tag in "IBA")


def _main_subject(tokens: Sequence[Token], nouns: Sequence[Phrase], verbs: Sequence[VerbGroup], k: int) -> int | None:
    """The subject of the first clause after a comma: whose an opening participle is."""
    for after in range(k + 1, len(verbs)):
        if not verbs[after].finite or not any(t.tag == "," for t in tokens[verbs[k].last : verbs[after].first]):
            continue
        found = subject(tokens, nouns, verbs[k + 1 :], after - k - 1)  # never back to k: that would have no end
        if found is not None and tokens[nouns[found].first - 1].tag == ",":
            return found
    return None


def _joined_past(tokens: Sequence[Token], nouns: Sequence[Phrase], first: int) -> bool:
    """Whether *and* and one phrase stand before a verb: "making threats and in return getting …"."""
    phrase = phrase_at(nouns, first - 1)
    return (
        phrase is not None
        and phrase.preposition is not None
        and phrase.first > 1
        and tokens[phrase.first - 2].tag == "C"
    )


OBJECT_CONTROL = frozenset(
    "urge ask tell order force persuade convince press pressure call appeal invite encourage command instruct get "
    "allow permit enable cause lead help want warn advise require compel push prod request challenge "
    "forbid ban authorize "
    "authorise lobby beg implore direct expect need like".split()
)


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
        found = head_of(tokens, nouns, j - 1, j)
        return found if found is not None else head_of(tokens, nouns, comma - 1)
    return None


def _opening(tokens: Sequence[Token], comma: int) -> int:
    """The comma or other mark before a comma."""
    j = comma - 1
    while j >= 0 and (tokens[j].tag not in (",", "-", ";", ":", ".", "Q") or _abbreviates(tokens, j)):
        j -= 1
    return j


def _abbreviates(tokens: Sequence[Token], j: int) -> bool:
    """Whether a full stop only marks an abbreviation: "Springfield, Va., said"."""
    return tokens[j].tag == "." and j + 1 < len(tokens) and tokens[j + 1].tag == ","


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
