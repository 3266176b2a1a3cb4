"""What the gate asks of each kind of claim beyond its quotations, and the claim that passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from detente.dossier.evidence import Claim, Reading, Strength
from detente.reading.codebook import Codebook
from detente.reading.lexicon import plover_quads, rows
from detente.reading.llm.gate import Case, RejectedError, Who
from detente.reading.llm.ground import Ground
from detente.reading.llm.modality import POSITIVE, sign_at, speaker_at, status_at, stronger
from detente.reading.llm.nearby import Nearby
from detente.reading.llm.passages import Passage
from detente.reading.llm.reply import Offer
from detente.reading.minting import agent_of
from detente.reading.scenes import Party
from detente.reading.stances import ASSESSED, OFFICIAL, UNSURE

__all__ = ["admit", "modes"]

Place = tuple[int, int]
CONNECTIVES = (
    "if", "unless", "until", "once", "provided", "as long as", "in return for", "in exchange for", "only after",
    "on condition that",
)  # fmt: skip
FIRM = frozenset({"demand", "threaten", "refuse"})


def admit(offer: Offer, ground: Ground, passage: Passage, book: Codebook | None, model: str, told: Nearby) -> Claim:
    """The claim that an offer becomes at the gate.

    Raises:
        RejectedError: it does not pass; the error's ``reason`` says why.
    """
    case = Case.of(offer, ground, passage, book, model, told)
    return _KINDS[offer.kind](case)


@cache
def modes() -> Mapping[str, frozenset[str]]:
    """PLOVER event type → the modes that our lexicon knows of it."""
    found: dict[str, set[str]] = {type: set() for type in plover_quads()}
    for row in rows("lexicons", "events.tsv"):
        if row["mode"]:
            found[row["type"]].add(row["mode"])
    return {type: frozenset(each) for type, each in found.items()}


def _acting(who: Who | None) -> dict[str, Any]:
    """The actor and its agent."""
    if who is None:
        return {"actor": None, "agent": None}
    return {"actor": who.code, "agent": agent_of(who.party) if who.party is not None else None}


def _statement(case: Case) -> Claim:
    offer = case.offer
    quotation = case.ground.quotation(case.places[0])
    at = _reporting(case, quoted=quotation is not None)
    speaker, hearer = _speaker(case, at), case.who(offer.recipient, at)
    marked = any(mark in case.text[a:b] for a, b in case.places for mark in '"“”')
    detail = {"cue": case.bare(at)} if offer.words is not None else {}
    if speaker is not None:
        detail["speaker"] = case.bare(speaker.place)
    around = [c for c in case.statements_around(at) if _share(c, case.places) <= 0.5]
    return case.claim(
        "statements",
        at,
        **_acting(speaker),
        recipient=hearer.code if hearer else None,
        status=offer.status,
        stance=offer.stance,
        strength=_strength(offer) if offer.stance else None,
        quoted="direct" if quotation is not None else "mixed" if marked else "indirect",
        attributed_to=around[0].id if around and offer.words is not None else None,
        detail=detail or None,
    )


def _reporting(case: Case, quoted: bool) -> Place:
    """Where the words of reporting stand; a quotation in its marks may go without."""
    words = case.offer.words
    if words is None and not quoted:
        raise RejectedError("words")
    at = case.places[0] if words is None else case.carrier(inside=False)
    if words is not None and not _leads(words):
        case.modal(at)
    elif stronger(case.offer.status, "occurred"):
        raise RejectedError("modality")
    return at


def _speaker(case: Case, at: Place) -> Who | None:
    """Who says it: nobody but the subject of the verb of reporting, and nobody whom the rules contradict."""
    speaker = case.who(case.offer.actor, at)
    if speaker is None:
        return None
    if speaker.party is not None and _another(case, at, speaker.place, speaker.party):
        raise RejectedError("speaker")
    others = [c.actor for c in case.rules("statement") if _share(c, case.places) > 0.5]
    if speaker.code and others and all(actor not in (None, speaker.code) for actor in others):
        raise RejectedError("rules")
    return speaker


def _another(case: Case, at: Place, place: Place, named: Party) -> bool:
    """Whether the verb of reporting has a subject that our reader knows to be somebody else."""
    subject = speaker_at(case.ground.at(at), at)
    if subject is None or (subject.start < place[1] and place[0] < subject.end):
        return False
    if subject.person is not None and named.person is not None:
        return subject.person is not named.person
    return bool(subject.code and named.code and subject.code != named.code)


def _leads(words: str) -> bool:
    """Whether words of reporting are no verb and no noun: "according to", a colon, a dash."""
    return words.lower().startswith("according") or not any(char.isalnum() for char in words)


def _share(claim: Claim, places: Sequence[Place]) -> float:
    """The share of the shorter of two pieces of text that they have in common."""
    common = sum(max(0, min(s.end, b) - max(s.start, a)) for s in claim.spans for a, b in places)
    shorter = min(sum(s.end - s.start for s in claim.spans), sum(b - a for a, b in places))
    return common / shorter if shorter else 0.0


def _event(case: Case) -> Claim:
    offer = case.offer
    type = offer.type
    if type is None or type not in modes() or (offer.mode is not None and offer.mode not in modes()[type]):
        raise RejectedError("type")
    at = case.carrier(inside=True)
    case.modal(at)
    source, target = case.doer(at), case.who(offer.recipient, at)
    actor, recipient = source.code if source else None, target.code if target else None
    if any(c.actor == recipient != c.recipient == actor for c in _rival_events(case, type)):
        raise RejectedError("rules")
    return case.claim(
        f"events:{type}",
        at,
        **_acting(source),
        recipient=recipient,
        type=type,
        mode=offer.mode,
        quad=plover_quads()[type],
        status=offer.status,
        attributed_to=case.reporter(at),
    )


def _rival_events(case: Case, type: str) -> list[Claim]:
    """The rules' events of this type in the same words that name both sides."""
    events = [c for c in case.rules("event") if c.type == type and c.actor and c.recipient]
    return [c for c in events if _share(c, case.places) > 0]


