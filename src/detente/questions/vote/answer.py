"""The answer to a vote: its table, its charts and the paths of its outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.display.charts import Drawing, dilution, seats
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer

__all__ = ["VoteAnswer", "fate_named"]


@dataclass(frozen=True)
class VoteAnswer(Answer):
    """What a council can adopt, as ``answers.md`` of the design lists it.

    ``results`` also has what the pictures need: ``seats`` (who sits, by what name, with a veto or not) and
    ``scales`` (the named points of the issues decided).
    """

    def table(self) -> list[dict[str, Any]]:
        """One draft a row."""
        return [
            {
                "draft": draft["name"],
                "adopted": draft["adopted"]["mean"],
                "80% interval": f"{draft['adopted']['low80']:.2f} to {draft['adopted']['high80']:.2f}",
                "vetoed": draft["vetoed"]["mean"],
                "unanimous": draft["unanimous"]["mean"],
                "likeliest tally": _tally(draft["tallies"][0]),
                "tabled in turn": self.results["sequence"][name]["tabled"],
                "adopted in turn": self.results["sequence"][name]["adopted"],
            }
            for name, draft in self.results["drafts"].items()
        ]

    def drawings(self) -> dict[str, Drawing]:
        """``seats``, who votes how on each draft; ``dilution``, P(adopted) against strength."""
        drafts = self.results["drafts"]
        rows = [
            {"name": draft["name"], "adopted": draft["adopted"]["mean"], "members": draft["members"]}
            for name, draft in drafts.items()
        ]
        title, issue = self.results["council"]["name"], self.results["issue"]
        on_curve = [
            {"name": draft["name"], "strength": draft["text"][issue], "adopted": draft["adopted"]["mean"]}
            for name, draft in drafts.items()
            if issue in draft["text"]
        ]
        charts = {"seats": seats(title, rows, self.results["seats"])} if rows else {}
        curve = dilution(title, self.results["scales"][issue], self.results["dilution"], on_curve)
        return {**charts, "dilution": curve}

    def outcome(self, path: str) -> float:
        """``vote.COUNCIL.DRAFT.adopted`` (or ``vetoed``, ``unanimous``), ``vote.COUNCIL.nothing``, ``.some``: means.

        ``some``: one of the drafts is adopted, tabled in turn.

        Raises:
            QuestionError: no such draft or number.
        """
        draft, what = fate_named(path, self.subject or "", self.results["drafts"])
        if draft is not None:
            return float(self.results["drafts"][draft][what]["mean"])
        nothing = float(self.results["nothing"])
        return nothing if what == "nothing" else 1.0 - nothing


def fate_named(path: str, council: str, drafts: Iterable[str]) -> tuple[str | None, str]:
    """The draft and the fate that an outcome names; no draft where it is that nothing, or some draft, is adopted.

    >>> fate_named("vote.council.text.adopted", "council", ["text"])
    ('text', 'adopted')

    Raises:
        QuestionError: no such draft or number.
    """
    named = list(drafts)
    match path.split("."):
        case ["vote", subject, ("nothing" | "some") as what] if subject == council:
            return None, what
        case ["vote", subject, draft, ("adopted" | "vetoed" | "unanimous") as what] if (
            subject == council and draft in named
        ):
            return draft, what
    known = [*(f"vote.{council}.{draft}.adopted" for draft in named), f"vote.{council}.nothing", f"vote.{council}.some"]
    raise QuestionError("no such outcome of this vote", key=path, hint=nearest(path, known))


def _tally(tally: Mapping[str, Any]) -> str:
    return f"{tally['yes']}–{tally['no']}–{tally['abstain']} ({tally['probability']:.2f})"
