"""The codebook of a family of crises: its issues with scales and cues, its actors, councils, talks and options.

A codebook is YAML that an analyst copies and edits. Names in ``needs``, ``controls``, ``options`` and ``preferences``
may be roles: ``target`` is the state whose conduct the crisis is about, ``sender`` the one that presses it hardest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from detente.dossier.model import Model

__all__ = [
    "Act",
    "BookActor",
    "BookCouncil",
    "BookIssue",
    "BookTalks",
    "Codebook",
    "Cue",
]

Scale = Annotated[float, Field(ge=0, le=100)]


def _words(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


Words = Annotated[tuple[str, ...], BeforeValidator(_words), Field(min_length=1)]


class Cue(Model):
    """Phrases that name a point of a scale: where their supporter stands, and where their opponent does.

    ``says`` are phrases in lower case (``*`` stands for up to two words); ``source`` says where they come from.
    """

    says: Words
    support: Scale | None = None
    oppose: Scale | None = None
    source: str = Field(min_length=3)


class Act(Model):
    """Acts that stand for a point of a scale: PLOVER types, with or without a mode, of one who does them."""

    does: Words
    at: Scale
    source: str = Field(min_length=3)


class Spread(Model):
    """A mean and a standard deviation."""

    mean: Scale
    sd: float = Field(gt=0)


class BookIssue(Model):
    """An issue: what it asks, its scale, its status quo, what to believe of an actor of whom nothing is known."""

    asks: str
    scale: dict[Scale, str] = Field(min_length=2)
    status_quo: Scale
    prior: Spread
    target_prior: Spread | None = None
    salience: Scale = 40
    about: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = Field(min_length=1)
    acts: tuple[Act, ...] = ()
    source: str = Field(min_length=3)


class BookActor(Model):
    """An actor that the family of crises knows: names, and clout on one scale for all."""

    name: str
    kind: str = "state"
    code: str
    aliases: tuple[str, ...] = ()
    capability: float = Field(ge=0)
    source: str = Field(min_length=3)


class BookDraft(Model):
    """A text that a council may be offered where no report names one."""

    text: dict[str, Scale]
    by: str = "vote"


class BookCouncil(Model):
    """A body, what it decides and by which rule; elected members come by the year.

    With ``only_if_named`` it sits only where a report names the body in full: a quarrel that may never come before it.
    """

    name: str
    body: str
    decides: tuple[str, ...] = Field(min_length=1)
    vetoes: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    elected: int = 0
    quota: float = Field(gt=0)
    drafts: dict[str, BookDraft] = {}
    only_if_named: bool = False
    source: str = Field(min_length=3)


class BookFormat(Model):
    """A format of talks: who must come, how likely it is to end in a package, and the words that name it."""

    needs: tuple[str, ...] = Field(min_length=2)
    success: float = Field(default=0.4, ge=0, le=1)
    says: Words


class BookTalks(Model):
    """Talks: what they settle, who controls what, and their formats in the order tried."""

    settles: tuple[str, ...] = Field(min_length=1)
    otherwise: dict[str, Scale] = {}
    controls: dict[str, tuple[str, ...]] = {}
    formats: dict[str, BookFormat] = Field(min_length=1)
    source: str = Field(min_length=3)


class BookOption(Model):
    """Something that a role or an actor may do, and the PLOVER types and words that show it."""

    what: str
    moves: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


class BookConflict(Model):
    """The options of the roles and their preferences, most important first."""

    options: dict[str, dict[str, BookOption]]
    preferences: dict[str, tuple[str, ...]] = {}
    one_way: tuple[str, ...] = ()
    source: str = Field(min_length=3)


class Codebook(Model):
    """A family of crises, as a reader and a drafter need it.

    The target is the state that most often does what ``target_shown_by`` lists and has done to it what
    ``target_suffers`` lists: PLOVER types, with or without a mode, the strongest sign first.
    """

    codebook: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    about: str
    horizon_days: int = Field(default=180, gt=0)
    target_shown_by: tuple[str, ...] = ()
    target_suffers: tuple[str, ...] = ()
    issues: dict[str, BookIssue] = Field(min_length=1)
    actors: dict[str, BookActor] = {}
    councils: dict[str, BookCouncil] = {}
    talks: dict[str, BookTalks] = {}
    conflict: BookConflict | None = None
    moves: tuple[str, ...] = ()
    source: str = Field(min_length=3)

    @cached_property
    def cues(self) -> tuple[tuple[str, Cue, re.Pattern[str]], ...]:
        """Every cue with its issue and its pattern."""
        return tuple((id, cue, _pattern(cue.says)) for id, issue in self.issues.items() for cue in issue.cues)

    @cached_property
    def topics(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Every issue with a pattern of the words that are about it, its cues included."""
        return tuple(
            (id, _pattern((*issue.about, *(word for cue in issue.cues for word in cue.says))))
            for id, issue in self.issues.items()
        )

    def deeds(self, type: str, mode: str | None) -> list[tuple[str, float]]:
        """The issues on which an act takes a place, each with its point; a type with its mode goes before the type."""
        found = []
        for id, issue in self.issues.items():
            points = {kind: act.at for act in issue.acts for kind in act.does}
            point = points.get(f"{type}:{mode}", points.get(type))
            if point is not None:
                found.append((id, point))
        return found

    def mentions(self, text: str) -> int:
        """How many different cue phrases of this codebook stand in a text."""
        low = text.lower().replace("’", "'")
        return sum(len(set(pattern.findall(low))) for _, _, pattern in self.cues)


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """A pattern of phrases, longest first, in which ``*`` stands for up to two words."""
    written = sorted(
        {re.escape(p.lower()).replace(r"\*", r"(?:\S+\s+){0,2}\S*") for p in phrases}, key=lambda p: (-len(p), p)
    )
    return re.compile(r"(?<![\w-])(?:" + "|".join(w.replace(r"\ ", r"\s+") for w in written) + r")(?![\w])")