def _stance(case: Case) -> Claim:
    offer, book = case.offer, case.book
    if book is None or offer.issue not in book.issues or offer.stance is None:
        raise RejectedError("issue")
    if offer.point is not None and offer.point not in book.issues[offer.issue].scale:
        raise RejectedError("issue")
    _about(case, book, offer.issue)
    at = case.carrier(inside=True)
    heard = case.ground.at(at)
    told = status_at(heard, at) if heard is not None else "hypothetical"
    if stronger(offer.status, "occurred" if told == "negated" else told):
        raise RejectedError("modality")
    positive = offer.stance in POSITIVE
    if heard is not None and sign_at(heard, at) not in (0, 1 if positive else -1):
        raise RejectedError("modality")
    holder = case.doer(at)
    if holder is None or holder.code is None:
        raise RejectedError("speaker")
    if any((c.stance in POSITIVE) != positive for c in _rival_stances(case, holder.code)):
        raise RejectedError("rules")
    reporter = case.reporter(at)
    assessed = _outsider(case, reporter, holder.code, at)
    return case.claim(
        f"stances:{book.codebook}/{offer.issue}",
        at,
        **_acting(holder),
        issue=offer.issue,
        stance=offer.stance,
        strength=_strength(offer),
        reading=None if offer.point is None else Reading(value=offer.point, sd=_spread(offer, assessed)),
        status="assessed" if assessed and offer.status in ("occurred", "ongoing", "planned") else offer.status,
        attributed_to=reporter,
    )


def _about(case: Case, book: Codebook, issue: str) -> None:
    words = " ".join(case.text[s.start : s.end] for s in case.reach).lower().replace("’", "'")
    if not any(id == issue and pattern.search(words) for id, pattern in book.topics):
        raise RejectedError("issue")


def _rival_stances(case: Case, holder: str) -> list[Claim]:
    stances = [c for c in case.rules("stance") if c.issue == case.offer.issue]
    return [c for c in stances if c.actor == holder and c.stance and _share(c, case.places) > 0]


def _outsider(case: Case, reporter: str | None, holder: str, at: Place) -> bool:
    """Whether somebody other than the holder says where the holder stands."""
    if reporter is None:
        return False
    said = next((c for c in case.statements_around(at) if c.id == reporter), None)
    return (said.actor if said is not None else reporter) != holder


