"""The small grammar of English that sentences about a crisis need."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = [
    "a_or_an",
    "agree",
    "article",
    "capitalised",
    "listed",
    "plural",
    "possessive",
    "quoted",
    "sentence",
]

# Names that English gives an article.
_WITH_THE = re.compile(
    r"(United (States|Kingdom|Nations|Arab Emirates)|Netherlands|Philippines|Bahamas|Gambia|Maldives"
    r"|Seychelles|(Solomon|Marshall|Comoro|Cook|Faroe) Islands|Comoros|Vatican|Holy See|Kremlin|White House"
    r"|Pentagon|.*\b(Union|League|Agency|Council|Commission|Assembly|Committee|Organization|Organisation|Bank"
    r"|Fund|Secretariat|Group|Republic|Kingdom|Federation|Congress|Parliament|Ministry|Department|Authority|Army)"
    r"|.*\b(Republic|Kingdom|Commonwealth|Union|Ministry|Department|Council|Bank|Agency) of\b.*)$"
)
_VOWEL_LETTERS = frozenset("AEFHILMNORSX")  # the names of these letters begin with a vowel sound
_SPOKEN_AS_WORDS = frozenset(["NATO", "OPEC", "ASEAN", "UNESCO", "UNICEF", "SEATO", "NASA", "MERCOSUR"])
_SILENT_H = re.compile(r"(hour|honest|honou?r|heir)", re.IGNORECASE)
# Written with a vowel, spoken with a consonant: "a union", "a user", "a European", "a one-off".
_LIKE_YOU_OR_ONE = re.compile(
    r"(eu|ewe|onc?e\b|u(biq|k\b|kr|ran|s[aeu]|til|top)|uni(on|t|f|q|v|c|p|s|lat)|unanim)", re.IGNORECASE
)
_EIGHTS = re.compile(r"(8|11(?!\d)|18(?!\d)|1[18],?\d{3}(?!\d))")


def listed(names: Iterable[str], conjunction: str = "and") -> str:
    """Names in a row, without a comma before the last; with semicolons where a name has a comma of its own.

    >>> listed(["China", "Russia", "France"]), listed(["China", "Russia"], "or"), listed(["China"])
    ('China, Russia and France', 'China or Russia', 'China')
    >>> listed(["Seoul, its capital", "Tokyo"])
    'Seoul, its capital; and Tokyo'
    """
    items = list(names)
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return f"{'; '.join(items[:-1])}; {conjunction} {items[-1]}"
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def a_or_an(phrase: str) -> str:
    """The phrase with the article that its sound asks for.

    >>> [a_or_an(x) for x in ("draft", "offer", "hour", "unanimous vote", "European text", "80% chance")]
    ['a draft', 'an offer', 'an hour', 'a unanimous vote', 'a European text', 'an 80% chance']
    >>> [a_or_an(x) for x in ("UN text", "IAEA report", "11-vote bloc", "unilateral step", "uneven vote")]
    ['a UN text', 'an IAEA report', 'an 11-vote bloc', 'a unilateral step', 'an uneven vote']
    """
    return f"{'an' if _sounds_like_a_vowel(phrase) else 'a'} {phrase}"


def _sounds_like_a_vowel(phrase: str) -> bool:
    word = re.split(r"[\s\-]", phrase.lstrip("“‘\"'("), maxsplit=1)[0]
    if word[:1].isdigit():
        return bool(_EIGHTS.match(word))
    if len(word) > 1 and word.isupper() and word not in _SPOKEN_AS_WORDS:
        return word[0] in _VOWEL_LETTERS
    if word[:1].lower() not in tuple("aeiou"):
        return bool(_SILENT_H.match(word))
    return not _LIKE_YOU_OR_ONE.match(word)


def plural(noun: str) -> str:
    """The regular plural of the last word.

    >>> [plural(x) for x in ("vote", "ally", "veto", "abstention", "tally", "day", "crisis", "press")]
    ['votes', 'allies', 'vetoes', 'abstentions', 'tallies', 'days', 'crises', 'presses']
    """
    if re.search(r"(crisis|basis|thesis|analysis)$", noun):
        return noun[:-2] + "es"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    if re.search(r"(s|x|z|ch|sh)$", noun) or noun.endswith(("veto", "hero", "echo")):
        return noun + "es"
    return noun + "s"


def agree(n: int, singular: str, many: str) -> str:
    """The verb (or pronoun) that agrees with a count.

    >>> agree(1, "votes", "vote"), agree(2, "is", "are"), agree(0, "is", "are")
    ('votes', 'are', 'are')
    """
    return singular if n == 1 else many


def article(name: str) -> str:
    """A proper name as it stands inside a sentence: with *the* where English gives it one.

    >>> article("United States"), article("China"), article("Security Council"), article("the Hague")
    ('the United States', 'China', 'the Security Council', 'the Hague')
    >>> article("Democratic Republic of the Congo"), article("North Korea"), article("European Union")
    ('the Democratic Republic of the Congo', 'North Korea', 'the European Union')
    """
    return f"the {name}" if _WITH_THE.match(name) and not name.lower().startswith("the ") else name


def possessive(name: str) -> str:
    """Whose it is; a plural form takes the apostrophe alone.

    >>> possessive("Japan"), possessive("the United States"), possessive("Laos"), possessive("the allies")
    ('Japan’s', 'the United States’', 'Laos’s', 'the allies’')
    """
    last = name.split()[-1].lower() if name.split() else ""
    bare = last.endswith("s") and (last in _PLURAL_NAMES or not name[:1].isupper())
    return f"{name}’" if bare else f"{name}’s"


_PLURAL_NAMES = frozenset(["states", "nations", "emirates", "netherlands", "philippines", "islands", "maldives"])


def quoted(words: str) -> str:
    """Words in curly quotation marks; marks inside become single ones.

    >>> quoted("no action"), quoted("the “Libya” model")
    ('“no action”', '“the ‘Libya’ model”')
    """
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def capitalised(text: str) -> str:
    """The same with its first letter large, behind an opening mark if there is one; the rest as it was.

    >>> capitalised("the UN votes"), capitalised("“no action” wins"), capitalised("15 members vote")
    ('The UN votes', '“No action” wins', '15 members vote')
    """
    lead = re.match(r"[“‘\"'(]*", text)
    at = lead.end() if lead else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def sentence(text: str) -> str:
    """A sentence: capital letter, single spaces, one mark at the end.

    >>> sentence("the draft  is adopted"), sentence("will it pass?"), sentence("he said “no.”")
    ('The draft is adopted.', 'Will it pass?', 'He said “no.”')
    """
    words = " ".join(text.split())
    ended = re.search(r"[.!?…][”’\")]*$", words)
    return capitalised(words if ended else f"{words}.")
