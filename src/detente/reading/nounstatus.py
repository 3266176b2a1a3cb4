"""What became of an event that a noun names: "the launch of seven missiles", "any attack", "plans for a blockade"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.dossier.evidence import Status
from detente.reading.conditional import COMING, POSSIBLE
from detente.reading.status import UNREAL, status_of
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["noun_status"]

UNREAL_NOUNS = frozenset(
    "threat risk possibility prospect chance danger fear potential call demand plan proposal request push option "
    "idea likelihood talk hope bid".split()
)
BEFORE_NOUN: Mapping[str, Status] = {
    "more": "planned", "further": "planned", "possible": "hypothetical", "potential": "hypothetical",
    "future": "planned", "planned": "planned", "proposed": "planned", "threatened": "hypothetical",
    "alleged": "assessed", "reported": "assessed", "suspected": "assessed", "feared": "hypothetical",
    "imminent": "planned", "any": "hypothetical", "no": "negated", "upcoming": "planned", "expected": "planned",
    "scheduled": "planned", "another": "hypothetical", "looming": "planned", "would-be": "hypothetical",
}  # fmt: skip
WISHED = frozenset("threaten want seek demand propose plan consider urge hope fear expect call".split())
DENYING = frozenset("deny dispute disavow disclaim".split())
AVERTING = frozenset("prevent avert foil thwart avoid abort forestall".split())
CANCELLING = frozenset("cancel scrap shelve drop abandon forgo".split())
DEFERRING = frozenset("postpone delay schedule expect plan propose suggest threaten reschedule await".split())
HAPPENING = frozenset("happen occur materialise materialize take come go proceed".split())
UNLIKELY = frozenset("unlikely impossible unthinkable improbable inconceivable doubtful possible conceivable".split())
LIKELY = frozenset("likely imminent due inevitable certain probable".split())


def noun_status(tokens: Sequence[Token], first: int, verbs: Sequence[VerbGroup], governing: int | None) -> Status:
    """The status of an event named by a noun that starts at token ``first``.

    1. The words before it say so: "no attack", "a planned release", "the threat of a raid", "short of an attack".
    2. What is said of it says so: "was averted", "is unlikely", "never happened".
    3. The verb that it hangs on says so: "denied the attack", "ruled out a raid", "would launch a raid".
    4. Else it happened: a definite noun ("the launch of seven missiles") is taken for a fact.
    """
    j = first - 1
    while j >= 0 and tokens[j].tag in "NP#DSEA":
        shade = BEFORE_NOUN.get(tokens[j].low)
        if shade is not None:
            return shade
        if tokens[j].tag == "D":
            break
        j -= 1
    if j > 0 and _unreal_before(tokens, j):
        return "negated" if tokens[j - 1].low == "short" or tokens[j - 2].low == "short" else "hypothetical"
    said = _said_of(tokens, first, j, verbs)
    if said is not None:
        return said
    return _hanging(tokens, j, verbs, governing)


def _unreal_before(tokens: Sequence[Token], j: int) -> bool:
    """Whether a noun of what may be, or *short*, leads to a noun by *of* or its like."""
    at = j if tokens[j].tag == "I" else j - 1
    if at < 1 or tokens[at].tag != "I":
        return False
    head = tokens[at - 1].low
    return head in UNREAL_NOUNS or head.rstrip("s") in UNREAL_NOUNS or head == "short"


def _said_of(tokens: Sequence[Token], first: int, before: int, verbs: Sequence[VerbGroup]) -> Status | None:
    """What the verb says whose subject the noun is, where it says whether it happened; none where it does not."""
    k = next((k for k, group in enumerate(verbs) if group.first > first), None)
    if k is None or not verbs[k].finite or any(t.tag in ",;:CBQ" for t in tokens[first : verbs[k].first]):
        return None
    if before >= 0 and tokens[before].tag == "I":
        return None
    group = verbs[k]
    if group.passive:
        return _done_to(group)
    after = [t.low for t in tokens[group.first : group.last + 2]]
    if group.lemma == "be" and UNLIKELY.intersection(after):
        return "hypothetical"
    if group.lemma == "be" and LIKELY.intersection(after):
        return "hypothetical" if group.negated else "planned"
    told = status_of(tokens, verbs, k)
    if group.lemma in HAPPENING and (group.lemma != "take" or "place" in after):
        return told
    supposed = before >= 0 and tokens[before].low in ("a", "an") and group.modal in POSSIBLE | COMING
    return "hypothetical" if supposed and not group.perfect else None


def _done_to(group: VerbGroup) -> Status | None:
    """Whether an event happened to which something was done: "was averted", "was postponed", "was denied"."""
    if group.lemma in DENYING | AVERTING | CANCELLING:
        return None if group.negated else "negated"
    return "planned" if group.lemma in DEFERRING else None


def _hanging(tokens: Sequence[Token], j: int, verbs: Sequence[VerbGroup], governing: int | None) -> Status:
    """By the verb that a noun hangs on; ``j`` is the token before it, or its determiner."""
    if governing is None:
        return "occurred"
    group = verbs[governing]
    if group.lemma in WISHED:
        return "hypothetical"
    above = status_of(tokens, verbs, governing)
    if all(token.tag in "DNPSEA#" for token in tokens[group.last : j + 1]) and not group.passive:
        if group.lemma in DENYING | CANCELLING | AVERTING:
            return _undone(above, "occurred" if group.lemma in AVERTING else "hypothetical")
        if group.lemma == "rule" and any(token.low == "out" for token in tokens[group.last : group.last + 1]):
            return _undone(above, "hypothetical")
    if above in UNREAL and tokens[j].low not in ("the", "its", "their") and tokens[j].tag != "S":
        return above
    return "occurred"


def _undone(above: Status, undenied: Status) -> Status:
    """What a verb that undoes an event leaves of it, by whether that was done itself."""
    return "negated" if above in ("occurred", "ongoing") else undenied if above == "negated" else "hypothetical"
