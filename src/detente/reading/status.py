"""What became of an event: before anything else is said of it, whether it happened.

In crisis reporting nearly half of the events named have not happened. A verb's status comes from its own words
(not, will, could), from the verb that governs it (refused to, plans to) and from the clause it stands in (if, unless).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from detente.dossier.evidence import Status
from detente.reading.conditional import COMING, POSSIBLE, awaited, has_condition, in_condition, withheld
from detente.reading.lexicon import governors
from detente.reading.moods import asking, wanted
from detente.reading.tokens import Token
from detente.reading.veracity import Colour, colour_of
from detente.reading.verbgroups import VerbGroup, in_past

__all__ = ["UNREAL", "status_of"]

ASKABLE = frozenset({"occurred", "ongoing", "planned"})
COLOURED: Mapping[Colour, Status] = {
    "denied": "negated", "doubted": "hypothetical", "imagined": "hypothetical", "judged": "assessed",
}  # fmt: skip
HEARSAY = frozenset(
    "reportedly allegedly supposedly purportedly apparently perhaps possibly probably presumably maybe".split()
)
SHORT = frozenset({"almost", "nearly", "practically"})
INSTEAD = frozenset({("instead", "of"), ("rather", "than"), ("short", "of")})
PLANS = frozenset("plan proposal deal draft agreement accord roadmap blueprint scheme bill initiative formula".split())
INTENDING = frozenset(
    "ready prepared set due scheduled about willing eager poised likely expected planned bound determined slated "
    "going".split()
)
YIELDING = frozenset("accept agree consent concede yield".split())


def status_of(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Status:
    """The status of verb group ``k``: hypothetical in a question, whatever it would be in a statement."""
    status = _stated(tokens, verbs, k)
    return "hypothetical" if status in ASKABLE and asking(tokens) else status


def _stated(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Status:
    """The status of verb group ``k``.

    1. Negation in the group or in the verb that governs it: negated.
    2. In an if-, unless- or until-clause, or in the main clause of one with a modal: conditional; in a clause of time
       of which all is still to come: planned, and conditional where it is waited for.
    3. Governed by a verb of plan, wish, continuation or appearance: as that verb says.
    4. The bare verb of a demand ("that he be freed", "that they leave"), a state wished for ("wants them freed"):
       hypothetical.
    5. In a clause that is denied, doubted, imagined or judged: as ``veracity`` says.
    6. Will and "is to", and the present under a plan: planned; could, might, would: hypothetical; is …-ing: ongoing;
       else occurred.
    """
    group = verbs[k]
    if group.infinitive:
        return _governed(tokens, verbs, k)
    own = _own(tokens, group)
    if own in ("occurred", "negated") and _unreal(tokens, verbs, k):
        return "hypothetical"
    if own == "negated" or (group.participle and _set_aside(tokens, group.first)):
        return "negated"
    if own == "occurred" and wanted(tokens, verbs, k):
        return "hypothetical"
    if in_condition(tokens, verbs, k) or (group.lemma in YIELDING and _provided(tokens, group.last)):
        return "conditional"
    if own in ("planned", "hypothetical") and has_condition(tokens):
        return "conditional"
    if own == "occurred" and _imagined(tokens, verbs, k):
        return "hypothetical"
    if group.participle and not group.passive:
        return _participle(tokens, verbs, k)
    if own == "occurred" and awaited(tokens, verbs, k) is not None:
        return "conditional" if withheld(tokens, verbs, k) else "planned"
    if own == "occurred" and _proposed(tokens, group):
        return "planned"
    colour = colour_of(tokens, verbs, k)
    if colour is None or (colour == "judged" and own != "occurred"):
        return own
    return COLOURED[colour] if own != "hypothetical" or colour == "denied" else own


def _unreal(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether a clause tells what was not, or what somebody only calls for.

    "Had they refused, …"; "they would not have been taken", who were; "let us invade".
    """
    group, first = verbs[k], tokens[0].low
    if first == "had" and not any(token.tag == "," for token in tokens[: group.first]):
        return group.first > 0 and verbs[0].first == 0
    if first in ("let", "let's", "lets") and group.form == "b" and group.modal is None:
        return group.first > 0
    return group.negated and group.perfect and group.modal in POSSIBLE


def _provided(tokens: Sequence[Token], last: int) -> bool:
    """Whether "on condition that" follows within reach."""
    return any((one.low, other.low) == ("condition", "that") for one, other in pairwise(tokens[last : last + 12]))


