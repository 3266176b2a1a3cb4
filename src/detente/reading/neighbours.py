"""What a word's neighbours tell of it: whether an object, a clause or a wish follows, whether a noun needs it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from detente.reading.closed import SPEECH, TAGS, known
from detente.reading.lexicon import reporting_verbs, verb_forms
from detente.reading.tokens import Token

__all__ = [
    "before_aside",
    "closes",
    "governed",
    "joined_names",
    "many",
    "next_is_clause",
    "next_is_object",
    "noun_run",
    "passes",
    "peek",
    "phrasal",
    "reports",
    "singular",
    "subjunctive",
    "tells_of_another",
    "tells_of_many",
    "wishes",
    "word_before",
]

SHOWING = frozenset("show report claim note state reveal suggest find warn indicate".split())


def peek(tokens: Sequence[Token], i: int) -> str:
    """The likely part of speech of a word not yet tagged."""
    if i >= len(tokens):
        return ""
    token = tokens[i]
    closed = known().get(token.low)
    if closed:
        return closed
    if token.text in SPEECH:
        return SPEECH[token.text]
    if token.quote >= 0:
        return "Q"
    if token.place is not None or token.text[0].isupper():
        return "P"
    return "#" if token.text[0] in "$0123456789" else "A" if token.low.endswith("ly") else "N"


PLURALS = frozenset("data media police people men women children criteria staff crew public".split())


def many(token: Token | None) -> bool:
    """Whether a noun is of many: in -s, or one of those that are without it."""
    if token is None or token.tag not in "NP":
        return False
    return (token.low.endswith("s") and token.low not in ("u.s.", "us")) or token.low in PLURALS


def next_is_object(tokens: Sequence[Token], i: int) -> bool:
    """Whether what follows can be an object: a determiner, a name, a pronoun, *that*."""
    if i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    first = following.text[0]
    return (following.low in TAGS and TAGS[following.low] in "DO") or first.isupper() or first in "$€£¥"


def singular(token: Token | None) -> bool:
    """Whether a word can be the subject of a verb in -s."""
    return token is not None and not (token.low.endswith("s") and token.tag == "N")


def wishes(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether *to* and a verb follow a verb of wish or plan: "they want to talk"."""
    if lemma not in WISHES or i + 2 >= len(tokens) or tokens[i + 1].low != "to":
        return False
    owner = tokens[i - 1].place
    acts = any("b" in kinds for _, kinds in verb_forms().get(tokens[i + 2].low, ()))
    return (owner is None or owner[1] != "body") and (acts or tokens[i + 2].low in ("have", "be"))


WISHES = frozenset(
    "want need plan hope seek vow pledge threaten refuse promise offer try attempt demand move wish claim".split()
)


def next_is_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether a clause can follow: *that*, a name, a determiner, a pronoun, *there*."""
    return next_is_object(tokens, i) or (i + 1 < len(tokens) and tokens[i + 1].low in ("that", "there", "it's", "they"))


def reports(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether a word that may be a noun is the verb of one thing that tells: "the poll shows that …"."""
    singular_thing = not tokens[i - 1].low.endswith("s") or tokens[i - 1].low in SINGULAR
    if not singular_thing or (lemma not in SHOWING and (lemma not in reporting_verbs() or noun_run(tokens, i))):
        return False
    j = i - 1
    while j > 0 and tokens[j].tag in "NP":
        j -= 1
    return tokens[j].tag == "S" or tokens[j].low in (
        "the", "a", "an", "this", "that", "its", "his", "her", "their", "another", "one", "new",
    )  # fmt: skip


SINGULAR = frozenset("press congress analysis business thesis crisis boss process class progress".split())


