"""The answer about talks: its table, its charts and the paths of its outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.display.charts import Drawing, chances, effects
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer

__all__ = ["TalksAnswer", "formats_named"]


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
                "least willing": self.results["names"][min(form["attends"], key=lambda id: form["attends"][id])],
                "comes": min(form["attends"].values()),
                "a deal exists": form["deal"],
                **{f"settles {issue}": settled["mean"] for issue, settled in form["settles"].items()},
            }
            for name, form in self.results["formats"].items()
        ]

    def drawings(self) -> dict[str, Drawing]:
        """``formats``, which meeting takes place; ``conditions``, what granting each changes."""
        title = self.results["name"]
        rows = [{"name": form["name"], **form["convenes"]} for name, form in self.results["formats"].items()]
        charts = {"formats": chances(title, rows)}
        conditions = self.results["conditions"]
        if conditions:
            moved = [{"name": c["what"], "effect": c["effect_on_any"]} for c in conditions.values()]
            charts["conditions"] = effects("What granting each condition adds to the chance of a meeting", moved)
        return charts

    def outcome(self, path: str) -> float:
        """``talks.TALKS.FORMAT.convenes``, ``.none``, ``.some``, ``.meets.ACTOR``: means over draws.

        ``some``: a meeting takes place. ``meets.ACTOR``: one that needs the actor.

        Raises:
            QuestionError: no such format, actor or number.
        """
        formats = self.results["formats"]
        named = formats_named(path, self.subject or "", {name: form["attends"] for name, form in formats.items()})
        if named is None:
            return float(self.results["none"])
        return float(sum(formats[name]["convenes"]["mean"] for name in named))


def formats_named(path: str, talks: str, needs: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    """The formats whose chances add up to an outcome (at most one convenes); nothing where it is that nobody meets.

    ``needs`` says whom each format needs.

    >>> formats_named("talks.round.six.convenes", "round", {"six": ["usa", "prk"], "five": ["usa"]})
    ('six',)
    >>> formats_named("talks.round.meets.usa", "round", {"six": ["usa", "prk"], "five": ["usa"]})
    ('six', 'five')

    Raises:
        QuestionError: no such format, actor or number.
    """
    actors = dict.fromkeys(actor for form in needs.values() for actor in form)
    match path.split("."):
        case ["talks", subject, "none"] if subject == talks:
            return None
        case ["talks", subject, "some"] if subject == talks:
            return tuple(needs)
        case ["talks", subject, "meets", actor] if subject == talks and actor in actors:
            return tuple(name for name, form in needs.items() if actor in form)
        case ["talks", subject, form, "convenes"] if subject == talks and form in needs:
            return (form,)
    known = [f"talks.{talks}.{end}" for end in ("none", "some")]
    known += [f"talks.{talks}.{form}.convenes" for form in needs] + [f"talks.{talks}.meets.{id}" for id in actors]
    raise QuestionError("no such outcome of these talks", key=path, hint=nearest(path, known))
