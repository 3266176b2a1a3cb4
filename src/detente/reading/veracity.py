"""Whether a clause is told as true: what the word that governs it says of it.

"Denied that it had fired", "reports that it had fired were false", "analysts doubt that it will go", "it is unlikely
that it fired": the clause has a verb of its own, and none of these says that it happened.

Reference: Saurí & Pustejovsky 2009, doi:10.1007/s10579-009-9089-9 (event factuality); Karttunen 1971 (implicatives).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal, cast

from detente.reading.lexicon import rows
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["Colour", "colour_of", "dismissed"]

Colour = Literal["denied", "doubted", "imagined", "judged"]
Shade = Colour | Literal["shown"]
REACH = 6  # words between a verb and the "that" of its clause
AGAINST = frozenset(
    "deny reject dismiss refute rebut dispute discount repudiate debunk contradict disprove denounce ridicule deride "
    "mock decry".split()
)
FALSE = frozenset(
    "false untrue baseless unfounded groundless fabricated absurd nonsense ridiculous incorrect inaccurate wrong "
    "invented fictitious bogus fake mistaken preposterous laughable unsubstantiated fiction fabrication lie lies hoax "
    "myth propaganda disinformation rubbish slander".split()
)
TURNING = frozenset({"be", "prove", "turn", "remain", "seem", "appear"})
FALSELY = frozenset({"falsely", "wrongly", "mistakenly", "erroneously", "wrongfully"})
NOBODY = frozenset({"nobody", "none", "few", "neither", "no"})


@cache
def _words(part: str) -> dict[str, Shade]:
    return {
        row["word"]: cast("Shade", row["colour"]) for row in rows("lexicons", "veracity.tsv") if row["part"] == part
    }


def colour_of(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Colour | None:
    """What the word that governs the clause of verb ``k`` says of it; none where it says nothing or says it is so.

    1. Find *that* or *whether* on the clause's left, or the verb at once before its subject.
    2. A noun before it ("reports that"), an adjective ("unlikely that") or a verb ("denied that") has a colour.
    3. A negation turns it: "does not believe that" denies, "no evidence that" doubts, "does not deny that" tells.
    """
    found = _opening(tokens, verbs, k)
    if found is None:
        return None
    at, bare = found
    if bare:
        return _by_verb(tokens, verbs, k - 1)
    if tokens[at].low == "whether":
        return "doubted"
    return _by_noun(tokens, verbs, k, at) or _by_adjective(tokens, verbs, at) or _by_last_verb(tokens, verbs, at)


def _opening(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> tuple[int, bool] | None:
    """The token that opens the clause of a verb, or the end of the verb right before its subject."""
    floor = verbs[k - 1].last if k else 0
    j = verbs[k].first - 1
    while j >= floor and tokens[j].tag == "A":
        j -= 1
    if j >= floor and tokens[j].low in ("that", "who", "which"):
        return None  # a relative pronoun: the verb stands right after it
    subject = False
    while j >= floor:
        token = tokens[j]
        if token.tag == "B":
            if token.low not in ("that", "whether"):
                return None
            return _first_that(tokens, j), False
        if token.tag in (".", ";", ":", "Q", "-") or (token.tag == "," and not subject):
            return None
        subject = subject or token.tag in "DNPO#"
        j -= 1
    return (floor, True) if subject and k and not any(t.tag in ",C" for t in tokens[floor : verbs[k].first]) else None


def _first_that(tokens: Sequence[Token], at: int) -> int:
    """The first of the clauses that *and that* joins: "denied that it had fired and that it had gone"."""
    if at < 2 or tokens[at - 1].tag != "C":
        return at
    earlier = [j for j in range(at - 1) if tokens[j].low == "that" and tokens[j].tag == "B"]
    return earlier[-1] if earlier else at


def _by_verb(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Colour | None:
    group = verbs[k]
    colour = _words("verb").get(group.lemma)
    if any(token.low in FALSELY for token in tokens[max(0, group.first - 1) : group.last + 1]):
        return "denied"
    return _turned(colour, group.negated or _nobody(tokens, group.first))


def _turned(colour: Shade | None, negated: bool) -> Colour | None:
    """A colour past a negation: what is not denied is told, what is not believed is denied."""
    if colour == "denied" or colour == "doubted":
        return None if negated else colour
    if colour == "judged":
        return "denied" if negated else "judged"
    if colour == "shown":
        return "doubted" if negated else None
    return "imagined" if colour == "imagined" else None


def _nobody(tokens: Sequence[Token], first: int) -> bool:
    """Whether the subject right before a verb is nobody: "few believe that", "no official thinks that"."""
    j = first - 1
    while j >= 0 and tokens[j].tag in "DNPO#AI":
        if tokens[j].low in NOBODY:
            return True
        j -= 1
    return False


def _by_noun(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int, at: int) -> Colour | None:
    """By the noun before *that*, and by what is said of it: "denied reports that", "reports that … were false"."""
    head = _head(tokens, at)
    if head is None:
        return None
    colour = _noun_colour(tokens[head].low)
    first = head
    floor = max((group.last for group in verbs if group.last < at), default=0)
    while first > floor and tokens[first - 1].tag in "DN#EASG":
        first -= 1
    words = {token.low for token in tokens[first:head]}
    if words & FALSE or dismissed(tokens, verbs, first) or _found_false(tokens, verbs, k):
        return "denied"
    if colour == "imagined" and words & {"no", "little"}:
        return "doubted"
    return _turned(colour, bool(words & {"no", "little", "any"}) or _denied_verb(verbs, first))


def _noun_colour(word: str) -> Shade | None:
    return _words("noun").get(word) or _words("noun").get(word.removesuffix("s"))


def _head(tokens: Sequence[Token], at: int) -> int | None:
    """The noun of reports before *that*, at once or past a phrase: "reports in certain media that"."""
    j = at - 1
    while j >= 0 and at - j <= REACH and tokens[j].tag in "NPDI#EA":
        if tokens[j].tag in "NP" and _noun_colour(tokens[j].low) and (j == at - 1 or tokens[j + 1].tag == "I"):
            return j
        j -= 1
    return None


def dismissed(tokens: Sequence[Token], verbs: Sequence[VerbGroup], first: int) -> bool:
    """Whether the verb on whose right a noun stands says that it is not so: "denied reports", "rejected a claim"."""
    for group in reversed(verbs):
        if group.last <= first:
            near = first - group.last <= REACH and all(t.tag in "DNPEASGI#" for t in tokens[group.last : first])
            return near and group.lemma in AGAINST and not group.negated
    return False


def _denied_verb(verbs: Sequence[VerbGroup], first: int) -> bool:
    """Whether the verb before a noun is negated: "did not find evidence that"."""
    return any(group.last == first and group.negated for group in verbs)


def _found_false(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether the clause is itself a subject, of whose noun the next verb says that it is false."""
    group = next((group for group in verbs[k + 1 :] if group.finite), None)
    if group is None or group.lemma not in TURNING or group.negated:
        return False
    if any(token.tag in "C,;" for token in tokens[verbs[k].last : group.first]):
        return False
    return any(token.low in FALSE for token in tokens[group.last : group.last + 4])


def _by_adjective(tokens: Sequence[Token], verbs: Sequence[VerbGroup], at: int) -> Colour | None:
    """By the adjective before *that*: "it was unlikely that", "it is not true that"."""
    colour = _words("adjective").get(tokens[at - 1].low) if at else None
    if colour is None:
        return None
    group = next((group for group in reversed(verbs) if group.last <= at), None)
    negated = group is not None and group.negated
    if colour == "shown" and negated and tokens[at - 1].low == "true":
        return "denied"
    return _turned(colour, negated)


def _by_last_verb(tokens: Sequence[Token], verbs: Sequence[VerbGroup], at: int) -> Colour | None:
    """By the last verb before *that*, past an adverb or a phrase."""
    for k in range(len(verbs) - 1, -1, -1):
        if verbs[k].last <= at:
            near = at - verbs[k].last <= REACH and not any(t.tag in ",;:" for t in tokens[verbs[k].last : at])
            return _by_verb(tokens, verbs, k) if near else None
    return None
