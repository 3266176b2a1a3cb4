"""What became of an event that a noun names: "the launch of seven missiles", "any attack", "plans for a blockade"."""

from __future__ import annotations

from collections.abc import Sequence

from detente.dossier.evidence import Status
from detente.reading.conditional import COMING, POSSIBLE
from detente.reading.status import status_of
from detente.reading.tokens import Token
from detente.reading.verbgroups import VerbGroup

__all__ = ["noun_status"]

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
WISHED = frozenset("threaten want seek demand propose plan consider urge hope fear expect call".split())
UNREAL = frozenset({"planned", "conditional", "hypothetical", "negated"})


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
    if _supposed(tokens, first, j, verbs):
        return "hypothetical"
    if governing is not None:
        if verbs[governing].lemma in WISHED:
            return "hypothetical"
        above = status_of(tokens, verbs, governing)
        if above in UNREAL and tokens[j].low not in ("the", "its", "their") and tokens[j].tag != "S":
            return above
    return "occurred"


def _supposed(tokens: Sequence[Token], first: int, before: int, verbs: Sequence[VerbGroup]) -> bool:
    """Whether an indefinite event is the subject of a verb with a modal: "an attack would be a mistake"."""
    if before < 0 or tokens[before].low not in ("a", "an"):
        return False
    after = next((group for group in verbs if group.first > first), None)
    if after is None or after.modal not in POSSIBLE | COMING or after.perfect:
        return False
    return not any(token.tag in ",;:CB" for token in tokens[first : after.first])
