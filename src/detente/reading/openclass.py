"""Words of the open classes: which of them are verbs, by their forms and neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.reading.closed import AUXILIARY, COUNTS, DAYS
from detente.reading.lexicon import bodies, homographs, reporting_verbs
from detente.reading.neighbours import (
    before_aside,
    closes,
    governed,
    joined_names,
    many,
    next_is_clause,
    next_is_object,
    noun_run,
    passes,
    peek,
    phrasal,
    reports,
    singular,
    subjunctive,
    tells_of_another,
    tells_of_many,
    wishes,
    word_before,
)
from detente.reading.tokens import Token

__all__ = ["open_tag"]

ING_NOUNS = frozenset(
    "warming meeting morning evening building warning killing shooting bombing hearing briefing feeling wedding "
    "funding training setting spending fighting testing opening king spring string thing ring wing ceiling being "
    "understanding bearing housing gathering uprising offering reading ruling filing crossing shelling "
    "beijing lightning sibling wording timing standing backing lobbying trafficking trading bidding mining fishing "
    "shipping farming policing voting campaigning polling planning proceeding blessing handling".split()
)
ING_ADJECTIVES = frozenset(
    "devastating crushing crippling humiliating growing rising ruling warring visiting outgoing incoming lasting "
    "remaining governing feuding competing rioting starving "
    "willing unwilling pending missing outstanding ongoing existing neighbouring neighboring surrounding binding "
    "nonbinding looming longstanding long-standing sweeping damning striking alarming encouraging interesting".split()
)
LY_NOUNS = frozenset(
    "family assembly subassembly monopoly anomaly butterfly bully folly belly homily multiply gadfly duopoly "
    "friendly unfriendly elderly deadly costly lonely orderly weekly monthly daily hourly quarterly yearly lovely holy "
    "timely untimely scholarly worldly cowardly lively ghastly unruly sprightly motherly fatherly neighborly leisurely "
    "disorderly heavenly".split()
)
SOME = frozenset("all both many some most few several each either neither others another those these".split())
TELLS = frozenset(
    "report note claim comment remark read state charge counter answer reply tweet post joke demand write warn".split()
)
DEGREES = frozenset({"less", "more", "little", "most", "least", "greatly"})
SOME_VERB = frozenset({"D", "O", "I", "B", "A", ",", "."})
SAYING = frozenset("say argue believe think insist allege agree know expect acknowledge contend predict".split())


def open_tag(tokens: Sequence[Token], i: int, low: str, forms: Mapping[str, tuple[tuple[str, str], ...]]) -> str:
    """The part of speech of a word of no closed class: by its forms and by what stands around it."""
    token = tokens[i]
    readings = forms.get(low)
    if readings is None:
        return _guess(tokens, i, low)
    lemma, kinds = readings[0]
    previous = word_before(tokens, i)
    before = previous.tag if previous else ""
    if kinds == "g":
        return _ing(tokens, i, token, lemma, before)
    if "d" in kinds or "n" in kinds:
        alone = before == "D" and previous is tokens[i - 1] and previous.low in SOME
        if alone and peek(tokens, i + 1) in SOME_VERB:
            return _verb(token, lemma, kinds, "E")  # "all agreed that …"
        if before in ("D", "S"):
            token.lemma, token.form = lemma, kinds
            return "N"
        if "b" in kinds and before == "M":
            return _verb(token, lemma, "b", "V")
        if before == "X":
            return _verb(token, lemma, kinds, "E")
        if "n" in kinds and before in ("V", "E", "G", "#") and previous is tokens[i - 1] and peek(tokens, i + 1) == "N":
            token.lemma, token.form = lemma, kinds
            return "N"  # "is investigating alleged crimes"
        if "n" in kinds and previous is not None and previous.place is not None and previous.place[1] == "adjective":
            token.lemma, token.form = lemma, kinds
            return "N"  # "Palestinian armed groups"
        if before == "I" and previous is not None and previous.low not in ("than", "as"):
            return "N"
        if before == "N" and "b" in kinds and lemma in homographs() and previous and previous.low[-1] != "s":
            return "N"
        return _verb(token, lemma, kinds, "E")
    return _finite(tokens, i, token, lemma, kinds, before)


def _finite(tokens: Sequence[Token], i: int, token: Token, lemma: str, kinds: str, before: str) -> str:
    """A base or third-person form: a verb when its neighbours say so."""
    noun = lemma in homographs()
    previous = word_before(tokens, i)
    following = peek(tokens, i + 1)
    if before in ("M", "T") or (previous is not None and previous.low in AUXILIARY):
        if kinds == "b" and before != "I":
            return _verb(token, lemma, "b", "V")
        if previous is not None and previous.low == "to":
            return "N"
    if before == "P" and previous is not None and previous.place is not None and previous.place[1] == "adjective":
        return "N"
    if before == "D" and previous is tokens[i - 1] and previous.low in SOME and lemma in SAYING:
        return _verb(token, lemma, kinds, "V")  # "some believe"
    counted = before == "#" and i > 1 and tokens[i - 2].tag == "D" and tokens[i - 1].low in COUNTS
    if counted and kinds == "b" and following not in ("N", "P"):
        return _verb(token, lemma, "b", "V")  # "that the six meet"
    if before in ("D", "S", "#", "I") or before == "X":
        return "N"
    if before == "O" and previous is not None and previous.low not in ("him", "them", "us", "me"):
        return _verb(token, lemma, kinds, "V")
    if before in ("B", "Q") and not noun:
        return _verb(token, lemma, kinds, "V")
    if kinds == "s":
        if before == "N" and not many(previous) and passes(tokens, i, lemma):
            return _verb(token, lemma, "s", "V")  # "the gas flows through Ukraine"
        if (
            before == "B"
            and _relative(tokens, i)
            and (following in ("B", "D", "O") or _led_on(tokens, i, lemma) or wishes(tokens, i, lemma))
        ):
            return _verb(token, lemma, "s", "V")  # "a text which notes that …", "a draft that calls for a ban"
        if (
            not many(previous)
            and before in ("P", "N", ",", "C")
            and wishes(tokens, i, lemma)
            and not noun_run(tokens, i)
        ):
            return _verb(token, lemma, "s", "V")  # "the party plans to stay"
        if not noun:
            return _verb(token, lemma, "s", "V") if before else "N"
        if before == "N" and singular(previous) and i + 1 < len(tokens) and tokens[i + 1].low in DEGREES:
            return _verb(token, lemma, "s", "V")  # "the dam matters less to …"
        if before in ("P", "N") and following == "X" and _what_before(tokens, i):
            return _verb(token, lemma, "s", "V")  # "what Algeria wants is …"
        if before in ("P", "N") and following in (".", ":") and lemma in TELLS and singular(previous):
            return _verb(token, lemma, "s", "V")  # "…, the paper reports."
        if before == "P" and (following == "D" or tells_of_another(tokens, i, lemma)):
            return _verb(token, lemma, "s", "V")
        stated = previous is not None and (previous.place is not None or lemma in reporting_verbs())
        if before == "P" and following == "N" and stated:
            return "N" if noun_run(tokens, i) else _verb(token, lemma, "s", "V")
        follows = following in ("B", "D", "O") or (following == "P" and tokens[i + 1].low not in DAYS)
        if before == "N" and follows and reports(tokens, i, lemma):
            return _verb(token, lemma, "s", "V")
        if before == "P" and following not in ("D", "O") and tokens[i].low in bodies():
            return "N"  # "the Ivory Coast rebels on Friday …"
        if before == "P" and governed(tokens, i):
            return "N"  # "accused Darfur rebels of …"
        if before in ("P", ",", "Q") and (following in ("D", "P", "T", "O", "B", "I", "A", "#") or before == "Q"):
            return _verb(token, lemma, "s", "V") if not noun_run(tokens, i) else "N"
        return "N"
    if (
        noun
        and lemma in ("want", "need", "support", "oppose", "demand", "claim", "plan")
        and many(previous)
        and following == "N"
    ):
        return "N" if noun_run(tokens, i) else _verb(token, lemma, "b", "V")
    aside = before_aside(tokens, i)
    if noun and many(aside) and next_is_object(tokens, i):
        return _verb(token, lemma, "b", "V")  # "some envoys, however, question the plan"
    if noun and joined_names(tokens, i) and next_is_object(tokens, i):
        return _verb(token, lemma, "b", "V")  # "China and Russia support the plan"
    if noun and phrasal(tokens, i, lemma):
        return _verb(token, lemma, "b", "V")
    if noun and following in ("B", "D", "O") and tells_of_many(tokens, i, lemma):
        return _verb(token, lemma, "b", "V")
    if noun and many(previous) and following == "." and closes(tokens, i, lemma):
        return _verb(token, lemma, "b", "V")  # "…, studies show."
    if noun and before == "N" and many(previous) and passes(tokens, i, lemma):
        return _verb(token, lemma, "b", "V")  # "most imports pass through Kenya"
    if noun and before in "NP" and following in ("D", "O", "P", "I", "#", ".") and subjunctive(tokens, i):
        return _verb(token, lemma, "b", "V")
    if noun and many(previous) and wishes(tokens, i, lemma):
        return _verb(token, lemma, "b", "V")  # "the North Koreans want to talk"
    if noun:
        plural = previous is not None and previous.tag in "NP" and (previous.low.endswith("s") or many(previous))
        if plural and next_is_object(tokens, i):
            return _verb(token, lemma, "b", "V")
        return "N"
    if before in "NO" and lemma in SAYING and next_is_clause(tokens, i):
        return _verb(token, lemma, "b", "V")
    if before == "N" and previous is not None:
        plural = previous.low.endswith("s") or previous.low in ("people", "police", "men", "women", "children")
        return _verb(token, lemma, "b", "V") if plural else "N"
    if before in ("P", "C", "A", ",", ""):
        return _verb(token, lemma, "b", "V")
    return "N"


def _led_on(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether a verb of reporting takes the word that follows: "calls for"."""
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    return any(verb.verb == f"{lemma} {following}" for verb in reporting_verbs().get(lemma, ()))


