"""Stances: who is for or against what on the issues of a codebook, and the point of the scale that it suggests.

1. A cue of the codebook names a thing on an issue's scale ("sanctions", "a presidential statement").
2. The words that govern it say for or against: verbs, adjectives ("hesitant to"), nouns ("opposition to"); each
   negation turns it round. Without such words there is no stance.
3. Its holder is the subject of the highest governing verb; in a quotation, *we* is the speaker.
4. The spread of the reading is by who spoke and how: a head of state 6, a minister or envoy 8, an unnamed official or
   the report's own voice 15, another party's assessment 20, a costly act 5; conditional or hypothetical × 1.5.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.dossier.evidence import Stance, Status, Strength
from detente.reading.chains import Chain, chain_of
from detente.reading.clauses import subject
from detente.reading.codebook import Codebook, Cue
from detente.reading.conditional import in_condition
from detente.reading.moods import asking
from detente.reading.participants import joined
from detente.reading.scenes import Party
from detente.reading.speech import Statement
from detente.reading.status import status_of
from detente.reading.tokens import Token
from detente.reading.utterances import Heard
from detente.reading.veracity import colour_of
from detente.reading.verbgroups import VerbGroup

__all__ = ["ACT", "ASSESSED", "OFFICIAL", "UNSURE", "Found", "Held", "found_cues", "stances"]

ACTS = frozenset(
    "impose ban announce enact present sponsor introduce table draft circulate adopt veto freeze suspend "
    "cut lift".split()
)
NONE = frozenset({"none", "neither", "nobody", "nothing"})
RANKS = {"head": 6.0, "minister": 8.0, "envoy": 8.0, "military": 8.0}
OFFICIAL, ASSESSED, ACT = 15.0, 20.0, 5.0
UNSURE = 1.5
LABELS: dict[str, Stance] = {
    "demand": "demand", "insist": "demand", "urge": "demand", "call": "demand", "press": "demand", "require": "demand",
    "request": "demand", "ask": "demand", "threaten": "threaten", "warn": "threaten", "offer": "offer",
    "promise": "offer", "pledge": "offer", "vow": "offer", "refuse": "refuse", "reject": "refuse", "veto": "refuse",
}  # fmt: skip


@dataclass(slots=True)
class Held:
    """A stance: whose, on which issue, for or against, and the reading that its cue gives."""

    holder: Party
    issue: str
    stance: Stance
    strength: Strength
    value: float | None
    sd: float
    status: Status
    start: int
    end: int
    anchor: int
    top: int
    rule: str


def found_cues(low: str, book: Codebook) -> list[Found]:
    """Every cue of a codebook in a report (in lower case, mark for mark), in order; where cues overlap, the longest."""
    found = [Found(m.start(), m.end(), issue, cue) for issue, cue, pattern in book.cues for m in pattern.finditer(low)]
    found.sort(key=lambda f: (f.start - f.end, f.start))
    taken: list[Found] = []
    covered: set[tuple[str, int]] = set()
    for cue in found:  # the longest first: one that overlaps a longer one has an end inside it
        if (cue.issue, cue.start) not in covered and (cue.issue, cue.end - 1) not in covered:
            taken.append(cue)
            covered.update((cue.issue, i) for i in range(cue.start, cue.end))
    return sorted(taken, key=lambda f: (f.start, f.issue))


def stances(heard: Heard, cues: Sequence[Found], book: Codebook) -> list[Held]:
    """The stances of one unit on the issues of a codebook; ``cues`` are the report's, in order."""
    unit = heard.scene.unit
    if asking(unit.tokens):
        return []  # what a question supposes is nobody's stance
    made: list[Held] = []
    seen: set[tuple[str, str | None, int]] = set()
    for cue in cues[bisect_left(cues, unit.start, key=_start) : bisect_left(cues, unit.end, key=_start)]:
        at = next((i for i, t in enumerate(unit.tokens) if t.start <= cue.start < t.end and t.quote < 0), None)
        if at is None:
            continue
        for held in _held(heard, at, cue, book.codebook):
            key = (held.issue, held.holder.code, held.top)
            if key not in seen:
                seen.add(key)
                made.append(held)
    return made


def _start(cue: Found) -> int:
    return cue.start


@dataclass(frozen=True, slots=True)
class Found:
    """A cue where it stands in a report."""

    start: int
    end: int
    issue: str
    cue: Cue


