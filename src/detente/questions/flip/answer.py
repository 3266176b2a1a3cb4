"""The answer to a flip: its table, its chart and the path of its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from detente.display import charts, words
from detente.questions.answer import Answer

__all__ = ["FlipAnswer"]


@dataclass(frozen=True)
class FlipAnswer(Answer):
    """What a judgement hangs on, as ``answers.md`` of the design lists it.

    Beside those keys, ``results`` has the ``bands`` before and after, whether anything ``flips`` it at all, the
    ``claims`` behind it, what it is ``without_all`` of them, the numbers that the removal ``changed``, and how many
    sets were ``tried``.
    """

    def table(self) -> list[dict[str, Any]]:
        """The one-liar test: a report a row, largest effect first."""
        return [
            {
                "if false": row["name"],
                "claims": row["claims"],
                "effect": words.amount(row["effect"], self.results["unit"]),
                "band": row["band"],
                "changes the band": "yes" if row["flips"] else "no",
            }
            for row in self.results["one_liar"]
        ]

    def drawings(self) -> dict[str, charts.Drawing]:
        """``liars``: what each report's falsehood would change."""
        rows = [{"name": row["name"], "effect": row["effect"]} for row in self.results["one_liar"] if row["claims"]]
        if not rows:
            return {}
        return {"liars": charts.effects("If this report is false", rows, unit=self.results["unit"])}

    def outcome(self, path: str) -> float:
        """The judgement's own value, before anything is taken away.

        Raises:
            QuestionError: another path.
        """
        return self.of_subject(path, self.results["before"])
