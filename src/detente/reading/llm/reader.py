"""The optional reader: a language model offers claims, the gate admits them, and they join the rules' claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.dossier.evidence import Claim, Evidence, Report
from detente.errors import ModelReaderError
from detente.reading.codebook import Codebook
from detente.reading.llm.asking import Asked, Line, Progress, Unread, replayed
from detente.reading.llm.gate import REASONS, Reason, RejectedError
from detente.reading.llm.ground import Ground
from detente.reading.llm.joining import joined, same
from detente.reading.llm.kinds import admit
from detente.reading.llm.nearby import Nearby
from detente.reading.llm.passages import Passage, cut_passages, numbered
from detente.reading.llm.prompting import Request, request_for
from detente.reading.llm.recording import Recording, load_replies
from detente.reading.llm.reply import MalformedReplyError, Offer, offers_in
from detente.reading.llm.settings import LanguageModel
from detente.reading.reader import heard_in

if TYPE_CHECKING:
    from detente.reading.llm.wire import Wire

__all__ = ["ModelReading", "read_with"]

Ask = Callable[[Sequence[Request]], Asked]


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What reading with a model gave.

    ``evidence`` holds the rules' claims and the model's; of the ``offered``, ``kept`` passed the gate and ``shared``
    of those the rules had made too. ``rejected`` counts the others by reason; ``unread`` are the passages without a
    reply.
    """

    evidence: Evidence
    passages: int
    requests: int
    offered: int
    kept: int
    shared: int
    rejected: dict[Reason, int]
    unread: tuple[Unread, ...]

    def lines(self) -> list[str]:
        """What happened, in sentences for a person."""
        told = [
            f"{_many(self.passages, 'passage')}, {_many(self.requests, 'request')}; "
            f"{_many(self.offered, 'claim')} offered, {self.kept} kept ({self.shared} of them the rules' own), "
            f"{self.offered - self.kept} rejected"
        ]
        told += [f"rejected {n}: {REASONS[reason]}" for reason, n in self.rejected.items()]
        return told

    def warnings(self) -> list[str]:
        """What an analyst has to know of what was not read."""
        told = []
        for (why, hint), count in Counter((u.why, u.hint) for u in self.unread).items():
            told.append(
                f"not read: {count} of {_many(self.passages, 'passage')}: {why}" + (f"; {hint}" if hint else "")
            )
        return told


def _many(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


def read_with(
    evidence: Evidence,
    model: LanguageModel,
    book: Codebook | None = None,
    *,
    record: str | Path | None = None,
    replay: str | Path | None = None,
    answer: Callable[[dict[str, object]], str] | None = None,
    progress: Progress | None = None,
) -> ModelReading:
    """Read the reports of the evidence with a model too.

    1. Cut each report into passages of numbered sentences; leave out boilerplate and what speaks to a machine.
    2. Ask for each passage: from ``replay`` alone, or from ``record`` where it holds the reply and else over the wire
       (``answer`` stands in for the wire).
    3. Put every claim offered through the gate, and join what passes with the rules' claims.

    The same replies give the same evidence, whatever came over the wire in which order.

    Raises:
        ModelReaderError: the model cannot be asked at all, or no passage was read; the recording does not hold.
    """
    grounds = [_ground(report, evidence) for report in evidence.reports]
    cut = [(ground, passage) for ground in grounds for passage in cut_passages(ground.report, ground.sentences)]
    requests = [request_for(passage, book, model.name, model.plain) for _, passage in cut]
    asked = _asked(requests, model, record, replay, answer, progress)
    unread = tuple(reply for reply in asked.replies if isinstance(reply, Unread))
    if unread and len(unread) == len(requests):
        raise ModelReaderError(f"the model {model.name} read nothing: {unread[0].why}", hint=unread[0].hint)
    gated = _Gated(model.name, book, Counter())
    replies = zip((ground for ground, _ in cut), (passage for _, passage in cut), asked.replies, strict=True)
    for ground, passage, reply in replies:
        if not isinstance(reply, Unread):
            gated.take(ground, passage, reply)
    return _reading(evidence, grounds, gated, asked, unread)


def _ground(report: Report, evidence: Evidence) -> Ground:
    heard = tuple(heard_in(report))
    claims = tuple(claim for claim in evidence.claims if claim.report == report.sha256)
    return Ground(report, heard, numbered(heard), claims)


def _asked(
    requests: Sequence[Request],
    model: LanguageModel,
    record: str | Path | None,
    replay: str | Path | None,
    answer: Callable[[dict[str, object]], str] | None,
    progress: Progress | None,
) -> Asked:
    if replay is not None:
        return replayed(requests, load_replies(replay), progress)
    recording = Recording(record) if record is not None else None
    if recording is not None:
        recording.open()
    if answer is not None:
        return Line(model, answer, recording).ask_all(requests, progress)
    if model.url is None:
        raise ModelReaderError("no address of a model is given", hint="give --llm-url URL, or --llm-replay FILE")
    if recording is not None and all(request.key in recording.replies for request in requests):
        return replayed(requests, recording.replies, progress)
    with closing(_wire(model)) as wire:
        return Line(model, wire, recording).ask_all(requests, progress)


def _wire(model: LanguageModel) -> Wire:
    try:
        from detente.reading.llm.wire import Wire
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("openai", "httpx2"):
            raise
        hint = "pip install 'detente[llm]'"
        raise ModelReaderError("reading with a model needs the package openai", hint=hint) from None
    return Wire(model)


@dataclass
class _Gated:
    """What came through the gate, report by report, and what did not."""

    model: str
    book: Codebook | None
    rejected: Counter[Reason]
    offered: int = 0

    def __post_init__(self) -> None:
        self.claims: dict[str, list[Claim]] = {}
        self.nearby: dict[str, Nearby] = {}

    def take(self, ground: Ground, passage: Passage, reply: str) -> None:
        """Put the offers of one reply through the gate: statements first, because the others say who reported them."""
        try:
            offers, shapeless = offers_in(reply)
        except MalformedReplyError:
            offers, shapeless = [], 1
        self.offered += len(offers) + shapeless
        self.rejected.update({"shape": shapeless} if shapeless else {})
        for offer in sorted(offers, key=lambda offer: offer.kind != "statement"):
            self._admit(offer, ground, passage)

    def _admit(self, offer: Offer, ground: Ground, passage: Passage) -> None:
        report = ground.report.sha256
        nearby = self.nearby.setdefault(report, Nearby())
        try:
            claim = admit(offer, ground, passage, self.book, self.model, nearby)
        except RejectedError as rejection:
            self.rejected[rejection.reason] += 1
            return
        if any(same(old, claim) for old in nearby.near((span.start, span.end) for span in claim.spans)):
            self.rejected["repeat"] += 1
            return
        nearby.add(claim)
        self.claims.setdefault(report, []).append(claim)


def _reading(
    evidence: Evidence,
    grounds: Sequence[Ground],
    gated: _Gated,
    asked: Asked,
    unread: tuple[Unread, ...],
) -> ModelReading:
    claims: list[Claim] = []
    shared = 0
    for ground in grounds:
        whole, twins = joined(ground.claims, gated.claims.get(ground.report.sha256, ()), gated.model)
        claims += whole
        shared += twins
    return ModelReading(
        Evidence(reports=evidence.reports, claims=tuple(claims)),
        len(asked.replies),
        asked.requests,
        gated.offered,
        sum(map(len, gated.claims.values())),
        shared,
        dict(sorted(gated.rejected.items())),
        unread,
    )
