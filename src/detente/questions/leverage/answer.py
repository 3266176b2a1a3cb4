"""The answer about leverage: its table, its charts, the paths of its outcomes, and pressure for a vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from detente.display import words
from detente.display.charts import Drawing, chains, matrix
from detente.display.words import number
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer
from detente.questions.leverage.cells import cell_of
from detente.questions.quotations import rests_on

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["LeverageAnswer"]


@dataclass(frozen=True)
class LeverageAnswer(Answer):
    """Who has leverage on whom, as ``answers.md`` of the design lists it.

    Beside ``pairs`` and ``chains``, ``results`` has ``holds`` (each holder's ties over each target, with mutual
    dependence, hostages, what is used up, public threats, and the words that its ties rest on), ``beyond`` and
    ``untied`` (whom no threat moves, and over whom there is no tie), ``pressure`` on votes, and the ``names`` of actors
    and ``issues``. Each of ``pairs`` has its ``claims`` and ``assumptions``.
    """

    def heading(self) -> str:
        """What was asked, and what the cells of the table hold."""
        return f"{super().heading()} (effective leverage of capacity, in units of each issue's scale)"

    def table(self) -> list[dict[str, Any]]:
        """One holder and target a row, one issue a column: effective leverage of capacity."""
        names, rows = self.results["names"], []
        for hold in self.results["holds"]:
            held = {row["issue"]: row for row in self.results["pairs"] if _same(row, hold)}
            if not held:
                continue
            cells = {issue: _cell(held.get(issue)) for issue in self.results["issues"]}
            rows.append(
                {
                    "holder": names[hold["holder"]],
                    "target": names[hold["target"]],
                    "could cost": number(hold["points"]["mean"]),
                    **cells,
                }
            )
        return rows

    def drawings(self) -> dict[str, Drawing]:
        """``matrix``, who moves whom how far on which issue; ``chains``, what pressing one to press another adds."""
        found = self.results
        made = {"matrix": matrix("Who has leverage on whom", found["issues"], self._matrix())}
        if found["chains"]:
            made["chains"] = chains("What pressing one to press another adds", self._chains())
        return made

    def _matrix(self) -> list[dict[str, Any]]:
        names = self.results["names"]
        return [
            {
                "holder": names[hold["holder"]],
                "target": names[hold["target"]],
                "cells": {
                    row["issue"]: {"effective": row["effective"]["mean"], "capacity": row["capacity"]["mean"]}
                    for row in self.results["pairs"]
                    if _same(row, hold)
                },
            }
            for hold in self.results["holds"]
        ]

    def _chains(self) -> list[dict[str, Any]]:
        names, issues = self.results["names"], self.results["issues"]
        return [
            {
                "actors": [names[actor] for actor in chain["actors"]],
                "issue": issues[chain["issue"]],
                "links": [link["adds"] for link in chain["links"]],
            }
            for chain in self.results["chains"]
        ]

    def __rich__(self) -> RenderableType:
        from rich.console import Group

        names = {id: words.article(name) for id, name in self.results["names"].items()}
        rests = (
            rests_on(f"the hold of {names[hold['holder']]} over {names[hold['target']]}", hold["quotations"])
            for hold in self.results["holds"]
        )
        return Group(super().__rich__(), *chain.from_iterable(rests))

    def pressure(self, council: str, draft: str) -> dict[str, float]:
        """What the sponsors of a draft can credibly take from each member, in points: for ``Vote(pressure=...)``.

        Raises:
            QuestionError: no such council or draft was asked about.
        """
        drafts = {(row["council"], row["draft"]) for row in self.results["drafts"]}
        if (council, draft) not in drafts:
            known = [f"{council}.{draft}" for council, draft in sorted(drafts)]
            raise QuestionError(f"no draft '{draft}' of '{council}'", hint=nearest(f"{council}.{draft}", known))
        found: dict[str, float] = {}
        for row in self.results["pressure"]:
            if (row["council"], row["draft"]) == (council, draft):
                found[row["member"]] = found.get(row["member"], 0.0) + row["points"]["mean"]
        return found

    def outcome(self, path: str) -> float:
        """``leverage.HOLDER.TARGET.ISSUE.effective`` (or ``capacity``, ``gap``, ``probability``, ``promised``).

        Raises:
            QuestionError: no such cell or number.
        """
        cells = {(row["holder"], row["target"], row["issue"]): row for row in self.results["pairs"]}
        cell, name = cell_of(path, cells)
        return float(cells[cell][name]["mean"])


def _same(row: Mapping[str, Any], hold: Mapping[str, Any]) -> bool:
    return (row["holder"], row["target"]) == (hold["holder"], hold["target"])


def _cell(row: Mapping[str, Any] | None) -> str | None:
    """ "1.9 of 36"."""
    return None if row is None else f"{number(row['effective']['mean'], 1)} of {number(row['capacity']['mean'])}"
