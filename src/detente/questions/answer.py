"""One shape for all answers, and the verb that gets one: ``ask(dossier, question)``.

A question is a frozen dataclass in a file of its own (``forecast.py``, ``vote.py``…) with the settings of the
question, ``draws`` and ``seed``, and a method ``answer(dossier)``. Its answer is a subclass of ``Answer`` that says
how its results are shown as a table and as charts. ``answers.md`` of the design lists the keys of ``results``.
"""

from __future__ import annotations

import json
import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from reprlib import repr as short
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar, runtime_checkable

from detente import __version__
from detente.display import words
from detente.dossier import Dossier, changed, numbers
from detente.errors import QuestionError

if TYPE_CHECKING:
    import altair as alt
    import numpy as np
    from rich.console import RenderableType

    from detente.display.charts import Drawing

__all__ = ["Answer", "Method", "Question", "Sentence", "ask", "estimate_of", "rounded"]

DIGITS = 9
ENOUGH = 100
"""Draws below which no share of them is told to the per cent, nor the tenths that an interval leaves out."""
DRAWN = frozenset({"stability"})
"""Questions that draw numbers of their own (the pace of events), though the dossier's be exact."""
Confidence = Literal["high", "moderate", "low"]


@dataclass(frozen=True, slots=True)
class Method:
    """How an answer was computed: the method's name, every setting that it used, and where it is published."""

    name: str
    settings: Mapping[str, Any]
    reference: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, with what it says and what it rests on.

    ``probability`` is the number in the sentence's brackets, or null when it states none; ``confidence`` is
    computed, and stands in a sentence of its own; ``claims`` are ids; ``assumptions`` are paths of the dossier
    whose numbers no claim backs.
    """

    text: str
    probability: float | None = None
    confidence: Confidence | None = None
    claims: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer(ABC):
    """What a dossier says to a question, with method, settings, seed and digest.

    ``results`` holds JSON data only (no NaN, no infinity), rounded to 9 significant digits, so that the same
    dossier, settings and seed give the same bytes.
    """

    question: str
    subject: str | None
    as_of: date
    method: Method
    seed: int
    draws: int
    digest: str
    results: Mapping[str, Any]
    said: tuple[Sentence, ...]
    warnings: tuple[str, ...] = ()
    version: str = field(default=__version__)

    @abstractmethod
    def table(self) -> list[dict[str, Any]]:
        """The main results as records, one a row."""

    @abstractmethod
    def drawings(self) -> dict[str, Drawing]:
        """What the answer's charts show, by name."""

    def charts(self) -> dict[str, alt.LayerChart]:
        """The answer's charts by name, as Altair charts."""
        return {name: drawing.to_altair() for name, drawing in self.drawings().items()}

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        """Further tables by their title, printed below the sentences where the question asked for them."""
        return {}

    def sentences(self) -> list[str]:
        """The answer in words."""
        return [sentence.text for sentence in self.said]

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the shape that other programs read."""
        data = {
            "detente": 1,
            "question": self.question,
            "subject": self.subject,
            "as_of": self.as_of.isoformat(),
            "method": {
                "name": self.method.name,
                "settings": dict(self.method.settings),
                "reference": self.method.reference,
            },
            "seed": self.seed,
            "draws": self.draws,
            "digest": self.digest,
            "version": self.version,
            "results": self.results,
            "sentences": [
                {
                    "text": s.text,
                    "probability": s.probability,
                    "confidence": s.confidence,
                    "claims": list(s.claims),
                    "assumptions": list(s.assumptions),
                }
                for s in self.said
            ],
            "warnings": list(self.warnings),
        }
        plain: dict[str, Any] = rounded(data)
        return plain

    def to_json(self) -> str:
        """One JSON object, keys sorted: what ``detente ask … --json`` prints."""
        return json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, allow_nan=False)

    def outcome(self, path: str) -> float:
        """The number at a dotted path such as ``vote.security-council.DRAFT.adopted``; an estimate gives its mean.

        Raises:
            QuestionError: there is no such number in this answer.
        """
        raise QuestionError(f"a {self.question} answer names no outcomes", key=path)

    def of_subject(self, path: str, value: float) -> float:
        """``value``, where the path is the one outcome that this answer is about.

        Raises:
            QuestionError: it is another.
        """
        if path != self.subject:
            raise QuestionError("this answer is about another outcome", key=path, hint=f"it is about {self.subject}")
        return float(value)

    def __rich__(self) -> RenderableType:
        from rich.console import Group
        from rich.padding import Padding
        from rich.table import Table
        from rich.text import Text

        def table(rows: list[dict[str, Any]]) -> Table:
            made = Table(header_style="bold", box=None, pad_edge=False)
            for name in rows[0] if rows else ():
                made.add_column(name, overflow="fold")
            for row in rows:
                made.add_row(*(Text(shown(value)) for value in row.values()))
            return made

        lists = [
            part
            for title, rows in self.lists().items()
            for part in (Text(""), Text(title, style="bold"), table(rows), Text(""))
        ]
        said = [Padding(Text(text), (0, 0, 0, 0)) for text in self.sentences()]
        notes = [Text(f"! {warning}", style="yellow") for warning in self.warnings]
        return Group(
            Text(self.heading(), style="bold"),
            Text(""),
            *((table(rows), Text("")) if (rows := self.table()) else ()),
            *said,
            *lists,
            *notes,
            Text(self.footer(), style="dim"),
        )

    def _repr_html_(self) -> str:
        from html import escape

        def table(rows: list[dict[str, Any]]) -> str:
            head = "".join(f"<th>{escape(str(name))}</th>" for name in (rows[0] if rows else ()))
            body = "".join(
                "<tr>" + "".join(f"<td>{escape(shown(value))}</td>" for value in row.values()) + "</tr>" for row in rows
            )
            return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

        lists = "".join(f"<h4>{escape(title)}</h4>{table(rows)}" for title, rows in self.lists().items())
        words = "".join(f"<p>{escape(text)}</p>" for text in (*self.sentences(), *self.warnings))
        return (
            f"<h3>{escape(self.heading())}</h3>{table(self.table())}"
            f"{words}{lists}<p><small>{escape(self.footer())}</small></p>"
        )

    def heading(self) -> str:
        """What was asked of what."""
        return f"{self.question}: {self.subject}" if self.subject else self.question

    def footer(self) -> str:
        """Method, draws, seed and digest in a line."""
        draws = f"{self.draws} {words.agree(self.draws, 'draw', 'draws')}"
        return f"{self.method.name}; {draws}, seed {self.seed}, dossier {self.digest[:12]}, as of {self.as_of}"


A = TypeVar("A", bound=Answer, covariant=True)
Given = TypeVar("Given", bound=Answer)


@runtime_checkable
class Question(Protocol[A]):
    """A question: a frozen value with its settings that a dossier can answer."""

    @property
    def draws(self) -> int:
        """How many draws of the uncertain numbers."""
        ...

    @property
    def seed(self) -> int:
        """The seed of the draws."""
        ...

    def answer(self, dossier: Dossier) -> A:
        """Answer from this dossier."""
        ...


def ask(dossier: Dossier, question: Question[A], *, changes: Mapping[str, Any] | None = None) -> A:
    """Ask a dossier a question; where few draws of uncertain numbers are asked for, the answer says what they carry.

    Args:
        dossier: what we believe.
        question: what to ask, with its settings.
        changes: other values at paths of the dossier, for this question only.

    Raises:
        QuestionError: the dossier cannot answer it, or a path of ``changes`` does not exist.
    """
    if not isinstance(dossier, Dossier):
        raise QuestionError(f"{short(dossier)} is no dossier", key="dossier", hint="read it first: detente.load(file)")
    if isinstance(question, type) or not isinstance(question, Question):
        raise QuestionError(f"{short(question)} is no question", key="question", hint="make one, for instance Vote()")
    if question.draws < 1:
        raise QuestionError(f"{question.draws} draws", key="draws", hint="ask for at least 1")
    given = changed(dossier, changes) if changes else dossier
    answer = question.answer(given)
    few = answer.draws < ENOUGH and (answer.question in DRAWN or any(one.estimate.uncertain for one in numbers(given)))
    return _doubted(answer) if few else answer


def _doubted(answer: Given) -> Given:
    """The answer from few draws with a warning, and with no more confidence than they carry."""
    draws = words.count(answer.draws, "draw")
    few = words.sentence(f"confidence is low: {draws} {words.agree(answer.draws, 'tells', 'tell')} too little")
    said = [
        replace(s, text=few if words.is_confidence(s.text) else s.text, confidence="low") if s.confidence else s
        for s in answer.said
    ]
    warning = f"{draws}: too few for an interval or a chance to the per cent; ask for {ENOUGH} or more"
    return replace(answer, said=tuple(said), warnings=(*answer.warnings, warning))


def estimate_of(values: np.ndarray | Sequence[float]) -> dict[str, float]:
    """Mean, median, standard deviation and the central 80% of draws: the shape of every estimate over draws.

    Args:
        values: one number a draw, all finite.

    >>> estimate_of([1.0, 2.0, 3.0])["median"]
    2.0
    """
    import numpy as np

    drawn = np.asarray(values, dtype=np.float64)
    low, median, high = np.quantile(drawn, [0.1, 0.5, 0.9])
    return {
        "mean": float(drawn.mean()),
        "median": float(median),
        "sd": float(drawn.std()),
        "low80": float(low),
        "high80": float(high),
    }


def rounded(value: Any) -> Any:
    """JSON data with every float rounded to 9 significant digits; not a number is an error of ours.

    >>> rounded({"p": 0.1234567891234})
    {'p': 0.123456789}
    """
    match value:
        case bool() | int() | str() | None:
            return value
        case float():
            if not math.isfinite(value):
                raise ValueError("an answer holds a number that is not finite")
            short = float(f"{value:.{DIGITS}g}")
            return 0.0 if short == 0 else short
        case Mapping():
            return {str(key): rounded(item) for key, item in value.items()}
        case list() | tuple():
            return [rounded(item) for item in value]
        case _:
            return rounded(value.item())


def shown(value: Any) -> str:
    """A cell of a table as text."""
    match value:
        case None:
            return "–"
        case float():
            return f"{value:.3g}" if abs(value) < 1 else f"{value:.1f}"
        case list() | tuple():
            return ", ".join(shown(item) for item in value)
        case _:
            return str(value)