def _proposed(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether a present tense tells what a plan foresees: "Under the plan, Chile withdraws its troops"."""
    if in_past(tokens, group) or group.perfect or not tokens or tokens[0].low != "under":
        return False
    comma = next((j for j, token in enumerate(tokens) if token.tag == ","), 0)
    return comma < group.first and any(token.low in PLANS for token in tokens[:comma])


def _own(tokens: Sequence[Token], group: VerbGroup) -> Status:
    following = tokens[group.last].low if group.last < len(tokens) else ""
    if group.negated or following in ("no", "neither", "nothing", "nobody"):
        return "negated"
    words = tokens[max(0, group.first - 1) : group.last]
    if any(token.low in SHORT for token in words):
        return "negated"  # "almost attacked"
    if group.to_be and any(token.low == "unlikely" for token in words):
        return "hypothetical"
    if group.modal in COMING or group.to_be:
        return "planned"
    if group.modal in POSSIBLE:
        return "occurred" if group.perfect and group.modal in ("must",) else "hypothetical"
    if not group.modal and any(token.low in HEARSAY for token in (*words, *tokens[:1])):
        return "assessed"
    if group.progressive:
        return "planned" if tokens[group.last - 1].low == "going" else "ongoing"
    return "occurred"


BLAMING = frozenset("accuse suspect blame condemn criticise criticize denounce charge convict".split())
ALLEGING = frozenset({"accuse", "suspect", "charge"})
BARRING = frozenset("ban bar block prevent stop refrain keep".split())
DREAMS = frozenset("dream hope idea possibility aim goal intention thought chance risk danger way means fear".split())
TOWARDS = frozenset("close closer open openness opposed averse committed commitment dedicated alternative view".split())
UNREAL = frozenset({"conditional", "hypothetical", "planned", "negated"})


def _participle(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> Status:
    """An -ing form: what it hangs on decides ("without firing", "rejected sending", "accused of sending")."""
    first = verbs[k].first
    before = tokens[first - 1] if first else None
    if before is None:
        return "hypothetical" if _is_subject(tokens, verbs, k) else "occurred"  # "attacking them would be a mistake"
    noun = tokens[first - 2].low if first > 1 else ""
    if before.low == "of" and (noun in DREAMS or noun.removesuffix("s") in DREAMS):
        return "hypothetical"  # "its dream of expelling them"
    if before.low == "by" and _is_led(verbs, k):
        return "hypothetical"  # "by attacking them, it would …"
    if not k:
        return "occurred"
    previous = verbs[k - 1]
    if before.low == "to" and first > 1 and tokens[first - 2].low in TOWARDS:
        return "hypothetical"
    if before.tag == "I" and before.low in ("for", "against", "of", "from"):
        if previous.lemma in BLAMING or verbs[k].perfect:
            return "assessed" if previous.lemma in ALLEGING else "occurred"
        return "negated" if before.low == "from" and previous.lemma in BARRING else "hypothetical"
    if _ruled_out(tokens, previous, first):
        return "hypothetical" if status_of(tokens, verbs, k - 1) == "negated" else "negated"
    if first == previous.last and previous.lemma in governors():
        status = governors()[previous.lemma]
        return "hypothetical" if status == "planned" else status  # type: ignore[return-value]  # the table holds statuses
    inherited = status_of(tokens, verbs, k - 1) if previous.finite and not previous.negated else "occurred"
    return inherited if inherited in UNREAL and (before.tag, inherited) != (",", "negated") else "occurred"


def _set_aside(tokens: Sequence[Token], first: int) -> bool:
    """Whether what stands before an -ing form says that it is not done: "without", "instead of", "short of"."""
    if not first:
        return False
    pair = tokens[first - 2].low if first > 1 else "", tokens[first - 1].low
    return pair[1] == "without" or pair in INSTEAD


def _ruled_out(tokens: Sequence[Token], above: VerbGroup, first: int) -> bool:
    return above.lemma == "rule" and first == above.last + 1 and tokens[above.last].low == "out"


def _is_led(verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether the clause that an opening -ing form leads to has a modal."""
    return verbs[k].first <= 1 and _unsure_after(verbs, k) is not None


def _unsure_after(verbs: Sequence[VerbGroup], k: int) -> VerbGroup | None:
    """The next finite verb after verb group ``k``, where it has a modal."""
    after = next((group for group in verbs[k + 1 :] if group.finite), None)
    return after if after is not None and after.modal in POSSIBLE | COMING else None


def _is_subject(tokens: Sequence[Token], verbs: Sequence[VerbGroup], k: int) -> bool:
    """Whether an -ing form is the subject of a verb with a modal: no comma stands between them."""
    after = _unsure_after(verbs, k)
    return after is not None and not any(token.tag in ",;:" for token in tokens[verbs[k].last : after.first])


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
    if last in ("unable", "unwilling", "reluctant", "hesitant") or (last == "yet" and previous.lemma == "have"):
        return "negated"  # "is unable to", "has yet to"
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
