"""Words with their exact places in the report, and what part of speech each is likely to be.

There is no parser here: closed classes come from lists, verbs from their forms and neighbours, and everything else
is a noun. That is enough to find subjects and objects in the prose of news agencies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from detente.reading.lexicon import homographs, verb_forms

__all__ = ["Token", "tokenise"]

WORD = re.compile(
    r"""
    (?:[A-Z]\.){2,}                                   # U.S., D.P.R.K.
  | (?:Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Maj|Brig|Adm|Capt|Sgt|St|Jr|Sr|Prof|Messrs)\.
  | (?:MR|MRS|MS|DR|SEN|REP|GOV|GEN)\.
  | [A-Z]\.(?=\s?[A-Z])                               # an initial
  | [A-Z][a-z]+-(?:[A-Z]\.){2,}                        # Sino-U.S.
  | [RDI]-(?:[A-Z]\.){2,}|[RDI]-[A-Z][a-z]+\.?         # R-Ky.: a legislator's party and state
  | \d+(?:-[a-z]+)+                                   # 50-minute, 17-year-old
  | [$€£¥]?\d+(?:[.,:]\d+)*(?:st|nd|rd|th|%|[a-z]{1,2}\b)?
  | ['’]s\b
  | [^\W\d_]+(?:['’](?!s\b)[^\W\d_]+|-[^\W_]+)*       # words, with inner apostrophes and hyphens
  | --+
  | \S
    """,
    re.VERBOSE,
)

CLOSED = {
    "D": "the a an this that these those my your his her its our their no any some every each all both either "
    "neither another such several many few most more other same much what which whose",
    "O": "i you he she it we they me him us them himself herself itself themselves who whom one everyone everybody "
    "nobody anyone someone somebody nothing something anything everything there here ours theirs others none",
    "I": "of in on at by for with from to into onto over under against between among amid amidst across after before "
    "during through throughout toward towards upon about around near via per despite without within beyond behind "
    "beside besides below above along off out up down outside inside like unlike regarding concerning following "
    "including except versus since than as until till atop aboard past down alongside",
    "C": "and or but nor yet & plus",
    "B": "if because although though while whereas unless when whenever where wherever whether so once lest why how",
    "M": "will would can could may might shall should must ought cannot can't won't wouldn't couldn't shouldn't "
    "mustn't 'll ’ll 'd ’d",
    "X": "be is are was were been being am has have had having do does did isn't aren't wasn't weren't hasn't "
    "haven't hadn't don't doesn't didn't i'm it's we're they're you're i've we've they've he's she's that's",
    "A": "not never also still even just only already soon now then again ever often always usually sometimes "
    "perhaps maybe nearly almost very too quite rather however meanwhile nonetheless nevertheless therefore thus "
    "instead further furthermore moreover later earlier today yesterday tomorrow tonight ago far hardly barely "
    "long likely twice together away back almost indeed overall",
}
CLOSED["#"] = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty "
    "hundred hundreds thousand thousands million millions billion billions dozen dozens"
)
TAGS = {word: tag for tag, words in CLOSED.items() for word in words.split()}
CONTRACTED = re.compile(r"^(i|we|they|you|he|she|it|that|there|who)['’](m|re|ve|ll|d|s)$")
SPEECH = {
    ",": ",",
    ";": ";",
    ":": ":",
    ".": ".",
    "!": ".",
    "?": ".",
    "--": "-",
    "—": "-",
    "―": "-",
    "–": "-",
    "...": ".",
}
COUNTS = frozenset("two three four five six seven eight nine ten".split())
ROUGHLY = frozenset("about around over nearly almost some".split())
PERIODS = frozenset("week month year night summer winter spring autumn fall century".split())
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
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sept oct nov dec".split()
)
DAYTIMES = frozenset("morning afternoon evening night week weekend month year".split())
AUXILIARY = frozenset("did do does don't didn't doesn't to let lets let's".split())
DASHES = frozenset({"-", "—", "–", "―"})


class Token:
    """A word: its text, its place in the report, a part of speech and, for verbs, the lemma and form.

    Tags: P proper, N noun or adjective, D determiner, O pronoun, S possessive mark, I preposition, T infinitive to,
    C coordinator, B subordinator, M modal, X auxiliary, V finite verb or base, E past participle or past, G -ing,
    A adverb, # number, Q a whole quotation; punctuation stands for itself.
    """

    __slots__ = ("end", "form", "lemma", "low", "place", "quote", "start", "tag", "text")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        low = text.lower()
        self.low = low.replace("’", "'") if "’" in low else low
        self.start = start
        self.end = end
        self.tag = "N"
        self.lemma = ""
        self.form = ""
        self.quote = -1
        self.place: tuple[str, str] | None = None

    def __repr__(self) -> str:
        return f"{self.text}/{self.tag}"


@cache
def _known() -> dict[str, str]:
    return {word.replace("’", "'"): tag for word, tag in TAGS.items()}


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The words of ``text[start:end]``, without tags."""
    return [Token(m.group(), m.start(), m.end()) for m in WORD.finditer(text, start, end)]


def tag(tokens: Sequence[Token]) -> None:
    """Give every token its part of speech, left to right, from lists and neighbours."""
    known = _known()
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
        token.tag = _tag(tokens, i, low, known, forms, first)
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
    known: dict[str, str],
    forms: Mapping[str, tuple[tuple[str, str], ...]],
    first: bool,
) -> str:
    token = tokens[i]
    upper = token.text[0].isupper() or (token.text[1:3] in ("l-", "z-") and token.text[3:4].isupper())  # al-Bashir
    closed = known.get(low)
    if closed and upper and not first and closed in "MA" and tokens[i - 1].tag == "P" and _peek(tokens, i + 1) == "P":
        return "P"  # a name that is a word: "President Will Smith"
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
    return _open(tokens, i, low, forms)


def _heads_clause(tokens: Sequence[Token], i: int, forms: Mapping[str, tuple[tuple[str, str], ...]]) -> bool:
    """Whether a sentence's first word is a name though it could be a verb: "Lynch said", "Grant has"."""
    if i + 1 >= len(tokens) or not any("b" in kinds for _, kinds in forms[tokens[i].low]):
        return False
    following = tokens[i + 1]
    if _known().get(following.low) in ("X", "M"):
        return True
    readings = forms.get(following.low, ())
    return following.text[0].islower() and any(
        ("d" in kinds or kinds == "s") and lemma not in homographs() for lemma, kinds in readings
    )


def _closed(tokens: Sequence[Token], i: int, low: str, tag: str) -> str:
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if low in ("that", "which", "what") and following is not None:
        if low == "that":
            previous = tokens[i - 1].tag if i else ""
            noun_next = following.text[0].islower() and following.low not in _known()
            return "D" if previous in ("I", "V", "") and noun_next and following.low not in verb_forms() else "B"
        return "B"
    if low in ("her", "his", "its", "their", "our", "my", "your", "no", "some", "both", "such"):
        return "D"
    if low in ROUGHLY and following is not None and (following.text[0].isdigit() or TAGS.get(following.low) == "#"):
        return "A"
    if low == "like" and i and tokens[i - 1].tag in ("M", "T"):
        tokens[i].lemma, tokens[i].form = "like", "b"
        return "V"
    if low == "may" and tokens[i].text[0] == "M" and i:
        return "P"
    return tag


def _apostrophe(tokens: Sequence[Token], i: int) -> str:
    if i and tokens[i - 1].tag == "O" and tokens[i - 1].low != "one":
        return "X"
    return "S"


def _open(tokens: Sequence[Token], i: int, low: str, forms: Mapping[str, tuple[tuple[str, str], ...]]) -> str:
    token = tokens[i]
    readings = forms.get(low)
    if readings is None:
        return _guess(tokens, i, low)
    lemma, kinds = readings[0]
    previous = _before(tokens, i)
    before = previous.tag if previous else ""
    if kinds == "g":
        return _ing(tokens, i, token, lemma, before)
    if "d" in kinds or "n" in kinds:
        alone = before == "D" and previous is tokens[i - 1] and previous.low in SOME
        if alone and _peek(tokens, i + 1) in SOME_VERB:
            return _verb(token, lemma, kinds, "E")  # "all agreed that …"
        if before in ("D", "S"):
            token.lemma, token.form = lemma, kinds
            return "N"
        if "b" in kinds and before == "M":
            return _verb(token, lemma, "b", "V")
        if before == "X":
            return _verb(token, lemma, kinds, "E")
        if "n" in kinds and before in ("V", "E", "G") and previous is tokens[i - 1] and _peek(tokens, i + 1) == "N":
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
    previous = _before(tokens, i)
    following = _peek(tokens, i + 1)
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
        if not noun:
            return _verb(token, lemma, "s", "V") if before else "N"
        if before in ("P", "N") and following in (".", ":") and lemma in TELLS and _singular(previous):
            return _verb(token, lemma, "s", "V")  # "…, the paper reports."
        if before == "P" and following == "D":
            return _verb(token, lemma, "s", "V")
        if before == "P" and following == "N" and previous is not None and previous.place is not None:
            return "N" if _noun_run(tokens, i) else _verb(token, lemma, "s", "V")
        if before == "N" and following in ("B", "D", "O") and _reports(tokens, i, lemma):
            return _verb(token, lemma, "s", "V")
        if before in ("P", ",", "Q") and (following in ("D", "P", "T", "O", "B", "I", "A", "#") or before == "Q"):
            return _verb(token, lemma, "s", "V") if not _noun_run(tokens, i) else "N"
        return "N"
    if (
        noun
        and lemma in ("want", "need", "support", "oppose", "demand", "claim", "plan")
        and _many(previous)
        and following == "N"
    ):
        return "N" if _noun_run(tokens, i) else _verb(token, lemma, "b", "V")
    if noun:
        plural = previous is not None and previous.tag in "NP" and (previous.low.endswith("s") or _many(previous))
        if plural and next_is_object(tokens, i):
            return _verb(token, lemma, "b", "V")
        return "N"
    if before in "NO" and lemma in SAYING and next_is_clause(tokens, i):
        return _verb(token, lemma, "b", "V")
    if before == "N" and previous is not None:
        many = previous.low.endswith("s") or previous.low in ("people", "police", "men", "women", "children")
        return _verb(token, lemma, "b", "V") if many else "N"
    if before in ("P", "C", "A", ",", ""):
        return _verb(token, lemma, "b", "V")
    return "N"


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


def _peek(tokens: Sequence[Token], i: int) -> str:
    """The likely part of speech of a word not yet tagged."""
    if i >= len(tokens):
        return ""
    token = tokens[i]
    closed = _known().get(token.low)
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


def _many(token: Token | None) -> bool:
    if token is None or token.tag not in "NP":
        return False
    return (token.low.endswith("s") and token.low not in ("u.s.", "us")) or token.low in PLURALS


def next_is_object(tokens: Sequence[Token], i: int) -> bool:
    """Whether what follows can be an object: a determiner, a name, a pronoun, *that*."""
    if i + 1 >= len(tokens):
        return False
    following = tokens[i + 1]
    return (following.low in TAGS and TAGS[following.low] in "DO") or following.text[0].isupper()


TELLS = frozenset(
    "report note claim comment remark read state charge counter answer reply tweet post joke demand write warn".split()
)


def _singular(token: Token | None) -> bool:
    return token is not None and not (token.low.endswith("s") and token.tag == "N")


SOME_VERB = frozenset({"D", "O", "I", "B", "A", ",", "."})
SAYING = frozenset("say argue believe think insist allege agree know expect acknowledge contend predict".split())
SHOWING = frozenset("show report claim note state reveal suggest find warn indicate".split())


def next_is_clause(tokens: Sequence[Token], i: int) -> bool:
    """Whether a clause can follow: *that*, a name, a determiner, a pronoun, *there*."""
    return next_is_object(tokens, i) or (i + 1 < len(tokens) and tokens[i + 1].low in ("that", "there", "it's", "they"))


def _reports(tokens: Sequence[Token], i: int, lemma: str) -> bool:
    """Whether a word that may be a noun is the verb of one thing that tells: "the poll shows that …"."""
    if lemma not in SHOWING or tokens[i - 1].low.endswith("s"):
        return False
    j = i - 1
    while j > 0 and tokens[j].tag in "NP":
        j -= 1
    return tokens[j].low in ("the", "a", "an", "this", "that", "its", "his", "her", "another", "one", "new")


def _noun_run(tokens: Sequence[Token], i: int) -> bool:
    """Whether a later finite verb needs this word as its noun: "Iran talks with Europe were halted"."""
    for token in tokens[i + 1 : i + 7]:
        if token.text in ",;:." or token.low in ("that", "which", "who", "whose"):
            return False
        if token.low in ("was", "were", "is", "are", "has", "have", "had", "will", "would", "could"):
            return True
    return False


def _guess(tokens: Sequence[Token], i: int, low: str) -> str:
    """An unlisted word: -ly adverbs, -ing and -ed forms, else a noun or an adjective."""
    token = tokens[i]
    previous = _before(tokens, i)
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


def _before(tokens: Sequence[Token], i: int) -> Token | None:
    i -= 1
    while i >= 0 and tokens[i].tag == "A":
        i -= 1
    return tokens[i] if i >= 0 else None


def _verb(token: Token, lemma: str, form: str, tag: str) -> str:
    token.lemma, token.form = lemma, form
    return tag
