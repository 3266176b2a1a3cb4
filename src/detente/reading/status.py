"""What became of an event: before anything else is said of it, whether it happened.

In crisis reporting nearly half of the events named have not happened. A verb's status comes from its own words
(not, will, could), from the verb that governs it (refused to, plans to) and from the clause it stands in (if, unless).
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.dossier.evidence import Status
from detente.reading.lexicon import governors
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["asking", "in_condition", "noun_status", "status_of"]

ASKERS = frozenset("who whom whose what which when where why how".split())
ASKABLE = frozenset({"occurred", "ongoing", "planned"})
CONDITIONAL_WORDS = frozenset({"if", "unless", "should", "provided", "lest", "until", "till", "whether"})
POSSIBLE = frozenset({"could", "might", "may", "can", "should", "must", "ought", "would", "'d"})
COMING = frozenset({"will", "'ll", "shall", "won't"})
INTENDING = frozenset(
    "ready prepared set due scheduled about willing eager poised likely expected planned bound determined slated "
    "going".split()
)
WANTING = frozenset("want need order demand wish prefer like request ask require".split())
COMMANDING = frozenset("demand ask request order command require urge recommend propose move".split())
DEMANDING = COMMANDING | frozenset("insist suggest advise plead beg".split())
HABIT = frozenset({"long", "often", "usually", "always", "repeatedly", "routinely"})
HOPES = frozenset("hope want wish expect fear believe think prefer like".split())
UNREAL_NOUNS = frozenset(
    "threat risk possibility prospect chance danger fear potential call demand plan proposal request push option "
    "idea likelihood talk hope bid".split()
)
BEFORE_NOUN = {
    "more": "planned", "further": "planned", "possible": "hypothetical", "potential": "hypothetical",
    "future": "planned", "planned": "planned", "proposed": "planned", "threatened": "hypothetical",
    "alleged": "assessed", "reported": "assessed", "suspected": "assessed", "feared": "hypothetical",
    "imminent": "planned", "any": "hypothetical", "no": "negated", "upcoming": "planned", "expected": "planned",
    "scheduled": "planned", "another": "hypothetical", "looming": "planned", "would-be": "hypothetical",
}  # fmt: skip


def asking(tokens: Sequence[Token]) -> bool:
    """Whether a sentence asks: it ends in a question mark, and its auxiliary or its question word stands first."""
    if not tokens or tokens[-1].text != "?":
        return False
    first = next((token for token in tokens if token.tag not in "CA,Q" or token.low in ASKERS), tokens[0])
    return first.tag in "MX" or first.low in ASKERS


def status_of(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Status:
    """The status of verb group ``k``: hypothetical in a question, whatever it would be in a statement."""
    status = _stated(tokens, verbs, k)
    return "hypothetical" if status in ASKABLE and asking(tokens) else status


def _stated(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Status:
    """The status of verb group ``k``.

    1. Negation in the group or in the verb that governs it: negated.
    2. In an if-, unless- or until-clause, or in the main clause of one with a modal: conditional.
    3. Governed by a verb of plan, wish, continuation or appearance: as that verb says.
    4. The bare verb of a demand ("that he be freed", "that they leave"), a state wished for ("wants them freed"):
       hypothetical.
    5. Will and "is to": planned; could, might, would: hypothetical; is …-ing: ongoing; else occurred.
    """
    group = verbs[k]
    if group.infinitive:
        return _governed(tokens, verbs, k)
    own = _own(tokens, group)
    if own == "negated":
        return own
    if own == "occurred" and _wanted(tokens, verbs, k):
        return "hypothetical"
    if in_condition(tokens, verbs, k):
        return "conditional"
    if own in ("planned", "hypothetical") and _has_condition(tokens):
        return "conditional"
    if own == "occurred" and _imagined(tokens, verbs, k):
        return "hypothetical"
    if group.participle and not group.passive and k:
        return _participle(tokens, verbs, k)
    return own


def _own(tokens: Sequence[Token], group: VerbGroup) -> Status:
    following = tokens[group.last].low if group.last < len(tokens) else ""
    if group.negated or following in ("no", "neither", "nothing", "nobody"):
        return "negated"
    if group.modal in COMING or group.to_be:
        return "planned"
    if group.modal in POSSIBLE:
        return "occurred" if group.perfect and group.modal in ("must",) else "hypothetical"
    if group.progressive:
        return "planned" if tokens[group.last - 1].low == "going" else "ongoing"
    return "occurred"


def _wanted(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether a verb tells what somebody asks for: a mandative subjunctive, or an object and what should become of it.

    Reference: Quirk et al. 1985 §§3.59, 16.32 (mandative subjunctive), 16.54 (object and -ed participle).
    """
    group = verbs[k]
    if tokens[group.first].low == "be" and group.modal is None:
        return True
    if not k or group.past or group.perfect or group.modal is not None:
        return False
    above = verbs[k - 1]
    between = tokens[above.last : group.first]
    if group.passive:
        object_ = bool(between) and all(t.tag in "DNPOE#AS" for t in between)
        return group.participle and above.lemma in WANTING and object_
    led = any(t.low == "that" and t.tag == "B" for t in between[:4])
    bare = len(between) > 1 and tokens[group.last - 1].low == group.lemma and group.last - group.first == 1
    singular = bare and not between[-1].low.endswith("s")
    return led and bare and above.lemma in DEMANDING and (singular or above.lemma in COMMANDING)


