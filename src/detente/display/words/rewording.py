"""A sentence in the terms of another yardstick.

Answers speak in ICD 203. A brief in the British terms says the same sentences with the other row of terms, so the few
forms that ``likelihood`` writes are turned over, and their grammar with them: an adjective ("is unlikely (40%) to
be adopted") may become a noun ("has a realistic possibility (40%) of being adopted") and the other way round.
"""

from __future__ import annotations

import re

from detente.display.words.grammar import capitalised
from detente.display.words.likelihood import ICD203, Yardstick, is_noun, term

__all__ = ["gerund", "infinitive", "reworded"]

_TERMS = "|".join(sorted(ICD203.terms, key=len, reverse=True))
_SAID = re.compile(
    rf"(?P<lead>\b(?:it is|there is|is|are|has|have) )?(?P<article>an? )?(?P<term>{_TERMS}) \((?P<number>[<>]?\d+%)\)"
    r"(?P<tail> that\b| to \w+| of \w+ing\b)?",
    re.IGNORECASE,
)
_IRREGULAR = {"being": "be", "having": "have", "taking": "take", "coming": "come", "making": "make", "giving": "give"}


def reworded(text: str, scale: Yardstick) -> str:
    """The same sentence in the terms of ``scale``; its numbers stay.

    >>> from detente.display.words.likelihood import PHIA
    >>> reworded("It is very unlikely (12%) that it passes.", PHIA)
    'It is highly unlikely (12%) that it passes.'
    >>> reworded("The draft is unlikely (40%) to be adopted.", PHIA)
    'The draft has a realistic possibility (40%) of being adopted.'
    >>> reworded("A veto by China is unlikely (40%).", PHIA)
    'A veto by China is a realistic possibility (40%).'
    """
    return text if scale == ICD203 else _SAID.sub(lambda found: _turned(found, scale), text)


def _turned(found: re.Match[str], scale: Yardstick) -> str:
    lead, tail, number = found["lead"] or "", found["tail"] or "", found["number"]
    new = term(_probability(number), scale)
    said = f"{new} ({number})"
    if is_noun(new) and not is_noun(found["term"]):
        turned = _as_noun(lead, f"a {said}" if lead else said, tail)
    elif is_noun(found["term"]) and not is_noun(new):
        turned = _as_adjective(lead, said, tail)
    else:
        turned = f"{lead}{'a ' if is_noun(new) and lead else ''}{said}{tail}"
    return capitalised(turned) if found[0][0].isupper() else turned


def _probability(number: str) -> float:
    """A probability that prints as this number does."""
    return {"<1%": 0.005, ">99%": 0.995}.get(number) or int(number[:-1]) / 100


def _as_noun(lead: str, said: str, tail: str) -> str:
    verb = lead.strip().lower()
    if tail == " that" and verb == "it is":
        return f"there is {said} that"
    if tail.startswith(" to ") and verb in ("is", "are", "it is"):
        has = {"is": "has", "are": "have", "it is": "it has"}[verb]
        return f"{has} {said} of {gerund(tail.removeprefix(' to '))}"
    return f"{lead}{said}{tail}"


def _as_adjective(lead: str, said: str, tail: str) -> str:
    verb = lead.strip().lower()
    if tail == " that" and verb == "there is":
        return f"it is {said} that"
    if tail.startswith(" of ") and verb in ("has", "have"):
        return f"{'is' if verb == 'has' else 'are'} {said} to {infinitive(tail.removeprefix(' of '))}"
    return f"{lead}{said}{tail}"


def gerund(verb: str) -> str:
    """The -ing form of a verb.

    >>> [gerund(verb) for verb in ("be", "come", "meet", "sit", "agree", "lie", "veto")]
    ['being', 'coming', 'meeting', 'sitting', 'agreeing', 'lying', 'vetoing']
    """
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if re.search(r"[^aeoy]e$", verb) and verb != "be":
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) else f"{verb}ing"


def infinitive(form: str) -> str:
    """The verb of an -ing form: the one whose ``gerund`` it is, of the likely spellings.

    >>> [infinitive(form) for form in ("being", "taking", "meeting", "sitting", "passing", "convening")]
    ['be', 'take', 'meet', 'sit', 'pass', 'convene']
    """
    stem = form.removesuffix("ing")
    if form in _IRREGULAR:
        return _IRREGULAR[form]
    if re.search(r"([^aeiouls])\1$", stem):
        return stem[:-1]
    return f"{stem}e" if re.search(r"([aeiou](s|c|v|u)|en|[^aeiou]l)$", stem) else stem
