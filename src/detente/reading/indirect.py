"""Indirect speech: what a clause says that somebody said, by the frame of its verb."""

from __future__ import annotations

from detente.reading.according import according, as_said, in_view
from detente.reading.complements import complement
from detente.reading.extents import Span
from detente.reading.lexicon import ReportingVerb, reporting_verbs
from detente.reading.moods import asking
from detente.reading.nominal import told_by_nouns
from detente.reading.passives import told_in_passive
from detente.reading.scenes import Party, Scene
from detente.reading.speech import MEANT, Cue, Resolve, Statement, statement_status
from detente.reading.voices import ACTING, GENERAL, can_speak, is_thing, speakers

__all__ = ["indirect"]


def indirect(scene: Scene, found: list[Cue], used: set[int], resolve: Resolve) -> list[Statement]:
    """The indirect statements of a unit."""
    unit = scene.unit
    if asking(unit.tokens):
        return []
    made: list[Statement] = []
    for cue in found:
        if (cue.passive and unit.verbs[cue.k].finite) or _nobodys(scene, cue):
            continue
        places, rule = complement(scene, cue, found, cue.k in used)
        if rule == "infinitive" and _incognito(scene, cue):
            continue
        if rule in ("infinitive", "object") and (_stranded(scene, places) or _describing(scene, cue)):
            continue
        if not places or not can_speak(scene, cue, rule) or not _weighs(scene, cue, rule, places):
            continue
        group = unit.verbs[cue.k]
        span = (unit.tokens[group.first].start, unit.tokens[cue.last - 1].end)
        recipient, status = _recipient(scene, cue, resolve), statement_status(scene, cue)
        verb = _sense(cue.verb, rule)
        for speaker in speakers(scene, cue, resolve):
            made.append(Statement(list(places), speaker, span, verb, f"indirect:{rule}", status, recipient))
    made += [*according(scene, resolve), *as_said(scene, found, resolve), *in_view(scene, resolve)]
    made += [*told_by_nouns(scene, resolve), *told_in_passive(scene, found, resolve)]
    return [s for s in made if not _echoed(s, made)]


def _nobodys(scene: Scene, cue: Cue) -> bool:
    """Whether nobody says it: "it is worth noting that …", "it goes without saying that …"."""
    first = scene.unit.verbs[cue.k].first
    return first > 0 and scene.unit.tokens[first - 1].low in ("worth", "without")


def _describing(scene: Scene, cue: Cue) -> bool:
    """Whether the verb only describes the thing before its subject: "the target it pledged to reach"."""
    if cue.who is None or cue.inverted:
        return False
    first = scene.unit.nouns[cue.who].first
    beside = scene.unit.tokens[first - 1].tag if first else ""
    return beside == "N" and any(p.last == first for p in scene.unit.nouns)


GOVERNING = frozenset("of for to at with about from into against".split())


def _stranded(scene: Scene, places: list[Span]) -> bool:
    """Whether words end in a preposition, whose phrase stands before them: "the price that it wants to sell at"."""
    return bool(places) and any(t.low in GOVERNING and t.end == places[-1][1] for t in scene.unit.tokens)


FRAME_OF = {"infinitive": "i", "object": "n", "as": "g", "question": "w", "perceived": "p"}


def _sense(verb: ReportingVerb, rule: str) -> ReportingVerb:
    """The sense of a verb that takes a frame: to seek talks is to demand them, to seek to talk is to mean to."""
    frame = FRAME_OF.get(rule)
    senses = reporting_verbs().get(verb.verb.split()[0], ())
    return next((s for s in senses if s.verb == verb.verb and frame is not None and frame in s.frames), verb)


ECHOES = frozenset(
    f"indirect:{frame}" for frame in ("object", "infinitive", "as", "noun-infinitive", "noun-phrase", "passive")
)


def _echoed(inner: Statement, made: list[Statement]) -> bool:
    """Whether a statement only names again what a larger one reports: "says she opposes the deal"."""
    if inner.rule not in ECHOES:
        return False
    first, last = inner.cue[0], inner.places[-1][1]
    return any(outer is not inner and outer.covers(first, last) for outer in made)


STANCES = frozenset(
    "demand condemn praise refuse deny accept threaten warn propose promise describe cite ask think say "
    "claim explain announce admit".split()
)


def _supposed(scene: Scene, cue: Cue) -> bool:
    """Whether the words are only supposed to be said: "if the US made clear that …"."""
    first = scene.unit.nouns[cue.who].first if cue.who is not None else 0
    return first > 0 and scene.unit.tokens[first - 1].low in ("if", "unless")


VAGUE = frozenset("thing things lot bit so".split())


def _weighs(scene: Scene, cue: Cue, rule: str, places: list[Span]) -> bool:
    """Whether reported words are worth a claim: not a word or two, not what may only have been said."""
    words = sum(1 for t in scene.unit.tokens for a, b in places if a <= t.start < b)
    if cue.who is not None:
        phrase = scene.unit.nouns[cue.who]
        if phrase.head in GENERAL and scene.unit.tokens[phrase.last - 1].tag == "O":  # "the US" is no "us"
            return False
    if rule in ("that", "clause", "hearer") and _supposed(scene, cue):
        return False
    if rule == "as" and statement_status(scene, cue) not in (*MEANT, "negated"):
        return False
    if rule == "object" and words <= 2 and any(t.low in VAGUE and t.end == places[-1][1] for t in scene.unit.tokens):
        return False
    if rule == "object":
        status = statement_status(scene, cue)
        named = words == 1 and _person(scene, places[0])
        weighty = cue.verb.stance in STANCES or (cue.verb.verb in SHOWING and _document(scene, cue))
        sided = status == "negated"
        least = 3 if cue.verb.verb.startswith("be ") else 2  # a mind's adjective with a bare thing is no report
        return (status in MEANT or sided) and (words >= least or named) and weighty
    return words >= (2 if rule in ("as", "infinitive", "question") else 3)


SHOWING = frozenset(
    "show indicate suggest reveal find confirm document detail depict portray illustrate reflect".split()
)


def _document(scene: Scene, cue: Cue) -> bool:
    return cue.who is not None and is_thing(scene.unit.nouns[cue.who].head)


def _person(scene: Scene, place: Span) -> bool:
    """Whether words are a person's name: to back or blame a state is an event, and told as one."""
    nouns, tokens = scene.unit.nouns, scene.unit.tokens
    named = (
        n for n, p in enumerate(nouns) if place[0] <= tokens[p.first].start < place[1] and tokens[p.first].tag == "P"
    )
    return any(scene.said[n].kind == "person" for n in named)


def _incognito(scene: Scene, cue: Cue) -> bool:
    """Whether the words only ask for a cloak: "who asked not to be named"."""
    words = {token.low for token in scene.unit.tokens[cue.last : cue.last + 5]}
    return bool(words & {"named", "identified", "anonymous"})


def _recipient(scene: Scene, cue: Cue, resolve: Resolve) -> Party | None:
    if cue.inverted or not ({"o", "n"} & set(cue.verb.frames)):
        return None
    for n, phrase in enumerate(scene.unit.nouns):
        if phrase.first == cue.last:
            return resolve(n) if scene.said[n].kind in ACTING else None
    return None
