"""Who said what: quotations with their speakers, and indirect speech, which is the larger half of the work.

1. A quotation takes the verb of saying that follows it (``Q, V S`` or ``Q, S V``), else the one that leads to it
   (``S V, Q``); a quotation that stands alone continues the speaker before it.
2. A verb of the lexicon with a subject takes what its frame allows: a that-clause, a clause without *that*, the
   hearer and then either, an infinitive, a noun phrase, *as* and a description.
3. ``C, S said`` and ``C, according to S`` take the clause before them; a participle (``…, urging China to …``)
   speaks for the subject of the main clause.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.dossier.evidence import Status
from detente.reading.chunks import Phrase
from detente.reading.clauses import subject
from detente.reading.lexicon import ReportingVerb
from detente.reading.scenes import Party, Scene
from detente.reading.status import status_of
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup
from detente.reading.wordings import reporting

__all__ = ["Cue", "Statement", "cues", "statement_status"]

Place = tuple[int, int]
Resolve = Callable[[int], Party]


@dataclass(slots=True)
class Cue:
    """A verb of reporting in a unit: which verb group, which verb of the lexicon, whose, and to whom."""

    k: int
    verb: ReportingVerb
    last: int
    who: int | None
    inverted: bool = False
    passive: bool = False


@dataclass(slots=True, eq=False)
class Statement:
    """Attributed words: where they stand, who said them, by which words the report says so."""

    places: list[Place]
    speaker: Party
    cue: Place
    verb: ReportingVerb
    rule: str
    status: Status = "occurred"
    recipient: Party | None = None
    direct: bool = False

    @property
    def start(self) -> int:
        """Where the words begin."""
        return self.places[0][0]

    def covers(self, start: int, end: int) -> bool:
        """Whether a piece of the report lies inside these words."""
        return any(first <= start and end <= last for first, last in self.places)


ACCORDING = ReportingVerb("according to", "say", "q")
COLON = ReportingVerb(":", "say", "q")
CONTINUED = ReportingVerb("", "say", "q")
MINDS = frozenset({"convince", "worry", "persuade"})  # "is persuaded that"
MEANT = frozenset(
    {"occurred", "ongoing", "assessed", "planned"}
)  # "went on to say", "seemed to blame", "met to discuss"
NO_PASSIVE = frozenset({"call", "want", "hope", "think"})


def cues(scene: Scene) -> list[Cue]:
    """Every reporting verb of a unit with its subject, merged over the classes that a verb may have."""
    unit = scene.unit
    found: list[Cue] = []
    for k, group in enumerate(unit.verbs):
        verbs, last = reporting(unit.tokens, group)
        if not verbs or (group.lemma in ("be", "have", "do") and " " not in verbs[0].verb):
            continue
        frames = "".join(sorted({f for verb in verbs for f in verb.frames}))
        merged = ReportingVerb(verbs[0].verb, verbs[0].stance, frames)
        if group.passive and group.finite and merged.verb in NO_PASSIVE:
            continue
        meant = _voiced(unit.tokens, unit.verbs, k) or status_of(unit.tokens, unit.verbs, k) in MEANT
        if (group.infinitive and not meant) or _caused(unit.tokens, unit.verbs, k):
            continue
        who, inverted = _speaker(unit.tokens, unit.nouns, unit.verbs, k, last, frames)
        if group.participle and not group.passive:
            who = _going_on(unit.tokens, unit.verbs, found, k, who)
        minded = group.lemma in MINDS or merged.verb.startswith("be ")
        found.append(Cue(k, merged, last, who, inverted, group.passive and not minded))
    return found


CAUSING = frozenset({"let", "help", "make"})


def _caused(tokens: list[Token], verbs: list[VerbGroup], k: int) -> bool:
    """Whether a bare infinitive tells what somebody is let or made to do: "would let Chad decide how …"."""
    group = verbs[k]
    if not k or verbs[k - 1].lemma not in CAUSING or group.form != "b" or group.last - group.first > 1:
        return False
    between = tokens[verbs[k - 1].last : group.first]
    return bool(between) and all(t.tag in "DNPOS#" for t in between)


TRYING = frozenset("try attempt seek strive struggle continue begin start rush manage bother".split())
USING = frozenset("use take hold issue convene call meet write gather appear return rise speak turn".split())


def _voiced(tokens: list[Token], verbs: list[VerbGroup], k: int) -> bool:
    """Whether an infinitive of reporting tells of speech that took place.

    "Went on to say"; "tried to explain", "wants to know"; "used the visit to warn", "took to the radio to condemn".
    """
    group = verbs[k]
    if not group.infinitive or _went_on(tokens, group):
        return group.infinitive
    if not k or not verbs[k - 1].finite or verbs[k - 1].passive or status_of(tokens, verbs, k - 1) not in MEANT:
        return False
    above = verbs[k - 1]
    if all(t.tag == "A" for t in tokens[above.last : group.first]):
        return above.lemma in TRYING or (above.lemma == "want" and group.lemma in ("know", "hear", "understand"))
    between = tokens[above.last : group.first]
    return above.lemma in USING and not any(t.tag in ",;:BQ" or t.low in ("who", "which") for t in between)


def _went_on(tokens: list[Token], group: VerbGroup) -> bool:
    """Whether an infinitive tells what somebody said next: "went on to say"."""
    first = group.first
    return first > 1 and tokens[first - 1].low == "on" and tokens[first - 2].lemma == "go"


def _going_on(tokens: list[Token], verbs: list[VerbGroup], found: list[Cue], k: int, who: int | None) -> int | None:
    """Whose a participle of reporting after a comma is: whoever spoke before it ("said it was dead, adding …")."""
    before = verbs[k].first - 1
    while before > 0 and tokens[before].tag == "A":
        before -= 1
    if before < 1 or tokens[before].tag not in (",", "Q"):
        return who
    spoke = next(
        (cue for cue in reversed(found) if verbs[cue.k].finite and not cue.passive and cue.who is not None), None
    )
    if spoke is None or (who is not None and not set(spoke.verb.frames) & set("qtz")):
        return who
    return spoke.who


def _speaker(
    tokens: list[Token], nouns: list[Phrase], verbs: list[VerbGroup], k: int, last: int, frames: str
) -> tuple[int | None, bool]:
    """The subject of a verb of saying: after the verb in ``Q, said S`` and ``C, said S``, else before it."""
    group = verbs[k]
    before = group.first - 1
    lead = tokens[before].tag if before >= 0 else ""
    if before < 0 and group.finite and not group.passive and "q" in frames:
        opened = next((n for n, phrase in enumerate(nouns) if phrase.first == last), None)  # "Said Ellis: …"
        return opened, opened is not None
    if group.participle and not group.passive and lead in "NP" and lead:
        beside = next((n for n, phrase in enumerate(nouns) if phrase.last == group.first), None)
        if beside is not None and nouns[beside].preposition in ("of", "with", "from"):
            return beside, False  # "footage of Smith asking …"
    after_quote = lead == "Q" or (lead == "," and before > 0 and "q" in frames)
    if "o" in frames and lead == "," and not (before > 0 and tokens[before - 1].tag == "Q"):
        after_quote = False
    thing = last < len(tokens) and tokens[last].tag == "D"
    if lead == "," and thing and "n" in frames and subject(tokens, nouns, verbs, k) is not None:
        after_quote = False  # "Lund, the envoy, bemoaned the delay"
    if after_quote and group.finite and not group.passive and not group.modal:
        for n, phrase in enumerate(nouns):
            if phrase.first == last and (lead == "Q" or _ends_after(tokens, nouns, n)):
                return n, True
    return subject(tokens, nouns, verbs, k), False


def _ends_after(tokens: list[Token], nouns: list[Phrase], n: int) -> bool:
    """Whether the sentence (but for asides and adverbials) ends after a phrase: the mark of inversion."""
    j = nouns[n].last
    if tokens[nouns[n].first].tag == "O" and tokens[nouns[n].first].low in (
        "him",
        "them",
        "her",
        "it",
        "us",
        "me",
    ):
        return False
    if j < len(tokens) and tokens[j].tag == "I" and _verb_follows(tokens, j):
        return False
    return (
        j >= len(tokens) or tokens[j].tag in (".", ",", "I", "Q", ":", "P", "B", "A") or tokens[j].low in ("who", "of")
    )


def _verb_follows(tokens: list[Token], j: int) -> bool:
    """Whether what stands at a preposition goes on to its own verb: "Low, the envoy, said any use of force would …"."""
    after = next((t for t in tokens[j + 1 :] if t.tag in ",.Q:;MXV" or t.low in ("who", "which", "that")), None)
    return after is not None and after.tag in "MX"


def statement_status(scene: Scene, cue: Cue) -> Status:
    """Whether the words were said, or only may be or were not."""
    if scene.unit.verbs[cue.k].infinitive and _voiced(scene.unit.tokens, scene.unit.verbs, cue.k):
        return "occurred"
    return status_of(scene.unit.tokens, scene.unit.verbs, cue.k)
