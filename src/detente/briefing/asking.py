"""Everything that a dossier can be asked, in the order of the brief, and the answers that it gives."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from detente.beside import Beside
from detente.briefing.given import Given, key_of
from detente.dossier import Dossier
from detente.errors import QuestionError
from detente.questions import Answer, Question, ask
from detente.questions.answer import rounded
from detente.questions.flip import Flip
from detente.questions.forecast import Forecast
from detente.questions.leverage import Leverage
from detente.questions.levers import Levers, principal
from detente.questions.outcomes import leading_outcomes
from detente.questions.sensitivity import FEWEST, Sensitivity
from detente.questions.stability import Stability
from detente.questions.standoff import Standoff
from detente.questions.talks import Talks
from detente.questions.vote import Vote

__all__ = ["Asked", "ask_all", "order_of", "questions_of", "replied"]

ABOUT_OUTCOMES = frozenset({"sensitivity", "flip", "levers"})
ENGINES = ("vote", "forecast", "leverage", "talks", "stability", "standoff")
"""The longest at the ends, where two processes begin, and the shortest where they meet."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the kind and subject that its answer is filed under, and once it is asked what came back.

    ``reply`` is the answer, or the reason why the dossier can give none.
    """

    kind: str
    subject: str | None
    question: Question[Any]
    reply: Answer | str | None = None

    @property
    def key(self) -> str:
        """What its answer is called in a brief."""
        return key_of(self.kind, self.subject)

    @property
    def engine(self) -> str:
        """Which of the questions' own engines it keeps busy: that of its outcome, where it is about one."""
        return str(self.subject).partition(".")[0] if self.kind in ABOUT_OUTCOMES else self.kind


def questions_of(dossier: Dossier, *, draws: int = 10_000, seed: int = 0, fill: bool = False) -> tuple[Asked, ...]:
    """The questions that the dossier has the input for: issues, councils, talks, ties, what would change the leading
    outcomes, the conflict, standoffs.

    Args:
        dossier: what we believe.
        draws: of the uncertain numbers; talks, which are slow to solve, take at most their own default.
        seed: of the draws.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
    """
    issues = [id for id, issue in dossier.issues.items() if issue.positions]
    return (
        *(Asked("forecast", id, Forecast(id, draws=draws, seed=seed)) for id in issues),
        *(Asked("vote", id, Vote(id, draws=draws, seed=seed, fill=fill)) for id in dossier.councils),
        *(Asked("talks", id, Talks(id, draws=min(draws, Talks.draws), seed=seed)) for id in dossier.talks),
        *((Asked("leverage", None, Leverage(draws=min(draws, Leverage.draws), seed=seed)),) if dossier.ties else ()),
        *_finding_out(dossier, draws=draws, seed=seed, fill=fill),
        *_hanging(dossier, draws=draws, seed=seed, fill=fill),
        *_levers(dossier, draws=draws, seed=seed, fill=fill),
        *((Asked("stability", None, Stability(draws=draws, seed=seed)),) if dossier.conflict else ()),
        *(Asked("standoff", id, Standoff(id, draws=min(draws, Standoff.draws), seed=seed)) for id in dossier.standoffs),
    )


def _finding_out(dossier: Dossier, *, draws: int, seed: int, fill: bool) -> Iterator[Asked]:
    """What to find out next about the leading outcomes, from given draws alone: no Sobol sample in a brief.

    The draws are those of the outcome's own question, so that its programs are used again.
    """
    for path in leading_outcomes(dossier)[:2] if draws >= FEWEST else ():
        own = min(draws, Talks.draws) if path.startswith("talks.") else draws
        question = Sensitivity(path, base=0, draws=own, seed=seed, fill=fill)
        yield Asked("sensitivity", path, question)


