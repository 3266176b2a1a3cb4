"""The answer: its table, its tornado, and the shares that it found."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from detente.display import words
from detente.display.charts import Drawing, tornado
from detente.questions.answer import Answer
from detente.questions.outcomes import unit_of
from detente.questions.quotations import rests_on

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["SensitivityAnswer"]

SHOWN, LISTED = 10, 12
"""Bars of the tornado; rows of the table (the JSON has every input examined)."""


@dataclass(frozen=True)
class SensitivityAnswer(Answer):
    """What an outcome hangs on, as ``answers.md`` of the design lists it; the best to ask first.

    Of each input ``low`` and ``high`` are the mean outcome with it at its 10th and 90th percentile (``at_low`` and
    ``at_high``); ``evppi`` is in squared units of the outcome, ``shift`` its root; ``changes_band`` the chance that
    finding it out changes the judgement's band. Without a Sobol sample ``sobol_first`` is the regression's share and
    ``sobol_total`` null. The best three have their ``quotations``. ``rest`` holds the shares of all other uncertain
    numbers together.
    """

    def table(self) -> list[dict[str, Any]]:
        """One input a row, the best to ask about first: where it may lie, its shares, what finding it out would do."""
        unit = unit_of(self.subject or "")
        return [
            {
                "ask about": row["called"],
                "80% interval": words.interval(row["at_low"], row["at_high"], _digits(row)),
                "outcome": f"{words.level(row['low'], unit)} to {words.level(row['high'], unit)}",
                "first": row["sobol_first"],
                "total": row["sobol_total"],
                "finding out": f"±{words.amount(row['shift'], unit, signed=False)}",
                "changes band": words.percent(row["changes_band"]),
                "rests on": words.count(len(row["claims"]), "claim") if row["claims"] else "an assumption",
            }
            for row in self.results["inputs"][:LISTED]
        ]

    def drawings(self) -> dict[str, Drawing]:
        """``tornado``: the outcome with each number at its 10th and 90th percentile, the widest first."""
        rows = sorted(self.results["inputs"], key=lambda row: -abs(row["high"] - row["low"]))[:SHOWN]
        if not rows:
            return {}
        title = words.capitalised(self.results["called"])
        named = [
            {"name": row["called"], **{key: row[key] for key in ("low", "high", "at_low", "at_high")}} for row in rows
        ]
        return {"tornado": tornado(title, named, self.results["outcome"]["mean"], chances=self.results["chance"])}

    def outcome(self, path: str) -> float:
        """The mean of the outcome that was examined.

        Raises:
            QuestionError: it is another.
        """
        return self.of_subject(path, self.results["outcome"]["mean"])

    def __rich__(self) -> RenderableType:
        from rich.console import Group

        asked = (row for row in self.results["inputs"] if "quotations" in row)
        rests = (rests_on(row["called"], row["quotations"], f"an assumption: {row['path']}") for row in asked)
        return Group(super().__rich__(), *chain.from_iterable(rests))


def _digits(row: dict[str, Any]) -> int:
    return 0 if row["at_high"] - row["at_low"] >= 5 else 2
