"""What part of speech each word is likely to be.

There is no parser here: closed classes come from lists, verbs from their forms and neighbours, and everything else
is a noun. That is enough to find subjects and objects in the prose of news agencies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.reading.closed import DASHES, DAYS, DAYTIMES, MONTHS, PERIODS, SPEECH, TAGS, known
from detente.reading.lexicon import homographs, verb_forms
from detente.reading.neighbours import peek
from detente.reading.openclass import open_tag
from detente.reading.tokens import Token

__all__ = ["tag"]

CONTRACTED = re.compile(r"^(i|we|they|you|he|she|it|that|there|who)['’](m|re|ve|ll|d|s)$")
SPELLS = frozenset("minute hour day week month year decade century".split())
ROUGHLY = frozenset("about around over nearly almost some".split())


def tag(tokens: Sequence[Token]) -> None:
    """Give every token its part of speech, left to right, from lists and neighbours."""
    words = known()
    forms = verb_forms()
    first = True
    for i, token in enumerate(tokens):
        if token.quote >= 0:
            token.tag, first = "Q", False
            continue
        low = token.low
        if token.place is not None:
            token.tag, first = "P", False
            continue
        mark = SPEECH.get(token.text)
        if mark:
            token.tag = mark
            first = first or mark in ".:"
            continue
        token.tag = _tag(tokens, i, low, words, forms, first)
        if token.tag != "N" or low[0].isalnum():
            first = False
    _mark_times(tokens)
    for i, token in enumerate(tokens):
        if token.low == "to" and i + 1 < len(tokens) and _infinitive(tokens, i + 1, forms):
            token.tag = "T"


def _mark_times(tokens: Sequence[Token]) -> None:
    """Make adverbs of the words of a time that stand alone: "on Tuesday", "last week", "in July 2006"."""
    i = 0
    while i < len(tokens):
        end = _time_end(tokens, i)
        if end == i:
            i += 1
            continue
        before = tokens[i - 1] if i else None
        led = before is not None and before.low in ("on", "in", "during", "late", "early", "by")
        owned = (before is not None and before.tag in ("D", "S")) or (end < len(tokens) and tokens[end].tag == "S")
        modifies = not led and end < len(tokens) and tokens[end].tag == "N" and tokens[end].low != "when"
        if not owned and not modifies:
            for token in tokens[i - 1 if led else i : end]:
                token.tag = "A"
        i = end


def _time_end(tokens: Sequence[Token], i: int) -> int:
    """The end of the words of a time that begin at token ``i``; ``i`` itself where none do."""
    token = tokens[i]
    j = i
    counted = token.low in ("a", "an") or token.tag == "#"
    if counted and i + 2 < len(tokens) and tokens[i + 1].low.removesuffix("s") in SPELLS and tokens[i + 2].low == "ago":
        return i + 3
    if token.low in ("last", "next", "this", "earlier") and i + 1 < len(tokens):
        following = tokens[i + 1].low
        j = i + 2 if following in PERIODS or following in DAYTIMES or following in DAYS else i
        if following == "this" and i + 2 < len(tokens) and tokens[i + 2].low in PERIODS | DAYTIMES:
            j = i + 3
        return j
    if not token.text[0].isupper() or token.place is not None:
        return i
    if token.low in DAYS:
        j = i + 1
        if j < len(tokens) and tokens[j].low in DAYTIMES:
            j += 1
    elif token.low in MONTHS and (
        i + 1 < len(tokens) and (tokens[i + 1].tag == "#" or (i and tokens[i - 1].low in ("in", "since", "last", "of")))
    ):
        j = i + 1
        while j < len(tokens) and tokens[j].tag == "#":
            j += 1
    return j


def _infinitive(tokens: Sequence[Token], i: int, forms: Mapping[str, tuple[tuple[str, str], ...]]) -> bool:
    while i < len(tokens) - 1 and tokens[i].tag == "A":
        i += 1
    token = tokens[i]
    if token.tag == "X" and token.low in ("be", "have", "do"):
        return True
    if token.text[0].isupper():
        return False
    readings = forms.get(token.low, ())
    if not readings:
        return _unlisted(tokens, i, forms)
    base = next((lemma for lemma, kinds in readings if "b" in kinds), None)
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if base is None or (base == "last" and following in PERIODS):
        return False
    joined = (
        following in ("and", "or")
        and i + 2 < len(tokens)
        and any("b" in k for _, k in forms.get(tokens[i + 2].low, ()))
    )
    if base in homographs() and following in ("of", "between", "and", "or", "by", "from", "over") and not joined:
        return False
    token.tag, token.lemma, token.form = "V", base, "b"
    return True


def _unlisted(tokens: Sequence[Token], i: int, forms: Mapping[str, tuple[tuple[str, str], ...]]) -> bool:
    """Whether an unlisted word after *to* is a verb: re- and a verb, or an object right after it."""
    token = tokens[i]
    low = token.low
    again = low.startswith(("re", "de", "un", "over")) and any(
        "b" in kinds for cut in (2, 3, 4) for _, kinds in forms.get(low[cut:].lstrip("-"), ())
    )
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    object_next = (
        following is not None
        and TAGS.get(following.low) in ("D", "O")
        and following.low not in ("this", "that", "which", "who", "here", "there")
    )
    if (
        token.tag != "N"
        or not low.isalpha()
        or not (again or (object_next and not low.endswith(("s", "ion", "ment", "ness", "ity"))))
    ):
        return False
    token.tag, token.lemma, token.form = "V", low, "b"
    return True


def _tag(
    tokens: Sequence[Token],
    i: int,
    low: str,
    words: dict[str, str],
    forms: Mapping[str, tuple[tuple[str, str], ...]],
    first: bool,
) -> str:
    token = tokens[i]
    upper = token.text[0].isupper() or (token.text[1:3] in ("l-", "z-") and token.text[3:4].isupper())  # al-Bashir
    closed = words.get(low)
    if closed and upper and not first and closed in "MA" and tokens[i - 1].tag == "P" and peek(tokens, i + 1) == "P":
        return "P"  # a name that is a word: "President Will Smith"
    if low == "longer" and i and tokens[i - 1].low == "no":
        return "A"
    if low == "first" and i and _acts_first(tokens, i, forms):
        return "A"  # "Moscow first agreed to pay"
    if closed and not (upper and not first and token.text != "I" and (len(low) < 3 or token.text.isupper())):
        return _closed(tokens, i, low, closed)
    if CONTRACTED.match(low):
        return "O" if low.endswith(("'ll", "'d")) else "X"
    if low == "'s":
        return _apostrophe(tokens, i)
    if low == "'":
        return "S" if i and tokens[i - 1].tag in "NP" and tokens[i - 1].low.endswith("s") else '"'
    if low[0].isdigit() or low[0] in "$€£¥":
        return "N" if low[-1].isalpha() and "-" in low else "#"
    if not low[0].isalpha():
        return '"' if not DASHES & {token.text} else "-"
    if upper and not (first and low in forms and not _heads_clause(tokens, i, forms)):
        if first and low.endswith("ly"):
            return "A"
        return "P"
    return open_tag(tokens, i, low, forms)


def _acts_first(tokens: Sequence[Token], i: int, forms: Mapping[str, tuple[tuple[str, str], ...]]) -> bool:
    """Whether *first* stands between a subject and its verb in the past."""
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    past = any("d" in kinds for _, kinds in forms.get(following, ()))
    return past and tokens[i - 1].tag in ("P", "O") and tokens[i - 1].low not in ("the", "them", "him", "us")


def _heads_clause(tokens: Sequence[Token], i: int, forms: Mapping[str, tuple[tuple[str, str], ...]]) -> bool:
    """Whether a sentence's first word is a name though it could be a verb: "Lynch said", "Grant has"."""
    if i + 1 >= len(tokens) or not any("b" in kinds for _, kinds in forms[tokens[i].low]):
        return False
    following = tokens[i + 1]
    if known().get(following.low) in ("X", "M"):
        return True
    readings = forms.get(following.low, ())
    return following.text[0].islower() and any(
        ("d" in kinds or kinds == "s") and lemma not in homographs() for lemma, kinds in readings
    )


