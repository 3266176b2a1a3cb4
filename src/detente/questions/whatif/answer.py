"""The answer to a what-if: its table, its chart, and the paths of its outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.display.charts import Drawing, shifts
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer
from detente.questions.outcomes import is_chance
from detente.questions.quotations import rests_on

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["WhatIfAnswer"]


@dataclass(frozen=True)
class WhatIfAnswer(Answer):
    """Every outcome before and after some changes, as ``answers.md`` of the design lists it.

    Beside ``changes``, ``before``, ``after`` and ``difference``, ``results`` has ``replaced`` (what the dossier has at
    each path), ``answered`` (draws with an answer before and after), ``quotations`` (the words behind the
    changed numbers) and ``rewritten`` (the sentences that differ).
    """

    def table(self) -> list[dict[str, Any]]:
        """One outcome a row: before, after, and the difference with its interval."""
        found = self.results
        return [
            {
                "outcome": path,
                "before": found["before"][path]["mean"],
                "after": found["after"][path]["mean"],
                "difference": found["difference"][path]["mean"],
                "80% interval": f"{one['low80']:+.3g} to {one['high80']:+.3g}",
            }
            for path, one in found["difference"].items()
        ]

    def drawings(self) -> dict[str, Drawing]:
        """``chances``, the probabilities before and after; ``settled``, what models settle on each issue."""
        rows = [
            {"name": path, "before": self.results["before"][path]["mean"], "after": self.results["after"][path]["mean"]}
            for path in self.results["difference"]
        ]
        kinds = {
            "chances": [r for r in rows if is_chance(r["name"])],
            "settled": [r for r in rows if not is_chance(r["name"])],
        }
        titles = {
            "chances": "The chance of each outcome, before and after",
            "settled": "What is settled, before and after",
        }
        return {kind: shifts(titles[kind], own, chances=kind == "chances") for kind, own in kinds.items() if own}

    def outcome(self, path: str) -> float:
        """The mean of an outcome after the changes.

        Raises:
            QuestionError: it was not asked for.
        """
        if path not in self.results["after"]:
            hint = nearest(path, self.results["after"])
            raise QuestionError("no such outcome of this what-if", key=path, hint=hint)
        return float(self.results["after"][path]["mean"])

    def __rich__(self) -> RenderableType:
        from rich.console import Group
        from rich.padding import Padding
        from rich.text import Text

        rests = rests_on("the changed numbers", self.results["quotations"])
        lines: list[RenderableType] = []
        for one in self.results["rewritten"]:
            lines += [Padding(Text(f"− {one['before']}", style="dim"), (0, 0, 0, 2))] if one["before"] else []
            lines += [Padding(Text(f"+ {one['after']}"), (0, 0, 0, 2))] if one["after"] else []
        head = [Text(""), Text("Sentences that change", style="bold")] if lines else []
        return Group(super().__rich__(), *rests, *head, *lines)
