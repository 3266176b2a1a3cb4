"""The state in which a report plays, for officials and people whose state it takes for granted.

"President X lifted the curfew in Y": a report that names one state, and never as somebody's counterpart, plays there.
"KINSHASA, June 3 — Police opened fire on demonstrators": a dateline tells it of those whom nothing else places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from detente.reading.chunks import Phrase
from detente.reading.gazetteer import phrases
from detente.reading.scenes import Description, Scene
from detente.reading.verbgroups import VerbGroup

__all__ = ["briefing_state", "dateline_state", "plays_at", "sole_state"]

DATELINE = re.compile(
    r"^[ \t]*([A-Z][A-Z.'’ -]{2,30}?)(?:, [\w.' ]{2,30}?){0,3}(?: ?\([\w ./]{2,20}\))? ?(?:—|–|--| - )",
    re.M,
)
LEAD = 600
BRIEFING = re.compile(r"\b(?:briefing|(?:press|news) conference)\b", re.IGNORECASE)
HEADING = 5  # lines over a transcript that say what it is
PLACED = re.compile(r"(?:^|, ?)[ \t]*([A-Z][A-Za-z.'’]+(?: [A-Z][A-Za-z.'’]+)?)(?=,|$)", re.M)
OFTEN = 3
INSIDE = frozenset("of in across throughout inside within into near around outside through over".split())


def dateline_state(text: str) -> str | None:
    """The state of the place in a report's dateline, or none.

    >>> dateline_state("KINSHASA, June 3 — Police opened fire."), dateline_state("Police opened fire.")
    ('COD', None)
    """
    found = DATELINE.search(text, 0, LEAD)
    if found is None:
        return None
    place = found.group(1).strip()
    for low, words, where in phrases().get(place.split()[0].lower(), ()):
        if " ".join(low) == place.lower() and words and where.kind != "body":
            return where.code or None
    return None


def briefing_state(text: str) -> str | None:
    r"""The state whose spokesman gives a briefing: that of the capital in the lines over a transcript, or none.

    >>> briefing_state("DAILY PRESS BRIEFING\nWashington, May 3, 2004\n"), briefing_state("TALK SHOW\nParis, May 3")
    ('USA', None)
    """
    lines = [line for line in text[:LEAD].splitlines() if line.strip()][:HEADING]
    if not any(BRIEFING.search(line) for line in lines):
        return None
    for line in PLACED.findall("\n".join(lines)):
        for low, _, where in phrases().get(line.split()[0].lower(), ()):
            if " ".join(low) == line.lower() and where.kind == "capital":
                return where.code or None
    return None


def plays_at(scenes: Sequence[Scene], state: str | None) -> str | None:
    """The state of a dateline, unless the report is about others: one that it names often, or two more than this."""
    times = _named(scenes)
    if state is None:
        return None
    more = [count for code, count in times.items() if count > times[state] and len(code) == 3]
    elsewhere = max(more, default=0) >= OFTEN and (not times[state] or len(more) > 1)
    return None if elsewhere else state


def sole_state(scenes: Sequence[Scene]) -> str | None:
    """The one state that a report names, unless it stands there as somebody's counterpart."""
    named = _named(scenes)
    if len(named) != 1 or len(code := next(iter(named))) != 3:
        return None
    return None if any(_counterpart(scene, n, code) for scene in scenes for n in range(len(scene.said))) else code


def _named(scenes: Sequence[Scene]) -> Counter[str]:
    """How often each state is named."""
    return Counter(
        token.place[0]
        for scene in scenes
        for token in scene.unit.tokens
        if token.place is not None and token.place[1] != "body" and token.place[0]
    )


def _counterpart(scene: Scene, n: int, code: str) -> bool:
    """Whether a phrase sets a state over against somebody: its government as an object, or after with, against, to."""
    what, phrase = scene.said[n], scene.unit.nouns[n]
    if not _governmental(what, code) or phrase.preposition in INSIDE:
        return False
    return phrase.preposition is not None or not _leads(phrase, scene.unit.verbs)


def _governmental(what: Description, code: str) -> bool:
    if what.kind == "state":
        return what.code == code
    return what.kind == "official" and what.owner == code and what.speaks == "state"


def _leads(phrase: Phrase, verbs: Sequence[VerbGroup]) -> bool:
    """Whether a phrase stands before every verb: a subject, whatever may stand between."""
    return not verbs or phrase.first < verbs[0].first
