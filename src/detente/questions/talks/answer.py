"""The answer about talks: its table, its charts and the paths of its outcomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer

if TYPE_CHECKING:
    import altair as alt

__all__ = ["TalksAnswer", "format_named"]


@dataclass(frozen=True)
class TalksAnswer(Answer):
    """Which meeting takes place, as ``answers.md`` of the design lists it."""

    def table(self) -> list[dict[str, Any]]:
        """One format a row, in the order tried."""
        return [
            {
                "format": form["name"],
                "convenes": form["convenes"]["mean"],
                "80% interval": f"{form['convenes']['low80']:.2f} to {form['convenes']['high80']:.2f}",
                "least willing": min(form["attends"], key=lambda id: form["attends"][id]),
                "comes": min(form["attends"].values()),
                "a deal exists": form["deal"],
                **{f"settles {issue}": settled["mean"] for issue, settled in form["settles"].items()},
            }
            for name, form in self.results["formats"].items()
        ]

    def charts(self) -> dict[str, alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart]:
        """``formats``, which meeting takes place; ``conditions``, what granting each changes."""
        from detente.display.charts import chances, effects

        title = self.results["name"]
        rows = [{"name": form["name"], **form["convenes"]} for name, form in self.results["formats"].items()]
        charts = {"formats": chances(title, rows)}
        conditions = self.results["conditions"]
        if conditions:
            moved = [{"name": c["what"], "effect": c["effect_on_any"]} for c in conditions.values()]
            charts["conditions"] = effects("What granting each condition adds to the chance of a meeting", moved)
        return charts

    def outcome(self, path: str) -> float:
        """``talks.TALKS.FORMAT.convenes``, the mean over draws, or ``talks.TALKS.none``.

        Raises:
            QuestionError: no such format or number.
        """
        formats = self.results["formats"]
        form = format_named(path, self.subject or "", formats)
        return float(self.results["none"] if form is None else formats[form]["convenes"]["mean"])


def format_named(path: str, talks: str, formats: Iterable[str]) -> str | None:
    """The format that an outcome names; nothing where it is that nobody meets.

    >>> format_named("talks.round.six.convenes", "round", ["six", "five"])
    'six'

    Raises:
        QuestionError: no such format or number.
    """
    named = list(formats)
    match path.split("."):
        case ["talks", subject, "none"] if subject == talks:
            return None
        case ["talks", subject, form, "convenes"] if subject == talks and form in named:
            return form
    known = [f"talks.{talks}.{form}.convenes" for form in named]
    raise QuestionError("no such outcome of these talks", key=path, hint=nearest(path, known))
