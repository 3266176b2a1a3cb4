"""Reports in the passive: "the ship is said to carry arms", "the plan was rejected by Peru", "he is seen as weak"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from detente.reading.extents import description_end, object_end, phrase_end, trimmed
from detente.reading.limits import limit
from detente.reading.scenes import Party, Scene
from detente.reading.speech import MEANT, Cue, Statement, statement_status
from detente.reading.voices import has_voice

__all__ = ["told_in_passive"]

HELD = frozenset(
    "expect say believe think report allege estimate consider deem know understand rumor rumour presume assume "
    "suspect reckon judge fear".split()
)
SEEN = frozenset(
    "describe see view regard dub label call brand term consider judge rate portray perceive deem depict know "
    "characterise characterize hail".split()
)
NAMED = frozenset("consider deem judge dub label brand rate pronounce".split())
BLAMED = {"accuse": "of", "charge": "with", "blame": "for", "suspect": "of", "criticise": "for", "criticize": "for"}
JUDGING = frozenset("condemn refuse accept propose praise deny demand claim announce".split())
RELATIVE = frozenset({"who", "which", "that"})
Places = list[tuple[int, int]]


def told_in_passive(scene: Scene, found: list[Cue], resolve: Callable[[int], Party]) -> Iterator[Statement]:
    """The statements of verbs of reporting in the passive.

    1. After "is said to", "is seen as", "was accused of", what is reported is the subject with what follows; whoever
       stands after *by* says it, else nobody does.
    2. "Was rejected by S" reports its subject.
    """
    for cue in found:
        group = scene.unit.verbs[cue.k]
        if not cue.passive or not group.finite or cue.who is None or statement_status(scene, cue) not in MEANT:
            continue
        agent = _agent(scene, cue.last)
        after = scene.unit.nouns[agent].last if agent is not None else cue.last
        tail = _tail(scene, cue, found, after)
        if not tail and not (_judged(scene, agent, cue) and _told_of(scene, cue)):
            continue
        cued = (scene.unit.tokens[group.first].start, scene.unit.tokens[cue.last - 1].end)
        who = resolve(agent) if agent is not None else Party(cued[0], cued[0], None)
        places = [*_subject(scene, cue), *tail]
        if places:
            yield Statement(places, who, cued, cue.verb, "indirect:passive", statement_status(scene, cue))


def _judged(scene: Scene, agent: int | None, cue: Cue) -> bool:
    """Whether somebody judges the subject: "was rejected by Peru", not "was written by Peru"."""
    if agent is None or cue.verb.stance not in JUDGING:
        return False
    return has_voice(scene, agent)


def _told_of(scene: Scene, cue: Cue) -> bool:
    """Whether the subject is a thing with a name of its own: no pronoun."""
    return cue.who is not None and scene.said[cue.who].kind != "pronoun"


def _agent(scene: Scene, at: int) -> int | None:
    """The phrase after *by*, right after a verb and its adverbs."""
    tokens = scene.unit.tokens
    while at < len(tokens) and tokens[at].tag == "A":
        at += 1
    return next((n for n, p in enumerate(scene.unit.nouns) if p.first == at + 1 and p.preposition == "by"), None)


def _subject(scene: Scene, cue: Cue) -> Places:
    """The characters of the subject, with the phrases that belong to it."""
    tokens, nouns = scene.unit.tokens, scene.unit.nouns
    if cue.who is None:
        return []
    phrase, verb = nouns[cue.who], scene.unit.verbs[cue.k]
    stop = verb.first
    if phrase.first > stop:
        return []
    relative = next((j for j in range(phrase.last, stop) if tokens[j].low in RELATIVE or tokens[j].tag == ","), stop)
    return trimmed(tokens, phrase.first, relative)


def _tail(scene: Scene, cue: Cue, found: list[Cue], after: int) -> Places:
    """What is reported of the subject: an infinitive, *as* and a description, what it is blamed for."""
    tokens, lemma = scene.unit.tokens, scene.unit.verbs[cue.k].lemma
    end = limit(scene, cue, found)
    if after >= end:
        return []
    token = tokens[after]
    if token.tag == "T" and lemma in HELD:
        return trimmed(tokens, after, phrase_end(scene, after, end))
    if token.low == "as" and lemma in SEEN:
        return trimmed(tokens, after, description_end(tokens, after + 1, end))
    if token.tag in "DN#" and lemma in NAMED:
        return trimmed(tokens, after, phrase_end(scene, after, object_end(tokens, after, end)))
    if token.low == BLAMED.get(lemma):
        return trimmed(tokens, after, phrase_end(scene, after, object_end(tokens, after, end)))
    return []
