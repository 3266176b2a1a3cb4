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
from detente.reading.chunks import VerbGroup
from detente.reading.clauses import subject
from detente.reading.codebook import Codebook, Cue
from detente.reading.leading import lead_of, mood_before, mood_between
from detente.reading.participants import ACTING, joined
from detente.reading.roster import Party
from detente.reading.speech import Statement
from detente.reading.status import in_condition, status_of
from detente.reading.tokens import Token
from detente.reading.utterances import Heard

__all__ = ["Found", "Held", "found_cues", "stances"]

FOR = frozenset(
    "support back favor favour endorse want seek push call urge demand propose present sponsor impose "
    "welcome accept agree "
    "prefer press lead insist hope need pursue advocate threaten announce enact promise pledge offer vow "
    "request ask drive "
    "draft table introduce circulate intend plan try adopt approve ban block restrict tighten "
    "consider "
    "reconvene resume organize organise convene encourage recommend order require expect champion defend "
    "embrace lobby "
    "appeal provide give send grant extend return rejoin join attend negotiate hold meet get persuade convince prod "
    "apply bring increase step declare renew expand co-sponsor cosponsor suggest warn".split()
)
AGAINST = frozenset(
    "oppose reject resist refuse block veto object avoid prevent fear criticise criticize condemn "
    "dismiss decline spurn "
    "suspend halt freeze stop end cut withhold sever lift ease relax remove repeal revoke cancel "
    "shun rebuff deny delay dilute soften discourage scrap abandon boycott denounce deplore doubt dread skip".split()
)
BOTH = frozenset(
    {"block", "suspend", "halt", "freeze", "ban", "restrict"}
)  # against what they govern, when it is a text
FIRM = frozenset("demand insist threaten refuse veto impose ban reject vow enact warn".split())
SOFT = frozenset("consider suggest hope expect prefer".split())
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


@dataclass(slots=True)
class Chain:
    """The words that govern a cue: its sign, the verbs from the nearest to the highest, the first token."""

    sign: int
    verbs: list[int]
    first: int
    firm: bool
    soft: bool


def _held(heard: Heard, at: int, cue: Found, book: str) -> Iterator[Held]:
    unit = heard.scene.unit
    chain = _chain(heard, at)
    if chain is None or not chain.verbs:
        return
    top = chain.verbs[-1]
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


def _chain(heard: Heard, at: int) -> Chain | None:
    """The words on a cue's left that govern it, up to the verb that its sentence or clause turns on."""
    unit = heard.scene.unit
    tokens, verbs = unit.tokens, unit.verbs
    below = next((k for k in range(len(verbs) - 1, -1, -1) if verbs[k].last <= at), None)
    inside = next((k for k, g in enumerate(verbs) if g.first <= at < g.last), None)
    if inside is not None:
        below = inside
    if below is None:
        return None
    if inside is None and (_cut(tokens, verbs[below].last, at) or _aside(heard, at)):
        return None
    sign, signed = 1, inside is not None
    if inside is None and verbs[below].lemma in HEARING and _right_after(heard, verbs[below].last, at):
        return None  # "warned the junta that …": whom one speaks to, not what one is for
    if inside is None and _told_to(heard, at):
        return None  # "demanded that the junta step down": who is asked for something is no thing to be for
    lead = lead_of(tokens, verbs[below].last, at)
    if lead is None:
        return None
    sign, signed = sign * lead.sign, signed or lead.says
    chain = Chain(1, [], verbs[below].first, False, False)
    k: int | None = below
    object_of_text = True
    while k is not None:
        group = verbs[k]
        chain.verbs.append(k)
        turn, known = (1, True) if k == inside else _verb_sign(group, object_of_text)
        known = known or group.modal in ("should", "must", "ought")
        sign, signed = sign * turn, signed or known
        chain.firm = chain.firm or group.lemma in FIRM
        chain.soft = chain.soft or group.lemma in SOFT or group.modal in ("might", "could", "may")
        if group.negated:
            sign = -sign
        object_of_text = False
        up = _above(tokens, verbs, k)
        if up is None:
            break
        mood = mood_between(tokens, verbs[up].last, group.first)
        if mood:
            sign, signed = sign * mood, True
        k = up
    top = verbs[chain.verbs[-1]]
    if not top.finite and mood_before(tokens, top.first) < 0:
        sign = -sign
    if inside is None and _undone(tokens, verbs, at):
        sign, signed = -sign, True
    if not signed or (lead.measure and sign > 0):
        return None  # to be against sanctions on somebody is not yet to be for him
    chain.sign = sign
    chain.first = min(verbs[v].first for v in chain.verbs)
    return chain