ADVERBS = frozenset({("no", "longer"), ("so", "far")})
AFTER_OBJECT = frozenset("to that not about for as of with in on at from by and or if whether".split())


def _closed(tokens: Sequence[Token], i: int, low: str, tag: str) -> str:
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if low in ("that", "which", "what") and following is not None:
        if low == "that":
            previous = tokens[i - 1].tag if i else ""
            noun_next = following.text[0].islower() and following.low not in known()
            return "D" if previous in ("I", "V", "") and noun_next and following.low not in verb_forms() else "B"
        return "B"
    if following is not None and (low, following.low) in ADVERBS:
        return "A"  # "will no longer", "has so far"
    if low == "her" and following is not None and (following.low in AFTER_OBJECT or following.text in SPEECH):
        return "O"  # "asked her to stay"
    if low in ("her", "his", "its", "their", "our", "my", "your", "no", "some", "both", "such"):
        return "D"
    if low in ("once", "yet") and i and tokens[i - 1].tag == "X":
        return "A"  # "was once asked", "has yet to agree"
    if low == "yet" and i and tokens[i - 1].low == "not":
        return "A"
    if low in ("neither", "either") and following is not None and i and tokens[i - 1].tag in ("N", "P"):
        acts = any("d" in kinds or kinds == "s" for _, kinds in verb_forms().get(following.low, ()))
        return "A" if acts else tag  # "Chile neither attacked them nor …"
    if low in ROUGHLY and following is not None and (following.text[0].isdigit() or TAGS.get(following.low) == "#"):
        return "A"
    if low in ("like", "back") and i and tokens[i - 1].tag in ("M", "T"):
        tokens[i].lemma, tokens[i].form = low, "b"
        return "V"  # "would back a statement"
    if low == "may" and tokens[i].text[0] == "M" and i:
        return "P"
    return tag


def _apostrophe(tokens: Sequence[Token], i: int) -> str:
    if i and tokens[i - 1].tag == "O" and tokens[i - 1].low != "one":
        return "X"
    return "S"
