"""Key judgements: which five to eight sentences open the brief, by a rule that anyone can follow.

The rule:

1. Only sentences that answers give are eligible, word for word, and those that state a probability come first.
2. Questions take turns in the order of the sections (forecast, vote, talks, leverage, stability, standoff, then any
   other); within a question, its answers take turns in the dossier's order; an answer gives its sentences in order.
3. After eight sentences it stops. Where fewer than five state a probability, sentences without one fill up to five, by
   the same turns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest
from typing import TypeVar

from detente.briefing.given import Given
from detente.briefing.records import Statement
from detente.questions import Answer

__all__ = ["FEWEST", "MOST", "judgements", "statements_of"]

FEWEST, MOST = 5, 8
ORDER = ("forecast", "vote", "talks", "leverage", "stability", "standoff")
T = TypeVar("T")


def statements_of(key: str, answer: Answer) -> tuple[Statement, ...]:
    """An answer's sentences as statements of the brief."""
    return tuple(
        Statement(
            text=said.text,
            answer=key,
            probability=said.probability,
            confidence=said.confidence,
            claims=tuple(said.claims),
            assumptions=tuple(said.assumptions),
        )
        for said in answer.said
    )


def judgements(given: Given) -> tuple[Statement, ...]:
    """The sentences that open the brief."""
    said = [(answer.question, statements_of(key, answer)) for key, answer in given.answers.items()]
    likely = _turns([(question, [s for s in group if s.probability is not None]) for question, group in said])
    others = _turns([(question, [s for s in group if s.probability is None]) for question, group in said])
    first = list(islice(_once(likely), MOST))
    return (*first, *islice(_once(others), max(0, FEWEST - len(first))))


def _once(statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements without those whose words were there before."""
    seen: set[str] = set()
    for said in statements:
        if said.text not in seen:
            seen.add(said.text)
            yield said


def _turns(groups: Sequence[tuple[str, Sequence[Statement]]]) -> Iterator[Statement]:
    """Questions in turn, and within each its answers in turn."""
    questions = sorted({question for question, _ in groups}, key=_place)
    by_question = [list(round_robin([said for q, said in groups if q == question])) for question in questions]
    return round_robin(by_question)


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
