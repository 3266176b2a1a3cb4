"""Who a noun phrase is: a state, an organisation, an official of either, a person who speaks for nobody.

The title decides, not a dictionary of people: ``[nation] TITLE (of BODY) NAME``, ``NAME, a ROLE of COUNTRY``,
``COUNTRY's TITLE, NAME``. "Former" speaks for nobody; so do scholars and analysts. A capital is a government as
subject or possessor and a place after a preposition; a nation's adjective before a place or a thing is nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.chunks import Phrase
from detente.reading.lexicon import Role, plural
from detente.reading.scenes import Description
from detente.reading.titles import HONORIFICS, INSTITUTIONS, find_body, find_name, find_role
from detente.reading.tokens import Token

__all__ = ["describe"]

GOVERNMENTAL = frozenset({"state"})
SETTLEMENTS = frozenset("town village city province district port region enclave island valley camp suburb".split())
PAST = frozenset({"former", "ex", "retired", "late", "then", "erstwhile", "onetime", "one-time", "ousted", "deposed"})
SUBNATIONAL = frozenset("regional provincial separatist secessionist breakaway rebel tribal municipal".split())
REBELLIOUS = frozenset({"rebel", "separatist", "secessionist", "breakaway"})
PLACES = frozenset("in at to from near around outside inside into across through toward towards off over".split())
OWN_STATE = {
    "secretary of state": "USA", "undersecretary of state": "USA", "assistant secretary of state": "USA",
    "deputy secretary of state": "USA", "under secretary of state": "USA", "deputy assistant secretary of state": "USA",
    "secretary of defense": "USA", "cia director": "USA", "fbi director": "USA",
    "chief cabinet secretary": "JPN", "unification minister": "KOR", "state councilor": "CHN",
    "state councillor": "CHN", "taoiseach": "IRL", "home secretary": "GBR", "foreign secretary": "GBR",
    "treasury secretary": "USA", "defense secretary": "USA",
}  # fmt: skip


PUBLIC = frozenset(
    "department ministry office bureau commission authority forces army navy court senate congress parliament assembly "
    "administration service services".split()
)


def describe(
    text: str, tokens: Sequence[Token], phrase: Phrase, shorts: frozenset[str], common: frozenset[str]
) -> Description:
    """What a noun phrase says by itself.

    ``shorts`` are the codes whose short forms count in this report, ``common`` its words in lower case: a
    sentence's first word that is one of them is no name.
    """
    first, last = phrase.first, phrase.last
    if (
        phrase.preposition == "of"
        and first > 1
        and tokens[first - 2].low in SETTLEMENTS
        and tokens[last - 1].tag == "P"
    ):
        place = tokens[last - 1].place
        return Description("place", owner=place[0] if place is not None else None)
    if tokens[first].tag == "O":
        return Description("pronoun", plural=tokens[first].low in ("they", "we", "them", "us"))
    mark = next((i for i in range(last - 2, first, -1) if tokens[i].tag == "S"), None)
    if mark is not None:
        return _possessed(text, tokens, phrase, mark, shorts, common)
    spread = range(first, last)
    places = [i for i in spread if _counts(tokens[i], shorts) and not (i > first and tokens[i - 1].low == "ethnic")]
    role = find_role(tokens, first, last)
    body = find_body(tokens, first, last)
    name = find_name(tokens, first, last, role)
    former = any(tokens[i].low in PAST or tokens[i].low.startswith("ex-") for i in range(first, last))
    definite = tokens[first].low in ("the", "this", "that", "these", "those", "his", "her", "its", "their")
    code = tokens[places[0]].place[0] if places else None  # type: ignore[index]  # places have a place
    if role is not None:
        return _official(text, tokens, role, name, code, former, definite)
    if body is not None:
        return _body(tokens, first, body, code, definite)
    if name is not None and name[1] - name[0] == 1 and name[0] == phrase.first and tokens[name[0]].low in common:
        name = None
    if name is not None and not (places and places[-1] > name[0]):
        return _named(text, tokens, phrase, name, code, places)
    if places:
        return _place(tokens, phrase, places, definite)
    return Description("other", plural=tokens[last - 1].low.endswith("s"), definite=definite)


def _possessed(
    text: str, tokens: Sequence[Token], phrase: Phrase, mark: int, shorts: frozenset[str], common: frozenset[str]
) -> Description:
    """``A's B`` is what B is, and belongs to A: "Iran's envoy" speaks for Iran, "the envoy's plan" for nobody."""
    left = describe(text, tokens, Phrase(phrase.first, mark, phrase.preposition, tokens[mark - 1].low), shorts, common)
    right = Phrase(mark + 1, phrase.last, None, phrase.head)
    what = describe(text, tokens, right, shorts, common)
    owner = left.code or left.owner
    what.definite = True
    after = tokens[phrase.last] if phrase.last < len(tokens) else None
    speaks = after is not None and (after.tag in "VEMX" or after.text == ":")
    if left.kind == "state" and what.kind == "person" and what.name is not None and " " in what.name and speaks:
        return Description("official", owner, what.name, None, "state", "official", owner)  # "Poland's Anna Nowak said"
    what.possessor = left
    if what.kind in ("person", "pronoun") and not what.speaks:
        what.kind = "other"
    if what.kind in ("official", "faction") and what.owner is None:
        what.owner = owner
        if what.speaks == "state" and left.kind != "person":
            what.code = owner
    elif what.owner is None or what.kind == "other":
        what.owner = owner or what.owner
    return what


def _counts(token: Token, shorts: frozenset[str]) -> bool:
    """Whether a token's place of the gazetteer counts in this report."""
    return token.place is not None and (token.place[1] != "short" or token.place[0] in shorts)


