"""The gate: an offer of a model becomes a claim, or is rejected for a reason that is counted.

1. Every quotation is found in the passage, exactly or through the map of white space and quotation marks, on whole
   words, and in sentences that may be read.
2. Whoever is named is named in the sentence, or in the few before it that it leans on; who that is, our own reader
   says, or nobody.
3. The status is no stronger than the words', and what somebody said is told as said.
4. Types, issues and points of scales exist; our rules do not say the opposite of the same words.
5. Everything in the claim is the report's own characters, a code of ours or a value of a fixed list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from detente.dossier.evidence import Claim, Span, claim_id
from detente.reading.codebook import Codebook
from detente.reading.gazetteer import mark_places
from detente.reading.llm.anchoring import cuts_word, find
from detente.reading.llm.ground import Ground
from detente.reading.llm.modality import doers_at, status_at, stronger
from detente.reading.llm.nearby import Nearby
from detente.reading.llm.passages import CONTEXT, Passage, Sentence
from detente.reading.llm.reply import Offer
from detente.reading.provenance import by_model
from detente.reading.scenes import Party
from detente.reading.times import resolve
from detente.reading.tokens import tokenise

__all__ = ["REASONS", "Case", "Reason", "RejectedError", "Who"]

Place = tuple[int, int]
Reason = Literal[
    "shape", "quotation", "place", "word", "words", "speaker", "modality", "attribution", "type", "issue", "rules",
    "detail", "repeat",
]  # fmt: skip
REASONS: dict[Reason, str] = {
    "shape": "not of the shape asked for",
    "quotation": "a quotation that is not in the passage",
    "place": "a quotation that stands in several places",
    "word": "a quotation that cuts a word",
    "words": "no words of the quotation that carry it",
    "speaker": "somebody who is not named there",
    "modality": "a status stronger than the words'",
    "attribution": "something said, told as fact",
    "type": "an unknown type of event",
    "issue": "an issue or a point that the codebook has not, or words that are not about it",
    "rules": "the opposite of what the rules read in the same words",
    "detail": "a part that is missing or unknown",
    "repeat": "told before in the same words",
}
STATES = ("name", "adjective", "people", "body")


class RejectedError(Exception):
    """An offer that does not pass, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(REASONS[reason])
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody named: where, the phrase of our own reader there, and the code that this gives or none."""

    place: Place
    party: Party | None
    code: str | None


@dataclass(frozen=True)
class Case:
    """An offer with its quotations in place, and what is needed to judge it.

    ``told`` are the claims accepted before it, statements first: what somebody says in them is reported by them.
    """

    offer: Offer
    ground: Ground
    passage: Passage
    book: Codebook | None
    model: str
    told: Nearby
    places: tuple[Place, ...]

    @classmethod
    def of(
        cls, offer: Offer, ground: Ground, passage: Passage, book: Codebook | None, model: str, told: Nearby
    ) -> Case:
        """The case, its quotations found.

        Raises:
            RejectedError: a quotation is not there, not one place, or not whole words.
        """
        sentence = next((s for s in passage.sentences if s.number == offer.sentence), None)
        if sentence is None:
            raise RejectedError("quotation")
        places = sorted({placed(ground.report.text, passage, sentence, quote) for quote in offer.quotes})
        return cls(offer, ground, passage, book, model, told, tuple(places))

    @property
    def text(self) -> str:
        """The report."""
        return self.ground.report.text

    @property
    def whole(self) -> Place:
        """From the first quotation to the last."""
        return self.places[0][0], max(end for _, end in self.places)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the quotations."""
        return self.ground.own(self.whole)

    @property
    def reach(self) -> tuple[Sentence, ...]:
        """The sentences of the quotations, then those before them that they may lean on, nearest first."""
        return (*self.sentences, *self.ground.before(self.sentences[0], CONTEXT))

    def carrier(self, inside: bool) -> Place:
        """Where the words stand that carry the claim: in its quotations, or in its sentences and those beside them.

        Raises:
            RejectedError: none are given, or they stand nowhere there.
        """
        beside = (*self.ground.after(self.sentences[-1]), *self.ground.before(self.sentences[0], 1))
        among = self.places if inside else [(s.start, s.end) for s in (*self.sentences, *beside)]
        found = [] if self.offer.words is None else self.found(self.offer.words, among)
        if not found:
            raise RejectedError("words")
        return found[0]

    def found(self, words: str, among: Sequence[Place]) -> list[Place]:
        """Where words stand as whole words, in the order of the places searched."""
        return [p for start, end in among for p in find(self.text, start, end, words) if not cuts_word(self.text, *p)]

    def modal(self, place: Place) -> None:
        """The status is no stronger than that of the words at a place.

        Raises:
            RejectedError: it is.
        """
        heard = self.ground.at(place)
        if heard is None or stronger(self.offer.status, status_at(heard, place)):
            raise RejectedError("modality")

    def doer(self, at: Place) -> Who | None:
        """Who the offer says acts: where the words at a place are an active verb, nobody but its subject.

        Raises:
            RejectedError: the words stand nowhere there, or name another than the subject.
        """
        who = self.who(self.offer.actor, at)
        heard = self.ground.at(at)
        doers = doers_at(heard, at) if heard is not None else frozenset()
        if who is not None and who.code and doers and who.code not in doers:
            raise RejectedError("speaker")
        return who

    def who(self, words: str | None, near: Place, leaning: bool = True) -> Who | None:
        """Whom words name: in the sentence, the nearest first, or in those that it leans on; nobody without words.

        Raises:
            RejectedError: the words stand nowhere there.
        """
        if words is None:
            return None
        here = dict.fromkeys((*self.sentences, *self.ground.own(near)))
        own = self.found(words, [(s.start, s.end) for s in here])
        own.sort(key=lambda p: (max(p[0] - near[1], near[0] - p[1], 0), p))
        before = self.reach[len(self.sentences) :] if leaning else ()
        named = [*own, *self.found(words, [(s.start, s.end) for s in before])]
        if not named:
            raise RejectedError("speaker")
        known = [self._named(place) for place in named]
        return next((who for who in known if who.code), known[0])

    def _named(self, place: Place) -> Who:
        party = next(self.ground.parties(place), None)
        code = party.code if party is not None else self.gazetted(place)
        return Who(place, party, code)

    def gazetted(self, place: Place) -> str | None:
        """The code of words that are as a whole a name of our gazetteer."""
        marked = mark_places(self.text, tokenise(self.text, *place))
        known = marked[0].place if len(marked) == 1 else None
        return known[0] if known is not None and known[1] in STATES else None

    def reporter(self, at: Place) -> str | None:
        """Who reported what stands at a place: the statement around it, else the actor named, or nobody.

        Raises:
            RejectedError: somebody says it, and the offer tells it as the report's own; or who says it is unknown.
        """
        around = self.statements_around(at)
        speaker = self.who(self.offer.said_by, at)
        if around:
            if speaker is None:
                raise RejectedError("attribution")
            return around[0].id
        if speaker is None:
            if self._unheard_speech(at):
                raise RejectedError("attribution")
            return None
        if speaker.code is None:
            raise RejectedError("attribution")
        return speaker.code

    def rules(self, kind: str) -> list[Claim]:
        """The rules' claims of a kind that stand near the quotations."""
        return [claim for claim in self.ground.nearby.near(self.places) if claim.kind == kind]

    def statements_around(self, place: Place) -> list[Claim]:
        """Statements, the rules' and those accepted before, whose words hold a place: the innermost first."""
        near = [claim for among in (self.ground.nearby, self.told) for claim in among.near([place])]
        around = [claim for claim in near if claim.kind == "statement" and holds(claim, place)]
        return sorted(around, key=lambda claim: sum(span.end - span.start for span in claim.spans))

    def _unheard_speech(self, at: Place) -> bool:
        """Whether its sentence has a verb of saying whose words our rules did not find."""
        heard = self.ground.at(at)
        return heard is not None and not heard.statements and any(cue.verb.stance == "say" for cue in heard.cues)

    def span(self, place: Place) -> Span:
        """The exact characters of a place."""
        return Span(start=place[0], end=place[1], quote=self.text[place[0] : place[1]])

    def bare(self, place: Place) -> dict[str, Any]:
        """The same as a plain object, for a claim's detail."""
        return {"start": place[0], "end": place[1], "quote": self.text[place[0] : place[1]]}

    def claim(self, family: str, at: Place, **fields: Any) -> Claim:
        """The claim, with its id, its time and the model that offered it."""
        report, kind = self.ground.report, self.offer.kind
        spans = tuple(self.span(place) for place in self.places)
        own = self.ground.own(at)
        future = fields["status"] in ("planned", "conditional")
        when = resolve(self.text, own[0].start, own[-1].end, at[0], report.published, future) if own else None
        id = claim_id(report.sha256, kind, spans, fields.get("actor"), fields.get("type"), fields.get("issue"))
        rule = by_model(self.model, family)
        return Claim(id=id, report=report.sha256, kind=kind, spans=spans, when=when, rule=rule, **fields)


