"""Asking for every passage: from a recording, then over the wire within the budget, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event, Lock

from detente.reading.llm.backoff import LONGEST, pause
from detente.reading.llm.prompting import Request
from detente.reading.llm.recording import Recording
from detente.reading.llm.reply import MalformedReplyError, offers_in
from detente.reading.llm.settings import LanguageModel
from detente.reading.llm.trouble import TroubleError

__all__ = ["Asked", "Line", "Unread", "replayed"]

Answer = Callable[[dict[str, object]], str]
Progress = Callable[[int, int], None]
IN_A_ROW = 3
"""Passages lost one after the other, with none read between, after which no more are asked for."""
MALFORMED_TRIES = 2


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage without a reply, and why; ``fatal`` where no other passage would fare better."""

    why: str
    hint: str | None = None
    fatal: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The replies, in the order of the requests, and how many requests went over the wire."""

    replies: tuple[str | Unread, ...]
    requests: int


NOT_RECORDED = Unread(
    "no reply to it is in the recording", "a recording serves the same reports, codebook, model and version of detente"
)


def replayed(requests: Sequence[Request], replies: dict[str, str], progress: Progress | None = None) -> Asked:
    """The replies of a recording; nothing goes over any wire."""
    found: list[str | Unread] = []
    for number, request in enumerate(requests, 1):
        found.append(replies.get(request.key, NOT_RECORDED))
        if progress is not None:
            progress(number, len(requests))
    return Asked(tuple(found), 0)


class Line:
    """A way to a model, with its budget, its retries and its recording.

    ``sleep`` waits and may be replaced; by default it ends early when the line is cut.
    """

    def __init__(
        self,
        model: LanguageModel,
        answer: Answer,
        recording: Recording | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self.model = model
        self.answer = answer
        self.recording = recording
        self.requests = 0
        self._cut = Event()
        self._sleep = sleep or self._cut.wait
        self._lock = Lock()
        self._lost_in_a_row = 0
        self._stopped: Unread | None = None

    def ask_all(self, requests: Sequence[Request], progress: Progress | None = None) -> Asked:
        """Ask for every passage, at most ``at_once`` at a time.

        1. What the recording holds is not asked for again.
        2. Requests go out in the order of the text, until the budget is spent or asking is hopeless.
        3. Whatever ends it, the replies that came are kept.
        """
        found: list[str | Unread] = [self._stopped or NOT_RECORDED] * len(requests)
        pool = ThreadPoolExecutor(self.model.at_once, thread_name_prefix="detente-llm")
        try:
            waiting: dict[Future[str | Unread], int] = {}
            for place, request in enumerate(requests):
                waiting[pool.submit(self.ask, request)] = place
            done = 0
            while waiting:
                for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                    found[waiting.pop(future)] = future.result()
                    done += 1
                    if progress is not None:
                        progress(done, len(requests))
        finally:
            self._cut.set()
            pool.shutdown(wait=False, cancel_futures=True)
        return Asked(tuple(found), self.requests)

    def ask(self, request: Request) -> str | Unread:
        """The reply to one request, by the recording or over the wire."""
        known = self.recording.replies.get(request.key) if self.recording is not None else None
        if known is not None:
            return known
        found = self._stopped or self._tries(request)
        with self._lock:
            self._lost_in_a_row = self._lost_in_a_row + 1 if isinstance(found, Unread) else 0
            if isinstance(found, Unread) and (found.fatal or self._lost_in_a_row >= IN_A_ROW):
                self._stopped = self._stopped or Unread(found.why, found.hint, fatal=True)
        if isinstance(found, str) and self.recording is not None:
            self.recording.add(request, found)
        return found

    def _tries(self, request: Request) -> str | Unread:
        """Try, and try again after a wait where that may help."""
        malformed = 0
        for attempt in range(self.model.retries + 1):
            if self._cut.is_set() or not self._spend():
                return self._stopped or Unread("asking was cut short")
            try:
                return self._once(request)
            except TroubleError as trouble:
                malformed += trouble.then == "again" and isinstance(trouble.__cause__, MalformedReplyError)
                last = attempt == self.model.retries or malformed == MALFORMED_TRIES
                if trouble.then != "again" or last:
                    return Unread(trouble.why, trouble.hint, trouble.then == "stop")
                if trouble.wait is not None and trouble.wait > LONGEST:
                    why = f"{trouble.why} (and asks to wait {trouble.wait:,.0f} seconds)"
                    return Unread(why, "ask again later; with --llm-record what was read is not asked for twice", True)
                self._sleep(pause(attempt, f"{self.model.seed}:{request.key}", trouble.wait))
        raise AssertionError("a last try returns")

    def _once(self, request: Request) -> str:
        reply = self.answer(request.body)
        try:
            offers_in(reply)
        except MalformedReplyError as error:
            raise TroubleError(f"the model's reply is malformed: {error}", "again") from error
        return reply

    def _spend(self) -> bool:
        """One request of the budget, if one is left."""
        with self._lock:
            if self.requests >= self.model.max_requests:
                many = self.model.max_requests
                why = f"the budget of {many} request{'' if many == 1 else 's'} is spent"
                hint = "raise --max-requests; with --llm-record what was read is not asked for twice"
                self._stopped = self._stopped or Unread(why, hint, fatal=True)
                return False
            self.requests += 1
            return True