def _spread(offer: Offer, assessed: bool) -> float:
    """A model chose the point, not a cue of the codebook: never sharper than an unnamed official's."""
    unsure = UNSURE if offer.status in ("conditional", "hypothetical") else 1.0
    return (ASSESSED if assessed else OFFICIAL) * unsure


def _strength(offer: Offer) -> Strength:
    if offer.status == "conditional":
        return "conditional"
    return "weak" if offer.status == "hypothetical" else "strong" if offer.stance in FIRM else "medium"


def _tie(case: Case) -> Claim:
    at = case.carrier(inside=True)
    case.modal(at)
    holder, dependent = case.who(case.offer.actor, at), case.who(case.offer.recipient, at)
    resource = case.found(case.offer.resource or "", [(s.start, s.end) for s in case.sentences])
    if holder is None or dependent is None or not holder.code or not dependent.code or holder.code == dependent.code:
        raise RejectedError("speaker")
    if not resource:
        raise RejectedError("detail")
    what = case.text[resource[0][0] : resource[0][1]]
    return case.claim(
        "ties",
        at,
        actor=holder.code,
        recipient=dependent.code,
        status="ongoing" if case.offer.status == "occurred" else case.offer.status,
        attributed_to=case.reporter(at),
        detail={"holder": holder.code, "dependent": dependent.code, "resource": what, "magnitude": None},
    )


def _condition(case: Case) -> Claim:
    then = case.places[0]
    clauses = case.found(case.offer.condition or "", [(s.start, s.end) for s in case.sentences])
    word, clause = next(((w, c) for c in clauses for w in CONNECTIVES if _opens(case.text, c, w)), (None, then))
    if word is None or len(case.places) > 1 or (clause[0] < then[1] and then[0] < clause[1]):
        raise RejectedError("detail")
    if case.offer.status not in ("conditional", "hypothetical"):
        raise RejectedError("modality")
    by, of = case.who(case.offer.actor, then), case.who(case.offer.recipient, then)
    reporter = case.reporter(then)
    both = Case(case.offer, case.ground, case.passage, case.book, case.model, case.told, tuple(sorted((clause, then))))
    return both.claim(
        f"conditions:{word.replace(' ', '-')}",
        then,
        **_acting(by),
        recipient=of.code if of else None,
        status="conditional",
        attributed_to=reporter,
        detail={"if": case.bare(clause), "then": case.bare(then)},
    )


def _opens(text: str, clause: Place, word: str) -> bool:
    """Whether a clause opens with a connective, its first word or the one before it."""
    inside = text[clause[0] : clause[1]].lower()
    before = text[max(0, clause[0] - len(word) - 3) : clause[0]].lower().split()
    return inside.startswith(word + " ") or " ".join(before).endswith(word)


def _rule(case: Case) -> Claim:
    at = case.carrier(inside=True)
    case.modal(at)
    body = case.who(case.offer.body, at)
    if body is None or not (body.code or case.gazetted(body.place)):
        raise RejectedError("detail")
    members, vetoes, sponsors = (
        _states(case, names, at) for names in (case.offer.members, case.offer.vetoes, case.offer.sponsors)
    )
    first = next(iter((*vetoes, *sponsors, *members)), None)
    if first is None:
        raise RejectedError("detail")
    detail: dict[str, Any] = {
        "body": body.code or case.gazetted(body.place),
        "members": members,
        "vetoes": vetoes,
        "sponsor": sponsors,
    }
    if sponsors:
        detail["text"] = case.bare((case.sentences[0].start, case.sentences[-1].end))
    return case.claim(
        "bodies", at, actor=first, status=case.offer.status, attributed_to=case.reporter(at), detail=detail
    )


def _states(case: Case, names: Sequence[str], at: Place) -> list[str]:
    """The codes of all who are named; one that nobody knows spoils the rule."""
    found = [case.who(name, at, leaning=False) for name in names]
    if any(who is None or who.code is None for who in found):
        raise RejectedError("detail")
    return list(dict.fromkeys(who.code for who in found if who is not None and who.code))


_KINDS: dict[str, Callable[[Case], Claim]] = {
    "statement": _statement,
    "event": _event,
    "stance": _stance,
    "tie": _tie,
    "condition": _condition,
    "rule": _rule,
}