def holds(claim: Claim, place: Place) -> bool:
    """Whether a place lies as a whole in one span of a claim."""
    return any(span.start <= place[0] and place[1] <= span.end for span in claim.spans)


def placed(text: str, passage: Passage, sentence: Sentence, quote: str) -> Place:
    """Where a quotation stands: first in its sentence, or, where the number is wrong, in the one place it has.

    Raises:
        RejectedError: nowhere, in several places, on half words, or across what may not be read.
    """
    first, last = passage.sentences[0].start, passage.sentences[-1].end
    found = [place for place in find(text, first, last, quote) if _readable(text, passage, place)]
    if not found:
        raise RejectedError("quotation")
    whole = [place for place in found if not cuts_word(text, *place)]
    if not whole:
        raise RejectedError("word")
    own = [place for place in whole if sentence.start <= place[0] < sentence.end]
    if not own and len(whole) > 1:
        raise RejectedError("place")
    return (own or whole)[0]


def _readable(text: str, passage: Passage, place: Place) -> bool:
    """Whether a place lies in sentences of the passage, with only space between them."""
    at = place[0]
    for sentence in passage.sentences:
        if sentence.end <= at:
            continue
        if text[at : max(at, min(sentence.start, place[1]))].strip():
            return False
        at = max(at, sentence.end)
        if at >= place[1]:
            return True
    return False
