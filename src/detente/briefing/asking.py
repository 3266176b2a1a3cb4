"""Everything that a dossier can be asked, in the order of the brief, and the answers that it gives."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
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

__all__ = ["Asked", "ask_all", "questions_of"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the kind and subject that its answer is filed under."""

    kind: str
    subject: str | None
    question: Question[Any]

    @property
    def key(self) -> str:
        """What its answer is called in a brief."""
        return key_of(self.kind, self.subject)


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
        # beside the questions whose draws they share: what is compiled and settled there is used again
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
    answered: Callable[[str, Answer], None] | None = None,
) -> Given:
    """Every answer, and the reason where the dossier cannot give one.

    Args:
        dossier: what we believe.
        questions: as ``questions_of`` lists them.
        told: called with each question's key before it is asked.
        beside: a process that answers from the end of the list while this one answers from its start.
        answered: called with each answer and its key as soon as it is there.
    """
    asked = list(questions)
    waiting = deque(asked)
    replies: dict[str, Answer | str] = {}

    def reply(take: Callable[[], Asked], answer: Callable[[Dossier, Question[Any]], Answer]) -> None:
        while True:
            try:
                one = take()
            except IndexError:
                return
            if told is not None:
                told(one.key)
            replied = replies[one.key] = _reply(dossier, one, answer)
            if answered is not None and isinstance(replied, Answer):
                answered(one.key, replied)

    if beside is None:
        reply(waiting.popleft, ask)
    else:
        packed = pickle.dumps(dossier)

        def ask_there(_: Dossier, question: Question[Any]) -> Answer:
            return beside.call(_ask_packed, packed, question)

        with ThreadPoolExecutor(max_workers=1) as pool:
            other = pool.submit(reply, waiting.pop, ask_there)
            try:
                reply(waiting.popleft, ask)
            finally:
                waiting.clear()
            other.result()
    made = {one.key: replies[one.key] for one in asked}
    answers = [answer for answer in made.values() if isinstance(answer, Answer)]
    return Given.of(answers, {key: said for key, said in made.items() if isinstance(said, str)})


def _ask_packed(packed: bytes, question: Question[Any]) -> Answer:
    """In the second process: the answer from a pickled dossier."""
    answer: Answer = ask(_unpacked(packed), question)
    return answer


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Dossier:
    """The dossier, kept: unpacking one takes as long as a small question."""
    dossier: Dossier = pickle.loads(packed)
    return dossier


def _reply(dossier: Dossier, asked: Asked, answer: Callable[[Dossier, Question[Any]], Answer]) -> Answer | str:
    """The answer, numbers as ``ask --json`` gives them so that pictures come out alike too; else why it has none."""
    try:
        found = answer(dossier, asked.question)
        return replace(found, results=rounded(found.results))
    except QuestionError as error:
        reasons = "; ".join(str(fault) for fault in error.faults)
        return f"`{asked.key.replace(':', ' ')}` has no answer: {reasons}."