def _held(heard: Heard, at: int, cue: Found, book: str) -> Iterator[Held]:
    unit = heard.scene.unit
    chain = chain_of(heard, at)
    if chain is None or not chain.verbs:
        return
    top = chain.verbs[-1]
    if unit.verbs[top].finite and colour_of(unit.tokens, unit.verbs, top) in ("denied", "doubted"):
        return  # "denied that it wanted a ban", "analysts doubt that it backs a ban": nobody is told to be for one
    lemma = unit.verbs[top].lemma
    reporter = _reporter(heard, unit.tokens[unit.verbs[top].first].start)
    for subject_, turned in _holders(heard, top):
        sign = -chain.sign if turned else chain.sign
        status = _status(unit.tokens, unit.verbs, chain)
        holder: Party | None = subject_
        stance, firm = _label(unit.verbs, chain, sign), _firmness(chain, status)
        if _wished(unit.verbs[top], reporter, subject_):
            holder, status, firm = (reporter.speaker if reporter else None), "occurred", "medium"
            stance = "demand" if sign > 0 else "oppose"
        if holder is None or not holder.code:
            continue
        sd, assessed = _spread(heard, holder, chain, status, reporter)
        yield Held(
            holder, cue.issue, stance, firm, cue.cue.support if sign > 0 else cue.cue.oppose, sd,
            "assessed" if assessed else status, _told_from(heard, chain), cue.end, unit.tokens[at].start, top,
            f"stances:{book}/{cue.issue}/{lemma}",
        )  # fmt: skip


def _told_from(heard: Heard, chain: Chain) -> int:
    """Where the telling of a stance begins: at its holders, when they stand right before its words."""
    unit = heard.scene.unit
    first = chain.first
    n = subject(unit.tokens, unit.nouns, unit.verbs, chain.verbs[-1])
    if n is not None:
        places = [party.start for party in joined(heard, n)]
        begin = next((i for i, t in enumerate(unit.tokens) if t.start == min(places, default=-1)), first)
        if begin < first <= begin + 16 and not any(begin < g.first < first and g.finite for g in unit.verbs):
            return unit.tokens[begin].start
    return unit.tokens[first].start


def _label(verbs: Sequence[VerbGroup], chain: Chain, sign: int) -> Stance:
    own = LABELS.get(verbs[chain.verbs[-1]].lemma)
    if sign > 0:
        return own if own is not None and own != "refuse" else "support"
    return "refuse" if any(LABELS.get(verbs[k].lemma) == "refuse" for k in chain.verbs) else "oppose"


def _firmness(chain: Chain, status: Status) -> Strength:
    if status == "conditional":
        return "conditional"
    return "weak" if status == "hypothetical" or chain.soft else "strong" if chain.firm else "medium"


def _reporter(heard: Heard, at: int) -> Statement | None:
    """The innermost statement around a place."""
    around = [s for s in heard.statements if s.covers(at, at + 1)]
    return min(around, key=lambda s: sum(b - a for a, b in s.places)) if around else heard.within


WISHING = frozenset("hope want urge demand insist suggest propose recommend call ask press wish request advise".split())


def _wished(group: VerbGroup, reporter: Statement | None, holder: Party) -> bool:
    """Whether a clause tells what its speaker wants of another: "they have to …", "we hope that they …"."""
    if reporter is not None and (reporter.speaker.code == holder.code and holder.code is not None):
        return False
    obliged = group.modal in ("should", "must", "ought") or group.lemma in ("have", "need")
    return obliged or (reporter is not None and reporter.verb.verb.partition(" ")[0] in WISHING)


def _status(tokens: Sequence[Token], verbs: Sequence[VerbGroup], chain: Chain) -> Status:
    """The status of the stance: that of its highest verb, where "not" is already in the sign."""
    top = chain.verbs[-1]
    status = status_of(tokens, verbs, top)
    if status != "negated":
        return status
    return "conditional" if in_condition(tokens, verbs, top) else "occurred"


def _holders(heard: Heard, top: int) -> list[tuple[Party, bool]]:
    """Who holds it, and whether a word like *none* turns it round."""
    unit = heard.scene.unit
    group = unit.verbs[top]
    n = subject(unit.tokens, unit.nouns, unit.verbs, top)
    if n is None:
        return []
    turned = any(t.low in NONE for t in unit.tokens[max(0, unit.nouns[n].first - 4) : group.first])
    if group.passive and not group.participle:
        return []
    return [(party, turned) for party in joined(heard, n) if party.code]


def _spread(
    heard: Heard, holder: Party, chain: Chain, status: Status, statement: Statement | None
) -> tuple[float, bool]:
    """The spread of a reading, and whether it is somebody else's assessment."""
    unit = heard.scene.unit
    lemma = unit.verbs[chain.verbs[-1]].lemma
    reporter = statement.speaker if statement is not None else None
    unsure = UNSURE if status in ("conditional", "hypothetical") else 1.0
    if reporter is not None and reporter.code != holder.code:
        return ASSESSED * unsure, True
    if status in ("occurred", "ongoing") and lemma in ACTS:
        return ACT, False
    best = holder.rank if holder.rank in RANKS else (reporter.rank if reporter is not None else None)
    return RANKS.get(best or "", OFFICIAL) * unsure, False
