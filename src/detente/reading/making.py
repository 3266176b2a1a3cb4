"""From what the rules found to claims."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from detente.dossier.evidence import Claim, Reading, Report, Span, Stance, Status
from detente.reading.acting import acted, laid
from detente.reading.bodies import BodyRule, body_rules
from detente.reading.codebook import Codebook
from detente.reading.conditions import conditions
from detente.reading.demands import demands
from detente.reading.events import Event, events
from detente.reading.gazetteer import named
from detente.reading.lexicon import plover_quads
from detente.reading.minting import Mint, agent_of
from detente.reading.scenes import Party
from detente.reading.speech import Statement
from detente.reading.stances import ACT, ASSESSED, OFFICIAL, Found, Held, found_cues, stances
from detente.reading.status import status_of
from detente.reading.ties import ties
from detente.reading.utterances import Heard

__all__ = ["Maker"]

STANCE_OF = {
    "demand": "demand", "ask": "demand", "threaten": "threaten", "promise": "offer", "propose": "support",
    "refuse": "refuse", "accept": "support", "praise": "support", "condemn": "oppose", "deny": "oppose",
}  # fmt: skip
UNITED = ("UNSC", "UNO")  # the rules of bodies are the Council's: where no report names it, a text is laid elsewhere
COMING = frozenset({"planned", "conditional", "hypothetical"})  # whose days are still to come
STRONG = frozenset({"demand", "threaten", "refuse"})


class Maker:
    """Makes the claims of one report."""

    def __init__(self, report: Report, book: Codebook | None = None) -> None:
        self.book = book
        self.cues: list[Found] = [] if book is None else found_cues(_lowered(report.text), book)
        self.mint = Mint(report)
        self.seated = any(named(body, report.text) for body in UNITED)
        self.told: dict[str, str | None] = {}  # the recipient of each event made

    def claims(self, heard: Heard) -> Iterator[Claim]:
        """The claims of one unit: statements first, because the others say who reported them."""
        for statement in heard.statements:
            yield from self._statement(heard, statement)
        done = [self._event(heard, event) for event in (*events(heard), *demands(heard))]
        yield from done
        if self.book is not None:
            told = stances(heard, self.cues, self.book)
            yield from (self._stance(heard, held) for held in told)
            for act in done:
                yield from (self._acted(act, *place) for place in acted(self.book, act, told))
        for tie in ties(heard):
            yield self._tie(heard, tie)
        for condition in conditions(heard):
            yield self._condition(heard, condition)
        for rule in body_rules(heard) if self.seated else ():
            yield self._rule(heard, rule)
            yield from self._sponsored(heard, rule)

    def _statement(self, heard: Heard, statement: Statement) -> Iterator[Claim]:
        places = [place for place in (self.mint.trimmed(*p) for p in statement.places) if place is not None]
        if not places:
            return
        speaker = statement.speaker
        marked = any(mark in self.mint.text[a:b] for a, b in places for mark in '"“')
        stance = STANCE_OF.get(statement.verb.stance)
        detail: dict[str, Any] = (
            {"cue": self.mint.bare(*statement.cue), "verb": statement.verb.verb}
            if statement.cue[1] > statement.cue[0]
            else {}
        )
        if speaker.end > speaker.start:
            detail["speaker"] = self.mint.bare(speaker.start, speaker.end)
        claim = self.mint.make(
            kind="statement",
            spans=tuple(self.mint.span(*place) for place in places),
            actor=speaker.code,
            agent=agent_of(speaker),
            recipient=statement.recipient.code if statement.recipient else None,
            status=statement.status,
            stance=cast("Stance | None", stance),
            strength=None if stance is None else "strong" if stance in STRONG else "medium",
            quoted="direct" if statement.direct else "mixed" if marked else "indirect",
            attributed_to=self._outside(heard, statement),
            when=self.mint.when(heard, statement.cue[0], statement.status == "planned", places),
            detail=detail or None,
            rule=statement.rule,
        )
        self.mint.ids[statement] = claim.id
        yield claim

    def _outside(self, heard: Heard, statement: Statement) -> str | None:
        """The statement in which another one is reported."""
        around = [
            s
            for s in heard.statements
            if s is not statement
            and s in self.mint.ids
            and s.covers(statement.cue[0], max(statement.cue[1], statement.cue[0] + 1))
        ]
        if around:
            return self.mint.ids[min(around, key=lambda s: sum(b - a for a, b in s.places))]
        return self.mint.ids.get(heard.within) if heard.within is not None else None

    def _event(self, heard: Heard, event: Event) -> Claim:
        """The claim of an event; the second of two that differ only in whom they are done to has its target's span."""
        claim = self._told(heard, event, (self.mint.span(event.start, event.end),))
        if self.told.setdefault(claim.id, claim.recipient) != claim.recipient and event.target is not None:
            target = self.mint.span(event.target.start, event.target.end)
            claim = self._told(heard, event, (*claim.spans, target))
        return claim

    def _told(self, heard: Heard, event: Event, spans: tuple[Span, ...]) -> Claim:
        source, target = event.source, event.target
        return self.mint.make(
            kind="event",
            spans=spans,
            actor=source.code if source else None,
            agent=agent_of(source) if source else None,
            recipient=target.code if target else None,
            type=event.type,
            mode=event.mode,
            quad=plover_quads()[event.type],
            status=event.status,
            attributed_to=self.mint.attributed(heard, event.anchor),
            when=self.mint.when(heard, event.anchor, _to_come(heard, event)),
            detail={"target": target.name} if target and target.name and not target.code else None,
            rule=event.rule,
        )

    def _stance(self, heard: Heard, held: Held) -> Claim:
        reading = None if held.value is None else Reading(value=held.value, sd=held.sd)
        return self.mint.make(
            kind="stance",
            spans=(self.mint.span(held.start, held.end),),
            actor=held.holder.code,
            agent=agent_of(held.holder),
            issue=held.issue,
            stance=held.stance,
            strength=held.strength,
            reading=reading,
            status=held.status,
            attributed_to=self.mint.attributed(heard, held.anchor),
            when=self.mint.when(heard, held.anchor, held.status in COMING),
            rule=held.rule,
        )

    def _acted(self, act: Claim, issue: str, point: float) -> Claim:
        """The stance that an act stands for."""
        assert self.book is not None  # nobody asks without a codebook
        above = point >= self.book.issues[issue].status_quo
        return self.mint.make(
            kind="stance",
            spans=act.spans,
            actor=act.actor,
            agent=act.agent,
            issue=issue,
            stance="threaten" if act.type == "THREATEN" else "support" if above else "oppose",
            strength="medium",
            reading=Reading(value=point, sd=OFFICIAL if act.attributed_to is None else ASSESSED),
            status=act.status,
            attributed_to=act.attributed_to,
            when=act.when,
            rule=f"stances:{self.book.codebook}/{issue}/act-{str(act.type).lower()}",
        )

    def _tie(self, heard: Heard, tie: Any) -> Claim:
        tokens = heard.scene.unit.tokens
        start, end = tokens[tie.first].start, tokens[tie.last].end
        return self.mint.make(
            kind="tie",
            spans=(self.mint.span(start, end),),
            actor=tie.holder.code,
            recipient=tie.dependent.code,
            status=self._status(heard, tie.k),
            attributed_to=self.mint.attributed(heard, start),
            detail={
                "holder": tie.holder.code,
                "dependent": tie.dependent.code,
                "resource": tie.resource,
                "magnitude": tie.magnitude,
            },
            rule=tie.rule,
        )

    def _status(self, heard: Heard, k: int) -> Status:
        """A tie is a standing state of affairs: what its verb says has "occurred" is ongoing."""
        status = status_of(heard.scene.unit.tokens, heard.scene.unit.verbs, k)
        return "ongoing" if status == "occurred" else status

    def _condition(self, heard: Heard, condition: Any) -> Claim:
        at = condition.then[0]
        attributed = self.mint.attributed(heard, at)
        speaker = self._speaker_at(heard, at)
        by = condition.by or speaker
        spans = sorted([condition.if_, condition.then])
        return self.mint.make(
            kind="condition",
            spans=tuple(self.mint.span(*place) for place in spans),
            actor=by.code if by else None,
            agent=agent_of(by) if by else None,
            recipient=condition.of.code if condition.of else None,
            status="conditional",
            attributed_to=attributed,
            detail={
                "if": self.mint.bare(*condition.if_),
                "then": self.mint.bare(*condition.then),
                "connective": condition.rule.partition(":")[2],
            },
            rule=condition.rule,
        )

    def _speaker_at(self, heard: Heard, at: int) -> Party | None:
        for statement in heard.statements:
            if statement.covers(at, at + 1):
                return statement.speaker
        return heard.speaker

    def _rule(self, heard: Heard, rule: Any) -> Claim:
        tokens = heard.scene.unit.tokens
        start, end = tokens[rule.first].start, tokens[rule.last].end
        detail = {
            "body": rule.body,
            "members": list(rule.members),
            "vetoes": list(rule.vetoes),
            "sponsor": list(rule.sponsor),
        }
        if rule.sponsor:
            detail["text"] = self.mint.bare(heard.scene.unit.start, heard.scene.unit.end)
        return self.mint.make(
            kind="rule",
            spans=(self.mint.span(start, end),),
            actor=(rule.vetoes or rule.sponsor or rule.members)[0],
            status="occurred",
            attributed_to=self.mint.attributed(heard, start),
            detail=detail,
            rule=rule.rule,
        )

    def _sponsored(self, heard: Heard, rule: BodyRule) -> Iterator[Claim]:
        """To sponsor a text is a costly act for it: the stance of each sponsor, by the strongest cue beside it."""
        text = laid(heard, rule, self.cues, self.book) if self.book is not None else None
        if text is None or self.book is None:
            return
        value, cue = text
        tokens = heard.scene.unit.tokens
        for code in rule.sponsor:
            yield self.mint.make(
                kind="stance",
                spans=(
                    self.mint.span(tokens[rule.first].start, tokens[rule.last].end),
                    self.mint.span(cue.start, cue.end),
                ),
                actor=code,
                issue=cue.issue,
                stance="support" if value == cue.cue.support else "oppose",
                strength="strong",
                reading=Reading(value=value, sd=ACT),
                status="occurred",
                attributed_to=self.mint.attributed(heard, tokens[rule.first].start),
                rule=f"stances:{self.book.codebook}/{cue.issue}/sponsor",
            )


def _to_come(heard: Heard, event: Event) -> bool:
    """Whether an event's days are still to come: by its status, or as what its doer said that it would do."""
    return event.status in COMING or (event.k is not None and heard.scene.unit.verbs[event.k].modal is not None)


def _lowered(text: str) -> str:
    """The text in lower case, character for character: letters whose lower case is longer stay as they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(lower if len(lower := char.lower()) == 1 else char for char in text)
    return low.replace("’", "'")
