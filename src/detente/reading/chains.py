"""The words that govern a cue: verbs from the nearest to the highest, and whether they say for or against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.leading import lead_of, mood_before, mood_between
from detente.reading.moods import wanted
from detente.reading.participants import ACTING
from detente.reading.tokens import Token
from detente.reading.utterances import Heard
from detente.reading.verbgroups import VerbGroup

__all__ = ["AGAINST", "BOTH", "FIRM", "FOR", "SOFT", "Chain", "chain_of"]

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


@dataclass(slots=True)
class Chain:
    """The words that govern a cue: its sign, the verbs from the nearest to the highest, the first token."""

    sign: int
    verbs: list[int]
    first: int
    firm: bool
    soft: bool


def chain_of(heard: Heard, at: int) -> Chain | None:
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
        turn, known = (1, True) if k == inside else _verb_sign(tokens, group, object_of_text)
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


PHRASAL = frozenset({("rule", "out"), ("turn", "down"), ("call", "off"), ("hold", "off"), ("give", "up")})
LEFT = frozenset("talk talks negotiation negotiations table pact treaty accord agreement deal union".split())
CALLING = frozenset({"for", "on", "upon"})


def _verb_sign(tokens: Sequence[Token], group: VerbGroup, direct: bool) -> tuple[int, bool]:
    """For (1) or against (-1), and whether the verb says so at all; blocking a text is against it.

    "Ruled out a deal" is against it; who "called the embargo an act of war" has not called for one.
    """
    after = tokens[group.last].low if group.last < len(tokens) else ""
    if (group.lemma, after) in PHRASAL:
        return -1, True
    if group.lemma in ("leave", "quit") and LEFT.intersection(t.low for t in tokens[group.last : group.last + 4]):
        return -1, True
    if group.lemma == "vote" and after in ("for", "against"):
        return (1 if after == "for" else -1), True
    if group.lemma == "call" and after not in CALLING and not group.infinitive and not group.passive:
        return 1, False
    if group.lemma in AGAINST and (direct or group.lemma not in BOTH):
        return -1, True
    return 1, group.lemma in FOR


TEXTS = frozenset(
    "resolution draft text statement measure proposal motion declaration plan deal package bill treaty".split()
)
BEFORE_BODIES = frozenset({"at", "in", "before", "to", "with"})


def _text_before(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a verb tells what the text before it says: "a text that mentions …", "a draft at X that would …"."""
    j = last - 1
    if j <= first or tokens[j].low not in ("that", "which"):
        return False
    j -= 1
    while j > first and tokens[j].tag in "PD":
        j -= 1
    if tokens[j].low in BEFORE_BODIES:
        j -= 1
    elif j != last - 2:
        return False
    return j >= first and tokens[j].low.removesuffix("s") in TEXTS and all(t.tag in "DNPE#AS" for t in tokens[first:j])


def _above(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> int | None:
    """The verb that governs an infinitive, a gerund, what is demanded, or the text that a relative clause describes."""
    group = verbs[k]
    if k and group.finite and _text_before(tokens, verbs[k - 1].last, group.first):
        return k - 1
    if k and group.finite and wanted(tokens, verbs, k):
        return k - 1  # "demanded that they return to the talks"
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