def _hanging(dossier: Dossier, *, draws: int, seed: int, fill: bool) -> Iterator[Asked]:
    """Which single claim the leading outcome hangs on, and the one-liar test."""
    for path in leading_outcomes(dossier)[:1] if dossier.archive.claims else ():
        yield Asked("flip", path, Flip(path, draws, seed, largest=1, fill=fill))


def _levers(dossier: Dossier, *, draws: int, seed: int, fill: bool) -> Iterator[Asked]:
    """What the actor that is asked for most can do, by deeds alone, to bring the first talks' first format about."""
    for id, talks in list(dossier.talks.items())[:1]:
        path, own = f"talks.{id}.{next(iter(talks.formats))}.convenes", min(draws, Talks.draws)
        question = Levers(
            principal(dossier, id),
            path,
            draws=own,
            seed=seed,
            search_draws=own,
            tries=0,
            side_effects=False,
            deeds=True,
            fill=fill,
        )
        yield Asked("levers", path, question)


def ask_all(
    dossier: Dossier,
    questions: Iterable[Asked],
    *,
    told: Callable[[str], None] | None = None,
    beside: Beside | None = None,
    begun: Future[Asked | None] | None = None,
    answered: Callable[[str, Answer], None] | None = None,
) -> Given:
    """Every answer, and the reason where the dossier cannot give one.

    Args:
        dossier: what we believe.
        questions: as ``questions_of`` lists them.
        told: called with each question's key before it is asked.
        beside: a process that answers from the end of the list while this one answers from its start.
        begun: the last question in their order, which that process is answering already.
        answered: called with each answer and its key as soon as it is there.
    """
    asked = list(questions)
    waiting = deque(order_of(asked))
    replies: dict[str, Answer | str | None] = {}

    def keep(one: Asked) -> None:
        replies[one.key] = one.reply
        if answered is not None and isinstance(one.reply, Answer):
            answered(one.key, one.reply)

    def work(take: Callable[[], Asked], reply: Callable[[Asked], Asked]) -> None:
        while True:
            try:
                one = take()
            except IndexError:
                return
            if told is not None:
                told(one.key)
            keep(reply(one))

    def work_beside(other: Beside) -> None:
        if begun is not None and (first := begun.result()):
            keep(first)
        packed = pickle.dumps(dossier)
        work(waiting.pop, lambda one: other.call(_replied_there, packed, one))

    if begun is not None and waiting:
        waiting.pop()
    if beside is None:
        work(waiting.popleft, lambda one: replied(dossier, one))
    else:
        with ThreadPoolExecutor(max_workers=1) as pool:
            other = pool.submit(work_beside, beside)
            try:
                work(waiting.popleft, lambda one: replied(dossier, one))
            finally:
                waiting.clear()
            other.result()
    made = {one.key: replies[one.key] for one in asked}
    answers = [answer for answer in made.values() if isinstance(answer, Answer)]
    return Given.of(answers, {key: said for key, said in made.items() if isinstance(said, str)})


def order_of(asked: Iterable[Asked]) -> list[Asked]:
    """Questions in the order to ask them: what keeps one engine busy together, for its programs and draws."""
    return sorted(asked, key=lambda one: ENGINES.index(one.engine))


def replied(dossier: Dossier, asked: Asked) -> Asked:
    """The question with its reply: numbers as ``ask --json`` gives them, so that pictures come out alike too."""
    try:
        found = ask(dossier, asked.question)
    except QuestionError as error:
        reasons = "; ".join(str(fault) for fault in error.faults)
        return replace(asked, reply=f"`{asked.key.replace(':', ' ')}` has no answer: {reasons}.")
    return replace(asked, reply=replace(found, results=rounded(found.results)))


def _replied_there(packed: bytes, asked: Asked) -> Asked:
    """In the second process: the reply of a pickled dossier."""
    return replied(_unpacked(packed), asked)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Dossier:
    """The dossier, kept: unpacking one takes as long as a small question."""
    dossier: Dossier = pickle.loads(packed)
    return dossier
