"""Our word lists, read once: verbs and their forms, reporting verbs, roles, bodies, statuses.

Every list is a table of tab-separated values under ``detente/data/lexicons``; its last column says where the row
comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

__all__ = [
    "Governor",
    "ReportingNoun",
    "ReportingVerb",
    "Role",
    "bodies",
    "governors",
    "homographs",
    "inflect",
    "plover_quads",
    "reporting_nouns",
    "reporting_verbs",
    "roles",
    "rows",
    "sectors",
    "verb_forms",
]

VOWELS = "aeiou"
STRESSED_LAST = frozenset("begin forget forbid upset offset".split())  # of two syllables: "beginning"


class ReportingVerb(NamedTuple):
    """A verb that reports: its stance class and the frames that it takes.

    Frames: q a quotation, t a that-clause, z a clause without *that*, w a question, o the hearer first,
    i an infinitive, n a noun phrase, g *as* and a description, p an object and a participle.
    """

    verb: str
    stance: str
    frames: str


class ReportingNoun(NamedTuple):
    """A noun that reports: its stance class, its frames (t a that-clause, i an infinitive) and its prepositions."""

    noun: str
    stance: str
    frames: str
    prepositions: frozenset[str]


class Role(NamedTuple):
    """What a title says of its holder: for whom it speaks (state, self, none, anonymous) and its rank."""

    role: str
    speaks: str
    rank: str


class Governor(NamedTuple):
    """A verb and the status that it gives to the infinitive it governs."""

    verb: str
    status: str


@cache
def rows(folder: str, name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a shipped table, as mappings from column to text."""
    text = files("detente").joinpath("data", folder, name).read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    columns = head.split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line)


@cache
def reporting_verbs() -> Mapping[str, tuple[ReportingVerb, ...]]:
    """First word of a reporting verb → the verbs that begin with it, longest first."""
    found: dict[str, list[ReportingVerb]] = {}
    for row in rows("lexicons", "reporting.tsv"):
        verb = ReportingVerb(row["verb"], row["class"], row["frames"])
        found.setdefault(verb.verb.split()[0], []).append(verb)
    return {word: tuple(sorted(verbs, key=lambda v: -v.verb.count(" "))) for word, verbs in found.items()}


@cache
def reporting_nouns() -> Mapping[str, ReportingNoun]:
    """Noun that reports → its class and frames; plurals included."""
    found = {}
    for row in rows("lexicons", "reporting_nouns.tsv"):
        noun = ReportingNoun(row["noun"], row["class"], row["frames"], frozenset(row["prepositions"].split()))
        found[noun.noun] = found[plural(noun.noun)] = noun
    return found


@cache
def roles() -> Mapping[str, Role]:
    """Role in lower case → what it says of its holder; plurals of the last word included."""
    found = {}
    for row in rows("lexicons", "roles.tsv"):
        role = Role(row["role"], row["speaks"], row["rank"])
        found[role.role] = role
        found.setdefault(plural(role.role), role)
    return found


@cache
def bodies() -> Mapping[str, str]:
    """Body in lower case → for whom it speaks after a country's adjective: state, faction or none."""
    return {row["body"]: row["speaks"] for row in rows("lexicons", "bodies.tsv")}


@cache
def sectors() -> Mapping[str, str]:
    """Faction or group in lower case → the three letters of its sector, which follow a state's code (CAMEO's way)."""
    return {row["body"]: row["sector"] for row in rows("lexicons", "bodies.tsv") if row["sector"]}


@cache
def governors() -> Mapping[str, str]:
    """Verb → the status of the infinitive that it governs."""
    return {row["verb"]: row["status"] for row in rows("lexicons", "governors.tsv")}


@cache
def homographs() -> frozenset[str]:
    """Verbs whose base form is as often a noun."""
    return frozenset(row["word"] for row in rows("lexicons", "homographs.tsv"))


@cache
def plover_quads() -> Mapping[str, int]:
    """PLOVER event type → quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return {row["type"]: int(row["quad"]) for row in rows("lexicons", "plover.tsv")}


def plural(noun: str) -> str:
    """The regular plural of a noun.

    >>> plural("deputy minister"), plural("secretary"), plural("spokesman")
    ('deputy ministers', 'secretaries', 'spokesmen')
    """
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


def _doubles(verb: str) -> bool:
    """Whether a final consonant doubles: one vowel before one consonant in a word of one syllable."""
    syllables = sum(1 for a, b in zip(" " + verb, verb, strict=False) if b in VOWELS and a not in VOWELS)
    return (
        len(verb) > 2
        and syllables == 1
        and verb[-1] not in "aeiouwxy"
        and verb[-2] in VOWELS
        and verb[-3] not in VOWELS
    )


def inflect(verb: str, past: str | None = None, participle: str | None = None) -> dict[str, str]:
    """Form → its kinds: ``b`` base, ``s`` third person, ``d`` past, ``n`` past participle, ``g`` -ing.

    >>> inflect("deny")
    {'deny': 'b', 'denies': 's', 'denied': 'dn', 'denying': 'g'}
    >>> inflect("withdraw", "withdrew", "withdrawn")["withdrawn"]
    'n'
    """
    forms: dict[str, str] = {}

    def add(form: str, kind: str) -> None:
        forms[form] = forms.get(form, "") + kind

    stem = verb[:-1] if verb.endswith("e") else verb
    if past and "|" not in past and past.startswith(verb) and past.endswith(verb[-1] + "ed"):
        stem = past[:-2]
    elif past is None and _doubles(verb):
        stem = verb + verb[-1]
    y = verb.endswith("y") and verb[-2] not in VOWELS
    regular = verb[:-1] + "ied" if y else stem + "ed"
    third = verb[:-1] + "ies" if y else verb + "es" if verb.endswith(("s", "ch", "sh", "x", "z", "o")) else verb + "s"
    third = {"have": "has", "quit": "quits"}.get(verb, third)
    ing = verb[:-2] + "ying" if verb.endswith("ie") else verb + "ing" if verb.endswith("ee") else stem + "ing"
    doubled = _doubles(verb) or verb in STRESSED_LAST
    if past and verb[-1] not in "aeiouwxy" and len(verb) > 2 and doubled and past[-2:] != "ed":
        ing = verb + verb[-1] + "ing"
    add(verb, "b")
    add(third, "s")
    for form in (past or regular).split("|"):
        add(form, "d")
    for form in (participle or past or regular).split("|"):
        add(form, "n")
    add(ing, "g")
    return forms


@cache
def verb_forms() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Form of a verb in lower case → its ``(lemma, kinds)``, over every verb of every list."""
    irregular = {row["base"]: (row["past"], row["participle"]) for row in rows("lexicons", "irregular.tsv")}
    lemmas = {row["verb"] for row in rows("lexicons", "verbs.tsv")} | set(irregular)
    lemmas |= {row["verb"].split()[0] for row in rows("lexicons", "reporting.tsv")}
    lemmas |= {row["trigger"].split()[0] for row in rows("lexicons", "events.tsv") if row["form"] == "v"}
    lemmas |= {row["verb"] for row in rows("lexicons", "governors.tsv")}
    lemmas -= {"be", "due", "down"}
    found: dict[str, list[tuple[str, str]]] = {}
    for lemma in sorted(lemmas):
        past, participle = irregular.get(lemma, (None, None))
        for form, kinds in inflect(lemma, past, participle).items():
            found.setdefault(form, []).append((lemma, kinds))
    return {form: tuple(readings) for form, readings in found.items()}
