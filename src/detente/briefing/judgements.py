"""Key judgements: which five to eight sentences open the brief, by a rule that anyone can follow.

The rule:

1. Only sentences that answers give are eligible, word for word; those on what would change the answers are about
   judgements, and are none themselves. Those that state a probability come first.
2. Questions take turns in the order of the sections (forecast, vote, talks, leverage, stability, standoff, then any
   other); within a question, its answers take turns in the dossier's order; an answer gives its sentences in order.
3. After eight sentences it stops. Where fewer than five state a probability, others fill up to five, by the same turns.
4. The sentences chosen are shown answer by answer, in the answer's order, so that each is read in its context.

A sentence about confidence is never chosen: it follows the judgement that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from typing import TypeVar

from detente.briefing.given import Given
from detente.briefing.records import Statement
from detente.display.words import is_confidence
from detente.questions import Answer

__all__ = ["ABOUT", "FEWEST", "MOST", "judgements", "statements_of"]

FEWEST, MOST = 5, 8
ABOUT = ("sensitivity", "levers", "flip", "changes", "whatif")
"""Questions about judgements, whose answers are none."""
ORDER = ("forecast", "vote", "talks", "leverage", "stability", "standoff")
T = TypeVar("T")


def statements_of(key: str, answer: Answer) -> tuple[Statement, ...]:
    """An answer's sentences as statements of the brief, each with the answer's next word on confidence."""
    made: list[Statement] = []
    confidence: str | None = None
    for said in reversed(answer.said):
        confidence = said.text if is_confidence(said.text) else confidence
        made.append(
            Statement(
                text=said.text,
                answer=key,
                probability=said.probability,
                confidence=said.confidence,
                confidence_said=confidence,
                claims=tuple(said.claims),
                assumptions=tuple(said.assumptions),
            )
        )
    return tuple(reversed(made))


def judgements(given: Given) -> dict[str, tuple[Statement, ...]]:
    """The sentences that open the brief, by the key of their answer."""
    judging = {key: answer for key, answer in given.answers.items() if answer.question not in ABOUT}
    said = {key: _eligible(statements_of(key, answer)) for key, answer in judging.items()}
    question = {key: answer.question for key, answer in judging.items()}
    likely = _turns(question, {key: [s for s in own if s.probability is not None] for key, own in said.items()})
    others = _turns(question, {key: [s for s in own if s.probability is None] for key, own in said.items()})
    first = list(islice(likely, MOST))
    chosen = {id(s) for s in (*first, *islice(others, max(0, FEWEST - len(first))))}
    shown = sorted(said, key=lambda key: _place(question[key]))
    grouped = {key: tuple(s for s in said[key] if id(s) in chosen) for key in shown}
    return {key: own for key, own in grouped.items() if own}


def _eligible(statements: Sequence[Statement]) -> list[Statement]:
    """Without what is said about confidence, and without what was said before."""
    return list({s.text: s for s in reversed(statements) if not is_confidence(s.text)}.values())[::-1]


def _turns(question: Mapping[str, str], said: Mapping[str, Sequence[Statement]]) -> Iterator[Statement]:
    """Questions in turn, and within each its answers in turn."""
    order = sorted(set(question.values()), key=_place)
    return round_robin([list(round_robin([said[key] for key in said if question[key] == q])) for q in order])


def _place(question: str) -> tuple[int, str]:
    return (ORDER.index(question) if question in ORDER else len(ORDER), question)


def round_robin(groups: Iterable[Sequence[T]]) -> Iterator[T]:
    """The first of each, then the second of each, and so on.

    >>> list(round_robin(["ab", "c", "def"]))
    ['a', 'c', 'd', 'b', 'e', 'f']
    """
    missing = object()
    rows = zip_longest(*groups, fillvalue=missing)
    return (item for item in chain.from_iterable(rows) if item is not missing)  # type: ignore[misc] # the filler is out
