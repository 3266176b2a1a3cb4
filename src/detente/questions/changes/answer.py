"""The answer to a comparison of dossiers: its table, its chart and the path of its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.display import charts, words
from detente.questions.answer import Answer

__all__ = ["ChangesAnswer"]

SHOWN = 12


@dataclass(frozen=True)
class ChangesAnswer(Answer):
    """What changed an outcome, as ``answers.md`` of the design lists it.

    Beside those keys, ``results`` has the values ``before`` and ``after``, the earlier dossier's digest, whether the
    attribution is ``exact``, and of how many ``sets`` of parts the outcome was computed.
    """

    def table(self) -> list[dict[str, Any]]:
        """A part a row, largest effect first; those without effect are left out."""
        return [
            {
                "changed": row["what"],
                "effect": words.amount(row["effect"], self.results["unit"]),
                "standard error": words.amount(row["standard_error"], self.results["unit"], 3).removeprefix("+"),
                "claims come or gone": len(row["claims"]),
            }
            for row in self.results["parts"]
            if row["effect"]
        ]

    def drawings(self) -> dict[str, charts.Drawing]:
        """``waterfall``: from the value before to the value after, part by part."""
        moved = [row for row in self.results["parts"] if row["effect"]]
        if not moved:
            return {}
        rows = [{"name": row["what"], "effect": row["effect"]} for row in moved[:SHOWN]]
        if len(moved) > SHOWN:
            rest = sum(row["effect"] for row in moved[SHOWN:])
            rows.append({"name": f"{len(moved) - SHOWN} others", "effect": rest})
        found = self.results
        chart = charts.waterfall(
            f"What changed {self.subject}", found["before"], found["after"], rows, unit=found["unit"]
        )
        return {"waterfall": chart}

    def outcome(self, path: str) -> float:
        """The outcome in the later dossier.

        Raises:
            QuestionError: another path.
        """
        return self.of_subject(path, self.results["after"])