def _what_before(tokens: Sequence[Token], i: int) -> bool:
    """Whether *what* stands before the phrase on the left."""
    j = i - 1
    while j >= 0 and tokens[j].tag in "DNPS#":
        j -= 1
    return j >= 0 and tokens[j].low == "what"


def _relative(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word follows *which*, or *that* right after a noun."""
    if tokens[i - 1].low == "which":
        return True
    return tokens[i - 1].low == "that" and i > 1 and tokens[i - 2].tag == "N"


def _ing(tokens: Sequence[Token], i: int, token: Token, lemma: str, before: str) -> str:
    """An -ing form: a noun in a list of such nouns, or before *of* after a determiner."""
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if token.low in ING_ADJECTIVES and not (before == "X" and next_is_object(tokens, i)):
        return "N"
    if token.low in ING_NOUNS and before in ("D", "N", "#", "S", "P", "I", "E", "V", ""):
        return "N"
    if following == "of" and before in ("D", "S", "N"):
        return "N"
    return _verb(token, lemma, "g", "G")


def _guess(tokens: Sequence[Token], i: int, low: str) -> str:
    """An unlisted word: -ly adverbs, -ing and -ed forms, else a noun or an adjective."""
    token = tokens[i]
    previous = word_before(tokens, i)
    before = previous.tag if previous else ""
    if low.endswith("n't"):
        return "X"
    if before == "M" and low.isalpha() and previous is not None and previous.low not in ("may", "can"):
        return _verb(token, low, "b", "V")
    if low.endswith("ly") and len(low) > 4 and low not in LY_NOUNS:
        return "A"
    if low.endswith("ing") and len(low) > 5 and before not in ("D", "S"):
        return _ing(tokens, i, token, low[:-3], before)
    if low.endswith("ed") and len(low) > 4 and before not in ("D", "S", "I", "#") and "-" not in low:
        return _verb(token, low[:-2], "dn", "E")
    return "N"


def _verb(token: Token, lemma: str, form: str, tag: str) -> str:
    token.lemma, token.form = lemma, form
    return tag
