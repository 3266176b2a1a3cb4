"""Quotations and their speakers."""

from __future__ import annotations

from dataclasses import replace

from detente.reading.clauses import subject
from detente.reading.scenes import Party, Scene
from detente.reading.speech import ACCORDING, COLON, CONTINUED, Cue, Resolve, Statement, statement_status
from detente.reading.transcripts import ASKING
from detente.reading.voices import speakers

__all__ = ["Memory", "quoted"]

SPEAKERS = ("state", "body", "official", "faction", "person", "pronoun")


class Memory:
    """What the reader remembers between sentences: the last statement, and the last quotation's."""

    def __init__(self) -> None:
        self.last: Statement | None = None
        self.paragraph = -1
        self.open = False
        self.colon: Party | None = None
        self.colon_cue: tuple[int, int] = (0, 0)
        self.voices: dict[str, Party] = {}


def quoted(scene: Scene, found: list[Cue], resolve: Resolve, memory: Memory) -> tuple[list[Statement], set[int]]:
    """The quotations of a unit as statements, and the cues that they use up."""
    unit = scene.unit
    tokens = unit.tokens
    marks = [j for j, token in enumerate(tokens) if token.quote >= 0]
    groups: dict[int, list[int]] = {}
    loose: list[int] = []
    for j in marks:
        cue = _after(scene, found, j) or _before(scene, found, j, groups)
        if cue is None:
            loose.append(j)
        else:
            groups.setdefault(cue.k, []).append(j)
    statements = [made for cue in found if cue.k in groups for made in _statements(scene, cue, groups[cue.k], resolve)]
    for j in loose:
        made = _loose(scene, j, resolve, memory, statements)
        if made is not None:
            statements.append(made)
    return statements, set(groups)


def _statements(scene: Scene, cue: Cue, marks: list[int], resolve: Resolve) -> list[Statement]:
    """A quotation of one cue: a statement for each of those who said it together."""
    if cue.who is None:
        return []
    group = scene.unit.verbs[cue.k]
    places = [_place(scene, j) for j in sorted(marks)]
    said = (scene.unit.tokens[group.first].start, scene.unit.tokens[cue.last - 1].end)
    rule = "quoting:inverted" if cue.inverted else "quoting:subject"
    status, recipient = statement_status(scene, cue), _hearer(scene, cue, resolve)
    return [
        Statement(list(places), who, said, cue.verb, rule, status, recipient, True)
        for who in speakers(scene, cue, resolve)
    ]


def _place(scene: Scene, j: int) -> tuple[int, int]:
    quote = scene.unit.quotes[scene.unit.tokens[j].quote]
    return quote.start, quote.end


def _hearer(scene: Scene, cue: Cue, resolve: Resolve) -> Party | None:
    """The phrase right after *told* or *asked*."""
    if "o" not in cue.verb.frames or cue.inverted:
        return None
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first == cue.last:
            return resolve(n)
    return None


def _after(scene: Scene, found: list[Cue], j: int) -> Cue | None:
    """The cue that follows a quotation: "Q," he said; "Q," said he."""
    tokens = scene.unit.tokens
    i = j + 1
    while i < len(tokens) and tokens[i].tag in (",", "A"):
        i += 1
    for cue in found:
        group = scene.unit.verbs[cue.k]
        if "q" not in cue.verb.frames or group.first < i or not group.finite or cue.passive:
            continue
        if group.first == i:
            return cue if cue.who is not None and cue.inverted else None
        if cue.who is None:
            continue
        first = scene.unit.nouns[cue.who].first
        if first == i or (first > i and _only_lead(scene, i, first)):
            gap = tokens[i : group.first]
            return None if any(t.tag in ("Q", ".", ":", ";") for t in gap) else cue
    return None


def _only_lead(scene: Scene, first: int, last: int) -> bool:
    """Whether only an office or an adverbial stands before the subject."""
    return all(t.tag in "DNPAS,C" for t in scene.unit.tokens[first:last]) and last - first <= 6


def _before(scene: Scene, found: list[Cue], j: int, used: dict[int, list[int]]) -> Cue | None:
    """The cue that leads to a quotation: he said, "Q"; "Q," he said, "Q"."""
    tokens, verbs = scene.unit.tokens, scene.unit.verbs
    for cue in reversed(found):
        group = verbs[cue.k]
        if group.first >= j or "q" not in cue.verb.frames or cue.who is None:
            continue
        gap = tokens[cue.last : j]
        if any(t.tag in (".", ";") for t in gap) and cue.k not in used:
            return None
        if any(t.tag == "." for t in gap):
            return cue if cue.k in used and all(t.tag in "PNDOAIS#,.C" for t in gap) else None
        between = [g for g in verbs if g.first >= cue.last and g.last <= j and g.finite]
        if between:
            return None
        lead = tokens[j - 1]
        if lead.tag in (",", ":", "-") or lead.low == "that" or j == cue.last or cue.k in used:
            return cue
        return None
    return None


