"""Words that are somebody's by an aside: ``C, according to S``, ``As S said, C``, ``In S's view, C``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.reading.extents import Span, clause_at, past_adverbials, trimmed
from detente.reading.scenes import Party, Scene
from detente.reading.speech import ACCORDING, MEANT, Cue, Resolve, Statement, statement_status
from detente.reading.trailing import clause_start, past_addressee
from detente.reading.voices import can_speak, has_voice

__all__ = ["according", "as_said", "in_view"]


def according(scene: Scene, resolve: Resolve) -> list[Statement]:
    """``C, according to S`` and ``According to S, C``."""
    unit = scene.unit
    tokens = unit.tokens
    made = []
    for j, token in enumerate(tokens):
        if token.low != "according" or j + 2 >= len(tokens) or tokens[j + 1].low != "to":
            continue
        n = next((n for n, p in enumerate(unit.nouns) if p.first >= j + 2), None)
        if n is None or (j > 1 and tokens[j - 1].tag != "," and _one(unit.nouns[n].head) in NORMS):
            continue  # "treated according to the conventions": how, not who says so
        places = _around(scene, j, n)
        if places:
            cue = (token.start, tokens[j + 1].end)
            made.append(Statement(places, resolve(n), cue, ACCORDING, "indirect:according-to"))
    return made


NORMS = frozenset(
    "convention law rule plan schedule principle procedure standard custom constitution term agreement treaty "
    "timetable protocol need formula criterion norm tradition regulation instruction script".split()
)


def _one(head: str) -> str:
    last = head.rpartition(" ")[2].lower()
    return last.removesuffix("s")


def _around(scene: Scene, j: int, n: int) -> list[Span]:
    tokens = scene.unit.tokens
    end = len(tokens)
    while end and tokens[end - 1].tag == ".":
        end -= 1
    if j <= 1:
        comma = next((i for i in range(scene.unit.nouns[n].last, end) if tokens[i].tag == ","), None)
        if comma is not None and comma + 1 < end and tokens[comma + 1].tag == "Q":
            return []
        return trimmed(tokens, comma + 1, end) if comma is not None else []
    start = 0
    before = j - 1 if tokens[j - 1].tag == "," else j
    if tokens[before - 1].tag == "Q":
        return []
    return trimmed(tokens, start, before)


def as_said(scene: Scene, found: Sequence[Cue], resolve: Resolve) -> Iterator[Statement]:
    """``As S said, C``, ``C, as S said`` and ``C, as S said, C``: a clause of *as* that reports, and what it is in.

    Reference: Quirk et al. 1985 §15.55 (comment clauses with *as*).
    """
    tokens, nouns = scene.unit.tokens, scene.unit.nouns
    for cue in found:
        group = scene.unit.verbs[cue.k]
        if cue.who is None or cue.inverted or cue.passive or not group.finite or not _comments(cue):
            continue
        lead, after = nouns[cue.who].first - 1, past_adverbials(scene, past_addressee(scene, cue, cue.last))
        if lead < 0 or tokens[lead].low != "as" or not can_speak(scene, cue, "that"):
            continue
        places = _beside(scene, lead, after) if statement_status(scene, cue) in MEANT else []
        if places:
            said = (tokens[group.first].start, tokens[cue.last - 1].end)
            yield Statement(places, resolve(cue.who), said, cue.verb, "indirect:as-said")


def _comments(cue: Cue) -> bool:
    return bool(set(cue.verb.frames) & set("qtz"))


def _beside(scene: Scene, lead: int, after: int) -> list[Span]:
    """What a comment stands in: the clause after it, before it, or on both sides."""
    tokens = scene.unit.tokens
    end = len(tokens)
    while end and tokens[end - 1].tag in ".,":
        end -= 1
    closes = after >= end
    if not closes and tokens[after].tag != ",":
        return []
    if lead == 0 or (lead == 1 and tokens[0].tag == "C"):
        return [] if closes or tokens[after + 1].tag == "Q" else trimmed(tokens, after + 1, end)
    if tokens[lead - 1].tag != ",":
        return []
    first = clause_start(scene, lead - 1)
    before = trimmed(tokens, first, lead - 1)
    if any(t.tag == "Q" for t in tokens[first:]) or not _clausal(scene, first, lead - 1, end, after):
        return []
    return before if closes else [*before, *trimmed(tokens, after + 1, end)]


def _clausal(scene: Scene, first: int, lead: int, end: int, after: int) -> bool:
    """Whether a verb of the report's own stands beside a comment."""
    verbs = scene.unit.verbs
    return any(g.finite and (first <= g.first < lead or after < g.first < end) for g in verbs)


VIEWS = frozenset(
    "view opinion judgment judgement estimation assessment telling account words eyes mind reckoning estimate "
    "interpretation analysis".split()
)


def in_view(scene: Scene, resolve: Resolve) -> Iterator[Statement]:
    """``In S's view, C`` and ``In the view of S, C``, at the head of a sentence."""
    unit = scene.unit
    tokens, nouns = unit.tokens, unit.nouns
    if len(tokens) < 6 or tokens[0].low not in ("in", "by") or not nouns or nouns[0].first != 1:
        return
    n = 0
    if nouns[0].head not in VIEWS:
        return
    held = len(nouns) > 1 and nouns[1].preposition == "of" and nouns[1].first == nouns[0].last + 1
    who = (resolve(1) if has_voice(scene, 1) else None) if held else _owner(scene)
    comma = nouns[1 if held else 0].last
    if who is None or comma + 1 >= len(tokens) or tokens[comma].tag != "," or tokens[comma + 1].tag == "Q":
        return
    places = trimmed(tokens, comma + 1, len(tokens))
    if places and clause_at(scene, comma + 1, len(tokens)):
        cue = (tokens[0].start, tokens[nouns[n].last - 1].end)
        yield Statement(places, who, cue, ACCORDING, "indirect:view")


def _owner(scene: Scene) -> Party | None:
    """Whose view a possessor makes it: "in Borg's view", "in his view"."""
    what, phrase, tokens = scene.said[0], scene.unit.nouns[0], scene.unit.tokens
    start = tokens[phrase.first].start
    if what.possessor is not None:
        mark = next(j for j in range(phrase.last - 1, phrase.first, -1) if tokens[j].tag == "S")
        owner = what.possessor
        code = what.owner if owner.speaks != "none" else None
        return Party(start, tokens[mark - 1].end, code, owner.name, owner.role, owner.rank, owner.kind)
    if tokens[phrase.first].low in ("his", "her", "their"):
        return Party(start, tokens[phrase.first].end, None, kind="pronoun")
    return None
