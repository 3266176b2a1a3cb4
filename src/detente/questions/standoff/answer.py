"""The answer to a standoff: its table, its charts, the payoffs that it used, and the paths of its outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.display import charts
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer, shown

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["StandoffAnswer", "outcome_named"]


@dataclass(frozen=True)
class StandoffAnswer(Answer):
    """What a standoff may come to, as ``answers.md`` of the design lists it.

    Beside those keys, ``results`` has ``would_tell`` (beliefs after each possible next move), ``repeated``, ``moves``
    (what each number does over its range), ``limit`` (the branch's end), ``winsets`` and the table of ``payoffs``.
    """

    def table(self) -> list[dict[str, Any]]:
        """The outcomes, then the paths, each with its probability and 80% interval."""
        rows = [
            {"what": name.replace("_", " "), "probability": one["mean"], "80% interval": _ends(one)}
            for name, one in self.results["outcomes"].items()
        ]
        paths = [
            {
                "what": " · ".join(path["moves"]).replace("_", " "),
                "probability": path["probability"],
                "80% interval": _ends(path),
            }
            for path in self.results["paths"]
        ]
        return rows + paths

    def drawings(self) -> dict[str, charts.Drawing]:
        """``tree``: the branches above 2%; ``beliefs``: about both sides, before and after each move seen."""
        found = self.results
        return {
            "tree": charts.tree(f"What may follow: {self.subject}", found["paths"], found["seen"]),
            "beliefs": charts.beliefs(f"What the moves seen told: {self.subject}", found["beliefs"]),
        }

    def outcome(self, path: str) -> float:
        """The number at ``standoff.NAME.OUTCOME``: the mean over draws of an outcome's probability.

        Raises:
            QuestionError: there is no such outcome.
        """
        return float(self.results["outcomes"][outcome_named(path, self.subject or "")]["mean"])

    def __rich__(self) -> RenderableType:
        from rich.console import Group
        from rich.table import Table
        from rich.text import Text

        table = Table(
            "path",
            "motive",
            "resolve",
            self.results["challenger"],
            self.results["defender"],
            title="Payoffs used, in points",
            title_justify="left",
            box=None,
            header_style="bold",
            pad_edge=False,
        )
        for cell in self.results["payoffs"]:
            way = " · ".join(cell["moves"]).replace("_", " ")
            row = (way, cell["motive"], cell["resolve"], shown(cell["challenger"]), shown(cell["defender"]))
            table.add_row(*(Text(str(value)) for value in row))
        return Group(super().__rich__(), Text(""), table)


def outcome_named(path: str, standoff: str) -> str:
    """The outcome of the game that a path names.

    >>> outcome_named("standoff.programme.war", "programme")
    'war'

    Raises:
        QuestionError: there is no such outcome.
    """
    from detente.engines.games import OUTCOMES

    match path.split("."):
        case ["standoff", subject, name] if subject == standoff and name in OUTCOMES:
            return name
    known = [f"standoff.{standoff}.{name}" for name in OUTCOMES]
    raise QuestionError("no such outcome of this standoff", key=path, hint=nearest(path, known))


def _ends(values: Any) -> str:
    return f"{values['low80']:.2f} to {values['high80']:.2f}"