def _official(
    text: str,
    tokens: Sequence[Token],
    role: tuple[int, int, Role],
    name: tuple[int, int] | None,
    code: str | None,
    former: bool,
    definite: bool,
) -> Description:
    start, end, what = role
    words = text[tokens[start].start : tokens[end - 1].end]
    many = tokens[end - 1].low != what.role.split()[-1] and tokens[end - 1].low == plural(what.role).split()[-1]
    if code is None and what.speaks == "state":
        code = OWN_STATE.get(what.role)
        if code is None and "administration" in what.role:
            code = "USA"
    below = start > 0 and tokens[start - 1].low in SUBNATIONAL
    speaks = "none" if former or below else what.speaks
    if speaks == "anonymous":
        speaks = "state" if code else "none"
    holder = text[tokens[name[0]].start : tokens[name[1] - 1].end] if name and name[0] >= end else None
    if below and not holder and not former and tokens[start - 1].low in REBELLIOUS:
        return Description("faction", None, None, "rebels", "faction", "official", code, many, definite)
    if holder and text[tokens[name[1] - 1].end : tokens[name[1] - 1].end + 4].startswith((" (R-", " (D-")):  # type: ignore[index]  # a holder has a name
        speaks = "self"
    return Description(
        "official",
        code if speaks == "state" else None,
        holder,
        words if not former else "former " + words,
        speaks,
        what.rank,
        code,
        many,
        definite,
    )


def _body(
    tokens: Sequence[Token],
    first: int,
    body: tuple[int, int, str],
    code: str | None,
    definite: bool,
) -> Description:
    """A government, an army, a ministry, a faction; or a company or a city, which speak for nobody."""
    start, end, speaks = body
    what = " ".join(token.text for token in tokens[start:end])
    many = tokens[end - 1].low.endswith("s")
    if speaks == "group":
        return Description("faction", None, None, what, "none", None, code, many, definite)
    if speaks == "none":
        return Description("other", owner=code, plural=many, definite=definite, role=what)
    if code is None and tokens[end - 1].low == "administration" and start > first and tokens[start - 1].tag == "P":
        return Description("official", "USA", None, what, "state", "official", "USA", False, definite)
    if speaks == "faction":
        return Description("faction", None, None, what, "faction", "official", code, many, definite)
    rank = "official"
    return Description("official", code, None, what, "state", rank, code, many, definite)


def _named(
    text: str,
    tokens: Sequence[Token],
    phrase: Phrase,
    name: tuple[int, int],
    code: str | None,
    places: Sequence[int],
) -> Description:
    start, end = name
    words = text[tokens[start].start : tokens[end - 1].end]
    if tokens[end - 1].low in INSTITUTIONS:
        return Description("body", code if tokens[end - 1].low in PUBLIC else None, words, owner=code)
    honoured = any(token.low in HONORIFICS for token in tokens[phrase.first : start])
    if places and not honoured and end - start == 1 and tokens[places[-1]].place[1] != "adjective":  # type: ignore[index]  # places have a place
        return Description("other", owner=code)
    if phrase.preposition in ("in", "at", "near", "outside", "off") and not honoured:
        return Description("place", owner=code)
    if words.isupper() and len(words) > 1:
        return Description("body", None, words)
    found = Description("person", None, words, owner=code)
    tail = text[tokens[end - 1].end : tokens[end - 1].end + 4]
    if tail.startswith((" (R-", " (D-", " (I-")):
        found.speaks, found.rank, found.role = "self", "legislator", "legislator"
    return found


def _place(tokens: Sequence[Token], phrase: Phrase, places: Sequence[int], definite: bool) -> Description:
    """A phrase whose only news is a name of the gazetteer."""
    head = phrase.last - 1
    code, kind = tokens[places[-1]].place or ("", "")
    if places[-1] != head:
        owner = tokens[places[0]].place[0]  # type: ignore[index]  # places have a place
        return Description("other", owner=owner, plural=tokens[head].low.endswith("s"), definite=definite)
    named = head > phrase.first and tokens[head - 1].tag == "P" and tokens[head - 1].place is None
    if named and not _adjective(tokens, head - 1):
        return Description("other", owner=code)
    if kind == "place" or (kind == "capital" and phrase.preposition in PLACES):
        return Description("place", owner=code)
    if kind == "people" and len(places) > 1 and tokens[places[-2]].place[1] == "adjective":  # type: ignore[index]  # places have a place
        home = tokens[places[-2]].place[0]  # type: ignore[index]  # places have a place
        if home != code:  # "Bosnian Serbs", "Israeli Arabs": people of the first
            return Description("faction", None, None, tokens[head].low, "none", None, home, True, definite)
    if kind == "adjective":
        if not definite and head == phrase.first:
            return Description("other", owner=code)
        return Description("state", code, rank="official", definite=True, plural=True)
    if kind == "body":
        return Description("body", code, definite=definite)
    return Description("state", code, definite=definite, plural=kind == "people")


ADJECTIVES = frozenset(
    "neighbouring neighboring landlocked nearby rival communist tiny mighty powerful wealthy rich poor impoverished "
    "isolated secretive embattled democratic authoritarian defiant mainland continental only even post-war".split()
)


def _adjective(tokens: Sequence[Token], i: int) -> bool:
    """Whether the first word of a sentence only describes the state after it: "Landlocked Chad", "Oil-rich Oman"."""
    return (i == 0 or tokens[i - 1].tag in ".:") and (tokens[i].low in ADJECTIVES or "-" in tokens[i].text)
