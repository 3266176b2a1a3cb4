"""Transcripts: paragraphs that a label opens ("SPOKESMAN:", "Q:", "MR. SMITH:") are what its bearer said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.reading.sentences import paragraphs

__all__ = ["ASKING", "Label", "labels"]

Label = tuple[int, int]
LABEL = re.compile(
    r"[\"“]?((?:Q|A)|(?:Mr|Mrs|Ms|Dr|MR|MRS|MS|DR|Gen|GEN|Sen|SEN)\.? [A-Z][\w'’-]+"
    r"|[A-Z][A-Z.'’-]*[A-Z](?: [A-Z][A-Z.'’-]*){0,5}"
    r"(?:, [\w .'’-]{2,60})?|Question|Answer|Reporter|Moderator|Spokes(?:man|woman|person))"
    r"(?: ?\([^)\n]{1,60}\))?\s?:(?=\s)"
)
ASKING = frozenset({"q", "question", "reporter", "journalist", "unidentified reporter", "questioner"})
FURNITURE = frozenset(
    "note update updates source sources contact photo read more related date from to subject re breaking analysis "
    "opinion correction editor's note warning summary abstract background watch video listen tags topics topic share "
    "copyright by time place where when who what why how pm am gmt est".split()
)
LEAST = 2  # labelled paragraphs that make a transcript


def labels(text: str) -> Mapping[int, Label]:
    """Start of each paragraph that a speaker's label opens → the label's place; nothing where there are too few.

    >>> text = "Q: Will you go?\\n\\nSPOKESMAN: We will.\\n\\nIt rained."
    >>> [text[a:b] for a, b in labels(text).values()]
    ['Q', 'SPOKESMAN']
    """
    found: dict[int, Label] = {}
    for paragraph in paragraphs(text):
        match = LABEL.match(text, paragraph.start, paragraph.end)
        if match is None or match.group(1).lower() in FURNITURE:
            continue
        if text[match.end() : paragraph.end].strip():
            found[paragraph.start] = match.span(1)
    return found if len(found) >= LEAST else {}