HEARING = frozenset("warn tell remind accuse inform meet assure visit brief".split())


UNDOING = frozenset("lift ease relax remove repeal revoke cancel suspend halt freeze stop end drop scrap".split())


def _told_to(heard: Heard, at: int) -> bool:
    """Whether a cue is somebody of whom the next verb tells what he shall do or did."""
    unit = heard.scene.unit
    for n, phrase in enumerate(unit.nouns):
        led = phrase.first <= at < phrase.last - 1 and phrase.first > 0 and unit.tokens[phrase.first - 1].tag == "B"
        if led and not any(g.first > at for g in unit.verbs):
            return True  # a clause whose verb is taken for a noun: "that the junta step down"
        if phrase.first <= at < phrase.last and phrase.last == at + 1:
            acts = heard.scene.said[n].kind in ACTING
            return acts and any(g.first == phrase.last and not g.participle for g in unit.verbs)
    return False


def _undone(tokens: Sequence[Token], verbs: Sequence[VerbGroup], at: int) -> bool:
    """Whether the verb after a cue undoes it: "called for the embargo to be lifted", "wants sanctions lifted"."""
    after = next((g for g in verbs if g.first > at), None)
    if after is None or not after.passive or after.lemma not in UNDOING or after.negated:
        return False
    return all(t.tag in "DNPAIS#" for t in tokens[at + 1 : after.first])


def _right_after(heard: Heard, last: int, at: int) -> bool:
    return any(p.first == last and p.first <= at < p.last for p in heard.scene.unit.nouns)


def _aside(heard: Heard, at: int) -> bool:
    """Whether a cue only tells where something comes from or when: "backlash from its launches"."""
    for phrase in heard.scene.unit.nouns:
        if phrase.first <= at < phrase.last:
            return phrase.preposition in (
                "from",
                "by",
                "after",
                "since",
                "during",
                "amid",
                "following",
                "despite",
                "before",
            )
    return False


def _cut(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether something ends the reach of a verb before a cue."""
    between = tokens[first:last]
    if len(between) > 14 or any(
        t.tag in (".", ";", ":", "Q", "-") or (t.tag == "B" and t.low != "that") for t in between
    ):
        return True
    return any(t.low in ("despite", "without", "amid", "after", "since", "who", "which") for t in between)


def _verb_sign(group: VerbGroup, direct: bool) -> tuple[int, bool]:
    """For (1) or against (-1), and whether the verb says so at all; blocking a text is against it."""
    if group.lemma in AGAINST and (direct or group.lemma not in BOTH):
        return -1, True
    return 1, group.lemma in FOR


def _above(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> int | None:
    """The verb that governs an infinitive or a gerund."""
    group = verbs[k]
    if k == 0 or group.finite or (group.participle and tokens[group.first - 1].tag in (",", "B") and group.first):
        return None
    if group.passive and group.participle:
        return None
    if group.participle and tokens[group.first - 1].tag in "NP":
        return None  # "sees the North Koreans trying to …": a participle with a subject of its own
    between = tokens[verbs[k - 1].last : group.first]
    if any(t.tag in (".", ";", ":", "Q") for t in between) or len(between) > 14:
        return None
    return k - 1


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