def closes(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether a word that may be a noun is the verb that tells of all before a comma: "…, other studies show."."""
    j = i - 1
    while j > 0 and tokens[j].tag in "NPD#S":
        j -= 1
    return lemma in SHOWING and j > 2 and tokens[j].tag == ","


PEOPLE = ("ers", "ors", "ists", "ians", "ans", "ials", "crats", "men", "ants", "ates", "ives")


def tells_of_many(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether a plural with its phrases needs a word that may be a noun: "documents from the port show that …"."""
    j = i - 1
    while lemma in SHOWING and j > 1 and tokens[j].tag in "NPD#SE":
        j -= 1
    return lemma in SHOWING and j > 0 and tokens[j].tag == "I" and many(tokens[j - 1])


def phrasal(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether people before a word and a preposition after it make it a verb: "envoys point to …"."""
    named = word_before(tokens, i)
    people = named is not None and named.low.endswith(PEOPLE)
    return people and i + 1 < len(tokens) and f"{lemma} {tokens[i + 1].low}" in _phrasal() and not noun_run(tokens, i)


PASSING = frozenset("pass flow travel transit go run move come".split())


def passes(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether *through* or *via* after a word makes it a verb of passing."""
    return lemma in PASSING and i + 1 < len(tokens) and tokens[i + 1].low in ("through", "via", "across")


@cache
def _phrasal() -> frozenset[str]:
    return frozenset(verb.verb for verbs in reporting_verbs().values() for verb in verbs if verb.verb.count(" ") == 1)


def before_aside(tokens: Sequence[Token], i: int) -> Token | None:
    """The word before an adverb between commas: "some envoys, however, question …"."""
    aside = i > 3 and tokens[i - 1].tag == "," and tokens[i - 2].tag == "A" and tokens[i - 3].tag == ","
    return tokens[i - 4] if aside else None


def joined_names(tokens: Sequence[Token], i: int) -> bool:
    """Whether *and* joins two names of places right before a word: "China and Russia support …"."""
    if i < 3 or tokens[i - 2].low != "and":
        return False
    one, other = tokens[i - 3].place, tokens[i - 1].place
    return one is not None and other is not None and "adjective" not in (one[1], other[1]) and not noun_run(tokens, i)


@cache
def _clausal() -> frozenset[str]:
    """The verbs after which a clause can stand without *that*."""
    return frozenset(word for word, verbs in reporting_verbs().items() if any("z" in verb.frames for verb in verbs))


def governed(tokens: Sequence[Token], i: int) -> bool:
    """Whether the names before a word are the object of a verb that takes no clause, so that the word is a noun."""
    j = i - 1
    while j > 0 and tokens[j].tag in "P#D":
        j -= 1
    return tokens[j].tag in "VEG" and bool(tokens[j].lemma) and tokens[j].lemma not in _clausal()


def tells_of_another(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether two states' names around a word, and then *will*, make it a verb: "Fiji hopes Oman will"."""
    if i < 1 or i + 2 >= len(tokens) or lemma not in _clausal():
        return False
    one, other = tokens[i - 1].place, tokens[i + 1].place
    named = one is not None and other is not None and "adjective" not in (one[1], other[1])
    return named and peek(tokens, i + 2) in ("M", "X")


NEEDS_NOUN = frozenset("was were is are has have had will would could".split())
ENDS_RUN = frozenset("that which who whose he she they it we i".split())


def noun_run(tokens: Sequence[Token], i: int) -> bool:
    """Whether a later finite verb needs this word as its noun: "Iran talks with Europe were halted"."""
    for before, token in pairwise(tokens[i : i + 7]):
        if token.text in ",;:." or token.low in ENDS_RUN:
            return False
        if before.low != "to" and token.low in (
            "was",
            "were",
            "is",
            "are",
            "has",
            "have",
            "had",
            "will",
            "would",
            "could",
        ):
            return True
    return False


def word_before(tokens: Sequence[Token], i: int) -> Token | None:
    """The word before a word, past adverbs."""
    i -= 1
    while i >= 0 and tokens[i].tag == "A":
        i -= 1
    return tokens[i] if i >= 0 else None


ASKED = frozenset("demand insist ask request order command require urge recommend propose suggest".split())
ASKED_NOUNS = frozenset("condition demand demands request requests proposal insistence requirement".split())


def subjunctive(tokens: Sequence[Token], i: int) -> bool:
    """Whether a base form tells what is demanded of somebody: "demanded that Uganda halt the flow".

    Reference: Quirk et al. 1985 §16.32 (mandative subjunctive).
    """
    j = i - 1
    while j > 0 and tokens[j].tag in "PDNS" and i - j < 6:
        j -= 1
    if j < 1 or tokens[j].low != "that" or tokens[j].tag != "B" or j == i - 1:
        return False
    before = tokens[j - 1]
    return before.lemma in ASKED or before.low in ASKED_NOUNS
