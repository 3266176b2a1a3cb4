"""Characters of a report that are not its news, labelled and never deleted: rules skip them."""

from __future__ import annotations

import re

from detente.dossier.evidence import Boilerplate
from detente.reading.sentences import paragraphs

__all__ = ["boilerplate", "headline"]

LINES = (
    ("subscription", re.compile(
        r"(?i)^(?:subscribe|start your subscription|sign up|log ?in|already a subscriber|you['’]ve (?:read|reached)|"
        r"become a member|support (?:our|quality) journalism|get (?:unlimited|full|digital) access|register (?:now|for free)|"
        r"to (?:continue|read) .*(?:subscri|sign|log ?in)|your (?:free )?trial|newsletter|create a free account)")),
    ("subscription", re.compile(r"(?i)^.{0,60}\b(?:subscribe to continue|free articles?\b|subscription page)\b.{0,40}$")),
    ("share", re.compile(
        r"(?i)^(?:share(?: (?:this|on|via|article).*)?|tweet|print(?: this.*)?|e-?mail(?: this.*)?|save(?: this.*)?|"
        r"facebook|twitter|whatsapp|linkedin|reddit|pinterest|copy link|follow (?:us|@).*|like us on.*|comments?|"
        r"\d+ (?:comments?|shares?)|leave a comment|view comments|report this ad|advertisement|ad feedback|"
        r"continue reading.*|read more.*|related(?: (?:articles?|stories|content|links?))?:?.*|see also:?.*|more from .*|"
        r"most (?:read|popular|viewed).*|recommended.*|trending.*|skip to .*|back to top|loading\.*|menu|home|search)$")),
    ("code", re.compile(r"(?i)^(?:qr code\b.*|read this article in.*|scan (?:this|the) .*code.*)$")),
    ("byline", re.compile(
        r"(?i)^(?:.{0,60}\b(?:staff writers?|staff reporter|special to the \w+|contributing writer|"
        r"correspondent of the .*|associated press writer|foreign service|staff correspondent))$")),
    ("byline", re.compile(r"^(?:By|BY) [A-Z][\w.'’-]+(?: (?:[A-Z][\w.'’-]+|and|de|van|von|al)){1,8}(?:,? (?:[Ss]taff|[Rr]eporter|[Cc]orrespondent|in|and|for|of|[A-Z])[\w ,/-]{0,40})?$")),
    ("dates", re.compile(r"(?i)^(?:published|updated|posted|last (?:updated|modified)|date|filed|first published)\s*:?\s.{0,60}$")),
    ("caption", re.compile(
        r"(?i)^(?:(?:photo|image|picture|video|graphic|file photo|caption|credit|illustration|map|chart)\b.{0,3}[:|/–—-].*|"
        r".*(?:getty images|/\s?(?:reuters|afp|ap|epa)|\(ap photo.*|\(reuters\)|via (?:reuters|ap|getty)|file photo\.?|photo by .{3,60})\)?\.?)$")),
    ("contributors", re.compile(
        r"(?i)^.{0,200}\b(?:contributed to this (?:report|article|story)|(?:reporting|writing|editing|additional reporting|compiled) by|"
        r"reported from|translated by)\b.{0,160}$")),
    ("legal", re.compile(
        r"(?i)^(?:©|\(c\)|copyright\b|all rights reserved|the associated press\. all rights|this material may not be|terms (?:of|and)|privacy policy|"
        r"cookie|we use cookies|our standards:).*$")),
    ("correction", re.compile(r"(?i)^(?:correction|clarification|editor['’]s note|editors['’] note)\b.*$")),
)  # fmt: skip
END_MARKS = re.compile(r"[.!?:;,\"”’)…]$")


def boilerplate(text: str) -> tuple[Boilerplate, ...]:
    """The labelled spans of a text, in order: headline, bylines, subscription boxes, share buttons, captions, …"""
    found = []
    for number, paragraph in enumerate(paragraphs(text)):
        words = text[paragraph.start : paragraph.end]
        label = _label(words) if len(words) <= 400 else None
        if label is None and number == 0 and headline(words):
            label = "headline"
        if label is not None:
            found.append(Boilerplate(start=paragraph.start, end=paragraph.end, label=label))
    return tuple(found)


def _label(words: str) -> str | None:
    return next((label for label, pattern in LINES if pattern.match(words)), None)


def headline(words: str) -> bool:
    """Whether a first paragraph is a headline: one line of up to 20 words that no stop ends."""
    return "\n" not in words and 2 <= len(words.split()) <= 20 and not END_MARKS.search(words.rstrip())
