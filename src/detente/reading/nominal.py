"""Nouns that report: "Iran's claim that …", "its refusal to …", "concerns among diplomats about …"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from detente.reading.clauses import subject
from detente.reading.extents import object_end, phrase_end, trimmed
from detente.reading.lexicon import ReportingNoun, ReportingVerb, reporting_nouns, verb_forms
from detente.reading.scenes import Party, Scene
from detente.reading.speech import Statement
from detente.reading.status import status_of
from detente.reading.tokens import Token
from detente.reading.voices import has_voice

__all__ = ["told_by_nouns"]

VOICED = frozenset(
    "make issue repeat renew reiterate give voice express release publish offer deliver have raise level announce "
    "reject unveil outline present defend drop abandon push sound signal file lodge submit table show display send "
    "convey restate reaffirm harbor harbour sign feel".split()
)
HOLDERS = frozenset({"by", "from", "among", "between", "within"})
OWNING = frozenset("his her its their".split())
Found = tuple[int, int, str]


def told_by_nouns(scene: Scene, resolve: Callable[[int], Party]) -> Iterator[Statement]:
    """The statements of nouns of reporting with a that-clause, an infinitive or a phrase.

    1. The noun's owner speaks ("Iran's claim that …"), else who stands after *by* or *from*, else the subject of a
       verb that voices it ("made the claim …").
    2. The words end where a verb of the noun itself begins, else with the sentence.
    """
    unit = scene.unit
    nouns = reporting_nouns()
    for n, phrase in enumerate(unit.nouns):
        noun = nouns.get(phrase.head)
        if noun is None:
            continue
        at, holder = _past_holder(scene, n)
        found = _complement(scene, n, at, noun)
        who = resolve(holder) if holder is not None else _voice(scene, n, resolve)
        if found is None or who is None:
            continue
        first, last, rule = found
        places = trimmed(unit.tokens, first, last)
        cue = (unit.tokens[phrase.last - 1].start, unit.tokens[phrase.last - 1].end)
        if places:
            yield Statement(places, who, cue, ReportingVerb(noun.noun, noun.stance, noun.frames), rule)


def _past_holder(scene: Scene, n: int) -> tuple[int, int | None]:
    """The token after a noun, and who holds it if *by*, *from* or *among* names them right there."""
    nouns = scene.unit.nouns
    at = nouns[n].last
    if n + 1 < len(nouns) and nouns[n + 1].first == at + 1 and nouns[n + 1].preposition in HOLDERS:
        return nouns[n + 1].last, n + 1
    return at, None


def _complement(scene: Scene, n: int, at: int, noun: ReportingNoun) -> Found | None:
    """What a noun reports: where it begins and ends, and the rule that found it."""
    tokens = scene.unit.tokens
    if at + 2 >= len(tokens):
        return None
    if tokens[at].low == "that" and "t" in noun.frames and not _relates(tokens, at + 1):
        clause = [k for k, group in enumerate(scene.unit.verbs) if group.finite and group.first > at]
        end = next((scene.unit.verbs[k].first for k in clause[1:] if _outer(scene, n, k)), len(tokens))
        return (at + 1, end, "indirect:noun") if clause else None
    end = _outer_verb(scene, n, at)
    if tokens[at].tag == "T" and "i" in noun.frames:
        return at, phrase_end(scene, at, end), "indirect:noun-infinitive"
    if tokens[at].tag == "I" and tokens[at].low in noun.prepositions and tokens[at + 1].tag in "DNPSGB#":
        return at + 1, phrase_end(scene, at + 1, object_end(tokens, at + 1, end)), "indirect:noun-phrase"
    return None


def _relates(tokens: list[Token], at: int) -> bool:
    """Whether *that* before a token is a pronoun: a verb follows, or a bare word that can be one ("that leaves")."""
    token = tokens[at]
    alone = at + 1 < len(tokens) and tokens[at + 1].tag not in "MXVE"
    bare = token.tag == "N" and alone and any("s" in kinds for _, kinds in verb_forms().get(token.low, ()))
    return token.tag in "VMX" or bare


def _outer_verb(scene: Scene, n: int, at: int) -> int:
    """Where the verb of the noun itself begins, else the sentence's end: "the plan to go ahead was …"."""
    tokens, verbs = scene.unit.tokens, scene.unit.verbs
    for k, group in enumerate(verbs):
        if group.first <= at + 1 or not group.finite:
            continue
        who = subject(tokens, scene.unit.nouns, verbs, k)
        led = any(t.tag in "BC" or t.low in ("who", "which", "that") for t in tokens[at + 1 : group.first])
        beside = verbs[k - 1].finite and verbs[k - 1].last == group.first
        if beside or (who is not None and who <= n) or not (led or tokens[group.first - 1].tag == "O"):
            return group.first
    return len(tokens)


def _outer(scene: Scene, n: int, k: int) -> bool:
    """Whether a verb after the clause has the noun for its subject: by grammar, or because no other is left for it."""
    tokens, nouns, verbs = scene.unit.tokens, scene.unit.nouns, scene.unit.verbs
    who = subject(tokens, nouns, verbs, k)
    if who == n or (verbs[k - 1].finite and verbs[k - 1].last == verbs[k].first):
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
    if voicing is not None and verbs[voicing].lemma in VOICED:
        if status_of(tokens, verbs, voicing) not in ("occurred", "ongoing"):
            return None
        who = subject(tokens, scene.unit.nouns, verbs, voicing)
        return resolve(who) if who is not None and has_voice(scene, who) else None
    if tokens[phrase.first].low in OWNING:
        return Party(start, tokens[phrase.first].end, None, kind="pronoun")
    return None
