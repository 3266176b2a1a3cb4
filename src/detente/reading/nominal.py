"""Nouns that report: "Iran's claim that …", "repeated its warning that …"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from detente.reading.clauses import subject
from detente.reading.extents import trimmed
from detente.reading.lexicon import ReportingVerb, plural
from detente.reading.roster import Party, Scene
from detente.reading.speech import Statement

__all__ = ["told_by_nouns"]

BY_STANCE = {
    "claim": "claim allegation assertion contention charge accusation argument insistence suggestion complaint",
    "announce": "report statement announcement declaration disclosure revelation",
    "warn": "warning",
    "promise": "promise pledge vow assurance guarantee",
    "threaten": "threat",
    "demand": "demand",
    "admit": "admission acknowledgment acknowledgement concession confession",
    "deny": "denial",
    "think": "belief view fear hope concern conclusion expectation prediction conviction suspicion worry",
}
STANCES = {noun: stance for stance, nouns in BY_STANCE.items() for noun in nouns.split()}
STANCES |= {plural(noun): stance for noun, stance in STANCES.items()}
VOICED = frozenset(
    "make issue repeat renew reiterate give voice express release publish offer deliver have raise level".split()
)


def told_by_nouns(scene: Scene, resolve: Callable[[int], Party]) -> Iterator[Statement]:
    """The statements of nouns of reporting with a that-clause.

    1. The noun's owner speaks ("Iran's claim that …"), else the subject of a verb that voices it ("made the claim …").
    2. The clause ends where a verb of the noun itself begins, else with the sentence.
    """
    unit = scene.unit
    tokens = unit.tokens
    for n, phrase in enumerate(unit.nouns):
        at = phrase.last
        stance = STANCES.get(phrase.head)
        if stance is None or at + 2 >= len(tokens) or tokens[at].low != "that" or tokens[at + 1].tag in "VMX":
            continue
        clause = [k for k, group in enumerate(unit.verbs) if group.finite and group.first > at]
        who = _voice(scene, n, resolve)
        if who is None or not clause:
            continue
        own = (unit.verbs[k].first for k in clause[1:] if _outer(scene, n, k))
        places = trimmed(tokens, at + 1, next(own, len(tokens)))
        cue = (tokens[at - 1].start, tokens[at - 1].end)
        if places:
            yield Statement(places, who, cue, ReportingVerb(phrase.head, stance, "t"), "indirect:noun")


def _outer(scene: Scene, n: int, k: int) -> bool:
    """Whether a verb after the clause has the noun for its subject: by grammar, or because no other is left for it."""
    tokens, nouns, verbs = scene.unit.tokens, scene.unit.nouns, scene.unit.verbs
    who = subject(tokens, nouns, verbs, k)
    if who == n:
        return True
    last = verbs[k - 1].last
    left = who is not None and nouns[who].first >= last and verbs[k - 1].finite
    return left and all(token.tag not in ",CB;:-" for token in tokens[last : verbs[k].first])


def _voice(scene: Scene, n: int, resolve: Callable[[int], Party]) -> Party | None:
    """Whose claim it is: its owner, or who voices it."""
    what, phrase, tokens = scene.said[n], scene.unit.nouns[n], scene.unit.tokens
    start, end = tokens[phrase.first].start, tokens[phrase.last - 1].end
    if what.possessor is not None and (what.owner or what.possessor.name or what.possessor.role):
        owner = what.possessor
        end = tokens[next(j for j in range(phrase.last - 1, phrase.first, -1) if tokens[j].tag == "S") - 1].end
        return Party(
            start, end, what.owner if owner.speaks != "none" else None, owner.name, owner.role, owner.rank, owner.kind
        )
    verbs = scene.unit.verbs
    voicing = next((k for k in range(len(verbs) - 1, -1, -1) if verbs[k].last == phrase.first), None)
    if voicing is None or verbs[voicing].lemma not in VOICED or verbs[voicing].negated or verbs[voicing].modal:
        return None
    who = subject(tokens, scene.unit.nouns, verbs, voicing)
    return resolve(who) if who is not None and scene.said[who].acts else None