def _participle(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Status:
    """An -ing form: what it hangs on decides ("without firing", "rejected sending", "accused of sending")."""
    before = tokens[verbs[k].first - 1]
    if before.low in ("without",):
        return "negated"
    previous = verbs[k - 1]
    if before.tag in ("I",) and before.low in ("for", "against", "of", "from"):
        if previous.lemma in (
            "accuse",
            "suspect",
            "blame",
            "condemn",
            "criticise",
            "criticize",
            "denounce",
            "charge",
            "convict",
        ):
            return "assessed" if previous.lemma in ("accuse", "suspect", "charge") else "occurred"
        return (
            "negated"
            if before.low == "from" and previous.lemma in ("ban", "bar", "block", "prevent", "stop", "refrain", "keep")
            else "hypothetical"
        )
    if verbs[k].first == previous.last and previous.lemma in governors():
        status = governors()[previous.lemma]
        return "hypothetical" if status == "planned" else status  # type: ignore[return-value]  # the table holds statuses
    inherited = status_of(tokens, verbs, k - 1) if previous.finite else "occurred"
    return inherited if inherited in ("conditional", "hypothetical", "planned") else "occurred"


def _governed(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Status:
    """The status of an infinitive."""
    group = verbs[k]
    if group.negated:
        return "negated"
    if k == 0:
        return "hypothetical"
    previous = verbs[k - 1]
    between = tokens[previous.last : group.first]
    last = between[-1].low if between else ""
    if between and between[-1].tag == "C" and previous.infinitive:
        return status_of(tokens, verbs, k - 1)
    if between and between[0].low in ("no", "neither"):
        return "negated"  # "has no intention to attack"
    if any(t.tag in (",", ";", ":", ".", "Q") for t in between) and last not in INTENDING:
        return "hypothetical"
    if last in INTENDING:
        return "negated" if previous.negated else _shade(status_of(tokens, verbs, k - 1), "planned")
    if last in ("unable", "unwilling", "reluctant", "hesitant"):
        return "negated"
    status = governors().get(previous.lemma)
    if status is None or (status in ("ongoing", "occurred", "assessed") and between):
        return "hypothetical"
    above = status_of(tokens, verbs, k - 1)
    if above == "negated":
        return "hypothetical" if status == "negated" else "negated"
    return _shade(above, status)  # type: ignore[arg-type]  # the table holds statuses


def _shade(above: Status, below: Status) -> Status:
    """The weaker of two statuses: a planned refusal is no refusal yet, and a possible plan is possible only."""
    if above in ("occurred", "ongoing"):
        return below
    return above if below in ("occurred", "ongoing", "planned") else below


def _imagined(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether a present-tense relative clause describes what only could be: "a solution – one in which he yields"."""
    group = verbs[k]
    if group.past or group.perfect or group.passive or not group.finite:
        return False
    if not any(t.low in ("which", "that", "where") for t in tokens[max(0, group.first - 4) : group.first]):
        return False
    return any(g.modal in POSSIBLE for g in verbs[:k])


def in_condition(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether the clause of a verb opens with if, unless or until."""
    j = verbs[k].first - 1
    floor = verbs[k - 1].last if k and verbs[k - 1].finite else 0
    while j >= floor:
        token = tokens[j]
        if token.low in CONDITIONAL_WORDS and token.tag in "BIM":
            return True
        if token.low == "once" and token.tag == "B":
            return any(verb.modal is not None for verb in verbs)  # "would go once it agreed"; "left once it came"
        if token.tag in (";", ":", ".", "Q", "-"):
            return False
        if token.tag == "B" and token.low not in ("that",):
            return False
        if token.tag == "," and any(g.last <= j and g.finite and g.first >= floor for g in verbs[:k]):
            return False
        j -= 1
    before = tokens[verbs[k].first - 1].low if verbs[k].first else ""
    return (
        floor > 0
        and before not in ("who", "which", "that")
        and not any(t.tag in ",;:.-Q" for t in tokens[floor : verbs[k].first])
        and in_condition(tokens, verbs, k - 1)
    )


def _has_condition(tokens: Sequence[Token]) -> bool:
    for token in tokens:
        if token.low in ("if", "unless", "until") and token.tag in "BI":
            return True
        if token.low == "should" and token is tokens[0]:
            return True
    return False


def noun_status(tokens: Sequence[Token], first: int, verbs: Sequence[VerbGroup], governing: int | None) -> Status:
    """The status of an event named by a noun that starts at token ``first``.

    A definite noun ("the launch of seven missiles") happened unless the words before it say otherwise; one that
    hangs on a verb takes that verb's colour.
    """
    j = first - 1
    while j >= 0 and tokens[j].tag in "NP#DSEA":
        shade = BEFORE_NOUN.get(tokens[j].low)
        if shade is not None:
            return shade  # type: ignore[return-value]  # the table holds statuses
        if tokens[j].tag == "D":
            break
        j -= 1
    if j > 0 and tokens[j].tag == "I":
        head = tokens[j - 1].low
        if head in UNREAL_NOUNS or head.rstrip("s") in UNREAL_NOUNS:
            return "hypothetical"
    if governing is not None:
        group = verbs[governing]
        if group.lemma in (
            "threaten",
            "want",
            "seek",
            "demand",
            "propose",
            "plan",
            "consider",
            "urge",
            "hope",
            "fear",
            "expect",
            "call",
        ):
            return "hypothetical"
        above = status_of(tokens, verbs, governing)
        if (
            above in ("planned", "conditional", "hypothetical", "negated")
            and tokens[j].low not in ("the", "its", "their")
            and tokens[j].tag != "S"
        ):
            return above
    return "occurred"