def _loose(scene: Scene, j: int, resolve: Resolve, memory: Memory, here: list[Statement]) -> Statement | None:
    """A quotation without a verb of its own: after a colon, "according to", or the continuation of the last."""
    unit = scene.unit
    tokens = unit.tokens
    place = _place(scene, j)
    if unit.label:
        return _transcribed(scene, place, resolve, memory)
    following = [t for t in tokens[j + 1 :] if t.tag not in (",", "A")]
    if following and following[0].low == "according":
        at = tokens.index(following[0])
        for n, phrase in enumerate(unit.nouns):
            if phrase.first in (at + 2, at + 3):
                return Statement(
                    [place],
                    resolve(n),
                    (following[0].start, tokens[at + 1].end),
                    ACCORDING,
                    "quoting:according-to",
                    direct=True,
                )
    leading = _according(scene, j, place, resolve)
    if leading is not None:
        return leading
    signed = _signed(scene, j, place, resolve)
    if signed is not None:
        return signed
    if j and tokens[j - 1].tag == ":":
        return _colon(scene, j, place, resolve)
    alone = all(t.tag in ("Q", ".", ",", "C", "-") for t in tokens)
    if not alone:
        return None
    if here:
        here[-1].places.append(place)
        return None
    if memory.colon is not None:
        return Statement([place], memory.colon, memory.colon_cue, COLON, "quoting:after-colon", direct=True)
    last = memory.last
    if last is None or unit.paragraph - memory.paragraph > 1:
        return None
    if unit.paragraph == memory.paragraph or memory.open or last.direct or _nearby(last):
        return Statement([place], last.speaker, last.cue, CONTINUED, "quoting:continued", direct=True)
    return None


def _transcribed(scene: Scene, place: tuple[int, int], resolve: Resolve, memory: Memory) -> Statement:
    """The words after a speaker's label; whoever asks the questions is nobody's voice, and a label keeps its bearer."""
    tokens = scene.unit.tokens
    colon = next(j for j, token in enumerate(tokens) if token.tag == ":")
    name = " ".join(token.low for token in tokens[:colon])
    speaker = Party(scene.unit.start, tokens[colon].start, None)
    if scene.said and name not in ASKING:
        bearer = memory.voices.setdefault(name, resolve(0))
        speaker = replace(bearer, start=speaker.start, end=tokens[colon - 1].end)
    return Statement([place], speaker, (tokens[colon].start, tokens[colon].end), COLON, "quoting:transcript")


def _according(scene: Scene, j: int, place: tuple[int, int], resolve: Resolve) -> Statement | None:
    """A quotation that *according to* leads to: "According to the envoy, Q"."""
    tokens = scene.unit.tokens
    if j < 4 or tokens[0].low != "according" or tokens[1].low != "to" or tokens[j - 1].tag != ",":
        return None
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first == 2:
            cue = (tokens[0].start, tokens[1].end)
            return Statement([place], resolve(n), cue, ACCORDING, "quoting:according-to", direct=True)
    return None


def _signed(scene: Scene, j: int, place: tuple[int, int], resolve: Resolve) -> Statement | None:
    """A quotation with its speaker's name after a dash, as in a collection of voices."""
    tokens = scene.unit.tokens
    if j != 0 or len(tokens) < 3 or tokens[1].tag != "-":
        return None
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first == 2 and scene.said[n].kind in ("person", "official", "body"):
            return Statement(
                [place], resolve(n), (tokens[1].start, tokens[1].end), COLON, "quoting:signed", direct=True
            )
    return None


def _nearby(last: Statement) -> bool:
    return last.speaker.kind in SPEAKERS


def _colon(scene: Scene, j: int, place: tuple[int, int], resolve: Resolve) -> Statement | None:
    """A quotation after a colon speaks for the subject of the clause before it: "He was blunt: Q"."""
    unit = scene.unit
    for k in range(len(unit.verbs) - 1, -1, -1):
        group = unit.verbs[k]
        if group.first < j and group.finite:
            who = subject(unit.tokens, unit.nouns, unit.verbs, k)
            if who is None or scene.said[who].kind not in ("official", "person", "pronoun"):
                return None
            cue = (unit.tokens[group.first].start, unit.tokens[group.last - 1].end)
            return Statement([place], resolve(who), cue, COLON, "quoting:colon", direct=True)
    named = bool(scene.said) and unit.nouns[0].first == 0 and scene.said[0].kind in ("official", "person")
    if not named:
        return None
    cue = (unit.tokens[j - 1].start, unit.tokens[j - 1].end)  # "The prime minister, on television: Q"
    return Statement([place], resolve(0), cue, COLON, "quoting:colon", direct=True)
