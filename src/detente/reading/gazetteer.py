"""States and organisations: every name, adjective, people, capital and seat of government, and what it stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from detente.reading.lexicon import rows
from detente.reading.tokens import Token, tokenise

__all__ = [
    "Place",
    "actor_name",
    "bodies_of",
    "known_codes",
    "leader",
    "mark_places",
    "named",
    "organisations",
    "phrases",
    "shorts",
    "unaccented",
]


class Place(NamedTuple):
    """What a word of the gazetteer stands for.

    Kinds: ``name`` of a state, ``adjective``, ``people``, ``capital``, ``seat`` of government, ``body``
    (an organisation), ``place`` (a city or region, which never acts), ``short`` (a short form that needs the full
    name elsewhere in the report).
    """

    code: str
    kind: str


Phrase = tuple[tuple[str, ...], tuple[str, ...], Place]
_STROKES = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae"})
"""Letters that are not a letter and an accent."""
FAMILY_FIRST = frozenset({"PRK", "KOR", "CHN", "TWN", "VNM"})  # the family's name comes first


def unaccented(text: str) -> str:
    """The text without accents, as much of the press writes names.

    >>> unaccented("Recep Tayyip Erdoğan, Lech Wałęsa")
    'Recep Tayyip Erdogan, Lech Walesa'
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.translate(_STROKES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@cache
def known_codes() -> Mapping[str, str]:
    """Actor code → its usual English name."""
    return {row["code"]: row["name"] for name in ("states.tsv", "organisations.tsv") for row in rows("gazetteer", name)}


@cache
def organisations() -> frozenset[str]:
    """The codes of organisations: UNO is one though it has three letters."""
    return frozenset(row["code"] for row in rows("gazetteer", "organisations.tsv"))


def actor_name(code: str) -> str:
    """The usual English name of an actor code, or the code itself where the gazetteer has none.

    >>> actor_name("KOR"), actor_name("IGOIAEA")
    ('South Korea', 'International Atomic Energy Agency')
    """
    return known_codes().get(code, code)


@cache
def phrases() -> Mapping[str, tuple[Phrase, ...]]:
    """First word in lower case → the phrases that begin with it, longest first."""
    found: dict[str, dict[tuple[str, ...], Phrase]] = {}
    for text, place in _entries():
        tokens = tokenise(text, 0, len(text))
        low = tuple(token.low for token in tokens)
        words = tuple(token.text for token in tokens)
        found.setdefault(low[0], {}).setdefault(words, (low, words, place))
    return {first: tuple(sorted(each.values(), key=lambda p: -len(p[0]))) for first, each in found.items()}


@cache
def _full_names() -> Mapping[str, tuple[str, ...]]:
    """Code of an actor → its full names."""
    tables = ("states.tsv", "organisations.tsv")
    return {
        row["code"]: (row["name"], *(text for text in row["aliases"].split("|") if text))
        for row in (row for name in tables for row in rows("gazetteer", name))
    }


@cache
def _have_shorts() -> tuple[str, ...]:
    return tuple(
        r["code"] for name in ("states.tsv", "organisations.tsv") for r in rows("gazetteer", name) if r["short"]
    )


def named(code: str, text: str) -> bool:
    """Whether a text names an actor in full.

    >>> named("UNSC", "The U.N. Security Council met."), named("UNSC", "The city council met.")
    (True, False)
    """
    return any(name in text for name in _full_names().get(code, ()))


def shorts(text: str) -> frozenset[str]:
    """The actors whose short forms ("the North", "the Council") count in a text, because it names them in full.

    >>> sorted(shorts("The Security Council met on North Korea.")), sorted(shorts("The Council met."))
    (['PRK', 'UNSC'], [])
    """
    return frozenset(code for code in _have_shorts() if named(code, text))


@cache
def bodies_of(column: str) -> Mapping[str, tuple[str, ...]]:
    """Words of one column of the organisations → the bodies that they can stand for.

    >>> bodies_of("seats")["Brussels"], "IGOEUR" in bodies_of("shared")["bloc"]
    (('IGOEUR',), True)
    """
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("gazetteer", "organisations.tsv"):
        for text in filter(None, row[column].split("|")):
            known = found.get(text, ())
            found[text] = known if row["code"] in known else (*known, row["code"])
    return found


class Leader(NamedTuple):
    """An office-holder of public record: for whom the office speaks, and the years in it (the last may be open)."""

    name: str
    actor: str
    office: str
    first: int
    last: int | None


@cache
def _leaders() -> Mapping[str, tuple[Leader, ...]]:
    """Last word of a name in lower case → the leaders of that name."""
    found: dict[str, list[Leader]] = {}
    for row in rows("gazetteer", "leaders.tsv"):
        last = int(row["to"]) if row["to"] else None
        held = Leader(row["name"], row["actor"], row["office"], int(row["from"]), last)
        spelt = unaccented(held.name).lower().split()
        found.setdefault(spelt[-1], []).append(held)
        if held.actor in FAMILY_FIRST:
            found.setdefault(spelt[0], []).append(held)
    return {word: tuple(each) for word, each in found.items()}


def leader(name: str, year: int | None = None, office: str | None = None) -> Leader | None:
    """The leader whom a name means, or none where no leader or leaders of several actors bear it.

    1. All words of a longer name must be the leader's ("Vladimir Putin"; not "Oleg Putin").
    2. With a year, only who held the office then.
    3. With an office, those who held one of that name before others, and nobody's head of an organisation whose
       office is another.

    >>> leader("Vladimir Putin").actor, leader("Putin").actor, leader("Oleg Putin")
    ('RUS', 'RUS', None)
    >>> leader("George W. Bush", 2010) is None
    True
    >>> leader("Hugo Chavez") == leader("Hugo Chávez")
    True
    >>> leader("Hussein", office="king").actor, leader("Amr Moussa", office="foreign minister")
    ('JOR', None)
    """
    spelt = unaccented(name.replace("’", "'")).lower().split()
    if not spelt:
        return None
    words, keys = set(spelt), (spelt[-1], spelt[0])
    found = [held for key in dict.fromkeys(keys) for held in _leaders().get(key, ()) if _bears(held, words)]
    if year is not None:
        found = [held for held in found if held.first <= year and (held.last is None or year <= held.last)]
    if office is not None:
        alike = [held for held in found if _same_office(held.office, office)]
        found = alike or [held for held in found if len(held.actor) == 3]
    return found[-1] if len({held.actor for held in found}) == 1 else None


def _same_office(one: str, other: str) -> bool:
    return one.replace("-", " ").split()[-1] == other.lower().replace("-", " ").split()[-1]


def _bears(held: Leader, words: set[str]) -> bool:
    own = set(unaccented(held.name).lower().split())
    return words <= own or own <= words


def _entries() -> list[tuple[str, Place]]:
    found: list[tuple[str, Place]] = []
    columns = (("aliases", "name"), ("adjectives", "adjective"), ("people", "people"))
    for row in rows("gazetteer", "states.tsv"):
        code = row["code"]
        found.append((row["name"], Place(code, "name")))
        for column, kind in (*columns, ("capitals", "capital"), ("seats", "seat")):
            found += [(text, Place(code, kind)) for text in row[column].split("|") if text]
        found += [(text, Place(code, "short")) for text in row["short"].split("|") if text]
    for row in rows("gazetteer", "organisations.tsv"):
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        found += [(text, Place(row["code"], "body")) for text in names]
        found += [(text, Place(row["code"], "short")) for text in row["short"].split("|") if text]
    for row in rows("gazetteer", "places.tsv"):
        found.append((row["name"], Place(row["state"], "place")))
    return found


def mark_places(text: str, tokens: Sequence[Token]) -> list[Token]:
    """The same words with every phrase of the gazetteer as one token that knows its ``place``.

    1. The longest phrase wins; its words must stand as the gazetteer writes them (case included), or with accents
       that it leaves out ("Chișinău").
    2. A name joined to something by a hyphen ("U.S.-led", "Libya-like") stands for nobody.
    """
    table = phrases()
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        candidates = table.get(token.low) or table.get(unaccented(token.low))
        match = _match(tokens, i, candidates) if candidates else None
        if match is None:
            found.append(token)
            i += 1
            continue
        last = tokens[i + len(match[0]) - 1]
        form = _form(found) if match[2].kind == "name" else 0
        opening = found[-form] if form else token
        del found[len(found) - form :]
        merged = token if last is opening else Token(text[opening.start : last.end], opening.start, last.end)
        if text[last.end : last.end + 1] not in "-/" or last.end == len(text):
            merged.place = match[2]
        found.append(merged)
        i += len(match[0])
    return found


FORMS = frozenset({"Republic", "Kingdom", "Sultanate", "Emirate", "Principality"})


def _form(found: Sequence[Token]) -> int:
    """How many tokens before a state's name belong to it: two for "Republic of", else none."""
    return 2 if len(found) > 1 and found[-1].low == "of" and found[-2].text in FORMS else 0


def _spells(text: str, word: str) -> bool:
    """Whether a word of a report is one of the gazetteer's: as it stands, or with a curly mark or accents."""
    if text == word or text.isascii():
        return text == word
    written = text.replace("’", "'")
    return word in (written, unaccented(written))


def _match(tokens: Sequence[Token], i: int, candidates: Sequence[Phrase]) -> Phrase | None:
    for phrase in candidates:
        low, words, place = phrase
        if len(tokens) - i < len(low):
            continue
        after = tokens[i + len(low)] if i + len(low) < len(tokens) else None
        if place.kind == "short" and after is not None and after.text[0].isupper():
            continue
        if all(_spells(tokens[i + k].text, word) for k, word in enumerate(words)) or (
            place.kind == "short"
            and words[0] == "the"
            and tokens[i].text == "The"
            and all(tokens[i + k].text == word for k, word in enumerate(words[1:], 1))
        ):
            return phrase
    return None
