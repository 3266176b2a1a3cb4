"""The answer about levers: its table, its chart and the path of its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from detente.display import charts, words
from detente.questions.answer import Answer
from detente.questions.outcomes import is_chance, unit_of
from detente.questions.quotations import rests_on

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["LeversAnswer"]

SHOWN = 16
LEAST = {"probability": 0.0005, "scale": 0.05}
"""Effects below this are not drawn."""


@dataclass(frozen=True)
class LeversAnswer(Answer):
    """What an actor can do about an outcome, as ``answers.md`` of the design lists it.

    Beside those keys, ``results`` has where the outcome stands ``now``, the ``threshold``, how many packages were tried
    of how many possible, and, where none reaches the threshold, the one that comes ``nearest``.
    """

    def table(self) -> list[dict[str, Any]]:
        """A move a row, the most helpful first; the largest of its side effects beside it."""
        return [
            {
                "move": row["what"],
                "effect": words.amount(row["effect"], self.results["unit"]),
                "cost in points": row["cost"],
                "largest side effect": _largest(row["side_effects"]),
            }
            for row in self.results["moves"]
        ]

    def drawings(self) -> dict[str, charts.Drawing]:
        """``levers``: the ladder of moves, each with its effect and its cost."""
        least = LEAST[self.results["unit"]]
        rows = [
            {"name": m["what"], "effect": m["effect"], "cost": m["cost"]}
            for m in self.results["moves"]
            if abs(m["effect"]) >= least
        ]
        if not rows:
            return {}
        strongest = sorted(rows, key=lambda row: -abs(row["effect"]))[:SHOWN]
        shown = [row for row in rows if row in strongest]
        return {"levers": charts.levers("What each move does, and what it costs", shown, unit=self.results["unit"])}

    def outcome(self, path: str) -> float:
        """The outcome as it stands, before any move.

        Raises:
            QuestionError: another path.
        """
        return self.of_subject(path, self.results["now"])

    def __rich__(self) -> RenderableType:
        from rich.console import Group

        found = [*self.results["packages"], *([self.results["nearest"]] if self.results["nearest"] else [])]
        rests = (rests_on("that package", package["quotations"]) for package in found)
        return Group(super().__rich__(), *chain.from_iterable(rests))

    def heading(self) -> str:
        """Whose levers, on which outcome."""
        return f"levers of {self.results['actor']}: {self.subject}"


def _largest(side_effects: dict[str, float]) -> str:
    """The side effect that matters most, told in its own unit."""
    if not side_effects:
        return "–"
    path = max(side_effects, key=lambda name: abs(side_effects[name]) * (100 if is_chance(name) else 1))
    value = side_effects[path]
    return f"{path} {words.amount(value, unit_of(path))}"
